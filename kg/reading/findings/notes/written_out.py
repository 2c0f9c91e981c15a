"""A text with what notes write in short at length, and the way back to the places of its own words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from kg.reading.rows import rows

_BEGINS: Final = re.compile(r"(?:^|[.!?]\s)$")
_GIVEN: Final = re.compile(r"(?P<before>[^()]{4,60}) \((?P<short>[A-Z][A-Za-z/]{1,6})\)")
_ALONE: Final = r"(?<!\w)"
_TABLE: Final = Path(__file__).with_name("shorthand.tsv")


class AtLength(NamedTuple):
    """Words in short at `start` to `end` of a text, that stand at length from `at` to `to` of the other."""

    start: int
    end: int
    at: int
    to: int


@dataclass(frozen=True, slots=True)
class WrittenOut:
    """A text at length."""

    text: str
    written: tuple[AtLength, ...] = ()

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Where that stands in the text as it is printed which is at `start` to `end` here."""
        return self._back(start, first=True), self._back(end, first=False)

    def _back(self, place: int, *, first: bool) -> int:
        number = bisect_right(self.written, place if first else place - 1, key=lambda one: one.at) - 1
        if number < 0:
            return place
        one = self.written[number]
        if place < one.to:
            return one.start if first else one.end
        return place - one.to + one.end


def own_short_forms(texts: Iterable[str]) -> Mapping[str, str]:
    """The short forms that texts give themselves, with the words before them: `myotonic dystrophy (DM)`."""
    return {match["short"]: match["before"].lower() for text in texts for match in _GIVEN.finditer(text)}


def written_out(text: str, own: Mapping[str, str] = MappingProxyType({})) -> WrittenOut:
    """A text at length; of two ways to read the same words the first and longer one. `own` are its own short forms.

    >>> written_out("R pronator drift, Romberg -ve").text
    'Right pronator drift, Romberg negative'
    """
    found = [
        (match.start(), -match.end(), match.end(), match.expand(written))
        for pattern, written in _patterns()
        for match in pattern.finditer(text)
        if match[0] not in own or written.lower() in own[match[0]]
    ]
    parts: list[str] = []
    written: list[AtLength] = []
    last = at = 0
    for start, _, end, words in sorted(found):
        if start < last:
            continue
        at += start - last
        if _BEGINS.search(text, 0, start):
            words = words[:1].upper() + words[1:]
        parts += (text[last:start], words)
        written.append(AtLength(start, end, at, at + len(words)))
        at, last = at + len(words), end
    return WrittenOut("".join((*parts, text[last:])), tuple(written))


@lru_cache(1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (
            re.compile(
                rf"{'' if row['pattern'].startswith('(?<=') else _ALONE}(?:{row['pattern']})(?:(?!\w)|(?<=\W))",
                0 if row["capitals"] == "yes" else re.IGNORECASE,
            ),
            row["written"],
        )
        for row in rows(_TABLE)
    )
