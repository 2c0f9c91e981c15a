"""Measures of people that are no findings: sex, family history, death."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.reading.figures.counted_sentence import CountedSentence
from kg.reading.figures.printed_share import PrintedShare

_MEASURES: Final = re.compile(
    r"\b(?:positive\sfamily\shistory|family\shistory|familial|sporadic|female|male|women|men|de\snovo|penetrance"
    r"|misdiagnos\w+|asymptomatic|unaffected|initial\ssymptoms?|bedridden|died|dead|alive)\b", re.I
)  # fmt: skip


def measure_beside(
    sentence: CountedSentence, share: PrintedShare, shares: Sequence[PrintedShare], index: int
) -> str | None:
    """A known measure (`family history`, `female`) beside a share, where no finding was recognised."""
    low = shares[index - 1].end if index else sentence.start
    high = shares[index + 1].start if index + 1 < len(shares) else sentence.end
    found = [*_MEASURES.finditer(sentence.text, low, high)]
    near = min(found, key=lambda match: max(share.start - match.end(), match.start() - share.end), default=None)
    return near[0].lower() if near else None


def known_measure(name: str) -> str | None:
    """The known measure that some words name."""
    match = _MEASURES.search(name)
    return match[0].lower() if match else None
