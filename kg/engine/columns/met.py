"""Lines of N-Quads as columns of numbers: terms numbered as they are met, then by their order."""

from __future__ import annotations

import threading
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
_KEPT: Final = 1 << 16
"""Rests of lines that are remembered: some 15 MB."""


def ordered(spelled: bytes) -> bytes:
    """By this terms are numbered: literals, then IRIs in the order of their code points, then blank nodes.

    The bytes of UTF-8 are in the order of their code points.
    """
    return spelled[:-1] if spelled.startswith(b"<") else spelled


class Met:
    """Lines while they are still taken in: terms by the order in which they were met, and columns of such numbers.

    What one triple's lines say of graphs is settled by `home`, where there is one: then it stands in one alone.
    """

    def __init__(self, home: Home | None = None) -> None:
        self.terms: dict[bytes, int] = defaultdict(count().__next__)
        self._home, self._looking = home, threading.Lock()
        self._settled: Columns = {name: np.empty(0, np.int32) for name in "spog"}
        self._begin()

    def _begin(self) -> None:
        self._rests = _Rests(self.terms)
        self._subjects, self._sizes, self._lines = (array("i") for _ in range(3))

    def __getstate__(self) -> tuple[bytes, Columns, Home | None]:
        """For another process: no term has a line end in it."""
        return b"\n".join(self.terms), self.columns(), self._home

    def __setstate__(self, state: tuple[bytes, Columns, Home | None]) -> None:
        text, self._settled, self._home = state
        self._looking = threading.Lock()
        spelled = text.split(b"\n") if text else []
        self.terms = defaultdict(count(len(spelled)).__next__, zip(spelled, count(), strict=False))
        self._begin()

    def take(self, text: bytes) -> None:
        """Keep what whole lines say: a subject is looked up once for all of its own that follow each other."""
        for subject, rests in by_subject(text):
            self._subjects.append(self.terms[subject])
            self._sizes.append(len(rests))
            self._lines.extend(map(self._rests.__getitem__, rests))
        if len(self._rests) > _KEPT:
            self._rests.clear()

    def settle(self) -> None:
        """All that was taken so far was sorted, and is the most: looked through again only for what comes later."""
        found = self._taken()
        self._settled = self._once(found, np.arange(len(found["s"]), dtype=np.int32))
        self._begin()

    def columns(self) -> Columns:
        """All that was taken; do not write to them. Threads may ask at once."""
        with self._looking:
            return self._whole()

    def _whole(self) -> Columns:
        later = self._taken()
        if len(later["s"]):
            self._begin()
            every = {name: np.concatenate([self._settled[name], column]) for name, column in later.items()}
            told = np.zeros(len(self.terms), np.bool_)
            told[later["s"]] = True
            rows = np.flatnonzero(told[every["s"]])
            self._settled = self._once(every, rows[np.lexsort([every[name][rows] for name in "ops"])].astype(np.int32))
        return self._settled

    def in_order(self) -> tuple[list[bytes], Columns]:
        """The terms that columns hold in their order, and the columns with their places in it."""
        columns = self.columns()
        used = np.zeros(len(self.terms), np.bool_)
        for column in columns.values():
            used[column] = True
        terms = sorted((term for term, kept in zip(self.terms, used.tolist(), strict=True) if kept), key=ordered)
        moved = np.empty(len(self.terms), np.int32)
        moved[np.fromiter(map(self.terms.__getitem__, terms), np.int64, len(terms))] = np.arange(len(terms))
        return terms, {name: moved[column] for name, column in columns.items()}

    def _taken(self) -> Columns:
        lines = _seen(self._lines)
        rests = {name: _seen(column)[lines] for name, column in self._rests.columns.items()}
        return {"s": np.repeat(_seen(self._subjects), _seen(self._sizes)), **rests}

    def _once(self, columns: Columns, rows: Ids) -> Columns:
        """Each triple in its home alone; of the rows given, those of one triple follow each other."""
        again = np.zeros(len(rows), np.bool_)
        again[1:] = np.logical_and.reduce([columns[one][rows[1:]] == columns[one][rows[:-1]] for one in "spo"])
        if self._home is None or not again.any():
            return columns
        spelled, graphs = list(self.terms), columns["g"].copy()
        firsts = np.flatnonzero(~again)
        sizes = np.diff(firsts, append=len(again))
        for first, size in zip(firsts[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
            names = [spelled[graph][1:-1].decode() for graph in graphs[rows[first : first + size]].tolist()]
            home = self._home(names, spelled[columns["p"][rows[first]]].decode())
            graphs[rows[first]] = self.terms[f"<{home}>".encode()]
        kept = np.ones(len(graphs), np.bool_)
        kept[rows[again]] = False
        return {name: column[kept] for name, column in {**columns, "g": graphs}.items()}


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
