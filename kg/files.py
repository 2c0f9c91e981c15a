"""What every room does with files: a checksum, the lines of a packed file, a folder that is replaced as a whole."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def packed_lines(path: Path) -> Iterator[str]:
    """The lines of a gzipped file, each with its line end."""
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as stream:
        yield from stream


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A new folder to write into, which takes the place of `folder` when all went well, and is gone when not."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield aside
        aside.chmod(0o755)
        _move(aside, folder)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise


def _move(aside: Path, folder: Path) -> None:
    """Put a folder in the place of another, which comes back where that fails."""
    former = aside.with_name(f"{aside.name}-former")
    if folder.exists():
        folder.rename(former)
    try:
        aside.rename(folder)
    except BaseException:
        if former.exists():
            former.rename(folder)
        raise
    shutil.rmtree(former, ignore_errors=True)
