"""Things of others as packets name them: CURIEs of any ontology, web addresses, papers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from kg.model.packet import Reference, Term
from kg.names import BIBO, OBO_PREFIXES, SCHEMES, SKOS, expand, mint
from kg.triples.paper import paper_iri
from kg.triples.terms import LABEL, Triple, called, iri, text

_OTHERS: Final = {"ORPHANET": "ORPHA", "MIM": "OMIM", "NCIT": "NCIT", "PUBMED": "PMID"}
_KNOWN: Final = {**{prefix.upper(): prefix for prefix in (*OBO_PREFIXES, *SCHEMES)}, **_OTHERS}
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+", re.IGNORECASE)
_DOI: Final = re.compile(r"doi:(10\.\d{4,9}/\S+)", re.IGNORECASE)
REGISTRY: Final = "https://bioregistry.io/"


@lru_cache(maxsize=65536)
def outer_iri(curie: str) -> str:
    """The IRI of an external identifier: in its owner's form where that is known, else at bioregistry.io.

    >>> outer_iri("Orphanet:313808"), outer_iri("LOINC:26515-7")
    ('http://www.orpha.net/ORDO/Orphanet_313808', 'https://loinc.org/26515-7')
    """
    if curie.startswith(REGISTRY):
        return curie
    prefix, _, local = curie.partition(":")
    known = _KNOWN.get(prefix.upper())
    if known:
        return expand(f"{known}:{quote(local, safe='._-~:/()')}")
    return REGISTRY + quote(curie, safe="._-~:/()")


def labelled(term: Term) -> Iterator[Triple]:
    """The name of an external class, unless it is HPO's, which stands in its own graph."""
    if term.label and not term.id.startswith("HP:"):
        yield outer_iri(term.id), LABEL, text(term.label)


@lru_cache(maxsize=65536)
def gene_node(key: str) -> str:
    """The IRI of a gene by its key: a symbol of the reference data, an id, or any symbol a stranger may write."""
    return mint("gene", quote(key, safe="@.-_"))


def paper_of(reference: Reference) -> str | None:
    """The IRI of a paper, as evidence files give it: by its PMID, else its DOI; None for other references."""
    if reference.paper:
        return reference.paper
    if reference.pmid:
        return paper_iri(f"pmid-{reference.pmid}")
    if match := _DOI.fullmatch(reference.id):
        return paper_iri("doi-" + quote(match[1].lower().replace("/", "-"), safe="-._()"))
    return None


def paper_facts(reference: Reference) -> Iterator[Triple]:
    """What a packet tells of a paper: its identifier and what it is called there."""
    subject = paper_of(reference)
    if subject is None:
        return
    yield from called(subject, reference.description or reference.id, "Paper")
    if reference.pmid:
        yield subject, BIBO + "pmid", text(reference.pmid)
        yield subject, SKOS + "exactMatch", iri(SCHEMES["PMID"] + reference.pmid)
    elif match := _DOI.fullmatch(reference.id):
        yield subject, BIBO + "doi", text(match[1])
        yield subject, SKOS + "exactMatch", iri(SCHEMES["DOI"] + quote(match[1], safe="/-._()"))


def pointer(reference: Reference) -> str | None:
    """A reference that is no paper, as an object: a link where it is an address or a CURIE, else text."""
    for one in (reference.address, reference.id):
        if _ADDRESS.fullmatch(one):
            return iri(one)
    if re.fullmatch(r"[A-Za-z][\w.]{0,30}:[^\s<>\"{}|\\^`]{1,200}", reference.id):
        return iri(outer_iri(reference.id))
    told = reference.id or reference.address or reference.description
    return text(told) if told else None
