"""Holding the head, sitting, standing, walking and speaking at an age: late, or in time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from kg.reading.findings.numbers.ages_of_children import AGE, months_of
from kg.reading.findings.numbers.number_told import NumberTold
from kg.reading.rows import rows


class Milestone(NamedTuple):
    """A row of the table: a term, the months from which on it is told, those up to which it is not, how it is said."""

    hpo: str
    late: float
    in_time: float
    said: str
    can: str


MILESTONES: Final = tuple(
    Milestone(row["hpo"], float(row["late"]), float(row["in_time"]), row["said"], row["can"])
    for row in rows(Path(__file__).parent / "milestones.tsv")
)
_OLDEST: Final = 120
"""Months up to which an age is that of a milestone."""
_ALONE: Final = (
    r"(?: (?:up|alone|unaided|unsupported|unassisted|independently|freely|well|late|on (?:his|her) own"
    r"|(?:without|with) (?:any |minimal )?(?:support|help|aid|assistance)|between (?:his|her) parents))*,?"
)
_DONE: Final = (
    r"(?: (?:was|were|had been|only|first|not|possible|achieved|acquired|attained|reached|gained|learn(?:ed|t)|mastered"
    r"|spoken|taken|said|uttered|came|appeared|began|started|emerged|developed|established|present|made|heard))*"
)
_WHEN: Final = (
    r"(?: (?P<when>at|by|until|till|before|from)(?: (?:about|around|approximately|only|nearly|almost))?"
    r"(?: the)?(?: age(?: of)?)? |,? (?:when|only when) (?:he|she) was (?:about |nearly |almost )?)"
)
_SAID: Final = "|".join(f"(?P<m{number}>{one.said})" for number, one in enumerate(MILESTONES))
_MILESTONE: Final = re.compile(
    rf"\b(?:{_SAID}){_ALONE}{_DONE}{_WHEN}{AGE}(?! ?(?:%|minutes|hours|cm|kg|m\b|/))", re.IGNORECASE
)
_CAN: Final = "|".join(f"(?P<c{number}>{one.can})" for number, one in enumerate(MILESTONES) if one.can)
_CANNOT: Final = (
    r"(?:could (?:not|neither)|couldn[’']t|cannot|can (?:not|neither)|(?:did|does) not(?: yet)?|not yet|unable to"
    r"|not able to|not)"
)
_YET: Final = re.compile(
    rf"\bat (?:the )?(?:age of )?{AGE}(?: of age)?,? (?:(?:he|she|the (?:boy|girl|child|infant|patient)) )?"
    rf"(?:still )?(?:was |is )?{_CANNOT}(?: yet| even)? (?:{_CAN})\b",
    re.IGNORECASE,
)
_STILL_NOT: Final = re.compile(rf"\b{_CANNOT}(?: yet)? (?:{_CAN}){_ALONE} at (?:the )?(?:age of )?{AGE}", re.IGNORECASE)
_NOT: Final = re.compile(r"\b(?:not|never|unable to|cannot|n[’']t|only)\b[^.;,]{0,30}$", re.IGNORECASE)
_LOST: Final = re.compile(
    r"\b(?:no longer|stopped|los[st]\w*|unable|inability|difficult\w*|cannot|could not|not|never)\b[^.;,]{0,30}$",
    re.IGNORECASE,
)


def of_milestones(sentence: str) -> Iterator[NumberTold]:
    """Every milestone that a sentence tells with an age.

    >>> [(one.hpo, one.absent) for one in of_milestones("He sat at 7 months and did not walk until 2 years.")]
    [('HP:0025336', True), ('HP:0031936', False)]
    """
    for match in _MILESTONE.finditer(sentence):
        until = (match["when"] or "").lower() in ("until", "till", "before")
        if bool((_NOT if until else _LOST).search(sentence, 0, match.start())) is not until:
            continue
        stone = next(one for number, one in enumerate(MILESTONES) if match[f"m{number}"])
        months = months_of(match)
        if stone.late < months < _OLDEST or (stone.late == 24 and months == stone.late):
            yield _late(stone, match)
        elif months <= stone.in_time and not until and "with support" not in match[0]:
            why = f"reckoned: at {stone.in_time:g} months or before"
            yield NumberTold(stone.hpo, match.start(), match.end(), True, why)
    for match in (*_YET.finditer(sentence), *_STILL_NOT.finditer(sentence)):
        stone = next(one for number, one in enumerate(MILESTONES) if one.can and match[f"c{number}"])
        if stone.late <= months_of(match) < _OLDEST:
            yield _late(stone, match)


def _late(stone: Milestone, match: re.Match[str]) -> NumberTold:
    return NumberTold(stone.hpo, match.start(), match.end(), False, f"reckoned: later than at {stone.late:g} months")
