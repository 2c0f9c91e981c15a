"""What a share is of: the finding or measure beside it, unless it is of a course or of people chosen by it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.reading.figures.counted_sentence import CountedSentence
from kg.reading.figures.printed_share import PrintedShare
from kg.reading.found import Bearing, FoundFinding

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
_WRONG: Final = re.compile(
    r"\b(?:mis-?diagnos\w+|(?:wrong|initial|first|previous|earlier|other|alternative)\sdiagnos\w+|diagnos\w+\s(?:(?:was|were|had\sbeen)\s)?(?:at\s)?(?:first|initially)"
    r"|(?:initially|first|previously|wrongly|falsely)\sdiagnosed|mistaken\sfor|taken\sfor)\b", re.I
)  # fmt: skip
"""What people were thought to have."""
_THOSE: Final = re.compile(r"\b(?:who|whom|those)\b", re.I)
"""`In 58% (14/24) of those who had a scan`: had is said of all."""
_NO: Final = re.compile(
    r"\b(?:no|not|never|without|denied|lacked|lacking|free\sof|(?:absence|lack)\sof)\s(?:(?:have|had|show|any|the|an?|overt|clear"
    r"|report|develop|signs?\sof|evidence\sof|history\sof)\s){0,3}$", re.I
)  # fmt: skip
_ABSENT: Final = re.compile(r"\b(?:absent|not|never|lacking|missing|excluded)\b(?!\sonly)", re.I)
_NEAR: Final = 60
"""Characters behind `had` within which that stands which they had."""
_CLOSE: Final = 15
"""Characters behind `(1/24)` within which that stands which the one is: `was deaf`."""
_IN: Final = re.compile(r"(?:\b(?:in|of|by|among|at|for)\s|[(\[]\s?)$", re.I)
_HEADS: Final = re.compile(r"(?:[,;]\s*(?:and|but|while|whereas)?|\b(?:and|while|whereas))\s(?:in|of|among)\s$", re.I)
"""A clause that begins with its share: `and in 3/12 ataxia was seen`."""
_PARTED: Final = re.compile(r"[;.,:]")
_ALONE: Final = re.compile(
    r"[\s,;]*\b(?:and|while|whereas|but)\s*(?:(?:only|just|an?|another|the|single|one|other|further|patient|carrier|case"
    r"|woman|man|person)\s)*[(\[]?\s*", re.I
)  # fmt: skip
_DID: Final = re.compile(r"[\s)\]]*(?:\w+ed|died|were|was|became|underwent|went)\b", re.I)
_ANSWER: Final = re.compile(
    r"\b(?:control\w*|stop\w*|abolish\w*|suppress\w*|reduc\w*|improv\w*|reliev\w*|treat\w*|abat\w*|end|ended|prevent\w*)"
    r"\s(?:the\s|her\s|his\s|their\s|of\s){0,2}(?:[\w-]+\s)?$", re.I
)  # fmt: skip
"""What answers to treatment: `levetiracetam controlled seizures in 4/5`."""
_COURSE: Final = re.compile(
    r"\b(?:ceas\w+|stopp\w+|stable|stabili[sz]\w+|improv\w+|resol\w+|respon\w+|discontinu\w+|remit\w+|remission|free|controlled"
    r"|abat\w+|benefit\w*|relie\w+|decreas\w+ in frequency|recover\w+|treated|reduc(?:ed|tion) (?:of|in|by)|subsid\w+"
    r"|disappear\w+|persist\w+|worsen\w+|recur\w+|unchanged|effective\w*|efficac\w+|success\w*|tri(?:al|ed))\b", re.I
)  # fmt: skip
"""A course or an answer to treatment: what share of people it took is no share of people with a sign."""
_WITH: Final = re.compile(r"\bwith\s(?:[\w-]+\s){0,4}$", re.I)
_OR: Final = re.compile(r"\s(?:and/)?or\s(?!(?:more|less|without|with)\b)", re.I)
_OR_BEFORE: Final = re.compile(r"\b(?:and/)?or\s(?:[\w-]+\s)?$", re.I)
_THEN: Final = re.compile(
    r"\b(?:had|have|show\w*|respon\w+|improv\w+|were|was|became|achiev\w+|develop\w+|did|died)\b", re.I
)
_MEASURES: Final = re.compile(
    r"\b(?:positive\sfamily\shistory|family\shistory|familial|sporadic|female|male|women|men|de\snovo|penetrance"
    r"|misdiagnos\w+|asymptomatic|unaffected|initial\ssymptoms?|bedridden|died|dead|alive)\b", re.I
)  # fmt: skip


def finding_beside(
    sentence: CountedSentence, share: PrintedShare, low: int, high: int, last: FoundFinding | None
) -> FoundFinding | None:
    """The finding of a share: in `seizures (3/8)` the one before, in `3 of 8 had seizures` the one behind.

    None where the share is of a course (`seizures ceased in 2/3`), of people chosen by the finding (`3/4 patients with
    seizures responded`), of one sign or another, or of a wrong diagnosis. `last` stood behind the share before.
    """
    told = _beside(sentence, share, low, high, last)
    if told is None or _of_something_else(sentence.text, told, share, high):
        return None
    return None if _WRONG.search(sentence.text, sentence.start, share.start) else told


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
        course = _COURSE.search(text, sentence.start, share.start)
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
    if told and chosen and after[1:] and _THEN.search(text, told.spot.end, after[1].spot.start):
        return after[1]
    return told


def _of_something_else(text: str, told: FoundFinding, share: PrintedShare, high: int) -> bool:
    start, end = told.spot.start, told.spot.end
    if end <= share.start:
        between, ahead = text[end : share.start], text[max(0, start - 40) : start]
        course = _COURSE.search(between) or _ANSWER.search(ahead)
        return bool(course or _OR.match(text, end) or _OR_BEFORE.search(ahead))
    between = text[share.end : start]
    chosen = _WITH.search(between) and (
        _THEN.search(text, end, high) or _COURSE.search(text, max(0, share.start - 80), share.start)
    )
    return bool(_COURSE.search(between) or chosen or (share.numerator != 0 and _OR.match(text, end)))


def measure_beside(
    sentence: CountedSentence, share: PrintedShare, shares: Sequence[PrintedShare], index: int
) -> str | None:
    """A known measure (`family history`, `female`) beside a share, where no finding was recognised."""
    low = shares[index - 1].end if index else sentence.start
    high = shares[index + 1].start if index + 1 < len(shares) else sentence.end
    found = [*_MEASURES.finditer(sentence.text, low, high)]
    near = min(found, key=lambda match: max(share.start - match.end(), match.start() - share.end), default=None)
    return near[0].lower() if near else None


def is_denied(sentence: CountedSentence, share: PrintedShare, finding: FoundFinding) -> bool:
    """Whether those who are counted have not the finding: `5 of 12 had no seizures`, `tremor was absent in 5/12`."""
    text, start, end = sentence.text, finding.spot.start, finding.spot.end
    if share.numerator == 0:
        return False
    if finding.bearing is Bearing.ABSENT or _NO.search(text, max(sentence.start, start - 25), start):
        return True
    return end <= share.start and bool(_ABSENT.search(text[end : share.start]))


def known_measure(name: str) -> str | None:
    """The known measure that some words name."""
    match = _MEASURES.search(name)
    return match[0].lower() if match else None


def tells_course(name: str) -> bool:
    """Whether some words are of a course, an answer to treatment or a wrong diagnosis, not of a sign."""
    return bool(_COURSE.search(name) or _WRONG.search(name))
