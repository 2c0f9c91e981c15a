"""Measures of people that are no findings: sex, family history, death."""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import shorten
from typing import Final

from kg.reading.figures.counted_sentence import CountedSentence
from kg.reading.figures.counts import PEOPLE
from kg.reading.figures.printed_share import PrintedShare
from kg.reading.number_words import SPELT

_SMALL: Final = (
    "only|were|with|these|those|this|that|from|among|them|whom|which|seen|found|present|noted|observed|reported"
)
_MEASURES: Final = re.compile(
    r"\b(?:positive\sfamily\shistory|family\shistory|familial|sporadic|female|male|women|men|de\snovo|penetrance"
    r"|misdiagnos\w+|asymptomatic|unaffected|initial\ssymptoms?|bedridden|died|dead|alive)\b", re.I
)  # fmt: skip

_CLAUSE: Final = re.compile(r"[,;:.()\[\]]")
_IS_TOLD: Final = re.compile(rf"(?!\b(?:{PEOPLE}|{SPELT}|{_SMALL})\b)\b[a-z-]{{4,}}", re.I)
_LONG: Final = 60
"""Characters of a clause that say what is counted."""


def measure_beside(
    sentence: CountedSentence, share: PrintedShare, shares: Sequence[PrintedShare], index: int
) -> str | None:
    """A known measure (`family history`, `female`) beside a share, where no finding was recognised."""
    low = shares[index - 1].end if index else sentence.start
    high = shares[index + 1].start if index + 1 < len(shares) else sentence.end
    found = [*_MEASURES.finditer(sentence.text, low, high)]
    near = min(found, key=lambda match: max(share.start - match.end(), match.start() - share.end), default=None)
    return near[0].lower() if near else None


def words_beside(sentence: CountedSentence, share: PrintedShare, shares: Sequence[PrintedShare], index: int) -> str:
    """The words of the clause that tells a share, those behind it first; empty where none say anything."""
    low = shares[index - 1].end if index else sentence.start
    high = shares[index + 1].start if index + 1 < len(shares) else sentence.end
    behind = _CLAUSE.split(sentence.text[share.end : high].lstrip(" )]"))[0]
    ahead = _CLAUSE.split(sentence.text[low : share.start].rstrip(" (["))[-1]
    told = (shorten(" ".join(words.split()), _LONG, placeholder="") for words in (behind, ahead))
    return next((words for words in told if _IS_TOLD.search(words)), "")


def known_measure(name: str) -> str | None:
    """The known measure that some words name."""
    match = _MEASURES.search(name)
    return match[0].lower() if match else None
