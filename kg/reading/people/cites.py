"""Sentences that speak of another paper: whom they describe is nobody of this text."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.people.introduced import HERE

_CITED: Final = re.compile(
    r"\bet\sal\b|\b(?:previously|recently|first|already)\s(?:been\s)?(?:reported|described|published)\b"
    r"|\bin\sthe\sliterature\b"
    r"|\b(?:reported|described)\s(?:by|in)\b|\bhas\sbeen\s(?:reported|described)\b|\bwere\sreported\sin\b"
    r"|\banother\s(?:report|study|group)\b", re.I
)  # fmt: skip
_REFERS: Final = re.compile(r"\[\d[\d,\s–-]*\]\W{0,2}$|\((?:[A-Z]\w+,?\s)+(?:et\sal\.?,?\s)?(?:19|20)\d\d\w?\)\W?$")


def cited(text: str, start: int, end: int) -> bool:
    """Whether a sentence tells what others wrote, and not what this paper reports."""
    return bool(_CITED.search(text, start, end)) and not HERE.search(text, start, end)


def refers(text: str, start: int, end: int) -> bool:
    """Whether it ends with a number of the list of references, or with a name and a year."""
    return bool(_REFERS.search(text, start, end))
