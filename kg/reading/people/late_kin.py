"""Relatives who have died: nobody examines them now, and nothing is told of them in the present."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.people.turn import Turns

_DIED: Final = re.compile(
    r"\b(?:died|dead|deceased|passed\saway|expired|succumbed|perished|drowned|was\skilled|took\s(?:her|his)\sown\slife"
    r"|committed\ssuicide|(?:her|his)\s(?:\w+\s)?death)\b",
    re.I,
)
_KIND: Final = (
    r"(?:(?:our|the|this|her|his|an?|initial|first|last|latest|formal|present|current|recent|further|general|neurologic(?:al)?"
    r"|physical|clinical|mental|cognitive|bedside|ophthalmolog\w+|neuropsycholog\w+|somatic|detailed|careful)\s){0,4}"
)
_PRESENT_REPORT: Final = re.compile(
    rf"\W*(?:(?:(?:On|At|Upon|During|In)\s)?{_KIND}(?:examination|exam|admission|presentation|arrival|referral|assessment"
    rf"|evaluation|inspection|consultation|testing|visit|status|follow-?up|review|(?:at|in|to)\sour\s\w+)\b"
    r"|(?:At|In|To)\s(?:our|this)\s(?:own\s)?(?:\w+\s){0,2}(?:clinic|hospital|cent(?:er|re)|unit|department|institution|ward|service)\b"
    r"|(?:Now|Currently|At\spresent|Presently|Today)\b)"
    r"(?!\s(?:of\s(?:her|his|the)\s(?:mother|father|brother|sister)|(?:in|at)\s(?:the\sage|age|\d)|\d))",
    re.I,
)
"""Ahead of what was found when the patient was seen; not `on admission in 1987`, which may be theirs."""
_PRESENT: Final = re.compile(
    r"\s(?:(?:now|currently|still)\s)?(?:is|has|remains|lives|works|walks|needs|takes|can|cannot|smokes|drinks|requires|uses|attends)\b"
    r"(?!\s(?:been\s)?(?:\w+ly\s)?(?:said|told|reported|thought|believed|known|remembered|described|supposed|presumed|recalled|buried"
    r"|dead|deceased|died)\b)"
)
"""Behind `she` or `he` who lives."""


def mark_dead(text: str, start: int, end: int, turns: Turns) -> None:
    """Keep of whom a sentence tells that they died, where it is one relative."""
    for match in _DIED.finditer(text, start, end):
        here = next((turn for at, turn in reversed(turns) if at <= match.start()), None)
        if here is not None and len(here.persons) == 1 and here.persons[0].of is not None:
            here.persons[0].dead = True


def of_the_living(text: str, start: int, at: int | None = None) -> bool:
    """Whether a sentence tells what was found when the patient was seen, or behind a pronoun, at `at`, what is now."""
    if _PRESENT_REPORT.match(text, start):
        return True
    return at is not None and _PRESENT.match(text, at) is not None
