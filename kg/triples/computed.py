"""What we compute from the gene model and from counts, in a graph of its own: nobody's paper says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.model import Case, Paper, Record, VariantName
from kg.model.statistic import wilson
from kg.model.vocabulary import Vocabulary
from kg.model.words import Zygosity
from kg.names import term
from kg.triples.effect import worked_out_triples
from kg.triples.known import KnownVariant
from kg.triples.statistic import statistic_iri
from kg.triples.terms import Triple, decimal, integer, iri, said
from kg.triples.variant import genotype_iri, in_trans, variant_iri


def names_of(records: Iterable[Record]) -> list[VariantName]:
    """Every variant name that a mention or a genotype in the graph gives, sorted, each once."""
    found = set()
    for record in records:
        found |= {mention.name for mention in record.mentions}
        found |= {genotype.name for case in record.cases if not case.kept_out for genotype in case.genotypes}
    return in_order(found)


def told_names(records: Iterable[Record], known: Iterable[VariantName]) -> list[VariantName]:
    """The names by which variants are worked out: those of papers, and for the rest those of databases.

    A name that a database alone gives to a variant of papers is the database's claim, and nothing follows from it.
    """
    own = names_of(records)
    named = set(map(variant_iri, own))
    return in_order({*own, *(name for name in known if variant_iri(name) not in named)})


def in_order(names: Iterable[VariantName]) -> list[VariantName]:
    """Names sorted by gene and by what they say."""
    return sorted(names, key=lambda name: (name.gene, name.coding or "", name.protein or "", name.unnamed or ""))


def computed_triples(
    records: Iterable[Record], variants: Iterable[KnownVariant], words: Vocabulary
) -> Iterator[Triple]:
    """Names, consequence, place and domains of every variant; likely synonyms; alleles; intervals of every count."""
    variants = tuple(variants)
    for one in variants:
        yield from worked_out_triples(one, words)
    yield from same_protein(variants)
    for record in records:
        for case in record.cases:
            if not case.kept_out:
                yield from _alleles(record.paper, case)
        for statistic in record.statistics:
            if statistic.denominator and statistic.numerator is not None:
                subject = statistic_iri(record.paper, statistic)
                low, high = (decimal(round(end, 2)) for end in wilson(statistic.numerator, statistic.denominator))
                yield from said(subject, wilsonLow=low, wilsonHigh=high, wilsonOf=integer(statistic.denominator))


def _alleles(paper: Paper, case: Case) -> Iterator[Triple]:
    trans = [one for one in case.genotypes if one.zygosity is Zygosity.COMPOUND_HETEROZYGOUS]
    return in_trans([(one.name.gene, one.name.identity, genotype_iri(paper, case, one)) for one in trans])


def same_protein(variants: Sequence[KnownVariant]) -> Iterator[Triple]:
    """A variant known by its protein name alone may be the one that somebody else names in full."""
    full: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in variants:
        for name in one.names if one.coding else ():
            full[one.gene.symbol, name].add(one.iri)
    for one in variants:
        for other in sorted(full[one.gene.symbol, one.identity]) if not one.coding else ():
            yield one.iri, term("possiblySameVariantAs"), iri(other)
