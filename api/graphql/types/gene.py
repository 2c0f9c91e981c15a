"""The gene and its parts."""

from __future__ import annotations

from api.graphql.fields import certain, flag, many, one, text, texts, told, whole
from api.graphql.frequency import frequencies_of
from api.graphql.lists import listed
from api.graphql.node import Thing, thing
from kg.find import Relation
from kg.find.groups import Group
from kg.names import KG


@thing("kg:Gene", description="A gene of the gene model.")
class Gene(Thing):
    """kg:Gene."""

    symbol = certain("rdfs:label", "Its symbol.")
    full_name = text("kg:fullName", "Its full name.")
    cytoband = text("kg:cytoband", "The band of its chromosome.")
    strand = text("kg:strand", "The strand it is read from: plus or minus.")
    aliases = texts("skos:altLabel", "Other names.")
    identifiers = texts("skos:notation", "Its identifiers elsewhere, as they are written.")
    links = texts("skos:exactMatch", "The gene elsewhere.")
    transcripts = many("Transcript", "kg:hasTranscript", description="Its transcripts.")
    exons = many("Exon", "^kg:ofGene", description="Its exons on the reference transcript, by IRI.")
    introns = many("Intron", "^kg:ofGene", description="Its introns, by IRI.")
    domains = many("ProteinDomain", "^kg:ofGene", description="The domains of its protein.")
    diseases = many("Disease", "^kg:ofGene", description="The diseases it causes.")
    classifications = many(
        "GeneDiseaseClassification",
        "^kg:classifiedGene",
        description="What databases say of it as the cause of a disease.",
    )
    variants = listed(
        "variants", Relation.GENE_VARIANTS, "Its variants, those too that only databases know (`reported`)."
    )
    cases = listed("cases", Relation.GENE_CASES, "The persons who carry one of its variants.")
    finding_frequencies = frequencies_of(Group.GENE, "Findings of those who carry one of its variants.")


@thing("kg:Transcript", description="A transcript that names or exon numbers refer to.")
class Transcript(Thing):
    """kg:Transcript."""

    notes = texts("kg:text", "What was read of its standing.")
    identifiers = texts("skos:notation", "Its identifiers, as they are written.")
    proteins = texts("obo:RO_0002513", "IRIs of the proteins it is translated to.")
    genes = many("Gene", "^kg:hasTranscript", description="The gene.")


@thing("kg:Exon", description="An exon by its number on one transcript; the number alone is not safe.")
class Exon(Thing):
    """kg:Exon."""

    rank = whole("kg:rank", "Its number.")
    coding_span = text("kg:codingSpan", "The coding positions it holds.")
    grch38_start = whole("kg:grch38Start", "First position on GRCh38, counted from 1.")
    grch38_end = whole("kg:grch38End", "Last position on GRCh38, counted from 1.")
    grch37_start = whole("kg:grch37Start", "First position on GRCh37, counted from 1.")
    grch37_end = whole("kg:grch37End", "Last position on GRCh37, counted from 1.")
    codes = flag("kg:codes", "Whether it codes for protein.")
    gene = one("Gene", "kg:ofGene", "The gene.")
    transcript = one("Transcript", "kg:onTranscript", "The transcript that counts so.")
    variants = listed("variants", Relation.EXON_VARIANTS, "The variants in it.")
    cases = listed("cases", Relation.EXON_CASES, "The persons who carry a variant in it.")
    finding_frequencies = frequencies_of(Group.EXON, "Findings of those who carry a variant in it.")


@thing("kg:Intron", description="The stretch between two exons of one transcript, numbered as the exon before it.")
class Intron(Thing):
    """kg:Intron."""

    rank = whole("kg:rank", "Its number.")
    gene = one("Gene", "kg:ofGene", "The gene.")
    transcript = one("Transcript", "kg:onTranscript", "The transcript that counts so.")
    variants = listed("variants", Relation.INTRON_VARIANTS, "The variants in it.")
    cases = listed("cases", Relation.INTRON_CASES, "The persons who carry a variant in it.")
    finding_frequencies = frequencies_of(Group.INTRON, "Findings of those who carry a variant in it.")


@thing("kg:ProteinDomain", description="A stretch of residues of the protein with a name.")
class ProteinDomain(Thing):
    """kg:ProteinDomain."""

    first_residue = whole("kg:firstResidue", "Its first residue.")
    last_residue = whole("kg:lastResidue", "Its last residue.")
    kinase = told(
        bool,
        lambda said: f"{KG}KinaseDomain" in said.texts("rdf:type"),
        "Whether it carries the kinase activity.",
        "rdf:type",
    )
    notes = texts("kg:note", "Notes of the curators.")
    gene = one("Gene", "kg:ofGene", "The gene.")
    variants = listed("variants", Relation.DOMAIN_VARIANTS, "The variants that change a residue of it.")
    cases = listed("cases", Relation.DOMAIN_CASES, "The persons who carry one of them.")
    finding_frequencies = frequencies_of(Group.DOMAIN, "Findings of those who carry one of them.")
