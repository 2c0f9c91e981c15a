"""One way of looking at some people: what it showed, and where; all regions in one pass over small matrices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from kg.analysis.cells import ALL, Cells, Parts
from kg.analysis.frequencies import FrequencyRow, rows_of
from kg.analysis.people import Mask, Matrix, Numbers, People
from kg.find import Ref
from kg.names import OBO

FOUND: Final = (("kg:hasFinding", "kg:codedAs"), ("kg:hasExcludedFinding", "kg:codedAsAbsent"))
"""How a person leads to what was seen and what was not, and how that leads to the term it was read as."""


@dataclass(frozen=True, slots=True)
class AtlasPlace:
    """Findings of a region with its parts; of None where no region is stated."""

    region: Ref | None
    rows: tuple[FrequencyRow, ...]


@dataclass(frozen=True)
class Looked:
    """Some observations of some people: `has` and `lacks` lead from people to these, `shows` and `denies` to `terms`,
    `within` to the regions they lie in, with all that these are parts of."""

    people: People
    seen: Mask
    terms: Sequence[int]
    whom: Numbers
    has: Matrix
    lacks: Matrix
    shows: Matrix
    denies: Matrix
    within: Matrix
    named: Numbers

    @classmethod
    def at(cls, people: People, who: Mask, seen: Mask, terms: Sequence[int] | None = None) -> Looked:
        """Those that are `seen`; of some terms, or all that they were read as."""
        wanted = read_as(people, who, seen) if terms is None else terms
        whom, what = who.nonzero()[0], seen.nonzero()[0]
        regions = people.links["kg:region"][what]
        sides = [people.links[link][whom][:, what] for link, _ in FOUND]
        told = np.unique(np.concatenate([side.indices for side in sides]))
        return cls(
            people=people,
            seen=seen,
            terms=wanted,
            whom=whom,
            has=sides[0],
            lacks=sides[1],
            shows=people.links["rdf:type"][what][:, wanted],
            denies=people.links["kg:excludes"][what][:, wanted],
            within=(regions @ people.wholes).tocsc(),
            named=np.unique(regions[told].indices).astype(np.int64),
        )

    def rows(self, among: Mask | None = None) -> tuple[FrequencyRow, ...]:
        """A row for each term of which they say anything, most present first; of some of them alone."""
        some = np.ones(self.has.shape[1], dtype=bool) if among is None else among
        present = self.has[:, some] @ self.shows[some]
        absent = (self.lacks[:, some] @ self.denies[some]) > present
        sides = [_columns(self.whom, one) for one in (present, absent)]
        told = (sides[0].sizes + sides[1].sizes).nonzero()[0]
        cells = Cells(
            people=self.people,
            groups=np.full(len(told), ALL),
            terms=np.array(self.terms, dtype=np.int64)[told],
            members=[self.whom.tolist()] * len(told),
            present=sides[0].take(told),
            absent=sides[1].take(told),
        )
        rows = rows_of(cells)
        return tuple(sorted(rows, key=lambda one: (-one.present, -one.absent, one.term.label, one.term.iri)))

    def places(self) -> Iterator[AtlasPlace]:
        """Each region that they name, by name, and last where they name none."""
        for region in sorted(self.named.tolist(), key=lambda one: self.people.ref(one).label):
            there = np.zeros(self.has.shape[1], dtype=bool)
            there[self.within.indices[self.within.indptr[region] : self.within.indptr[region + 1]]] = True
            if rows := self.rows(there):
                yield AtlasPlace(self.people.ref(region), rows)
        nowhere: Mask = np.diff(self.within.tocsr().indptr) == 0
        if rows := self.rows(nowhere):
            yield AtlasPlace(None, rows)


def _columns(whom: Numbers, matrix: Matrix) -> Parts:
    """Who has anything in each column."""
    found = matrix.tocsc()
    found.sort_indices()
    return Parts(whom[found.indices], found.indptr[:-1], found.indptr[1:])


def placed(people: People, seen: Mask, region: str | None) -> Mask:
    """Those of some observations that lie in a region or its parts; of None those that name no region."""
    if region is None:
        named: Mask = np.diff(people.links["kg:region"].indptr) > 0
        return seen & ~named
    return seen & people.leading("kg:region", people.wholes @ people.mask([region]))


def read_as(people: People, who: Mask, seen: Mask) -> list[int]:
    """The terms of HPO that some observations of some people were read as."""
    read = [people.seen(who, link, seen) @ people.links[coded] for link, coded in FOUND]
    found = np.unique(np.concatenate([one.indices for one in read])).tolist()
    hpo = people.beginning(f"{OBO}HP_")
    return [one for one in found if hpo[one]]
