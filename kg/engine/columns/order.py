"""ORDER BY: every different term of a key gets its rank in Oxigraph's order, and the rows are sorted by ranks.

The order is total as the engine keeps it: unbound, blank nodes, IRIs, literals. Terms that are equal by value have
one rank. IRIs, plain strings, integers and decimals are ranked here, which tests hold against the engine's order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

import numpy as np

from kg.engine.columns.algebra import Expression
from kg.engine.columns.meaning import asked, plain
from kg.engine.columns.meaning.plain import Ranks
from kg.engine.columns.numbering import numbered
from kg.engine.columns.rows import Ids, Rows
from kg.engine.columns.terms import Terms
from kg.engine.columns.values import made

By: TypeAlias = Sequence[tuple[Expression, bool]]


def ordered(rows: Rows, by: By, terms: Terms) -> Rows:
    """The rows sorted, those that tie in the order they had; each key with whether it descends."""
    keys = [_key(rows, expression, descends, terms) for expression, descends in by]
    return rows.take(np.lexsort(keys[::-1])) if keys else rows


def best(rows: Rows, by: By, terms: Terms, most: int) -> Rows:
    """The first `most` rows of `ordered`: only those that the first key leaves in question are sorted by the others."""
    if not by or most >= rows.length:
        return ordered(rows, by, terms).part(0, most)
    if most == 0:
        return rows.part(0, 0)
    key = _key(rows, *by[0], terms)
    last = np.partition(key, most - 1)[most - 1]
    places = np.flatnonzero(key <= last)
    near = rows.take(places)
    keys = [key[places], *(_key(near, expression, descends, terms) for expression, descends in by[1:])]
    return near.take(np.lexsort(keys[::-1])[:most])


def ranks(column: Ids, terms: Terms) -> Ranks:
    """The place of each row's term in the engine's order; equal where neither comes first."""
    found = _ranked(column, terms, _by_engine)
    assert found is not None  # noqa: S101 - the engine ranks what is not plain
    return found


def plain_ranks(column: Ids, terms: Terms) -> Ranks | None:
    """The same without asking the engine; None of terms whose order is not plain."""
    return _ranked(column, terms, lambda _: None)


def _key(rows: Rows, expression: Expression, descends: bool, terms: Terms) -> Ranks:
    found = ranks(made(expression, rows, terms), terms)
    return -found if descends else found


def _ranked(column: Ids, terms: Terms, otherwise: Callable[[list[str]], Ranks | None]) -> Ranks | None:
    """Terms of each kind ranked among themselves, kind after kind."""
    numbers, place = numbered(column)
    spelled = terms.spelled(numbers)
    kinds = np.array([plain.kind(term) for term in spelled], np.int64)
    found = np.zeros(len(numbers), np.int64)
    start = 0
    for kind in (plain.NONE, plain.BLANK, plain.IRI, plain.LITERAL):
        places = np.flatnonzero(kinds == kind)
        if len(places):
            of_kind = [spelled[at] or "" for at in places.tolist()]
            values = _values(of_kind, kind)
            ranked = otherwise(of_kind) if values is None else plain.ranked(values)
            if ranked is None:
                return None
            found[places] = start + ranked
            start += len(places)
    return found[place]


def _values(spelled: list[str], kind: int) -> plain.Plain | None:
    """What terms of one kind are sorted by, where it is plain."""
    return spelled if len(spelled) == 1 else _READ[kind](spelled)


_READ: Final[dict[int, Callable[[list[str]], plain.Plain | None]]] = {
    plain.BLANK: plain.blanks,
    plain.IRI: plain.iris,
    plain.LITERAL: plain.literals,
}


def _by_engine(spelled: list[str]) -> Ranks:
    """Sorted twice with ties in either order: a tie ends where both have had the same terms."""
    upwards, downwards = (np.array(places, np.int64) for places in asked.sequence(spelled))
    at = np.empty(len(spelled), np.int64)
    at[downwards] = np.arange(len(spelled))
    ends = np.maximum.accumulate(at[upwards]) == np.arange(len(spelled))
    found = np.empty(len(spelled), np.int64)
    found[upwards] = np.cumsum(ends) - ends
    return found
