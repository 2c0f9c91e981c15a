"""Pictures of how often findings are there: bars in three states, tables by group, groups side by side, verdicts."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Final

from api.drawings.dots import Dotted, Plotted, dots
from api.drawings.heat import HeatTally, heat
from api.drawings.scale import clipped
from api.drawings.stacks import BarPart, Stacked, stacks
from api.pages.figure_words import interval, percent, plain
from api.pages.picture import MOST, MadePicture, called, figure
from kg.analysis import Analysis, Estimate
from kg.analysis.categories import MEETS_NONE, OPEN, CategoryRow
from kg.analysis.comparison import GroupComparisonRow
from kg.analysis.frequencies import FrequencyRow
from kg.find import Ref
from kg.find.frequencies import share

_STATES: Final = (("present", "present"), ("absent", "looked for and not seen"), ("unread", "not reported"))
_LOOKS: Final = ("one", "three", "four", "five", "six", "present")
_GROUPS: Final = 30


def frequencies_picture(found: Analysis) -> MadePicture | None:
    """Bars in three states; of several groups a table of shades."""
    rows = [row for row in found.rows if isinstance(row, FrequencyRow)]
    if not rows:
        return None
    if any(row.group for row in rows):
        return _by_group(rows)
    says = (
        "For each finding, in how many people it is present, in how many it was looked for and not seen (hatched), "
        "and of how many neither is reported (pale)."
    )
    drawn = stacks([_states(row.term, row) for row in rows[:MOST]], "people", _STATES)
    return MadePicture("stacks", drawn, says, MOST, len(rows))


def _states(term: Ref, row: FrequencyRow) -> Stacked:
    told = (row.present, row.absent, row.not_reported)
    parts = [
        BarPart(amount, look, f"{term.label}: {words} in {amount}")
        for amount, (look, words) in zip(told, _STATES, strict=True)
    ]
    reported = row.present + row.absent
    return Stacked(label=term.label, parts=parts, note=f"{row.present} of {reported} told", to=term.iri)


def _by_group(rows: list[FrequencyRow]) -> MadePicture:
    groups = list(dict.fromkeys(row.group for row in rows if row.group))[:_GROUPS]
    told: dict[Ref, dict[Ref, FrequencyRow]] = defaultdict(dict)
    for row in rows:
        if row.group:
            told[row.term][row.group] = row
    terms = sorted(told, key=lambda one: -sum(row.present + row.absent for row in told[one].values()))
    tallies = {
        (m, n): HeatTally(
            present=told[term][group].present, absent=told[term][group].absent, says=_tallied(told[term][group])
        )
        for m, term in enumerate(terms[:MOST])
        for n, group in enumerate(groups)
        if group in told[term]
    }
    says = (
        "Findings by group: how many have it of how many of whom it is told; the darker, the greater that share. "
        "A dot: not reported of anybody."
    )
    drawn = heat([(one.label, one.iri) for one in terms[:MOST]], [one.label for one in groups], tallies)
    return MadePicture("heat", drawn, says, min(MOST, len(terms)), len(terms))


def _tallied(row: FrequencyRow) -> str:
    return f"present in {row.present}, absent in {row.absent}, not reported in {row.not_reported}"


def comparison_picture(found: Analysis) -> MadePicture | None:
    """Both shares of each finding, with their intervals."""
    rows = [row for row in found.rows if isinstance(row, GroupComparisonRow)]
    pairs = list(dict.fromkeys((row.group, row.against) for row in rows))
    if not rows:
        return None
    shown = [_compared(row, several=len(pairs) > 1) for row in rows[:MOST]]
    [one, other] = (
        ("the group", "all others") if len(pairs) > 1 else (pairs[0][0].label, called(pairs[0][1], "all others"))
    )
    says = (
        "The share of those of whom it is told who have each finding, with the 95 % interval: "
        f"{one} (circle) and {other} (square)."
    )
    drawn = dots(shown, "present among those of whom it is told", (one, other), shares=True)
    return MadePicture("dots", drawn, says, MOST, len(rows))


def _compared(row: GroupComparisonRow, several: bool) -> Dotted:
    sides = (
        (row.group.label, row.present, row.absent),
        (called(row.against, "others"), row.present_against, row.absent_against),
    )
    figures = [
        _side(f"{row.term.label}, {who}", has, has + lacks, place)
        for place, (who, has, lacks) in enumerate(sides)
        if has + lacks
    ]
    label = f"{clipped(row.term.label, 22)} ({row.group.label})" if several else row.term.label
    return Dotted(
        label=label, figures=figures, note="not tested" if row.q is None else f"q {plain(row.q)}", to=row.term.iri
    )


def _side(who: str, has: int, of: int, place: int) -> Plotted:
    found = share(has, of)
    estimate = Estimate(found.value, found.low, found.high) if found else Estimate(has / of)
    return figure(estimate, f"{who}: {has} of {of}, {interval(estimate, percent)}", series=place)


def categories_picture(found: Analysis) -> MadePicture | None:
    """How many people each set of criteria puts where."""
    rows = [row for row in found.rows if isinstance(row, CategoryRow)]
    sets: dict[Ref, Counter[str]] = defaultdict(Counter)
    for row in rows:
        sets[row.criteria][row.verdict] += 1
    if not sets:
        return None
    verdicts = [*sorted({row.verdict for row in rows} - {MEETS_NONE, OPEN}), MEETS_NONE, OPEN]
    looks = {**dict(zip(verdicts, _LOOKS, strict=False)), MEETS_NONE: "absent", OPEN: "unread"}
    shown = [
        Stacked(
            label=one.label,
            parts=[
                BarPart(some[verdict], looks.get(verdict, "six"), f"{verdict}: {some[verdict]} people")
                for verdict in verdicts
            ],
            note=f"{some.total() - some[OPEN]} of {some.total()} judged",
            to=one.iri,
        )
        for one, some in sets.items()
    ]
    keys = [
        (looks.get(verdict, "six"), verdict) for verdict in verdicts if any(some[verdict] for some in sets.values())
    ]
    says = (
        "For each set of criteria, how many people meet which category, meet none (hatched), or cannot be judged by "
        "what is told (pale)."
    )
    return MadePicture("stacks", stacks(shown, "people", keys[:4]), says, len(sets), len(sets))
