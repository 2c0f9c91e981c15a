"""Sitting, walking and speaking at an age: late, or in time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.reading.findings.numbers.number_told import NumberTold
from kg.reading.number_words import from_to, one_of


class Milestone(NamedTuple):
    """A term, the months from which on it is told, and those up to which it is not."""

    hpo: str
    late: float
    in_time: float


SAT: Final = Milestone("HP:0025336", 10, 8)
WALKED: Final = Milestone("HP:0031936", 18, 15)
SPOKE: Final = Milestone("HP:0000750", 24, 15)
SENTENCES: Final = Milestone("HP:0000750", 36, 30)
SMILED: Final = Milestone("HP:0012434", 4, 2.5)
ROLLED: Final = Milestone("HP:0032989", 8, 6)
CRAWLED: Final = Milestone("HP:0033128", 13, 11)
"""Sitting, walking and crawling by the windows of the WHO (2006), words; between two ages nothing is told."""
_OF_GROUP: Final = {
    "sat": SAT,
    "walked": WALKED,
    "spoke": SPOKE,
    "sentences": SENTENCES,
    "smiled": SMILED,
    "rolled": ROLLED,
    "crawled": CRAWLED,
}
_OLDEST: Final = 120
"""Months up to which an age is that of a milestone."""
_WORDS: Final = from_to(1, 20)
_MONTHS: Final = {"w": 12 / 52, "m": 1, "y": 12}
_ALONE: Final = (
    r"(?: (?:up|alone|unaided|unsupported|unassisted|independently|on (?:his|her) own"
    r"|without (?:any )?(?:support|help|aid|assistance)))*"
)
_DONE: Final = (
    r"(?: (?:was|were|had been|only|first|not|possible|achieved|acquired|attained|reached|gained|learned|mastered"
    r"|spoken|taken|said|uttered))*"
)
_MILESTONE: Final = re.compile(
    rf"\b(?:(?P<sat>sat|sit|sitting)|(?P<walked>walked|walk|walking|ambulation|first (?:independent )?steps)"
    rf"|(?:(?:spoke|said|uttered|produced) (?:his |her |the )?)?(?P<spoke>first (?:meaningful )?words?|single words?)"
    r"|(?:spoke|spoken|speaking|talked) in (?P<sentences>(?:full |short )?sentences)"
    r"|(?P<smiled>smiled|smiling|social smile)"
    r"|(?P<rolled>rolled over)|(?P<crawled>crawled|crawling))"
    rf"{_ALONE}{_DONE} (?P<when>at|until|till|before)(?: (?:about|around|approximately|only))?"
    rf"(?: the)?(?: age(?: of)?)? (?P<age>\d+(?:\.\d+)?|{one_of(_WORDS)})(?P<half> and a half)?[ -]"
    r"(?P<unit>weeks?|months?|years?)\b",
    re.IGNORECASE,
)
_NOT: Final = re.compile(r"\b(?:not|never|unable to|cannot|n[’']t|only)\b[^.;,]{0,30}$", re.IGNORECASE)
_LOST: Final = re.compile(
    r"\b(?:no longer|stopped|los[st]\w*|unable|inability|difficult\w*|cannot|could not|not|with support|never)\b"
    r"[^.;,]{0,30}$",
    re.IGNORECASE,
)


def of_milestones(sentence: str) -> Iterator[NumberTold]:
    """Every milestone that a sentence tells with an age.

    >>> [(one.hpo, one.absent) for one in of_milestones("He sat at 7 months and did not walk until 2 years.")]
    [('HP:0025336', True), ('HP:0031936', False)]
    """
    for match in _MILESTONE.finditer(sentence):
        until = match["when"].lower() != "at"
        if bool((_NOT if until else _LOST).search(sentence, 0, match.start())) is not until:
            continue
        stone = next(one for group, one in _OF_GROUP.items() if match[group])
        months = _months(match)
        if stone.late < months < _OLDEST or (stone is SPOKE and months == stone.late):
            why = f"reckoned: later than at {stone.late:g} months"
            yield NumberTold(stone.hpo, match.start(), match.end(), False, why)
        elif months <= stone.in_time and not until:
            why = f"reckoned: at {stone.in_time:g} months or before"
            yield NumberTold(stone.hpo, match.start(), match.end(), True, why)


def _months(match: re.Match[str]) -> float:
    told = match["age"].lower()
    age = _WORDS[told] if told in _WORDS else float(told)
    return (age + (0.5 if match["half"] else 0)) * _MONTHS[match["unit"].lower()[0]]
