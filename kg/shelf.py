"""Finished quads of something that was imported: a folder each, written aside and moved into place, or taken out.

What is kept here a build adds as it is.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

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
        with gzip.open(self.folder / DATASET, "rt", encoding="utf-8", newline="\n") as stream:
            yield from stream


def kept(folder: Path | None) -> list[Path]:
    """The folders of what was imported, in the order of their names."""
    if folder is None or not folder.is_dir():
        return []
    return sorted(path.parent for path in folder.glob(f"[a-z0-9]*/{MANIFEST}"))


def manifest_of(folder: Path) -> dict[str, Any]:
    """What is said of an import."""
    return dict(json.loads((folder / MANIFEST).read_text(encoding="utf-8")))


@contextmanager
def aside(folder: Path, name: str) -> Iterator[Path]:
    """A folder to write into, which takes the place of `name` when all went well, and is gone when not."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".importing-", dir=folder))
    try:
        yield fresh
        fresh.chmod(0o755)
        _swap(fresh, folder / name)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def _swap(fresh: Path, target: Path) -> None:
    """Put a finished folder in the place of the old one, which stays until the new one is whole."""
    if not target.exists():
        fresh.rename(target)
        return
    old = Path(tempfile.mkdtemp(prefix=".replaced-", dir=target.parent))
    target.rename(old / "was")
    fresh.rename(target)
    shutil.rmtree(old)


def take_out(folder: Path, name: str) -> None:
    """Remove an import at one stroke."""
    gone = Path(tempfile.mkdtemp(prefix=".removing-", dir=folder))
    (folder / name).rename(gone / name)
    shutil.rmtree(gone)


def write_manifest(folder: Path, about: Mapping[str, Any], files: tuple[str, ...] = (DATASET, FAULTS)) -> None:
    """Write what is said of an import, with the checksums of its files."""
    whole = {**about, "files": {name: _sha256(folder / name) for name in files}}
    (folder / MANIFEST).write_text(json.dumps(whole, indent=1, ensure_ascii=True) + "\n", encoding="utf-8")


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
