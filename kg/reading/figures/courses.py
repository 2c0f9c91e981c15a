"""What is told of a sign that is no share of people with it: a course, an answer to treatment, a wrong diagnosis."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.figures.counted_sentence import CountedSentence
from kg.reading.figures.printed_share import PrintedShare
from kg.reading.found import FoundFinding

_ANSWER: Final = re.compile(
    r"\b(?:control\w*|stop\w*|abolish\w*|suppress\w*|reduc\w*|improv\w*|reliev\w*|treat\w*|abat\w*|end|ended|prevent\w*)"
    r"\s(?:the\s|her\s|his\s|their\s|of\s){0,2}(?:[\w-]+\s)?$", re.I
)  # fmt: skip
"""What answers to treatment: `levetiracetam controlled seizures in 4/5`."""
COURSE: Final = re.compile(
    r"\b(?:ceas\w+|stopp\w+|stable|stabili[sz]\w+|improv\w+|resol\w+|respon\w+|discontinu\w+|remit\w+|remission|free|controlled"
    r"|abat\w+|benefit\w*|relie\w+|decreas\w+ in frequency|recover\w+|treated|reduc(?:ed|tion) (?:of|in|by)|subsid\w+"
    r"|disappear\w+|persist\w+|worsen\w+|recur\w+|unchanged|effective\w*|efficac\w+|success\w*|tri(?:al|ed))\b", re.I
)  # fmt: skip
"""A course or an answer to treatment: what share of people it took is no share of people with a sign."""
_WITH: Final = re.compile(r"\bwith\s(?:[\w-]+\s){0,4}$", re.I)
_OR: Final = re.compile(r"\s(?:and/)?or\s(?!(?:more|less|without|with)\b)", re.I)
_OR_BEFORE: Final = re.compile(r"\b(?:and/)?or\s(?:[\w-]+\s)?$", re.I)
_WRONG: Final = re.compile(
    r"\b(?:mis-?diagnos\w+|(?:wrong|initial|first|previous|earlier|other|alternative)\sdiagnos\w+|diagnos\w+\s(?:(?:was|were|had\sbeen)\s)?(?:at\s)?(?:first|initially)"
    r"|(?:initially|first|previously|wrongly|falsely)\sdiagnosed|mistaken\sfor|taken\sfor)\b", re.I
)  # fmt: skip
"""What people were thought to have."""
_DID: Final = re.compile(r"[\s)\]]*(?:did|does)\b", re.I)
"""`In none of the three did levodopa help`."""
_CARRIED: Final = re.compile(
    r"[\s)\]]*(?:(?:were\sfound\sto|proved\sto|turned\sout\sto|tested)\s)?(?:harbou?r(?:ed)?|carr(?:y|ied)|positive\sfor|had|have)\s"
    r"(?:[\w.>-]+\s){0,4}?(?:variants?|mutations?)\b", re.I
)  # fmt: skip
"""`Of 71 patients with leukoencephalopathy five carried a variant`: they were chosen for the sign."""
THEN: Final = re.compile(
    r"\b(?:had|have|show\w*|respon\w+|improv\w+|were|was|became|achiev\w+|develop\w+|did|died)\b", re.I
)


def is_of_something_else(sentence: CountedSentence, told: FoundFinding, share: PrintedShare, high: int) -> bool:
    """Whether a share beside a finding is of its course, of people chosen by it, of a choice, or of a mistake."""
    text = sentence.text
    if _WRONG.search(text, max(sentence.start, text.rfind(";", sentence.start, share.start)), share.start):
        return True
    start, end = told.spot.start, told.spot.end
    if end <= share.start:
        between, ahead = text[end : share.start], text[max(0, start - 40) : start]
        if _DID.match(text, share.end) or _CARRIED.match(text, share.end):
            return True
        course = COURSE.search(between) or _ANSWER.search(ahead)
        return bool(course or _OR.match(text, end) or _OR_BEFORE.search(ahead))
    between = text[share.end : start]
    chosen = _WITH.search(between) and (
        THEN.search(text, end, high) or COURSE.search(text, max(0, share.start - 80), share.start)
    )
    return bool(COURSE.search(between) or chosen or (share.numerator != 0 and _OR.match(text, end)))


def tells_course(name: str) -> bool:
    """Whether some words are of a course, an answer to treatment or a wrong diagnosis, not of a sign."""
    return bool(COURSE.search(name) or _WRONG.search(name))
