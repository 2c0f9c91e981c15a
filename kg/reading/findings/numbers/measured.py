"""Findings told by a number alone: cells and protein of the cerebrospinal fluid, points, grades, growth, milestones.

The limits are those at which anybody would call it so; `why` says that it was reckoned, and from what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.reading.findings.numbers.counted_out import of_counts
from kg.reading.findings.numbers.growth import of_growth
from kg.reading.findings.numbers.milestones import of_milestones
from kg.reading.findings.numbers.number_told import NumberTold
from kg.reading.findings.numbers.reflexes import of_reflexes
from kg.reading.findings.numbers.scores import of_scores
from kg.reading.findings.numbers.strength import of_strength

CELLS: Final = "HP:0012229"
PROTEIN: Final = "HP:0002922"
KINASE: Final = "HP:0003236"
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
_FEW_CELLS: Final = re.compile(
    r"(?<![\w.,+-])(?P<value>\d+) (?:(?:white|nucleated) )?cells\b(?! ?(?:/|per\b))", re.IGNORECASE
)
_PROTEIN_SAID: Final = re.compile(
    r"\bproteins?(?: (?:level|concentration|content))?(?: that| which)?(?: was| were| is)?"
    r" (?P<said>not (?:raised|elevated|increased)|normal|raised|elevated|increased)\b",
    re.IGNORECASE,
)
_GRAMS: Final = {"g/l": 1.0, "mg/l": 0.001}
_KINASE: Final = re.compile(
    r"\b(?:CK|CPK|creatine kinase)(?: level)?(?: was| of|[:=,])* ?\d[\d,. ]*(?:I?U/[Ll])? ?"
    r"\((?:raised|elevated|high|increased)",
)


def measured(sentence: str) -> Iterator[NumberTold]:
    """Every finding that the numbers of a sentence tell.

    >>> [(one.hpo, one.absent) for one in measured("CSF: 2 cells/µL, protein 0.62 g/L.")]
    [('HP:0012229', True), ('HP:0002922', False)]
    """
    if _FLUID.search(sentence):
        yield from _of_fluid(sentence)
    yield from of_scores(sentence)
    yield from of_counts(sentence)
    yield from of_growth(sentence)
    yield from of_milestones(sentence)
    yield from of_strength(sentence)
    yield from of_reflexes(sentence)
    for match in _KINASE.finditer(sentence):
        yield NumberTold(KINASE, match.start(), match.end(), False, "")


def _of_fluid(sentence: str) -> Iterator[NumberTold]:
    for match in _CELLS.finditer(sentence):
        cells = _read(match["value"] or match["other"])
        yield NumberTold(CELLS, match.start(), match.end(), cells <= 5, "reckoned: up to 5 cells/µL are normal")
    for match in _FEW_CELLS.finditer(sentence):
        cells = _read(match["value"])
        yield NumberTold(CELLS, match.start(), match.end(), cells <= 5, "reckoned: up to 5 cells/µL are normal")
    for match in _PROTEIN_SAID.finditer(sentence):
        yield NumberTold(PROTEIN, match.start(), match.end(), match["said"].lower().startswith("no"), "")
    for match in _PROTEIN.finditer(sentence):
        grams = _read(match["value"]) * _GRAMS.get(match["unit"].lower(), 0.01)
        yield NumberTold(PROTEIN, match.start(), match.end(), grams <= 0.45, "reckoned: up to 0.45 g/L are normal")


def _read(printed: str) -> float:
    return float(printed.replace(",", "."))
