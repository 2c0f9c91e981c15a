"""Cells, protein, glucose and pressure of the cerebrospinal fluid: limits at which anybody would call it so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.reading.decimals import decimal
from kg.reading.findings.numbers.number_told import NumberTold

CELLS: Final = "HP:0012229"
PROTEIN: Final = "HP:0002922"
GLUCOSE: Final = "HP:0011972"
PRESSURE: Final = "HP:0002516"
_FLUID: Final = re.compile(r"\b(?:CSF|LP|cerebrospinal|spinal fluid|lumbar puncture|liquor)\b", re.IGNORECASE)
_NUMBER: Final = r"(?P<value>\d+(?:[.,]\d+)?)"
_CELL: Final = r"(?:(?:white|nucleated|mononuclear|blood) )*(?:cells?|leu[ck]ocytes?|lymphocytes?|WBCs?)"
_CELLS: Final = re.compile(
    rf"(?<![\w.,+-]){_NUMBER} ?{_CELL} ?(?:/|per) ?(?:[µμu][Ll]|(?:cu(?:bic|\.)? ?)?(?:mm|millimet)|m[lL]|mic)\w*"
    r"|\b(?:WCC|WBC|(?:white |leu[ck]ocyte |WBC )?(?:cell )?counts?|leu[ck]ocytes|white cells|cells?)"
    r"(?: was| were| of|[:=,])* ?(?P<other>\d+)(?![\d.,]*\d)(?: ?(?:cells? ?)?/ ?\S+)?",
    re.IGNORECASE,
)
_FEW_CELLS: Final = re.compile(rf"(?<![\w.,+-])(?P<value>\d+) {_CELL}\b(?! ?(?:/|per\b))", re.IGNORECASE)
_UNIT: Final = r"(?P<unit>g/[Ll]|mg/d[Ll]|mg/[Ll]|mg/100 ?m[Ll]|mg ?%|mg per decilit(?:er|re)|g per lit(?:er|re))"
_PROTEIN: Final = re.compile(
    rf"\b[Pp]roteins?(?: (?:level|concentration|content))?(?: was| were| of|[:=,])* ?{_NUMBER} ?{_UNIT}"
    rf"|{_NUMBER.replace('value', 'ahead')} ?{_UNIT.replace('unit', 'its')} (?:of )?protein\b"
)
_PROTEIN_SAID: Final = re.compile(
    r"\bproteins?(?: (?:level|concentration|content))?(?: that| which)?(?: was| were| is)?"
    r" (?P<said>not (?:raised|elevated|increased)|normal|raised|elevated|increased)\b",
    re.IGNORECASE,
)
_GRAMS: Final = {"g/l": 1.0, "mg/l": 0.001}
_GLUCOSE: Final = re.compile(
    rf"\b[Gg]lucose(?: (?:level|concentration))?(?: was| of|[:=,])* ?{_NUMBER} ?(?P<unit>mmol/[Ll]|mg/d[Ll]|mg ?%)"
)
_PRESSURE: Final = re.compile(
    rf"\b(?:opening|initial|CSF|fluid) pressure(?: \w+ly)?(?: was| of|[:=,])* ?{_NUMBER} ?(?P<unit>[cm]m) ?"
    r"(?:of )?(?:H2O|H₂O|water|CSF)",
    re.IGNORECASE,
)


def of_fluid(sentence: str) -> Iterator[NumberTold]:
    """What the numbers of the cerebrospinal fluid tell, or deny; between two limits nothing.

    >>> [(one.hpo, one.absent) for one in of_fluid("CSF: 2 cells/µL, protein 0.62 g/L, glucose 3.4 mmol/L.")]
    [('HP:0012229', True), ('HP:0002922', False), ('HP:0011972', True)]
    """
    for match in _PRESSURE.finditer(sentence):
        water = decimal(match["value"]) / (1 if match["unit"] == "cm" else 10)
        if water >= 25 or water <= 20:
            why = "reckoned: up to 20 cm of water are normal, from 25 it is high"
            yield NumberTold(PRESSURE, match.start(), match.end(), water <= 20, why)
    if _FLUID.search(sentence):
        yield from _of_cells(sentence)
        yield from _of_protein(sentence)
        for match in _GLUCOSE.finditer(sentence):
            millimoles = decimal(match["value"]) / (1 if match["unit"].startswith("mm") else 18)
            if millimoles < 2.2 or millimoles >= 2.5:
                why = "reckoned: less than 2.2 mmol/L are too little, from 2.5 enough"
                yield NumberTold(GLUCOSE, match.start(), match.end(), millimoles >= 2.5, why)


def _of_cells(sentence: str) -> Iterator[NumberTold]:
    told = [(match, match["value"] or match["other"]) for match in _CELLS.finditer(sentence)]
    told += [(match, match["value"]) for match in _FEW_CELLS.finditer(sentence)]
    for match, cells in told:
        why = "reckoned: up to 5 cells/µL are normal"
        yield NumberTold(CELLS, match.start(), match.end(), decimal(cells) <= 5, why)


def _of_protein(sentence: str) -> Iterator[NumberTold]:
    for match in _PROTEIN_SAID.finditer(sentence):
        yield NumberTold(PROTEIN, match.start(), match.end(), match["said"].lower().startswith("no"), "")
    for match in _PROTEIN.finditer(sentence):
        unit = (match["unit"] or match["its"]).lower()
        grams = decimal(match["value"] or match["ahead"]) * _GRAMS.get(unit, 0.01)
        yield NumberTold(PROTEIN, match.start(), match.end(), grams <= 0.45, "reckoned: up to 0.45 g/L are normal")
