"""A printed table as people, each with their cells, whether they stand below one another or side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from kg.errors import FaultyInput
from kg.sources.schema import LONGEST_QUOTE
from kg.sources.sheet import meant
from kg.texts.gathering import told_apart
from kg.texts.text import Place, PrintedTable

MOST_PEOPLE: Final = 2_000
"""Of one table: four times as many as were ever published."""
_LEFT_OUT: Final = " [...]"


@dataclass(frozen=True, slots=True)
class PersonCell:
    """What a table says of one person under one head."""

    head: str
    text: str
    place: Place

    @property
    def alone(self) -> str:
        """A quote of the cell."""
        if len(self.text) <= LONGEST_QUOTE:
            return self.text
        return self.text[: LONGEST_QUOTE - len(_LEFT_OUT)].rpartition(" ")[0] + _LEFT_OUT

    @property
    def headed(self) -> str:
        """A quote of the cell with its head, where the cell alone says nothing: `Seizures: +`."""
        quote = f"{self.head}: {self.text}"
        return quote if len(quote) <= LONGEST_QUOTE else self.alone


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """The heads of a table, and its people by their cells in the order of the heads.

    `apart` are rows that say one thing in all their columns: they part the people, and are none. `below` is for each
    person what the last of them says (`Family A`), or nothing. `across` are the heads that the table would have if its
    people stood the other way.
    """

    label: str
    heads: tuple[str, ...]
    people: tuple[tuple[PersonCell, ...], ...]
    apart: tuple[PersonCell, ...] = ()
    below: tuple[str, ...] = ()
    across: tuple[str, ...] = ()


def chosen(tables: Sequence[PrintedTable], label: str | None, file: str) -> PrintedTable:
    """The table with that label, or the only one; raises `FaultyInput`."""
    if not tables:
        raise FaultyInput(f"there is no table in {file}; right would be: a text with one, or the table as CSV or XLSX")
    labels = [one.label for one in tables]
    if label is None and len(tables) > 1:
        raise FaultyInput(f"{file} has {len(tables)} tables; right would be: --table with one of {', '.join(labels)}")
    for one in tables:
        if label is None or one.label.casefold() == label.casefold():
            return one
    raise FaultyInput(f"{file} has no table {label!r}; right would be: {meant(label or '', labels, ', '.join(labels))}")


def people_of(table: PrintedTable, standing: Literal["rows", "columns"]) -> PeopleTable:
    """The people of a table; raises `FaultyInput` where they are more than a paper can have."""
    made = _rows(table) if standing == "rows" else _columns(table)
    if len(made.people) > MOST_PEOPLE:
        what = f"{table.label} has {len(made.people):,} {standing}, and more than {MOST_PEOPLE:,} people are not read"
        raise FaultyInput(f"{what}; right would be: save the rows of the paper's own people as a file of their own")
    return made


def _rows(table: PrintedTable) -> PeopleTable:
    people, apart, below = [], list[PersonCell](), []
    for number, row in enumerate(table.rows, 1):
        cells = tuple(
            PersonCell(head, text, Place(table=table.label, row=number, column=head))
            for head, text in zip(table.columns, row, strict=True)
        )
        if len(cells) > 2 and row[0] and len(set(row)) == 1:
            apart.append(cells[0])
        elif any(row):
            people.append(cells)
            below.append(apart[-1].text if apart else "")
    across = tuple(filter(None, (*table.columns[:1], *(row[0] for row in table.rows if row))))
    return PeopleTable(table.label, table.columns, tuple(people), tuple(apart), tuple(below), across)


def _columns(table: PrintedTable) -> PeopleTable:
    if not table.columns:
        return PeopleTable(table.label, (), ())
    rows = [(number, row) for number, row in enumerate(table.rows, 1) if any(row)]
    apart = [(number, row) for number, row in rows if len(row) > 2 and len(set(row)) == 1]
    rows = [one for one in rows if one not in apart]
    heads = told_apart([table.columns[0], *(row[0] for _, row in rows)])
    people = tuple(tuple(_below(table, heads, rows, at)) for at in range(1, len(table.columns)))
    held = tuple(
        PersonCell(row[0], row[0], Place(table=table.label, row=number, column=table.columns[0]))
        for number, row in apart
    )
    return PeopleTable(table.label, tuple(heads), people, held, ("",) * len(people), table.columns)


def _below(
    table: PrintedTable, heads: Sequence[str], rows: Sequence[tuple[int, tuple[str, ...]]], at: int
) -> Iterator[PersonCell]:
    name = table.columns[at]
    yield PersonCell(heads[0], name, Place(table=table.label, column=name))
    for head, (number, row) in zip(heads[1:], rows, strict=True):
        yield PersonCell(head, row[at], Place(table=table.label, row=number, column=name))
