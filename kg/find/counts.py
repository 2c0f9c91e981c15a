"""How much the graph holds, and its named graphs."""

from __future__ import annotations

from kg.engine import Engine
from kg.find.facts import GraphCounts, GraphFacts
from kg.find.said import said
from kg.lexicon.spelling import PROLOGUE
from kg.model.words import Depth, GeneticStatus
from kg.names import KG

_NUMBERED = {
    "papers": "?x a kg:Paper",
    "cases": "?x a kg:Case",
    "variants": "?x a kg:Variant",
    "reportedVariants": "?any kg:ofVariant ?x",
    "present": "?case kg:hasFinding ?x",
    "absent": "?case kg:hasExcludedFinding ?x",
    "imaging": "?x a kg:ImagingObservation . ?case kg:hasFinding|kg:hasExcludedFinding ?x",
    "groupStatements": "?x a kg:GroupStatement",
    "statistics": "?x a kg:CohortStatistic",
    "doubts": "?x a kg:Doubt",
}
_GROUPED = {"status": "?x a kg:Case ; kg:geneticStatus ?of", "depth": "?x a kg:Paper ; kg:readingDepth ?of"}


def counts(engine: Engine) -> GraphCounts:
    """Counts of the whole graph, in two queries."""
    numbered = " UNION ".join(
        f'{{ SELECT ("{what}" AS ?what) (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }} }}'
        for what, pattern in _NUMBERED.items()
    )
    grouped = " UNION ".join(
        f'{{ SELECT ("{what}" AS ?what) ?of (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }} GROUP BY ?of }}'
        for what, pattern in _GROUPED.items()
    )
    rows = engine.rows(f"{PROLOGUE} SELECT ?what ?n WHERE {{ {numbered} }}")
    number = {row["what"].value: int(row["n"].value) for row in rows}
    parts = {
        (row["what"].value, row["of"].value.removeprefix(KG)): int(row["n"].value)
        for row in engine.rows(f"{PROLOGUE} SELECT ?what ?of ?n WHERE {{ {grouped} }}")
        if "of" in row
    }
    return GraphCounts(
        papers=number["papers"],
        cases=number["cases"],
        variants=number["variants"],
        reported_variants=number["reportedVariants"],
        present=number["present"],
        absent=number["absent"],
        imaging=number["imaging"],
        group_statements=number["groupStatements"],
        statistics=number["statistics"],
        doubts=number["doubts"],
        cases_by_status={one: parts.get(("status", one.value), 0) for one in GeneticStatus},
        papers_by_depth={one: parts.get(("depth", one.value), 0) for one in Depth},
    )


def graphs(engine: Engine) -> tuple[GraphFacts, ...]:
    """The named graphs as the release lists them, ordered by IRI."""
    rows = engine.rows(f"{PROLOGUE} SELECT DISTINCT ?x WHERE {{ ?x a kg:Graph }} ORDER BY ?x")
    found = said(engine, [row["x"].value for row in rows], "rdfs:label kg:statementKind kg:triples")
    return tuple(
        GraphFacts(one.iri, one.label, one.text("kg:statementKind") or "", int(one.number("kg:triples") or 0))
        for one in found.values()
    )
