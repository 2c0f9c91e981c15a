"""Variants, and each naming of one by a paper."""

from __future__ import annotations

from typing import ClassVar

import strawberry

from api.graphql.lists import cases_of, observations_of, papers_of
from api.graphql.node import (
    KINDS,
    Thing,
    flag,
    many,
    numbers,
    one,
    sure,
    text,
    texts,
    thing,
    whole,
    wholes,
    word,
    words,
)
from api.graphql.refs import (
    AlleleFrequencyRef,
    CaseRef,
    DoubtRef,
    EvidenceRef,
    ExonRef,
    GeneRef,
    GenotypeRef,
    IntronRef,
    MentionRef,
    OntologyTermRef,
    PaperRef,
    ProteinDomainRef,
    TranscriptRef,
    VariantClassificationRef,
    VariantRef,
)
from api.graphql.types.evidence import evidence
from api.graphql.types.frequency import frequencies_of
from kg.find import Relation, Said
from kg.find.frequencies import Group
from kg.model.words import Claim, Lobe, NewProtein
from kg.names import KG


@thing("kg:Variant", description="A change in a gene; one change has one IRI, whoever reports it.", keys=("hgvs",))
class Variant(Thing):
    """kg:Variant."""

    gene: GeneRef | None = one("Gene", "kg:ofGene", "The gene.")
    hgvs: str | None = text("kg:hgvs", "The full HGVS name with its transcript, computed. A key that may be null.")
    hgvs_coding: str | None = text("kg:hgvsCoding", "The HGVS coding name, normalised.")
    hgvs_protein: str | None = text(
        "kg:hgvsProtein",
        "The HGVS protein name that the codon gives, or that papers print and nothing contradicts; the first of more.",
    )
    hgvs_proteins: list[str] = texts(
        "kg:hgvsProtein", "Every such protein name; what one paper prints is statedProtein."
    )
    possible_proteins: list[str] = texts(
        "kg:possibleProtein", "The protein names that its codon leaves, where none of them is known to be the one."
    )
    effect_reason: list[str] = texts("kg:effectReason", "How the effect on the protein was read off the codon.")
    narrowed_by: list[VariantRef] = many(
        "Variant", "kg:narrowedBy", description="Variants of the same codon whose names left fewer codons."
    )
    hgvs_all: list[str] = texts("kg:hgvs", "Every full HGVS name.")
    hgvs_genomic: list[str] = texts("kg:hgvsGenomic", "Genomic names with their sequence.")
    vrs_ids: list[str] = texts("kg:vrsId", "Identifiers of GA4GH VRS.")
    genomic_changes: list[str] = texts("kg:genomicChange", "VCF records: assembly, chromosome, position, bases.")
    assemblies: list[str] = texts("kg:assembly", "The assemblies that positions count on.")
    chromosomes: list[str] = texts("kg:chromosome", "The chromosome, as stated.")
    positions: list[float] = numbers("kg:position", "Positions on the chromosome, counted from 1.")
    structural_types: list[OntologyTermRef] = many(
        "OntologyTerm", "kg:structuralType", description="The kind of a structural variant (SO)."
    )
    descriptions: list[str] = texts("dcterms:description", "Remarks of an imported packet.")
    transcripts: list[TranscriptRef] = many("Transcript", "kg:onTranscript", description="The transcript of the names.")
    consequences: list[OntologyTermRef] = many(
        "OntologyTerm", "kg:consequence", description="What it does, in terms of the Sequence Ontology, computed."
    )
    consequence_open: list[str] = texts(
        "kg:consequenceOpen", "Why its consequence is not known, or not which of several."
    )
    new_protein: NewProtein | None = word(NewProtein, "kg:newProtein", "How long a frameshift leaves the protein.")
    splice_effect_stated_in: list[MentionRef] = many(
        "Mention", "kg:spliceEffectStatedIn", description="The mentions that state an effect on splicing."
    )
    residues: list[int] = wholes("kg:residue", "The residues at which the change begins and ends, computed.")
    kinase_lobes: list[Lobe] = words(Lobe, "kg:kinaseLobe", "The lobes of the kinase domain it touches; inferred.")
    exons: list[ExonRef] = many("Exon", "kg:inExon", description="The exons it lies in, computed.")
    introns: list[IntronRef] = many("Intron", "kg:inIntron", description="The introns it lies in, computed.")
    domains: list[ProteinDomainRef] = many(
        "ProteinDomain", "kg:inDomain", description="The domains it touches, computed."
    )
    possibly_same: list[VariantRef] = many(
        "Variant",
        "kg:possiblySameVariantAs",
        "^kg:possiblySameVariantAs",
        description="Variants that may be this one, known by another name.",
    )
    doubts: list[DoubtRef] = many("Doubt", "kg:hasDoubt", description="What may be wrong, such as names that disagree.")
    identifiers: list[str] = texts("skos:notation", "Its identifiers in databases of variants.")
    classifications: list[VariantClassificationRef] = many(
        "VariantClassification",
        "^kg:classificationOf",
        description="What databases say of it, each release apart; what papers say stands with `mentions`.",
    )
    frequencies: list[AlleleFrequencyRef] = many(
        "AlleleFrequency", "^kg:frequencyOf", description="How often databases counted it, where they were imported."
    )
    mentions: list[MentionRef] = many(
        "Mention", "^kg:ofVariant", description="Each naming of it by a paper, as printed."
    )
    cases = cases_of(Relation.VARIANT_CASES, "The persons who carry it.")
    papers = papers_of(Relation.VARIANT_PAPERS, "The papers that name it, with or without a person.")
    observations = observations_of(Relation.VARIANT_OBSERVATIONS, "What was seen, or not, in those who carry it.")
    finding_frequencies = frequencies_of(Group.VARIANT, "Findings of those who carry it.")


