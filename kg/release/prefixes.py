"""The prefixes a query may use, as SHACL declares them, and as a JSON-LD context and an extended prefix map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.names import KNOWN, OBO_PREFIXES
from kg.release.words import PREFIXES, SH, refers
from kg.triples.terms import LABEL, TYPE, Triple, iri, text, uri


def prefix_triples() -> Iterator[Triple]:
    """`sh:declare` of every prefix; each declaration has a name of its own, since a release holds no blank node."""
    yield PREFIXES, LABEL, text("Prefixes of the CSF1R knowledge graph")
    for prefix, space in KNOWN.items():
        declared = f"{PREFIXES}#{prefix}"
        yield from refers(PREFIXES, SH + "declare", declared)
        yield declared, TYPE, iri(SH + "PrefixDeclaration")
        yield declared, LABEL, text(prefix)
        yield declared, SH + "prefix", text(prefix)
        yield declared, SH + "namespace", uri(space)


def context() -> dict[str, Any]:
    """A JSON-LD context (JSON-LD 1.1, section 4.1)."""
    return {"@context": dict(sorted(KNOWN.items()))}


def prefix_map() -> list[dict[str, Any]]:
    """An extended prefix map, as the Python package `curies` reads it: odd spellings of OBO prefixes are synonyms."""
    records: list[dict[str, Any]] = []
    for prefix, space in sorted(KNOWN.items()):
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
