"""The image of a dataset, mapped: a dictionary of terms, and its triples in four orders."""

from __future__ import annotations

import mmap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import numpy as np

from kg.engine.columns import layout
from kg.engine.columns.rows import Ids, Mask, Places
from kg.engine.columns.writing import FORMAT

_NOTHING: Final = slice(0, 0)


class Dictionary:
    """The terms of an image, by number; see `Stored`."""

    def __init__(self, text: mmap.mmap, first: int, arrays: Mapping[str, Any]) -> None:
        self._text, self._first, self._starts = text, first, arrays["starts"]
        self._codes, self._coded = arrays["codes"], arrays["coded"]
        self.number = lru_cache(100_000)(self._number)
        self._literals = self._place(b"<")

    def __len__(self) -> int:
        return len(self._starts) - 1

    def spelled(self, numbers: Ids) -> list[str]:
        """See `Stored.spelled`."""
        text = self._text
        begin = (self._starts[numbers] + self._first).tolist()
        end = (self._starts[numbers + 1] + self._first).tolist()
        return [text[start:stop].decode() for start, stop in zip(begin, end, strict=True)]

    def literal(self, numbers: Ids) -> Mask:
        """See `Stored.literal`: literals have the first numbers."""
        return numbers < self._literals

    def numbers(self, spelled: Sequence[str]) -> Ids:
        """See `Stored.numbers`; about a microsecond each."""
        wanted = [term.encode() for term in spelled]
        codes = np.fromiter(map(crc32, wanted), np.uint32, len(wanted))
        at = np.searchsorted(self._codes, codes)
        found = np.full(len(wanted), -1, np.int32)
        left = np.arange(len(wanted))
        while len(left := left[at[left] < len(self)]):  # terms with one checksum stand side by side
            left = left[self._codes[at[left]] == codes[left]]
            for place, number in zip(left.tolist(), self._coded[at[left]].tolist(), strict=True):
                if self._at(number) == wanted[place]:
                    found[place] = number
            left = left[found[left] < 0]
            at[left] += 1
        return found

    def _number(self, spelled: str) -> int | None:
        """See `Stored.number`."""
        found = int(self.numbers([spelled])[0])
        return None if found < 0 else found

    def _place(self, wanted: bytes) -> int:
        """Where in the order of terms this is, or would be."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            found = self._at(middle)
            if (found[:-1] if found[0] == _IRI else found) < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def _at(self, number: int) -> bytes:
        return self._text[int(self._starts[number]) + self._first : int(self._starts[number + 1]) + self._first]


_IRI: Final = ord("<")


@dataclass(frozen=True, slots=True)
class Sorted:
    """Triples sorted by three of their columns, of which the first is told by where its part starts.

    `second`, `third` and `graph` are as long as the dataset; `different` says by place in `names` how many second terms
    there are.
    """

    names: Ids | None
    starts: Places
    second: Ids
    third: Ids
    graph: Ids
    different: Ids | None = None

    def part(self, first: int) -> slice:
        """Where the triples of this term lie."""
        if self.names is None:
            return (
                slice(int(self.starts[first]), int(self.starts[first + 1]))
                if first < len(self.starts) - 1
                else _NOTHING
            )
        at = int(np.searchsorted(self.names, np.int32(first)))
        if at == len(self.names) or self.names[at] != first:
            return _NOTHING
        return slice(int(self.starts[at]), int(self.starts[at + 1]))

    def parts(self, firsts: Ids) -> tuple[Places, Places]:
        """Where the triples of each of these terms begin and end."""
        if len(self.starts) < 2:
            return np.zeros(len(firsts), np.intp), np.zeros(len(firsts), np.intp)
        if self.names is None:
            there = (firsts >= 0) & (firsts < len(self.starts) - 1)
            at = np.where(there, firsts, 0)
        else:
            at = np.minimum(np.searchsorted(self.names, firsts), len(self.names) - 1)
            there = self.names[at] == firsts
        low = np.where(there, self.starts[at], 0)
        return low, np.where(there, self.starts[at + 1], 0)

    def firsts(self, at: Places | slice) -> Ids:
        """The first terms of the triples at these places."""
        if isinstance(at, slice):
            at = np.arange(at.start, at.stop)
        place = np.searchsorted(self.starts, at, "right") - 1
        return (place if self.names is None else self.names[place]).astype(np.int32, copy=False)

    def kinds(self, first: int) -> int:
        """How many different second terms the triples of a term have."""
        at = int(np.searchsorted(self.names, np.int32(first))) if self.names is not None else -1
        there = self.names is not None and 0 <= at < len(self.names) and self.names[at] == first
        return int(self.different[at]) if there and self.different is not None else 0

    def within(self, first: int, second: int) -> slice:
        """Where the triples of these two terms lie."""
        part = self.part(first)
        column = self.second[part]
        # Of the same width as the column: another would have all of it copied.
        wanted = np.int32(second)
        low, high = np.searchsorted(column, wanted), np.searchsorted(column, wanted, "right")
        return slice(part.start + int(low), part.start + int(high))


@dataclass(frozen=True, slots=True)
class Image:
    """A dataset; `orders` are "pso", "pos", "spo" and "ops", `graphs` the numbers of its graphs, in order."""

    terms: Dictionary
    orders: Mapping[str, Sorted]
    graphs: Ids
    quads: int

    @classmethod
    def open(cls, path: Path) -> Image:
        """Map the file that `write_image` wrote; raises `NoImage`."""
        about, arrays, held = layout.mapped(path)
        if about.get("format") != FORMAT:
            raise layout.NoImage(f"{path} is of another format than is known here; `kg build` makes it anew")
        text = arrays["text"]
        first = text.__array_interface__["data"][0] - np.frombuffer(held, "|u1", 1).__array_interface__["data"][0]
        orders = {}
        for name in ("pso", "pos", "spo", "ops"):
            _, second, third = tuple(name)
            orders[name] = Sorted(
                arrays.get(f"{name}.names"),
                arrays[f"{name}.starts"],
                arrays[f"{name}.{second}"],
                arrays[f"{name}.{third}"],
                arrays[f"{name}.g"],
                arrays.get(f"{name}.different"),
            )
        graphs = np.array(about["graphs"], np.int32)
        return cls(Dictionary(held, first, arrays), orders, graphs, about["quads"])

    def __len__(self) -> int:
        return self.quads
