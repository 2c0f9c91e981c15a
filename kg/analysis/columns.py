"""Rows as columns: an answer of a hundred thousand is written a field at a time, and hardly read a row at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain
from operator import attrgetter
from typing import Any, TypeVar, overload

R = TypeVar("R")
T = TypeVar("T")


class ColumnarRows(Sequence[R]):
    """Rows of one kind, by the values of each of its fields; made when somebody first reads one, and all at once."""

    def __init__(self, kind: type[R], columns: Mapping[str, Collection[Any]]) -> None:
        self.kind, self.columns = kind, columns

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    @overload
    def __getitem__(self, place: int) -> R: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[R]: ...
    def __getitem__(self, place: int | slice) -> R | Sequence[R]:
        return self._made[place]

    def __iter__(self) -> Iterator[R]:
        return iter(self._made)

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


@dataclass(frozen=True, slots=True)
class PartedTuples(Collection[tuple[T, ...]]):
    """Tuples that are parts of one: the first from the first of `begins` up to the first of `ends`, and so on."""

    whole: tuple[T, ...]
    begins: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, some: Collection[tuple[T, ...]]) -> PartedTuples[T]:
        """Tuples, where they are none yet."""
        if isinstance(some, PartedTuples):
            return some
        ends = [*accumulate(map(len, some), initial=0)]
        return cls(tuple(chain.from_iterable(some)), ends[:-1], ends[1:])

    def __len__(self) -> int:
        return len(self.ends)

    def __iter__(self) -> Iterator[tuple[T, ...]]:
        whole = self.whole
        return (whole[low:high] for low, high in zip(self.begins, self.ends, strict=True))

    def __contains__(self, one: object) -> bool:
        return any(one == each for each in self)


def column(rows: Sequence[Any], name: str) -> Collection[Any]:
    """The values of a field in all rows."""
    return rows.columns[name] if isinstance(rows, ColumnarRows) else [*map(attrgetter(name), rows)]


def kind_of(rows: Sequence[R]) -> type[R]:
    """The kind of rows, of which there is one at least."""
    return rows.kind if isinstance(rows, ColumnarRows) else type(rows[0])
