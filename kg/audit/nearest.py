"""The words of a text that are most like a quote that does not stand in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from kg.texts.quotes import Quotable
from kg.texts.text import Place

_WORD: Final = re.compile(r"\S+")
_SHARED: Final = 0.5
"""Of the quote's words, how many must be there at least."""
_ALIKE: Final = 0.6


@dataclass(frozen=True, slots=True)
class NearWords:
    """Words of a text, and where they stand."""

    words: str
    place: Place


def nearest(pieces: Iterable[Quotable], quote: str) -> NearWords | None:
    """The likest stretch of as many words as the quote has; None where nothing is like it."""
    wanted = [word.group().casefold() for word in _WORD.finditer(quote)]
    best, found = _ALIKE, None
    for piece in pieces:
        for words in _stretches(piece.text, wanted):
            alike = SequenceMatcher(None, words.casefold(), quote.casefold(), autojunk=False).ratio()
            if alike > best:
                best, found = alike, NearWords(words, piece.place)
    return found


def _stretches(text: str, wanted: list[str]) -> Iterator[str]:
    """The stretches of a piece that share the most words with the quote; few, as likeness is dear to compute."""
    spots = [*_WORD.finditer(text)]
    words = [spot.group().casefold() for spot in spots]
    length, need = len(wanted), Counter(wanted)
    if len(words) <= length:
        if sum((Counter(words) & need).values()) >= _SHARED * length or length < 3:
            yield text
        return
    shared = [
        sum((Counter(words[at : at + length]) & need).values()) if words[at] in need or length < 3 else 0
        for at in range(len(words) - length + 1)
    ]
    most = max(shared)
    if most and most >= _SHARED * length:
        for at in [at for at, many in enumerate(shared) if many == most][:5]:
            yield text[spots[at].start() : spots[at + length - 1].end()]
