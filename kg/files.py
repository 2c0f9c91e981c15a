"""What every room does with files: a checksum, the lines of a packed file, a folder that is replaced as a whole."""

from __future__ import annotations

import gzip
import hashlib
import io
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO, cast

_BUFFER: Final = 1 << 20


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def packed_lines(path: Path) -> Iterator[str]:
    """The lines of a gzipped file, each with its line end."""
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as stream:
        yield from stream


def pack(path: Path, lines: Iterable[str], level: int = 6) -> None:
    """Write lines, each with its line end, as a gzipped file."""
    with packing(path, level) as stream:
        stream.writelines(lines)


@contextmanager
def packing(path: Path, level: int = 6) -> Iterator[TextIO]:
    """A gzipped file to write to, in pieces of any size: the same text gives the same bytes, whoever writes it when."""
    with path.open("wb") as raw, gzip.GzipFile("", "wb", level, raw, mtime=0) as packed:
        # A write to a gzipped file costs more than to pack a line; so few are made.
        buffered = io.BufferedWriter(cast(io.RawIOBase, packed), _BUFFER)
        with io.TextIOWrapper(buffered, encoding="utf-8", newline="\n") as stream:
            yield stream


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
