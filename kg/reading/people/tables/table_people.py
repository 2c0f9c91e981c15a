"""Tables in which each row, or each column, is a person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.reading.found import Spot, StatedFact
from kg.reading.people.known import Known
from kg.reading.people.mentions import LABEL_WORD, tidy
from kg.reading.people.register import Register
from kg.reading.people.tables.cell_facts import tell_cell, tell_label
from kg.reading.people.tables.heads import LABEL, families_in
from kg.reading.people.tables.layout import label_column, persons_ahead
from kg.reading.people.tables.others import cites, is_ours, of_others, own_column, own_labels, own_row, references_in
from kg.texts.text import PrintedTable, Text


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
        if not table.rows or not table.columns or of_others(table):
            continue
        column = label_column(table)
        if column is not None:
            _rows(table, number, column, register, places)
        elif persons_ahead(table, register):
            _columns(table, number, register, places)
        else:
            _own_rows(table, number, register, places)
    return places


def _own_rows(table: PrintedTable, number: int, register: Register, places: TablePlaces) -> None:
    for row, label in own_labels(table).items():
        one = _person(label, "", register, Spot(-1 - number, 0, len(table.rows[row][0]), row))
        if one is not None:
            places.rows[number, row] = one
            _tell_row(table, number, row, one, but=0)


def own_patient(text: Text, register: Register, patients: Sequence[Known], places: TablePlaces) -> None:
    """Give the only patient of a text what tables tell of `the present case` beside those of others.

    A text that describes nobody has them from the table.
    """
    for number, table in enumerate(text.tables if len(patients) < 2 else ()):
        row, column = own_row(table), own_column(table)
        if row is not None and (number, row) not in places.rows:
            cell, spot = table.rows[row][0], Spot(-1 - number, 0, len(table.rows[row][0]), row)
            if one := patients[0] if patients else _person(cell, "", register, spot):
                places.rows[number, row] = one
                _tell_row(table, number, row, one)
        elif column is not None and (number, column) not in places.columns:
            head, spot = table.columns[column], Spot(-1 - number, 0, len(table.rows[0][column]), 0, column)
            if one := patients[0] if patients else _person(head, "", register, spot):
                places.columns[number, column] = one
                _tell_column(table, number, column, one)


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
    families, references, own = families_in(table), references_in(table.columns), own_row(table)
    labels = [cells[column].strip() for cells in table.rows]
    for row, cells in enumerate(table.rows):
        if references is not None and not is_ours(cells[references]):
            continue
        if row == own and cells[column].strip().isdigit():  # a number in the list, and no label of the text
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
        if one is not None:
            places.rows[number, row] = one
            tell_label(one, label, spot)
            _tell_row(table, number, row, one, but=column)


def _tell_row(table: PrintedTable, number: int, row: int, one: Known, but: int = -1) -> None:
    for at, (head, cell) in enumerate(zip(table.columns, table.rows[row], strict=False)):
        if at != but:
            tell_cell(one, head, cell, Spot(-1 - number, 0, len(cell), row, at))


def _columns(table: PrintedTable, number: int, register: Register, places: TablePlaces) -> None:
    references, own = references_in([cells[0] for cells in table.rows]), own_column(table)
    for column, head in enumerate(table.columns):
        # The head has no place of its own: the person stands in the first cell below it.
        spot = Spot(-1 - number, 0, len(table.rows[0][column]), 0, column)
        others = (
            column == own or cites(head) or (references is not None and not is_ours(table.rows[references][column]))
        )
        one = _person(head, "", register, spot) if column and not others else None
        if one is not None:
            places.columns[number, column] = one
            _tell_column(table, number, column, one)


def _tell_column(table: PrintedTable, number: int, column: int, one: Known) -> None:
    for row, cells in enumerate(table.rows):
        tell_cell(one, cells[0], cells[column], Spot(-1 - number, 0, len(cells[column]), row, column))
