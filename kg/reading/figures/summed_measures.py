"""What means and medians are of: ages, durations, survival and follow-up, each under one name for all its prints."""

from __future__ import annotations

import re
from typing import Final

_VISIT: Final = (
    r"examination|evaluation|assessment|visit|presentation|imaging|MRI|scan|follow-up|inclusion|enrol?ment|study"
)
_OF: Final = (
    ("age at onset", r"age\s(?:at|of)\s(?:the\s)?(?:disease\s|symptom\s|clinical\s)?onset|onset\sage"),
    ("age at onset", r"age\sat\sfirst\ssymptoms?"),
    ("age at death", r"age\s(?:at|of)\sdeath"),
    ("age at diagnosis", r"age\s(?:at|of)\s(?:the\s)?diagnosis"),
    ("age at", r"age\s(?:at|of)\s(?P<when>[a-z]{2,}(?:che|pause|ment|tion|ancy|birth))"),
    ("age at", rf"age\s(?:at|of)\s(?:the\s)?(?:last\s|first\s|final\s)?(?P<at>{_VISIT}|[\w-]+\sonset)"),
    ("follow-up", r"(?:duration\sof\s)?follow[\s-]?up(?:\stime|\speriod|\sduration)?"),
    ("disease duration", r"(?:disease\s|illness\s)?duration(?:\sof\s(?:the\s)?(?:disease|illness|symptoms))?(?!\sof\s)"
        r"(?:\s(?:from\sonset\s)?(?:to|until|at)\sdeath)?"),
    ("survival", r"survival(?:\stime)?"),
    ("time", r"(?:time|interval|delay|latency)\sfrom\s(?:[\w-]+\s){1,3}to\s[\w-]+"),
    ("age", r"age"),
)  # fmt: skip
MEASURED: Final = re.compile(rf"\b(?:{'|'.join(way for _, way in _OF)})\b", re.I)
_AHEAD: Final = (
    ("age at onset", re.compile(r"\b(?:onset|began|begun|started|fell\sill|became\s(?:ill|symptomatic))\b", re.I)),
    ("age at death", re.compile(r"\b(?:died|death|deceased)\b", re.I)),
    ("age at diagnosis", re.compile(r"\bdiagnos", re.I)),
)  # fmt: skip
"""Words by which `at a mean age of` is the age at something."""


def measure_of(match: re.Match[str], ahead: str) -> str:
    """The name of a measure that `MEASURED` matched behind the words of its sentence.

    >>> measure_of(MEASURED.search("age of onset"), ""), measure_of(MEASURED.search("age"), "They died at a mean")
    ('age at onset', 'age at death')
    """
    name = next(name for name, way in _OF if re.fullmatch(way, match[0], re.I))
    if name == "time":
        return match[0].lower()
    if name == "age at":
        return f"age at {match['at'] or match['when']}"
    return next((of for of, words in _AHEAD if words.search(ahead)), name) if name == "age" else name
