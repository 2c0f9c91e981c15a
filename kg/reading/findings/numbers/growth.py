"""Head, height and weight in standard deviations or centiles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.reading.decimals import decimal
from kg.reading.findings.numbers.number_told import NumberTold

GROWTH: Final = {
    ("height", "-"): "HP:0004322",
    ("height", "+"): "HP:0000098",
    ("head", "-"): "HP:0000252",
    ("head", "+"): "HP:0000256",
    ("weight", "-"): "HP:0004325",
    ("weight", "+"): "HP:0004324",
    ("birth", "-"): "HP:0001518",
    ("birth", "+"): "HP:0001520",
}
"""Short and tall stature, micro- and macrocephaly, low and high weight, small and large for gestational age."""
_ONE: Final = (
    r"(?:(?:body )?height|(?:body )?length|stature|(?:(?:birth|body)[ -]?)?weight"
    r"|(?:head|cranial) (?:circumference|perimeter)|occipito-?frontal (?:head )?circumference|OFC|HC|BMI"
    r"|body mass index)"
)
_WHAT: Final = (
    rf"\b(?P<what>{_ONE}(?:(?:,| and|, and|/) ?(?:(?:her|his|the) )?{_ONE})*)\b"
    rf"(?P<far>(?:(?!\b{_ONE}\b)[^.;]|\.(?=\d)){{0,40}}?)"
)
_SPREAD: Final = re.compile(
    _WHAT + r"(?P<sign>[-−–+])? ?(?<![\d.])(?P<value>\d+(?:[.,]\d+)?) ?(?:SDS?\b|standard deviations?|z\b)"
    r"(?P<way> (?:below|above|under|over))?",
    re.IGNORECASE,
)
_SCORE: Final = re.compile(
    _WHAT + r"(?:z[- ]?scores?|SDS)(?: of| was|:| =)? ?(?P<sign>[-−–+])? ?(?P<value>\d+(?:[.,]\d+)?)", re.IGNORECASE
)
_WORDS: Final = {"first": 1, "second": 2, "third": 3, "fifth": 5, "tenth": 10, "fiftieth": 50}
_CENTILE: Final = re.compile(
    _WHAT + r"(?P<way>below|under|less than|<|above|over|greater than|>)? ?(?:the )?"
    rf"(?:\bP ?(?P<p>\d{{1,2}})(?![\d.])"
    rf"|(?P<nth>\d{{1,2}}(?:\.\d)?)(?:st|nd|rd|th) ?(?:per)?centile"
    rf"|(?P<word>{'|'.join(_WORDS)}) (?:per)?centile)",
    re.IGNORECASE,
)
_WHY: Final = "reckoned: more than two SD, or outside the centiles 3 to 97, is not normal"


def of_growth(sentence: str) -> Iterator[NumberTold]:
    """What measures of growth tell or deny; those of several parts tell it of each.

    >>> [(one.hpo, one.absent) for one in of_growth("Weight and height were below P3, OFC +0.4 SD.")]
    [('HP:0000256', True), ('HP:0004325', False), ('HP:0004322', False)]
    """
    for match in (*_SPREAD.finditer(sentence), *_SCORE.finditer(sentence)):
        if match["sign"] or match.groupdict().get("way"):
            value = decimal(match["value"])
            below = (match.groupdict().get("way") or "").strip().lower() in ("below", "under")
            yield from _of_each(match, sign="-" if below or match["sign"] in tuple("-−–") else "+", absent=value <= 2)
    for match in _CENTILE.finditer(sentence):
        way = (match["way"] or "").lower()
        centile = float(match["p"] or match["nth"] or _WORDS[match["word"].lower()])
        below = way in ("below", "under", "less than", "<")
        if (below and centile <= 3) or centile < 2:
            yield from _of_each(match, sign="-", absent=False)
        elif (way and not below and centile >= 97) or centile > 98:
            yield from _of_each(match, sign="+", absent=False)
        elif not way and centile > 3 and _part(match["what"]) == "head":
            yield from _of_each(match, sign="-" if centile <= 50 else "+", absent=True)


def _of_each(match: re.Match[str], *, sign: str, absent: bool) -> Iterator[NumberTold]:
    """One finding for each part that is listed; it begins where its part is named."""
    for one in re.finditer(_ONE, match["what"], re.IGNORECASE):
        if hpo := GROWTH.get((_part(one[0]), sign)):
            yield NumberTold(hpo, match.start() + one.start(), match.end(), absent, _WHY)


def _part(what: str) -> str:
    plain = what.lower()
    if "weight" in plain or plain in ("bmi", "body mass index"):
        return "birth" if "birth" in plain else "weight"
    return "height" if plain.split()[-1] in ("height", "length", "stature") else "head"
