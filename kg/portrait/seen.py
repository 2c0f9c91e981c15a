"""Who had a finding, or was looked at for it and had it not, and which papers say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from kg.analysis import Held
from kg.analysis.chosen import chosen, named
from kg.analysis.counts import Counts
from kg.analysis.frequencies import Frequencies, FrequencyRow, frequency_rows, seen_so
from kg.analysis.people import Mask, Matrix, Numbers
from kg.find import Kind, ObservationFilter, Ref, Said, Scope, Seen, Status
from kg.find.pattern import Writing
from kg.find.patterns import pattern
from kg.find.patterns_people import LINKS
from kg.find.statements import stated
from kg.lexicon.spelling import PROLOGUE
from kg.model.words import LOOKS, Depth, GeneticStatus
from kg.names import BASE
from kg.portrait.looked import placed
from kg.portrait.words import on_scan, place

LISTED: Final = 50
"""People on a page of those who have a finding."""
SAID_OF_FINDING: Final = frozenset(
    {"rdfs:label", "kg:statedAs", "kg:modality", "kg:region", "kg:sequence", "kg:side", "kg:ageAtObservation"}
    | {"kg:readIn", "kg:reportedIn", "kg:readingDepth", "kg:hasDoubt", *(f"kg:{name}" for name in LOOKS)}
)
STATUS: Final = {one.iri: one for one in GeneticStatus}
_DEPTH: Final = {one.iri: one for one in Depth}


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenHow:
    """What is asked: a finding, how and where it was looked for. `nowhere`: only where no region is stated."""

    term: str
    asked: Frequencies
    nowhere: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenIn:
    """A finding of one person; `said` is it in a doctor's words, `read_in` the paper whose text was read for it."""

    person: Ref
    status: GeneticStatus | None
    variants: tuple[Ref, ...]
    present: bool
    finding: Ref
    said: str
    stated: str
    age: float | None
    paper: Ref | None
    read_in: Ref | None
    depth: Depth | None
    doubts: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPaper:
    """How many people a paper tells of with the finding and without; `unconfirmed`: of them no confirmed carriers.

    `groups` are its statements about several people together, `figures` its figures of groups.
    """

    paper: Ref
    depth: Depth | None
    present: int = 0
    absent: int = 0
    unconfirmed: int = 0
    groups: int = 0
    figures: int = 0


@dataclass(frozen=True)
class Sightings:
    """Findings of people, by their numbers, those present first: `persons`, `findings` and `present` go together."""

    held: Held
    row: FrequencyRow | None
    persons: Numbers
    findings: Numbers
    present: Mask

    def __len__(self) -> int:
        return len(self.persons)

    def papers(self) -> tuple[SeenPaper, ...]:
        """The papers that tell of them, those with most people first."""
        people, confirmed = self.held.people, self.held.people.having("kg:geneticStatus", GeneticStatus.CONFIRMED.iri)
        places, papers = people.links["kg:reportedIn"][self.findings].nonzero()
        order = np.argsort(papers, kind="stable")
        each, begin = np.unique(papers[order], return_index=True)
        found = []
        for paper, mine in zip(each.tolist(), np.split(places[order], begin[1:]), strict=False):
            has = np.unique(self.persons[mine][self.present[mine]])
            lacks = np.setdiff1d(self.persons[mine][~self.present[mine]], has)
            other = int((~confirmed[np.concatenate([has, lacks])]).sum())
            depth = self._depth(self.findings[mine])
            found.append(
                SeenPaper(paper=people.ref(paper), depth=depth, present=len(has), absent=len(lacks), unconfirmed=other)
            )
        return tuple(sorted(found, key=lambda one: (-one.present, -one.absent, one.paper.label)))

    @property
    def unconfirmed(self) -> int:
        """How many of these people are no confirmed carriers, as far as was read."""
        confirmed = self.held.people.having("kg:geneticStatus", GeneticStatus.CONFIRMED.iri)
        return int((~confirmed[np.unique(self.persons)]).sum())

    def page(self, offset: int, size: int = LISTED) -> tuple[SeenIn, ...]:
        """Some of them, with all that is said."""
        people, here = self.held.people, slice(offset, offset + size)
        iris = [people.iris[one] for one in self.findings[here].tolist()]
        told = stated(self.held.engine, ((iri, SAID_OF_FINDING) for iri in iris))
        each = zip(self.persons[here].tolist(), iris, self.present[here].tolist(), strict=True)
        return tuple(self._seen_in(person, told[iri], has) for person, iri, has in each)

    def table(self) -> Iterator[tuple[object, ...]]:
        """All of them, a row each, without asking the graph: person, status, variants, finding, paper, depth."""
        people = self.held.people
        told = {one: self._of_person(one) for one in np.unique(self.persons).tolist()}
        papers, depths = (_rows_of(people.links[name][self.findings]) for name in ("kg:reportedIn", "kg:readingDepth"))
        each = zip(self.persons.tolist(), self.findings.tolist(), self.present.tolist(), papers, depths, strict=True)
        for person, finding, has, reported, read in each:
            state = "present" if has else "absent"
            yield *told[person], people.iris[finding], state, people.refs(reported), _deepest(people.refs(read))

    def _of_person(self, person: int) -> tuple[object, ...]:
        ref = self.held.people.ref(person)
        return ref, ref.label, self._status(person), self.held.people.behind("kg:hasVariant", np.array([person]))

    def _seen_in(self, person: int, one: Said, has: bool) -> SeenIn:
        people, paper, read = self.held.people, one.ref("kg:reportedIn"), one.ref("kg:readIn")
        return SeenIn(
            person=people.ref(person),
            status=self._status(person),
            variants=people.behind("kg:hasVariant", np.array([person])),
            present=has,
            finding=Ref(one.iri, one.label),
            said=said(one, has),
            stated=one.text("kg:statedAs") or "",
            age=one.number("kg:ageAtObservation"),
            paper=paper,
            read_in=None if read == paper else read,
            depth=one.depth,
            doubts=one.refs("kg:hasDoubt") + people.behind("kg:hasDoubt", np.array([person])),
        )

    def _status(self, person: int) -> GeneticStatus | None:
        found = self.held.people.behind("kg:geneticStatus", np.array([person]))
        return next((STATUS[one.iri] for one in found if one.iri in STATUS), None)

    def _depth(self, findings: Numbers) -> Depth | None:
        return _deepest(self.held.people.behind("kg:readingDepth", findings))


