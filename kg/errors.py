"""What can go wrong, as a family: every error that is raised for a person is a `KgError`.

An error of Python's own is raised only where the same file catches it.
"""

from __future__ import annotations

import errno
import shutil
from pathlib import Path
from typing import Any, Final

NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_PLACE: Final = "a place that you may read and write"
_ROOM: Final = "to make room, and to run it again; what was there before stays, and so does what is served"
_RIGHT: Final = {
    errno.EACCES: _PLACE,
    errno.EPERM: _PLACE,
    errno.EROFS: _PLACE,
    **dict.fromkeys(NO_ROOM, _ROOM),
    errno.ENOENT: "a file or folder that is there",
    errno.EISDIR: "a file there",
    errno.ENOTDIR: "a folder there",
    errno.EEXIST: "a folder there, or another place",
}


class KgError(Exception):
    """Root of every error this software raises on purpose; its text is meant for a person."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Comes as it is from another process: Python would make it again of its text alone, whatever it is made of."""
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[KgError], args: tuple[Any, ...], more: dict[str, Any]) -> KgError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(more)
    return error


def in_words(error: OSError) -> str:
    """What the system could not do, in one sentence with what would be right."""
    places = " and ".join(str(one) for one in (error.filename, error.filename2) if one is not None)
    if error.errno in NO_ROOM:
        places = places or "standard output, or a temporary file"
    what = f"{places}: {error.strerror or error}" if places else f"{error.strerror or error}"
    what += _free(Path(error.filename)) if error.errno == errno.ENOSPC and error.filename else ""
    return f"{what}; right would be {_RIGHT.get(error.errno or 0, 'to mend that, and to run it again')}"


def _free(path: Path) -> str:
    """How much room there is at a place that may be gone."""
    for place in (path, *path.absolute().parents):
        if place.exists():
            return f" ({shutil.disk_usage(place).free / 1e6:,.1f} MB are free there)"
    return ""


class FaultyInput(KgError, ValueError):
    """Input that was refused; the report behind it lists every fault found."""


class UnknownName(KgError, LookupError):
    """Something was asked for by a name that nothing has; `name` holds it."""

    def __init__(self, message: str, name: str) -> None:
        super().__init__(message)
        self.name = name


class UnknownPrefix(KgError, ValueError):
    """A CURIE whose prefix no table of ours has."""


class NotInstalled(KgError, FileNotFoundError):
    """A file or folder that comes with the package is not there."""
