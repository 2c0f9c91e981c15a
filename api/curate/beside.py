"""The text beside a candidate: all quotes of the file marked in it, of tables what is worth to be shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from api.curate.asked import Shown
from api.curate.opened import OpenFile
from kg.review.candidates import Candidate
from kg.review.passages import LaidTable, MarkedWords, TextPiece

_ROWS: Final = 60
"""Rows of a table that are shown beside those in which something is marked."""


def text_beside(file: OpenFile, every: Sequence[Candidate], one: Candidate | None, here: Shown) -> dict[str, Any]:
    """What the page needs of the text: its pieces in stretches, and where each quote leads."""
    if file.laid is None:
        return {"laid": None}
    asked = [other for other in every if other.asked]
    marked = file.laid.marked(asked)
    found = file.laid.where(one) if one else None

    def stretches(piece: TextPiece) -> Sequence[MarkedWords]:
        return marked.get(piece.number) or (MarkedWords(piece.words),)

    def rows(table: LaidTable) -> tuple[list[tuple[int, tuple[TextPiece, ...]]], int]:
        kept = [
            (number, row)
            for number, row in enumerate(table.rows, 1)
            if number <= _ROWS or any(cell.number in marked for cell in row)
        ]
        return kept, len(table.rows) - len(kept)

    return {
        "laid": file.laid,
        "found": found is not None,
        "stretches": stretches,
        "rows": rows,
        "address_of": {other.name: here.on(other).address for other in asked},
        "says": {other.name: str(other) for other in asked},
    }
