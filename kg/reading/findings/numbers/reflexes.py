"""Reflexes by their grade of four, and which are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.reading.findings.numbers.number_told import NumberTold


class Reflexes(NamedTuple):
    """The terms for what is too brisk, too weak, and not there; None where HPO has none."""

    more: str | None
    less: str | None
    none: str | None


ANY: Final = Reflexes("HP:0001347", "HP:0001315", "HP:0001284")
LEGS: Final = Reflexes("HP:0002395", "HP:0002600", "HP:0002522")
ARMS: Final = Reflexes("HP:0007350", "HP:0012391", "HP:0012046")
_NAMED: Final = (
    (
        re.compile(r"\b(?:knees?|patell\w+|quadriceps)\b", re.IGNORECASE),
        Reflexes("HP:0007083", "HP:0011808", "HP:0006844"),
    ),
    (re.compile(r"\b(?:ankles?|achill\w+)\b", re.IGNORECASE), Reflexes("HP:0033206", "HP:0009072", "HP:0003438")),
    (re.compile(r"\b(?:jaw|masseter\w*)\b", re.IGNORECASE), Reflexes("HP:0033683", "HP:0012392", None)),
    (re.compile(r"\bbiceps\b", re.IGNORECASE), Reflexes("HP:0033205", "HP:0033201", "HP:0033230")),
    (re.compile(r"\btriceps\b", re.IGNORECASE), Reflexes("HP:0033204", "HP:0033200", "HP:0033228")),
    (re.compile(r"\bbrachioradialis\b", re.IGNORECASE), Reflexes("HP:0033203", "HP:0033202", "HP:0033229")),
)
_WHERE: Final = (
    (re.compile(r"\b(?:legs?|lower (?:limbs?|extremit\w+))\b", re.IGNORECASE), LEGS),
    (re.compile(r"\b(?:arms?|upper (?:limbs?|extremit\w+))\b", re.IGNORECASE), ARMS),
)
_REFLEX: Final = r"(?:reflex(?:es)?|jerks?|DTRs?)"
_GRADE: Final = (
    r"(?<![\d/.+])(?:(?P<grade>[0134])(?:\+|(?= ?/ ?4))|(?P<zero>0)(?=[\s,;.)])|(?P<plus>\+{3,4}))(?: ?/ ?4\+?)?"
)
_GRADED: Final = (
    re.compile(
        rf"\b(?P<what>(?:[\w-]+ ){{0,4}}?{_REFLEX})\b[^.;,]{{0,30}}?{_GRADE}(?P<where>[^.,;()]{{0,40}})", re.IGNORECASE
    ),
    re.compile(rf"{_GRADE} (?P<what>(?:[\w-]+ ){{0,4}}?{_REFLEX})\b(?P<where>[^.,;()]{{0,40}})", re.IGNORECASE),
)
_BRISK: Final = 3


def of_reflexes(sentence: str) -> Iterator[NumberTold]:
    """The reflexes whose grade is not two; of some, where just these are named.

    >>> [one.hpo for one in of_reflexes("Knee jerks were 3+, ankle jerks 0.")]
    ['HP:0007083', 'HP:0003438']
    """
    taken = 0
    for match in sorted((found for one in _GRADED for found in one.finditer(sentence)), key=lambda one: one.start()):
        hpo = _term(match)
        if hpo and match.start() >= taken:
            taken = match.start("where")
            yield NumberTold(hpo, match.start(), match.start("where"), False, "reckoned: reflexes not of grade two")


def _term(match: re.Match[str]) -> str | None:
    terms = [terms for pattern, terms in _NAMED if pattern.search(match["what"])]
    terms = terms or [terms for pattern, terms in _WHERE if pattern.search(f"{match['what']} {match['where']}")]
    named = terms[0] if len(terms) == 1 else ANY
    grade = len(match["plus"]) if match["plus"] else int(match["grade"] or 0)
    return named.more if grade >= _BRISK else named.less if grade else named.none
