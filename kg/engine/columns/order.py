"""ORDER BY: every different term of a key gets its rank in Oxigraph's order, and the rows are sorted by ranks.

The order is total as the engine keeps it: unbound, blank nodes, IRIs, literals. Terms that are equal by value have
one rank. IRIs, plain strings, integers and decimals are ranked here, which tests hold against the engine's order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Final, TypeAlias

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

_NUMBER: Final = re.compile(
    r'"([+-]?\d{1,15}(?:\.\d{1,9})?)"\^\^<http://www\.w3\.org/2001/XMLSchema#(?:integer|decimal)>'
)
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
    kinds = np.array([_kind(term) for term in spelled], np.int64)
    found = np.zeros(len(numbers), np.int64)
    start = 0
    for kind in (_NONE, _BLANK, _IRI, _LITERAL):
        places = np.flatnonzero(kinds == kind)
        if len(places):
            of_kind = [spelled[at] or "" for at in places.tolist()]
            values = _plain(of_kind, kind)
            ranked = otherwise(of_kind) if values is None else _sorted(values)
            if ranked is None:
                return None
            found[places] = start + ranked
            start += len(places)
    return found[place]


def _kind(term: str | None) -> int:
    return _NONE if term is None else {"_": _BLANK, "<": _IRI}.get(term[0], _LITERAL)


def _plain(spelled: list[str], kind: int) -> list[str] | list[Decimal] | None:
    """What terms of one kind are sorted by: IRIs and strings by code point, as UTF-8 sorts, and numbers by value."""
    if len(spelled) == 1:
        return spelled
    if kind == _IRI or (kind == _LITERAL and all(term[-1] == '"' for term in spelled)):
        return None if any("\\" in term for term in spelled) else [term[1:-1] for term in spelled]
    numbers = [found for found in map(_NUMBER.fullmatch, spelled) if found]
    return [Decimal(found[1]) for found in numbers] if len(numbers) == len(spelled) else None


def _sorted(values: list[str] | list[Decimal]) -> Ranks:
    """Ranks as Python sorts."""
    found: list[Any] = values
    rank = {value: at for at, value in enumerate(sorted(set(found)))}
    return np.array([rank[value] for value in found], np.int64)


def _by_engine(spelled: list[str]) -> Ranks:
    """Sorted twice with ties in either order: a tie ends where both have had the same terms."""
    upwards, downwards = (np.array(places, np.int64) for places in asked.sequence(spelled))
    at = np.empty(len(spelled), np.int64)
    at[downwards] = np.arange(len(spelled))
    ends = np.maximum.accumulate(at[upwards]) == np.arange(len(spelled))
    found = np.empty(len(spelled), np.int64)
    found[upwards] = np.cumsum(ends) - ends
    return found
