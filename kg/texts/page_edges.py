"""Heads and feet of a PDF's pages: what stands at the edges of many of them, and numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Final

from kg.texts.letters import PdfPage, Piece
from kg.texts.printed_lines import rows_of, written

_AT_EDGE: Final = 2
"""Lines from the top and from the bottom of a page that may be its head and foot."""
_REPEATED: Final = 0.4
"""Share of the pages on which a head stands; those of left and right pages differ."""
_LARGER: Final = 1.2
"""Of the usual size: a title, which may stand on a cover and again on the page behind it."""
_NUMBER: Final = re.compile(r"(?i)[-–—|\s]*(?:page\s*|p\.\s*|[a-z]{1,2})?\d{1,5}(?:\s*(?:of|/)\s*\d{1,5})?[-–—|\s]*")


def _edges(page: PdfPage) -> Iterator[tuple[str, list[Piece]]]:
    """The first and last lines of a page, their numbers made alike."""
    rows = rows_of(page.pieces)
    for row in (*rows[:_AT_EDGE], *rows[max(_AT_EDGE, len(rows) - _AT_EDGE) :]):
        yield " ".join(written([letter for piece in row for letter in piece]).split()), row


def _alike(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def repeated_lines(pages: Sequence[PdfPage]) -> frozenset[str]:
    """The heads and feet that stand on many pages, their numbers made alike."""
    points = [letter.points for page in pages for piece in page.pieces for letter in piece if letter.points]
    most = _LARGER * median(points) if points else 0
    counted = Counter(
        key
        for page in pages
        for key in {_alike(text) for text, row in _edges(page) if row[0][0].points <= most or not most}
    )
    least = max(2, round(_REPEATED * len(pages)))
    return frozenset(key for key, many in counted.items() if many >= least and key)


def body(page: PdfPage, repeated: frozenset[str]) -> list[Piece]:
    """A page without its heads and feet, and without its number."""
    gone = {
        id(piece) for text, row in _edges(page) if _alike(text) in repeated or _NUMBER.fullmatch(text) for piece in row
    }
    return [piece for piece in page.pieces if id(piece) not in gone]
