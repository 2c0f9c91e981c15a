"""Regions of the brain: all that the graph has, what one is, and what was found there, by how it was looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from kg.analysis import Held
from kg.analysis.frequencies import Frequencies, FrequencyRow, frequencies
from kg.analysis.population import Population
from kg.engine import Engine
from kg.find import Ref
from kg.find.frequencies import Seen
from kg.find.statements import stated
from kg.lexicon.spelling import PROLOGUE
from kg.names import KG

_SAID: Final = frozenset({"rdf:type", "rdfs:label", "kg:note", "kg:within", "^kg:within"})
_REGIONS: Final = f"""{PROLOGUE}
SELECT ?region (MIN(?named) AS ?label) WHERE {{ ?region a kg:Region ; rdfs:label ?named }} GROUP BY ?region"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionFindings:
    """What was found in a region or its parts by one way of looking; None: by any."""

    modality: Ref | None
    rows: tuple[FrequencyRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionPortrait:
    """A region. `notes` say what there is to know of it; `within` are what it lies in, `parts` what lies in it, nearest only.

    `there` is how often anything was found there, among `people`; `persons` have a finding there or were looked at for one.
    """

    region: Ref
    population: Population
    notes: tuple[str, ...]
    within: tuple[Ref, ...]
    parts: tuple[Ref, ...]
    people: int
    there: FrequencyRow | None
    findings: tuple[RegionFindings, ...]
    sparql: str

    @property
    def papers(self) -> tuple[Ref, ...]:
        """Those that describe these people."""
        return tuple(dict.fromkeys(one for row in self.findings[0].rows for one in row.papers)) if self.findings else ()


def regions(engine: Engine) -> tuple[Ref, ...]:
    """All regions of the graph, by name."""
    found = [Ref(row["region"].value, row["label"].value) for row in engine.rows(_REGIONS)]
    return tuple(sorted(found, key=lambda one: (one.label, one.iri)))


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
    said = stated(held.engine, [(iri, _SAID)])[iri]
    if KG + "Region" not in said.texts("rdf:type"):
        return None
    asked = Frequencies(population=population, of=Seen.REGION, terms=(iri,))
    counted = frequencies(held, asked)
    return RegionPortrait(
        region=Ref(iri, said.label),
        population=population,
        notes=said.texts("kg:note"),
        within=said.refs("kg:within"),
        parts=said.refs("^kg:within"),
        people=counted.people or 0,
        there=next((row for row in counted.rows if isinstance(row, FrequencyRow)), None),
        findings=tuple(_findings(held, iri, population)),
        sparql=frequencies(held, Frequencies(population=population, region=(iri,), as_read=True)).sparql,
    )


def _findings(held: Held, iri: str, population: Population) -> Sequence[RegionFindings]:
    """By any way of looking, then by each that was used there."""
    how = Frequencies(population=population, region=(iri,), of=Seen.MODALITY)
    used = [row.term for row in _rows(held, how)]
    ways = [None, *sorted(used, key=lambda one: one.label)] if used else []
    found = []
    for way in ways:
        modality = (way.iri,) if way else ()
        asked = Frequencies(population=population, region=(iri,), modality=modality, as_read=True)
        found.append(RegionFindings(modality=way, rows=_rows(held, asked)))
    return found


def _rows(held: Held, asked: Frequencies) -> tuple[FrequencyRow, ...]:
    return tuple(row for row in frequencies(held, asked).rows if isinstance(row, FrequencyRow))
