"""Triples of a pattern, found from what is known of it: terms, or the columns of rows that it is joined with.

Of an order of triples the first column tells the part, the second is sorted in it, and the third within the second.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from kg.engine.columns.algebra import GraphChoice, Pattern
from kg.engine.columns.image import Image, Sorted
from kg.engine.columns.rows import Ids, Mask, Places, Rows
from kg.engine.columns.terms import QueryTerms

Known: TypeAlias = Mapping[str, "int | Ids | None"]
"""For s, p and o of a pattern the number of a term (-1: not there), the column of a variable, or None."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One query over one image. `graph` is the term or variable of GRAPH around what is evaluated, if any."""

    image: Image
    terms: QueryTerms
    dataset: GraphChoice
    graph: str | None = None

    def within(self, graph: str) -> Evaluation:
        """The same inside GRAPH."""
        return replace(self, graph=graph)

    @property
    def chosen(self) -> Ids | None:
        """The graphs that triples must be of; None is any."""
        if self.graph is not None and not self.graph.startswith("?"):
            number = self.terms.known(self.graph)
            named = self.dataset.named
            shut = number is None or (named is not None and self.graph not in named)
            return np.array([] if shut else [number], np.int32)
        names = self.dataset.default if self.graph is None else self.dataset.named
        if names is None:
            return None
        known = (self.terms.known(name) for name in names)
        return np.array(sorted(number for number in known if number is not None), np.int32)


@dataclass(frozen=True, slots=True)
class AccessPath:
    """A way to the triples of a pattern: an order, and for each row where in it they begin and end.

    `rows` are the places of the rows that have any, or None for each of them.
    """

    order: str
    low: Places
    high: Places

    @property
    def size(self) -> int:
        """How many triples that are, before what else is known of them is looked at."""
        return int((self.high - self.low).sum())


def matches(pattern: Pattern, run: Evaluation, rows: Rows, wanted: Collection[str] | None = None) -> Rows:
    """The rows joined with the triples of a pattern without a path; variables of it that rows have are bound in all.

    Of what the pattern binds, what is not `wanted` may be left out; None wants all.
    """
    terms = (pattern.subject, pattern.predicate, pattern.object)
    known = {place: _known(str(term), run, rows) for place, term in zip("spo", terms, strict=True)}
    if rows.length == 0 or any(isinstance(one, int) and one < 0 for one in known.values()):
        return Rows.none([*rows.columns, *variables(pattern, run)])
    hit = _membership(known, run, rows)
    if hit is not None:
        found, at, order = hit
        return _bound(pattern, known, run, rows.take(found), order, at, wanted)
    way = min(_ways(known, run, rows), key=lambda one: one.size)
    if rows.length == 1:
        size = int(way.high[0] - way.low[0])
        joined = Rows({name: np.repeat(column, size) for name, column in rows.columns.items()}, size)
        return _bound(pattern, known, run, joined, way.order, slice(int(way.low[0]), int(way.high[0])), wanted)
    if isinstance(known["s"], np.ndarray) and isinstance(known["o"], np.ndarray) and isinstance(known["p"], int):
        part = run.image.orders["pso"].part(known["p"])
        if way.size > part.stop - part.start + rows.length:
            return _bound(pattern, known, run, *_both(known, run, rows, part), wanted)
    at, owner = spread(way.low, way.high - way.low)
    return _bound(pattern, known, run, rows.take(owner), way.order, at, wanted)


def _both(known: Known, run: Evaluation, rows: Rows, part: slice) -> tuple[Rows, str, Places]:
    """The rows whose two ends a predicate joins, where a look at all its triples is less than one at each end."""
    triples = run.image.orders["pso"]
    pair = (np.asarray(known["s"]).astype(np.int64) << 32) | np.asarray(known["o"])
    there = (triples.second[part].astype(np.int64) << 32) | triples.third[part]
    # In order they are found where the last one was, which is near.
    order = np.argsort(pair)
    at = np.minimum(np.searchsorted(there, pair[order]), len(there) - 1)
    found = there[at] == pair[order]
    places = np.sort(order[found])
    return rows.take(places), "pso", np.searchsorted(there, pair[places]) + part.start


def spread(low: Places, sizes: Places) -> tuple[Places, Places]:
    """Ranges one after the other: the places in all of them, and for each the number of its range.

    >>> [part.tolist() for part in spread(np.array([5, 0]), np.array([2, 1]))]
    [[5, 6, 0], [0, 0, 1]]
    """
    owner = np.repeat(np.arange(len(sizes)), sizes)
    first = np.cumsum(sizes) - sizes
    return np.arange(len(owner)) + (low - first)[owner], owner


def variables(pattern: Pattern, run: Evaluation) -> Iterator[str]:
    """The variables that a pattern binds, that of the graph among them."""
    terms = (pattern.subject, pattern.predicate, pattern.object, run.graph)
    yield from dict.fromkeys(one for one in terms if isinstance(one, str) and one.startswith("?"))


def size(pattern: Pattern, run: Evaluation) -> int:
    """How many triples a pattern has by its terms alone."""
    terms = (pattern.subject, pattern.predicate, pattern.object)
    known = {place: _known(str(term), run, Rows.one()) for place, term in zip("spo", terms, strict=True)}
    if any(isinstance(one, int) and one < 0 for one in known.values()):
        return 0
    return min(way.size for way in _ways(known, run, Rows.one()))


