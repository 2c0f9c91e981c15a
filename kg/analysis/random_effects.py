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
    with np.errstate(divide="ignore"):  # statsmodels divides by Q, which is 0 where all studies say the same
        found = combine_effects(np.array(effects, float), np.array(variances, float), method_re=method)
    # statsmodels leaves the DerSimonian-Laird tau2 below zero where it comes out so; it is cut at zero by definition.
    none = found.tau2 <= 0
    q, df = max(0.0, float(found.q)), int(found.df)
    return Combined(
        effect=float(found.mean_effect_fe if none else found.mean_effect_re),
        error=float(found.sd_eff_w_fe if none else found.sd_eff_w_re),
        weights=tuple(float(one) for one in (found.weights_rel_fe if none else found.weights_rel_re)),
        cochran_q=q,
        degrees_of_freedom=df,
        p=float(stats.chi2.sf(q, df)),
        i_squared=max(0.0, 1 - df / q) if q else 0.0,
        tau_squared=max(0.0, float(found.tau2)),
    )


def mean_interval(mean: float, sd: float, n: int) -> tuple[float, float]:
    """The 95 % interval of a mean, by the t distribution."""
    half = float(stats.t.ppf(0.975, n - 1)) * sd / np.sqrt(n)
    return float(mean - half), float(mean + half)
