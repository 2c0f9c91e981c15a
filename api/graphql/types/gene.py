"""The gene and its parts."""

from __future__ import annotations

from api.graphql.lists import cases_of, variants_of
from api.graphql.node import Thing, flag, many, one, text, texts, thing, told, whole
from api.graphql.refs import (
    ExonRef,
    GeneDiseaseClassificationRef,
    GeneRef,
    IntronRef,
    OntologyTermRef,
    ProteinDomainRef,
    TranscriptRef,
)
from api.graphql.types.frequency import frequencies_of
from kg.find import Relation
from kg.find.frequencies import Group
from kg.names import KG


@thing("kg:Gene", description="A gene of the gene model.")
class Gene(Thing):
    """kg:Gene."""

    symbol: str = text("rdfs:label", "Its symbol.")
    full_name: str | None = text("kg:fullName", "Its full name.")
    cytoband: str | None = text("kg:cytoband", "The band of its chromosome.")
    strand: str | None = text("kg:strand", "The strand it is read from: plus or minus.")
    aliases: list[str] = texts("skos:altLabel", "Other names.")
    identifiers: list[str] = texts("skos:notation", "Its identifiers elsewhere, as they are written.")
    links: list[str] = texts("skos:exactMatch", "The gene elsewhere.")
    transcripts: list[TranscriptRef] = many("Transcript", "kg:hasTranscript", description="Its transcripts.")
    exons: list[ExonRef] = many("Exon", "^kg:ofGene", description="Its exons on the reference transcript, by IRI.")
    introns: list[IntronRef] = many("Intron", "^kg:ofGene", description="Its introns, by IRI.")
    domains: list[ProteinDomainRef] = many("ProteinDomain", "^kg:ofGene", description="The domains of its protein.")
    diseases: list[OntologyTermRef] = many("Disease", "^kg:ofGene", description="The diseases it causes.")
    classifications: list[GeneDiseaseClassificationRef] = many(
        "GeneDiseaseClassification",
        "^kg:classifiedGene",
        description="What databases say of it as the cause of a disease.",
    )
    variants = variants_of(Relation.GENE_VARIANTS, "Its variants, those too that only databases know (`reported`).")
    cases = cases_of(Relation.GENE_CASES, "The persons who carry one of its variants.")
    finding_frequencies = frequencies_of(Group.GENE, "Findings of those who carry one of its variants.")


@thing("kg:Transcript", description="A transcript that names or exon numbers refer to.")
class Transcript(Thing):
    """kg:Transcript."""

    notes: list[str] = texts("kg:text", "What was read of its standing.")
    identifiers: list[str] = texts("skos:notation", "Its identifiers, as they are written.")
    proteins: list[str] = texts("obo:RO_0002513", "IRIs of the proteins it is translated to.")
    genes: list[GeneRef] = many("Gene", "^kg:hasTranscript", description="The gene.")


@thing("kg:Exon", description="An exon by its number on one transcript; the number alone is not safe.")
class Exon(Thing):
    """kg:Exon."""

    rank: int | None = whole("kg:rank", "Its number.")
    coding_span: str | None = text("kg:codingSpan", "The coding positions it holds.")
    grch38_start: int | None = whole("kg:grch38Start", "First position on GRCh38, counted from 1.")
    grch38_end: int | None = whole("kg:grch38End", "Last position on GRCh38, counted from 1.")
    grch37_start: int | None = whole("kg:grch37Start", "First position on GRCh37, counted from 1.")
    grch37_end: int | None = whole("kg:grch37End", "Last position on GRCh37, counted from 1.")
    codes: bool | None = flag("kg:codes", "Whether it codes for protein.")
    gene: GeneRef | None = one("Gene", "kg:ofGene", "The gene.")
    transcript: TranscriptRef | None = one("Transcript", "kg:onTranscript", "The transcript that counts so.")
    variants = variants_of(Relation.EXON_VARIANTS, "The variants in it.")
    cases = cases_of(Relation.EXON_CASES, "The persons who carry a variant in it.")
    finding_frequencies = frequencies_of(Group.EXON, "Findings of those who carry a variant in it.")


@thing("kg:Intron", description="The stretch between two exons of one transcript, numbered as the exon before it.")
class Intron(Thing):
    """kg:Intron."""

    rank: int | None = whole("kg:rank", "Its number.")
    gene: GeneRef | None = one("Gene", "kg:ofGene", "The gene.")
    transcript: TranscriptRef | None = one("Transcript", "kg:onTranscript", "The transcript that counts so.")
    variants = variants_of(Relation.INTRON_VARIANTS, "The variants in it.")
    cases = cases_of(Relation.INTRON_CASES, "The persons who carry a variant in it.")
    finding_frequencies = frequencies_of(Group.INTRON, "Findings of those who carry a variant in it.")


@thing("kg:ProteinDomain", description="A stretch of residues of the protein with a name.")
class ProteinDomain(Thing):
    """kg:ProteinDomain."""

    first_residue: int | None = whole("kg:firstResidue", "Its first residue.")
    last_residue: int | None = whole("kg:lastResidue", "Its last residue.")
    kinase: bool = told(
        lambda said: f"{KG}KinaseDomain" in said.texts("rdf:type"),
        "Whether it carries the kinase activity.",
        "rdf:type",
    )
    notes: list[str] = texts("kg:note", "Notes of the curators.")
    gene: GeneRef | None = one("Gene", "kg:ofGene", "The gene.")
    variants = variants_of(Relation.DOMAIN_VARIANTS, "The variants that change a residue of it.")
    cases = cases_of(Relation.DOMAIN_CASES, "The persons who carry one of them.")
    finding_frequencies = frequencies_of(Group.DOMAIN, "Findings of those who carry one of them.")
