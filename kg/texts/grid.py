"""Tables whose cells span columns and rows, made whole: a cell that spans is repeated wherever it reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.texts import bounds
from kg.texts.bounds import UnreadableText


@dataclass(frozen=True, slots=True)
class SpanningCell:
    """A cell as it is written: its text, and how many columns and rows it reaches over."""

    text: str
    across: int = 1
    down: int = 1


def spread(rows: Sequence[Sequence[SpanningCell]], path: Path, line: int) -> list[list[str]]:
    """Rows of texts; what reaches below the last row is cut. Raises `UnreadableText` where there is too much."""
    reaching: dict[int, tuple[int, str]] = {}
    out: list[list[str]] = []
    for cells in rows:
        row: dict[int, str] = {at: text for at, (_, text) in reaching.items()}
        reaching = {at: (left - 1, text) for at, (left, text) in reaching.items() if left > 1}
        at = 0
        for cell in cells:
            while at in row:
                at += 1
            if at + cell.across > bounds.MOST_COLUMNS:
                what = f"a table has more than {bounds.MOST_COLUMNS:,} columns"
                raise UnreadableText(path, line, what, "a table of people has a column for each thing that is told")
            for column in range(at, at + max(1, cell.across)):
                row.setdefault(column, cell.text)
                if cell.down > 1:
                    reaching[column] = (cell.down - 1, cell.text)
            at += max(1, cell.across)
        if len(out) >= bounds.MOST_ROWS:
            what = f"a table has more than {bounds.MOST_ROWS:,} rows"
            raise UnreadableText(path, line, what, "to save the rows that tell of people as a table of their own")
        out.append([row.get(column, "") for column in range(max(row, default=-1) + 1)])
    return out


def span(written: str | None) -> int:
    """How far a cell reaches, of the attribute that says so; 1 where it says nothing that can be."""
    digits = (written or "1").strip()
    return max(1, min(int(digits), bounds.MOST_ROWS)) if digits.isdecimal() and len(digits) < 10 else 1
