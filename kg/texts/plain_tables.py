"""Tables in plain text: cells parted by tabs, by upright strokes, or set below each other by spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

_CAPTION: Final = re.compile(
    r"(?P<label>(?:Supplementary )?Table\s*S?[\dIVX]+)\s*[.:|–—-]?\s*(?P<rest>.*)", re.I | re.S
)
_NOTE: Final = re.compile(
    r"(?:abbreviations?|notes?|key|legend|footnotes?)\b|[*†‡§¶#+−–—-]|[a-h]\)?\s|\(?[\w/.+-]{1,6}\)?\s?[=,:;]", re.I
)
_RULES: Final = re.compile(r"[-–—=_|:\s+]*[-–—=_|][-–—=_|:\s+]*")
"""A line of strokes that parts rows: no sign in a cell stands alone on a line."""
_GAP: Final = re.compile(r"\S+(?: \S+)*")
_SHORT: Final = 25
"""Characters of the usual cell where spaces part columns: two columns of running text have more."""
_FEWEST: Final = 3
"""Rows, the head among them, where spaces alone part columns."""

Cell = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class PlainTable:
    """The cells of a table with its head, and the lines above and below it."""

    cells: list[list[str]]
    label: str = ""
    caption: str = ""
    notes: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def plain_table(lines: Sequence[str]) -> PlainTable | None:
    """The table in a block of lines, its caption above and its notes below; none where there is none."""
    for split in (_by_tabs, _by_strokes, _by_spaces):
        told = [split(line) for line in lines]
        many = [at for at, cells in enumerate(told) if len(cells) > 1]
        if not many:
            continue
        first, last = many[0], many[-1]
        within = [told[at] for at in range(first, last + 1) if not _is_rule(lines[at])]
        rows = _by_place(within) if split is _by_spaces else _even(within)
        if rows:
            return _with_words(rows, lines[:first], lines[last + 1 :])
    return None


def _is_rule(line: str) -> bool:
    return len(line.strip()) > 2 and bool(_RULES.fullmatch(line))


def _by_tabs(line: str) -> list[Cell]:
    return [(one.strip(), 0, 0) for one in line.strip(" \r").split("\t")]


def _by_strokes(line: str) -> list[Cell]:
    return [(one.strip(), 0, 0) for one in line.strip().strip("|").split("|")]


def _by_spaces(line: str) -> list[Cell]:
    return [(match[0], match.start(), match.end()) for match in _GAP.finditer(line.expandtabs())]


def _even(rows: list[list[Cell]]) -> list[list[str]]:
    """Rows of marked cells, as wide as the head, a blank corner of which may be left out; none if that cannot be."""
    cells = [[told for told, _, _ in row] for row in rows]
    width = max(map(len, cells), default=0)
    if sum(len(row) > 1 for row in cells) < 2:
        return []
    if len(cells[0]) == width - 1 and sum(len(row) == width for row in cells[1:]) > len(cells) // 2:
        cells[0] = ["", *cells[0]]
    odd = sum(1 < len(row) < width for row in cells)
    if len(cells[0]) != width or odd > len(cells) // 3:
        return []
    return [[*row, *[""] * (width - len(row))] for row in cells]


def _by_place(rows: list[list[Cell]]) -> list[list[str]]:
    """Rows whose cells stand below those of the head; none if this is running text."""
    if len(rows) < _FEWEST or sum(len(row) > 1 for row in rows) < 0.6 * len(rows):
        return []
    if median(len(told) for row in rows for told, _, _ in row) > _SHORT:
        return []
    if sum(told.endswith((".", ",")) for row in rows for told, _, _ in row) > len(rows) // 4:
        return []
    head = rows[0]
    if any(len(row) > len(head) + 1 for row in rows):
        return []
    if len({len(row) for row in rows}) == 1:
        return [[told for told, _, _ in row] for row in rows]
    if wider := [row[0][2] for row in rows if len(row) > len(head)]:  # a blank corner
        head = [("", 0, max(wider)), *head]
    placed = []
    for row in [head, *rows[1:]]:
        cells = [""] * len(head)
        for cell in row:
            at = 0 if cell is row[0] and len(row) == 1 else _column(cell, head)
            cells[at] = f"{cells[at]} {cell[0]}".strip()
        placed.append(cells)
    return placed


def _column(cell: Cell, head: list[Cell]) -> int:
    """The column below which a cell stands: that which it overlaps, or the nearest."""
    _, start, end = cell
    return min(
        range(len(head)), key=lambda at: (max(head[at][1] - end, start - head[at][2], -1), abs(head[at][1] - start))
    )


def _with_words(rows: list[list[str]], above: Sequence[str], below: Sequence[str]) -> PlainTable:
    captions = next((at for at, line in enumerate(above) if _CAPTION.match(line.strip())), len(above))
    match = _CAPTION.match(" ".join(line.strip() for line in above[captions:])) if captions < len(above) else None
    notes = 0
    while notes < len(below) and (notes or _NOTE.match(below[0].strip())):
        notes += 1
    below = [line for line in below if not _is_rule(line)]
    return PlainTable(
        rows,
        match["label"] if match else "",
        match["rest"] if match else "",
        tuple(below[:notes]),
        tuple(line for line in above[:captions] if not _is_rule(line)),
        tuple(below[notes:]),
    )
