"""Workbooks (XLSX): each sheet is a table of cells as they are printed. The only importer of openpyxl.

Called in a process apart (`apart.py`). Of formulas the outcome is read that the file holds.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from kg.texts import bounds
from kg.texts.bounds import UnreadableText
from kg.texts.cells import printed_cell
from kg.texts.gathering import Gathering
from kg.texts.sheets import hold
from kg.texts.text import Text

_MOST_PARTS: Final = 5_000
_CUT_OUT: Final = "to save the rows that tell of people as a workbook of their own"


def read(path: Path) -> Text:
    """The tables of a workbook; raises `UnreadableText`."""
    if path.stat().st_size > bounds.LARGEST_WORKBOOK:
        what = f"it is larger than {bounds.LARGEST_WORKBOOK // 2**20} MB, the most that is read of a workbook"
        raise UnreadableText(path, 1, what, _CUT_OUT)
    _look_inside(path)
    warnings.simplefilter("ignore")  # of what it leaves out: pictures, rules, fonts
    try:
        return _read(path)
    except (MemoryError, UnreadableText):
        raise
    except Exception as error:  # noqa: BLE001 - whatever a broken part makes of it
        fix = "the whole file, as a spreadsheet program opens and saves it"
        raise UnreadableText(path, 1, f"it is no workbook that can be read: {error}", fix) from None


def _look_inside(path: Path) -> None:
    """Refuse what unpacks to too much, and parts that declare entities."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > _MOST_PARTS or unpacked > bounds.UNPACKED:
                what = f"its {len(parts):,} parts unpack to {unpacked // 2**20:,} MB"
                fix = f"a workbook of no more than {bounds.UNPACKED // 2**20} MB unpacked, or {_CUT_OUT}"
                raise UnreadableText(path, 1, what, fix)
            for part in parts:
                with archive.open(part) as stream:
                    if b"<!DOCTYPE" in stream.read(4096).replace(b"\0", b"").upper():
                        what = f"its part {part.filename} makes declarations of its own (DOCTYPE)"
                        raise UnreadableText(path, 1, what, "a workbook as a spreadsheet program saves it")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise UnreadableText(path, 1, f"it is a broken or locked ZIP: {error}", "the whole file") from None


def _read(path: Path) -> Text:
    out = Gathering(path)
    formulas = _looked_over(path)
    book = openpyxl.load_workbook(path, data_only=True)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            out.told.append(f"the sheet {sheet.title} is hidden; it was read all the same")
        rows, head = _rows(sheet)
        if rows:
            hold(out, sheet.title, rows, head)
        else:
            out.told.append(f"the sheet {sheet.title} holds no cells")
        hidden = sum(1 for one in sheet.row_dimensions.values() if one.hidden)
        if hidden:
            out.told.append(f"the sheet {sheet.title} has {hidden} hidden rows; they were read all the same")
        if empty := [cell for cell in formulas.get(sheet.title, []) if sheet[cell].value is None]:
            shown = ", ".join(empty[:5]) + (" and others" if len(empty) > 5 else "")
            out.told.append(f"the sheet {sheet.title} has formulas without an outcome ({shown}): these cells are empty")
    return out.text()


def _looked_over(path: Path) -> dict[str, list[str]]:
    """Where formulas stand, by sheet. Refuses sheets that are too large before they are held in memory."""
    book = openpyxl.load_workbook(path, read_only=True)
    formulas: dict[str, list[str]] = {}
    cells = 0
    for sheet in book.worksheets:
        for number, row in enumerate(sheet.iter_rows(), 1):
            filled = [cell for cell in row if cell.value is not None]
            cells += len(filled)
            for size, most, what in (
                (number, bounds.MOST_ROWS, "rows"),
                (len(filled), bounds.MOST_COLUMNS, "columns"),
                (cells, bounds.MOST_CELLS, "cells, those of the sheets before included"),
            ):
                if size > most:
                    raise UnreadableText(
                        path, number, f"the sheet {sheet.title} has more than {most:,} {what}", _CUT_OUT
                    )
            formulas.setdefault(sheet.title, []).extend(cell.coordinate for cell in filled if cell.data_type == "f")
    book.close()
    return formulas


def _rows(sheet: Worksheet) -> tuple[list[list[str]], int]:
    """The rows that hold anything, their cells as printed, merged ones repeated; and how many of them are the head."""
    width = max((cell.column for cell in _cells(sheet)), default=0)
    texts = {(cell.row, cell.column): printed_cell(cell.value, cell.number_format) for cell in _cells(sheet)}
    wide: dict[int, int] = {}
    for merged in sheet.merged_cells.ranges:
        text = texts.get((merged.min_row, merged.min_col), "")
        whole_row = merged.max_col - merged.min_col + 1 >= width
        deep = merged.max_row - merged.min_row + 1
        if not whole_row:
            needed = max(deep, 2 if merged.max_col > merged.min_col else 1)
            wide[merged.min_row] = max(wide.get(merged.min_row, 1), needed)
        for row in range(merged.min_row, merged.max_row + 1):
            last = merged.min_col if whole_row else min(merged.max_col, width)
            for column in range(merged.min_col, last + 1):
                texts[row, column] = text
    numbers = sorted({row for (row, _), text in texts.items() if text})
    rows = [[texts.get((row, column), "") for column in range(1, width + 1)] for row in numbers]
    first = next((row for row, cells in zip(numbers, rows, strict=True) if sum(map(bool, cells)) > 1), 0)
    return rows, wide.get(first, 1)


def _cells(sheet: Worksheet) -> Iterator[openpyxl.cell.Cell]:
    for row in sheet.iter_rows():
        yield from (cell for cell in row if cell.value is not None)
