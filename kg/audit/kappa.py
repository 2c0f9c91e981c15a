"""Cohen's kappa (Educ Psychol Meas 1960;20:37-46), by the only importer of statsmodels' agreement of raters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from statsmodels.stats.inter_rater import cohens_kappa


@dataclass(frozen=True, slots=True)
class ReadersAgree:
    """Agreement over `n` things: `observed` is the share of alike answers, `kappa` what exceeds chance, of 1 at most.

    `standard_error` is the asymptotic one. `undefined` says in words why there is no kappa.
    """

    kind: str
    counted: str
    n: int
    alike: int
    kappa: float | None = None
    standard_error: float | None = None
    undefined: str | None = None

    @property
    def observed(self) -> float | None:
        """The share of things that both say alike."""
        return self.alike / self.n if self.n else None


def agreement(kind: str, counted: str, answers: Sequence[tuple[str, str]]) -> ReadersAgree:
    """Kappa of pairs of answers, one by each reader."""
    alike = sum(one == other for one, other in answers)
    words = sorted({word for pair in answers for word in pair})
    if not answers:
        return ReadersAgree(kind, counted, 0, 0, undefined="there is nothing to count")
    if len(words) == 1:
        return ReadersAgree(
            kind, counted, len(answers), alike, undefined=f"both say {words[0]} of all, so chance alone agrees"
        )
    counts = Counter(answers)
    table = np.array([[counts[one, other] for other in words] for one in words], dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):  # its test against chance divides by an error of 0
        found = cohens_kappa(table)
    error = float(np.sqrt(max(float(found.var_kappa), 0.0)))
    return ReadersAgree(kind, counted, len(answers), alike, float(found.kappa), error)
