"""Papers and other references as phenopackets cite them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.engine import RowTerm
from kg.export.packets.nodes import Node
from kg.export.packets.words import Words, curie
from kg.model.packet import OutsideReference
from kg.names import BASE, BIBO, SCHEMES
from kg.triples.outer import paper_of
from kg.triples.terms import LABEL


def paper_id(iri: str, said: Node | None) -> str:
    """What a paper is cited by: its PMID, its DOI, else our own name for it."""
    names = [f"PMID:{one}" for one in (said.values(BIBO + "pmid") if said else [])]
    names += [f"DOI:{one}" for one in (said.values(BIBO + "doi") if said else [])]
    return next((name for name in names if paper_of(OutsideReference(name)) == iri), curie(iri))


def cited(iri: str, shared: Mapping[str, Node], words: Words) -> dict[str, str]:
    """A paper with its address and title."""
    return next(cited_each(iri, shared, words))


def cited_each(iri: str, shared: Mapping[str, Node], words: Words) -> Iterator[dict[str, str]]:
    """A paper once for each title it is told with; most have one, and the identifier is none."""
    said = shared.get(iri)
    name = words.said(paper_id(iri, said))
    scheme, _, local = name.partition(":")
    address = SCHEMES[scheme] + local if scheme in SCHEMES else iri
    for title in (said.values(LABEL) if said else []) or [""]:
        told = {"description": title} if title and title != name else {}
        yield {"id": name, "reference": address, **told}


def pointed(value: RowTerm, words: Words) -> dict[str, str]:
    """A reference that is no paper: a link, or text."""
    if value.kind != "iri":
        return {"id": value.value}
    name = curie(value.value)
    # A name of ours would be taken for a remark, an address at PubMed for a paper.
    if name == value.value or value.value.startswith(BASE) or name.startswith(("PMID:", "DOI:")):
        return {"id": value.value, "reference": value.value}
    return {"id": words.said(name)}
