"""Growth in standard deviations and centiles, and weeks of a pregnancy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.reading.findings.numbers.number_told import NumberTold

GROWTH: Final = {
    ("height", "-"): "HP:0004322",
    ("height", "+"): "HP:0000098",
    ("head", "-"): "HP:0000252",
    ("head", "+"): "HP:0000256",
    ("weight", "-"): "HP:0004325",
    ("birth", "-"): "HP:0001518",
}
"""Short and tall stature, micro- and macrocephaly, decreased body weight, small for gestational age: beyond two SD."""
PREMATURE: Final = "HP:0001622"
TERM: Final = 37
"""Weeks of a pregnancy before which a birth is premature."""
_WHAT: Final = (
    r"\b(?P<what>height|length|stature|(?:birth )?weight|head circumference|occipito-?frontal circumference|OFC|HC)\b"
    r"(?:(?!height|length|weight|circumference)[^.;]|\.(?=\d)){0,40}?"
)
_SPREAD: Final = re.compile(
    _WHAT + r"(?P<sign>[-−–+]) ?(?P<value>\d+(?:[.,]\d+)?) ?(?:SDS?\b|standard deviations?|z\b)", re.IGNORECASE
)
_BEYOND: Final = re.compile(
    _WHAT + r"(?:(?<![\d.])[2-9](?:\.\d+)? ?(?:SDs?|standard deviations) (?P<way>below|above)"
    r"|(?:below|under|<) ?(?:the )?(?:P ?(?:3|2|1)(?!\d)|(?:3rd|third|2nd|second|1st|first|0\.4th) (?:per)?centile)"
    r"|(?P<over>above|over|>) ?(?:the )?(?:P ?9[789]|9[789](?:\.\d+)?(?:th|st|nd|rd)? (?:per)?centile))",
    re.IGNORECASE,
)
_BORN: Final = re.compile(
    r"\b(?:born|delivered|delivery|birth)\b[^.;]{0,60}?\b(?:at|after) (?:a )?(?:gestational age of |(?:only )?)"
    r"(?P<weeks>2[2-9]|3\d|4[0-3])(?: ?(?:\+|[-–]| and) ?\d(?:/7)?)? ?(?:weeks|wk)",
    re.IGNORECASE,
)


def of_growth(sentence: str) -> Iterator[NumberTold]:
    """What measures of growth tell, and the weeks of a pregnancy.

    >>> [one.hpo for one in of_growth("Head circumference was -3 SD. He was born at 31 weeks.")]
    ['HP:0000252', 'HP:0001622']
    """
    for match in _SPREAD.finditer(sentence):
        hpo = GROWTH.get((_part(match["what"]), "+" if match["sign"] == "+" else "-"))
        if hpo and float(match["value"].replace(",", ".")) > 2:
            yield NumberTold(hpo, match.start(), match.end(), False, "reckoned: more than two SD")
    for match in _BEYOND.finditer(sentence):
        above = match["over"] or (match["way"] or "").lower() == "above"
        if hpo := GROWTH.get((_part(match["what"]), "+" if above else "-")):
            why = "reckoned: more than two SD, or outside the centiles"
            yield NumberTold(hpo, match.start(), match.end(), False, why)
    for match in _BORN.finditer(sentence):
        if int(match["weeks"]) < TERM:
            yield NumberTold(PREMATURE, match.start("weeks"), match.end(), False, f"reckoned: before {TERM} weeks")


def _part(what: str) -> str:
    plain = what.lower()
    if "weight" in plain:
        return "birth" if "birth" in plain else "weight"
    return "height" if plain in ("height", "length", "stature") else "head"
