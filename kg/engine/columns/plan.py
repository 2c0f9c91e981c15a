"""A query's text into its plan: read by Oxigraph first, which says what is wrong with it, then into our algebra."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from kg.engine.columns.algebra import Plan, Unsupported
from kg.engine.columns.reading.canonical import check
from kg.engine.columns.reading.queries import QueryReader
from kg.engine.columns.reading.tokens import tokens
from kg.engine.federation import services
from kg.names import BASE, KNOWN

_LOOK_UP: Final = re.compile(
    r"\s*(?:PREFIX\s+[\w-]*:\s*<[^<>\s]*>\s*)*"
    r"(?:SELECT\s+(?:[?$*]\w*\s*)+(?:WHERE\s*)?|ASK\s*(?:WHERE\s*)?|CONSTRUCT\s*(?:\{[^{}]*\}\s*)?WHERE\s*)"
    r"\{\s*(?:<[^<>\s]*>|[\w-]+:[\w-]+)\s(?:<[^<>\s]*>|[^{}()<>^*+/|!.]|\.(?!\s))*\.?\s*\}\s*(?:LIMIT\s+\d+\s*)?"
    r"|\s*DESCRIBE\s+<[^<>\s]*>\s*",
    re.IGNORECASE,
)
_LONGEST: Final = 100_000
"""Characters from which a text is not read here."""


def planned(query: str, base: str = BASE, prefixes: Mapping[str, str] = KNOWN) -> Plan:
    """The plan of a query. Raises `Unsupported`, and for what is no SPARQL the SyntaxError of Oxigraph."""
    if prefixes is KNOWN and base == BASE:
        return _planned(query)
    return _read(query, base, prefixes)


@lru_cache(500)
def _planned(query: str) -> Plan:
    return _read(query, BASE, KNOWN)


def _read(query: str, base: str, prefixes: Mapping[str, str]) -> Plan:
    if services(query):
        # Oxigraph calls them as soon as it has read the query.
        raise Unsupported("SERVICE")
    try:
        check(query, base, dict(prefixes))
    except (RuntimeError, ValueError, OSError) as error:
        raise Unsupported(str(error)) from error
    if "\\u" in query or "\\U" in query:
        raise Unsupported("characters written by code point")
    if len(query) > _LONGEST:
        raise Unsupported(f"more than {_LONGEST:,} characters")
    try:
        return QueryReader(tokens(query), base, prefixes).query()
    except RecursionError:
        raise Unsupported("groups or brackets nested so deeply") from None


def is_look_up(query: str) -> bool:
    """Whether a text plainly asks for what one named thing has, which Oxigraph answers sooner than it is read here."""
    return _LOOK_UP.fullmatch(query) is not None
