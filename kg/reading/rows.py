"""The tables of this room: tab-separated, a head, and `#` before a remark."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Every row of a table by the names of its columns; an empty cell is an empty text."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""):
            yield {name: value.strip() for name, value in row.items()}


def table_of(path: Path) -> tuple[tuple[str, ...], ...]:
    """The rows of a table without a head; lines with `#` are remarks."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


def any_of(path: Path) -> str:
    """The first words of the rows as alternatives of a pattern, the longest first."""
    return "|".join(sorted((re.escape(row[0]) for row in table_of(path)), key=len, reverse=True))
