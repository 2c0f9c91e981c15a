"""A part of a gene, or a gene: what it is, where it lies, and what is known of it elsewhere, as words and links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from kg.engine import Engine
from kg.find import Ref, Said, stated
from kg.lexicon.spelling import PROLOGUE, reference

Told: TypeAlias = tuple[str, tuple[Ref | str, ...]]
"""A word for a reader, and what holds: texts, and things that have a page."""
_OF: Final = frozenset(
    {
        *("rdf:type", "rdfs:label", "kg:ofGene", "kg:rank", "kg:codingSpan", "kg:codes", "kg:onTranscript"),
        *("kg:grch38Start", "kg:grch38End", "kg:grch37Start", "kg:grch37End", "kg:firstResidue", "kg:lastResidue"),
        *("kg:fullName", "kg:cytoband", "kg:strand", "kg:hasTranscript", "kg:text", "skos:altLabel", "skos:notation"),
        *("skos:exactMatch", "obo:RO_0002513", "^kg:hasTranscript", "^kg:classifiedGene"),
    }
)
_ASSEMBLIES: Final = (("GRCh38", "kg:grch38"), ("GRCh37", "kg:grch37"))
_PLAIN: Final = (
    *(("Full name", "kg:fullName"), ("Also called", "skos:altLabel"), ("Band", "kg:cytoband")),
    *(("Strand", "kg:strand"), ("Coding positions", "kg:codingSpan"), ("Remark", "kg:text")),
)
_LINKED: Final = (
    *(("Gene", "kg:ofGene"), ("Transcript", "kg:onTranscript"), ("Transcripts", "kg:hasTranscript")),
    *(("Gene", "^kg:hasTranscript"), ("Databases hold", "^kg:classifiedGene")),
)
_ELSEWHERE: Final = (("Elsewhere", "skos:exactMatch"), ("Its product", "obo:RO_0002513"))


@dataclass(frozen=True, slots=True, kw_only=True)
class GenePart:
    """`rank` is the number of an exon or an intron; `outside` are links to pages of others; `names` are identifiers."""

    ref: Ref
    gene: Ref | None
    rank: int | None
    told: tuple[Told, ...]
    outside: tuple[Told, ...]
    names: tuple[str, ...]


def place(engine: Engine, iri: str) -> GenePart | None:
    """What is stated of it; None where nothing is."""
    said = stated(engine, [(iri, _OF)])[iri]
    if not said.facts:
        return None
    rank = said.number("kg:rank")
    gene = said.ref("kg:ofGene") or said.ref("^kg:hasTranscript")
    return GenePart(
        ref=Ref(iri, said.label),
        gene=gene,
        rank=None if rank is None else int(rank),
        told=tuple(_told(said)),
        outside=tuple((word, said.refs(name)) for word, name in _ELSEWHERE if said.refs(name)),
        names=said.texts("skos:notation"),
    )


def _told(said: Said) -> Iterator[Told]:
    for word, name in _LINKED:
        if found := said.refs(name):
            yield word, found
    for word, name in _PLAIN:
        if texts := said.texts(name):
            yield word, (", ".join(texts),)
    if said.flag("kg:codes") is False:
        yield "Codes for", ("nothing of the protein",)
    first, last = said.text("kg:firstResidue"), said.text("kg:lastResidue")
    if first and last:
        yield "Residues", (f"{first} to {last}",)
    for assembly, name in _ASSEMBLIES:
        start, end = said.number(f"{name}Start"), said.number(f"{name}End")
        if start and end:
            yield f"On {assembly}", (f"{start:,.0f} to {end:,.0f}",)


def diseases_of(engine: Engine, gene: str) -> tuple[Ref, ...]:
    """The diseases that a gene causes, by the gene model."""
    rows = engine.rows(f"""{PROLOGUE}
        SELECT DISTINCT ?x ?label WHERE {{ ?x kg:ofGene {reference(gene)} ; a kg:Disease ; rdfs:label ?label }}
        ORDER BY STR(?label) ?x""")
    found = {row["x"].value: Ref(row["x"].value, row["label"].value) for row in rows}
    return tuple(found.values())


def on_transcript(engine: Engine, iri: str) -> tuple[str, ...]:
    """The variants that are named on a transcript."""
    rows = engine.rows(f"""{PROLOGUE}
        SELECT DISTINCT ?x WHERE {{ ?x kg:onTranscript {reference(iri)} ; a kg:Variant }} ORDER BY ?x""")
    return tuple(row["x"].value for row in rows)
