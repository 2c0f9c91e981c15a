"""Three states of a finding over people: seen, looked for and not seen, not reported; counted by matrices."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from kg.analysis.people import Mask, Matrix, Numbers, People
from kg.find.groups import Group
from kg.names import OBO

_FINDINGS: Final = OBO + "HP_"


@dataclass(frozen=True, slots=True)
class Cell:
    """A term in a group of `people` (None: everybody together), by their numbers. Both ways counts as present."""

    group: int | None
    term: int
    people: Numbers
    present: Numbers
    absent: Numbers


@dataclass(frozen=True)
class Counts:
    """`groups` from people to their groups, `present` and `absent` from people to terms; rows of others are empty."""

    people: People
    who: Mask
    by: Group
    present: Matrix
    absent: Matrix

    @classmethod
    def of(
        cls, people: People, who: Mask, by: Group = Group.ALL, seen: Mask | None = None, as_read: bool = False
    ) -> Counts:
        """Of some people; by observations that are `seen` (all, where None)."""
        present = people.present(who, seen, as_read)
        absent = people.absent(who, seen, as_read)
        return cls(people, who, by, present, absent > present)

    @cached_property
    def members(self) -> dict[int | None, Mask]:
        """The people of each group."""
        if not self.by.path:
            return {None: self.who}
        found = self.people.groups(self.by, self.who)
        columns = found.tocsc()
        return {
            int(group): _mask(columns[:, [group]].nonzero()[0], len(self.who)) for group in np.unique(found.indices)
        }

    def cells(self, terms: Collection[int] | None = None) -> Iterator[Cell]:
        """Each term of each group of which anything is said, among `terms` (None: all that were read)."""
        wanted = self.read if terms is None else np.array(sorted(terms), dtype=np.int64)
        for group, mine in self.members.items():
            numbers = mine.nonzero()[0]
            has, lacks = (one[numbers][:, wanted].tocsc() for one in (self.present, self.absent))
            for place, term in enumerate(wanted):
                seen, not_seen = (
                    numbers[one.indices[one.indptr[place] : one.indptr[place + 1]]] for one in (has, lacks)
                )
                if len(seen) or len(not_seen):
                    yield Cell(group, int(term), numbers, np.sort(seen), np.sort(not_seen))

    @cached_property
    def read(self) -> Numbers:
        """The terms that the findings of anybody were read as, seen or not."""
        people = self.people
        coded = [people.present(people.cases, as_read=True), people.absent(people.cases, as_read=True)]
        found = np.unique(np.concatenate([one.indices for one in coded]))
        return np.array([one for one in found if people.iris[one].startswith(_FINDINGS)], dtype=np.int64)


def _mask(numbers: Numbers, size: int) -> Mask:
    found = np.zeros(size, dtype=bool)
    found[numbers] = True
    return found
