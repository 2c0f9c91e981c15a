"""The words around what was found, short enough to be quoted, and where they stand."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.found import Spot
from kg.texts.text import Place, Text

_WORD: Final = re.compile(r"[^\W\d_]{3}")
LONGEST: Final = 200
"""Characters: room for a sentence; longer ones are cut to words around what was found."""


def quoted(text: Text, spot: Spot, sentence: Spot | None = None) -> dict[str, str]:
    """`quote` and `place` for an entry: the sentence where it is short, else the words around the spot.

    Of a table the cell, behind the names of row and column where the cell alone says nothing.
    """
    if spot.passage < 0:
        return _cell(text, spot)
    passage = text.passages[spot.passage]
    start, end = (sentence.start, sentence.end) if sentence else (spot.start, spot.end)
    if end - start > LONGEST:
        start, end = _around(passage.text, spot, start, end)
    words = passage.text[start:end].strip()
    return {"quote": words[:LONGEST].strip(), "place": str(passage.place)}


def _around(words: str, spot: Spot, first: int, last: int) -> tuple[int, int]:
    """Whole words of the sentence on both sides of the spot."""
    spare = max(0, LONGEST - (spot.end - spot.start))
    start, end = max(first, spot.start - spare // 2), min(last, spot.end + spare // 2)
    if start > first:
        start = words.find(" ", start, spot.start) + 1 or spot.start
    if end < last:
        end = words.rfind(" ", spot.end, end)
        end = spot.end if end < 0 else end
    return start, end


def _cell(text: Text, spot: Spot) -> dict[str, str]:
    table = text.tables[-1 - spot.passage]
    head, cell = table.columns[spot.column], table.rows[spot.row][spot.column]
    place = Place(table=table.label, row=spot.row + 1, column=head)
    row = table.rows[spot.row][0] if spot.column else ""
    words = cell.strip() if _WORD.search(cell) else f"{', '.join(filter(None, (row, head)))}: {cell}".strip(": ")
    return {"quote": words[:LONGEST].strip(), "place": str(place)}
