"""Points of scales, and the grade of Rankin's: what few of them tell, and what many deny."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from kg.reading.findings.numbers.number_told import NumberTold
from kg.reading.rows import rows


class Scale(NamedTuple):
    """A scale of `most` points: up to `low` its term is told, from `good` on denied."""

    hpo: str
    low: int
    good: int
    most: int


_SCALES: Final = {
    name.lower().replace("-", " "): Scale(row["hpo"], int(row["low"]), int(row["good"]), int(row["most"]))
    for row in rows(Path(__file__).parent / "scores.tsv")
    for name in row["names"].split(", ")
}
_NAMES: Final = "|".join(
    re.escape(one).replace(r"\ ", "[- ]").replace("'", "['’]") for one in sorted(_SCALES, key=len, reverse=True)
)
_SCALE: Final = rf"(?P<scale>{_NAMES})(?![\w-])"
_LINK: Final = (
    r"(?: (?:was|of|were|is|had|has|have|been|dropped|fallen|fell|declined|decreased|deteriorated|worsened|to|at|scored"
    r"|(?:he|she|the patient|patient|who) (?:scored|reached|obtained|achieved|had|got|made|totalled|attained)"
    r"|reached|obtained"
    r"|gave|yielded|showed|only|now|abnormal|scores?|total|results?|points|further|then|a|just"
    r"|(?:corrected|adjusted) for (?:age|education|schooling)(?: and (?:age|education|schooling))?"
    r"|from \d{1,3}(?: ?/ ?\d+)?(?: points)?)| ?[:=,(])*"
)
_ENDS: Final = r"(?= ?[,;)]|\.(?!\d)| ?$| (?:and|at|with|when|but|on|after|while) (?!\d))"
_TOTAL: Final = r" ?/ ?(?P<all>\d+)(?!\d)| (?:out )?of (?P<of>\d+)"
_SCORED: Final = re.compile(
    rf"(?<!\()\b{_SCALE}(?: ?\([^)]*\))?{_LINK} ?(?P<points>\d{{1,3}})(?:[.,]\d)?"
    rf"(?:{_TOTAL}| points|{_ENDS})",
    re.IGNORECASE,
)
_SCORED_ON: Final = re.compile(
    rf"(?<![\d./])(?P<points>\d{{1,3}})(?:{_TOTAL})?(?: points)? (?:on|in|at|of) (?:the |her |his |a )?{_SCALE}",
    re.IGNORECASE,
)
_LONG: Final = 50
"""From so many points on a number may as well be an age, unless the total is told."""
_RANKIN: Final = re.compile(
    rf"\b(?:mRS|(?:modified )?Rankin(?: scale)?)(?: grade)?{_LINK} ?(?:grade )?(?P<grade>[0-6])(?![\d–-]|\.\d)",
    re.IGNORECASE,
)
_DEPENDENT: Final = 3
"""The grade of Rankin's scale from which on help is needed; up to 1 all that was usual is done."""
DAILY_LIVING: Final = "HP:0031058"
"""Impairment of activities of daily living."""


def of_scores(sentence: str) -> Iterator[NumberTold]:
    """What the points of scales tell, or deny.

    >>> [(one.hpo, one.absent) for one in of_scores("She scored 29/30 on the MMSE. MoCA fell from 24 to 17.")]
    [('HP:0100543', False), ('HP:0100543', True)]
    """
    for match in (*_SCORED.finditer(sentence), *_SCORED_ON.finditer(sentence)):
        yield from _of_scale(match)
    for match in _RANKIN.finditer(sentence):
        grade = int(match["grade"])
        if grade >= _DEPENDENT or grade <= 1:
            why = f"reckoned: from grade {_DEPENDENT} of Rankin's scale on help is needed"
            yield NumberTold(DAILY_LIVING, match.start(), match.end(), grade <= 1, why)


def _of_scale(match: re.Match[str]) -> Iterator[NumberTold]:
    scale = _SCALES[match["scale"].lower().replace("-", " ").replace("’", "'")]
    points, total = int(match["points"]), match["all"] or match["of"]
    if total not in (None, str(scale.most)) or (total is None and scale.most > _LONG):
        return
    if points <= scale.low or scale.good <= points <= scale.most:
        why = f"reckoned: up to {scale.low} of {scale.most} points are too few, from {scale.good} enough"
        yield NumberTold(scale.hpo, match.start(), match.end(), points >= scale.good, why)
