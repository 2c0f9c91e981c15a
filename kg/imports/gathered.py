"""The dataset of a cohort, put together from blocks that are sorted and single lines that are not yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

from kg.files import placing
from kg.imports.blocks import Blocks, counted, packed, unpacked
from kg.release.quads import Quads

_HELD: Final = 100_000
_RUN: Final = 20_000
"""Single lines that are packed as one."""
_Place = tuple[bytes, int, int]


class Gathered:
    """Blocks wait in a file, by where they lie there; single lines are sorted. Use it in a `with` statement.

    `counts` are those of the lines in each graph, once all is written.
    """

    def __init__(self, home: Path, graphs: Sequence[str]) -> None:
        self.counts: Counter[str] = Counter()
        self._graphs, self._path = graphs, home / ".blocks"
        self._single = Quads(home, _HELD)
        self._places: list[_Place] = []

    def __enter__(self) -> Self:
        self._file: IO[bytes] = self._path.open("w+b")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()
        self._path.unlink()
        self._single.__exit__(kind, error, at)

    def add(self, said: Blocks) -> None:
        """Take in what a packet says."""
        for block in said.blocks:
            self._places.append((block.prefix, self._file.tell(), len(block.packed)))
            self._file.write(block.packed)
        self._count(said.counts)
        self.add_single(line.decode() for line in said.single.splitlines(keepends=True))

    def add_single(self, lines: Iterable[str]) -> None:
        """Take in lines, which may come more than once."""
        self._single.add(lines)

    def write(self, path: Path) -> None:
        """Write all lines in their order, each once, as a gzipped file."""
        with placing(path), path.open("wb") as stream:
            stream.writelines(self._members())

    def _members(self) -> Iterator[bytes]:
        """The members of the file: blocks as they are, and between them what single lines there are."""
        singles = (line.encode() for line in self._single)
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

    def _mixed(self, blocks: Iterable[bytes], single: Iterable[bytes]) -> bytes:
        """One block of several, and of lines that come between theirs."""
        before = [line for block in blocks for line in unpacked(block)]
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
