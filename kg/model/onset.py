"""Periods of life in which a disease may have begun, where a paper gives no age."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.model.words import OnsetPeriod


@dataclass(frozen=True, slots=True)
class Period:
    """`hpo` is HPO's onset class where that is meant; `latest` is in years."""

    hpo: str | None
    latest: float


PERIODS: Final = {
    OnsetPeriod.PRENATAL_ONSET: Period("HP:0030674", 0),
    OnsetPeriod.CONGENITAL_ONSET: Period("HP:0003577", 0),
    OnsetPeriod.PERINATAL_ONSET: Period(None, 0.1),
    OnsetPeriod.NEONATAL_ONSET: Period("HP:0003623", 0.1),
    OnsetPeriod.INFANTILE_ONSET: Period("HP:0003593", 2),
    OnsetPeriod.CHILDHOOD_ONSET: Period(None, 18),
}
"""HPO has no perinatal onset, and its childhood ends at five; papers mean more.

`latest` is generous: papers call a child of 18 months an infant.
"""
