"""The lines of a dataset in order and each once, however many there are: more than memory should hold wait in files."""

from __future__ import annotations

import heapq
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from kg.files import pack, packed_lines
from kg.triples.terms import halves

HELD: Final = 500_000
"""Lines in memory at once: about 150 MB."""


class Quads:
    """Lines of N-Quads, added in any order and read, as often as one likes, in that of their code points.

    Use it in a `with` statement: the files lie in a folder of `home` that goes at its end.
    """

    def __init__(self, home: Path, held: int = HELD) -> None:
        self._home, self._held = home, held
        self._own: set[str] = set()
        self._runs: list[Path] = []
        self._folder: Path | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def add(self, lines: Iterable[str]) -> None:
        """Add lines, each with its line end."""
        for line in lines:
            self._own.add(line)
            if len(self._own) >= self._held:
                self._set_aside()

    def __iter__(self) -> Iterator[str]:
        runs = (packed_lines(path) for path in self._runs)
        return (line for line, _ in groupby(heapq.merge(sorted(self._own), *runs)))

    def _set_aside(self) -> None:
        if self._folder is None:
            self._home.mkdir(parents=True, exist_ok=True)
            self._folder = Path(tempfile.mkdtemp(prefix=".sorting-", dir=self._home))
        self._runs.append(self._folder / f"{len(self._runs)}.nq.gz")
        pack(self._runs[-1], sorted(self._own), level=1)
        self._own.clear()


class Packed:
    """The lines of a gzipped file, which can be read again and again."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __iter__(self) -> Iterator[str]:
        return packed_lines(self._path)


def by_graph(lines: Iterable[str], held: int = HELD) -> Iterator[tuple[str, Iterable[str]]]:
    """The lines of each graph by its IRI, in the order of the graphs and, within one, in that of the lines.

    `lines` are read once to count them, and once for every `held` of them; a larger graph is never held.
    """
    for graphs in _batches(Counter(halves(line)[1] for line in lines), held):
        if len(graphs) == 1:
            yield graphs[0], (line for line in lines if halves(line)[1] == graphs[0])
            continue
        found: dict[str, list[str]] = {graph: [] for graph in graphs}
        for line in lines:
            members = found.get(halves(line)[1])
            if members is not None:
                members.append(line)
        yield from found.items()


def _batches(sizes: Counter[str], held: int) -> Iterator[list[str]]:
    """The graphs in order: those that are small together, a large one alone."""
    batch: list[str] = []
    room = held
    for graph in sorted(sizes):
        if batch and sizes[graph] > room:
            yield batch
            batch, room = [], held
        batch.append(graph)
        room -= sizes[graph]
    if batch:
        yield batch
