"""Regions of the brain: all that the graph has, what one is, and what was found there, by how it was looked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from kg.analysis import Held
from kg.analysis.chosen import chosen
from kg.analysis.counts import Counts
from kg.analysis.frequencies import Frequencies, FrequencyRow, frequencies, frequency_rows, seen_so
from kg.analysis.people import Mask
from kg.analysis.population import Population
from kg.analysis.result import Analysis
from kg.engine import Engine
from kg.find import Ref
from kg.find.filters import ObservationFilter
from kg.find.frequencies import Seen, frequency_query
from kg.find.statements import stated, types
from kg.lexicon.spelling import PROLOGUE
from kg.names import KG

_SAID: Final = frozenset({"rdf:type", "rdfs:label", "kg:note", "kg:within", "^kg:within"})
_REGIONS: Final = f"""{PROLOGUE}
SELECT ?region (MIN(STR(?named)) AS ?label) WHERE {{ ?region a kg:Region ; rdfs:label ?named }} GROUP BY ?region"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionFindings:
    """What was found in a region or its parts by one way of looking; None: by any."""

    modality: Ref | None
    rows: tuple[FrequencyRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionPortrait:
    """A region. It lies `within` what is nearest around it; `parts` are what lies nearest in it.

    `told` is how often anything was found in it and in every other region, among `people`.
    """

    region: Ref
    population: Population
    people: int
    notes: tuple[str, ...]
    within: tuple[Ref, ...]
    parts: tuple[Ref, ...]
    told: Mapping[str, FrequencyRow]
    findings: tuple[RegionFindings, ...]
    sparql: str

    @property
    def there(self) -> FrequencyRow:
        """How often anything was found there."""
        return self.told[self.region.iri]


def regions(engine: Engine) -> tuple[Ref, ...]:
    """All regions of the graph, by name."""
    found = [Ref(row["region"].value, row["label"].value) for row in engine.rows(_REGIONS)]
    return tuple(sorted(found, key=lambda one: (one.label, one.iri)))


def everywhere(held: Held, asked: Frequencies) -> tuple[Analysis, dict[str, FrequencyRow]]:
    """What is told of regions, and a row of each by its IRI, also of those of which nothing is told."""
    analysis = frequencies(held, replace(asked, of=Seen.REGION))
    told = {row.term.iri: row for row in analysis.rows if isinstance(row, FrequencyRow)}
    people = analysis.people or 0
    return analysis, {one.iri: told.get(one.iri) or _untold(one, people) for one in regions(held.engine)}


def _untold(region: Ref, people: int) -> FrequencyRow:
    return FrequencyRow(group=None, term=region, present=0, absent=0, not_reported=people, cases=people)


def placed_terms(held: Held) -> tuple[Ref, ...]:
    """The terms that findings with a region were read as, of most people first."""
    people = held.people
    placed = np.diff(people.links["kg:region"].indptr) > 0
    counted = np.zeros(len(people.iris), dtype=np.int64)
    for link, coded in (("kg:hasFinding", "kg:codedAs"), ("kg:hasExcludedFinding", "kg:codedAsAbsent")):
        terms = people.seen(people.cases, link, placed) @ people.links[coded]
        counted += np.bincount(terms.indices, minlength=len(counted))
    there = counted.nonzero()[0]
    return people.refs(there[np.argsort(-counted[there], kind="stable")].tolist())


def region_portrait(held: Held, iri: str, population: Population) -> RegionPortrait | None:
    """What is known of a region; None where the graph has none of that IRI."""
    # What it is first: to a broad term of another kind a million statements may lead.
    if KG + "Region" not in types(held.engine, [iri])[iri]:
        return None
    said = stated(held.engine, [(iri, _SAID)])[iri]
    asked = Frequencies(population=population)
    analysis, told = everywhere(held, asked)
    return RegionPortrait(
        region=Ref(iri, said.label),
        population=population,
        people=analysis.people or 0,
        notes=said.texts("kg:note"),
        within=said.refs("kg:within"),
        parts=said.refs("^kg:within"),
        told=told,
        findings=tuple(_findings(held, iri, population)),
        sparql=frequency_query(held.names, asked.who, as_read=True, seen=ObservationFilter(region=(iri,))),
    )


def _findings(held: Held, iri: str, population: Population) -> Sequence[RegionFindings]:
    """By any way of looking, then by each that was used there."""
    there = Frequencies(population=population, region=(iri,), as_read=True)
    who = chosen(held, there.who)
    used = sorted((row.term for row in _rows(held, who, replace(there, of=Seen.MODALITY))), key=lambda one: one.label)
    found = []
    for way in (None, *used) if used else ():
        rows = _rows(held, who, replace(there, modality=(way.iri,) if way else ()))
        found.append(RegionFindings(modality=way, rows=rows))
    return found


def _rows(held: Held, who: Mask, asked: Frequencies) -> tuple[FrequencyRow, ...]:
    """As the analysis has them, without what it looks up beside."""
    return frequency_rows(Counts.of(held.people, who, seen=seen_so(held, asked), as_read=asked.as_read, what=asked.of))
