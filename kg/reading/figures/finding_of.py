"""What a share is of: the finding or measure beside it, unless it is of a course or of people chosen by it."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.figures.counted_sentence import CountedSentence
from kg.reading.figures.shares import PrintedShare
from kg.reading.found import FoundFinding

_HAD: Final = re.compile(
    r"[\s,)\]]*(?:(?:of\s)?(?:the\s|our\s|these\s)?[\w-]+\s){0,3}?(?:had|have|has|show\w*|developed|presented|suffered|experienced|exhibited|with"
    r"|reported|carried|demonstrated|complained|manifested)\b", re.I
)  # fmt: skip
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
    r"|misdiagnos\w+|initial\ssymptoms?|bedridden|died|dead|alive)\b", re.I
)  # fmt: skip


def finding_of(sentence: CountedSentence, share: PrintedShare, low: int, high: int) -> FoundFinding | None:
    """The finding of a share: in `seizures (3/8)` the one before, in `3 of 8 had seizures` the one behind.

    None where the share is of a course (`seizures ceased in 2/3`), of people chosen by the finding (`3/4 patients with
    seizures responded`), or of one sign or another.
    """
    text = sentence.text
    before = [one for one in sentence.findings if low <= one.spot.start and one.spot.end <= share.start]
    after = [one for one in sentence.findings if share.end <= one.spot.start < high]
    had = _HAD.match(text, share.end)
    if had:
        told = after[0] if after and after[0].spot.start - had.end() <= _NEAR else None
        if told and had[0].lower().endswith("with") and after[1:]:  # those with the one had the other
            told = after[1] if _THEN.search(text, told.spot.end, after[1].spot.start) else told
        if told is None and had[0].strip().lower().endswith("with") and before:
            told = before[-1]
    elif after and _HEADS.search(text, low, share.start) and not _PARTED.search(text, share.end, after[0].spot.start):
        told = after[0]
    elif before:
        alone = _ALONE.fullmatch(text, before[-1].spot.end, share.start) and _DID.match(text, share.end)
        told = before[-1] if not alone else after[0] if after and after[0].spot.start - share.end <= _CLOSE else None
    elif after and not (_IN.search(text, low, share.start) and text[low : share.start].strip(" ,;()").count(" ")):
        told = after[0]
    else:
        told = None
    return None if told is None or _of_something_else(text, told, share, high) else told


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
    return bool(_COURSE.search(between) or chosen or _OR.match(text, end))


def measure_of(sentence: CountedSentence, share: PrintedShare, low: int, high: int) -> str | None:
    """A known measure (`family history`, `female`) beside a share, where no finding was recognised."""
    found = [*_MEASURES.finditer(sentence.text, low, high)]
    near = min(found, key=lambda match: max(share.start - match.end(), match.start() - share.end), default=None)
    return near[0].lower() if near else None
