"""What we compute from the gene model and from counts, in a graph of its own: nobody's paper says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg.model import Record, VariantName
from kg.model.change import Coding, Protein
from kg.model.gene import GeneModel, MisplacedError
from kg.model.statistic import wilson
from kg.model.vocabulary import Vocabulary
from kg.names import expand, mint, term
from kg.sources.consequence import consequences
from kg.sources.hgvs import HgvsError, parse_coding, parse_protein
from kg.triples.gene import domain_iri, exon_iri, intron_iri
from kg.triples.statistic import statistic_iri, wilson_triples
from kg.triples.terms import TYPE, Triple, iri, text
from kg.triples.variant import variant_iri


def names_of(records: Iterable[Record]) -> list[VariantName]:
    """Every variant name that a mention or a genotype in the graph gives, sorted, each once."""
    found = set()
    for record in records:
        found |= {mention.name for mention in record.mentions}
        found |= {genotype.name for case in record.cases if not case.kept_out for genotype in case.genotypes}
    return in_order(found)


def in_order(names: Iterable[VariantName]) -> list[VariantName]:
    """Names sorted by gene and by what they say."""
    return sorted(names, key=lambda name: (name.gene, name.coding or "", name.protein or "", name.unnamed or ""))


def computed_triples(
    records: Iterable[Record], genes: Mapping[str, GeneModel], words: Vocabulary, known: Iterable[VariantName] = ()
) -> Iterator[Triple]:
    """Names, consequence, place and domains of every variant; likely synonyms; intervals of every count.

    `known` are names that databases give. Of a variant that papers name nothing is computed from them, as they are the
    database's claim; they do tell which variants may be one.
    """
    records, known = tuple(records), tuple(known)
    names = names_of(records)
    named = {variant_iri(name) for name in names}
    for alike in _by_identity(in_order({*names, *(name for name in known if variant_iri(name) not in named)})):
        for name in alike:
            yield from _names(name, genes[name.gene])
        yield from _effect(_fullest(alike), genes[alike[0].gene], words)
    yield from _same_protein(in_order({*names, *known}))
    for record in records:
        for statistic in record.statistics:
            if statistic.denominator and statistic.numerator is not None:
                subject = statistic_iri(record.paper, statistic)
                low, high = wilson(statistic.numerator, statistic.denominator)
                yield from wilson_triples(subject, low, high, statistic.denominator)


def _by_identity(names: list[VariantName]) -> list[list[VariantName]]:
    """The names of each variant: one paper may give the coding name alone, another the protein name with it."""
    found: dict[str, list[VariantName]] = defaultdict(list)
    for name in names:
        found[variant_iri(name)].append(name)
    return list(found.values())


def _fullest(alike: list[VariantName]) -> VariantName:
    """The name to compute from: one with a protein name, where there is one."""
    return max(alike, key=lambda name: (name.protein is not None, name.protein or ""))


def _names(name: VariantName, gene: GeneModel) -> Iterator[Triple]:
    subject = variant_iri(name)
    if name.coding:
        yield subject, term("hgvsCoding"), text(name.coding)
        if gene.reference_transcript:
            yield subject, term("hgvs"), text(f"{gene.reference_transcript}:{name.coding}")
            yield subject, term("onTranscript"), iri(mint("transcript", gene.reference_transcript))
    if name.protein:
        yield subject, term("hgvsProtein"), text(name.protein)


def _effect(name: VariantName, gene: GeneModel, words: Vocabulary) -> Iterator[Triple]:
    subject = variant_iri(name)
    if name.unnamed:
        return
    try:
        coding = parse_coding(name.coding) if name.coding else None
        protein = parse_protein(name.protein) if name.protein else None
        for kind in consequences(coding, protein, gene, words):
            yield subject, TYPE, iri(expand(kind))
            yield subject, term("consequence"), iri(expand(kind))
        if coding:
            yield from _places(subject, coding, gene)
        first, last = _residues(coding, protein, gene)
    except (HgvsError, MisplacedError):
        return  # a name that could not be placed carries the doubt that the check wrote
    if first and last:
        for domain in gene.domains_of(first, last):
            yield subject, term("inDomain"), iri(domain_iri(gene, domain))


def _places(subject: str, coding: Coding, gene: GeneModel) -> Iterator[Triple]:
    for position in (coding.first, coding.last):
        place = gene.place(position)
        if place.exon:
            yield subject, term("inExon"), iri(exon_iri(gene, place.exon))
        if place.intron:
            yield subject, term("inIntron"), iri(intron_iri(gene, place.intron))


def _residues(coding: Coding | None, protein: Protein | None, gene: GeneModel) -> tuple[int | None, int | None]:
    if coding is not None:
        return gene.place(coding.first).residue, gene.place(coding.last).residue
    return (protein.first.number, protein.last.number) if protein else (None, None)


def _same_protein(names: list[VariantName]) -> Iterator[Triple]:
    """A variant known by its protein name alone may be the one that another paper names in full."""
    full: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name in names:
        if name.coding and name.protein:
            full[name.gene, name.protein].add(variant_iri(name))
    for name in names:
        if name.protein and not name.coding:
            for other in sorted(full[name.gene, name.protein]):
                yield variant_iri(name), term("possiblySameVariantAs"), iri(other)
