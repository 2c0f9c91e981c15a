"""Strength by its grade of five, and the muscles that are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.reading.findings.numbers.number_told import NumberTold

WEAK: Final = "HP:0001324"
"""Muscle weakness."""
WEAK_IN: Final = (
    (re.compile(r"\b(?:dorsiflex\w+|tibialis anterior)\b", re.IGNORECASE), "HP:0009027"),
    (re.compile(r"\b(?:legs?|lower (?:limbs?|extremit\w+))\b", re.IGNORECASE), "HP:0007340"),
    (re.compile(r"\b(?:arms?|upper (?:limbs?|extremit\w+))\b", re.IGNORECASE), "HP:0003484"),
    (re.compile(r"\bproximal(?:ly)?\b", re.IGNORECASE), "HP:0003701"),
    (re.compile(r"\bdistal(?:ly)?\b", re.IGNORECASE), "HP:0002460"),
)
"""Weakness of dorsiflexion, legs and arms, proximal and distal weakness."""
_OF_FIVE: Final = r"(?<![\d/.])(?P<grade>[0-4](?:[+-]|\.5)?) ?/ ?5\b(?!/)"
_GRADE: Final = (
    re.compile(rf"(?<!\()\b(?:muscle |motor )?(?:strength|power|force|MRC)\b[^.;]{{0,60}}?{_OF_FIVE}", re.IGNORECASE),
    re.compile(
        r"(?<!\()\b(?:strength|power|MRC)(?: (?:was|of|scale|grade|score|to|at))*? (?:MRC )?(?:scale )?grade"
        r" (?P<grade>[0-4][+-]?(?![\d/.])|(?:IV|I{1,3})\b)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:MRC )?grade (?P<grade>[0-4][+-]?|IV|I{1,3}) (?:muscle |motor )?(?:strength|power|weakness|paresis)\b",
        re.IGNORECASE,
    ),
    re.compile(rf"{_OF_FIVE} (?:muscle |motor )?(?:strength|power)\b", re.IGNORECASE),
)
_ANOTHER: Final = re.compile(r"\b5 ?/ ?5\b[^.;]*?(?:,|\band|\bbut)")
"""Muscles of full strength before those that are weak: `5/5 in the arms and 4/5 in the legs`."""
_REST: Final = re.compile(r"[^.,;()]{0,40}")


def of_strength(sentence: str) -> Iterator[NumberTold]:
    """The weakness that a grade below five tells; of some muscles, where just these are named.

    >>> [one.hpo for one in of_strength("Muscle strength was 4/5 in the legs.")]
    ['HP:0007340']
    """
    taken = 0
    for match in sorted((found for one in _GRADE for found in one.finditer(sentence)), key=lambda one: one.start()):
        if match.start() < taken:
            continue
        taken = match.end()
        rest = _REST.match(sentence, match.end())
        full = _ANOTHER.search(sentence, match.start(), match.start("grade"))
        told = sentence[full.end() if full else match.start() : rest.end() if rest else match.end()]
        named = [hpo for pattern, hpo in WEAK_IN if pattern.search(told)]
        hpo = named[0] if len(named) == 1 else WEAK
        yield NumberTold(hpo, match.start(), match.end(), False, "reckoned: less than grade 5 of 5")
