"""Tables in plain text (CSV, TSV): one table, its cells as they are written."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kg.texts import bounds
from kg.texts.bounds import UnreadableText
from kg.texts.gathering import Gathering
from kg.texts.text import Text

_PARTED_BY: Final = {"\t": "tabs", ";": "semicolons", ",": "commas", "|": "strokes"}
_LOOKED_AT: Final = 30
_LONGEST_CELL: Final = 100_000
_LONG_NOTE: Final = 30
"""Characters from which on a last row with nothing but a first cell is a note."""


def read_lines(path: Path) -> Text:
    """The table of a CSV or TSV file; raises `UnreadableText`."""
    text = bounds.decoded(path, bounds.whole(path, bounds.LARGEST_TEXT, "a table in plain text"))
    if not text.strip():
        raise UnreadableText(path, 1, "it is empty", "a table with a head and rows")
    mark = _mark(text)
    out = Gathering(path)
    rows = _rows(path, text, mark)
    out.told.append(f"cells are parted by {_PARTED_BY[mark]}")
    hold(out, path.stem, rows)
    return out.text()


def hold(out: Gathering, label: str, rows: Sequence[Sequence[str]], head_rows: int = 1) -> None:
    """Add the table that these rows are: lines above its head are its caption, long ones below it its notes."""
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    most = max((_filled(row) for row in rows), default=0)
    captions: list[str] = []
    while most > 1 and len(rows) > 1 and _filled(rows[0]) == 1:
        captions.append(_first(rows[0]))
        rows = rows[1:]
    notes: list[str] = []
    while most > 1 and len(rows) > 1 and _filled(rows[-1]) == 1 and len(rows[-1][0].strip()) > _LONG_NOTE:
        notes.insert(0, rows[-1][0])
        rows = rows[:-1]
    if rows:
        width = max(map(len, rows))
        if len(rows) * width > bounds.MOST_CELLS:
            out.hold(len(rows) * width)
        wide = [str(at) for at, row in enumerate(rows[head_rows:], 1) if _filled(row) and len(row) > len(rows[0])]
        if wide:
            shown = ", ".join(wide[:5]) + (" and others" if len(wide) > 5 else "")
            out.told.append(f"{label}: more cells than its head has columns in row {shown}")
        out.table(label, " ".join(captions), rows[:head_rows], rows[head_rows:], notes)


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _first(row: Sequence[str]) -> str:
    return next(cell for cell in row if cell.strip())


def _rows(path: Path, text: str, mark: str) -> list[list[str]]:
    rows: list[list[str]] = []
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text), delimiter=mark, strict=True)
    try:
        for row in reader:
            rows.append(row)
            if len(row) > bounds.MOST_COLUMNS:
                what = f"it has more than {bounds.MOST_COLUMNS:,} columns"
                raise UnreadableText(path, reader.line_num, what, "a column for each thing that is told of people")
            if len(rows) > bounds.MOST_ROWS:
                what = f"it has more than {bounds.MOST_ROWS:,} rows"
                fix = "to save the rows that tell of people as a file of their own"
                raise UnreadableText(path, reader.line_num, what, fix)
    except csv.Error as error:
        what = f"a cell cannot be told from the next: {error}"
        fix = 'a quotation mark inside a cell written twice (""), cells of less than 100,000 characters'
        raise UnreadableText(path, reader.line_num, what, fix) from None
    return rows


def _mark(text: str) -> str:
    """What parts the cells: the mark that gives the most lines in the beginning the same number of cells."""
    start = [line for line in text[:200_000].split("\n", _LOOKED_AT)[:_LOOKED_AT] if line.strip()]
    best, most = ",", (0, 0)
    for mark in _PARTED_BY:
        try:
            widths = [len(row) for row in csv.reader(start, delimiter=mark) if row]
        except csv.Error:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width) if width > 1 else 0, width), default=1)
        if usual > 1 and (widths.count(usual), usual) > most:
            best, most = mark, (widths.count(usual), usual)
    return best
