"""Diseases: which are those of the gene that the graph is about, and what the graph says of the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.find.called import Names
from kg.find.facts import Ref
from kg.find.filters import CaseFilter
from kg.find.pattern import Writing
from kg.find.patterns import pattern
from kg.lexicon.spelling import PROLOGUE, references
from kg.model.words import LOOKS
from kg.names import KG, OBO

_OWN: Final = f"""{PROLOGUE}
SELECT DISTINCT ?disease WHERE {{
  ?own a kg:Disease ; kg:ofGene ?gene .
  ?gene a kg:SubjectGene .
  ?own skos:exactMatch? ?disease .
}} ORDER BY ?disease"""


def own_diseases(engine: Engine) -> frozenset[str]:
    """The diseases of the gene that the graph describes, under each of their names."""
    return frozenset(row["disease"].value for row in engine.rows(_OWN))


def annotations_query(terms: Iterable[str]) -> str:
    """What asks for each finding of each annotated disease, and which of some terms it lies at or below."""
    asked = references(terms)
    return f"""{PROLOGUE}
SELECT DISTINCT ?disease ?name ?term ?met WHERE {{
  ?disease kg:hasAnnotation ?row ; rdfs:label ?name .
  ?row kg:aspect "P" ; kg:aboutTerm ?term .
  OPTIONAL {{ VALUES ?met {{ {asked} }} ?term rdfs:subClassOf* ?met }}
}} ORDER BY ?disease ?term ?met"""


@dataclass(frozen=True, slots=True)
class Sign:
    """That a disease which texts set apart has a finding, of a `look` where they tell one, or has it not."""

    disease: Ref
    term: str
    look: str | None
    absent: bool


def signs(engine: Engine) -> tuple[Sign, ...]:
    """The signs of differential diagnoses that are read as HPO terms."""
    rows = engine.rows(f"""{PROLOGUE} SELECT DISTINCT ?disease ?name ?about ?term ?look WHERE {{
        ?disease a kg:DifferentialDiagnosis ; rdfs:label ?name ; kg:hasItem ?sign .
        ?sign ?about ?term FILTER(?about IN (kg:aboutTerm, kg:aboutAbsenceOf)) OPTIONAL {{ ?sign kg:lookStated ?look }}
        }} ORDER BY ?disease ?about ?term ?look""")
    return tuple(
        Sign(
            disease=Ref(row["disease"].value, row["name"].value),
            term=row["term"].value,
            look=row["look"].value if "look" in row else None,
            absent=row["about"].value == KG + "aboutAbsenceOf",
        )
        for row in rows
    )


def figures(engine: Engine, terms: Iterable[str]) -> dict[str, tuple[Ref, ...]]:
    """The figures of groups about each of some terms."""
    rows = engine.rows(f"""{PROLOGUE} SELECT DISTINCT ?term ?x ?name WHERE {{
        VALUES ?term {{ {references(terms)} }}
        ?x kg:aboutTerm|kg:aboutAbsenceOf ?term ; a kg:CohortStatistic ; rdfs:label ?name
        }} ORDER BY ?term STR(?name) ?x""")
    found = defaultdict[str, list[Ref]](list)
    for row in rows:
        found[row["term"].value].append(Ref(row["x"].value, row["name"].value))
    return {term: tuple(some) for term, some in found.items()}


def imaging_query(names: Names, who: CaseFilter) -> str:
    """What asks for the findings that were seen on scans of some people, and were not, each with its look."""
    people = pattern(Writing(names), who)
    looks = "|".join(f"kg:{name}" for name in LOOKS)
    return f"""{PROLOGUE}
SELECT DISTINCT ?x ?term ?what ?look WHERE {{
  {{ SELECT DISTINCT ?x WHERE {{ {people} }} }}
  {{ ?x kg:hasFinding ?seen . ?seen a ?term BIND("present" AS ?what) }}
  UNION {{ ?x kg:hasExcludedFinding ?seen . ?seen kg:excludes ?term BIND("absent" AS ?what) }}
  ?seen a kg:ImagingObservation . FILTER(STRSTARTS(STR(?term), "{OBO}HP_"))
  OPTIONAL {{ ?seen {looks} ?look }}
}} ORDER BY ?x ?term ?what ?look"""
