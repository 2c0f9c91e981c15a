"""Addresses and short names of this graph's own things, as the graph mints them and nearly so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from kg.lexicon.identifiers import identifiers
from kg.lexicon.spelling import is_iri
from kg.names import BASE, KNOWN, PREFIXES, variant_slug

_BASE: Final = re.compile(r"(?:https?://)?(?:www\.)?" + re.escape(BASE.removeprefix("https://")), re.IGNORECASE)
_SERVED: Final = re.compile(r"https?://(?:localhost|127\.0\.0\.1)(?::\d+)?(?=/)")
_SUFFIX: Final = re.compile(r"\.(?:ttl|nt|rdf|jsonld|html)$|/$")
_LOWER: Final = {prefix.lower(): space for prefix, space in KNOWN.items()}


def iri_of(name: str) -> str | None:
    """The IRI that an identifier in any spelling stands for; None for a plain word.

    >>> iri_of("ncit_C12345"), iri_of("PMID 1"), iri_of("white matter")
    ('http://purl.obolibrary.org/obo/NCIT_C12345', 'https://pubmed.ncbi.nlm.nih.gov/1', None)
    """
    ways = (*(one.iri for one in identifiers(name)), *ours(name.strip()))
    return next((one for one in ways if is_iri(one)), None)


def ours(given: str) -> tuple[str, ...]:
    """The IRIs a text may be an address or a short name of, as it stands first; none for a plain word.

    >>> ours("variant:TOY1/c.149G>A")[1], ours("w3id.org/csf1r-kg/case/a.ttl")[1]
    ('https://w3id.org/csf1r-kg/variant/TOY1/c.149G-A', 'https://w3id.org/csf1r-kg/case/a')
    """
    return tuple(dict.fromkeys(_ways(given)))


def _ways(given: str) -> Iterator[str]:
    for iri in _whole(given):
        yield iri
        bare = _SUFFIX.sub("", iri)
        yield bare
        if bare.startswith(BASE):
            path = unquote(bare.removeprefix(BASE))
            # A space in a change may have been a `+`, which an address writes as one.
            for way in (path, path if path.startswith("variant/") else path.replace(" ", "-"), path.lower()):
                yield BASE + "/".join(map(variant_slug, way.split("/")))
        elif bare.startswith("http://"):
            yield "https://" + bare.removeprefix("http://")
        elif bare.startswith("https://"):
            yield "http://" + bare.removeprefix("https://")


def _whole(given: str) -> Iterator[str]:
    based, path = _BASE.match(given), _SERVED.sub("", given)
    if based:
        yield BASE + given[based.end() :]
    elif path.startswith("/") and not path.startswith(("//", "/term/")):
        yield BASE + path[1:]
    elif "://" in given:
        yield given
    else:
        prefix, colon, local = given.partition(":")
        space = PREFIXES.get(prefix) or _LOWER.get(prefix.lower())
        if colon and local.strip() and space:
            yield space + local.strip()
