"""How long something had lasted when a person was seen, or came after the onset."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.reading.people.facts.age_words import OTHER_ILLS
from kg.reading.people.mentions import NUMBER, years

_HISTORY: Final = re.compile(
    rf"\b(?:an?\s)?(?P<n>{NUMBER})[\s-](?P<u>years?|months?|weeks?)[\s-](?:long\s)?history\sof"
    rf"|history\sof\s(?P<n2>{NUMBER})\s(?P<u2>years?|months?)\b"
    rf"|(?:for|over|during|since)\s(?:about\s|approximately\s)?(?:the\s(?:last|past|previous)\s)?(?P<n3>{NUMBER})\s(?P<u3>years?"
    rf"|months?)\b(?!\s(?:later|after|of\sage|old))"
    rf"|(?:beg[au]n|started|onset|noticed|first\ssymptoms?"
    rf"|appeared)\b[^.;]{{0,60}}?\b(?P<n4>{NUMBER})\s(?P<u4>years?|months?)\s(?:earlier|before|ago|prior"
    rf"|previously)", re.I
)  # fmt: skip
_AFTER_ONSET: Final = re.compile(
    rf"\b(?P<n>{NUMBER})\s(?P<u>years?|months?)\safter\s(?:the\s|her\s|his\s)?(?:onset|(?:symptom|disease"
    rf"|clinical)\sonset|first\ssymptoms?)", re.I
)  # fmt: skip


def durations(text: str, start: int, end: int) -> Iterator[tuple[float, int, int, int]]:
    """How long something had lasted when the person was seen: years, how sure that is of the disease, and where."""
    for match in _HISTORY.finditer(text, start, end):
        number = match["n"] or match["n2"] or match["n3"] or match["n4"]
        unit = match["u"] or match["u2"] or match["u3"] or match["u4"]
        length = years(number, unit)
        if length is not None and not OTHER_ILLS.search(text, match.end(), match.end() + 40):
            yield length, 2 if match["n3"] else 1, match.start(), match.end()


def after_onset(text: str, start: int, end: int) -> Iterator[tuple[float, int, int]]:
    """How long after the onset something was, in years, and where that is told."""
    for match in _AFTER_ONSET.finditer(text, start, end):
        length = years(match["n"], match["u"])
        if length is not None:
            yield length, match.start(), match.end()
