"""Findings told by a number: points of a scale here, and what the other modules of this room read.

The limits are those at which anybody would call it so; `why` says that it was reckoned, and from what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.reading.findings.numbers.birth import of_birth
from kg.reading.findings.numbers.fluid import of_fluid
from kg.reading.findings.numbers.growth import of_growth
from kg.reading.findings.numbers.laboratory import of_laboratory
from kg.reading.findings.numbers.milestones import of_milestones
from kg.reading.findings.numbers.number_told import NumberTold
from kg.reading.findings.numbers.strength import of_strength
from kg.reading.findings.numbers.vital_signs import of_vital_signs

COGNITION: Final = "HP:0100543"
EXECUTIVE: Final = "HP:0033051"
SCALES: Final = {
    "mmse": (23, 28, 30),
    "mini": (23, 28, 30),
    "moca": (22, 27, 30),
    "mont": (22, 27, 30),
    "fab": (11, 16, 18),
}
"""Points up to which anybody would call it impaired, from which nobody would, and all that can be had."""
_SCALE: Final = (
    r"(?P<scale>MMSE|MoCA|FAB|frontal assessment battery"
    r"|mini[- ]mental(?: state)?(?: examination| exam| test)?|Montreal cognitive assessment)\b"
)
_SCORED: Final = re.compile(
    rf"(?<!\()\b{_SCALE}"
    r"(?: ?\([^)]*\))?(?: (?:scores?|total|result|points))*"
    r"(?: (?:was|of|were|is|had|has|been|dropped|fallen|fell|declined|decreased|deteriorated|to|at|scored|gave|yielded"
    r"|showed|only|now|abnormal)|[:=,(])*"
    r" ?(?P<points>\d{1,2})(?: ?/ ?(?P<all>30|18)(?!\d)| (?:out )?of (?:30|18)| points"
    r"|(?= ?[,;)]|\.(?!\d)| ?$| and [a-z]))",
    re.IGNORECASE,
)
_SCORED_ON: Final = re.compile(
    rf"(?<![\d.])(?P<points>\d{{1,2}}) ?/ ?(?P<all>30|18) (?:points )?(?:on|in|at|of) (?:the )?{_SCALE}", re.IGNORECASE
)


def measured(sentence: str) -> Iterator[NumberTold]:
    """Every finding that the numbers of a sentence tell.

    >>> [(one.hpo, one.absent) for one in measured("CSF: 2 cells/µL, protein 0.62 g/L.")]
    [('HP:0012229', True), ('HP:0002922', False)]
    """
    yield from of_fluid(sentence)
    for match in (*_SCORED.finditer(sentence), *_SCORED_ON.finditer(sentence)):
        yield from _of_scale(match)
    yield from of_growth(sentence)
    yield from of_birth(sentence)
    yield from of_vital_signs(sentence)
    yield from of_milestones(sentence)
    yield from of_strength(sentence)
    yield from of_laboratory(sentence)


def _of_scale(match: re.Match[str]) -> Iterator[NumberTold]:
    scale = match["scale"].lower()
    low, good, most = SCALES["fab" if scale.startswith("f") else scale[:4]]
    points = _read(match["points"])
    if (points <= low or good <= points <= most) and match["all"] in (None, str(most)):
        why = f"reckoned: up to {low} of {most} points are too few, from {good} enough"
        term = EXECUTIVE if most == SCALES["fab"][2] else COGNITION
        yield NumberTold(term, match.start(), match.end(), points >= good, why)


def _read(printed: str) -> float:
    return float(printed.replace(",", "."))
