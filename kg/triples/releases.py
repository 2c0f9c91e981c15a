"""A database release that ships, as a graph of its own: each claim, whose it is, and which papers it cites.

A claim is the database's: no mention of the variant by a paper that it cites, and nobody carries the variant by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import quote

from kg.model.database import DatabaseClaim, DatabaseRelease
from kg.names import DCTERMS, RDFS, SKOS, expand, graph, mint, term
from kg.triples.database import VARIATION, classification_facts, source_facts
from kg.triples.outer import gene_node
from kg.triples.paper import paper_iri
from kg.triples.terms import LABEL, Triple, day, iri, is_a, text, texts, told, uri
from kg.triples.variant import variant_iri, variant_triples

CODING: Final = "coding name"
PROTEIN: Final = "protein name"


def release_graph(release: DatabaseRelease) -> str:
    """The graph of a release."""
    return graph("database", release.key)


def database_triples(release: DatabaseRelease, held: Mapping[str, str]) -> Iterator[Triple]:
    """All of a release; `held` leads from the PMID of a paper that is here to its key."""
    yield from _about(release)
    for claim in release.claims:
        node = mint("classification", release.key, quote(claim.key, safe="_.-"))
        label = f"{claim.classification.stated} ({release.database} {release.release}, {claim.accession})"
        yield node, LABEL, text(label)
        yield from _of_variant(node, claim) if claim.name else _of_gene(node, claim)
        how = None if claim.name is None else CODING if claim.name.coding else PROTEIN
        yield from source_facts(node, release.database, release.release, claim, how, claim.notes)
        yield from classification_facts(node, claim.classification, claim.significance)
        yield from told(node, claim, "accession", variationId="variation", dbsnpId="rs", submitter="submitted_by")
        yield from _cited(node, claim, held)


def _about(release: DatabaseRelease) -> Iterator[Triple]:
    """What the graph of a release says of itself."""
    own = release_graph(release)
    yield own, LABEL, text(f"{release.database} {release.release}")
    yield own, DCTERMS + "title", text(release.title)
    yield own, DCTERMS + "license", iri(release.licence)
    yield own, DCTERMS + "creator", text(release.credit)
    yield own, DCTERMS + "hasVersion", text(release.release)
    yield own, DCTERMS + "issued", day(release.issued)
    yield own, DCTERMS + "source", uri(release.url)
    yield own, DCTERMS + "description", text(f"{release.read}: SHA-256 {release.sha256}")
    yield from texts(own, term("note"), release.via, *release.notes)


def _of_variant(node: str, claim: DatabaseClaim) -> Iterator[Triple]:
    assert claim.name is not None  # noqa: S101 - asked before
    variant = variant_iri(claim.name)
    yield from variant_triples(claim.name)
    yield from is_a(node, "VariantClassification")
    yield node, term("classificationOf"), iri(variant)
    if claim.variation:
        yield variant, SKOS + "notation", text(f"ClinVar:{claim.accession}")
        yield node, RDFS + "seeAlso", iri(f"{VARIATION}{claim.variation}/")
    yield from texts(variant, SKOS + "notation", claim.rs and f"dbSNP:{claim.rs}")


def _of_gene(node: str, claim: DatabaseClaim) -> Iterator[Triple]:
    yield from is_a(node, "GeneDiseaseClassification")
    yield node, term("classifiedGene"), iri(gene_node(claim.gene))
    if claim.inheritance:
        yield node, term("modeOfInheritance"), iri(expand(claim.inheritance))
    if claim.criteria:
        yield node, RDFS + "seeAlso", iri(claim.criteria)


def _cited(node: str, claim: DatabaseClaim, held: Mapping[str, str]) -> Iterator[Triple]:
    """The papers that a claim cites: all by number, those that are here as links too."""
    for pmid in claim.cites:
        yield node, term("citedPmid"), text(pmid)
        if pmid in held:
            yield node, term("cites"), iri(paper_iri(held[pmid]))
