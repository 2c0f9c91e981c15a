"""Papers, and how far they were read."""

from __future__ import annotations

from collections.abc import Iterable

from kg.engine import Engine
from kg.find.facts import Page, PaperFacts
from kg.find.filters import EVERY_PAPER, PaperFilter
from kg.find.page import linked, page
from kg.find.patterns import paper_pattern
from kg.find.resolve import Names
from kg.find.said import Said, said
from kg.names import KG

_PAPER = (
    "rdf:type rdfs:label bibo:pmid bibo:doi kg:pmcid kg:firstAuthor kg:journal kg:year kg:design "
    "kg:readingDepth kg:hasDoubt kg:note"
)


def papers(engine: Engine, where: PaperFilter = EVERY_PAPER, limit: int = 50, offset: int = 0) -> Page[PaperFacts]:
    """The papers that meet a filter."""
    names = Names(engine)
    return page(engine, paper_pattern(where, names), names, limit, offset, read_papers)


def read_papers(engine: Engine, iris: Iterable[str]) -> dict[str, PaperFacts]:
    """The facts of these papers; what is no paper is left out."""
    found = said(engine, iris, _PAPER)
    return {iri: _paper(one) for iri, one in found.items() if KG + "Paper" in one.texts("rdf:type")}


def _paper(one: Said) -> PaperFacts:
    year = one.text("kg:year")
    return PaperFacts(
        iri=one.iri,
        label=one.label,
        pmid=one.text("bibo:pmid"),
        doi=one.text("bibo:doi"),
        pmcid=one.text("kg:pmcid"),
        first_author=one.text("kg:firstAuthor"),
        journal=one.text("kg:journal"),
        year=int(year) if year else None,
        design=one.word("kg:design"),
        depth=one.depth,
        doubts=one.refs("kg:hasDoubt"),
        notes=one.texts("kg:note"),
    )


def papers_of_variants(engine: Engine, variants: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The IRIs of the papers that name each variant, with or without a person."""
    return linked(engine, variants, "?named kg:ofVariant ?owner ; kg:reportedIn ?x")
