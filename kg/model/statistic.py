"""A figure about a group of people, as stated; and the interval we compute from it."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Final

from kg.model.paper import Quote, Reading
from kg.model.words import GeneticStatus

Z95: Final = 1.959963984540054
"""The 97.5th percentile of the standard normal distribution."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupValue:
    """One group's value inside a comparison: women 40, men 43."""

    group: str
    value: float
    measure: str = "value"


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortStatistic:
    """A figure of a group. `second_hand`: seen only as quoted by this paper, never this paper's own result."""

    measure: str
    group: str | None = None
    hpo: str | None = None
    present: bool = True
    modality: str | None = None
    sequences: tuple[str, ...] = ()
    stated_sequence: str | None = None
    regions: tuple[str, ...] = ()
    stated_region: str | None = None
    side: str | None = None
    n: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    percent: float | None = None
    mean: float | None = None
    sd: float | None = None
    median: float | None = None
    range: str | None = None
    unit: str | None = None
    p: str | None = None
    odds_ratio: float | None = None
    correlation: float | None = None
    ci95: str | None = None
    value: float | None = None
    values: tuple[float, ...] = ()
    groups: tuple[GroupValue, ...] = ()
    rank: int | None = None
    direction: str | None = None
    qualitative: bool = False
    approximate: bool = False
    initial: bool = False
    lower_bound: float | None = None
    follow_up_months: float | None = None
    second_hand: bool = False
    genetic_status: GeneticStatus = GeneticStatus.CONFIRMED
    notes: tuple[str, ...] = ()
    reading: Reading | None = None
    quote: Quote | None = None


def wilson(numerator: int, denominator: int) -> tuple[float, float]:
    """The 95 % Wilson score interval of a proportion, in percent (Wilson, J Am Stat Assoc 1927;22:209-212).

    >>> tuple(round(bound, 1) for bound in wilson(5, 8))
    (30.6, 86.3)
    """
    n, share = denominator, numerator / denominator
    middle = share + Z95**2 / (2 * n)
    spread = Z95 * sqrt(share * (1 - share) / n + Z95**2 / (4 * n * n))
    scale = 100 / (1 + Z95**2 / n)
    return max(0.0, (middle - spread) * scale), min(100.0, (middle + spread) * scale)
