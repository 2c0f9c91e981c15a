"""Where each IRI is found on this server, and which IRI an address stands for."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, unquote

from kg.names import BASE, KG, OBO, contract

SUFFIXES: Final = {
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
    ".jsonld": "application/ld+json",
    ".html": "text/html",
}
"""What an address may end in to name a format."""
PICTURED: Final = {".csv": "text/csv", ".svg": "image/svg+xml", ".png": "image/png"}
"""What the address of a view may end in beside: its table, its picture."""
# What `kg.names` leaves as it is when it mints; everything else is percent-encoded there.
_KEPT: Final = "+*=()_.-~:@,;!$&'#"


def address(iri: str) -> str:
    """The local address of a thing: ours at their own path, terms of others below `/term/`.

    >>> address("https://w3id.org/csf1r-kg/case/pmid-0000001/toy-woman")
    '/case/pmid-0000001/toy-woman'
    >>> address("http://purl.obolibrary.org/obo/HP_0002500")
    '/term/HP:0002500'
    """
    if iri.startswith(BASE):
        return "/" + iri.removeprefix(BASE)
    return "/term/" + quote(contract(iri), safe=":@,;!$'()*+=-._~")


def term_address(iri: str) -> str:
    """The page of a word of our ontology, whose own address is that of the whole ontology."""
    return "/term/kg:" + iri.removeprefix(KG)


def here(iri: str) -> str:
    """Where a value is looked up: ours and the terms of ontologies on this server, all else at its owner's."""
    if iri.startswith(KG):
        return term_address(iri)
    return address(iri) if iri.startswith((BASE, OBO)) else iri


def own_iri(path: str) -> str:
    """The IRI that a path of ours stands for, in the spelling it was minted in, however the client encoded it.

    >>> own_iri("/case/k%c4%b1nd/a%2Bb")
    'https://w3id.org/csf1r-kg/case/k%C4%B1nd/a+b'
    """
    parts = path.lstrip("/").split("/")
    return BASE + "/".join(quote(unquote(part), safe=_KEPT.replace("#", "")) for part in parts)


def split(path: str) -> tuple[str, str | None]:
    """A path without the suffix that names a format, and the media type named.

    >>> split("/case/a.ttl"), split("/transcript/NM_1.4")
    (('/case/a', 'text/turtle'), ('/transcript/NM_1.4', None))
    """
    for suffix, kind in {**SUFFIXES, **PICTURED}.items():
        if path.endswith(suffix) and len(path) > len(suffix) + 1:
            return path.removesuffix(suffix), kind
    return path, None


def with_suffix(path: str, suffix: str) -> str:
    """An address with a suffix that names a format, before its query.

    >>> with_suffix("/people?sex=female", ".csv")
    '/people.csv?sex=female'
    """
    stem, mark, query = path.partition("?")
    return f"{stem}{suffix}{mark}{query}"
