"""A query's text into its plan: read by Oxigraph first, which says what is wrong with it, then into our algebra."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from kg.engine.columns.algebra import Plan, Unsupported
from kg.engine.columns.reading.canonical import check
from kg.engine.columns.reading.queries import QueryReader
from kg.engine.columns.reading.tokens import tokens
from kg.names import BASE, KNOWN

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
    check(query, base, dict(prefixes))
    if "\\u" in query or "\\U" in query:
        raise Unsupported("characters written by code point")
    if len(query) > _LONGEST:
        raise Unsupported(f"more than {_LONGEST:,} characters")
    try:
        return QueryReader(tokens(query), base, prefixes).query()
    except RecursionError:
        raise Unsupported("groups or brackets nested so deeply") from None
