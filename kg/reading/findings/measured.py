"""Findings told by a number alone: cells and protein of the cerebrospinal fluid, points, growth in SD, milestones.

The limits are those at which anybody would call it so; `why` says that it was reckoned, and from what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

CELLS: Final = "HP:0012229"
PROTEIN: Final = "HP:0002922"
KINASE: Final = "HP:0003236"
COGNITION: Final = "HP:0100543"
SCALES: Final = {"mmse": (23, 28), "mini": (23, 28), "moca": (22, 27), "mont": (22, 27)}
"""Points of 30 up to which anybody would call it impaired, and from which nobody would."""
GROWTH: Final = {
    ("height", "-"): "HP:0004322",
    ("height", "+"): "HP:0000098",
    ("head", "-"): "HP:0000252",
    ("head", "+"): "HP:0000256",
    ("weight", "-"): "HP:0004325",
}
"""Short and tall stature, micro- and macrocephaly, decreased body weight: beyond two SD."""
MILESTONES: Final = {"sat": ("HP:0025336", 10), "walked": ("HP:0031936", 18), "spoke": ("HP:0000750", 24)}
"""Months from which sitting and walking alone is late (windows of the WHO, 2006), and speaking the first words."""
_FLUID: Final = re.compile(r"\b(?:CSF|LP|cerebrospinal|spinal fluid|lumbar puncture|liquor)\b", re.IGNORECASE)
_NUMBER: Final = r"(?P<value>\d+(?:[.,]\d+)?)"
_CELLS: Final = re.compile(
    rf"(?<![\w.,+-]){_NUMBER} ?(?:(?:white|nucleated|mononuclear|blood) )*(?:cells?|leu[ck]ocytes|lymphocytes|WBCs?) ?"
    r"(?:/|per) ?(?:[µμu][Ll]|(?:cu\.? ?)?mm|mic)\w*"
    r"|\b(?:WCC|WBC|(?:white |leu[ck]ocyte )?cell counts?|leu[ck]ocytes|white cells|cells)(?: was| were| of|[:=,])*"
    r" ?(?P<other>\d+)(?![\d.,]*\d)(?: ?(?:cells? ?)?/ ?\S+)?",
    re.IGNORECASE,
)
_PROTEIN: Final = re.compile(
    rf"\bproteins?(?: (?:level|concentration|content))?(?: was| were| of|[:=,])* ?{_NUMBER} ?"
    r"(?P<unit>g/[Ll]|mg/d[Ll]|mg/[Ll]|mg/100 ?m[Ll]|mg ?%)"
)
_GRAMS: Final = {"g/l": 1.0, "mg/l": 0.001}
_KINASE: Final = re.compile(
    r"\b(?:CK|CPK|creatine kinase)(?: level)?(?: was| of|[:=,])* ?\d[\d,. ]*(?:I?U/[Ll])? ?"
    r"\((?:raised|elevated|high|increased)",
)
_SPREAD: Final = re.compile(
    r"\b(?P<what>height|length|stature|weight|head circumference|occipito-?frontal circumference|OFC|HC)\b"
    r"(?:(?!height|length|weight|circumference)[^.;]|\.(?=\d)){0,40}?(?P<sign>[-−–+]) ?"
    rf"{_NUMBER} ?(?:SDS?\b|standard deviations?|z\b)",
    re.IGNORECASE,
)
_BELOW: Final = re.compile(
    r"\b(?P<what>height|length|stature|weight|head circumference|occipito-?frontal circumference|OFC)\b"
    r"(?:(?!height|length|weight|circumference)[^.;,]|\.(?=\d)){0,30}?"
    r"(?:(?<![\d.])[2-9](?:\.\d+)? ?(?:SDs?|standard deviations) (?P<way>below|above)"
    r"|(?:below|under|<) ?(?:the )?(?:3rd|third|2nd|second|1st|first|0\.4th) (?:per)?centile)",
    re.IGNORECASE,
)
_SCORED: Final = re.compile(
    r"(?<!\()\b(?P<scale>MMSE|MoCA"
    r"|mini[- ]mental(?: state)?(?: examination| exam| test)?|Montreal cognitive assessment)\b"
    r"(?: ?\([^)]*\))?(?: (?:scores?|total|result|points))*"
    r"(?: (?:was|of|were|is|had|has|been|dropped|fallen|fell"
    r"|declined|decreased|deteriorated|to|at|scored|gave|yielded|showed|only|now)|[:=,])*"
    r" ?(?P<points>\d{1,2})(?: ?/ ?30| (?:out )?of 30| points)",
    re.IGNORECASE,
)
_ALONE: Final = r"(?: up| alone| unaided| unsupported| without support| independently)?"
_MILESTONE: Final = re.compile(
    rf"\b(?P<what>sat{_ALONE}|walked{_ALONE}|(?:took (?:his |her |the )?)?first (?:independent )?steps"
    r"|(?:spoke|said|uttered) (?:his |her |the )?(?:first|single) words?|first words?(?: were)?)"
    r"(?: were| was| spoken| taken)? (?:at|only at|at the age of) (?:the age of )?"
    r"(?P<age>\d+(?:\.\d+)?) (?P<unit>months?|years?)\b",
    re.IGNORECASE,
)


class NumberTold(NamedTuple):
    """A finding that a number at `start` to `end` of a sentence tells, or denies."""

    hpo: str
    start: int
    end: int
    absent: bool
    why: str


def measured(sentence: str) -> Iterator[NumberTold]:
    """Every finding that the numbers of a sentence tell.

    >>> [(one.hpo, one.absent) for one in measured("CSF: 2 cells/µL, protein 0.62 g/L.")]
    [('HP:0012229', True), ('HP:0002922', False)]
    """
    if _FLUID.search(sentence):
        yield from _of_fluid(sentence)
    for match in _SCORED.finditer(sentence):
        low, good = SCALES[match["scale"].lower()[:4]]
        points = _read(match["points"])
        if points <= low or good <= points <= 30:
            why = f"reckoned: up to {low} of 30 points are too few, from {good} enough"
            yield NumberTold(COGNITION, match.start(), match.end(), points >= good, why)
    for match in _KINASE.finditer(sentence):
        yield NumberTold(KINASE, match.start(), match.end(), False, "")
    for match in _SPREAD.finditer(sentence):
        hpo = GROWTH.get((_part(match["what"]), "+" if match["sign"] == "+" else "-"))
        if hpo and _read(match["value"]) > 2:
            yield NumberTold(hpo, match.start(), match.end(), False, "reckoned: more than two SD")
    for match in _BELOW.finditer(sentence):
        if hpo := GROWTH.get((_part(match["what"]), "+" if (match["way"] or "").lower() == "above" else "-")):
            yield NumberTold(
                hpo, match.start(), match.end(), False, "reckoned: more than two SD, or outside the centiles"
            )
    for match in _MILESTONE.finditer(sentence):
        what = match["what"].lower()
        hpo, limit = MILESTONES["sat" if what[:3] == "sat" else "spoke" if "word" in what else "walked"]
        months = float(match["age"]) * (12 if match["unit"].lower().startswith("year") else 1)
        if limit < months < 120 or (months == limit == MILESTONES["spoke"][1]):
            yield NumberTold(hpo, match.start(), match.end(), False, f"reckoned: later than at {limit} months")


def _of_fluid(sentence: str) -> Iterator[NumberTold]:
    for match in _CELLS.finditer(sentence):
        cells = _read(match["value"] or match["other"])
        yield NumberTold(CELLS, match.start(), match.end(), cells <= 5, "reckoned: up to 5 cells/µL are normal")
    for match in _PROTEIN.finditer(sentence):
        grams = _read(match["value"]) * _GRAMS.get(match["unit"].lower(), 0.01)
        yield NumberTold(PROTEIN, match.start(), match.end(), grams <= 0.45, "reckoned: up to 0.45 g/L are normal")


def _part(what: str) -> str:
    plain = what.lower()
    return "weight" if plain == "weight" else "height" if plain in ("height", "length", "stature") else "head"


def _read(printed: str) -> float:
    return float(printed.replace(",", "."))
