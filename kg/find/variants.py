"""Variants: names, consequence and place."""

from __future__ import annotations

from collections.abc import Iterable

from kg.engine import Engine
from kg.find.facts import Page, VariantFacts
from kg.find.filters import EVERY_VARIANT, VariantFilter
from kg.find.page import linked, page
from kg.find.patterns import variant_pattern
from kg.find.resolve import Names
from kg.find.said import Said, said
from kg.names import KG

_VARIANT = (
    "rdf:type rdfs:label kg:ofGene kg:hgvs kg:hgvsCoding kg:hgvsProtein kg:consequence kg:inExon kg:inIntron "
    "kg:inDomain kg:possiblySameVariantAs kg:hasDoubt"
)


def variants(
    engine: Engine, where: VariantFilter = EVERY_VARIANT, limit: int = 50, offset: int = 0
) -> Page[VariantFacts]:
    """The variants that meet a filter. Raises `UnknownName` and `NotAName`."""
    names = Names(engine)
    return page(engine, variant_pattern(where, names), names, limit, offset, read_variants)


def read_variants(engine: Engine, iris: Iterable[str]) -> dict[str, VariantFacts]:
    """The facts of these variants; what is no variant is left out."""
    found = said(engine, iris, _VARIANT)
    return {iri: _variant(one) for iri, one in found.items() if KG + "Variant" in one.texts("rdf:type")}


def _variant(one: Said) -> VariantFacts:
    return VariantFacts(
        iri=one.iri,
        label=one.label,
        gene=one.ref("kg:ofGene"),
        hgvs=one.text("kg:hgvs"),
        hgvs_coding=one.text("kg:hgvsCoding"),
        hgvs_protein=one.text("kg:hgvsProtein"),
        consequences=one.refs("kg:consequence"),
        exons=one.refs("kg:inExon"),
        introns=one.refs("kg:inIntron"),
        domains=one.refs("kg:inDomain"),
        possibly_same=one.refs("kg:possiblySameVariantAs"),
        doubts=one.refs("kg:hasDoubt"),
    )


def variants_of_papers(engine: Engine, papers: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The IRIs of the variants that each paper names, with or without a person."""
    return linked(engine, papers, "?named kg:reportedIn ?owner ; kg:ofVariant ?x")
