"""Two counts against two others, exactly; and what a family of tests leaves of each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import exp, log, sqrt
from typing import Final, TypeAlias

from scipy import __version__ as version
from scipy import stats
from scipy.stats.contingency import odds_ratio as scipy_odds_ratio

from kg.analysis.result import Estimate

SOFTWARE: Final = (f"scipy {version}",)
CONDITIONAL: Final = "odds ratio, conditional maximum likelihood with the exact interval"
SHIFTED: Final = "odds ratio, 0.5 added to each count since one is none, with Woolf's interval"
Table: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
"""Present and absent in a group, then in the other."""
_NORMAL: Final = float(stats.norm.ppf(0.975))


@lru_cache(maxsize=65536)
def fisher(table: Table) -> float:
    """The two-sided p of Fisher's exact test."""
    return float(stats.fisher_exact(table).pvalue)


@lru_cache(maxsize=65536)
def odds_ratio(table: Table) -> tuple[str, Estimate]:
    """How much more often a finding is there in the first group, and which odds ratio that is.

    With a count of none the conditional one is 0 or infinite: then each count gets 0.5 (Haldane, Anscombe).
    """
    (a, b), (c, d) = table
    if min(a, b, c, d):
        found = scipy_odds_ratio(table)
        low, high = found.confidence_interval(0.95)
        return CONDITIONAL, Estimate(float(found.statistic), float(low), float(high))
    cells = [one + 0.5 for one in (a, b, c, d)]
    middle = log(cells[0] * cells[3] / cells[1] / cells[2])
    half = _NORMAL * sqrt(sum(1 / one for one in cells))
    return SHIFTED, Estimate(exp(middle), exp(middle - half), exp(middle + half))


def benjamini_hochberg(ps: Sequence[float]) -> list[float]:
    """Each p after Benjamini and Hochberg, in the order they came."""
    return [float(one) for one in stats.false_discovery_control(ps)] if ps else []
