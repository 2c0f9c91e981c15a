"""What stands around a finding in its sentence: its clause, its side, an age, and whether it was the first sign."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.reading.clause_words import BUT

_FIRST: Final = re.compile(
    r"\b(?:present(?:ed|ing) (?:initially )?with|first (?:symptoms?|signs?|complaints?|manifestations?|noticed"
    r"|developed|presented|experienced)"
    r"|initial (?:symptoms?|signs?|complaints?|manifestations?|presentations?)|began with|started with"
    r"|beg[au]n to|heralded by|onset (?:of|with)"
    r"|because of|referred (?:for|with|because)|came to (?:\w+ )?attention)\b",
    re.IGNORECASE,
)
_LATER: Final = re.compile(
    r";|\b(?:followed by|later|then|subsequent(?:ly)?|after(?:wards)?|developed)\b", re.IGNORECASE
)
_FIRST_BEHIND: Final = re.compile(
    r"\b(?:(?:was|were) (?:the |her |his )?(?:first|initial)|as (?:the |her |his )?(?:first|initial)"
    r"|at (?:onset|presentation)|had begun|had started)\b",
    re.IGNORECASE,
)
_AGE: Final = re.compile(
    r"\b(?:at (?:the )?age (?:of )?|at (?=\d+ years)|aged |when (?:she|he) was "
    r"|by (?:the )?age (?:of )?)(?P<years>\d{1,3}(?:\.\d+)?)(?! (?:months?|weeks?|days?))\b",
    re.IGNORECASE,
)
_DEATH: Final = re.compile(r"\b(?:died|dead|death|passed away)\b", re.IGNORECASE)
_SIDES: Final = {
    "left": "left",
    "right": "right",
    "bilateral": "bilateral",
    "bilaterally": "bilateral",
    "both": "bilateral",
}
_BEFORE: Final = re.compile(r"\b(?P<side>left|right|bilateral)(?:[- ]sided)?\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_WITHIN: Final = re.compile(r"\b(?P<side>left|right|bilateral(?:ly)?|both)\b", re.IGNORECASE)
_BEHIND: Final = re.compile(
    r"\s*(?:(?:of|in|on|at|affecting|involving) (?:the |her |his )?)?(?P<side>left|right|both|bilaterally)\b",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(
    rf"; |, (?:and|{BUT}|with)\b(?! (?:they|these|both|all|it) )(?! (?:an? )?(?:[\w-]+ ){{1,2}}"
    r"(?:distribution|predomin|predilect|pattern|emphasis|accentuat))"
    rf"|\b(?:{BUT})\b(?! (?:asymm|symm|left|right|bilateral|predominant|mainly|more))"
    r"|, (?=(?:there|she|he)\b)",
    re.IGNORECASE,
)

_LISTED: Final = re.compile(r"(?:,|,? and|,? or|,? as well as)(?: [\w-]+){0,2} ", re.IGNORECASE)


def clause_of(sentence: str, span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """From behind the finding before to the next one, which may share a word with it, or the end of the clause."""
    start = max((end for _, end in spans if end <= span[0]), default=0)
    end = min((max(low, span[1]) for low, high in spans if low > span[0] and high > span[1]), default=len(sentence))
    for match in _CLAUSE.finditer(sentence, start, end):
        if match.end() <= span[0]:
            start = match.end()
        elif match.start() >= span[1]:
            end = match.start()
            break
    return start, end


def listed_to(sentence: str, span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> int:
    """Where the list ends that a finding stands in: its place may follow there, told of all."""
    end = span[1]
    for low, high in sorted(spans):
        if low >= end and _LISTED.fullmatch(sentence, end, low):
            end = high
    return end


def side_of(sentence: str, start: int, end: int) -> str | None:
    """The side told right before, in, or right behind a finding."""
    told = {
        match["side"].lower() for match in (_BEFORE.search(sentence, 0, start), _BEHIND.match(sentence, end)) if match
    }
    told |= {match["side"].lower() for match in _WITHIN.finditer(sentence, start, end)}
    sides = {_SIDES[one] for one in told}
    return sides.pop() if len(sides) == 1 else None


def age_in(sentence: str) -> float | None:
    """The one age that is told, unless it is that of a death."""
    found = [
        one for one in _AGE.finditer(sentence) if not _DEATH.search(sentence, max(0, one.start() - 40), one.start())
    ]
    years = {float(one["years"]) for one in found}
    return years.pop() if len(years) == 1 and max(years) <= 120 else None


def is_initial(sentence: str, start: int, end: int) -> bool:
    """Whether a finding is told to be among the first."""
    for one in _FIRST.finditer(sentence):
        if one.start() < start and not _LATER.search(sentence, one.end(), max(start, one.end())):
            return True
    return any(end <= one.start() and one.start() - end < 40 for one in _FIRST_BEHIND.finditer(sentence))
