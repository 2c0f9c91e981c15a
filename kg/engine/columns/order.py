"""ORDER BY: every different term of a key gets its rank in Oxigraph's order, and the rows are sorted by ranks.

Unbound comes first, then blank nodes, IRIs, literals. QueryTerms that are equal by value have one rank.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

import numpy as np

from kg.engine.columns.algebra import ValueExpression
from kg.engine.columns.meaning import literals, plain
from kg.engine.columns.meaning.plain import Ranks
from kg.engine.columns.numbering import numbered
from kg.engine.columns.rows import Ids, Rows
from kg.engine.columns.terms import QueryTerms
from kg.engine.columns.values import made

By: TypeAlias = Sequence[tuple[ValueExpression, bool]]
_Rank: TypeAlias = Callable[[list[str]], Ranks | None]


def ordered(rows: Rows, by: By, terms: QueryTerms) -> Rows:
    """The rows sorted, those that tie in the order they had; each key with whether it descends."""
    keys = [_key(rows, expression, descends, terms) for expression, descends in by]
    return rows.take(np.lexsort(keys[::-1])) if keys else rows


def best(rows: Rows, by: By, terms: QueryTerms, most: int) -> Rows:
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


def ranks(column: Ids, terms: QueryTerms) -> Ranks:
    """The place of each row's term in the engine's order; equal where neither comes first."""
    found = _ranked(column, terms, literals.ranks)
    assert found is not None  # noqa: S101 - only with `alone` are there none
    return found


def plain_ranks(column: Ids, terms: QueryTerms) -> Ranks | None:
    """The same where the engine's order is surely total; None of literals of several kinds."""
    return _ranked(column, terms, lambda spelled: literals.ranks(spelled, alone=True))


def _key(rows: Rows, expression: ValueExpression, descends: bool, terms: QueryTerms) -> Ranks:
    found = ranks(made(expression, rows, terms), terms)
    return -found if descends else found


def _ranked(column: Ids, terms: QueryTerms, of_literals: _Rank) -> Ranks | None:
    """QueryTerms of each kind ranked among themselves, kind after kind."""
    numbers, place = numbered(column)
    spelled = terms.spelled(numbers)
    kinds = np.array([_KINDS.get((term or " ")[0], 3) for term in spelled], np.int64)
    found = np.zeros(len(numbers), np.int64)
    start = 0
    for kind, read in enumerate((_blanks, _blanks, _iris, of_literals)):
        places = np.flatnonzero(kinds == kind)
        if len(places):
            ranked = read([spelled[at] or "" for at in places.tolist()])
            if ranked is None:
                return None
            found[places] = start + ranked
            start += len(places)
    return found[place]


_KINDS: Final = {" ": 0, "_": 1, "<": 2}


def _blanks(spelled: list[str]) -> Ranks:
    return plain.ranked(spelled)


def _iris(spelled: list[str]) -> Ranks:
    return plain.ranked(plain.inner(spelled))
