"""Questions to Oxigraph about terms handed in, and its answers: VALUES out, lines separated by tabs back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, TypeAlias

import pyoxigraph as ox

from kg.engine.columns.algebra import Unsupported

Column: TypeAlias = Sequence[str | None]
Table: TypeAlias = Sequence[tuple[str, Column]]
"""Variables with their terms, all of one length; None is unbound."""

_EMPTY: Final = ox.Store()
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_BLANK: Final = "urn:blank-node:"
_IS: Final = ox.NamedNode("urn:is")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""What N-Triples escapes and tab-separated answers do not."""


def rows(selected: str, table: Table) -> list[str]:
    """What is selected of each row of a table. Blank nodes, which VALUES cannot say, a store has by name."""
    labels = {term[2:] for _, column in table for term in column if term and is_blank(term)}
    if not labels:
        return lines(f"SELECT {selected} {{ {values(table)} }}", length(table))
    store = ox.Store()
    store.extend(ox.Quad(ox.NamedNode(_BLANK + label), _IS, ox.BlankNode(label)) for label in labels)
    columns: list[tuple[str, Sequence[str | None] | Sequence[int]]] = [("?_i", range(length(table)))]
    fetched = []
    for at, (name, column) in enumerate(table):
        columns.append((f"?_term{at}", [None if is_blank(term) else term for term in column]))
        columns.append((f"?_name{at}", [f"<{_BLANK}{term[2:] if term and is_blank(term) else ''}>" for term in column]))
        fetched.append(f"OPTIONAL {{ ?_name{at} {_IS} ?_node{at} }} BIND(COALESCE(?_node{at}, ?_term{at}) AS {name})")
    query = f"SELECT {selected} {{ {values(columns)} {' '.join(fetched)} }} ORDER BY ?_i"
    return lines(query, length(table), store)


def length(table: Table) -> int:
    """How many rows a table has; without columns, one."""
    return len(table[0][1]) if table else 1


def is_blank(term: str | None) -> bool:
    """Whether a term is a blank node."""
    return term is not None and term[0] == "_"


def values(table: Sequence[tuple[str, Sequence[str | None] | Sequence[int]]]) -> str:
    """A table as VALUES; raises `Unsupported` on what cannot be said there."""
    if not table:
        return ""
    columns = [_said(column) for _, column in table]
    told = ") (".join(map(" ".join, zip(*columns, strict=True)))
    return f"VALUES ({' '.join(name for name, _ in table)}) {{ ({told}) }}"


def _said(column: Sequence[str | None] | Sequence[int]) -> list[str]:
    said = ["UNDEF" if term is None else str(term) for term in column]
    heads = {term[:2] for term in said}
    if "_:" in heads:
        raise Unsupported("a blank node among values that are ordered or added up")
    if "<<" in heads:
        raise Unsupported("a triple term in an expression")
    return said


def lines(query: str, expected: int | None = None, store: ox.Store = _EMPTY) -> list[str]:
    """The rows of an answer, separated by tabs; Oxigraph keeps the order of VALUES."""
    try:
        answer = store.query(query)
        assert isinstance(answer, ox.QuerySolutions)  # noqa: S101 - every query here is a SELECT
        body = answer.serialize(format=ox.QueryResultsFormat.TSV)
    except (SyntaxError, ValueError, RuntimeError, OSError) as fault:
        raise Unsupported(f"an expression that Oxigraph does not take alone: {fault}") from fault
    text = _CONTROL.sub(_escaped, (body or b"").decode())
    found = text.split("\n")[1:-1]
    if expected is not None and len(found) != expected:
        raise Unsupported(f"an answer of {len(found)} rows about {expected}")
    return found


def _escaped(found: re.Match[str]) -> str:
    letter = found[0]
    return {"\b": "\\b", "\f": "\\f"}.get(letter, f"\\u{ord(letter):04X}")


def term(cell: str) -> str | None:
    """A term as N-Triples spells it."""
    return cell if cell[:1] in ('"', "<", "_") else _written_out(cell)


@lru_cache(10_000)
def _written_out(cell: str) -> str | None:
    """What Turtle writes without quotes, spelled with its type."""
    if not cell:
        return None
    if cell in ("true", "false"):
        kind = "boolean"
    elif "e" in cell.lower():
        kind = "double"
    else:
        kind = "decimal" if "." in cell else "integer"
    return f'"{cell}"^^<{_XSD}{kind}>'
