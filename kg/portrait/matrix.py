"""People by findings: what is known of each finding in each person, in three states, with the observations behind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from kg.analysis.counts import Counts
from kg.analysis.held import Held
from kg.analysis.people import Mask, Matrix, Numbers, People
from kg.find.facts import Ref
from kg.lexicon.spelling import PROLOGUE, references
from kg.model.words import Status
from kg.names import OBO
from kg.portrait.people import reach

_NERVES: Final = OBO + "HP_0000707"
_SCANS: Final = (0, "on scans and in tissue")
_REST: Final = (3, "other")


@dataclass(frozen=True, slots=True)
class FindingColumn:
    """A finding, the system of the body that it stands with, and in how many of all people it is there or denied."""

    term: Ref
    system: str
    present: int
    absent: int


@dataclass(frozen=True, slots=True)
class StateCell:
    """What is told of a finding in a person: by `finding`, an observation, and `many` in all; `both` ways, or one."""

    state: Status
    finding: Ref
    many: int
    both: bool


@dataclass(frozen=True, slots=True)
class CaseGrid:
    """The findings, and the cells of each person by their place; where there is none, nothing is reported."""

    columns: tuple[FindingColumn, ...]
    cells: tuple[Mapping[int, StateCell], ...]


@dataclass(frozen=True)
class ToldOf:
    """What is told of all findings in some people: counted once for whatever a matrix shows of them."""

    held: Held
    counted: Counts

    @classmethod
    def of(cls, held: Held, who: Mask) -> ToldOf:
        """Of these people."""
        return cls(held, Counts.of(held.people, who))

    @cached_property
    def has(self) -> Numbers:
        """In how many each thing is present."""
        return _sums(self.counted.present)

    @cached_property
    def lacks(self) -> Numbers:
        """In how many each thing was looked for and is absent."""
        return _sums(self.counted.absent)

    @cached_property
    def terms(self) -> list[int]:
        """The terms that their findings were read as, those first that are told of most of them."""
        labels, many = self.held.people.labels, self.has + self.lacks
        read = self.held.people.read_in(self.counted.who).tolist()
        return sorted(read, key=lambda one: (-many[one], labels[one]))


def most_alike(told: ToldOf, one: int, terms: Sequence[int], size: int) -> list[int]:
    """The people in whom most of the findings of a person are present too, then those in whom fewest are absent."""
    people, who = told.held.people, told.counted.who
    own = ToldOf.of(told.held, people.mask((people.iris[one],)))
    mine = [each for each in terms if own.has[each]]
    shared, against = (_across(each, mine) for each in (told.counted.present, told.counted.absent))
    others = [each for each in who.nonzero()[0].tolist() if each != one and shared[each]]
    others.sort(key=lambda each: (-shared[each], against[each], people.labels[each]))
    return [one, *others[:size]]


def grid(told: ToldOf, rows: Sequence[int], terms: Sequence[int]) -> CaseGrid:
    """Some people by some findings; how often these are told is counted over all."""
    people, homes = told.held.people, systems(told.held, terms)
    order = sorted(terms, key=lambda one: (homes[one], terms.index(one)))
    columns = tuple(
        FindingColumn(people.ref(one), homes[one][1], int(told.has[one]), int(told.lacks[one])) for one in order
    )
    return CaseGrid(columns, tuple(_cells(people, row, order) for row in rows))


def states(told: ToldOf, rows: Sequence[int], terms: Sequence[int]) -> Iterator[tuple[Ref, list[str]]]:
    """Each person with the state of each finding in a word."""
    has, lacks = (each[list(rows)][:, list(terms)].toarray() for each in (told.counted.present, told.counted.absent))
    words = np.where(has, str(Status.PRESENT), np.where(lacks, str(Status.ABSENT), str(Status.NOT_REPORTED)))
    return zip(told.held.people.refs(rows), words.tolist(), strict=True)


def systems(held: Held, terms: Sequence[int]) -> Mapping[int, tuple[int, str]]:
    """With what each term stands, and the place of that among all: scans, where it is mostly told of them, else the
    system of the body, of several the first.
    """
    people, wanted = held.people, np.array(terms, dtype=np.int64)
    coded = (people.links["kg:codedAs"] + people.links["kg:codedAsAbsent"])[:, wanted].astype(np.int64)
    seen = np.diff(people.links["kg:modality"].indptr) > 0
    scans = wanted[2 * (seen @ coded) > coded.sum(axis=0)].tolist()
    rest = [one for one in terms if one not in scans]
    query = f"""{PROLOGUE}
        SELECT DISTINCT ?term ?system ?label WHERE {{
          {{ SELECT ?term ?system WHERE {{
            VALUES ?term {{ {references(people.iris[one] for one in rest)} }} ?term rdfs:subClassOf* ?system }} }}
          ?system rdfs:subClassOf obo:HP_0000118 ; rdfs:label ?label }}"""
    rows = held.engine.rows(query) if rest else ()
    found: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for row in rows:
        words = row["label"].value.removeprefix("Abnormality of ").removeprefix("the ")
        found[row["term"].value].add((1 if row["system"].value == _NERVES else 2, words))
    return {one: min(found.get(people.iris[one], {_REST})) for one in rest} | dict.fromkeys(scans, _SCANS)


def _cells(people: People, row: int, terms: Sequence[int]) -> Mapping[int, StateCell]:
    """Of one person, by the place of the term."""
    place, found = {term: at for at, term in enumerate(terms)}, dict[int, StateCell]()
    told: dict[Status, dict[int, list[int]]] = {Status.PRESENT: {}, Status.ABSENT: {}}
    ways = {Status.PRESENT: ("kg:hasFinding", "rdf:type"), Status.ABSENT: ("kg:hasExcludedFinding", "kg:excludes")}
    for state, (link, leads) in ways.items():
        for seen in reach(people, (row,), link):
            for term in reach(people, (seen,), leads):
                if term in place:
                    told[state].setdefault(place[term], []).append(seen)
    for at in sorted(told[Status.PRESENT].keys() | told[Status.ABSENT].keys()):
        ways_told = [(state, told[state][at]) for state in told if at in told[state]]
        state, seen_by = ways_told[0]
        found[at] = StateCell(state, people.ref(seen_by[0]), sum(len(by) for _, by in ways_told), len(ways_told) > 1)
    return found


def _sums(matrix: Matrix) -> Numbers:
    found: Numbers = np.bincount(matrix.indices, minlength=matrix.shape[1])
    return found


def _across(matrix: Matrix, terms: Sequence[int]) -> Numbers:
    """How many of the terms each person has in a matrix."""
    some = np.zeros(matrix.shape[1], dtype=np.int64)
    some[list(terms)] = 1
    found: Numbers = matrix.astype(np.int64) @ some
    return found
