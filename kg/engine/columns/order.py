"""ORDER BY: every different term of a key gets its rank in Oxigraph's order, and the rows are sorted by ranks.

The order is total as the engine keeps it: unbound, blank nodes, IRIs, literals. Terms that are equal by value have
one rank. IRIs, plain strings and whole numbers are ranked here, which tests hold against the engine's order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kg.engine.columns import asked
from kg.engine.columns.algebra import Expression
from kg.engine.columns.numbering import numbered
from kg.engine.columns.rows import Ids, Rows
from kg.engine.columns.terms import Terms
from kg.engine.columns.values import made

Ranks: TypeAlias = NDArray[np.int64]
By: TypeAlias = Sequence[tuple[Expression, bool]]

_WHOLE: Final = re.compile(r'"(0|-?[1-9]\d{0,17})"\^\^<http://www\.w3\.org/2001/XMLSchema#integer>')
_NONE, _BLANK, _IRI, _LITERAL = range(4)


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
    numbers, place = numbered(column)
    spelled = terms.spelled(numbers)
    kinds = [_kind(term) for term in spelled]
    found = np.zeros(len(numbers), np.int64)
    start = 0
    for kind in (_NONE, _BLANK, _IRI, _LITERAL):
        places = np.array([at for at, its in enumerate(kinds) if its == kind], np.intp)
        if len(places):
            found[places] = start + _within([spelled[at] or "" for at in places.tolist()], kind)
            start += len(places)
    return found[place]


def _key(rows: Rows, expression: Expression, descends: bool, terms: Terms) -> Ranks:
    found = ranks(made(expression, rows, terms), terms)
    return -found if descends else found


def _kind(term: str | None) -> int:
    return _NONE if term is None else {"_": _BLANK, "<": _IRI}.get(term[0], _LITERAL)


def _within(spelled: list[str], kind: int) -> Ranks:
    """The ranks of different terms of one kind, from 0."""
    if len(spelled) == 1:
        return np.zeros(1, np.int64)
    plain = kind == _IRI or all(term[-1] == '"' for term in spelled)
    if plain and kind != _BLANK and not any("\\" in term for term in spelled):
        return _sorted([term[1:-1] for term in spelled])
    whole = [found for found in map(_WHOLE.fullmatch, spelled) if found]
    return _sorted([int(found[1]) for found in whole]) if len(whole) == len(spelled) else _by_engine(spelled)


def _sorted(values: list[str] | list[int]) -> Ranks:
    """Ranks of values that are all different, as Python sorts them (strings by code point, as UTF-8 sorts)."""
    found = np.empty(len(values), np.int64)
    found[sorted(range(len(values)), key=values.__getitem__)] = np.arange(len(values))
    return found


def _by_engine(spelled: list[str]) -> Ranks:
    """Sorted twice with ties in either order: a tie ends where both have had the same terms."""
    upwards, downwards = (np.array(places, np.int64) for places in asked.sequence(spelled))
    at = np.empty(len(spelled), np.int64)
    at[downwards] = np.arange(len(spelled))
    ends = np.maximum.accumulate(at[upwards]) == np.arange(len(spelled))
    found = np.empty(len(spelled), np.int64)
    found[upwards] = np.cumsum(ends) - ends
    return found
