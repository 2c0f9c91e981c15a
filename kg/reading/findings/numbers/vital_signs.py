"""Blood pressure, temperature, acuity, Apgar scores, quotients: limits at which anybody would call it so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.reading.decimals import decimal
from kg.reading.findings.numbers.number_told import NumberTold

PRESSURE: Final = "HP:0000822"
FEVER: Final = "HP:0001945"
APGAR: Final = "HP:0030917"
INTELLECT: Final = "HP:0001249"
DELAY: Final = "HP:0001263"
OBESITY: Final = "HP:0001513"
ACUITY: Final = "HP:0007663"
_WAS: Final = (
    r"(?:(?: (?:was|were|is|of|at|measured|initially|only|about|around|on admission|score|scores|\w+ly))*[:=,(]*) ?"
)
_PRESSURE: Final = re.compile(
    rf"\b(?:(?i:blood pressure|arterial pressure)|BP|RR){_WAS}"
    r"(?P<high>[6-9]\d|1\d\d|2[0-7]\d) ?/ ?(?P<low>[3-9]\d|1[0-6]\d)\b"
    r"(?: ?mm ?Hg)?"
)
_HEAT: Final = re.compile(
    rf"\b(?:temperature|temp\.?|T|fever|febrile|pyrexia)\b{_WAS}(?:up )?(?:to )?"
    r"(?P<heat>3[4-9]|4[0-2])(?P<part>[.,]\d)? ?(?:°|º|˚|degrees|℃)",
    re.IGNORECASE,
)
_APGAR: Final = re.compile(
    r"\bApgar(?:[ -]scores?)?(?: at (?:1|one|5|five|10|ten)(?:[, and]+(?:5|five|10|ten))* min\w*)?"
    rf"{_WAS}(?P<points>\d\d?(?:(?: ?[/,-] ?| and |, and | to |, then )\d\d?)*)(?P<when>'|′)?",
    re.IGNORECASE,
)
_QUOTIENT: Final = re.compile(
    r"\b(?:(?P<intellect>(?:full[- ]scale |total |verbal |performance )?(?:IQ|intelligence quotient))"
    r"|developmental quotient|DQ)"
    rf"(?: score)?{_WAS}(?P<points>\d\d|1\d\d)\b(?! ?(?:%|years|months))"
)
_MASS: Final = re.compile(
    rf"\b(?:BMI|[Bb]ody mass index)(?: \(BMI\))?{_WAS}(?P<mass>\d\d(?:[.,]\d)?)(?! ?(?:th|st|nd|rd|SD|%))"
)
_ACUITY: Final = re.compile(
    r"\b(?:visual acuity|vision|VA)\b[^.;]{0,40}?(?<![\d/])(?P<seen>6|20)/(?P<from>\d{1,3})\b(?!/)", re.IGNORECASE
)


def of_vital_signs(sentence: str) -> Iterator[NumberTold]:
    """What blood pressure, temperature and scores of children tell or deny; between two limits nothing.

    >>> [(one.hpo, one.absent) for one in of_vital_signs("BP 178/102 mmHg, temperature 36.8 °C, Apgar 3 and 6.")]
    [('HP:0000822', False), ('HP:0001945', True), ('HP:0030917', False)]
    """
    for match in _PRESSURE.finditer(sentence):
        high, low = int(match["high"]), int(match["low"])
        if high >= 140 or low >= 90 or (high < 140 and low < 85 and high > low):
            yield _told(PRESSURE, match, absent=high < 140 and low < 90, limit="from 140/90 mmHg it is high")
    for match in _HEAT.finditer(sentence):
        heat = decimal(match["heat"] + (match["part"] or ""))
        if heat >= 38 or heat < 37.5:
            yield _told(FEVER, match, absent=heat < 38, limit="from 38 °C it is fever")
    for match in _APGAR.finditer(sentence):
        scores = [int(one) for one in re.findall(r"\d+", match["points"])]
        if max(scores) <= 10 and min(scores) < 7:
            yield _told(APGAR, match, absent=False, limit="less than 7 points are low")
    for match in _QUOTIENT.finditer(sentence):
        points = int(match["points"])
        if points < 70:
            term = INTELLECT if match["intellect"] else DELAY
            yield _told(term, match, absent=False, limit="less than 70 points are too few")
    for match in _ACUITY.finditer(sentence):
        if int(match["from"]) >= 3 * int(match["seen"]):
            yield _told(ACUITY, match, absent=False, limit="less than a third is reduced")
    for match in _MASS.finditer(sentence):
        if decimal(match["mass"]) >= 30:
            yield _told(OBESITY, match, absent=False, limit="from 30 kg/m2 it is obesity")


def _told(hpo: str, match: re.Match[str], *, absent: bool, limit: str) -> NumberTold:
    return NumberTold(hpo, match.start(), match.end(), absent, f"reckoned: {limit}")
