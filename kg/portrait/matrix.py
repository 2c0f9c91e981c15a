"""People by findings: what is known of each finding in each person, in three states, with the observations behind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from kg.analysis.counts import Counts
from kg.analysis.held import Held
from kg.analysis.people import Mask, Numbers, People
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


def told_of(held: Held, who: Mask) -> list[int]:
    """The terms that the findings of some people were read as, those first that are told of most of them."""
    people, counted = held.people, Counts.of(held.people, who)
    terms = people.read_in(who)
    many = _sums(counted.present, terms) + _sums(counted.absent, terms)
    return [
        int(terms[place]) for place in sorted(range(len(terms)), key=lambda at: (-many[at], people.labels[terms[at]]))
    ]


def most_alike(held: Held, who: Mask, one: int, terms: Sequence[int], size: int) -> list[int]:
    """The people in whom most of the findings of a person are present too, then those in whom fewest are absent."""
    people, counted = held.people, Counts.of(held.people, who | _only(held.people, one))
    wanted = np.array(terms, dtype=np.int64)
    mine = wanted[np.asarray(counted.present[[one]][:, wanted].todense())[0]]
    shared, against = (np.asarray(each[:, mine].sum(axis=1)) for each in (counted.present, counted.absent))
    others = [each for each in who.nonzero()[0].tolist() if each != one and shared[each]]
    others.sort(key=lambda each: (-shared[each], against[each], people.labels[each]))
    return [one, *others[:size]]


def grid(held: Held, who: Mask, rows: Sequence[int], terms: Sequence[int]) -> CaseGrid:
    """Some people by some findings; how often these are told is counted over all of `who`."""
    people, counted = held.people, Counts.of(held.people, who)
    wanted = np.array(terms, dtype=np.int64)
    homes, has, lacks = systems(held, terms), _sums(counted.present, wanted), _sums(counted.absent, wanted)
    order = sorted(range(len(terms)), key=lambda at: (homes[terms[at]], at))
    columns = tuple(
        FindingColumn(people.ref(terms[at]), homes[terms[at]][1], int(has[at]), int(lacks[at])) for at in order
    )
    return CaseGrid(columns, tuple(_cells(people, row, [terms[at] for at in order]) for row in rows))


def states(held: Held, rows: Iterable[int], terms: Sequence[int]) -> Iterator[tuple[Ref, list[str]]]:
    """Each person with the state of each finding in a word."""
    for row in rows:
        cells = _cells(held.people, row, terms)
        yield (
            held.people.ref(row),
            [str(cells[place].state if place in cells else Status.NOT_REPORTED) for place in range(len(terms))],
        )


def systems(held: Held, terms: Sequence[int]) -> Mapping[int, tuple[int, str]]:
    """With what each term stands, and the place of that among all: scans, where it is mostly told of them, else the
    system of the body, of several the first.
    """
    people, wanted = held.people, np.array(terms, dtype=np.int64)
    coded = (people.links["kg:codedAs"] + people.links["kg:codedAsAbsent"])[:, wanted].astype(np.int64)
    seen = np.diff(people.links["kg:modality"].indptr) > 0
    scans = wanted[2 * (seen @ coded) > coded.sum(axis=0)].tolist()
    rest = [one for one in terms if one not in scans]
    rows = held.engine.rows(f"""{PROLOGUE}
        SELECT DISTINCT ?term ?system ?label WHERE {{
          {{ SELECT ?term ?system WHERE {{
            VALUES ?term {{ {references(people.iris[one] for one in rest)} }} ?term rdfs:subClassOf* ?system }} }}
          ?system rdfs:subClassOf obo:HP_0000118 ; rdfs:label ?label }}""")
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


def _sums(matrix: object, terms: Numbers) -> Numbers:
    found: Numbers = np.asarray(matrix[:, terms].sum(axis=0), dtype=np.int64)  # type: ignore[index]
    return found


def _only(people: People, one: int) -> Mask:
    return people.mask((people.iris[one],))
