"""A dataset in pieces of whole things, each to be read by anybody at any time: lines of sorted files, and those that
came later and belong among them.
"""

from __future__ import annotations

import mmap
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path
from typing import Final

from kg.release.runs import once

SIZE: Final = 1 << 24
"""Bytes of a piece, about: some 75,000 lines."""


@dataclass(frozen=True, slots=True)
class FileStretch:
    """From one byte of a sorted file to another."""

    path: Path
    start: int
    stop: int

    def text(self) -> bytes:
        """What stands there."""
        with self.path.open("rb") as stream:
            stream.seek(self.start)
            return stream.read(self.stop - self.start)


@dataclass(frozen=True, slots=True)
class Piece:
    """Spans of sorted files, none of them empty, and the sorted lines that belong among theirs."""

    spans: tuple[FileStretch, ...]
    more: bytes = b""

    def lines(self) -> bytes:
        """The lines in order, each triple once and in its home."""
        return once(self.raw())

    def raw(self) -> bytes:
        """The lines in order and each once; a triple stands in all its graphs."""
        every = [*(span.text() for span in self.spans), *((self.more,) if self.more else ())]
        if len(every) < 2:
            return b"".join(every)
        lines = sorted({line for text in every for line in text.split(b"\n")})
        return b"\n".join(lines[1:]) + b"\n"  # what is behind the last line end comes first

    def carried(self) -> Piece:
        """The same lines, for one who does not see the files."""
        return Piece((), self.raw())


def pieces(paths: Sequence[Path], more: Sequence[bytes], size: int = SIZE) -> Iterator[Piece]:
    """Cut sorted files, and sorted lines beside them, where a thing begins, about every `size` bytes of any.

    Where files are cut does not depend on the lines beside them: a piece that none of these belongs to stays as it is.
    """
    with ExitStack() as stack:
        held = {path: _mapped(path, stack) for path in paths if path.exists() and path.stat().st_size}
        cuts = sorted({*_within(more, size), *chain.from_iterable(_cuts(one, size) for one in held.values())})
        places = [tuple(_place(one, cut) for one in held.values()) for cut in cuts]
        files = pairwise([(0,) * len(held), *places, tuple(map(len, held.values()))])
        beside = pairwise([0, *(bisect_left(more, cut) for cut in cuts), len(more)])
        for (starts, stops), (low, high) in zip(files, beside, strict=True):
            spans = tuple(FileStretch(*one) for one in zip(held, starts, stops, strict=True) if one[1] < one[2])
            if spans or high > low:
                yield Piece(spans, b"".join(more[low:high]))


def _mapped(path: Path, stack: ExitStack) -> mmap.mmap:
    stream = stack.enter_context(path.open("rb"))
    return stack.enter_context(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))


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
