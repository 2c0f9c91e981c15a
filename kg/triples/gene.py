"""The gene model as a graph: gene, transcripts, exons, introns, protein domains."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model.gene import Exon, GeneModel, ProteinDomain
from kg.names import OBO_PREFIXES, SCHEMES, SKOS, expand, mint, slug, term
from kg.triples.terms import Triple, boolean, called, integer, iri, text, texts, told


def exon_iri(gene: GeneModel, number: int) -> str:
    """The IRI of an exon, by its transcript: an exon number is safe only with it."""
    return mint("exon", gene.reference_transcript or gene.symbol, str(number))


def intron_iri(gene: GeneModel, number: int) -> str:
    """The IRI of the intron between exon `number` and the next."""
    return mint("intron", gene.reference_transcript or gene.symbol, str(number))


def domain_iri(gene: GeneModel, domain: ProteinDomain) -> str:
    """The IRI of a protein domain."""
    return mint("domain", gene.symbol, slug(domain.name))


def gene_triples(gene: GeneModel) -> Iterator[Triple]:
    """The gene with all its parts."""
    subject = mint("gene", gene.symbol)
    yield from called(subject, gene.symbol, "Gene", *(("SubjectGene",) if gene.exons else ()))
    yield from told(subject, gene, *(("cytoband", "strand") if gene.exons else ()), fullName="name")
    yield from texts(subject, SKOS + "altLabel", *gene.aliases)
    for identifier in gene.identifiers:
        yield from external(subject, identifier.scheme, identifier.id)
    for transcript in gene.transcripts:
        node = mint("transcript", transcript.id)
        yield subject, term("hasTranscript"), iri(node)
        yield from called(node, transcript.id, "Transcript")
        yield from told(node, transcript, text="status")
    for exon in gene.exons:
        yield from _exon(gene, exon)
    for number in gene.introns:
        yield from _intron(gene, number)
    for domain in gene.domains:
        yield from _domain(gene, domain)


def external(subject: str, scheme: str, identifier: str) -> Iterator[Triple]:
    """An identifier in someone else's scheme: as written, and as a link where its owner's form is known."""
    _, _, local = identifier.partition(":")
    curie = identifier if local else f"{scheme}:{identifier}"
    yield subject, SKOS + "notation", text(curie)
    if curie.partition(":")[0] in OBO_PREFIXES | SCHEMES.keys():
        yield subject, SKOS + "exactMatch", iri(expand(curie))


def _exon(gene: GeneModel, exon: Exon) -> Iterator[Triple]:
    node = exon_iri(gene, exon.number)
    yield from called(node, f"{gene.symbol} exon {exon.number}", "Exon")
    yield from _part(node, gene, exon.number)
    yield node, term("codingSpan"), text(f"c.{exon.first} to c.{exon.last}")
    for assembly in ("GRCh38", "GRCh37"):
        ends = exon.ends(assembly)
        if ends:
            yield node, term(f"{assembly.lower()}Start"), integer(ends[0])
            yield node, term(f"{assembly.lower()}End"), integer(ends[1])
    yield node, term("codes"), boolean(exon.coding)


def _intron(gene: GeneModel, number: int) -> Iterator[Triple]:
    node = intron_iri(gene, number)
    yield from called(node, f"{gene.symbol} intron {number}", "Intron")
    yield from _part(node, gene, number)


def _part(node: str, gene: GeneModel, number: int) -> Iterator[Triple]:
    yield node, term("rank"), integer(number)
    yield node, term("ofGene"), iri(mint("gene", gene.symbol))
    if gene.reference_transcript:
        yield node, term("onTranscript"), iri(mint("transcript", gene.reference_transcript))


def _domain(gene: GeneModel, domain: ProteinDomain) -> Iterator[Triple]:
    node = domain_iri(gene, domain)
    kinase = ("KinaseDomain",) if domain.kinase else ()
    yield from called(node, f"{gene.symbol} {domain.name}", "ProteinDomain", *kinase)
    yield node, term("ofGene"), iri(mint("gene", gene.symbol))
    yield from told(node, domain, firstResidue="first", lastResidue="last")
    if domain.inferred:
        yield node, term("note"), text("inferred, not an annotated feature of the protein's record")
