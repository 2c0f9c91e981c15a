"""Three states of a finding over people: seen, looked for and not seen, not reported; counted by matrices."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kg.analysis.cells import ALL, Cells, NumberParts, named
from kg.analysis.people import Mask, Matrix, Numbers, People
from kg.engine.columns.numbering import different
from kg.find.frequencies import Seen
from kg.find.groups import Group
from kg.model.words import StudyResult


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

    def cells(self, terms: Collection[int] | None = None, groups: Collection[int] | None = None) -> Cells:
        """Each term of each group of which anything is said, among `terms` (None: all that were read) and `groups`.

        Most present first, then most absent, then by what groups and terms are called.
        """
        wanted = self.read if terms is None else np.array(sorted(set(terms)), dtype=np.int64)
        persons, homes = self._belonging
        if groups is not None:
            among = np.isin(homes, list(groups))
            persons, homes = persons[among], homes[among]
        called, places = np.unique(homes, return_inverse=True)
        sides = [_spread(one, persons, places, wanted) for one in (self.present, self.absent)]
        keys = different(np.concatenate([whose for _, whose in sides]))
        present, absent = (NumberParts.of(who, whose, keys) for who, whose in sides)
        place, term = np.divmod(keys, max(len(wanted), 1))
        said, which = np.unique(term, return_inverse=True)
        of_terms, of_groups = _ranks(self.people, wanted[said]), _ranks(self.people, called)
        order = np.lexsort((of_terms[which], of_groups[place], -absent.sizes, -present.sizes))
        members = _parted(persons, places, len(called))
        return Cells(
            people=self.people,
            groups=called[place[order]],
            terms=wanted[term[order]],
            members=[members[at] for at in place[order].tolist()],
            present=present.take(order),
            absent=absent.take(order),
        )

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
        found[named(group)] = mine
    return found or ({} if by.path else {None: who})


def _belonging(people: People, who: Mask, by: Group) -> tuple[Numbers, Numbers]:
    """People and their groups, side by side, the people sorted."""
    if not by.path:
        everybody = who.nonzero()[0]
        return everybody, np.full(len(everybody), ALL)
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
    """Who of each place has what of what is wanted; and beside them, sorted, the key of that place and thing."""
    rows, columns = matrix[persons][:, wanted].nonzero()
    keys = places[rows] * len(wanted) + columns
    order = np.argsort(keys, kind="stable")  # people are sorted, and stay so
    return persons[rows[order]], keys[order]


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
