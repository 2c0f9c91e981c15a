"""What expressions mean, asked of Oxigraph: an empty store, and the terms in question handed in as VALUES.

So every function, cast, comparison and order is Oxigraph's own. QueryTerms go in as N-Triples spells them, which SPARQL
reads alike; they come back as Oxigraph writes them ("01" as 1, "34.0" as 34, tags of languages in small letters).
Measured on labels of 30 letters: 2 to 3 us of CPU for each row, of which 1 is the reading of the query.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from kg.engine.columns.algebra import Unsupported
from kg.engine.columns.meaning import said
from kg.engine.columns.meaning.said import Column, Table

_PIECE: Final = 20_000


def results(expression: str, table: Table) -> list[str | None]:
    """The value of an expression for each row of a table; None where it is an error. Without columns, one value."""
    made: list[str | None] = []
    for part in _pieces(table):
        made += map(said.term, said.rows(f"(({expression}) AS ?_made)", part))
    own = {term for _, column in table for term in column if said.is_blank(term)}
    if {term for term in made if said.is_blank(term)} - own:
        raise Unsupported("an expression that makes a blank node")
    return made


def truths(condition: str, table: Table) -> list[int]:
    """The effective boolean value for each row of a table: 1, 0, or -1 where it is an error."""
    found: list[int] = []
    for part in _pieces(table):
        found += map(_TRUTH.__getitem__, said.rows(f"(IF(({condition}), 1, 0) AS ?_made)", part))
    return found


def sequence(terms: Column) -> tuple[list[int], list[int]]:
    """The places of terms in Oxigraph's order, twice: those that tie stand in the order given, and in its reverse."""
    head = f"SELECT ?_i {{ {said.values([('?_i', range(len(terms))), ('?_v', terms)])} }} ORDER BY ?_v"
    upwards, downwards = (said.lines(f"{head} {tie}", len(terms)) for tie in ("?_i", "DESC(?_i)"))
    return list(map(int, upwards)), list(map(int, downwards))


def of_nothing(aggregate: str) -> str | None:
    """An aggregate over no rows."""
    return said.term(said.lines(f"SELECT ({aggregate} AS ?_made) {{ VALUES ?_v {{}} }}", 1)[0])


def by_group(aggregate: str, groups: Sequence[int], table: Table) -> dict[int, str | None]:
    """An aggregate over the rows of each group, in their order; equal groups stand together."""
    found: dict[int, str | None] = {}
    for start, stop in _cuts(groups):
        part = [(name, column[start:stop]) for name, column in table]
        values = said.values([("?_g", groups[start:stop]), *part])
        for line in said.lines(f"SELECT ?_g ({aggregate} AS ?_made) {{ {values} }} GROUP BY ?_g"):
            group, made = line.split("\t")
            found[int(group)] = said.term(made)
    return found


_TRUTH: Final = {"1": 1, "0": 0, "": -1}


def _pieces(table: Table) -> Iterable[Table]:
    """A table in parts that are quickly read."""
    for start in range(0, said.length(table), _PIECE):
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
