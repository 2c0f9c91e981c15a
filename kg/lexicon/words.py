"""The words that the texts of a graph have: their other spellings, and those that a mistyped one may have been."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from kg.lexicon.folds import spelt
from kg.lexicon.volume import Volume

_SHORTEST: Final = 4
"""Letters of the shortest word that may be mistyped: of shorter ones every other is like it."""
_LONG: Final = 8
_MOST: Final = 3


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of an index."""

    volume: Volume
    _by_length: dict[int, list[tuple[str, int, int]]] = field(default_factory=lambda: defaultdict(list))

    def spellings(self, word: str) -> tuple[str, ...]:
        """A word with the others that are the same in British or American spelling; itself alone where there are none.

        What stands behind it here may begin with it.
        """
        rows = self.volume.rows("SELECT word FROM words WHERE spelt = ? ORDER BY word", spelt(word))
        return tuple(dict.fromkeys((word, *(one for (one,) in rows))))

    def has(self, word: str) -> bool:
        """Whether a word, in any spelling, or one that begins with it, is in a text."""
        folded = spelt(word)
        query = "SELECT 1 FROM words WHERE spelt >= ? AND spelt < ? LIMIT 1"
        return bool(self.volume.rows(query, folded, folded + "\uffff"))

    def near(self, word: str) -> tuple[str, ...]:
        """The words that differ by a letter or two (in long ones), the nearest and most used first.

        What holds a digit is a number or a name with one, where each sign tells one thing from another.
        """
        if len(word) < _SHORTEST or not word.isalpha():
            return ()
        most, letters = (1 if len(word) < _LONG else 2), _letters(word)
        found = []
        for length in range(len(word) - most, len(word) + most + 1):
            for other, own, uses in self._words().get(length, ()):
                if (own ^ letters).bit_count() <= 2 * most and (far := distance(word, other, most)) <= most:
                    found.append((far, -uses, other))
        return tuple(other for _, _, other in sorted(found)[:_MOST])

    def _words(self) -> dict[int, list[tuple[str, int, int]]]:
        if not self._by_length:
            for word, uses in self.volume.rows("SELECT word, uses FROM words ORDER BY word"):
                if len(word) >= _SHORTEST - 1 and word.isalpha():
                    self._by_length[len(word)].append((word, _letters(word), uses))
        return self._by_length


def _letters(word: str) -> int:
    """Which letters a word has, as bits: words that are near have nearly the same."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 61)
    return bits


def distance(one: str, other: str, most: int) -> int:
    """Letters put in, left out, changed or swapped with the next; above `most` it is not told how many.

    >>> distance("siezure", "seizure", 2), distance("gait", "gaits", 2), distance("gait", "brain", 1)
    (1, 1, 2)
    """
    before, last = [], list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        row = [at]
        for to, wanted in enumerate(other, 1):
            best = min(last[to] + 1, row[-1] + 1, last[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                best = min(best, before[to - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]
