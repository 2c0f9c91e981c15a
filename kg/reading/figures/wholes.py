"""How many people a text tells of, and which of these numbers a bare count is a share of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kg.reading.figures.counts import PEOPLE, SPELT, THINGS, number


def _many(name: str) -> str:
    return rf"(?P<{name}>\d{{1,5}}|{SPELT})"


_TOLD: Final = re.compile(
    rf"\b(?:{_many('people')}\s(?!of\b)(?:[\w-]+\s){{0,2}}?{PEOPLE}\b"
    rf"|(?:all|the|our|these|those|remaining|other)\s{_many('all')}\b(?!\s?(?:%|[\w-]*\s?{THINGS}\b|[-/]))"
    rf"|n\s?=\s?{_many('label')}\b(?!\s?[;,/(]\s?\d)"
    r"|(?:available|done|performed|obtained|known|recorded|examined|studied|scanned|undertaken|tested|enrolled|included"
    rf"|assessed)\s(?:in|for|of|from)\s(?:all\s)?{_many('done')}\b(?!\s?(?:[%/]|{THINGS}))"
    rf"|{_many('were')}\s(?:were|was|underwent|had\s(?:MRI|CT|EEG|an?\s))\b)", re.I
)  # fmt: skip
FAR: Final = 400
"""Characters within which `none had` and `of whom` are of those told last."""


class Wholes:
    """The numbers of people in the passages of a text, in their order."""

    def __init__(self, passages: Sequence[str], more: Iterable[int] = ()) -> None:
        self._told = [[*_counts(passage)] for passage in passages]
        self._more = tuple(more)

    def before(self, passage: int, at: int) -> int | None:
        """How many people the passage told of last, not far before a place."""
        near = [many for place, many in self._told[passage] if at - FAR <= place < at]
        return near[-1] if near else None

    def fitting(self, passage: int, at: int) -> Iterator[int]:
        """Of how many a count at a place may be a share, the likeliest first: those told last, then the next."""
        here = self._told[passage]
        cut = bisect_left(here, (at, 0))
        yield from (many for _, many in (*reversed(here[:cut]), *here[cut:]))
        for other in (*reversed(self._told[:passage]), *self._told[passage + 1 :]):
            yield from (many for _, many in reversed(other))
        yield from self._more


def _counts(passage: str) -> Iterator[tuple[int, int]]:
    for match in _TOLD.finditer(passage):
        many = number(match[match.lastgroup or 0])
        if many:
            yield match.start(), many
