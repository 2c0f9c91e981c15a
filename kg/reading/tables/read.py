"""A table and its mapping to proposed cases: each cell that says something is a fact with its quote and its place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.errors import FaultyInput
from kg.reading.printed_cells import same
from kg.reading.tables.faults import MapFaults, heads_agree
from kg.reading.tables.form import ColumnMap
from kg.reading.tables.people import PeopleTable, PersonCell
from kg.reading.tables.person import Entry, TablePerson, TableWords
from kg.reading.tables.row import CellReader


@dataclass(frozen=True, slots=True)
class TableRead:
    """The proposed cases of a table, in its order, as they stand in an evidence file.

    `told` is what the table says and no fact can hold: ages that are ranges, rows that are no person.
    """

    cases: tuple[Entry, ...]
    told: tuple[str, ...] = ()


def read_people(table: PeopleTable, known: TableWords) -> TableRead:
    """The people of a table by its mapping; raises `FaultyInput` with every cell that the mapping does not know."""
    sheet = known.sheet
    faults = MapFaults(sheet)
    heads_agree(table, faults)
    at = {head: number for number, head in enumerate(table.heads)}
    columns = [(at[one.head], one) for one in sheet.file.columns if one.head in at]
    told = [f"{one.place}: {one.text!r} stands in all columns, so it is no person" for one in table.apart]
    left = [one.head for _, one in columns if one.column == "findings"]
    told += [f"left to `kg paper read`, as it is free text: {', '.join(left)}"] if left else []
    people: dict[tuple[str, str], TablePerson] = {}
    if not faults.found:
        reader, whose = CellReader(known, faults, told), _whose(table, columns)
        out = frozenset(map(same, sheet.file.leave_out))
        for cells, who in zip(table.people, whose, strict=True):
            if person := _person(cells, columns, people, who, out, faults):
                for number, one in columns:
                    reader.read(one, cells[number], person)
                named = [(one, cells[number]) for number, one in columns if one.column == "variant"]
                reader.variants(named, person)
    if found := faults.all():
        raise FaultyInput("\n".join(map(str, found)))
    return TableRead(tuple(one.finished(told) for one in people.values()), tuple(told))


@dataclass(frozen=True, slots=True)
class _Who:
    """Whose a row is: the label, and the family where people of several families are called so."""

    label: str
    family: str = ""


def _whose(table: PeopleTable, columns: list[tuple[int, ColumnMap]]) -> list[_Who]:
    """Who each row is. One label in two families, by a column or by rows that part them, is of two people."""
    label = next(number for number, one in columns if one.column == "label")
    family = next((number for number, one in columns if one.column == "family"), None)
    found = [
        _Who(cells[label].text, (cells[family].text if family is not None else "") or below)
        for cells, below in zip(table.people, table.below, strict=True)
    ]
    families: dict[str, set[str]] = defaultdict(set)
    for one in found:
        families[same(one.label)].add(same(one.family))
    return [one if len(families[same(one.label)]) > 1 else _Who(one.label) for one in found]


def _person(
    cells: tuple[PersonCell, ...],
    columns: list[tuple[int, ColumnMap]],
    people: dict[tuple[str, str], TablePerson],
    who: _Who,
    out: frozenset[str],
    faults: MapFaults,
) -> TablePerson | None:
    """The person of a row; rows that have the same label are of one person, which is doubtful."""
    cell, key = (
        next(cells[number] for number, one in columns if one.column == "label"),
        (same(who.label), same(who.family)),
    )
    if not who.label:
        faults.cell(cell, "the person has no label", "a label in that cell")
    if not who.label or key[0] in out:
        return None
    if (held := people.get(key)) is not None:
        held.doubt(f"{cell.place} has the same label, and is taken for the same person")
        return held
    people[key] = TablePerson.labelled(cell, ", ".join(filter(None, (who.family, who.label))))
    if who.family:
        people[key].doubt(f"several families have somebody called {who.label}")
    return people[key]
