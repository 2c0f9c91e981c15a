"""What can go wrong, as a family: every error that is raised for a person is a `KgError`.

An error of Python's own is raised only where the same file catches it.
"""

from __future__ import annotations

import errno
from typing import Final

_PLACE: Final = "a place that you may read and write"
_ROOM: Final = "to make room, and to run it again; what was there before stays"
_RIGHT: Final = {
    errno.EACCES: _PLACE,
    errno.EPERM: _PLACE,
    errno.EROFS: _PLACE,
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EFBIG: _ROOM,
    errno.ENOENT: "a file or folder that is there",
    errno.EISDIR: "a file there",
    errno.ENOTDIR: "a folder there",
    errno.EEXIST: "a folder there, or another place",
}


class KgError(Exception):
    """Root of every error this software raises on purpose; its text is meant for a person."""


def in_words(error: OSError) -> str:
    """What the system could not do, in one sentence with what would be right."""
    places = " and ".join(str(one) for one in (error.filename, error.filename2) if one is not None)
    what = f"{places}: {error.strerror or error}" if places else f"{error.strerror or error}"
    return f"{what}; right would be {_RIGHT.get(error.errno or 0, 'to mend that, and to run it again')}"


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
