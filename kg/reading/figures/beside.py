"""What a share is of: the finding or measure beside it, unless it is of a course or of people chosen by it."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.clause_words import BUT, WHILE
from kg.reading.figures.counted_sentence import CountedSentence
from kg.reading.figures.courses import COURSE, THEN, is_of_something_else
from kg.reading.figures.printed_share import PrintedShare
from kg.reading.found import FoundFinding

_HAD: Final = re.compile(
    r"[\s,)\]]*(?:(?:of\s)?(?:the\s|our\s|these\s)?[\w-]+\s){0,3}?(?:had|have|has|show\w*|developed|presented|suffered|experienced|exhibited|with|denied|lacked"
    r"|reported|carried|demonstrated|complained|manifested)\b", re.I
)  # fmt: skip
_ONLY_BEHIND: Final = frozenset({"of_whom", "counted"})
"""Forms that go on with what those have who are counted."""
_OF_EVENTS: Final = re.compile(r"\s(?!(?:were|was|and|in)\b)(?:[\w-]+(?<!ly)\s)?", re.I)
"""`Two of three seizures were focal` counts no people."""
_LISTED: Final = re.compile(r"\s(?:(?:an?|only|the)\s)?(?:[\w-]+\s)?", re.I)
"""`26 (84%) had dementia and 18 (58%) gait disturbance`."""
_THOSE: Final = re.compile(r"\b(?:who|whom|those)\b", re.I)
"""`In 58% (14/24) of those who had a scan`: had is said of all."""
_NEAR: Final = 60
"""Characters behind `had` within which that stands which they had."""
_CLOSE: Final = 15
"""Characters behind `(1/24)` within which that stands which the one is: `was deaf`."""
_IN: Final = re.compile(r"(?:\b(?:in|of|by|among|at|for)\s|[(\[]\s?)$", re.I)
_HEADS: Final = re.compile(rf"(?:[,;]\s*(?:and|{BUT})?|\b(?:and|{WHILE}))\s(?:in|of|among)\s$", re.I)
"""A clause that begins with its share: `and in 3/12 ataxia was seen`."""
_PARTED: Final = re.compile(r"[;.,:]")
_ALONE: Final = re.compile(
    rf"[\s,;]*\b(?:and|{BUT})\s*(?:(?:only|just|an?|another|the|single|one|other|further|patient|carrier|case"
    r"|woman|man|person)\s)*[(\[]?\s*", re.I
)  # fmt: skip
_DID: Final = re.compile(r"[\s)\]]*(?:\w+ed|died|were|was|became|underwent|went)\b", re.I)


def finding_beside(
    sentence: CountedSentence, share: PrintedShare, low: int, high: int, last: FoundFinding | None
) -> FoundFinding | None:
    """The finding of a share: in `seizures (3/8)` the one before, in `3 of 8 had seizures` the one behind.

    None where the share is of a course (`seizures ceased in 2/3`), of people chosen by the finding (`3/4 patients with
    seizures responded`), of one sign or another, or of a wrong diagnosis. `last` stood behind the share before.
    """
    told = _beside(sentence, share, low, high, last)
    return None if told is None or is_of_something_else(sentence, told, share, high) else told


def _beside(
    sentence: CountedSentence, share: PrintedShare, low: int, high: int, last: FoundFinding | None
) -> FoundFinding | None:
    text = sentence.text
    within = [one for one in sentence.findings if share.start <= one.spot.start and one.spot.end <= share.end]
    before = [one for one in sentence.findings if low <= one.spot.start and one.spot.end <= share.start]
    after = [one for one in sentence.findings if share.end <= one.spot.start < high]
    if within:
        return within[0]
    if share.form in _ONLY_BEHIND:
        course = COURSE.search(text, sentence.start, share.start)
        return after[0] if after and after[0].spot.start - share.end <= _NEAR and not course else None
    if after and before[-1:] == [last] and _LISTED.fullmatch(text, share.end, after[0].spot.start):
        return after[0]
    if had := _HAD.match(text, share.end):
        told = _had(text, had, before if _IN.search(text, low, share.start) else [], after)
        return before[-1] if told is None and before and _THOSE.search(had[0]) else told
    if after and _HEADS.search(text, low, share.start) and not _PARTED.search(text, share.end, after[0].spot.start):
        return after[0]
    if before:
        alone = _ALONE.fullmatch(text, before[-1].spot.end, share.start) and _DID.match(text, share.end)
        return before[-1] if not alone else after[0] if after and after[0].spot.start - share.end <= _CLOSE else None
    if after and share.form in ("of", "slash") and _OF_EVENTS.fullmatch(text, share.end, after[0].spot.start):
        return None
    far = _IN.search(text, low, share.start) and text[low : share.start].strip(" ,;()").count(" ")
    return after[0] if after and not far else None


def _had(text: str, had: re.Match[str], before: list[FoundFinding], after: list[FoundFinding]) -> FoundFinding | None:
    """What those had who are counted; of those with the one who had the other, the other."""
    told = after[0] if after and after[0].spot.start - had.end() <= _NEAR else None
    chosen = had[0].strip().lower().endswith("with")
    if chosen and before:  # `tremor in 3/20 patients with dementia`
        return before[-1]
    if told and chosen and after[1:] and THEN.search(text, told.spot.end, after[1].spot.start):
        return after[1]
    return told
