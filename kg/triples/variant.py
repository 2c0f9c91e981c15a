"""Variants as papers name them: a mention, or a genotype where a person carries it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations

from kg.model import Case, Genotype, Paper, VariantMention, VariantName
from kg.model.vocabulary import Vocabulary
from kg.model.words import Claim
from kg.names import expand, mint, slug, term, variant_slug
from kg.triples.paper import depth, paper_iri
from kg.triples.quotation import quote_triples
from kg.triples.terms import Triple, boolean, called, iri, said, text, told


def variant_iri(name: VariantName) -> str:
    """Minted from the gene and the normalised name, so that one change has one IRI whoever reports it."""
    return mint("variant", name.gene, variant_slug(name.identity.replace(" ", "-")))


def variant_triples(name: VariantName) -> Iterator[Triple]:
    """That there is such a variant. Its label is the identity alone: other names are other papers' statements."""
    return there_is(variant_iri(name), f"{name.gene} {name.identity}", mint("gene", name.gene))


def there_is(variant: str, label: str, gene: str | None) -> Iterator[Triple]:
    """That there is a variant, what it is called and of which gene it is: what all say alike who speak of it."""
    yield from called(variant, label, "Variant")
    if gene:
        yield variant, term("ofGene"), iri(gene)


def in_trans(genotypes: Iterable[tuple[str, str, str]]) -> Iterator[Triple]:
    """Two different variants of one gene, each stated to be compound heterozygous, are on the two copies of it.

    `genotypes` are those of one person that are stated to be so: the gene, the variant, and the genotype's IRI.
    """
    for (gene, variant, node), (of, other, beside) in permutations(genotypes, 2):
        if gene == of and variant != other:
            yield node, term("inTransWith"), iri(beside)


def mention_triples(paper: Paper, mention: VariantMention, words: Vocabulary) -> Iterator[Triple]:
    """A variant that the paper names without a person."""
    node = mint("mention", paper.key, variant_iri(mention.name).rpartition("/")[2])
    yield from _named(node, paper, mention, words)
    yield from called(node, f"{mention.name} in {paper.first_author or paper.key}", "VariantMention")


def genotype_iri(paper: Paper, case: Case, genotype: Genotype) -> str:
    """The variant as this person carries it."""
    return mint("genotype", paper.key, slug(case.label), variant_iri(genotype.name).rpartition("/")[2])


def genotype_triples(person: str, paper: Paper, case: Case, genotype: Genotype, words: Vocabulary) -> Iterator[Triple]:
    """A variant that the person carries."""
    variant = variant_iri(genotype.name)
    node = genotype_iri(paper, case, genotype)
    yield person, term("hasVariant"), iri(variant)
    yield person, term("hasGenotype"), iri(node)
    label = f"{genotype.zygosity or 'zygosity not stated'}: {genotype.name}"
    yield from called(node, label, "Genotype", "VariantMention")
    yield from _named(node, paper, genotype, words)


def _named(node: str, paper: Paper, mention: VariantMention, words: Vocabulary) -> Iterator[Triple]:
    yield node, term("ofVariant"), iri(variant_iri(mention.name))
    yield node, term("reportedIn"), iri(paper_iri(paper.key))
    yield from depth(node, paper, mention.reading)
    yield from quote_triples(node, paper, mention.quote)
    yield node, term("evidenceType"), iri(expand(words.evidence("author statement")))
    stated = {f"stated{name.capitalize()}": name for name in ("transcript", "consequence", "exon", "intron")}
    yield from told(node, mention, statedAs="stated", functionalEffect="effect", **stated)
    yield from told(node, mention, "functional_class", "novel", "zygosity", "significance")
    yield from told(node, mention, statedProtein="name.protein", note="notes")
    yield from said(
        node,
        statedSignificance=text(mention.significance) if mention.significance else None,
        statedZygosity=text(mention.zygosity) if mention.zygosity else None,
        presumed=boolean(True) if mention.presumed else None,
        diseaseClaim=Claim.of(mention.disease_claim),
    )
    if mention.consequence and words.on_splicing(mention.consequence):
        yield variant_iri(mention.name), term("spliceEffectStatedIn"), iri(node)
