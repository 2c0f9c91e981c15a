"""Findings in the cells of a table: a column that is called like a finding and says yes or no, or words in a cell.

A blank, a question mark or a number says nothing. What a column means otherwise is told once, by `kg paper table`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from kg.reading.findings.findings import find_findings
from kg.reading.findings.lexis import Lexis
from kg.reading.found import Bearing, FoundFinding, Spot
from kg.texts.text import Passage, Place, PrintedTable, Text

MOST: Final = 500
"""Rows: longer tables are lists that nobody decides on row by row."""
SAID: Final[Mapping[str, Bearing]] = {
    **dict.fromkeys(("+", "++", "+++", "yes", "y", "present", "✓", "✔", "positive", "pos"), Bearing.PRESENT),
    **dict.fromkeys(("-", "−", "–", "no", "n", "absent", "✗", "negative", "neg", "none"), Bearing.ABSENT),
}
"""What a cell says of the finding that its column is called."""
_DESCRIBES: Final = re.compile(
    r"symptom|sign|presentation|manifestation|feature|finding|clinical|neurolog|psychiatric|imaging|mri|ct\b", re.I
)
_FIRST: Final = re.compile(r"initial|first|presenting|onset", re.I)


def find_in_cells(text: Text, lexis: Lexis) -> tuple[FoundFinding, ...]:
    """Every finding that tables tell of persons, in rows or side by side in columns."""
    return tuple(one for n, table in enumerate(text.tables) for one in _of_table(table, -1 - n, lexis))


def _of_table(table: PrintedTable, number: int, lexis: Lexis) -> Iterator[FoundFinding]:
    if len(table.rows) > MOST:
        return
    heads = [_called(head, lexis) for head in table.columns]
    for row, cells in enumerate(table.rows):
        first = cells[0] if cells else ""
        called = None if _says(first) else _called(first, lexis)
        across = called is not None and any(_says(cell) for cell in cells[1:])
        for column, cell in enumerate(cells):
            if across and column == 0:
                continue  # the name of what the other cells say
            spot = Spot(number, 0, len(cell), row, column)
            finding, said = heads[column] or (called if column else None), _says(cell)
            if finding is not None and said is not None:
                yield replace(finding, spot=spot, sentence=spot, bearing=said)
            elif finding is None and said is None:
                head = next((one for one in (table.columns[column], first) if _DESCRIBES.search(one)), None)
                yield from _told(cell, spot, head, lexis) if head and cell != head else ()


def _says(cell: str) -> Bearing | None:
    return SAID.get(cell.strip().strip("()[]").casefold())


def _called(head: str, lexis: Lexis) -> FoundFinding | None:
    """The one finding that a head names."""
    found = [one for one in _read(head, lexis) if one.hpo]
    return found[0] if len(found) == 1 and found[0].bearing is Bearing.PRESENT else None


def _told(cell: str, spot: Spot, head: str, lexis: Lexis) -> Iterator[FoundFinding]:
    """The findings of a cell in words, as of a sentence behind its column's head, which may name the kind of scan."""
    before = f"{head}: "
    for one in _read(before + cell, lexis):
        if one.spot.start >= len(before):
            yield replace(one, spot=spot, sentence=spot, initial=one.initial or bool(_FIRST.search(head)))


def _read(words: str, lexis: Lexis) -> tuple[FoundFinding, ...]:
    return find_findings(Text(file="", passages=(Passage(text=words, place=Place()),)), lexis)
