"""What a database says of a variant: ClinVar's classifications, and counts of alleles. Nothing of it is a paper's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.model import VariantName
from kg.model.database import STARS, AlleleCount, Classification, ClinVarVariation, CountedVariant, Sited
from kg.model.words import ClassificationKind, Significance
from kg.names import DCTERMS, RDFS, SKOS, digest, mint, slug, term
from kg.triples.outer import gene_node, outer_iri
from kg.triples.terms import LABEL, Triple, day, decimal, integer, iri, is_a, said, text, texts, told
from kg.triples.variant import there_is, variant_iri

CLINVAR: Final = "ClinVar"
GNOMAD: Final = "gnomAD"
VARIATION: Final = "https://www.ncbi.nlm.nih.gov/clinvar/variation/"
_MEDGEN: Final = "https://www.ncbi.nlm.nih.gov/medgen/"
_LONGEST: Final = 60
_PLACES: Final = 12
"""Decimal places of a frequency: one allele of two millions keeps six digits, and stores keep no more than eighteen."""


def own_variant(record: Sited, name: VariantName | None) -> tuple[str, list[Triple]]:
    """The variant of a record that is none of ours, by its normal name, else its key there; and that there is one."""
    node = variant_iri(name) if name else mint("variant", record.gene, _in_iri(record.key))
    return node, [*there_is(node, f"{record.gene} {name.identity}" if name else record.title, gene_node(record.gene))]


def own_names(node: str, name: VariantName | None) -> Iterator[Triple]:
    """The names of such a variant, which the database gives it."""
    if name and name.coding:
        yield from told(node, name, hgvsCoding="coding", hgvsProtein="protein")


def clinvar_triples(
    record: ClinVarVariation, variant: str, how: str | None, notes: tuple[str, ...], version: str
) -> Iterator[Triple]:
    """Each classification of a variation, apart by its kind. `how` is None for a variant that is only ClinVar's."""
    yield from texts(variant, SKOS + "notation", f"ClinVar:{record.accession}", record.rs and f"dbSNP:{record.rs}")
    for one in record.classifications:
        question = one.kind or ClassificationKind.GERMLINE
        node = mint("classification", "clinvar", f"{record.variation}-{slug(question)}")
        yield from is_a(node, "VariantClassification")
        accession = f"{record.accession}.{record.version}" if record.version else record.accession
        yield node, LABEL, text(f"{one.stated} ({question}, {accession})")
        yield node, term("classificationOf"), iri(variant)
        yield node, RDFS + "seeAlso", iri(f"{VARIATION}{record.variation}/")
        yield from source_facts(node, CLINVAR, version, record, how, notes)
        numbers = {"accessionVersion": "version", "variationId": "variation", "alleleId": "allele"}
        yield from told(node, record, "accession", **numbers)
        yield from classification_facts(node, one)


def classification_facts(node: str, one: Classification, meant: Significance | None = None) -> Iterator[Triple]:
    """What is said of a variant, or of a gene and a disease; `meant` is the significance where it is known."""
    yield from told(node, one, statedClassification="stated", reviewStatus="review")
    yield from told(node, one, submitterCount="submitters", submissionCount="submissions", alleleOrigin="origins")
    # The significance, where it is one of the five from pathogenic to benign, or two neighbours of them together.
    if meant is None and one.kind is ClassificationKind.GERMLINE:
        meant = Significance.said(one.stated.replace("/", " or "))
    stars = integer(STARS[one.review]) if one.review in STARS else None
    evaluated = day(one.evaluated) if one.evaluated else None
    yield from said(node, classificationKind=one.kind, classifiedAs=meant, reviewStars=stars, lastEvaluated=evaluated)
    yield from texts(node, DCTERMS + "description", one.explanation)
    for condition in one.conditions:
        yield node, term("statedCondition"), text(str(condition))
        for identifier in condition.ids:
            yield node, term("classifiedFor"), iri(_condition(identifier))


def _condition(identifier: str) -> str:
    prefix, _, local = identifier.partition(":")
    return _MEDGEN + local if prefix == "MedGen" else outer_iri(identifier)


def gnomad_triples(
    record: CountedVariant, variant: str, how: str | None, notes: tuple[str, ...], version: str
) -> Iterator[Triple]:
    """The counts of a variant: of everybody, and of each population."""
    yield from texts(variant, SKOS + "notation", record.rs and f"dbSNP:{record.rs}", f"gnomAD:{record.title}")
    for one in record.counts:
        whom = slug(one.population) if one.population else "all"
        node = mint("frequency", "gnomad", slug(version.replace(".", "-")), _in_iri(record.title), whom)
        yield from is_a(node, "AlleleFrequency")
        of = f" of {one.population}" if one.population else ""
        yield node, LABEL, text(f"{one.count} of {one.number} alleles{of} ({GNOMAD} {version}, {record.title})")
        yield node, term("frequencyOf"), iri(variant)
        yield from source_facts(node, GNOMAD, version, record, how, notes)
        yield from _counts(node, one)
        yield from told(node, record, filterStatus="filters")


def _in_iri(title: str) -> str:
    """A record's name inside an IRI: one of long alleles is cut, and told from others by a digest."""
    return title if len(title) <= _LONGEST else f"{title[:_LONGEST]}-{digest(title)}"


def _counts(node: str, one: AlleleCount) -> Iterator[Triple]:
    yield from told(node, one, "population", alleleCount="count", alleleNumber="number")
    yield from told(node, one, homozygoteCount="homozygotes", hemizygoteCount="hemizygotes")
    if one.frequency is not None:
        yield node, term("alleleFrequency"), decimal(round(one.frequency, _PLACES))


def source_facts(
    node: str, dataset: str, version: str, record: Sited, how: str | None, notes: tuple[str, ...]
) -> Iterator[Triple]:
    """Who says so, of what name, and how it was found to be this variant."""
    yield from told(node, record, nameInSource="title", genomicChange="places")
    yield from said(node, dataset=text(dataset), datasetVersion=text(version), joinedBy=text(how) if how else None)
    yield from texts(node, term("note"), *notes)
