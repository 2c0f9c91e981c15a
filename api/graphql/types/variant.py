"""Variants, and each naming of one by a paper."""

from __future__ import annotations

import strawberry

from api.graphql.evidence import evidence
from api.graphql.fields import flag, many, numbers, one, sure, text, texts, whole, wholes, word, words
from api.graphql.frequency import frequencies_of
from api.graphql.kinds import KINDS
from api.graphql.lists import listed
from api.graphql.node import Thing, thing
from kg.find import Relation
from kg.find.groups import Group
from kg.model.words import Claim, Lobe, NewProtein


@thing("kg:Variant", description="A change in a gene; one change has one IRI, whoever reports it.", keys=("hgvs",))
class Variant(Thing):
    """kg:Variant."""

    gene = one("Gene", "kg:ofGene", "The gene.")
    hgvs = text("kg:hgvs", "The full HGVS name with its transcript, computed. A key that may be null.")
    hgvs_coding = text("kg:hgvsCoding", "The HGVS coding name, normalised.")
    hgvs_protein = text(
        "kg:hgvsProtein",
        "The HGVS protein name that the codon gives, or that papers print and nothing contradicts; the first of more.",
    )
    hgvs_proteins = texts("kg:hgvsProtein", "Every such protein name; what one paper prints is statedProtein.")
    possible_proteins = texts(
        "kg:possibleProtein", "The protein names that its codon leaves, where none of them is known to be the one."
    )
    effect_reason = texts("kg:effectReason", "How the effect on the protein was read off the codon.")
    narrowed_by = many(
        "Variant", "kg:narrowedBy", description="Variants of the same codon whose names left fewer codons."
    )
    hgvs_all = texts("kg:hgvs", "Every full HGVS name.")
    hgvs_genomic = texts("kg:hgvsGenomic", "Genomic names with their sequence.")
    vrs_ids = texts("kg:vrsId", "Identifiers of GA4GH VRS.")
    genomic_changes = texts("kg:genomicChange", "VCF records: assembly, chromosome, position, bases.")
    assemblies = texts("kg:assembly", "The assemblies that positions count on.")
    chromosomes = texts("kg:chromosome", "The chromosome, as stated.")
    positions = numbers("kg:position", "Positions on the chromosome, counted from 1.")
    structural_types = many("OntologyTerm", "kg:structuralType", description="The kind of a structural variant (SO).")
    descriptions = texts("dcterms:description", "Remarks of an imported packet.")
    transcripts = many("Transcript", "kg:onTranscript", description="The transcript of the names.")
    consequences = many(
        "OntologyTerm", "kg:consequence", description="What it does, in terms of the Sequence Ontology, computed."
    )
    consequence_open = texts("kg:consequenceOpen", "Why its consequence is not known, or not which of several.")
    new_protein = word(NewProtein, "kg:newProtein", "How long a frameshift leaves the protein.")
    splice_effect_stated_in = many(
        "Mention", "kg:spliceEffectStatedIn", description="The mentions that state an effect on splicing."
    )
    residues = wholes("kg:residue", "The residues at which the change begins and ends, computed.")
    kinase_lobes = words(Lobe, "kg:kinaseLobe", "The lobes of the kinase domain it touches; inferred.")
    exons = many("Exon", "kg:inExon", description="The exons it lies in, computed.")
    introns = many("Intron", "kg:inIntron", description="The introns it lies in, computed.")
    domains = many("ProteinDomain", "kg:inDomain", description="The domains it touches, computed.")
    possibly_same = many(
        "Variant",
        "kg:possiblySameVariantAs",
        "^kg:possiblySameVariantAs",
        description="Variants that may be this one, known by another name.",
    )
    doubts = many("Doubt", "kg:hasDoubt", description="What may be wrong, such as names that disagree.")
    identifiers = texts("skos:notation", "Its identifiers in databases of variants.")
    classifications = many(
        "VariantClassification",
        "^kg:classificationOf",
        description="What databases say of it, each release apart; what papers say stands with `mentions`.",
    )
    frequencies = many(
        "AlleleFrequency", "^kg:frequencyOf", description="How often databases counted it, where they were imported."
    )
    mentions = many("Mention", "^kg:ofVariant", description="Each naming of it by a paper, as printed.")
    cases = listed("cases", Relation.VARIANT_CASES, "The persons who carry it.")
    papers = listed("papers", Relation.VARIANT_PAPERS, "The papers that name it, with or without a person.")
    observations = listed(
        "observations", Relation.VARIANT_OBSERVATIONS, "What was seen, or not, in those who carry it."
    )
    finding_frequencies = frequencies_of(Group.VARIANT, "Findings of those who carry it.")


@strawberry.interface(description="A paper's naming of a variant, with what it says of it.")
class Mention(Thing):
    """kg:VariantMention, and its kind kg:Genotype."""

    variant = one("Variant", "kg:ofVariant", "The variant that is named.")
    stated_as = text("kg:statedAs", "The name as printed; the first of several.")
    stated_names = texts("kg:statedAs", "Every name as printed.")
    identifiers = texts("skos:notation", "Its identifiers where it was imported from.")
    stated_protein = text("kg:statedProtein", "The protein name that the paper gives, normalised.")
    stated_transcript = texts("kg:statedTranscript", "The transcript that the paper names.")
    stated_consequence = texts("kg:statedConsequence", "The consequence in the paper's words.")
    stated_significance = texts("kg:statedSignificance", "The significance in the paper's words.")
    stated_zygosity = texts("kg:statedZygosity", "The zygosity in the paper's words.")
    stated_exon = whole("kg:statedExon", "The exon number printed, on a transcript it may not name.")
    stated_intron = whole("kg:statedIntron", "The intron number printed.")
    zygosity = one("OntologyTerm", "kg:zygosity", "Zygosity (GENO); null when not stated.")
    significance = one("OntologyTerm", "kg:significance", "Clinical significance that the paper states (GENO).")
    claim = word(Claim, "kg:diseaseClaim", "Whether the paper claims that it causes the disease.")
    novel = flag("kg:novel", "Whether the paper calls it new; null when it does not say.")
    presumed = sure("kg:presumed", "True where the person was not tested and the paper infers it.")
    functional_class = texts("kg:functionalClass", "Class of effect that a functional test gave.")
    functional_effect = texts("kg:functionalEffect", "What a functional test showed.")
    interpretation_status = text("kg:interpretationStatus", "Its part in the disease, as stated.")
    actionability = text("kg:actionability", "Whether it bears on treatment, as stated.")
    interpreted_for = many("OntologyTerm", "kg:interpretedFor", description="The disease it was interpreted for.")
    gene = one("Gene", "kg:ofGene", "The gene, where no variant is named.")
    descriptions = texts("dcterms:description", "Remarks of an imported packet.")
    notes = texts("kg:note", "Notes of the curators.")
    paper = one("Paper", "kg:reportedIn", "The paper that names it.")
    evidence = evidence()
    doubts = many("Doubt", "kg:hasDoubt", description="What may be wrong with it.")


KINDS["Mention"] = Mention


@thing("kg:Genotype", description="A variant as found in one person, with its zygosity where stated.")
class Genotype(Mention):
    """kg:Genotype."""

    cases = many("Case", "^kg:hasGenotype", description="The person.")
    in_trans_with = many(
        "Genotype", "kg:inTransWith", description="The other of two compound heterozygous variants of one gene."
    )


@thing("kg:VariantMention", description="A variant that a paper names without a person.")
class VariantMention(Mention):
    """kg:VariantMention."""
