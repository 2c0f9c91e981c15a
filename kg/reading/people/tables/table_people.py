"""Tables in which each row, or each column, is a person."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from kg.reading.found import Spot, StatedFact
from kg.reading.people.known import Known
from kg.reading.people.mentions import LABEL_WORD, tidy
from kg.reading.people.register import Register
from kg.reading.people.tables.cell_facts import tell_cell
from kg.reading.people.tables.heads import LABEL, families_in
from kg.reading.people.tables.layout import label_column, persons_ahead
from kg.texts.text import PrintedTable, Text

_OTHERS: Final = re.compile(r"^(?:references?|study|author|source|publication|citation)s?\b", re.I)
_OURS: Final = re.compile(r"\b(?:this|present|our|current)\b", re.I)


@dataclass(slots=True)
class TablePlaces:
    """Which row, or which column, of a table is whom; tables count from 0."""

    rows: dict[tuple[int, int], Known] = field(default_factory=dict)
    columns: dict[tuple[int, int], Known] = field(default_factory=dict)

    def person(self, spot: Spot) -> Known | None:
        """The person of a cell."""
        number = -1 - spot.passage
        return self.rows.get((number, spot.row)) or self.columns.get((number, spot.column))


def table_people(text: Text, register: Register) -> TablePlaces:
    """Enter the persons of all tables, each with the facts of its cells."""
    places = TablePlaces()
    for number, table in enumerate(text.tables):
        if not table.rows or not table.columns:
            continue
        column = label_column(table)
        if column is not None:
            _rows(table, number, column, register, places)
        elif persons_ahead(table, register):
            _columns(table, number, register, places)
    return places


def _person(cell: str, head: str, register: Register, spot: Spot) -> Known | None:
    match = LABEL.match(cell.strip())
    if match is None:
        return None
    word = match["word"] or (found[0] if (found := re.search(LABEL_WORD, head, re.I)) else "Patient")
    bare = match["label"]
    label = tidy(f"{word} {bare}") if bare.isdigit() or len(bare) == 1 else tidy(bare)
    known = register.labelled(label)
    return known or register.add(Known(spot=spot, labels=[label]))


def _rows(table: PrintedTable, number: int, column: int, register: Register, places: TablePlaces) -> None:
    families = families_in(table)
    labels = [cells[column].strip() for cells in table.rows]
    others = next((at for at, head in enumerate(table.columns) if _OTHERS.match(head.strip())), None)
    for row, cells in enumerate(table.rows):
        if others is not None and cells[others].strip() and not _OURS.search(cells[others]):
            continue
        label, family = cells[column].strip(), cells[families].strip() if families not in (None, column) else ""
        spot = Spot(-1 - number, 0, len(cells[column]), row, column)
        if family and labels.count(label) > 1:
            one: Known | None = register.labelled(f"{family} {label}") or register.add(
                Known(spot=spot, labels=[f"{family} {label}"])
            )
        else:
            one = _person(label, table.columns[column], register, spot)
        if one is not None and family:
            said = family if family.lower().startswith(("fam", "kin")) else f"family {family}"
            where = Spot(-1 - number, 0, len(cells[families or 0]), row, families or 0)
            one.stated.append((0, StatedFact(key="family", value=said, spot=where)))
        if one is None:
            continue
        places.rows[number, row] = one
        for at, (head, cell) in enumerate(zip(table.columns, cells, strict=False)):
            if at != column:
                tell_cell(one, head, cell, Spot(-1 - number, 0, len(cell), row, at))


def _columns(table: PrintedTable, number: int, register: Register, places: TablePlaces) -> None:
    for column, head in enumerate(table.columns):
        # The head has no place of its own: the person stands in the first cell below it.
        spot = Spot(-1 - number, 0, len(table.rows[0][column]), 0, column)
        one = _person(head, "", register, spot) if column else None
        if one is None:
            continue
        places.columns[number, column] = one
        for row, cells in enumerate(table.rows):
            tell_cell(one, cells[0], cells[column], Spot(-1 - number, 0, len(cells[column]), row, column))
