"""Three states of a finding over people: seen, looked for and not seen, not reported; counted by matrices."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from kg.analysis.people import Mask, Matrix, Numbers, People
from kg.find.frequencies import Seen
from kg.find.groups import Group
from kg.model.words import StudyResult

_ALL: Final = -1


@dataclass(frozen=True, slots=True)
class Cell:
    """A term in a group of `people` (None: everybody together), by their numbers. Both ways counts as present."""

    group: int | None
    term: int
    people: Sequence[int]
    present: Sequence[int]
    absent: Sequence[int]


@dataclass(frozen=True)
class Counts:
    """`present` and `absent` lead from people to terms, or to what else of findings is counted; others have none."""

    people: People
    who: Mask
    by: Group
    what: Seen
    present: Matrix
    absent: Matrix

    @classmethod
    def of(
        cls,
        people: People,
        who: Mask,
        by: Group = Group.ALL,
        seen: Mask | None = None,
        as_read: bool = False,
        what: Seen = Seen.TERM,
    ) -> Counts:
        """Of some people; by observations and studies that are `seen` (all, where None)."""
        present, absent = _sides(people, who, seen, as_read, what)
        return cls(people, who, by, what, present, absent > present)

    def cells(self, terms: Collection[int] | None = None, groups: Collection[int] | None = None) -> Iterator[Cell]:
        """Each term of each group of which anything is said, among `terms` (None: all that were read) and `groups`.

        Most present first, then most absent, then by what groups and terms are called.
        """
        wanted = self.read if terms is None else np.array(sorted(set(terms)), dtype=np.int64)
        persons, homes = self._belonging
        if groups is not None:
            among = np.isin(homes, list(groups))
            persons, homes = persons[among], homes[among]
        named, places = np.unique(homes, return_inverse=True)
        sides = [_spread(one, persons, places, wanted) for one in (self.present, self.absent)]
        keys = np.union1d(*(key for key, _ in sides))
        ends = [np.searchsorted(key, [keys, keys + 1]) for key, _ in sides]
        place, term = np.divmod(keys, max(len(wanted), 1))
        (has, lacks), called = (high - low for low, high in ends), (_ranks(self.people, one) for one in (wanted, named))
        of_terms, of_groups = called
        order = np.lexsort((of_terms[term], of_groups[place], -lacks, -has))
        members = _parted(persons, places, len(named))
        columns = (place, named[place], wanted[term], *ends[0], *ends[1])
        present, absent = (who.tolist() for _, who in sides)
        for at, group, what, low, high, least, most in zip(*(one[order].tolist() for one in columns), strict=True):
            yield Cell(_named(group), what, members[at], present[low:high], absent[least:most])

    @property
    def read(self) -> Numbers:
        """The terms that the findings of anybody were read as, seen or not; or what of all else anything is said."""
        if self.what is Seen.TERM:
            return self.people.terms
        return np.unique(np.concatenate([self.present.indices, self.absent.indices])).astype(np.int64)

    @property
    def tallies(self) -> tuple[Numbers, Numbers, Numbers]:
        """The terms of which anything is said in anybody, in how many they are present, and in how many absent.

        By number; what `cells` has of everybody together, where nobody is named.
        """
        has, lacks = (np.bincount(one.indices[one.data], minlength=one.shape[1]) for one in (self.present, self.absent))
        told = self.read[(has + lacks)[self.read] > 0]
        return told, has[told], lacks[told]

    @cached_property
    def _belonging(self) -> tuple[Numbers, Numbers]:
        return _belonging(self.people, self.who, self.by)


def grouped(people: People, who: Mask, by: Group) -> dict[int | None, Mask]:
    """Who of some people is of each group."""
    persons, groups = _belonging(people, who, by)
    found: dict[int | None, Mask] = {}
    for group in np.unique(groups):
        mine = np.zeros(len(who), dtype=bool)
        mine[persons[groups == group]] = True
        found[_named(group)] = mine
    return found or ({} if by.path else {None: who})


def _belonging(people: People, who: Mask, by: Group) -> tuple[Numbers, Numbers]:
    """People and their groups, side by side, the people sorted."""
    if not by.path:
        everybody = who.nonzero()[0]
        return everybody, np.full(len(everybody), _ALL)
    persons, groups = people.groups(by, who).nonzero()
    return persons.astype(np.int64), groups.astype(np.int64)


def _sides(people: People, who: Mask, seen: Mask | None, as_read: bool, what: Seen) -> tuple[Matrix, Matrix]:
    if what is Seen.TERM:
        return people.present(who, seen, as_read), people.absent(who, seen, as_read)
    present, absent = (people.seen(who, link, seen) for link in ("kg:hasFinding", "kg:hasExcludedFinding"))
    if what is Seen.REGION:
        return present @ people.links["kg:region"] @ people.wholes, absent @ people.links["kg:region"]
    normal = people.having("kg:studyResult", StudyResult.NORMAL_STUDY.iri)
    absent = absent + people.seen(who, "kg:hasImagingStudy", normal if seen is None else normal & seen)
    return present @ people.links["kg:modality"], absent @ people.links["kg:modality"]


def _spread(matrix: Matrix, persons: Numbers, places: Numbers, wanted: Numbers) -> tuple[Numbers, Numbers]:
    """For each person in each place, what they have of what is wanted: as keys, sorted, and the persons beside them."""
    rows, columns = matrix[persons][:, wanted].nonzero()
    keys, who = places[rows] * len(wanted) + columns, persons[rows]
    order = np.lexsort((who, keys))
    return keys[order], who[order]


def _parted(persons: Numbers, places: Numbers, many: int) -> list[list[int]]:
    order = np.argsort(places, kind="stable")
    parts = np.split(persons[order], np.searchsorted(places[order], np.arange(1, many)))
    return [one.tolist() for one in parts]


def _ranks(people: People, numbers: Numbers) -> Numbers:
    """The place of each among the others by what it is called, then by its IRI."""
    called = [(people.ref(one).label, people.iris[one]) for one in numbers.tolist()]
    found = np.empty(len(called), dtype=np.int64)
    found[sorted(range(len(called)), key=called.__getitem__)] = np.arange(len(called))
    return found


def _named(group: int) -> int | None:
    return None if group == _ALL else int(group)
