"""Passages that say what a text is about, and state nothing: titles, headings, key words, lines above all sentences."""

from __future__ import annotations

import re
from typing import Final

from kg.texts.text import PassageKind, Text

_KINDS: Final = frozenset({PassageKind.TITLE, PassageKind.HEADING})
_KEY_WORDS: Final = re.compile(r"(?:Key ?words|Index terms|MeSH terms)\b", re.IGNORECASE)
_CITED: Final = re.compile(r"\b(?:PMID\b|doi\b|ISSN\b|(?:19|20)\d\d ?[;,:)]|written for tests)", re.IGNORECASE)
_PARTED: Final = re.compile(r"[.;] |[.:;,]$")
"""A mark that ends or parts sentences: a title has none, though it may ask, and a colon between its words."""
_ABOVE: Final = 6
"""Passages above the first sentence of a plain text: journal, title, authors."""
_LONGEST: Final = 40
"""Words of a title."""


def silent_passages(text: Text) -> frozenset[int]:
    """The numbers of the passages of a text that state nothing."""
    named = {
        number for number, one in enumerate(text.passages) if one.kind in _KINDS or _KEY_WORDS.match(one.text.lstrip())
    }
    return frozenset(named | _above(text))


def _above(text: Text) -> set[int]:
    """The lines above the first sentence; a text whose very first line tells something has none."""
    found: set[int] = set()
    for number, one in enumerate(text.passages[:_ABOVE]):
        short = one.kind is PassageKind.PARAGRAPH and len(one.text.split()) <= _LONGEST
        if not short or not (_CITED.search(one.text) or (found and not _PARTED.search(one.text.strip()))):
            break
        found.add(number)
    return found
