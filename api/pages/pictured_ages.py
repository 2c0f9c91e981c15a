"""Pictures of ages and of curves."""

from __future__ import annotations

from collections import defaultdict

from api.drawings.curve import CurveStep, GroupCurve, curve
from api.drawings.dots import Dotted, Plotted, dots
from api.pages.figure_words import age, interval, percent
from api.pages.picture import MOST, MadePicture, called, figure
from kg.analysis import Analysis, Estimate
from kg.analysis.ages import MEAN, AgesRow
from kg.analysis.curves import CurveRow, Curves
from kg.analysis.spans import Happening
from kg.find import Ref


def ages_picture(found: Analysis) -> MadePicture | None:
    """The mean, the median and the range of each group."""
    rows = [row for row in found.rows if isinstance(row, AgesRow) and row.effect == MEAN and row.estimate]
    if not rows:
        return None
    says = (
        "Of each group the mean in years (circle) with its 95 % interval, the median (square), and a thin line from "
        "the lowest to the highest."
    )
    shown = [_aged(row) for row in rows[:MOST]]
    return MadePicture("dots", dots(shown, "years", ("mean with 95 % interval", "median")), says, len(shown), len(rows))


def _aged(row: AgesRow) -> Dotted:
    who = called(row.group, "everybody")
    figures = []
    if row.estimate:
        thin = None if row.lowest is None or row.highest is None else (row.lowest, row.highest)
        figures.append(figure(row.estimate, f"{who}: mean {interval(row.estimate, age)} years", thin=thin))
    if row.median is not None:
        figures.append(Plotted(value=row.median, says=f"{who}: median {age(row.median)} years", series=1))
    return Dotted(
        label=who, figures=figures, note=f"{row.n} of {row.cases} told", to=row.group.iri if row.group else ""
    )


def curves_picture(found: Analysis) -> MadePicture | None:
    """The curve of each group that has one; the words say of which there is none, and why."""
    asked = found.question
    rows = [row for row in found.rows if isinstance(row, CurveRow) and row.time is not None and row.estimate]
    if not rows or not isinstance(asked, Curves):
        return None
    groups: dict[Ref | None, list[CurveRow]] = defaultdict(list)
    for row in rows:
        groups[row.group].append(row)
    told = [
        GroupCurve(name=called(group, "everybody"), people=some[0].cases, moments=[_moment(row) for row in some])
        for group, some in groups.items()
    ][:6]
    onset = asked.event is Happening.ONSET
    what = "have had first signs" if onset else "alive"
    axis = "years since first signs" if asked.event is Happening.DEATH_AFTER_ONSET else "age in years"
    says = (
        f"Share who {'have had their first signs' if onset else 'are alive'}, by {axis}; bands are 95 % intervals. "
        "A tick marks who was followed no further; the numbers below are people still followed and free of it."
        f"{_undrawn(found, {one.name for one in told})}"
    )
    return MadePicture("curve", curve(told, 0 if onset else 1, axis, what), says, len(told), len(groups))


def _undrawn(found: Analysis, drawn: set[str]) -> str:
    """What was not worked out, and why: curves, medians, the test of all groups."""
    told: dict[str, str] = {}
    for row in found.rows:
        if isinstance(row, CurveRow) and row.refused and row.time is None:
            who = called(row.group, "everybody")
            if row.effect.startswith("median"):
                told[f"the median of {who}" if who in drawn else f"the curve of {who}"] = row.refused
            else:
                told[f"the {row.effect}"] = row.refused
    return f" Not worked out: {'; '.join(f'{what} ({why})' for what, why in told.items())}." if told else ""


def _moment(row: CurveRow) -> CurveStep:
    share = row.estimate or Estimate(0)
    who = ", ".join(one.label for one in (*row.event_in, *row.censored_in)[:3])
    lost = f"; followed no further: {row.censored}" if row.censored else ""
    at = f"At {age(row.time or 0)} years {interval(share, percent)}"
    return CurveStep(
        time=row.time or 0,
        share=share.value,
        low=share.low,
        high=share.high,
        at_risk=row.at_risk,
        events=row.events,
        censored=row.censored,
        says=f"{at}; it happened to {row.events} of {row.at_risk}{lost} ({who})",
        to=row.event_in[0].iri if row.event_in else "",
    )
