"""A table and its mapping to proposed cases: each cell that says something is a fact with its quote and its place."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import FaultyInput
from kg.reading.table_faults import MapFaults, heads_agree
from kg.reading.table_form import ColumnMap, same
from kg.reading.table_people import PeopleTable, PersonCell
from kg.reading.table_person import Entry, TablePerson, TableWords
from kg.reading.table_row import CellReader


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
    people: dict[str, TablePerson] = {}
    if not faults.found:
        reader = CellReader(known, faults, told)
        out = frozenset(map(same, sheet.file.leave_out))
        for cells in table.people:
            if person := _person(cells, columns, people, out, faults):
                for number, one in columns:
                    reader.read(one, cells[number], person)
                named = [(one, cells[number]) for number, one in columns if one.column == "variant"]
                reader.variants(named, person)
    if found := faults.all():
        raise FaultyInput("\n".join(map(str, found)))
    return TableRead(tuple(one.finished(told) for one in people.values()), tuple(told))


def _person(
    cells: tuple[PersonCell, ...],
    columns: list[tuple[int, ColumnMap]],
    people: dict[str, TablePerson],
    out: frozenset[str],
    faults: MapFaults,
) -> TablePerson | None:
    """Whose cells these are; rows with the same label are of one person."""
    cell = next(cells[number] for number, one in columns if one.column == "label")
    label = same(cell.text)
    if not label:
        faults.cell(cell, "the person has no label", "a label in that cell")
    if not label or label in out:
        return None
    return people.setdefault(label, TablePerson.labelled(cell))
