"""Who is named only to be measured by: `two years older than the proband`, `the same chin as his sister`."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.people.mentions.words import KIN_WORDS

_SAME: Final = re.compile(
    r"\b(?:the\ssame|as|an?\ssimilar)\s(?:(?!(?:variant|mutation|genotype|change|allele)\b)[\w-]+\s){1,4}as\s(?:had\s|did\s)?$"
    r"|\b(?:similar|identical|akin|comparable)\sto\s(?:(?:that|those)\sof\s)?$|\bresembl(?:ed|es|ing)\s(?:(?:that|those)\sof\s)?$"
)
_LISTS_ON: Final = re.compile(
    r"(?:her|his|the|our|their)\s(?:[\w-]+\s){0,2}[\w-]+,\s(?!(?:who|which|whose|had|was|is|and)\b|\d|aged\b)"
)
"""Behind whom the other goes on to be told of: `the same chin as his sister, scoliosis`."""
_MEASURE: Final = re.compile(
    r"\b(?:older|younger|elder|taller|shorter|smaller|earlier|later)\sthan\s|\b(?:un)?related\sto\s"
    rf"|\b(?:{KIN_WORDS}|widow|widower|grandson|granddaughter)\sof\s(?:the\s)?$"
    r"|\bthan\s$(?<!rather\sthan\s)(?<!other\sthan\s)"
)
_SENIOR: Final = re.compile(
    r"(?:her|his|their|(?:the|our)\s[\w\s]{1,24}[’']s|[A-H]\.?[’']s)\s(?:junior|senior)\b", re.I
)
"""`six years her junior`."""


_NOT_SOUGHT: Final = re.compile(
    r"\bnot\s(?:yet\s)?(?:(?:searched|looked|screened|tested|asked|sought)(?:\sfor)?|assessed|examined|available|done|performed|obtained)\s(?:in|of|from|for)\s$"
)
"""`and not searched for in B`: nothing is told of who is named."""


def measured(text: str, at: int) -> bool:
    """Whether somebody is named only to be measured by (`two years older than the proband`)."""
    if _SAME.search(text[max(0, at - 60) : at]):
        return _LISTS_ON.match(text, at) is not None
    ahead = text[max(0, at - 40) : at]
    return any((_MEASURE.search(ahead[-24:]), _SENIOR.match(text, at), _NOT_SOUGHT.search(ahead)))
