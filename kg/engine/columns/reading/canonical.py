"""QueryTerms as Oxigraph holds them: it keeps numbers, dates and the like by value, and resolves IRIs."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import pyoxigraph as ox

from kg.engine.columns.algebra import Unsupported

_NOTHING: Final = ox.Store()


@lru_cache(4096)
def canonical(term: str, base: str | None = None) -> str:
    """A term of a query, its names whole, as Oxigraph gives it back: `"01"^^xsd:integer` is the integer 1.

    >>> canonical('"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    '"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    try:
        found = _NOTHING.query(f"SELECT ?term {{ VALUES ?term {{ {term} }} }}", base_iri=base)
    except (SyntaxError, ValueError) as error:
        raise Unsupported(f"the term {term}") from error
    assert isinstance(found, ox.QuerySolutions)  # noqa: S101 - by its form
    return str(next(found)[0])


def check(query: str, base: str, prefixes: dict[str, str]) -> None:
    """Have Oxigraph read a query, over nothing. Raises what it raises."""
    _NOTHING.query(query, base_iri=base, prefixes=prefixes)
