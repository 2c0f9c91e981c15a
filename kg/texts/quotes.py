"""Where a quote stands in a text, whatever a printer or a keyboard changed in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.texts.folding import FoldedWords, folded_words
from kg.texts.text import Place, PrintedTable, Text

_ELLIPSIS: Final = re.compile(r"\s*[\[(]\s*(?:\.\s?\.\s?\.|…)\s*[\])]\s*|(?:^|\s+)(?:\.\s?\.\s?\.|…)(?:\s+|$)")


@dataclass(frozen=True, slots=True)
class Quotable:
    """Words that stand together: a passage, a caption, a cell. A cell has `heads`: its column's, its row's, both."""

    place: Place
    text: str
    heads: tuple[str, ...] = ()

    def holds(self, quote: str) -> bool:
        """Whether a quote stands here; a cell may be quoted behind one of its heads (`Seizures: +`)."""
        parts = _parts(quote)
        return _stands(parts, self.text) or any(
            _stands(parts, f"{head}: {self.text}") and not _stands(parts, f"{head}:") for head in self.heads
        )


def find_quote(text: Text, quote: str) -> tuple[Place, ...]:
    """Every place where a quote stands: in passages, and in the captions, heads, cells and notes of tables.

    ` ... ` and `[...]` in the quote stand for words left out within one of these. A word or a number that is only part
    of a longer one is no match: `5 years` does not stand in `35 years`.
    """
    if not _parts(quote):
        return ()
    return tuple(dict.fromkeys(piece.place for piece in pieces_of(text) if piece.holds(quote)))


def pieces_of(text: Text) -> Iterator[Quotable]:
    """All that a quote may stand in, in the text's order; tables last."""
    for one in text.passages:
        yield Quotable(one.place, one.text)
    for table in text.tables:
        yield from _pieces(table)


def quote_spans(words: str, quote: str) -> tuple[tuple[int, int], ...]:
    """Where a quote stands in some words (in Unicode's form NFC): from and to of each of its parts.

    >>> quote_spans("A toy  woman fell.", "toy woman [...] fell")
    ((2, 12), (13, 17))
    """
    parts = _parts(quote)
    return _spans(parts, folded_words(words)) if parts else ()


def quote_hash(quote: str) -> str:
    """The SHA-256, in hex, of a quote as it is compared: alike for all spellings that `find_quote` takes for one."""
    return hashlib.sha256("[...]".join(_parts(quote)).encode()).hexdigest()


def _parts(quote: str) -> list[str]:
    return [part for piece in _ELLIPSIS.split(quote) if (part := folded_words(piece).text)]


def _pieces(table: PrintedTable) -> Iterator[Quotable]:
    yield Quotable(Place(table=table.label), table.caption)
    for name in table.columns:
        yield Quotable(Place(table=table.label, column=name), name)
    for number, row in enumerate(table.rows, 1):
        for name, cell in zip(table.columns, row, strict=True):
            yield Quotable(Place(table=table.label, row=number, column=name), cell, (name, row[0], f"{row[0]}, {name}"))
    for note in table.notes:
        yield Quotable(Place(table=table.label), note)


def _stands(parts: list[str], words: str) -> bool:
    """Whether all parts stand in some words, in their order."""
    return bool(parts) and bool(_spans(parts, folded_words(words)))


def _spans(parts: list[str], folded: FoldedWords) -> tuple[tuple[int, int], ...]:
    found, at = [], 0
    for part in parts:
        start = folded.text.find(part, at)
        while start >= 0 and not folded.whole(start, start + len(part)):
            start = folded.text.find(part, start + 1)
        if start < 0:
            return ()
        at = start + len(part)
        found.append((folded.came[start], folded.came[at - 1] + 1))
    return tuple(found)
