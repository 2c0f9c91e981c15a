"""Each term of each group, with who has it and who lacks it: as columns, so that no row costs a search of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from kg.analysis.columns import PartedTuples
from kg.analysis.people import Numbers, People
from kg.engine.columns.numbering import different
from kg.find.facts import Ref

ALL: Final = -1
"""The group of everybody together."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A term in a group of `people` (None: everybody together), by their numbers. Both ways counts as present."""

    group: int | None
    term: int
    people: Sequence[int]
    present: Sequence[int]
    absent: Sequence[int]


@dataclass(frozen=True, slots=True)
class NumberParts:
    """Numbers in parts: the first part lies from the first of `begins` up to the first of `ends`, and so on."""

    numbers: Numbers
    begins: Numbers
    ends: Numbers

    @classmethod
    def of(cls, numbers: Numbers, whose: Numbers, wanted: Numbers) -> Self:
        """The part of each that is wanted; `whose` each number is stands beside it, sorted."""
        return cls(numbers, np.searchsorted(whose, wanted), np.searchsorted(whose, wanted + 1))

    def __iter__(self) -> Iterator[list[int]]:
        numbers = self.numbers.tolist()
        return (numbers[low:high] for low, high in zip(self.begins.tolist(), self.ends.tolist(), strict=True))

    @property
    def sizes(self) -> Numbers:
        """How many numbers each part has."""
        return self.ends - self.begins

    def take(self, order: Numbers) -> NumberParts:
        """Some of the parts, in an order."""
        return NumberParts(self.numbers, self.begins[order], self.ends[order])

    def refs(self, people: People) -> PartedTuples[Ref]:
        """The things of each part."""
        return PartedTuples(people.refs(self.numbers.tolist()), self.begins.tolist(), self.ends.tolist())

    @property
    def flat(self) -> tuple[Numbers, Numbers]:
        """The place of its part, and the number, of each that stands in one."""
        sizes = self.sizes
        shifts = np.repeat(self.begins - np.cumsum(sizes) + sizes, sizes)
        return np.repeat(np.arange(len(sizes)), sizes), self.numbers[np.arange(len(shifts)) + shifts]


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells side by side; `members` are the people of each group, which `ALL` or a number names."""

    people: People
    groups: Numbers
    terms: Numbers
    members: Sequence[Sequence[int]]
    present: NumberParts
    absent: NumberParts

    def __iter__(self) -> Iterator[Cell]:
        columns = (map(named, self.groups.tolist()), self.terms.tolist(), self.members, self.present, self.absent)
        return (Cell(*one) for one in zip(*columns, strict=True))

    @property
    def papers(self) -> NumberParts:
        """The papers that describe those who have a term, or lack it."""
        cells, persons = (np.concatenate(both) for both in zip(self.present.flat, self.absent.flat, strict=True))
        found, many = self.people.links["kg:reportedIn"][persons], len(self.people.iris)
        keys = different(np.repeat(cells, np.diff(found.indptr)) * many + found.indices)
        return NumberParts.of(keys % many, keys // many, np.arange(len(self.terms)))


def named(group: int) -> int | None:
    """A group by its number; None for everybody together."""
    return None if group == ALL else int(group)
