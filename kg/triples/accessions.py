"""Accessions of a gene, its transcripts and their proteins that the gene model has no place for.

A protein is a thing of its own here, only to say which transcripts code for it: coding names agree between
transcripts of one isoform, and between no others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from kg.names import LINKED, OBO, SKOS, mint
from kg.triples.terms import LABEL, Triple, iri, text, texts

Tree = Mapping[str, Any]
TRANSLATES_TO: Final = OBO + "RO_0002513"
_SPACES: Final = {
    "RefSeq": re.compile(r"N[MPR]_\d+(?:\.\d+)?"),
    "Ensembl": re.compile(r"ENS[GTP]\d{11}(?:\.\d+)?"),
}


def accession_triples(document: Tree) -> Iterator[Triple]:
    """What gene.yaml lists beside each first identifier: secondary, versioned and other accessions, proteins."""
    gene = document["gene"]
    subject = mint("gene", gene["symbol"])
    for row in gene.get("identifiers", ()):
        for other in (*row.get("secondary", ()), *([row["entry_name"]] if "entry_name" in row else ())):
            yield subject, SKOS + "notation", text(f"{row['scheme']}:{other}")
    others = gene.get("other_refseq_accessions", {})
    yield from _notations(subject, (one for kind, some in others.items() if kind != "source" for one in some))
    for row in gene.get("transcripts", ()):
        yield from _transcript(mint("transcript", row.get("refseq") or row["ensembl"]), row)


def _transcript(subject: str, row: Tree) -> Iterator[Triple]:
    yield from _notations(subject, (row.get(key, "") for key in ("refseq", "ensembl")))
    proteins = (row.get(key, "") for key in ("protein", "ensembl_protein"))
    made = [LINKED[scheme] + accession for accession in proteins if (scheme := _scheme(accession))]
    made += [LINKED["UniProtIsoform"] + row["isoform"]] if "isoform" in row else []
    for protein in made:
        yield subject, TRANSLATES_TO, iri(protein)
        yield protein, LABEL, text(protein.rpartition("/")[2])
    if made:
        yield TRANSLATES_TO, LABEL, text("ribosomally translates to")


def _scheme(accession: str) -> str | None:
    return next((name for name, pattern in _SPACES.items() if pattern.fullmatch(accession)), None)


def _notations(subject: str, accessions: Iterable[str]) -> Iterator[Triple]:
    return texts(subject, SKOS + "notation", *(f"{found}:{one}" for one in accessions if (found := _scheme(one))))
