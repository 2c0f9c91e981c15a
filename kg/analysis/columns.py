"""Rows as columns: an answer of a hundred thousand is written a field at a time, and hardly read a row at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any, Generic, TypeVar, overload

R = TypeVar("R")


class ColumnarRows(Sequence[R], Generic[R]):
    """Rows of one kind, by the values of each of its fields; made when somebody first reads one, and all at once."""

    def __init__(self, kind: type[R], columns: Mapping[str, Sequence[Any]]) -> None:
        self.kind, self.columns = kind, columns

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    @overload
    def __getitem__(self, place: int) -> R: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[R]: ...
    def __getitem__(self, place: int | slice) -> R | Sequence[R]:
        return self._made[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._made == tuple(other)

    def __hash__(self) -> int:
        return hash(self._made)

    @cached_property
    def _made(self) -> tuple[R, ...]:
        names = [*self.columns]
        return tuple(
            self.kind(**dict(zip(names, values, strict=True))) for values in zip(*self.columns.values(), strict=True)
        )


def column(rows: Sequence[Any], name: str) -> Sequence[Any]:
    """The values of a field in all rows."""
    return rows.columns[name] if isinstance(rows, ColumnarRows) else [*map(attrgetter(name), rows)]


def kind_of(rows: Sequence[R]) -> type[R]:
    """The kind of rows, of which there is one at least."""
    return rows.kind if isinstance(rows, ColumnarRows) else type(rows[0])
