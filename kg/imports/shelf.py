"""Finished quads of something that was imported: a folder each, written aside and moved into place, or taken out.

What is kept here a build adds as it is, once it is held against the checksums in its manifest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Final, Protocol, Self

from kg import __version__
from kg.errors import FaultyInput, KgError, UnknownName
from kg.files import (
    DATASET,
    FAULTS,
    MANIFEST,
    REMOVING,
    Damaged,
    Manifest,
    checksum,
    discard,
    lines_with,
    packed_lines,
    packed_texts,
    replacing,
)
from kg.imports.reports import Tally
from kg.lock import held
from kg.names import mint
from kg.report import Tell
from kg.sorting import beginning

FILES: Final = (DATASET, FAULTS)
_OF_VARIANT: Final = f"<{mint('variant', '')}".encode()
# Repetitive lines: level 3 packs them a quarter less than level 6 does, in a third of the time.
LEVEL: Final = 3


class DamagedImports(KgError, ValueError):
    """Imports that are not what was written; the message says which, a line each, and the remedy."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was imported; `manifest` says what is in it and what it was made from."""

    folder: Path
    manifest: Mapping[str, Any]
    TOLD: ClassVar[tuple[str, ...]] = ("name", "licence", "format", "input_sha256", "report")
    """What the manifest of a release says of it."""
    AGAIN: ClassVar[str] = ""
    """How it is imported again; its name stands for {}."""

    @classmethod
    def read(cls, folder: Path) -> Self:
        """That of a folder, held against its checksums; raises `Damaged`."""
        remedy = f"right would be {cls.AGAIN.format(folder.name)} again, or `kg remove {folder.name}`"
        try:
            manifest = Manifest.read(folder, remedy)
        except FileNotFoundError:
            raise Damaged(folder / MANIFEST, "is not there", remedy) from None
        manifest.verify(*cls.TOLD, "graphs")
        return cls(folder, manifest)

    @classmethod
    def of(cls, folder: Path | None, fits: Callable[[str], object]) -> list[Self]:
        """Those whose name fits, in the order of their names; raises `DamagedImports` with every fault."""
        found, faults = [], []
        for path in kept(folder, fits):
            try:
                found.append(cls.read(path))
            except Damaged as damage:
                faults.append(str(damage))
        if faults:
            raise DamagedImports("\n".join(faults))
        return found

    @property
    def name(self) -> str:
        """Its name, which its graphs bear."""
        return self.folder.name

    @property
    def graphs(self) -> dict[str, int]:
        """How many statements each of its graphs holds."""
        return dict(self.manifest["graphs"])

    @property
    def about(self) -> dict[str, Any]:
        """What the manifest of a release says of it."""
        return {key: self.manifest[key] for key in self.TOLD}

    def lines(self) -> Iterator[str]:
        """Its N-Quads as they were written."""
        return packed_lines(self.folder / DATASET)

    def beginning(self, start: bytes) -> Iterator[str]:
        """The lines among them that begin so."""
        return lines_with(packed_texts(self.folder / DATASET), b"\n" + start)

    @property
    def in_order(self) -> bool:
        """Whether the lines are sorted, and each is there once; those of older imports are not."""
        return bool(self.manifest.get("sorted"))


class Imported(Protocol):
    """Finished quads by the name that their graphs bear."""

    @property
    def name(self) -> str:
        """The name."""
        ...

    def beginning(self, start: bytes) -> Iterator[str]:
        """The lines that begin so."""
        ...


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What was imported, as a plain file of sorted lines."""

    name: str
    path: Path

    def beginning(self, start: bytes) -> Iterator[str]:
        """The lines that begin so."""
        # Of bytes: in a text U+0085 and U+2028, which a literal may hold, would end a line.
        return map(bytes.decode, beginning(self.path, start).splitlines(keepends=True))


def variant_lines(there: Iterable[Imported]) -> Iterator[str]:
    """What imports say of variants."""
    return (line for one in there for line in one.beginning(_OF_VARIANT))


def kept(folder: Path | None, fits: Callable[[str], object] = lambda _: True) -> list[Path]:
    """The folders of what was imported, whole or not, in the order of their names."""
    if folder is None or not folder.exists():
        return []
    if not folder.is_dir():
        raise FaultyInput(f"{folder}: Not a directory; right would be a folder there")
    found = {path.parent for name in (*FILES, MANIFEST) for path in folder.glob(f"[a-z0-9]*/{name}")}
    return sorted(path for path in found if fits(path.name))


@contextmanager
def importing(folder: Path, name: str, what: str, tell: Tell) -> Iterator[Path]:
    """A new folder for an import, which takes the place of the former one of this name when all went well."""
    with held(f"kg import {what}", folder, tell=tell), replacing(folder / name) as fresh:
        yield fresh


def take_out(folder: Path, name: str, fits: Callable[[str], object], missing: str, tell: Tell) -> None:
    """Remove an import at one stroke, whole or damaged; raises `UnknownName`, which begins with what is `missing`."""
    if not folder.exists():
        raise UnknownName(f"{missing}; there are: none", name)
    with held(f"kg remove {name}", folder, tell=tell):
        there = [path.name for path in kept(folder, fits)]
        if name not in there:
            raise UnknownName(f"{missing}; there are: {', '.join(there) or 'none'}", name)
        gone = folder / (REMOVING + name)
        (folder / name).rename(gone)
        discard(gone)


def write_manifest(folder: Path, about: Mapping[str, Any], report: Tally) -> None:
    """Write what is said of an import, with its account and the checksums of its files."""
    account = {"report": report.figures(), "faults": list(map(report.told, report.faults))}
    files = {name: checksum(folder / name) for name in FILES}
    whole = {**about, "version": __version__, **account, "files": files}
    (folder / MANIFEST).write_text(json.dumps(whole, indent=1, ensure_ascii=True) + "\n", encoding="utf-8")
