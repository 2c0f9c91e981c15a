"""How many people a text tells of, and which of these numbers a bare count is a share of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Final

from kg.reading.clause_words import BUT
from kg.reading.figures.counts import NUMERAL, PEOPLE, THINGS, number
from kg.reading.figures.others import are_others
from kg.reading.number_words import SPELT


def _many(name: str) -> str:
    return rf"(?P<{name}>{NUMERAL}|{SPELT})"


_TOLD: Final = re.compile(
    rf"\b(?:{_many('people')}\s(?!of\b)(?:[\w-]+\s){{0,2}}?{PEOPLE}\b"
    rf"|(?:all|the|our|these|those|remaining|other)\s{_many('all')}\b(?!\s?(?:%|[\w-]*\s?{THINGS}\b|[-/]))"
    rf"|n\s?=\s?{_many('label')}\b(?!\s?[;,/(]\s?\d)"
    r"|(?:available|done|performed|obtained|known|recorded|examined|studied|scanned|undertaken|tested|enrolled|included"
    rf"|assessed)\s(?:in|for|of|from)\s(?:all\s)?{_many('done')}\b(?!\s?(?:[%/]|{THINGS}))"
    rf"|{_many('were')}\s(?:were|was|underwent|had\s(?:MRI|CT|EEG|an?\s))\b)", re.I
)  # fmt: skip
_STOPS: Final = re.compile(rf"[,;.(]|\b(?:and|{BUT}|served|had|were|was)\b")
_IN: Final = re.compile(r"\b(?:in|by)\s(?:only\s)?$", re.I)
"""Behind `seen in` stands how many have a sign, not how many there are."""
_MOST: Final = 100
"""Numbers of a text that are tried for one count."""
FAR: Final = 400
"""Characters within which `none had` and `of whom` are of those told last."""


class Wholes:
    """The numbers of people in the passages of a text, in their order."""

    def __init__(self, passages: Sequence[str]) -> None:
        read = [[*_counts(passage)] for passage in passages]
        self._told = [[(place, many) for place, many, _ in counts] for counts in read]
        self._whole = [
            [one for one in told if not _IN.search(passage, max(0, one[0] - 10), one[0])]
            for told, passage in zip(self._told, passages, strict=True)
        ]
        ours, others = (
            {many for counts in read for _, many, apart in counts if apart is whose} for whose in (False, True)
        )
        self._others = others - ours

    def is_of_others(self, many: int | None) -> bool:
        """Whether the text tells of so many people only where they are others than those with the disease."""
        return many in self._others

    def before(self, passage: int, at: int) -> int | None:
        """How many people the passage told of last, not far before a place."""
        here = self._whole[passage]
        cut = bisect_left(here, (at, 0))
        return here[cut - 1][1] if cut and here[cut - 1][0] >= at - FAR else None

    def fitting(self, passage: int, at: int) -> Iterator[int]:
        """Of how many a count at a place may be a share, the likeliest first: those told last, then the next."""
        here = self._told[passage]
        cut = bisect_left(here, (at, 0))
        after = self._told[passage + 1 :]
        places = chain(reversed(here[:cut]), here[cut:], *map(reversed, reversed(self._told[:passage])), *after)
        return (many for _, many in islice(places, _MOST))


def _counts(passage: str) -> Iterator[tuple[int, int, bool]]:
    """Where a passage tells of how many, and whether these are others than those with the disease."""
    for match in _TOLD.finditer(passage):
        many = number(match[match.lastgroup or 0])
        if many:
            stop = _STOPS.search(passage, match.end(), match.end() + 40)
            words = passage[match.start() : stop.start() if stop else match.end() + 40]
            yield match.start(), many, are_others(words)
