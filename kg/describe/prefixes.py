"""The prefixes a query may use, as SHACL declares them, and as a JSON-LD context and an extended prefix map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from kg.describe.words import PREFIXES, SCHEMA, SD, SH, SPEX, VOID_EXT, VOID_NS, refers
from kg.names import OBO, OBO_PREFIXES, SCHEMES
from kg.names import PREFIXES as NAMES
from kg.triples.terms import LABEL, TYPE, Triple, iri, text, uri

_SPACES: Final = {"sh": SH, "sd": SD, "void": VOID_NS, "void-ext": VOID_EXT, "schema": SCHEMA, "spex": SPEX}


def known() -> dict[str, str]:
    """Every prefix with its namespace: ours and W3C's, then identifier schemes, so that `HP:0002500` can be written."""
    obo = {prefix: f"{OBO}{prefix}_" for prefix in sorted(OBO_PREFIXES)}
    return {**NAMES, **_SPACES, **obo, **SCHEMES}


def prefix_triples() -> Iterator[Triple]:
    """`sh:declare` of every prefix; each declaration has a name of its own, since a release holds no blank node."""
    yield PREFIXES, LABEL, text("Prefixes of the CSF1R knowledge graph")
    for prefix, space in known().items():
        declared = f"{PREFIXES}#{prefix}"
        yield from refers(PREFIXES, SH + "declare", declared)
        yield declared, TYPE, iri(SH + "PrefixDeclaration")
        yield declared, LABEL, text(prefix)
        yield declared, SH + "prefix", text(prefix)
        yield declared, SH + "namespace", uri(space)


def context() -> dict[str, Any]:
    """A JSON-LD context (JSON-LD 1.1, section 4.1)."""
    return {"@context": dict(sorted(known().items()))}


def prefix_map() -> list[dict[str, Any]]:
    """An extended prefix map, as the Python package `curies` reads it: odd spellings of OBO prefixes are synonyms."""
    records: list[dict[str, Any]] = []
    for prefix, space in sorted(known().items()):
        record: dict[str, Any] = {"prefix": prefix, "uri_prefix": space}
        if prefix in OBO_PREFIXES:
            record["prefix_synonyms"] = [prefix.lower()]
            record["uri_prefix_synonyms"] = [
                f"https://purl.obolibrary.org/obo/{prefix}_",
                f"http://identifiers.org/{prefix}:",
                f"https://identifiers.org/{prefix}:",
            ]
        records.append(record)
    return records
