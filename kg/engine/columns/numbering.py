"""Which numbers a column holds, each once: by marking them in a table where it is no longer than a few columns."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
import numpy.ma
from numpy.typing import NDArray

Number = TypeVar("Number", bound=np.integer[Any])

_LONGER = 4
_SMALL = 65_536


def numbered(column: NDArray[Number]) -> tuple[NDArray[Number], NDArray[np.intp]]:
    """The different numbers of a column, ascending, and for each row the place of its own among them."""
    span = _span(column)
    if span is None:
        numbers, places = np.unique(column, return_inverse=True)
        return numbers, places.astype(np.intp, copy=False)
    least, size = span
    numbers = different(column)
    place = np.empty(size, np.int32)
    place[numbers - least] = np.arange(len(numbers), dtype=np.int32)
    return numbers, place[column - least].astype(np.intp)


def different(column: NDArray[Number]) -> NDArray[Number]:
    """The different numbers of a column, ascending. (`np.unique` of numpy 2.3 hashes them: five times the time.)"""
    span = _span(column)
    if span is None:
        ascending = np.sort(column)
        return ascending[np.flatnonzero(np.append(True, ascending[1:] != ascending[:-1]))] if len(column) else column
    least, size = span
    there = np.zeros(size, np.bool_)
    there[column - least] = True
    return (np.flatnonzero(there) + least).astype(column.dtype, copy=False)


def firsts(places: NDArray[np.intp], count: int) -> NDArray[np.intp]:
    """Where each of the places 0 to `count` stands first; each must stand somewhere."""
    found = np.empty(count, np.intp)
    found[places[::-1]] = np.arange(len(places) - 1, -1, -1)  # of a place written twice the last stays
    return found


def _span(column: NDArray[np.integer[Any]]) -> tuple[int, int] | None:
    """The least number and how many lie up to the greatest, if a table of so many is worth its making."""
    if not len(column):
        return None
    least = int(column.min())
    size = int(column.max()) - least + 1
    return (least, size) if size <= _LONGER * len(column) + _SMALL else None
