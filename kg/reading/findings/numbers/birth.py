"""Weeks of a pregnancy, and grams at birth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.reading.decimals import decimal
from kg.reading.findings.numbers.number_told import NumberTold

PREMATURE: Final = "HP:0001622"
SMALL: Final = "HP:0001518"
TERM: Final = 37
"""Weeks of a pregnancy before which a birth is premature."""
_HEAVY, _LEAST = 2500, 400
"""Grams from which on nobody born at term is called small, and what no child weighs."""
_WEEKS: Final = (
    r"(?P<weeks>2[2-9]|3\d|4[0-3])(?: ?(?:\+|[-–]| and|w) ?\d(?:/7)?(?: days)?)?[ -]?"
    r"(?:(?:full |completed |gestational )*(?:weeks?|wk)\b)"
)
_BORN: Final = re.compile(
    r"\b(?:born|delivered|delivery|birth|section)\b[^.;]{0,60}?\b(?:at|after|in) (?:an? |the )?"
    rf"(?:(?:gestational )?age of |only )?{_WEEKS}",
    re.IGNORECASE,
)
_AGE: Final = re.compile(rf"\bgestational age(?: at (?:birth|delivery))?(?: was| of|[:=,])* ?{_WEEKS}", re.IGNORECASE)
_GRAMS: Final = re.compile(
    r"\b(?P<birth>birth[ -]?weight|weigh(?:ed|ing)|weight)\b(?: (?:was|of|at birth)|[:=,(])* ?"
    r"(?P<much>\d[.,]?\d{3}|\d{3,4}|\d[.,]\d{1,2}) ?(?P<unit>k?g|grams?)\b(?P<at> at birth)?"
)
_AT_BIRTH: Final = re.compile(r"\b(?:born|birth|delivered|newborn|neonat\w+)\b", re.IGNORECASE)


def of_birth(sentence: str) -> Iterator[NumberTold]:
    """Whether a birth was premature, and a child born at term small.

    >>> [one.hpo for one in of_birth("He was born at 33 weeks. She was born at 39 weeks, weighing 2,150 g.")]
    ['HP:0001622', 'HP:0001518']
    """
    term = False
    for match in (*_BORN.finditer(sentence), *_AGE.finditer(sentence)):
        term = int(match["weeks"]) >= TERM
        if not term:
            yield NumberTold(PREMATURE, match.start("weeks"), match.end(), False, f"reckoned: before {TERM} weeks")
    for match in _GRAMS.finditer(sentence):
        told = match["at"] or "birth" in match["birth"] or _AT_BIRTH.search(sentence, 0, match.start())
        if told and term and _LEAST < _grams(match) < _HEAVY:
            yield NumberTold(SMALL, match.start(), match.end(), False, f"reckoned: less than {_HEAVY} g at term")


def _grams(match: re.Match[str]) -> float:
    if match["unit"] == "kg":
        return decimal(match["much"]) * 1000
    return float(re.sub(r"[.,]", "", match["much"]))
