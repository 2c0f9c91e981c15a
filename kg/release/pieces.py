"""A dataset in pieces of whole things, each to be read by anybody at any time: lines of a sorted file, and those that
came later and belong among them.
"""

from __future__ import annotations

import mmap
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from kg.release.runs import once

SIZE: Final = 1 << 24
"""Bytes of a piece, about: some 75,000 lines."""


@dataclass(frozen=True, slots=True)
class Piece:
    """From one byte of a sorted file to another, and the sorted lines that belong among these."""

    path: Path
    start: int
    stop: int
    more: bytes = b""

    def lines(self) -> bytes:
        """The lines in order, each triple once and in its home."""
        return once(self.raw())

    def raw(self) -> bytes:
        """The lines in order and each once; a triple stands in all its graphs."""
        held = b""
        if self.stop > self.start:
            with self.path.open("rb") as stream:
                stream.seek(self.start)
                held = stream.read(self.stop - self.start)
        return _among(held, self.more) if held and self.more else held or self.more

    def carried(self) -> Piece:
        """The same lines, for one who does not see the file."""
        return Piece(Path(), 0, 0, self.raw())


def _among(one: bytes, two: bytes) -> bytes:
    every = sorted({*one.split(b"\n"), *two.split(b"\n")})
    return b"\n".join(every[1:]) + b"\n"  # what is behind the last line end comes first


def pieces(path: Path, more: Sequence[bytes], size: int = SIZE) -> Iterator[Piece]:
    """Cut a sorted file, and sorted lines beside it, where a thing begins, about every `size` bytes of either."""
    if not path.exists() or not path.stat().st_size:
        cuts = sorted(_within(more, size))
        places = [(0, bisect_left(more, cut)) for cut in cuts]
        yield from _between(path, [*places, (0, len(more))], more)
        return
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as held:
        cuts = sorted({*_cuts(held, size), *_within(more, size)})
        places = [(_place(held, cut), bisect_left(more, cut)) for cut in cuts]
        yield from _between(path, [*places, (len(held), len(more))], more)


def _between(path: Path, places: Sequence[tuple[int, int]], more: Sequence[bytes]) -> Iterator[Piece]:
    for (start, low), (stop, high) in pairwise([(0, 0), *places]):
        if stop > start or high > low:
            yield Piece(path, start, stop, b"".join(more[low:high]))


def _within(lines: Sequence[bytes], size: int) -> Iterator[bytes]:
    """The subjects of lines, about every `size` bytes."""
    passed = 0
    for line in lines:
        passed += len(line)
        if passed > size:
            yield _subject(line)
            passed = 0


def _cuts(held: mmap.mmap, size: int) -> Iterator[bytes]:
    for near in range(size, len(held), size):
        start = held.find(b"\n", near) + 1
        if 0 < start < len(held):
            yield _subject(held[start : held.find(b" ", start) + 1])


def _subject(line: bytes) -> bytes:
    """With the space behind it: what begins so, and nothing else, is of this subject."""
    return line[: line.index(b" ") + 1]


def _place(held: mmap.mmap, line: bytes) -> int:
    """Where the first line stands that is not before this one."""
    low, high = 0, len(held)
    while low < high:
        start = held.rfind(b"\n", 0, (low + high) // 2) + 1
        if held[start : start + len(line)] < line:
            low = held.find(b"\n", start) + 1 or len(held)
        else:
            high = start
    return low
