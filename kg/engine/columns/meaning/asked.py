"""What expressions mean, asked of Oxigraph: an empty store, and the terms in question handed in as VALUES.

So every function, cast, comparison and order is Oxigraph's own. Terms go in as N-Triples spells them, which SPARQL
reads alike; they come back as Oxigraph writes them ("01" as 1, "34.0" as 34, tags of languages in small letters).
Measured on labels of 30 letters: 2 to 3 us of CPU for each row, of which 1 is the reading of the query.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

import pyoxigraph as ox

from kg.engine.columns.algebra import Unsupported

Column: TypeAlias = Sequence[str | None]
Table: TypeAlias = Sequence[tuple[str, Column]]
"""Variables with their terms, all of one length; None is unbound."""

_EMPTY: Final = ox.Store()
_PIECE: Final = 20_000
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_BLANK: Final = "urn:blank-node:"
_IS: Final = ox.NamedNode("urn:is")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""What N-Triples escapes and tab-separated answers do not."""


def results(expression: str, table: Table) -> list[str | None]:
    """The value of an expression for each row of a table; None where it is an error. Without columns, one value."""
    made: list[str | None] = []
    for part in _pieces(table):
        made += map(_term, _rows(f"(({expression}) AS ?_made)", part))
    own = {term for _, column in table for term in column if is_blank(term)}
    if {term for term in made if is_blank(term)} - own:
        raise Unsupported("an expression that makes a blank node")
    return made


def truths(condition: str, table: Table) -> list[int]:
    """The effective boolean value for each row of a table: 1, 0, or -1 where it is an error."""
    found: list[int] = []
    for part in _pieces(table):
        found += map(_TRUTH.__getitem__, _rows(f"(IF(({condition}), 1, 0) AS ?_made)", part))
    return found


def sequence(terms: Column) -> tuple[list[int], list[int]]:
    """The places of terms in Oxigraph's order, twice: those that tie stand in the order given, and in its reverse."""
    head = f"SELECT ?_i {{ {_values([('?_i', range(len(terms))), ('?_v', terms)])} }} ORDER BY ?_v"
    upwards, downwards = (_lines(f"{head} {tie}", len(terms)) for tie in ("?_i", "DESC(?_i)"))
    return list(map(int, upwards)), list(map(int, downwards))


def of_nothing(aggregate: str) -> str | None:
    """An aggregate over no rows."""
    return _term(_lines(f"SELECT ({aggregate} AS ?_made) {{ VALUES ?_v {{}} }}", 1)[0])


def by_group(aggregate: str, groups: Sequence[int], table: Table) -> dict[int, str | None]:
    """An aggregate over the rows of each group, in their order; equal groups stand together."""
    found: dict[int, str | None] = {}
    for start, stop in _cuts(groups):
        part = [(name, column[start:stop]) for name, column in table]
        values = _values([("?_g", groups[start:stop]), *part])
        for line in _lines(f"SELECT ?_g ({aggregate} AS ?_made) {{ {values} }} GROUP BY ?_g"):
            group, made = line.split("\t")
            found[int(group)] = _term(made)
    return found


_TRUTH: Final = {"1": 1, "0": 0, "": -1}


def _length(table: Table) -> int:
    return len(table[0][1]) if table else 1


def _pieces(table: Table) -> Iterable[Table]:
    """A table in parts that are quickly read."""
    for start in range(0, _length(table), _PIECE):
        yield [(name, column[start : start + _PIECE]) for name, column in table]


def _cuts(groups: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Where to cut, so that no group is divided."""
    start = 0
    while start < len(groups):
        stop = min(start + _PIECE, len(groups))
        while stop < len(groups) and groups[stop] == groups[stop - 1]:
            stop += 1
        yield start, stop
        start = stop


def _rows(selected: str, table: Table) -> list[str]:
    """What is selected of each row of a table. Blank nodes, which VALUES cannot say, a store has by name."""
    labels = {term[2:] for _, column in table for term in column if term and is_blank(term)}
    if not labels:
        return _lines(f"SELECT {selected} {{ {_values(table)} }}", _length(table))
    store = ox.Store()
    store.extend(ox.Quad(ox.NamedNode(_BLANK + label), _IS, ox.BlankNode(label)) for label in labels)
    said: list[tuple[str, Sequence[str | None] | Sequence[int]]] = [("?_i", range(_length(table)))]
    fetched = []
    for at, (name, column) in enumerate(table):
        said.append((f"?_term{at}", [None if is_blank(term) else term for term in column]))
        said.append((f"?_name{at}", [f"<{_BLANK}{term[2:] if term and is_blank(term) else ''}>" for term in column]))
        fetched.append(f"OPTIONAL {{ ?_name{at} {_IS} ?_node{at} }} BIND(COALESCE(?_node{at}, ?_term{at}) AS {name})")
    query = f"SELECT {selected} {{ {_values(said)} {' '.join(fetched)} }} ORDER BY ?_i"
    return _lines(query, _length(table), store)


def is_blank(term: str | None) -> bool:
    """Whether a term is a blank node."""
    return term is not None and term[0] == "_"


def _values(table: Sequence[tuple[str, Sequence[str | None] | Sequence[int]]]) -> str:
    """A table as VALUES; raises `Unsupported` on what cannot be said there."""
    if not table:
        return ""
    columns = [_said(column) for _, column in table]
    rows = ") (".join(map(" ".join, zip(*columns, strict=True)))
    return f"VALUES ({' '.join(name for name, _ in table)}) {{ ({rows}) }}"


def _said(column: Sequence[str | None] | Sequence[int]) -> list[str]:
    said = ["UNDEF" if term is None else str(term) for term in column]
    heads = {term[:2] for term in said}
    if "_:" in heads:
        raise Unsupported("a blank node among values that are ordered or added up")
    if "<<" in heads:
        raise Unsupported("a triple term in an expression")
    return said


def _lines(query: str, expected: int | None = None, store: ox.Store = _EMPTY) -> list[str]:
    """The rows of an answer, separated by tabs; Oxigraph keeps the order of VALUES."""
    try:
        answer = store.query(query)
        assert isinstance(answer, ox.QuerySolutions)  # noqa: S101 - every query here is a SELECT
        body = answer.serialize(format=ox.QueryResultsFormat.TSV)
    except (SyntaxError, ValueError, RuntimeError, OSError) as fault:
        raise Unsupported(f"an expression that Oxigraph does not take alone: {fault}") from fault
    text = _CONTROL.sub(_escaped, (body or b"").decode())
    lines = text.split("\n")[1:-1]
    if expected is not None and len(lines) != expected:
        raise Unsupported(f"an answer of {len(lines)} rows about {expected}")
    return lines


def _escaped(found: re.Match[str]) -> str:
    letter = found[0]
    return {"\b": "\\b", "\f": "\\f"}.get(letter, f"\\u{ord(letter):04X}")


def _term(cell: str) -> str | None:
    """A term as N-Triples spells it."""
    return cell if cell[:1] in ('"', "<", "_") and cell else _written_out(cell)


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
