"""A release is a folder that nobody writes to again; `current` in the releases folder points to the one served."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from kg import __version__
from kg.engine.memory import MemoryEngine
from kg.errors import KgError
from kg.files import BUILDING, MANIFEST, Damaged, Manifest, checksum, replacing
from kg.names import mint
from kg.release.dataset import DatasetLines, InPieces, Packed
from kg.release.forms import DATASET, FORMS, Formed, formed, write_forms
from kg.release.homes import as_told, each_once
from kg.release.making import making
from kg.release.pieces import Piece
from kg.spread import Ahead, Spread, here

CURRENT: Final = "current"
FORMAT: Final = 1
"""Of release folders: what reads them knows those up to this. Before there were numbers, there was this one."""
_NOTHING: Final = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
Make: TypeAlias = Callable[[Path, InPieces], None]
"""Writes a file of a release from the sorted lines of its dataset."""
Forming: TypeAlias = Ahead[Piece, Formed]
"""What writes the forms of pieces, perhaps some before all are there."""


class NoRelease(KgError, FileNotFoundError):
    """There is nothing built yet."""


class NewerRelease(KgError, ValueError):
    """A release that a newer `kg` made."""


@dataclass(frozen=True, slots=True)
class Release:
    """A release on disk; `manifest` says what is in it and what it was made from."""

    folder: Path
    manifest: Manifest

    @classmethod
    def read(cls, folder: Path) -> Release:
        """Open a release folder; raises `NoRelease`, `Damaged`, or `NewerRelease`."""
        try:
            manifest = Manifest.read(folder, "`kg build` makes it anew")
        except OSError as error:
            if error.errno not in _NOTHING:
                raise
            raise NoRelease(f"{folder} holds no release; `kg build` makes one") from error
        form, version = manifest.get("format", FORMAT), str(manifest.get("version", __version__))
        if form != FORMAT or _number(version) > _number(__version__):
            what = f"{folder} is a release of kg {version} (format {form}), which kg {__version__} does not know"
            raise NewerRelease(f"{what}; right would be that kg, or `kg build` with this one")
        return cls(folder, manifest)

    @property
    def iri(self) -> str:
        """What stands for it in its own graph."""
        return release_iri(self.manifest["inputs_digest"])

    @property
    def dataset(self) -> Path:
        """The whole dataset as sorted N-Quads, gzipped."""
        return self.folder / DATASET

    def engine(self) -> MemoryEngine:
        """The release in memory."""
        return MemoryEngine.of_file(self.dataset)

    def lines(self) -> Iterable[str]:
        """The N-Quads of the dataset, a line at a time."""
        return Packed(self.dataset)


def release_iri(digest: str) -> str:
    """What stands for the release of inputs with this digest."""
    return mint("release", digest[:12])


def current(releases: Path) -> Release:
    """The release that is served, every file of it held against its checksum; raises as `Release.read` does."""
    found = Release.read(Path(os.path.realpath(releases / CURRENT)))
    if DATASET not in found.manifest["files"]:
        raise Damaged(found.folder / MANIFEST, "is damaged: it names no dataset", "`kg build` makes it anew")
    found.manifest.verify()
    return found


def named(releases: Path, digest: str) -> Release | None:
    """The release made from inputs of this digest, if it is the current one; raises where that is not sound."""
    try:
        found = current(releases)
    except NoRelease:
        return None
    return found if found.manifest["inputs_digest"] == digest else None


def publish(
    releases: Path,
    name: str,
    lines: Iterable[str] | DatasetLines,
    manifest: Mapping[str, Any],
    beside: Iterable[Path] = (),
    made: Mapping[str, Make] = MappingProxyType({}),
    spread: Spread = here,
    begun: Forming | None = None,
) -> Release:
    """Write a release aside, move it into place, and point `current` to it. A failure leaves the former serving.

    `lines` are sorted N-Quads, each triple in one graph; `manifest` says how many each graph has. Raises `Twice` where
    that does not hold. Files `beside` the dataset are copied as they are, others are `made` from its lines, while
    `spread` writes its forms, of the pieces of which these were not `begun`. The bytes depend on the arguments
    alone: no clock, no host, no compressor's time stamp, and on no number of processes. Who calls this holds the lock
    of `releases`.
    """
    with replacing(releases / name) as aside, _whole(lines, aside) as whole:
        more = [shutil.copyfile(path, aside / path.name) for path in beside]
        with making({aside / file: make for file, make in made.items()}, whole):
            with closing((begun or Ahead(formed, spread))(whole.pieces())) as pieces:
                sizes = write_forms(aside, pieces)
            as_told(sizes, manifest["graphs"])
        written = (aside / file for file in (*(form.file for form in FORMS), *made))
        files = {path.name: _described(path) for path in (*written, *more)}
        text = json.dumps({"format": FORMAT, **manifest, "files": files}, indent=1, ensure_ascii=False)
        (aside / MANIFEST).write_text(text + "\n", encoding="utf-8")
    _point(releases, name)
    return Release.read(releases / name)


@contextmanager
def _whole(lines: Iterable[str] | DatasetLines, folder: Path) -> Iterator[DatasetLines]:
    if isinstance(lines, DatasetLines):
        yield lines
        return
    with DatasetLines(folder) as whole:
        whole.add(each_once(lines))
        yield whole


def may_publish(releases: Path) -> None:
    """Raise `KgError` where publishing would write over something that is no link to a release."""
    link = releases / CURRENT
    if link.exists() and not link.is_symlink():
        raise KgError(f"{link} is no link to a release, and would be lost; right would be to rename or remove it")


def _described(path: Path) -> dict[str, Any]:
    return {"sha256": checksum(path), "bytes": path.stat().st_size}


def _point(releases: Path, name: str) -> None:
    fresh = releases / (BUILDING + CURRENT)
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(name)
    fresh.replace(releases / CURRENT)


def _number(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", version)[:3]]
