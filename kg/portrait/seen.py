"""Who had a finding, or was looked at for it and had it not: what is asked, in three states, and the query for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kg.analysis import Held
from kg.analysis.chosen import chosen, named
from kg.analysis.counts import Counts
from kg.analysis.frequencies import Frequencies, FrequencyRow, frequency_rows, seen_so
from kg.analysis.people import Mask
from kg.find import Kind, ObservationFilter, Scope, Seen, Status
from kg.find.pattern import Writing
from kg.find.patterns import pattern
from kg.find.patterns_people import LINKS
from kg.lexicon.spelling import PROLOGUE
from kg.portrait.looked import placed
from kg.portrait.sightings import Sightings


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenHow:
    """What is asked: a finding, how and where it was looked for. `nowhere`: only where no region is stated."""

    term: str
    asked: Frequencies
    nowhere: bool = False


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
