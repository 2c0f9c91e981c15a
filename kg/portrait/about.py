"""What the graph rests on: how much of the field it holds, what was read how far, where else its parts come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.find import Depth, GraphCounts, GraphFacts, Ref, counts, graphs, stated
from kg.find.things import labels_of
from kg.lexicon.spelling import PROLOGUE
from kg.names import BASE, mint
from kg.release.about import About

_DATABASE: Final = frozenset(
    {"dcterms:title", "dcterms:hasVersion", "dcterms:license", "dcterms:creator", "dcterms:issued", "dcterms:source"}
)
ASKED: Final = f"""{PROLOGUE}
SELECT ?what ?of (COUNT(DISTINCT ?x) AS ?n) WHERE {{
  {{ ?x a kg:Paper ; kg:readingDepth ?of BIND("papers, by how far they were read" AS ?what) }}
  UNION {{ ?x a kg:Case ; kg:geneticStatus ?of BIND("people, by whether they were tested" AS ?what) }}
  UNION {{ ?anybody ?of ?x FILTER(?of IN (kg:hasFinding, kg:hasExcludedFinding)) BIND("findings" AS ?what) }}
  UNION {{ ?x a ?of FILTER(?of IN (kg:GroupStatement, kg:CohortStatistic, kg:Doubt))
    BIND("said of groups, and doubts" AS ?what) }}
}} GROUP BY ?what ?of ORDER BY ?what DESC(?n)"""
"""What asks for the counts."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much is held of what the field is known to hold, by the `paper` that says how large it is."""

    what: str
    held: int
    of: int
    approximate: bool
    paper: Ref | None

    @property
    def share(self) -> float:
        """Between 0 and 1."""
        return min(1.0, self.held / self.of) if self.of else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedRelease:
    """A release of a database of which rows were taken over."""

    ref: Ref
    version: str
    licence: str
    owner: str
    issued: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutData:
    """All of it. `kinds`: how many statements the named graphs of each kind hold."""

    coverage: tuple[Coverage, ...]
    counts: GraphCounts
    depths: tuple[tuple[Depth, int], ...]
    databases: tuple[ImportedRelease, ...]
    graphs: tuple[GraphFacts, ...]
    kinds: tuple[tuple[str, int, int], ...]


def about_data(engine: Engine, about: About) -> AboutData:
    """What the graph and its manifest tell."""
    named = graphs(engine)
    held = counts(engine)
    papers = {row.source: mint("paper", row.source) for row in about.share if row.source}
    labels = labels_of(engine, papers.values()) if papers else {}
    kinds = {one.kind: [two.triples for two in named if two.kind == one.kind] for one in named}
    return AboutData(
        coverage=tuple(
            Coverage(
                row.what,
                row.held,
                row.of,
                row.approximate,
                Ref(papers[row.source], labels[papers[row.source]]) if row.source else None,
            )
            for row in about.share
        ),
        counts=held,
        depths=tuple((one, held.papers_by_depth.get(one, 0)) for one in reversed(Depth)),
        databases=_databases(engine, [one.iri for one in named if one.iri.startswith(BASE + "graph/database/")]),
        graphs=tuple(one for one in named if not one.iri.startswith(BASE + "graph/paper/")),
        kinds=tuple((kind, len(sizes), sum(sizes)) for kind, sizes in sorted(kinds.items())),
    )


def _databases(engine: Engine, iris: list[str]) -> tuple[ImportedRelease, ...]:
    found = stated(engine, [(iri, _DATABASE) for iri in iris])
    return tuple(
        ImportedRelease(
            ref=Ref(one.iri, one.text("dcterms:title") or one.label),
            version=one.text("dcterms:hasVersion") or "",
            licence=one.text("dcterms:license") or "",
            owner=one.text("dcterms:creator") or "",
            issued=one.text("dcterms:issued") or "",
            source=one.text("dcterms:source") or "",
        )
        for one in found.values()
    )
