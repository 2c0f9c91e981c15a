"""What databases say: classifications of variants, of genes and diseases, and allele frequencies."""

from __future__ import annotations

import strawberry

from api.graphql.fields import certain, many, number, one, text, texts, whole, word
from api.graphql.kinds import KINDS
from api.graphql.node import Thing, thing
from kg.model.words import ClassificationKind


@strawberry.interface(description="What a database says, of a variant or of a gene; it is no paper's statement.")
class DatabaseRecord(Thing):
    """The part that classifications and frequencies share."""

    dataset = certain("kg:dataset", "The database.")
    dataset_version = certain("kg:datasetVersion", "Its release.")
    name_in_source = certain("kg:nameInSource", "What it calls the variant.")
    joined_by = text(
        "kg:joinedBy", "How it was found to be this variant: coding name, coordinates or protein name; else null."
    )
    genomic_changes = texts("kg:genomicChange", "VCF records: assembly, chromosome, position, bases.")
    notes = texts("kg:note", "What does not agree, such as codon and residue in its names.")


@strawberry.interface(description="How a database classifies something, and which papers it cites for that.")
class Classification(DatabaseRecord):
    """The part that classifications of variants, and of genes and diseases, share."""

    submitted_by = texts("kg:submitter", "Who told the database so, as it names them.")
    cites = many(
        "Paper",
        "kg:cites",
        description="The papers here that it cites; that they name the variant is not said by that.",
    )
    cited_pmids = texts("kg:citedPmid", "Every PMID that it cites, of papers here or not.")


KINDS["Classification"] = Classification


@thing("kg:VariantClassification", description="What a database says of a variant, for one kind of question.")
class VariantClassification(Classification):
    """kg:VariantClassification."""

    dbsnp = text("kg:dbsnpId", "The dbSNP number that the record gives.")
    variant = one("Variant", "kg:classificationOf", "The variant.")
    kind = word(ClassificationKind, "kg:classificationKind", "Which question it answers.")
    stated = certain("kg:statedClassification", "The classification in its words.")
    significance = one(
        "OntologyTerm",
        "kg:classifiedAs",
        "As a significance, where it is one of the five (GENO) or two neighbours together; else null.",
    )
    review_status = text("kg:reviewStatus", "How far it was reviewed, in its words.")
    review_stars = whole("kg:reviewStars", "Its gold stars, 0 to 4, as ClinVar's documentation has them.")
    last_evaluated = text("kg:lastEvaluated", "The day of its last evaluation.")
    submitters = whole("kg:submitterCount", "How many submitters are behind it.")
    submissions = whole("kg:submissionCount", "How many submissions are behind it.")
    origins = texts("kg:alleleOrigin", "Where submitters found the allele.")
    stated_conditions = texts("kg:statedCondition", "For what, in its words, with identifiers.")
    conditions = many(
        "OntologyTerm", "kg:classifiedFor", description="For what, by identifiers of MONDO, OMIM, Orphanet, MedGen."
    )
    explanations = texts("dcterms:description", "What conflicts, as it explains.")
    accession = certain("kg:accession", "The accession of the record.")
    accession_version = whole("kg:accessionVersion", "The version of the record.")
    variation_id = whole("kg:variationId", "ClinVar's number of the variation.")
    allele_id = whole("kg:alleleId", "ClinVar's number of the allele.")
    links = texts("rdfs:seeAlso", "Its page.")


@thing("kg:GeneDiseaseClassification", description="What a database says of a gene as the cause of a disease.")
class GeneDiseaseClassification(Classification):
    """kg:GeneDiseaseClassification."""

    gene = one("Gene", "kg:classifiedGene", "The gene.")
    stated = certain("kg:statedClassification", "The classification in its words.")
    stated_conditions = texts("kg:statedCondition", "The disease in its words, with its identifier.")
    conditions = many("OntologyTerm", "kg:classifiedFor", description="The disease, by its identifier.")
    inheritance = one("OntologyTerm", "kg:modeOfInheritance", "How it is inherited (HPO).")
    accession = certain("kg:accession", "The accession of the record.")
    links = texts("rdfs:seeAlso", "The criteria of the classification.")


@thing("kg:AlleleFrequency", description="How often a database counted a variant, in everybody or in a population.")
class AlleleFrequency(DatabaseRecord):
    """kg:AlleleFrequency."""

    variant = one("Variant", "kg:frequencyOf", "The variant.")
    population = text("kg:population", "The population; null for everybody.")
    allele_count = whole("kg:alleleCount", "Alleles that are the variant.")
    allele_number = whole("kg:alleleNumber", "Alleles that were called.")
    frequency = number("kg:alleleFrequency", "The share.")
    homozygotes = whole("kg:homozygoteCount", "Persons with two.")
    hemizygotes = whole("kg:hemizygoteCount", "Persons whose only allele it is.")
    filters = texts("kg:filterStatus", "Whether it passed the quality filters.")
