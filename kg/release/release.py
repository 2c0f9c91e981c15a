"""A release is a folder that nobody writes to again; `current` in the releases folder points to the one served."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from kg.engine.memory import MemoryEngine
from kg.errors import KgError
from kg.files import checksum
from kg.release.forms import DATASET, FORMS
from kg.release.homes import as_told
from kg.release.quads import Packed

MANIFEST: Final = "manifest.json"
CURRENT: Final = "current"
Make: TypeAlias = Callable[[Path, Iterable[str]], None]
"""Writes a file of a release from the sorted lines of its dataset."""


class NoRelease(KgError, FileNotFoundError):
    """There is nothing built yet."""


@dataclass(frozen=True, slots=True)
class Release:
    """A release on disk; `manifest` says what is in it and what it was made from."""

    folder: Path
    manifest: Mapping[str, Any]

    @classmethod
    def read(cls, folder: Path) -> Release:
        """Open a release folder; raises `NoRelease`."""
        try:
            return cls(folder, json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
        except FileNotFoundError as error:
            raise NoRelease(f"{folder} holds no release; `kg build` makes one") from error

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


def current(releases: Path) -> Release:
    """The release that is served; raises `NoRelease`."""
    return Release.read((releases / CURRENT).resolve())


def named(releases: Path, digest: str) -> Release | None:
    """The release made from inputs of this digest, if it is the current one."""
    try:
        found = current(releases)
    except NoRelease:
        return None
    return found if found.manifest["inputs_digest"] == digest else None


def publish(
    releases: Path,
    name: str,
    lines: Iterable[str],
    manifest: Mapping[str, Any],
    beside: Iterable[Path] = (),
    made: Mapping[str, Make] = MappingProxyType({}),
) -> Release:
    """Write a release aside, move it into place, and point `current` to it. A failure leaves the former serving.

    `lines` are sorted N-Quads, each triple in one graph, and read once; `manifest` says how many each graph has. Raises
    `Twice` where that does not hold. Files `beside` the dataset are copied as they are, others are `made` from
    its lines. The bytes depend on the arguments alone: no clock, no host, no compressor's time stamp.
    """
    releases.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".building-", dir=releases))
    try:
        kept = Packed(aside / DATASET)
        for form in FORMS:
            source = as_told(lines, manifest["graphs"]) if form.file == DATASET else kept
            _pack(aside / form.file, form.write(source))
        more = [shutil.copyfile(path, aside / path.name) for path in beside]
        for file, make in made.items():
            make(aside / file, kept)
        written = (aside / file for file in (*(form.file for form in FORMS), *made))
        files = {path.name: _described(path) for path in (*written, *more)}
        whole = {**manifest, "files": files}
        text = json.dumps(whole, indent=1, ensure_ascii=False)
        (aside / MANIFEST).write_text(text + "\n", encoding="utf-8")
        target = releases / name
        if target.exists():
            shutil.rmtree(target)
        aside.chmod(0o755)
        aside.rename(target)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    _point(releases, name)
    return Release.read(target)


def _pack(path: Path, lines: Iterable[str]) -> None:
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed:
        packed.writelines(line.encode() for line in lines)


def _described(path: Path) -> dict[str, Any]:
    return {"sha256": checksum(path), "bytes": path.stat().st_size}


def _point(releases: Path, name: str) -> None:
    fresh = releases / f".{CURRENT}-{os.getpid()}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(name)
    fresh.replace(releases / CURRENT)
