"""What is known of each variant: names that papers give it and nothing contradicts, and what the gene model adds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.model import VariantName
from kg.model.change import Coding, Protein
from kg.model.gene import GeneModel, MisplacedError
from kg.model.vocabulary import Vocabulary
from kg.names import expand, mint, term
from kg.sources.consequence import VAGUE, consequences, labels_of
from kg.sources.effects import Change, Effect, effects
from kg.sources.hgvs import parse_coding, parse_protein
from kg.triples.gene import domain_iri, exon_iri, intron_iri
from kg.triples.paper import value
from kg.triples.terms import TYPE, Triple, integer, iri, text
from kg.triples.variant import variant_iri


@dataclass(frozen=True, slots=True)
class Known:
    """A variant of a gene. `fault` is why its names cannot be worked with."""

    iri: str
    gene: GeneModel
    identity: str
    coding: Coding | None = None
    effect: Effect = field(default_factory=Effect)
    fault: str | None = None

    @property
    def computed(self) -> tuple[Protein, ...]:
        """The names that the gene model alone gives."""
        return self.effect.allowed or ()

    @property
    def names(self) -> set[str]:
        """Every protein name that it surely has, whoever gives it."""
        own = self.computed if len(self.computed) == 1 else ()
        return {str(name) for name in (*own, *self.stated)}

    @property
    def stated(self) -> tuple[Protein, ...]:
        """The names of papers that stand: those that the codon allows, where it tells."""
        allowed = self.effect.allowed
        return tuple(name for name in self.effect.stated if not allowed or name in allowed)


def known_variants(names: Iterable[VariantName], genes: Mapping[str, GeneModel]) -> list[Known]:
    """Every variant once, in the order of its names; the variants of one codon narrow each other."""
    alike: dict[str, list[VariantName]] = defaultdict(list)
    for name in names:
        alike[variant_iri(name)].append(name)
    found: dict[str, Known] = {}
    changes: dict[str, list[Change]] = defaultdict(list)
    for subject, same in alike.items():
        gene, identity = genes[same[0].gene], same[0].identity
        try:
            found[subject] = _alone(subject, gene, same)
            if coding := found[subject].coding:
                printed = tuple(parse_protein(name.protein) for name in same if name.protein)
                changes[gene.symbol].append(Change(identity, coding, printed))
        except MisplacedError as error:
            told = tuple(parse_protein(name.protein) for name in same if name.protein)
            found[subject] = Known(subject, gene, identity, effect=Effect(stated=told), fault=str(error))
    worked_out = {symbol: effects(genes[symbol], some) for symbol, some in changes.items()}
    return [_with(one, worked_out.get(one.gene.symbol, {})) for one in found.values()]


def _alone(subject: str, gene: GeneModel, same: list[VariantName]) -> Known:
    first = same[0]
    if first.unnamed:
        return Known(subject, gene, first.identity, fault="the text that was read gives it no name")
    if first.coding:
        coding = parse_coding(first.coding)
        if gene.exons:
            gene.place(coding.first), gene.place(coding.last)
        return Known(subject, gene, first.identity, coding)
    return Known(subject, gene, first.identity, effect=Effect(stated=(parse_protein(first.identity),)))


def _with(one: Known, found: Mapping[str, Effect]) -> Known:
    if one.coding is None:
        return one
    return Known(one.iri, one.gene, one.identity, one.coding, found[one.identity], one.fault)


def stated_triples(one: Known) -> Iterator[Triple]:
    """The names by which papers know it: the coding name, and protein names that the gene model does not give."""
    if one.identity.startswith("c."):
        yield one.iri, term("hgvsCoding"), text(one.identity)
    for name in one.stated:
        if one.computed != (name,):
            yield one.iri, term("hgvsProtein"), text(str(name))


def worked_out_triples(one: Known, words: Vocabulary) -> Iterator[Triple]:
    """Names, consequence and place that the gene model gives, each with how; where it gives none, why."""
    yield from _coding_names(one)
    names = one.computed
    if len(names) == 1:
        yield one.iri, term("hgvsProtein"), text(str(names[0]))
    elif not one.stated:
        for name in names:
            yield one.iri, term("possibleProtein"), text(str(name))
    if one.effect.allowed and one.effect.reason:
        yield one.iri, term("effectReason"), text(one.effect.reason)
    for other in one.effect.by:
        yield one.iri, term("narrowedBy"), iri(variant_iri(VariantName(one.gene.symbol, coding=other)))
    for kind in consequences(one.coding, one.effect.known, one.gene, words) if _sound(one) else ():
        yield one.iri, TYPE, iri(expand(kind))
        yield one.iri, term("consequence"), iri(expand(kind))
    if why := _open(one):
        yield one.iri, term("consequenceOpen"), text(why)
    if not one.fault:
        yield from _shift(one)
        yield from _places(one)


def _coding_names(one: Known) -> Iterator[Triple]:
    if one.identity.startswith("c.") and one.gene.reference_transcript:
        yield one.iri, term("hgvs"), text(f"{one.gene.reference_transcript}:{one.identity}")
        yield one.iri, term("onTranscript"), iri(mint("transcript", one.gene.reference_transcript))


def _sound(one: Known) -> bool:
    return not one.fault and one.effect.allowed != ()


def _open(one: Known) -> str | None:
    """Why the consequence is not known, or not which of several."""
    if not _sound(one):
        return one.fault or one.effect.reason
    if not set(labels_of(one.coding, one.effect.known, one.gene)) & set(VAGUE):
        return None
    if one.effect.allowed:
        return f"its codon leaves effects of several kinds: {', '.join(map(str, one.effect.allowed))}"
    return "no paper that was read names the protein, and the gene model cannot tell what the new bases make of it"


def _shift(one: Known) -> Iterator[Triple]:
    """Whether a frameshift makes the protein shorter, by the new stop that its name tells."""
    if "frameshift_variant" not in labels_of(one.coding, one.effect.known, one.gene):
        return
    shifts = [name for name in one.stated if name.kind == "frameshift" and (name.stop_after or "").isdigit()]
    if not shifts:
        yield one.iri, term("newProtein"), value("lengthNotTold")
    for name in shifts:
        # The stop is counted from the first changed residue, which is 1.
        length = name.first.number + int(name.stop_after or 0) - 2
        shorter = length < one.gene.protein_length
        yield one.iri, term("newProtein"), value("shorterProtein" if shorter else "notShorterProtein")


def _places(one: Known) -> Iterator[Triple]:
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
                yield one.iri, term("kinaseLobe"), value(f"{domain.lobe}Lobe")


def _residues(one: Known) -> tuple[int | None, int | None]:
    if one.coding is not None:
        return one.gene.place(one.coding.first).residue, one.gene.place(one.coding.last).residue
    names = one.effect.stated
    return (names[0].first.number, names[0].last.number) if names else (None, None)