def _deepest(depths: Iterable[Ref]) -> Depth | None:
    return max((_DEPTH[one.iri] for one in depths), key=lambda one: one.rank, default=None)


def _rows_of(matrix: Matrix) -> Iterator[list[int]]:
    """The columns of each row."""
    columns = matrix.indices.tolist()
    yield from (sorted(columns[low:high]) for low, high in pairwise(matrix.indptr.tolist()))


def said(one: Said, present: bool) -> str:
    """A finding in words: what, by which method, where, and how it looks."""
    looks = [word for name in ("side", *LOOKS) for word in _words(one, name)]
    how, where = one.text("kg:modality"), [ref.label for ref in one.refs("kg:region")]
    sequences = ", ".join(ref.iri.rpartition("/")[2] for ref in one.refs("kg:sequence"))
    if how is None:
        return ", ".join([one.label, *map(place, where), *looks])
    return on_scan(one.label, how.removeprefix(BASE + "modality/"), where, looks, sequences, present)


def _words(one: Said, name: str) -> Iterator[str]:
    yield from (text.rpartition("#")[2] for text in one.texts(f"kg:{name}"))


def ways(held: Held, how: SeenHow) -> tuple[FrequencyRow, ...]:
    """By which methods a finding was seen, or looked for and not seen, wherever it lies; the most people first.

    Raises `UnknownName`.
    """
    people, who, terms = held.people, chosen(held, how.asked.who), named(held, Kind.TERM, (how.term,))
    about = people.leading("rdf:type", terms) | people.leading("kg:excludes", terms)
    return frequency_rows(Counts.of(people, who, seen=about, what=Seen.MODALITY))


def seen_filter(how: SeenHow) -> ObservationFilter:
    """The observations that are meant, but for where no region is stated, which no filter can ask."""
    asked = how.asked
    return ObservationFilter(
        term=(how.term,), modality=asked.modality, sequence=asked.sequence, region=asked.region, case=asked.who
    )


def seen_query(held: Held, how: SeenHow) -> str:
    """A query for ?person, ?finding, ?state and ?paper. Raises `UnknownName`."""
    asked = pattern(Writing(held.names), seen_filter(how))
    nowhere = "MINUS { ?x kg:region ?any }" if how.nowhere else ""
    ways = " UNION ".join(
        f'{{ ?person kg:{LINKS[state, Scope.PERSON]} ?x BIND("{state}" AS ?state) }}'
        for state in (Status.PRESENT, Status.ABSENT)
    )
    return f"""{PROLOGUE}SELECT DISTINCT ?person (?x AS ?finding) ?state ?paper WHERE {{
  {{ SELECT DISTINCT ?x WHERE {{ {asked} {nowhere} }} }} {ways}
  OPTIONAL {{ ?x kg:reportedIn ?paper }} }}"""


def sightings(held: Held, how: SeenHow) -> Sightings:
    """Everybody of some people in whom a finding was seen, or looked for and not seen. Raises `UnknownName`."""
    people, who = held.people, chosen(held, how.asked.who)
    terms = named(held, Kind.TERM, (how.term,))
    seen = seen_so(held, how.asked)
    if how.nowhere:
        seen = placed(people, np.ones(len(who), dtype=bool) if seen is None else seen, None)
    sides = [
        people.seen(who, link, _both(people.leading(leads, terms), seen)).nonzero()
        for link, leads in (("kg:hasFinding", "rdf:type"), ("kg:hasExcludedFinding", "kg:excludes"))
    ]
    persons, findings = (np.concatenate([side[part] for side in sides]).astype(np.int64) for part in (0, 1))
    present = np.concatenate([np.full(len(side[0]), at == 0) for at, side in enumerate(sides)])
    order = np.lexsort((findings, persons, ~present))
    rows = frequency_rows(Counts.of(people, who, seen=seen), terms.nonzero()[0].tolist()) if terms.any() else ()
    return Sightings(held, next(iter(rows), None), persons[order], findings[order], present[order])


def _both(one: Mask, other: Mask | None) -> Mask:
    return one if other is None else one & other
