"""Variants that a phenopacket reports in a person, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from kg.model.packet import Call, GeneName, Variation
from kg.model.packet_words import ACMG
from kg.model.words import Claim, Zygosity
from kg.names import DCTERMS, SKOS, mint, slug, term, variant_slug
from kg.triples.gene import external
from kg.triples.outer import gene_node, labelled, outer_iri
from kg.triples.packet_more import overlaid
from kg.triples.terms import Triple, called, each, iri, is_a, said, text, texts, told
from kg.triples.variant import in_trans, there_is

_STATUSES: Final = {"CAUSATIVE", "CONTRIBUTORY", "CANDIDATE", "REJECTED"}


def variant_node(variation: Variation) -> str:
    """The IRI of a variant: the one that evidence files mint, so that one change has one IRI whoever reports it."""
    if variation.iri:
        return variation.iri
    return _variant_node(variation.gene.key if variation.gene else None, variation.identity)


@lru_cache(maxsize=4096)
def _variant_node(gene: str | None, identity: str) -> str:
    room = "no-gene" if gene is None else quote(gene, safe="@.-_")
    return mint("variant", room, variant_slug(identity.replace(" ", "-")))


def genotype_node(call: Call, cohort: str, key: str) -> str:
    """The IRI of a genotype, by its variant or, where there is none, its gene."""
    if call.variation is None:
        return mint("genotype", cohort, key, slug(call.gene.key if call.gene else ""))
    variant = variant_node(call.variation).removeprefix(mint("variant", ""))
    return mint("genotype", cohort, key, variant.replace("/", "-"))


def allele_triples(calls: Iterable[Call], cohort: str, key: str) -> Iterator[Triple]:
    """Which genotypes of one person are on the two copies of a gene."""
    return in_trans(
        [
            (call.gene.key, variant_node(call.variation), genotype_node(call, cohort, key))
            for call in calls
            if call.zygosity
            and call.zygosity.id == Zygosity.COMPOUND_HETEROZYGOUS.value
            and call.gene
            and call.variation
        ]
    )


def call_triples(subject: str, call: Call, cohort: str, key: str, papers: list[str]) -> Iterator[Triple]:
    """The genotype of one call; the variant itself is told by `call_shared`."""
    about = call.variation
    if about is None and call.gene is None:
        return
    node = genotype_node(call, cohort, key)
    if about is not None:
        yield subject, term("hasVariant"), iri(variant_node(about))
        yield node, term("ofVariant"), iri(variant_node(about))
    yield subject, term("hasGenotype"), iri(node)
    genotype = _genotype(node, call, papers)
    yield from overlaid(node, genotype, call.remarks) if call.remarks else genotype


def _genotype(node: str, call: Call, papers: list[str]) -> Iterator[Triple]:
    about = call.variation
    if about is not None and not call.read:
        yield from _stated(node, about)
    named = about.label if about else f"{call.gene.symbol if call.gene else ''}, gene only"
    zygosity = call.zygosity
    carried = (zygosity and (zygosity.label or zygosity.id)) or "zygosity not stated"
    yield from called(node, f"{carried}: {named}", "Genotype", "VariantMention")
    yield from each(node, "reportedIn", papers)
    yield from texts(node, SKOS + "notation", call.named)
    if call.gene and not call.read:
        yield node, term("ofGene"), iri(gene_node(call.gene.key))
    meant = ACMG.get(call.acmg)
    yield from said(
        node,
        zygosity=iri(outer_iri(zygosity.id)) if zygosity else None,
        significance=meant,
        statedSignificance=text(meant) if meant else None,
        interpretationStatus=text(call.status.lower()) if call.status in _STATUSES else None,
        actionability=None if call.actionability.startswith("UNKNOWN") else text(call.actionability.lower()),
        interpretedFor=iri(outer_iri(call.disease.id)) if call.disease else None,
        diseaseClaim=Claim.of(call.explains),
    )
    yield from told(node, call, statedZygosity="zygosity.label")


def _stated(node: str, about: Variation) -> Iterator[Triple]:
    for syntax, name in about.expressions:
        if syntax in ("hgvs.c", "hgvs.n", "hgvs.p", "hgvs"):
            yield node, term("statedAs"), text(name)
            transcript, colon, _ = name.rpartition(":")
            if colon and syntax != "hgvs.p":
                yield node, term("statedTranscript"), text(transcript)
    if not about.expressions:
        yield node, term("statedAs"), text(about.label)
    yield from texts(node, DCTERMS + "description", about.description)


def call_shared(call: Call) -> Iterator[Triple]:
    """What is said of the variant, and the disease it was interpreted for; for the rest see `call_known`."""
    if call.disease:
        yield from is_a(outer_iri(call.disease.id), "Disease")
        yield from labelled(call.disease)
    if call.zygosity:
        yield from labelled(call.zygosity)
    if call.variation:
        yield from _variant(call.variation)


def call_known(call: Call) -> Iterator[Triple]:
    """What all say alike who speak of them: that there are such a gene and such a variant."""
    if call.gene:
        yield from _gene(call.gene)
    if call.variation:
        yield from _existing(call.variation)


def _existing(about: Variation) -> Iterator[Triple]:
    name = f"{about.gene.symbol} {about.identity}" if about.gene else about.identity
    label = about.label if about.identity.startswith("unnamed-") else name
    return there_is(variant_node(about), label, gene_node(about.gene.key) if about.gene else None)


def _gene(gene: GeneName) -> Iterator[Triple]:
    node = gene_node(gene.key)
    yield from called(node, gene.symbol, "Gene")
    if gene.id:
        yield from external(node, gene.id.partition(":")[0], gene.id)


def _variant(about: Variation) -> Iterator[Triple]:
    node = variant_node(about)
    yield from told(node, about, hgvsCoding="coding", hgvsProtein="protein", vrsId="vrs")
    if about.structure:
        yield node, term("structuralType"), iri(outer_iri(about.structure.id))
        yield from labelled(about.structure)
    for syntax, written in about.expressions:
        if syntax in ("hgvs.c", "hgvs.n", "hgvs.m", "hgvs"):
            yield node, term("hgvs"), text(written)
        elif syntax == "hgvs.g":
            yield node, term("hgvsGenomic"), text(written)
        elif syntax != "hgvs.p":
            yield node, SKOS + "notation", text(written)
    yield from texts(node, SKOS + "altLabel", *about.aliases)
    yield from told(node, about, genomicChange="place", assembly="place.assembly")
    yield from told(node, about, chromosome="place.chromosome", position="place.position")
