"""The dataset of a cohort, put together from stretches that are sorted and single lines that are not yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

from kg.files import placing
from kg.imports.stretches import PacketStretches, counted, packed, unpacked
from kg.sorting import sorted_file

_ROOM: Final = 64
"""Megabytes of single lines that are sorted in memory."""
_RUN: Final = 20_000
"""Single lines that are packed as one."""
_Place = tuple[bytes, int, int]


class Gathered:
    """Stretches wait in a file, by where they lie there; single lines are sorted. Use it in a `with` statement.

    `counts` are those of the lines in each graph, once all is written.
    """

    def __init__(self, home: Path, graphs: Sequence[str]) -> None:
        self.counts: Counter[str] = Counter()
        self._graphs, self._path = graphs, home / ".stretches"
        self._lines, self._sorted = home / ".lines", home / ".sorted"
        self._places: list[_Place] = []

    def __enter__(self) -> Self:
        self._file: IO[bytes] = self._path.open("w+b")
        self._single: IO[bytes] = self._lines.open("wb")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()
        self._single.close()
        for path in (self._path, self._lines, self._sorted):
            path.unlink(missing_ok=True)

    def add(self, said: PacketStretches) -> None:
        """Take in what a packet says."""
        for stretch in said.stretches:
            self._places.append((stretch.prefix, self._file.tell(), len(stretch.packed)))
            self._file.write(stretch.packed)
        self._count(said.counts)
        self.add_single(said.single)

    def add_single(self, lines: bytes) -> None:
        """Take in lines in any order, which may come more than once."""
        self._single.write(lines)

    def write(self, path: Path) -> None:
        """Write all lines in their order, each once, as a gzipped file."""
        with placing(path), path.open("wb") as stream:
            self._single.close()
            sorted_file([self._lines], self._sorted, _ROOM)
            with self._sorted.open("rb") as single:
                stream.writelines(self._members(single))

    def _members(self, singles: Iterator[bytes]) -> Iterator[bytes]:
        """The members of the file: stretches as they are, and between them what single lines there are."""
        line = next(singles, None)
        for prefix, places in _together(self._places):
            run, inside = [], []
            while line is not None and line < prefix:
                run.append(line)
                line = next(singles, None)
            while line is not None and line.startswith(prefix):
                inside.append(line)
                line = next(singles, None)
            yield from self._run(run)
            found = [self._read(place) for place in places]
            yield self._mixed(found, inside) if inside or len(found) > 1 else found[0]
        yield from self._run([] if line is None else chain((line,), singles))

    def _run(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        rest = iter(lines)
        while text := b"".join(islice(rest, _RUN)):
            self._count(counted((text,), self._graphs))
            yield packed(text)

    def _mixed(self, stretches: Iterable[bytes], single: Iterable[bytes]) -> bytes:
        """One stretch of several, and of lines that come between theirs."""
        before = [line for stretch in stretches for line in unpacked(stretch)]
        text = b"".join(sorted({*before, *single}))
        self.counts.subtract(dict(zip(self._graphs, counted((b"".join(before),), self._graphs), strict=True)))
        self._count(counted((text,), self._graphs))
        return packed(text)

    def _count(self, found: Iterable[int]) -> None:
        self.counts.update(dict(zip(self._graphs, found, strict=True)))

    def _read(self, place: _Place) -> bytes:
        _, at, size = place
        self._file.seek(at)
        return self._file.read(size)


def _together(places: list[_Place]) -> Iterator[tuple[bytes, list[_Place]]]:
    """The places in order, with one those of which the prefix begins as its does."""
    first: list[_Place] = []
    for place in sorted(places):
        if first and not place[0].startswith(first[0][0]):
            yield first[0][0], first
            first = []
        first.append(place)
    if first:
        yield first[0][0], first
