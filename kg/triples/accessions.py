"""Accessions of a gene, its transcripts and their proteins that the gene model has no place for.

A protein is a thing of its own here, only to say which transcripts code for it: coding names agree between
transcripts of one isoform, and between no others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from kg.names import OBO, SKOS, mint
from kg.triples.gene import gene_iri
from kg.triples.terms import LABEL, Triple, iri, text

Tree = Mapping[str, Any]
TRANSLATES_TO: Final = OBO + "RO_0002513"
_SPACES: Final = (
    (re.compile(r"N[MPR]_\d+(?:\.\d+)?"), "RefSeq", "http://identifiers.org/refseq/"),
    (re.compile(r"ENS[GTP]\d{11}(?:\.\d+)?"), "Ensembl", "http://identifiers.org/ensembl/"),
)
_ISOFORMS: Final = "http://purl.uniprot.org/isoforms/"


def accession_triples(document: Tree) -> Iterator[Triple]:
    """What gene.yaml lists beside each first identifier: secondary, versioned and other accessions, proteins."""
    gene = document["gene"]
    subject = gene_iri(gene["symbol"])
    for row in gene.get("identifiers", ()):
        for other in (*row.get("secondary", ()), *([row["entry_name"]] if "entry_name" in row else ())):
            yield subject, SKOS + "notation", text(f"{row['scheme']}:{other}")
    for kind, accessions in gene.get("other_refseq_accessions", {}).items():
        for accession in accessions if kind != "source" else ():
            yield from _notation(subject, accession)
    for row in gene.get("transcripts", ()):
        yield from _transcript(mint("transcript", row.get("refseq") or row["ensembl"]), row)


def _transcript(subject: str, row: Tree) -> Iterator[Triple]:
    for key in ("refseq", "ensembl"):
        yield from _notation(subject, row.get(key, ""))
    proteins = [_place(row.get(key, "")) for key in ("protein", "ensembl_protein")]
    made = [space + accession for accession, _, space in proteins if space]
    made += [_ISOFORMS + row["isoform"]] if "isoform" in row else []
    for protein in made:
        yield subject, TRANSLATES_TO, iri(protein)
        yield protein, LABEL, text(protein.rpartition("/")[2])
    if made:
        yield TRANSLATES_TO, LABEL, text("ribosomally translates to")


def _place(accession: str) -> tuple[str, str, str]:
    found = next(((name, space) for pattern, name, space in _SPACES if pattern.fullmatch(accession)), ("", ""))
    return accession, *found


def _notation(subject: str, accession: str) -> Iterator[Triple]:
    _, scheme, _ = _place(accession)
    if scheme:
        yield subject, SKOS + "notation", text(f"{scheme}:{accession}")
