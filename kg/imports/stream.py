"""A large file read once, from its beginning to its end: plain or gzip, with its checksum; nothing is held."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from kg.errors import FaultyInput

BLOCK: Final = 2**20
LONGEST: Final = 16 * 2**20
"""Bytes of the longest line; the longest of ClinVar's have some ten thousand."""
_MAGIC: Final = b"\x1f\x8b"


class BadFile(FaultyInput):
    """A file that cannot be read to its end, or is none of those that are read."""

    def __init__(self, path: Path, what: str, fix: str) -> None:
        super().__init__(f"{path}: {what}; right would be: {fix}")
        self.what, self.fix = what, fix


class _Hashed(io.RawIOBase):
    """Bytes of a file, each put to its checksum as it is read."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self.hash: Any = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = cast(io.FileIO, self._raw).readinto(buffer) or 0
        self.hash.update(memoryview(buffer)[:count])
        return count


class Stream:
    """What a file holds, unpacked. Every method raises `BadFile` where the file breaks off or is damaged."""

    def __init__(self, path: Path, file: Any, hashed: _Hashed) -> None:
        self.path = path
        self._file, self._hashed = file, hashed
        self.line = 0

    def read(self, size: int = BLOCK) -> bytes:
        """The next bytes; none at the end."""
        with self._whole():
            return bytes(self._file.read(size))

    def start(self) -> bytes:
        """The first bytes, which are not read by that."""
        with self._whole():
            return bytes(self._file.peek(64))

    def lines(self) -> Iterator[bytes]:
        """Line after line, without its end; `line` counts them from 1."""
        readline = self._file.readline
        with self._whole():
            while raw := readline(LONGEST):
                self.line += 1
                if len(raw) == LONGEST:
                    what = f"line {self.line} has more than {LONGEST // 2**20} MB"
                    raise BadFile(self.path, what, "a table of lines, as its source gives it")
                yield raw.rstrip(b"\r\n")

    def sha256(self) -> str:
        """The checksum of the file as it lies there; what was not read yet is read for it."""
        while self.read():
            pass
        return str(self._hashed.hash.hexdigest())

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Tells what is wrong with a file that cannot be read on."""
        try:
            yield
        except (EOFError, zlib.error, OSError) as error:
            where = f" after line {self.line:,}" if self.line else ""
            if isinstance(error, EOFError):
                what = f"the gzip file is cut off{where}"
            elif isinstance(error, gzip.BadGzipFile | zlib.error):
                what = f"the gzip file is damaged{where}: {error}"
            else:
                what = f"it cannot be read{where}: {error}"
            fix = "the whole file: fetch it again, and compare its checksum with its source's"
            raise BadFile(self.path, what, fix) from None


@contextmanager
def opened(path: Path) -> Iterator[Stream]:
    """Open a file, packed or not: its first bytes tell, and a name that promises gzip must keep its word."""
    try:
        raw = path.open("rb", buffering=0)
    except OSError as error:
        raise BadFile(path, f"it cannot be opened: {error.strerror}", "the path of a file") from None
    with raw:
        hashed = _Hashed(cast(BinaryIO, raw))
        file: Any = io.BufferedReader(hashed, BLOCK)
        try:
            start = file.peek(2)[:2]
        except OSError as error:
            raise BadFile(path, f"it cannot be read: {error.strerror}", "the path of a file") from None
        if not start:
            raise BadFile(path, "it is empty", "a file as its source gives it")
        if start == _MAGIC:
            file = io.BufferedReader(cast(io.RawIOBase, gzip.GzipFile(fileobj=file, mode="rb")), BLOCK)
        elif path.suffix in (".gz", ".bgz"):
            raise BadFile(path, f"its name ends in {path.suffix}, but it is no gzip file", "the file as it was fetched")
        yield Stream(path, file, hashed)
