"""What is said of a variant's effect: the names of papers, and what the gene model adds, each with how.

That there is a variant, and its names, several sources may say; who says so, mentions tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model import VariantName
from kg.model.vocabulary import Vocabulary
from kg.model.words import Lobe, NewProtein
from kg.names import expand, mint, term
from kg.sources.consequence import VAGUE, consequences, labels_of
from kg.triples.gene import domain_iri, exon_iri, intron_iri
from kg.triples.known import KnownVariant
from kg.triples.terms import TYPE, Triple, integer, iri, said, text, texts, told
from kg.triples.variant import variant_iri, variant_triples


def stated_triples(one: KnownVariant) -> Iterator[Triple]:
    """The names by which papers know it: the coding name, and protein names that the gene model does not give."""
    if one.identity.startswith("c."):
        yield one.iri, term("hgvsCoding"), text(one.identity)
    for name in one.stated:
        if one.computed != (name,):
            yield one.iri, term("hgvsProtein"), text(str(name))


def worked_out_triples(one: KnownVariant, words: Vocabulary) -> Iterator[Triple]:
    """Names, consequence and place that the gene model gives, each with how; where it gives none, why."""
    yield from _coding_names(one)
    names = one.computed
    if len(names) == 1:
        yield one.iri, term("hgvsProtein"), text(str(names[0]))
    elif not one.stated:
        yield from texts(one.iri, term("possibleProtein"), *map(str, names))
    if one.effect.allowed:
        yield from told(one.iri, one, effectReason="effect.reason")
    for other in one.effect.by:
        yield one.iri, term("narrowedBy"), iri(variant_iri(VariantName(one.gene.symbol, coding=other)))
    for kind in consequences(one.coding, one.effect.known, one.gene, words) if _sound(one) else ():
        yield one.iri, TYPE, iri(expand(kind))
        yield one.iri, term("consequence"), iri(expand(kind))
    yield from texts(one.iri, term("consequenceOpen"), _open(one))
    if not one.fault:
        yield from _shift(one)
        yield from _places(one)


def _coding_names(one: KnownVariant) -> Iterator[Triple]:
    if one.identity.startswith("c.") and one.gene.reference_transcript:
        yield one.iri, term("hgvs"), text(f"{one.gene.reference_transcript}:{one.identity}")
        yield one.iri, term("onTranscript"), iri(mint("transcript", one.gene.reference_transcript))


def _sound(one: KnownVariant) -> bool:
    return not one.fault and one.effect.allowed != ()


def _open(one: KnownVariant) -> str | None:
    """Why the consequence is not known, or not which of several."""
    if not _sound(one):
        return one.fault or one.effect.reason
    if not set(labels_of(one.coding, one.effect.known, one.gene)) & set(VAGUE):
        return None
    if one.effect.allowed:
        return f"its codon leaves effects of several kinds: {', '.join(map(str, one.effect.allowed))}"
    return "no paper that was read names the protein, and the gene model cannot tell what the new bases make of it"


def _shift(one: KnownVariant) -> Iterator[Triple]:
    """Whether a frameshift makes the protein shorter, by the new stop that its name tells."""
    if "frameshift_variant" not in labels_of(one.coding, one.effect.known, one.gene):
        return
    shifts = [name for name in one.stated if name.kind == "frameshift" and (name.stop_after or "").isdigit()]
    if not shifts:
        yield from said(one.iri, newProtein=NewProtein.LENGTH_NOT_TOLD)
    for name in shifts:
        # The stop is counted from the first changed residue, which is 1.
        length = name.first.number + int(name.stop_after or 0) - 2
        shorter = length < one.gene.protein_length
        told = NewProtein.SHORTER_PROTEIN if shorter else NewProtein.NOT_SHORTER_PROTEIN
        yield from said(one.iri, newProtein=told)


def _places(one: KnownVariant) -> Iterator[Triple]:
    if not one.gene.exons:
        return
    for position in (one.coding.first, one.coding.last) if one.coding else ():
        place = one.gene.place(position)
        if place.exon:
            yield one.iri, term("inExon"), iri(exon_iri(one.gene, place.exon))
        if place.intron:
            yield one.iri, term("inIntron"), iri(intron_iri(one.gene, place.intron))
    first, last = _residues(one)
    if first and last:
        for number in (first, last):
            yield one.iri, term("residue"), integer(number)
        for domain in one.gene.domains_of(first, last):
            yield one.iri, term("inDomain"), iri(domain_iri(one.gene, domain))
            if domain.lobe:
                yield from said(one.iri, kinaseLobe=Lobe[f"{domain.lobe}_LOBE"])


def _residues(one: KnownVariant) -> tuple[int | None, int | None]:
    if one.coding is not None:
        return one.gene.place(one.coding.first).residue, one.gene.place(one.coding.last).residue
    names = one.effect.stated
    return (names[0].first.number, names[0].last.number) if names else (None, None)


def existing(names: Iterable[VariantName], variants: Iterable[KnownVariant]) -> Iterator[Triple]:
    """The variants that papers or databases name, with label and gene, and the stated names that stand."""
    for name in names:
        yield from variant_triples(name)
    for one in variants:
        yield from stated_triples(one)
