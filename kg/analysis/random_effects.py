"""The arithmetic of random-effects meta-analysis, done by statsmodels: imported only when something is pooled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats
from statsmodels.stats.meta_analysis import combine_effects


@dataclass(frozen=True, slots=True, kw_only=True)
class Combined:
    """`effect` with its standard error, what each study weighs (they add up to 1), and how much studies differ."""

    effect: float
    error: float
    weights: tuple[float, ...]
    cochran_q: float
    degrees_of_freedom: int
    p: float
    i_squared: float
    tau_squared: float

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the effect, by the normal distribution."""
        half = float(stats.norm.ppf(0.975)) * self.error
        return self.effect - half, self.effect + half

    @property
    def prediction(self) -> tuple[float, float] | None:
        """Where the true effect of a further study lies with 95 %, by t with as many degrees as studies but two."""
        studies = self.degrees_of_freedom + 1
        if studies < 3:
            return None
        half = float(stats.t.ppf(0.975, studies - 2)) * float(np.hypot(self.error, np.sqrt(self.tau_squared)))
        return self.effect - half, self.effect + half


def combined(effects: Sequence[float], variances: Sequence[float], method: str) -> Combined:
    """Two studies or more, by `pm` (Paule-Mandel) or `dl` (DerSimonian-Laird)."""
    y, v = np.array(effects, float), np.array(variances, float)
    df = len(y) - 1
    q = float((((y - (y / v).sum() / (1 / v).sum()) ** 2) / v).sum())
    # Studies that differ no more than chance: tau2 is 0 by both. statsmodels cuts it there for Paule-Mandel alone.
    way = method if q > df else "pm"
    with np.errstate(divide="ignore"):  # it divides by Q for a figure of its own, which is 0 where studies are alike
        found = combine_effects(y, v, method_re=way)
    return Combined(
        effect=float(found.mean_effect_re),
        error=float(found.sd_eff_w_re),
        weights=tuple(float(one) for one in found.weights_rel_re),
        cochran_q=q,
        degrees_of_freedom=df,
        p=float(stats.chi2.sf(q, df)),
        i_squared=max(0.0, 1 - df / q) if q else 0.0,
        tau_squared=float(found.tau2),
    )


def mean_interval(mean: float, sd: float, n: int) -> tuple[float, float]:
    """The 95 % interval of a mean, by the t distribution."""
    half = float(stats.t.ppf(0.975, n - 1)) * sd / np.sqrt(n)
    return float(mean - half), float(mean + half)
