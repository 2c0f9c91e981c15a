"""Solutions as columns: a number for each term, -1 where a variable is not bound; as many rows as solutions, a bag."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kg.engine.columns.numbering import firsts, numbered

Ids: TypeAlias = NDArray[np.int32]
Places: TypeAlias = NDArray[np.intp]
Mask: TypeAlias = NDArray[np.bool_]
UNBOUND: Final = -1


@dataclass(frozen=True, slots=True)
class Rows:
    """`columns` has an array of numbers by variable ("?x"), each `length` long."""

    columns: Mapping[str, Ids]
    length: int

    @classmethod
    def one(cls) -> Rows:
        """The empty solution: joined with anything, it gives that."""
        return cls({}, 1)

    @classmethod
    def none(cls, variables: Iterable[str]) -> Rows:
        """No solution."""
        return cls({name: np.empty(0, np.int32) for name in variables}, 0)

    def take(self, places: Places | Mask) -> Rows:
        """The rows at these places, or where the mask is true."""
        columns = {name: column[places] for name, column in self.columns.items()}
        length = int(np.count_nonzero(places)) if places.dtype == np.bool_ else len(places)
        return Rows(columns, length)

    def part(self, start: int, stop: int | None) -> Rows:
        """The rows from `start` to before `stop`."""
        first, last, _ = slice(start, stop).indices(self.length)
        return Rows({name: column[first:last] for name, column in self.columns.items()}, max(0, last - first))

    def only(self, variables: Iterable[str]) -> Rows:
        """These columns alone, all unbound where there is none."""
        return Rows({name: self.column(name) for name in variables}, self.length)

    def column(self, name: str) -> Ids:
        """A column; one that is not there is unbound in every row."""
        found = self.columns.get(name)
        return np.full(self.length, UNBOUND, np.int32) if found is None else found

    def with_column(self, name: str, column: Ids) -> Rows:
        """With one column more, or another in its place."""
        return Rows({**self.columns, name: column}, self.length)

    def always(self, name: str) -> bool:
        """Whether a variable is bound in every row."""
        column = self.columns.get(name)
        return column is not None and not bool((column == UNBOUND).any())


def stacked(parts: Sequence[Rows]) -> Rows:
    """All rows of several, one after the other."""
    if len(parts) == 1:
        return parts[0]
    names = dict.fromkeys(name for part in parts for name in part.columns)
    columns = {name: np.concatenate([part.column(name) for part in parts]) for name in names}
    return Rows(columns, sum(part.length for part in parts))


def groups(rows: Rows, names: Sequence[str]) -> tuple[Places, Places]:
    """Rows that agree in these columns: the place of the first of each group, and the group of each row.

    Groups are numbered in no order of meaning; unbound agrees with unbound.
    """
    if not names or rows.length == 0:
        return np.zeros(min(rows.length, 1), np.intp), np.zeros(rows.length, np.intp)
    count, group = 1, np.zeros(rows.length, np.intp)
    for name in names:
        numbers, places = numbered(rows.column(name))
        if len(numbers) == 1:
            continue
        if count > 1:  # both below 2**31: two fit into one key
            both, places = numbered(group * len(numbers) + places)
            numbers = both
        count, group = len(numbers), places
    return firsts(group, count), group


def distinct(rows: Rows) -> Rows:
    """Each row once, where it came first."""
    if not rows.columns:
        return Rows({}, min(rows.length, 1))
    first, _ = groups(rows, list(rows.columns))
    return rows.take(np.sort(first))