def fan(pattern: Pattern, run: Evaluation, bound: Collection[str], met: bool = False) -> float:
    """About how many triples a row finds that binds these variables; with `met`, how many it must look at for that."""
    if not isinstance(pattern.predicate, str):
        # A path is dear: last, unless an end of it is known.
        known = sum(not one.startswith("?") or one in bound for one in (pattern.subject, pattern.object))
        return (10.0**9, 1_000.0, 50.0)[known]
    whole = size(pattern, run)
    kinds = _kinds(pattern.predicate, run)
    shares = [max(1, n) for n, end in zip(kinds, (pattern.subject, pattern.object), strict=True) if end in bound]
    if met:
        return max(whole / max(shares, default=1), 1.0)
    return whole / float(np.prod(shares, dtype=float))


def _kinds(predicate: str, run: Evaluation) -> tuple[int, int]:
    """How many different subjects and objects the triples of a predicate have."""
    orders = run.image.orders
    if predicate.startswith("?"):
        return (max(1, len(run.image.terms) // 2),) * 2
    number = run.terms.known(predicate)
    subjects, objects = (orders[order].kinds(-1 if number is None else number) for order in ("pso", "pos"))
    return subjects, objects


def _known(term: str, run: Evaluation, rows: Rows) -> int | Ids | None:
    """The number of a term, -1 where the image has none; the column of a variable that rows bind; None of another."""
    if not term.startswith("?"):
        number = run.terms.known(term)
        return -1 if number is None or number >= len(run.image.terms) else number
    return rows.columns.get(term)


def _membership(known: Known, run: Evaluation, rows: Rows) -> tuple[Mask, Places, str] | None:
    """Where a predicate and one side are terms and the other side is a column: the rows that have that triple."""
    predicate = known["p"]
    if not isinstance(predicate, int):
        return None
    for order, near, far in (("pos", "o", "s"), ("pso", "s", "o")):
        term, column = known[near], known[far]
        if isinstance(term, int) and isinstance(column, np.ndarray):
            triples = run.image.orders[order]
            part = triples.within(predicate, term)
            there = triples.third[part]
            if not len(there):
                return np.zeros(rows.length, bool), np.empty(0, np.intp), order
            at = np.minimum(np.searchsorted(there, column), len(there) - 1)
            found = there[at] == column
            return found, at[found] + part.start, order
    return None


def _ways(known: Known, run: Evaluation, rows: Rows) -> Iterator[AccessPath]:
    """The ways to the triples: by predicate and one side, by a side, by the predicate, or all of them."""
    orders, many = run.image.orders, np.ones(rows.length, np.intp)
    if isinstance(known["p"], int):
        for order in ("pso", "pos"):
            second = known[order[1]]
            if second is not None:
                yield _by_two(orders[order], order, known["p"], second, many)
        if known["s"] is None and known["o"] is None:
            part = orders["pso"].part(known["p"])
            yield AccessPath("pso", many * part.start, many * part.stop)
        return
    for order in ("spo", "ops"):
        first = known[order[0]]
        if first is not None:
            ends = np.full(rows.length, first, np.int32) if isinstance(first, int) else first
            yield AccessPath(order, *orders[order].parts(ends))
    if known["s"] is None and known["o"] is None:
        column = known["p"]
        if isinstance(column, np.ndarray):
            yield AccessPath("pso", *orders["pso"].parts(column))
        else:
            yield AccessPath("spo", many * 0, many * run.image.quads)


def _by_two(triples: Sorted, order: str, first: int, second: int | Ids, many: Places) -> AccessPath:
    if isinstance(second, int):
        part = triples.within(first, second)
        return AccessPath(order, many * part.start, many * part.stop)
    part = triples.part(first)
    column = triples.second[part]
    low = np.searchsorted(column, second)
    return AccessPath(order, low + part.start, np.searchsorted(column, second, "right") + part.start)


def _bound(
    pattern: Pattern,
    known: Known,
    run: Evaluation,
    joined: Rows,
    order: str,
    at: Places | slice,
    wanted: Collection[str] | None,
) -> Rows:
    """Bind what the triples at these places say, and leave out those that say other than what is known."""
    triples = run.image.orders[order]
    said = {order[0]: None, order[1]: triples.second, order[2]: triples.third}
    columns, keep = dict(joined.columns), None
    chosen = run.chosen
    if chosen is not None:
        keep = np.isin(triples.graph[at], chosen)
    terms = {"s": pattern.subject, "p": str(pattern.predicate), "o": pattern.object}
    for place, term in (*terms.items(), ("g", run.graph)):
        if term is None or (place == "g" and not term.startswith("?")):
            continue
        if _useless(term, known.get(place), columns, wanted, list(terms.values()).count(term) + (term == run.graph)):
            continue
        column = triples.graph if place == "g" else said[place]
        if column is None:
            if known[place] is not None and (isinstance(known[place], int) or term in joined.columns):
                continue
            value = triples.firsts(at)
        else:
            value = column[at]
        there = known.get(place) if isinstance(known.get(place), int) else columns.get(term)
        if there is None:
            columns[term] = value
        else:
            same = value == there
            keep = same if keep is None else keep & same
    found = Rows(columns, joined.length)
    return found if keep is None else found.take(keep)


def _useless(
    term: str, known: int | Ids | None, columns: Mapping[str, Ids], wanted: Collection[str] | None, times: int
) -> bool:
    """Whether nobody asks for what a variable is bound to, and nothing is to be held against it."""
    return wanted is not None and known is None and times == 1 and term not in wanted and term not in columns
