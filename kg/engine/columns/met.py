"""Lines of N-Quads as columns of numbers: terms numbered as they are met, then by their order."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import count
from typing import Final, TypeAlias

import numpy as np

from kg.engine.columns.rows import Ids
from kg.triples.texts import by_subject

Columns: TypeAlias = dict[str, Ids]
"""Subjects, predicates, objects and graphs of all lines, by the first letter of each."""
Home: TypeAlias = Callable[[Iterable[str], str], str]
"""Of the graphs that hold a triple the one where it stands, by their IRIs; the predicate is given as it is spelt."""
_KEPT: Final = 1 << 18
"""Rests of lines that are remembered: some 60 MB."""


def ordered(spelled: bytes) -> bytes:
    """By this terms are numbered: literals, then IRIs in the order of their code points, then blank nodes.

    The bytes of UTF-8 are in the order of their code points.
    """
    return spelled[:-1] if spelled.startswith(b"<") else spelled


def numbered(texts: Iterable[bytes], home: Home | None = None) -> tuple[list[bytes], Columns]:
    """All terms in order, and the lines in columns of their places."""
    met = _MetTerms()
    for text in texts:
        met.take(text)
    columns = met.columns()
    if home:
        columns = _once(columns, met, home)
    return _in_order(met.terms, columns)


class _MetTerms:
    """Terms by the order in which they were met, and the lines in such numbers."""

    def __init__(self) -> None:
        self.terms: dict[bytes, int] = defaultdict(count().__next__)
        self._rests = _Rests(self.terms)
        self._subjects, self._sizes, self._lines = (array("i") for _ in range(3))

    def take(self, text: bytes) -> None:
        """Keep what whole lines say: a subject is looked up once for all of its own that follow each other."""
        for subject, rests in by_subject(text):
            self._subjects.append(self.terms[subject])
            self._sizes.append(len(rests))
            self._lines.extend(map(self._rests.__getitem__, rests))
        if len(self._rests) > _KEPT:
            self._rests.clear()

    def columns(self) -> Columns:
        """The lines, when all was taken."""
        lines = _seen(self._lines)
        rests = {name: _seen(column)[lines] for name, column in self._rests.columns.items()}
        self._rests.clear()
        return {"s": np.repeat(_seen(self._subjects), _seen(self._sizes)), **rests}


class _Rests(dict[bytes, int]):
    """What lines say behind their subjects, by numbers: of a million findings many are told alike."""

    def __init__(self, terms: dict[bytes, int]) -> None:
        self._terms = terms
        self.columns = {name: array("i") for name in "pog"}

    def __missing__(self, rest: bytes) -> int:
        predicate, _, behind = rest.partition(b" ")
        object_, graph, _ = behind.rsplit(b" ", 2)
        found = self[rest] = len(self.columns["p"])
        for name, term in zip("pog", (predicate, object_, graph), strict=True):
            self.columns[name].append(self._terms[term])
        return found


def _seen(column: array[int]) -> Ids:
    return np.frombuffer(column, np.int32)


def _once(columns: Columns, met: _MetTerms, home: Home) -> Columns:
    """Each triple in its home alone, where lines that follow each other say it of several graphs."""
    again = np.zeros(len(columns["s"]), np.bool_)
    again[1:] = np.logical_and.reduce([columns[one][1:] == columns[one][:-1] for one in "spo"])
    if not again.any():
        return columns
    spelled = list(met.terms)
    firsts = np.flatnonzero(~again)
    sizes = np.diff(firsts, append=len(again))
    graphs = columns["g"].copy()
    for first, size in zip(firsts[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
        names = [spelled[graph][1:-1].decode() for graph in graphs[first : first + size].tolist()]
        graphs[first] = met.terms[f"<{home(names, spelled[columns['p'][first]].decode())}>".encode()]
    return {name: column[firsts] for name, column in {**columns, "g": graphs}.items()}


def _in_order(met: dict[bytes, int], columns: Columns) -> tuple[list[bytes], Columns]:
    """The terms that columns hold in their order, and the columns with their places in it."""
    used = np.zeros(len(met), np.bool_)
    for column in columns.values():
        used[column] = True
    terms = sorted((term for term, kept in zip(met, used.tolist(), strict=True) if kept), key=ordered)
    moved = np.empty(len(met), np.int32)
    moved[np.fromiter(map(met.__getitem__, terms), np.int64, len(terms))] = np.arange(len(terms), dtype=np.int32)
    return terms, {name: moved[column] for name, column in columns.items()}
