"""Rows joined with rows: solutions are compatible where each variable that both bind has one value in both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from kg.engine.columns.algebra import Unsupported
from kg.engine.columns.rows import UNBOUND, Ids, Mask, Places, Rows, groups, stacked
from kg.engine.columns.scan import spread

MOST = 40_000_000
"""Rows that a step may make: more would not fit into the memory of one query."""


def pairs(left: Rows, right: Rows) -> tuple[Places, Places]:
    """The places of all compatible pairs of rows, those of the left in order."""
    shared = [name for name in left.columns if name in right.columns]
    found = [_equal(left, right, one, other, names) for one, other, names in _kinds(left, right, shared)]
    if len(found) == 1:
        return found[0]
    first = np.concatenate([one for one, _ in found]) if found else np.empty(0, np.intp)
    second = np.concatenate([other for _, other in found]) if found else np.empty(0, np.intp)
    order = np.argsort(first, kind="stable")
    return first[order], second[order]


def _kinds(left: Rows, right: Rows, shared: Sequence[str]) -> Iterator[tuple[Places, Places, list[str]]]:
    """Rows of either side that bind the same of the shared variables, each kind with each: and what both bind."""
    for one, here in _by_bound(left, shared):
        for other, there in _by_bound(right, shared):
            yield one, other, [name for name in shared if name in here and name in there]


def _by_bound(rows: Rows, shared: Sequence[str]) -> Iterator[tuple[Places, set[str]]]:
    loose = [name for name in shared if not rows.always(name)]
    sure = set(shared) - set(loose)
    if not loose:
        yield np.arange(rows.length), sure
        return
    bound = Rows({name: (rows.columns[name] != UNBOUND).astype(np.int32) for name in loose}, rows.length)
    first, group = groups(bound, loose)
    for number, at in enumerate(first.tolist()):
        yield np.flatnonzero(group == number), sure | {name for name in loose if bound.columns[name][at]}


def _equal(left: Rows, right: Rows, one: Places, other: Places, names: list[str]) -> tuple[Places, Places]:
    """Pairs of these rows that agree in these columns, which all of them bind."""
    if not names:
        bounded(len(one) * len(other))
        return np.repeat(one, len(other)), np.tile(other, len(one))
    here, there = _keys(left, right, one, other, names)
    order = np.argsort(there, kind="stable")
    there = there[order]
    low = np.searchsorted(there, here)
    sizes = np.searchsorted(there, here, "right") - low
    bounded(int(sizes.sum()))
    at, owner = spread(low, sizes)
    return one[owner], other[order[at]]


def _keys(left: Rows, right: Rows, one: Places, other: Places, names: list[str]) -> tuple[Ids, Ids]:
    """One number for each row, the same where rows agree in these columns."""
    if len(names) == 1:
        return left.columns[names[0]][one], right.columns[names[0]][other]
    both = stacked([left.only(names).take(one), right.only(names).take(other)])
    _, group = groups(both, names)
    return group[: len(one)], group[len(one) :]  # type: ignore[return-value]


def bounded(rows: int) -> None:
    """Raise `TooManyRows` before they are made."""
    if rows > MOST:
        raise TooManyRows(rows)


class TooManyRows(Unsupported):
    """A step would make more rows than memory should hold."""

    def __init__(self, rows: int) -> None:
        super().__init__(f"a step of {rows:,} rows")
        self.rows = rows


def merged(left: Rows, right: Rows, one: Places, other: Places) -> Rows:
    """The rows that pairs make: what either side binds."""
    columns = {name: column[one] for name, column in left.columns.items()}
    for name, column in right.columns.items():
        value = column[other]
        mine = columns.get(name)
        columns[name] = value if mine is None else np.where(mine == UNBOUND, value, mine)
    return Rows(columns, len(one))


def joined(left: Rows, right: Rows) -> Rows:
    """All compatible pairs, as rows."""
    if not right.columns and right.length == 1:
        return left
    if not left.columns and left.length == 1:
        return right
    return merged(left, right, *pairs(left, right))


def has_partner(left: Rows, right: Rows) -> Mask:
    """Which rows have a compatible one on the other side."""
    found = np.zeros(left.length, bool)
    shared = [name for name in left.columns if name in right.columns]
    for one, other, names in _kinds(left, right, shared):
        if not names:
            found[one] |= len(other) > 0
        else:
            here, there = _keys(left, right, one, other, names)
            found[one] |= np.isin(here, there)
    return found


def without(left: Rows, right: Rows) -> Rows:
    """MINUS: the rows that have no compatible one with which they share a variable that both bind."""
    gone = np.zeros(left.length, bool)
    shared = [name for name in left.columns if name in right.columns]
    for one, other, names in _kinds(left, right, shared):
        if names:
            here, there = _keys(left, right, one, other, names)
            gone[one] |= np.isin(here, there)
    return left.take(~gone)


def with_unmatched(left: Rows, matched: Rows, owner: Places, names: Sequence[str]) -> Rows:
    """OPTIONAL: what matched, and the rows that are no owner of it with the other variables unbound."""
    alone = np.ones(left.length, bool)
    alone[owner] = False
    if not alone.any():
        return matched
    return stacked([matched, left.take(alone).only(names)])
