"""The words that the texts of a graph have: their other spellings, and those that a mistyped one may have been."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches
from typing import Final

from kg.lexicon.folds import spelt
from kg.lexicon.volume import Volume

_SHORTEST: Final = 4
"""Letters of the shortest word that may be mistyped: of shorter ones every other is like it."""
_MOST: Final = 3
_ALIKE: Final = 0.8


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of an index."""

    volume: Volume
    _by_length: dict[int, list[tuple[str, int, int]]] = field(default_factory=dict)

    def spellings(self, word: str) -> tuple[str, ...]:
        """A word with the others that are the same in British or American spelling."""
        rows = self.volume.rows("SELECT word FROM words WHERE spelt = ? ORDER BY word", spelt(word))
        return tuple(dict.fromkeys((word, *(one for (one,) in rows))))

    def has(self, word: str) -> bool:
        """Whether a word, in any spelling, or one that begins with it, is in a text."""
        folded = spelt(word)
        query = "SELECT 1 FROM words WHERE spelt >= ? AND spelt < ? LIMIT 1"
        return bool(self.volume.rows(query, folded, folded + "\uffff"))

    def near(self, word: str) -> tuple[str, ...]:
        """The words that differ by a letter or two, the nearest and most used first.

        What holds a digit is a number or a name with one, where each sign tells one thing from another.
        """
        if len(word) < _SHORTEST or not word.isalpha():
            return ()
        letters, likely = _letters(word), dict[str, int]()
        for length in range(len(word) - 2, len(word) + 3):
            likely |= {one: uses for one, own, uses in self._words().get(length, ()) if (own ^ letters).bit_count() < 4}
        close = get_close_matches(word, likely, _MOST, _ALIKE)
        return tuple(sorted(close, key=lambda one: (-round(SequenceMatcher(None, one, word).ratio(), 1), -likely[one])))

    def _words(self) -> dict[int, list[tuple[str, int, int]]]:
        if not self._by_length:
            found = defaultdict(list)
            for word, uses in self.volume.rows("SELECT word, uses FROM words ORDER BY word"):
                if len(word) >= _SHORTEST - 1 and word.isalpha():
                    found[len(word)].append((word, _letters(word), uses))
            self._by_length.update(found)  # at once: other threads may be asking
        return self._by_length


def _letters(word: str) -> int:
    """Which letters a word has, as bits: words that are near have nearly the same."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 61)
    return bits