@strawberry.interface(description="A paper's naming of a variant, with what it says of it.")
class Mention(Thing):
    """kg:VariantMention, and its kind kg:Genotype."""

    told_apart: ClassVar[bool] = True

    variant: VariantRef | None = one("Variant", "kg:ofVariant", "The variant that is named.")
    stated_as: str | None = text("kg:statedAs", "The name as printed; the first of several.")
    stated_names: list[str] = texts("kg:statedAs", "Every name as printed.")
    identifiers: list[str] = texts("skos:notation", "Its identifiers where it was imported from.")
    stated_protein: str | None = text("kg:statedProtein", "The protein name that the paper gives, normalised.")
    stated_transcript: list[str] = texts("kg:statedTranscript", "The transcript that the paper names.")
    stated_consequence: list[str] = texts("kg:statedConsequence", "The consequence in the paper's words.")
    stated_significance: list[str] = texts("kg:statedSignificance", "The significance in the paper's words.")
    stated_zygosity: list[str] = texts("kg:statedZygosity", "The zygosity in the paper's words.")
    stated_exon: int | None = whole("kg:statedExon", "The exon number printed, on a transcript it may not name.")
    stated_intron: int | None = whole("kg:statedIntron", "The intron number printed.")
    zygosity: OntologyTermRef | None = one("OntologyTerm", "kg:zygosity", "Zygosity (GENO); null when not stated.")
    significance: OntologyTermRef | None = one(
        "OntologyTerm", "kg:significance", "Clinical significance that the paper states (GENO)."
    )
    claim: Claim | None = word(Claim, "kg:diseaseClaim", "Whether the paper claims that it causes the disease.")
    novel: bool | None = flag("kg:novel", "Whether the paper calls it new; null when it does not say.")
    presumed: bool = sure("kg:presumed", "True where the person was not tested and the paper infers it.")
    functional_class: list[str] = texts("kg:functionalClass", "Class of effect that a functional test gave.")
    functional_effect: list[str] = texts("kg:functionalEffect", "What a functional test showed.")
    interpretation_status: str | None = text("kg:interpretationStatus", "Its part in the disease, as stated.")
    actionability: str | None = text("kg:actionability", "Whether it bears on treatment, as stated.")
    interpreted_for: list[OntologyTermRef] = many(
        "OntologyTerm", "kg:interpretedFor", description="The disease it was interpreted for."
    )
    gene: GeneRef | None = one("Gene", "kg:ofGene", "The gene, where no variant is named.")
    descriptions: list[str] = texts("dcterms:description", "Remarks of an imported packet.")
    notes: list[str] = texts("kg:note", "Notes of the curators.")
    paper: PaperRef | None = one("Paper", "kg:reportedIn", "The paper that names it.")
    evidence: EvidenceRef = evidence()
    doubts: list[DoubtRef] = many("Doubt", "kg:hasDoubt", description="What may be wrong with it.")

    @classmethod
    def picked(cls, said: Said) -> Thing | None:
        """By its class: a genotype is a mention as well."""
        types = said.texts("rdf:type")
        if KG + "Genotype" in types:
            return Genotype.of(said)
        return VariantMention.of(said) if KG + "VariantMention" in types else None


KINDS["Mention"] = Mention


@thing("kg:Genotype", description="A variant as found in one person, with its zygosity where stated.")
class Genotype(Mention):
    """kg:Genotype."""

    told_apart: ClassVar[bool] = False

    cases: list[CaseRef] = many("Case", "^kg:hasGenotype", description="The person.")
    in_trans_with: list[GenotypeRef] = many(
        "Genotype", "kg:inTransWith", description="The other of two compound heterozygous variants of one gene."
    )

    @classmethod
    def picked(cls, said: Said) -> Thing | None:
        """A mention that is no genotype is left out."""
        return cls.of(said) if KG + "Genotype" in said.texts("rdf:type") else None


@thing("kg:VariantMention", description="A variant that a paper names without a person.")
class VariantMention(Mention):
    """kg:VariantMention."""
