"""Arithmetic of curves, by lifelines. Loading it takes a second: it is imported when a figure is worked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from lifelines import KaplanMeierFitter
from lifelines.statistics import multivariate_logrank_test
from numpy.typing import NDArray

from kg.analysis.result import Estimate

Times: TypeAlias = tuple[NDArray[np.float64], NDArray[np.bool_]]
"""How long each person was followed, and whether it happened to them then."""
_HALF: Final = 0.5
_SLIP: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Step:
    """A time at which it happened to somebody or somebody was last seen.

    `still` is the share to whom it has not happened.
    """

    time: float
    at_risk: int
    events: int
    censored: int
    still: Estimate


@dataclass(frozen=True, slots=True)
class Curve:
    """A Kaplan-Meier curve; no `median` where it does not fall to a half."""

    steps: tuple[Step, ...]
    median: Estimate | None


@dataclass(frozen=True, slots=True)
class LogRank:
    """Whether curves differ."""

    statistic: float
    degrees_of_freedom: int
    p: float


def kaplan_meier(times: Times) -> Curve:
    """The product-limit estimate of some people, with Greenwood's interval on the log-log scale."""
    fitted = KaplanMeierFitter().fit(*times)
    table = fitted.event_table.join(fitted.survival_function_).join(fitted.confidence_interval_)
    steps = tuple(
        Step(float(time), int(row.at_risk), int(row.observed), int(row.censored), _still(*row.iloc[5:8]))
        for time, row in table.iterrows()
        if row.removed
    )
    return Curve(steps, _median(steps))


def log_rank(groups: Sequence[Times]) -> LogRank | None:
    """The test of all groups at once; None where there is nothing to compare.

    A group of which nobody is left when it first happens to anyone says nothing: it is not counted, as one more degree
    of freedom would make p too large.
    """
    first = min((float(times[happened].min()) for times, happened in groups if happened.any()), default=np.inf)
    told = [one for one in groups if len(one[0]) and one[0].max() >= first]
    if len(told) < 2:
        return None
    times, happened = (np.concatenate([one[part] for one in told]) for part in (0, 1))
    left = times >= first
    if (happened[left] & (times[left] == first)).all():  # to all who are left at once: their groups cannot differ
        return None
    member = np.repeat(np.arange(len(told)), [len(one[0]) for one in told])
    tested = multivariate_logrank_test(times, member, happened)
    return LogRank(float(tested.test_statistic), len(told) - 1, float(tested.p_value))


def _still(value: float, low: float, high: float) -> Estimate:
    """No interval before anything happened, and none when nobody is left: Greenwood's would have no width there."""
    return Estimate(float(value), float(low), float(high)) if 0 < value < 1 else Estimate(float(value))


def _median(steps: Sequence[Step]) -> Estimate | None:
    """The first time at which half are left; its interval, where that of the curve has come to a half (Brookmeyer).

    A product of fractions that is a half may be written as a little more: lifelines asks for no more than a half of it.
    """
    time = next((one.time for one in steps if one.still.value <= _HALF + _SLIP), None)
    if time is None:
        return None
    low, high = (
        next((one.time for one in steps if (bound := getattr(one.still, end)) is not None and bound <= _HALF), None)
        for end in ("low", "high")
    )
    return Estimate(time, low, high)
