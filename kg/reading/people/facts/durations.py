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
    rf"|(?:for|over|during|since)\s(?:about\s|approximately\s)?(?:the\s(?:last|past|previous|preceding)\s)?(?P<n3>{NUMBER})\s(?P<u3>years?"
    rf"|months?)\b(?!\s(?:later|after|of\sage|of\slife|old))"
    rf"|(?:beg[au]n|started|onset|noticed|(?:fell|taken)\sill|became|developed|first\ssymptoms?|appeared|dat(?:es|ed|ing)\sback)\b[^.;]{{0,60}}?"
    rf"\b(?P<n4>{NUMBER})\s(?P<u4>years?|months?)\s(?:earlier|before|ago|prior|previously)"
    rf"|\b(?P<n8>{NUMBER})\s(?P<u8>years?|months?)\sago,?\s(?:she|he|the\spatient)\s(?:had\s)?(?:first\s)?(?:became|become|beg[au]n"
    rf"|started|noticed|developed|complained|experienced)\b"
    rf"|dat(?:es|ed|ing)\s(?:back|from)\s(?:about\s)?(?P<n6>{NUMBER})\s(?P<u6>years?|months?)\b"
    rf"|\bof\s(?:about\s)?(?P<n7>{NUMBER})\s(?P<u7>years?|months?)[’']?\sduration\b"
    rf"|\b(?P<n5>{NUMBER})\s(?P<u5>years?|months?)\s(?:earlier|before|ago|prior|previously)\b"
    r"[^.;]{0,50}?\bhad\s(?:first\s)?(?:beg[au]n|started|noticed|noted|become|developed)\b", re.I
)  # fmt: skip
_NO_ILLNESS: Final = re.compile(
    r"\b(?:work\w*|employed|serv(?:ed|ing)|liv(?:ed|ing)|married|divorced|widowed|retired|follow\w*|treated|tak(?:en|ing)"
    r"|took|us(?:ed|ing)|given|received|administered|prescribed|drunk|drank|abstinent|stable|(?<!not\s)free"
    r"|without)\b[^.;,]{0,40}$", re.I
)  # fmt: skip
"""Ahead of `for ten years`: what is no sign."""
_AFTER_ONSET: Final = re.compile(
    rf"\b(?P<n>{NUMBER})\s(?P<u>years?|months?)\s(?:after\s(?:the\s|her\s|his\s)?(?:onset|(?:symptom|disease"
    r"|clinical)\sonset|first\ssymptoms?)|into\s(?:the|her|his)\s(?:illness|disease))"
    rf"|\bafter\s(?:an?|the)\s(?:total\s|disease\s|clinical\s)?(?:course|duration|illness)\sof\s(?P<n2>{NUMBER})\s(?P<u2>years?|months?)\b"
    rf"|\b(?:total|disease)\s(?:disease\s)?(?:duration|course)(?:\sof\s(?:the|her|his)\s(?:disease|illness))?(?:\s(?:was|of)|:)\s(?P<n5>{NUMBER})\s(?P<u5>years?|months?)\b"
    rf"|\b(?:after|following|with)\s(?P<n3>{NUMBER})\s(?P<u3>years?|months?)\sof\s(?:(?:progressive|her|his|the|increasing)\s)*(?:illness|disease|dementia"
    r"|(?:cognitive\s)?decline|symptoms|deterioration|course|progression)\b"
    rf"|\bafter\san?\s(?P<n4>{NUMBER})-(?P<u4>year|month)\s(?:(?:disease|clinical|total)\s)?(?:course|illness|history|disease|duration)\b",
    re.I,
)


def durations(text: str, start: int, end: int) -> Iterator[tuple[float, int, int, int]]:
    """How long something had lasted when the person was seen: years, how sure that is of the disease, and where."""
    for match in _HISTORY.finditer(text, start, end):
        length = _length(match)
        other = OTHER_ILLS.search(text, match.end(), match.end() + 40)
        idle = match["n3"] and _NO_ILLNESS.search(text[max(start, match.start() - 60) : match.start()])
        ill = match["n3"] and OTHER_ILLS.search(text, max(start, match.start() - 25), match.start())
        if length is not None and not other and not idle and not ill:
            yield length, 2 if match["n3"] else 1, match.start(), match.end()


def after_onset(text: str, start: int, end: int) -> Iterator[tuple[float, int, int]]:
    """How long after the onset something was, in years, and where that is told."""
    for match in _AFTER_ONSET.finditer(text, start, end):
        length = _length(match)
        if length is not None:
            yield length, match.start(), match.end()


def _length(match: re.Match[str]) -> float | None:
    """The years of whichever of its ways of telling a match is."""
    told = {name: words for name, words in match.groupdict().items() if words}
    number = next(name for name in told if name[0] == "n")
    return years(told[number], told["u" + number[1:]])
