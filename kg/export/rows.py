"""The rows of a table out of a graph, a thousand things at a time: one query for what is said of all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from kg.engine import Engine
from kg.export.columns import Column, Part, Table
from kg.find import Said, stated
from kg.find.facts import Ref
from kg.find.truth import spelt
from kg.lexicon.spelling import PROLOGUE
from kg.names import BASE, contract

Row = tuple[str, ...]
"""Cells as texts, empty where nothing is said."""
Further = Callable[[str, str, str], None]
"""Is told of a value beyond the first: the row, the column, the value."""
_BATCH: Final = 1000
_TABLES: Final = {"case": "cases", "variant": "variants", "paper": "papers", "statistic": "statistics"}


def rows(engine: Engine, table: Table, further: Further) -> Iterator[Row]:
    """The rows of a table in the order of its things' IRIs, and then of their values'."""
    asked = {one for column in table.columns for one in column.properties} | {"rdfs:label"}
    wanted = frozenset(asked | set(table.many))
    found = engine.rows(f"{PROLOGUE} SELECT DISTINCT ?x WHERE {{ {table.things} }} ORDER BY ?x")
    iris = sorted(row["x"].value for row in found)
    make = _listed if table.many else _single
    for start in range(0, len(iris), _BATCH):
        batch = iris[start : start + _BATCH]
        for one in stated(engine, ((iri, wanted) for iri in batch)).values():
            yield from make(table, one, further)


def _single(table: Table, one: Said, further: Further) -> Iterator[Row]:
    row = []
    for column in table.columns:
        values = _values(column, one)
        row.append(values[0] if values else "")
        for value in () if column.all_in else values[1:]:
            further(one.iri, column.name, value)
    yield tuple(row)


def _listed(table: Table, one: Said, _: Further) -> Iterator[Row]:
    for link in table.many:
        for value in one.refs(link):
            yield (one.iri, *(_cell(column, value, link) for column in table.columns[1:]))


def _values(column: Column, one: Said) -> list[str]:
    if column.part is Part.SELF:
        return [one.iri]
    if column.part is Part.NAME:
        return [*one.texts("rdfs:label")] or [one.label]
    if column.part is Part.PROPERTY:
        return list(dict.fromkeys(column.words[link] for link in column.properties if one.refs(link)))
    if column.part is Part.CLASS:
        return [column.words[iri] for iri in one.texts("rdf:type") if iri in column.words]
    return [_cell(column, value, link) for link in column.properties for value in one.refs(link)]


def _cell(column: Column, value: Ref, link: str) -> str:
    if column.part is Part.PROPERTY:
        return column.words[link]
    if column.part is Part.LABEL:
        return value.label or contract(value.iri)
    if column.part is Part.TABLE:
        return _TABLES.get(value.iri.removeprefix(BASE).partition("/")[0], "")
    if column.piece:
        found = re.fullmatch(column.piece, value.iri)
        return found[1] if found else ""
    return spelt(value.iri) if column.type == "boolean" else value.iri
