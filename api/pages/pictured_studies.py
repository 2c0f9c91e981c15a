"""Pictures of studies: forest plots, and ours beside theirs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from api.drawings.dots import Dotted, Plotted, dots
from api.pages.figure_words import age, interval, percent, plain
from api.pages.picture import MOST, MadePicture, figure
from kg.analysis import Analysis, Estimate
from kg.analysis.pooled import PooledAgeRow, PooledRow, PooledShareRow
from kg.analysis.review import BesideRow

_POOLED: Final = "pooled"


def pooled_picture(found: Analysis) -> MadePicture | None:
    """A forest plot: studies, then all together."""
    rows = [row for row in found.rows if isinstance(row, PooledShareRow | PooledAgeRow)]
    shares = any(isinstance(row, PooledShareRow) for row in rows)
    if not any(row.estimate for row in rows):
        return None
    form = percent if shares else age
    shown = [_study(row, form, max((one.weight or 0 for one in rows), default=0) or 1) for row in rows]
    says = (
        "Each study with its 95 % interval; the larger the square, the more it weighs (hollow: told, not pooled). The "
        f"diamond is all together, the line below it where a further study would lie. {_heterogeneity(rows[-1])}"
    )
    axis = "share who have it" if shares else "mean in years"
    return MadePicture("dots", dots(shown, axis, shares=shares, squares=True), says, len(rows), len(rows))


def _heterogeneity(row: PooledRow) -> str:
    """How much studies differ, in a line; empty where they were not pooled."""
    if row.i_squared is None or row.tau_squared is None:
        return ""
    return f"I² {percent(row.i_squared)}, τ² {plain(row.tau_squared)}, p of heterogeneity {plain(row.p)}."


def _called(row: PooledShareRow | PooledAgeRow) -> str:
    """What a study is called in a forest plot."""
    if row.study == _POOLED:
        return "All together"
    return row.paper.label if row.paper else row.study.capitalize()


def _study(row: PooledShareRow | PooledAgeRow, form: Callable[[float], str], most: float) -> Dotted:
    whole = row.study == _POOLED
    label = _called(row)
    thin = row.prediction
    figures = (
        [
            figure(
                row.estimate,
                f"{label}: {interval(row.estimate, form)}, {row.n} people",
                size=(row.weight or 0) / most,
                series=1 if whole else 0,
                whole=whole,
                hollow=row.weight is None and not whole,
                thin=(thin.low, thin.high) if thin and thin.low is not None and thin.high is not None else None,
            )
        ]
        if row.estimate
        else []
    )
    note = "" if not row.estimate else form(row.estimate.value) + (f", weight {row.weight:.0f} %" if row.weight else "")
    return Dotted(label=label, figures=figures, note=note, to=row.paper.iri if row.paper else "")


def review_picture(found: Analysis) -> MadePicture | None:
    """Ours and theirs, of what is a share; other units have no common scale."""
    rows = [row for row in found.rows if isinstance(row, BesideRow)]
    shares = [row for row in rows if row.effect.startswith("percent") or row.unit == "percent"]
    shown = [one for one in map(_beside, shares) if one.figures]
    if not shown:
        return None
    says = (
        "The shares, in percent: ours (circle) with the 95 % interval, theirs (square) where they give a number. What "
        "is no share, or not worked out, stands in the table alone."
    )
    drawn = dots(shown[:MOST], "share of those of whom it is told", ("ours", "theirs"), shares=True)
    return MadePicture("dots", drawn, says, len(shown[:MOST]), len(shown))


def _beside(row: BesideRow) -> Dotted:
    name, figures = row.statistic.label, []
    if row.estimate:
        ends = [None if end is None else end / 100 for end in (row.estimate.low, row.estimate.high)]
        figures.append(
            figure(Estimate(row.estimate.value / 100, *ends), f"{name}: ours {interval(row.estimate, plain)} %")
        )
    if row.theirs is not None:
        figures.append(Plotted(value=row.theirs / 100, says=f"{name}: theirs {plain(row.theirs)} %", series=1))
    return Dotted(label=name, figures=figures, note=f"ours: n = {row.n}", to=row.statistic.iri)
