"""Finished quads of something that was imported: a folder each, written aside and moved into place, or taken out.

What is kept here a build adds as it is.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.files import checksum, packed_lines

DATASET: Final = "dataset.nq.gz"
MANIFEST: Final = "manifest.json"
FAULTS: Final = "faults.txt"
# Repetitive lines: level 3 packs them a quarter less than level 6 does, in a third of the time.
LEVEL: Final = 3


@dataclass(frozen=True, slots=True)
class Kept:
    """What was imported; `manifest` says what is in it and what it was made from."""

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Its name, which its graphs bear."""
        return self.folder.name

    @property
    def graphs(self) -> dict[str, int]:
        """How many statements each of its graphs holds."""
        return dict(self.manifest["graphs"])

    def lines(self) -> Iterator[str]:
        """Its N-Quads as they were written."""
        return packed_lines(self.folder / DATASET)


def kept(folder: Path | None) -> list[Path]:
    """The folders of what was imported, in the order of their names."""
    if folder is None or not folder.is_dir():
        return []
    return sorted(path.parent for path in folder.glob(f"[a-z0-9]*/{MANIFEST}"))


def manifest_of(folder: Path) -> dict[str, Any]:
    """What is said of an import."""
    return dict(json.loads((folder / MANIFEST).read_text(encoding="utf-8")))


def take_out(folder: Path, name: str) -> None:
    """Remove an import at one stroke."""
    gone = Path(tempfile.mkdtemp(prefix=".removing-", dir=folder))
    (folder / name).rename(gone / name)
    shutil.rmtree(gone)


def write_manifest(folder: Path, about: Mapping[str, Any], files: tuple[str, ...] = (DATASET, FAULTS)) -> None:
    """Write what is said of an import, with the checksums of its files."""
    whole = {**about, "files": {name: checksum(folder / name) for name in files}}
    (folder / MANIFEST).write_text(json.dumps(whole, indent=1, ensure_ascii=True) + "\n", encoding="utf-8")
