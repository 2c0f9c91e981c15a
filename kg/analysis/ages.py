"""Ages by genotype and sex: when the disease begins, how long until somebody looks, when people die."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from kg.analysis.chosen import chosen
from kg.analysis.counted_twice import once
from kg.analysis.held import Held
from kg.analysis.people import Mask, People
from kg.analysis.result import Analysis, Estimate, Method, Row
from kg.analysis.sides import Groups, OfGroups, Sides, groups, in_both, named, sides
from kg.analysis.stated import doubted, unusable, years
from kg.find.by_person import AgeMeasure, ages_query
from kg.find.facts import Ref
from kg.find.groups import Group

_NAME: Final = (
    "means with Student's interval; Welch's t test; Mann-Whitney U test, exact where no ages are the same and a group "
    "has at most 8, else normal with corrections for ties and continuity; percentile bootstrap of 9999 resamples"
)
_SOURCE: Final = (
    "Welch BL, Biometrika 1947;34:28-35; Mann HB and Whitney DR, Ann Math Stat 1947;18:50-60; "
    "Efron B, Ann Stat 1979;7:1-26; rank-biserial correlation: Wendt HW, Eur J Soc Psychol 1972;2:463-465"
)
_LABELS: Final = {
    AgeMeasure.ONSET: "Age at onset",
    AgeMeasure.DELAY: "Years from onset to imaging",
    AgeMeasure.DEATH: "Age at death",
}
MEAN: Final = "mean"
MEANS: Final = "difference of means"
RANKS: Final = "rank-biserial correlation"
MEDIANS: Final = "difference of medians"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ages(OfGroups):
    """At which age something happened to people, and whether it differs between groups of them."""

    kind: ClassVar[str] = "ages"
    what: Annotated[AgeMeasure, "What is measured in years."] = AgeMeasure.ONSET


@dataclass(frozen=True, slots=True, kw_only=True)
class AgesRow(Row):
    """One figure of a group, or of two against each other; `effect` says which."""

    key: ClassVar[tuple[str, ...]] = ("group", "against", "effect")
    group: Annotated[Ref | None, "The group; none for everybody together."]
    against: Annotated[Ref | None, "The other group; none for all others, and for the mean of a group alone."] = None
    effect: Annotated[str, "What the estimate is."]
    estimate: Annotated[Estimate | None, "In years; of a correlation, from -1 to 1 and 0 for no difference."] = None
    test_statistic: Annotated[float | None, "Welch's t, or the U of the group."] = None
    degrees_of_freedom: Annotated[float | None, "Of Welch's t."] = None
    p: Annotated[float | None, "How often chance alone makes groups differ so much or more."] = None
    n: Annotated[int, "Of how many years are stated."]
    cases: Annotated[int, "How many people the group has."]
    mean: Annotated[float | None, "Mean of the group."] = None
    median: Annotated[float | None, "Median of the group."] = None
    lowest: Annotated[float | None, "Lowest of the group."] = None
    highest: Annotated[float | None, "Highest of the group."] = None
    n_against: Annotated[int, "Of how many of the other group years are stated."] = 0
    cases_against: Annotated[int, "How many people the other group has."] = 0
    mean_against: Annotated[float | None, "Mean of the other group."] = None
    median_against: Annotated[float | None, "Median of the other group."] = None
    lowest_against: Annotated[float | None, "Lowest of the other group."] = None
    highest_against: Annotated[float | None, "Highest of the other group."] = None


def ages(held: Held, asked: Ages) -> Analysis:
    """The mean of each group, then three figures for each two that are compared; nobody counts twice.

    Raises `UnknownName`.
    """
    from kg.analysis.samples import SOFTWARE

    people = held.people
    who, twice = once(people, chosen(held, asked.who))
    found, column = groups(people, who, asked), years(people, asked.what, who)
    compared = sides(people, found, asked)
    alone = [_alone(group, mine, column, asked) for group, mine in _told_apart(people, who, found, asked)]
    pairs = [row for one in compared for row in _pair(one, column, asked)]
    used = who & ~np.isnan(column)
    return Analysis(
        question=asked,
        label=f"{_LABELS[asked.what]}{asked.by.words}",
        method=Method(_NAME, _SOURCE, SOFTWARE),
        rows=(*alone, *pairs),
        people=int(who.sum()),
        left_out=(*twice, *in_both(people, compared), *unusable(people, who, asked.what)),
        notes=(*_notes(people, who, pairs), *doubted(people, used)),
        sparql=ages_query(held.names, asked.who, asked.by, asked.what),
    )


def _told_apart(people: People, who: Mask, found: Groups, asked: Ages) -> Iterator[tuple[Ref | None, Mask]]:
    """The groups whose own figures are given: those that are asked for, else each."""
    if asked.by is Group.ALL:
        yield None, who
    wanted = [named(people, found, name) for name in (asked.group, asked.against) if name] if asked.group else [*found]
    for group in wanted:
        yield people.ref(group), found[group]


def _alone(group: Ref | None, mine: Mask, column: NDArray[np.float64], asked: Ages) -> AgesRow:
    from kg.analysis.samples import mean

    values = _values(column, mine)
    estimate = mean(values) if values else None
    if estimate and len(values) < asked.at_least:
        estimate = Estimate(estimate.value)
    return AgesRow(
        group=group,
        effect=MEAN,
        estimate=estimate,
        refused=None if values else "nobody's is stated in years",
        **_summary(values, mine, ""),
    )


def _pair(one: Sides, column: NDArray[np.float64], asked: Ages) -> Iterator[AgesRow]:
    mine, theirs = _values(column, one.mine), _values(column, one.theirs)
    both = {**_summary(mine, one.mine, ""), **_summary(theirs, one.theirs, "_against")}
    for effect in (MEANS, RANKS, MEDIANS):
        refused = _refused(effect, mine, theirs, asked.at_least)
        figures = {"refused": refused} if refused else _figures(effect, mine, theirs, int(asked.iri[-10:], 16))
        yield AgesRow(group=one.group, against=one.against, effect=effect, **both, **figures)


def _figures(effect: str, mine: list[float], theirs: list[float], seed: int) -> dict[str, Any]:
    from kg.analysis.samples import mann_whitney, medians, welch

    if effect == MEANS:
        return welch(mine, theirs)
    return mann_whitney(mine, theirs) if effect == RANKS else medians(mine, theirs, seed)


def _refused(effect: str, mine: list[float], theirs: list[float], at_least: int) -> str | None:
    """Why a figure cannot be had."""
    fewest = max(at_least, 2)
    if min(len(mine), len(theirs)) < fewest:
        return f"stated of {len(mine)} against {len(theirs)} people: fewer than {fewest} in a group"
    flat = (len({*mine}) == 1, len({*theirs}) == 1)
    if (effect == MEANS and any(flat)) or (effect == MEDIANS and all(flat)):
        return "all of a group have the same value: how they spread cannot be told"
    return "all have the same value: nothing to compare" if len({*mine, *theirs}) == 1 else None


def _values(column: NDArray[np.float64], mask: Mask) -> list[float]:
    """Without the noise of binary fractions, which would untie ties."""
    return sorted(round(float(one), 6) for one in column[mask & ~np.isnan(column)])


def _summary(values: list[float], mask: Mask, end: str) -> dict[str, Any]:
    counts = {f"n{end}": len(values), f"cases{end}": int(mask.sum())}
    if not values:
        return counts
    middle = {"mean": float(np.mean(values)), "median": float(np.median(values))}
    figures = {**middle, "lowest": values[0], "highest": values[-1]}
    return {**counts, **{f"{name}{end}": one for name, one in figures.items()}}


def _notes(people: People, who: Mask, pairs: list[AgesRow]) -> Iterator[str]:
    tests = sum(row.p is not None for row in pairs)
    if tests > 2:
        yield f"{tests} tests, each p as if there were no other"
    well = int((who & people.having("kg:affected", "false")).sum())
    if well:
        yield f"{well} of these people were without symptoms when described, and have no onset yet"
