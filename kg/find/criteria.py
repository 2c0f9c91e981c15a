"""Diagnostic criteria as the graph holds them: categories, and the items that each counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.find.facts import Ref
from kg.lexicon.spelling import PROLOGUE, reference
from kg.names import KG

VALUES: Final = """
PREFIX graph: <https://w3id.org/csf1r-kg/graph/>
PREFIX kg: <https://w3id.org/csf1r-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
# Of each item of each set of criteria: in whom it is seen (1) or excluded (0), and what tells when people fell ill.
SELECT DISTINCT ?criteria ?item ?case ?seen ?affected ?onset ?early ?examined ?died
WHERE {
  ?criteria a kg:DiagnosticCriteria ; kg:hasItem+ ?item .
  {
    ?item kg:aboutTerm ?any .
    # Where HPO has other things below a term, the ontology says which class of ours is meant.
    OPTIONAL { GRAPH graph:ontology { ?any rdfs:seeAlso ?kind } }
    BIND(COALESCE(?kind, ?any) AS ?asked)
    ?finding a ?asked .
    ?case kg:hasFinding ?finding .
    OPTIONAL { ?item kg:severity ?severity }
    FILTER(!BOUND(?severity) || EXISTS { ?finding kg:severity ?severity })
    BIND(1 AS ?seen)
  } UNION {
    ?item kg:aboutClass ?asked .
    ?finding a ?asked .
    ?case kg:hasFinding|kg:hasGenotype ?finding .
    BIND(1 AS ?seen)
  } UNION {
    ?item kg:aboutTerm ?asked .
    ?case kg:hasExcludedFinding/kg:excludes ?asked .
    BIND(0 AS ?seen)
  } UNION {
    ?item kg:onsetAtMost ?limit .
    ?case a kg:Case .
    OPTIONAL { ?case kg:affected ?affected }
    OPTIONAL { ?case kg:ageAtOnset ?onset }
    OPTIONAL { ?case a kg:EarlyOnsetCase . BIND(true AS ?early) }
    OPTIONAL { ?case kg:ageAtExamination ?examined }
    OPTIONAL { ?case kg:ageAtDeath ?died }
  }
}
ORDER BY ?criteria ?item ?case ?seen
"""
"""What verdicts are worked out from."""
_ASKED: Final = {
    "term": "kg:aboutTerm",
    "severity": "kg:severity",
    "onset": "kg:onsetAtMost",
    "least": "kg:atLeast",
    "most": "kg:atMost",
    "unread": "kg:unread",
    "rank": "kg:rank",
    "label": "rdfs:label",
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """An item, or several that are counted (`parts`): it holds if `least` of them do, or no more than `most`.

    An item asks for a finding or genotype of `kind` (the class that is meant by a term of HPO, or is named), else of
    `term`, of a `severity` if it names one; or for the disease to have begun at `onset` years or before. What is
    `unread` is named, and what it asks for was not read.
    """

    ref: Ref
    parts: tuple[Criterion, ...] = ()
    least: int | None = None
    most: int | None = None
    term: str | None = None
    kind: str | None = None
    severity: str | None = None
    onset: float | None = None
    unread: bool = False


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """A published set; `categories` are surest first."""

    ref: Ref
    categories: tuple[Criterion, ...]


def criteria(engine: Engine) -> tuple[CriteriaSet, ...]:
    """The sets of criteria that name categories, by their IRIs."""
    optional = " ".join(f"OPTIONAL {{ ?item {link} ?{name} }}" for name, link in _ASKED.items() if name != "term")
    items = engine.rows(f"""{PROLOGUE} SELECT DISTINCT ?item ?kind {" ".join(f"?{name}" for name in _ASKED)} WHERE {{
        ?whole kg:hasItem|kg:counts ?item . {optional}
        OPTIONAL {{ ?item kg:aboutClass ?named }}
        OPTIONAL {{ ?item kg:aboutTerm ?term OPTIONAL {{ GRAPH graph:ontology {{ ?term rdfs:seeAlso ?meant }} }} }}
        BIND(COALESCE(?named, ?meant) AS ?kind) }}""")
    said = {row["item"].value: {name: cell.value for name, cell in row.items()} for row in items}
    counted: dict[str, list[str]] = defaultdict(list)
    for row in engine.rows(f"{PROLOGUE} SELECT ?whole ?part WHERE {{ ?whole kg:counts ?part }} ORDER BY ?whole ?part"):
        counted[row["whole"].value].append(row["part"].value)
    found: dict[Ref, list[Criterion]] = defaultdict(list)
    for row in engine.rows(f"""{PROLOGUE} SELECT ?set ?name ?item WHERE {{
        ?set a kg:DiagnosticCriteria ; rdfs:label ?name ; kg:hasItem ?item . ?item kg:rank ?rank .
        ?item kg:role "categories" }} ORDER BY ?set ?rank"""):
        ref = Ref(row["set"].value, row["name"].value)
        found[ref].append(_criterion(row["item"].value, said, counted))
    return tuple(CriteriaSet(ref, tuple(categories)) for ref, categories in found.items())


def ages(engine: Engine, case: str) -> list[tuple[str, str]]:
    """What tells when a person fell ill: properties, and their values as they are written in triples."""
    rows = engine.rows(f"""{PROLOGUE} SELECT ?link ?value WHERE {{
        VALUES ?link {{ kg:ageAtOnset kg:onsetPeriod kg:affected kg:ageAtExamination kg:ageAtDeath }}
        {reference(case)} ?link ?value }} ORDER BY ?link""")
    plain = ((row["link"].value, row["value"].value) for row in rows)
    return [(link, f"<{value}>" if value.startswith(KG) else f'"{value}"') for link, value in plain]


def _criterion(iri: str, said: Mapping[str, Mapping[str, str]], counted: Mapping[str, list[str]]) -> Criterion:
    own = said[iri]
    return Criterion(
        ref=Ref(iri, own["label"]),
        parts=tuple(_criterion(part, said, counted) for part in counted.get(iri, ())),
        least=int(own["least"]) if "least" in own else None,
        most=int(own["most"]) if "most" in own else None,
        onset=float(own["onset"]) if "onset" in own else None,
        unread=own.get("unread") == "true",
        **{name: own[name] for name in ("term", "kind", "severity") if name in own},
    )
