"""What a mapping does not know of its table: one fault for each value of a column, with all its places."""

from __future__ import annotations

from collections.abc import Iterator

from kg.reading.tables.form import ColumnMap, MapSheet
from kg.reading.tables.people import PeopleTable, PersonCell
from kg.report import Fault
from kg.sources.positions import Steps
from kg.sources.sheet import meant

_SHOWN = 5


class MapFaults:
    """Faults as they are found; those of the same value in the same column are one."""

    def __init__(self, sheet: MapSheet) -> None:
        self._sheet = sheet
        self._at = {one.head: number for number, one in enumerate(sheet.file.columns)}
        self.found: dict[tuple[str, str, str, str], list[PersonCell]] = {}

    @property
    def heads(self) -> list[str]:
        """Those of the mapping."""
        return [one.head for one in self._sheet.file.columns]

    def value(self, one: ColumnMap, cell: PersonCell, what: str, fix: str) -> None:
        """A cell that says what the mapping has no word for."""
        self.found.setdefault((one.head, f"{cell.text!r} {what}", fix, "table-value"), []).append(cell)

    def cell(self, cell: PersonCell, what: str, fix: str) -> None:
        """Something wrong with a cell, whatever the mapping says."""
        self.found.setdefault((cell.head, what, fix, "table-cell"), []).append(cell)

    def column(self, one: ColumnMap, what: str, fix: str) -> None:
        """Something wrong with a column of the mapping."""
        self.found.setdefault((one.head, what, fix, "table-column"), [])

    def head(self, head: str, what: str, fix: str) -> None:
        """A head that mapping and table do not share."""
        self.found.setdefault((head, what, fix, "table-head"), [])

    def turned(self, label: str) -> None:
        """The mapping is written for people who stand the other way."""
        now, right = ("rows", "columns") if self._sheet.file.people == "rows" else ("columns", "rows")
        what = f"the heads of the mapping are those of {label} with its people in {right}, and it says {now}"
        self.found.setdefault(("people", what, f"`people: {right}`", "table-people"), [])

    def all(self) -> list[Fault]:
        """All of them, as they stand in the mapping."""
        return [self._fault(key, cells) for key, cells in self.found.items()]

    def _fault(self, key: tuple[str, str, str, str], cells: list[PersonCell]) -> Fault:
        head, what, fix, kind = key
        at: Steps = ("columns", self._at[head]) if head in self._at else ("columns",)
        at = ("people",) if kind == "table-people" else at
        where = str(cells[0].place) if cells else "people" if kind == "table-people" else f"column {head}"
        others = [str(cell.place.row or cell.place.column) for cell in cells[1:]]
        more = f"; also in {'row' if cells and cells[0].place.row else 'column'} {_listed(others)}" if others else ""
        return Fault(self._sheet.name, self._sheet.document.line(at), where, what + more, fix, kind)


def _listed(places: list[str]) -> str:
    rest = len(places) - _SHOWN
    return ", ".join(places[:_SHOWN]) + (f" and {rest} others" if rest > 0 else "")


def heads_agree(table: PeopleTable, faults: MapFaults) -> None:
    """Note each head that only one of mapping and table has, or that the mapping has twice.

    Where the heads are those of the table turned round, that is all that is noted.
    """
    mapped = {*faults.heads} - {*table.heads}
    if len(mapped & {*table.across}) > len({*faults.heads} & {*table.heads}):
        faults.turned(table.label)
        return
    for head, what, fix in _unlike(table, faults):
        faults.head(head, what, fix)


def _unlike(table: PeopleTable, faults: MapFaults) -> Iterator[tuple[str, str, str]]:
    mapped = faults.heads
    for head in dict.fromkeys(mapped):
        if head not in table.heads:
            fix = meant(head, table.heads, f"one of {', '.join(table.heads)}")
            yield head, f"{table.label} has no column {head!r}", fix
        if mapped.count(head) > 1:
            yield head, f"the column {head!r} stands twice in the mapping", "each column once"
    for head in table.heads:
        if head not in mapped:
            what = f"the column {head!r} of {table.label} is not in the mapping"
            yield head, what, f"`- head: {head}` with `column: ignore`"
