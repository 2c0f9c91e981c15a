"""Two samples of numbers: how far apart, by means, by medians, by ranks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import __version__ as version
from scipy import stats

from kg.analysis.result import Estimate

SOFTWARE: Final = (f"scipy {version}",)
RESAMPLES: Final = 9999
Figures: TypeAlias = dict[str, Any]
"""Fields of a row by their names."""


def mean(values: Sequence[float]) -> Estimate:
    """With Student's interval, where the values differ."""
    middle = float(np.mean(values))
    if min(values) == max(values):
        return Estimate(middle)
    low, high = stats.ttest_1samp(values, 0).confidence_interval(0.95)
    return Estimate(middle, float(low), float(high))


def welch(mine: Sequence[float], theirs: Sequence[float]) -> Figures:
    """The difference of two means, whose samples may spread differently. Both must spread."""
    found = stats.ttest_ind(mine, theirs, equal_var=False)
    low, high = found.confidence_interval(0.95)
    return {
        "estimate": Estimate(float(np.mean(mine) - np.mean(theirs)), float(low), float(high)),
        "test_statistic": float(found.statistic),
        "degrees_of_freedom": float(found.df),
        "p": float(found.pvalue),
    }


def mann_whitney(mine: Sequence[float], theirs: Sequence[float]) -> Figures:
    """The rank-biserial correlation: how much more often mine is above theirs than below. Values must differ."""
    found = stats.mannwhitneyu(mine, theirs, alternative="two-sided")
    u = float(found.statistic)
    estimate = Estimate(2 * u / (len(mine) * len(theirs)) - 1)
    return {"estimate": estimate, "test_statistic": u, "p": float(found.pvalue)}


def medians(mine: Sequence[float], theirs: Sequence[float], seed: int) -> Figures:
    """The difference of two medians, with a percentile bootstrap interval that is the same for the same seed."""
    rng = np.random.default_rng(seed)
    found = stats.bootstrap(
        (mine, theirs), _apart, method="percentile", n_resamples=RESAMPLES, batch=500, vectorized=True, rng=rng
    )
    low, high = found.confidence_interval
    return {"estimate": Estimate(float(_apart(np.array(mine), np.array(theirs))), float(low), float(high))}


def _apart(mine: NDArray[np.float64], theirs: NDArray[np.float64], axis: int = -1) -> Any:
    return np.median(mine, axis=axis) - np.median(theirs, axis=axis)
