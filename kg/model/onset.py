"""Periods of life in which a disease may have begun, where a paper gives no age."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Period:
    """`name` is that of our ontology, `hpo` HPO's onset class where that is meant; `latest` is in years."""

    name: str
    hpo: str | None
    latest: float


PERIODS: Final = {
    "prenatal": Period("prenatalOnset", "HP:0030674", 0),
    "congenital": Period("congenitalOnset", "HP:0003577", 0),
    "perinatal": Period("perinatalOnset", None, 0.1),
    "neonatal": Period("neonatalOnset", "HP:0003623", 0.1),
    "infancy": Period("infantileOnset", "HP:0003593", 2),
    "childhood": Period("childhoodOnset", None, 18),
}
"""By the word of an evidence file. HPO has no perinatal onset, and its childhood ends at five; papers mean more.

`latest` is generous: papers call a child of 18 months an infant.
"""
