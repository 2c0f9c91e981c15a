"""The picture of an answer: what is drawn of each kind, and what it shows in words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from api.asking import asking
from api.drawings.curve import Curve, Moment, Told, curve
from api.drawings.dots import Dots, Dotted, Figure, dots
from api.drawings.heat import Heat, Tally, heat
from api.drawings.stacks import Part, Stacked, Stacks, stacks
from api.pages.figures import age, interval, percent, plain
from api.pages.view import Drawing
from kg.analysis import Analysis, Estimate
from kg.analysis.ages import MEAN, AgesRow
from kg.analysis.categories import MEETS_NONE, OPEN, CategoryRow
from kg.analysis.comparison import GroupComparisonRow
from kg.analysis.curves import CurveRow, Curves
from kg.analysis.differential import DifferentialRow
from kg.analysis.frequencies import FrequencyRow
from kg.analysis.pooled import PooledAgeRow, PooledRow, PooledShareRow
from kg.analysis.review import BesideRow
from kg.analysis.spans import Happening
from kg.analysis.specificity import SpecificityRow
from kg.find import Ref

MOST: Final = 40
"""Rows of a picture; the table beside it has all."""
POOLED: Final = "pooled"
_STATES: Final = (("present", "present"), ("absent", "looked for, absent"), ("unread", "not reported"))


def picture(found: Analysis) -> Drawing | None:
    """The picture of an answer; None where there is nothing to draw."""
    made = _PICTURES[found.question.kind](found)
    return drawing(found, made) if made else None


def drawing(found: Analysis, made: _Made) -> Drawing:
    """What was made of some rows of an answer, as a picture."""
    template, geometry, says, shown, of = made
    more = f" The first {shown} of {of:,} rows are drawn; the table has all." if shown < of else ""
    return Drawing(
        template=f"drawings/{template}.svg",
        title=found.label,
        says=says + more,
        width=geometry.width,
        height=geometry.height,
        values={"shown": geometry},
    )


_Made = tuple[str, Dots | Stacks | Heat | Curve, str, int, int]


def _frequencies(found: Analysis) -> _Made | None:
    rows = [row for row in found.rows if isinstance(row, FrequencyRow)]
    if not rows:
        return None
    if any(row.group for row in rows):
        return _by_group(rows)
    says = (
        "For each finding, in how many people it is present, in how many it was looked for and not seen (hatched), "
        "and of how many neither is reported (pale)."
    )
    return "stacks", stacks([_states(row.term, row) for row in rows[:MOST]], "people", _STATES), says, MOST, len(rows)


def _states(term: Ref, row: FrequencyRow) -> Stacked:
    told = (row.present, row.absent, row.not_reported)
    parts = [
        Part(amount, look, f"{term.label}: {words} in {amount}")
        for amount, (look, words) in zip(told, _STATES, strict=True)
    ]
    reported = row.present + row.absent
    return Stacked(label=term.label, parts=parts, note=f"{row.present} of {reported} told", to=term.iri)


def _by_group(rows: list[FrequencyRow]) -> _Made:
    groups = list(dict.fromkeys(row.group for row in rows if row.group))[:30]
    told: dict[Ref, dict[Ref, FrequencyRow]] = defaultdict(dict)
    for row in rows:
        if row.group:
            told[row.term][row.group] = row
    terms = sorted(told, key=lambda one: -sum(row.present + row.absent for row in told[one].values()))
    tallies = {
        (m, n): Tally(present=row.present, absent=row.absent, says=f"present in {row.present}, absent in {row.absent}")
        for m, term in enumerate(terms[:MOST])
        for n, group in enumerate(groups)
        if (row := told[term].get(group))
    }
    says = (
        "Findings by group: how many have it of how many of whom it is told; the darker, the greater that share. "
        "A dot: not reported of anybody."
    )
    drawn = heat([(one.label, one.iri) for one in terms[:MOST]], [one.label for one in groups], tallies)
    return "heat", drawn, says, min(MOST, len(terms)), len(terms)


def _comparison(found: Analysis) -> _Made | None:
    rows = [row for row in found.rows if isinstance(row, GroupComparisonRow)]
    pairs = list(dict.fromkeys((row.group, row.against) for row in rows))
    if not rows:
        return None
    shown = [_compared(row, several=len(pairs) > 1) for row in rows[:MOST]]
    [one, other] = (
        ("the group", "all others") if len(pairs) > 1 else (pairs[0][0].label, _called(pairs[0][1], "all others"))
    )
    says = f"The share of those of whom it is told who have each finding: {one} (circle) and {other} (square)."
    return "dots", dots(shown, "present among those of whom it is told", (one, other), shares=True), says, MOST, len(rows)


def _compared(row: GroupComparisonRow, several: bool) -> Dotted:
    sides = ((row.group.label, row.present, row.absent), (_called(row.against, "others"), row.present_against, row.absent_against))
    figures = [
        Figure(value=has / (has + lacks), says=f"{row.term.label}, {who}: {has} of {has + lacks}", series=place)
        for place, (who, has, lacks) in enumerate(sides)
        if has + lacks
    ]
    label = f"{row.term.label} ({row.group.label})" if several else row.term.label
    return Dotted(
        label=label, figures=figures, note="not tested" if row.q is None else f"q {plain(row.q)}", to=row.term.iri
    )


def _ages(found: Analysis) -> _Made | None:
    rows = [row for row in found.rows if isinstance(row, AgesRow) and row.effect == MEAN and row.estimate]
    if not rows:
        return None
    says = "Of each group the mean in years (circle) with its 95 % interval, the median (square), and a thin line from the lowest to the highest."
    shown = [_aged(row) for row in rows[:MOST]]
    return "dots", dots(shown, "years", ("mean with 95 % interval", "median")), says, len(shown), len(rows)


def _aged(row: AgesRow) -> Dotted:
    who = _called(row.group, "everybody")
    figures = []
    if row.estimate:
        thin = None if row.lowest is None or row.highest is None else (row.lowest, row.highest)
        figures.append(_figure(row.estimate, f"{who}: mean {interval(row.estimate, age)} years", thin=thin))
    if row.median is not None:
        figures.append(Figure(value=row.median, says=f"{who}: median {age(row.median)} years", series=1))
    return Dotted(label=who, figures=figures, note=f"{row.n} of {row.cases} told", to=row.group.iri if row.group else "")


def _curves(found: Analysis) -> _Made | None:
    asked = found.question
    rows = [row for row in found.rows if isinstance(row, CurveRow) and row.time is not None and row.estimate]
    if not rows or not isinstance(asked, Curves):
        return None
    groups: dict[Ref | None, list[CurveRow]] = defaultdict(list)
    for row in rows:
        groups[row.group].append(row)
    told = [
        Told(name=_called(group, "everybody"), people=some[0].cases, moments=[_moment(row) for row in some])
        for group, some in groups.items()
    ][:6]
    onset = asked.event is Happening.ONSET
    what = "have had first signs" if onset else "alive"
    axis = "years since first signs" if asked.event is Happening.DEATH_AFTER_ONSET else "age in years"
    says = (
        f"Share who {'have had their first signs' if onset else 'are alive'}, by {axis}; bands are 95 % intervals. A tick "
        "marks who was followed no further; the numbers below are people still followed and free of it."
    )
    return "curve", curve(told, 0 if onset else 1, axis, what), says, len(told), len(groups)


def _moment(row: CurveRow) -> Moment:
    share = row.estimate or Estimate(0)
    who = ", ".join(one.label for one in (*row.event_in, *row.censored_in)[:3])
    lost = f"; followed no further: {row.censored}" if row.censored else ""
    return Moment(
        time=row.time or 0,
        share=share.value,
        low=share.low,
        high=share.high,
        at_risk=row.at_risk,
        events=row.events,
        censored=row.censored,
        says=f"At {age(row.time or 0)} years {interval(share, percent)}; it happened to {row.events} of {row.at_risk}{lost} ({who})",
        to=row.event_in[0].iri if row.event_in else "",
    )


def _pooled(found: Analysis) -> _Made | None:
    rows = [row for row in found.rows if isinstance(row, PooledShareRow | PooledAgeRow)]
    shares = any(isinstance(row, PooledShareRow) for row in rows)
    if not any(row.estimate for row in rows):
        return None
    form = percent if shares else age
    shown = [_study(row, form, max((one.weight or 0 for one in rows), default=0) or 1) for row in rows]
    says = (
        "Each study with its 95 % interval; the larger the square, the more it weighs (hollow: told, not pooled). The "
        f"diamond is all together, the line below it where a further study would lie. {heterogeneity(rows[-1])}"
    )
    axis = "share who have it" if shares else "mean in years"
    return "dots", dots(shown, axis, shares=shares, squares=True), says, len(rows), len(rows)


def heterogeneity(row: PooledRow) -> str:
    """How much studies differ, in a line; empty where they were not pooled."""
    if row.i_squared is None or row.tau_squared is None:
        return ""
    return f"I² {percent(row.i_squared)}, τ² {plain(row.tau_squared)}, p of heterogeneity {plain(row.p)}."


def study(row: PooledShareRow | PooledAgeRow) -> str:
    """What a study is called in a forest plot."""
    if row.study == POOLED:
        return "All together"
    return row.paper.label if row.paper else row.study.capitalize()


def _study(row: PooledShareRow | PooledAgeRow, form: Callable[[float], str], most: float) -> Dotted:
    whole = row.study == POOLED
    label = study(row)
    thin = row.prediction
    figures = [
        _figure(
            row.estimate,
            f"{label}: {interval(row.estimate, form)}, {row.n} people",
            size=(row.weight or 0) / most,
            series=1 if whole else 0,
            whole=whole,
            hollow=row.weight is None and not whole,
            thin=(thin.low, thin.high) if thin and thin.low is not None and thin.high is not None else None,
        )
    ] if row.estimate else []
    note = "" if not row.estimate else form(row.estimate.value) + (f", weight {row.weight:.0f} %" if row.weight else "")
    return Dotted(label=label, figures=figures, note=note, to=row.paper.iri if row.paper else "")


def _review(found: Analysis) -> _Made | None:
    rows = [row for row in found.rows if isinstance(row, BesideRow)]
    shares = [row for row in rows if row.effect.startswith("percent") or row.unit == "percent"]
    shown = [one for one in map(_beside, shares) if one.figures]
    if not shown:
        return None
    says = "The shares, in percent: ours (circle) with the 95 % interval, theirs (square) where they give a number."
    return "dots", dots(shown[:MOST], "percent of those of whom it is told", ("ours", "theirs")), says, len(shown[:MOST]), len(rows)


def _beside(row: BesideRow) -> Dotted:
    figures = [] if row.estimate is None else [_figure(row.estimate, f"{row.statistic.label}: ours {interval(row.estimate, plain)}")]
    if row.theirs is not None:
        figures.append(Figure(value=row.theirs, says=f"{row.statistic.label}: theirs {plain(row.theirs)}", series=1))
    return Dotted(label=row.statistic.label, figures=figures, note=f"ours: {row.n} people", to=row.statistic.iri)


def _categories(found: Analysis) -> _Made | None:
    rows = [row for row in found.rows if isinstance(row, CategoryRow)]
    sets: dict[Ref, Counter[str]] = defaultdict(Counter)
    for row in rows:
        sets[row.criteria][row.verdict] += 1
    if not sets:
        return None
    verdicts = [*sorted({row.verdict for row in rows} - {MEETS_NONE, OPEN}), MEETS_NONE, OPEN]
    looks = {one: look for one, look in zip(verdicts, ("one", "three", "four", "five", "six", "present"), strict=False)}
    looks |= {MEETS_NONE: "absent", OPEN: "unread"}
    shown = [
        Stacked(
            label=one.label,
            parts=[Part(some[verdict], looks.get(verdict, "six"), f"{verdict}: {some[verdict]} people") for verdict in verdicts],
            note=f"{some.total() - some[OPEN]} of {some.total()} judged",
            to=one.iri,
        )
        for one, some in sets.items()
    ]
    keys = [(looks.get(verdict, "six"), verdict) for verdict in verdicts if any(some[verdict] for some in sets.values())]
    says = "For each set of criteria, how many people meet which category, meet none, or cannot be judged by what is told (pale)."
    return "stacks", stacks(shown, "people", keys[:4]), says, len(sets), len(sets)


def _specificity(found: Analysis) -> _Made | None:
    rows = [row for row in found.rows if isinstance(row, SpecificityRow) and row.information is not None]
    shown = [
        Dotted(
            label=row.term.label,
            figures=[Figure(value=row.information or 0, says=f"{row.term.label}: {plain(row.information)}, {row.diseases} diseases have it")],
            note=f"{row.diseases} diseases",
            to=row.term.iri,
        )
        for row in rows[:MOST]
    ]
    says = "Findings on scans by how special they are: the farther to the right, the fewer of all annotated diseases have it."
    return ("dots", dots(shown, "information content"), says, len(shown), len(rows)) if shown else None


def _differential(found: Analysis) -> _Made | None:
    rows = [row for row in found.rows if isinstance(row, DifferentialRow) and row.disease]
    return ranked_picture(rows[:MOST], len(rows)) if rows else None


def ranked_picture(rows: Iterable[DifferentialRow], of: int) -> _Made:
    """Diseases by how alike they are."""
    shown = [
        Stacked(
            label=f"{row.rank}. {row.disease.label}",
            parts=[Part(row.score or 0, "two" if row.own else "one", f"{row.disease.label}: {plain(row.score)}")],
            note=f"for {len(row.for_terms)}, against {len(row.against_terms)}",
            to=row.disease.iri,
        )
        for row in rows
        if row.disease
    ]
    says = "Diseases by how alike they are to what is asked for, most alike first; those of this gene in another colour."
    keys = (("one", "another disease"), ("two", "of this gene"))
    return "stacks", stacks(shown, "likeness (information content)", keys), says, len(shown), of


def _figure(one: Estimate, says: str, hollow: bool = False, **more: Any) -> Figure:
    return Figure(value=one.value, low=one.low, high=one.high, says=says, hollow=hollow, **more)


def _called(one: Ref | None, other: str) -> str:
    return one.label if one else other


_PICTURES: Final[Mapping[str, Callable[[Analysis], _Made | None]]] = {
    "frequencies": _frequencies,
    "comparison": _comparison,
    "ages": _ages,
    "curves": _curves,
    "review": _review,
    "pooled-share": _pooled,
    "pooled-age": _pooled,
    "categories": _categories,
    "differential": _differential,
    "specificity": _specificity,
}
