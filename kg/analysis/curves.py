"""Survival and age-dependent penetrance: Kaplan-Meier curves of groups, and whether these differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

import numpy as np

from kg.analysis.chosen import chosen
from kg.analysis.counted_twice import once
from kg.analysis.counts import grouped
from kg.analysis.held import Held
from kg.analysis.people import Mask, Numbers, People
from kg.analysis.population import OfPeople
from kg.analysis.result import Analysis, Estimate, LeftOut, Method, Row
from kg.analysis.spans import Followed, Happening
from kg.find.facts import Ref
from kg.find.groups import Group
from kg.find.times import ages_query

METHOD: Final = Method(
    name="Kaplan-Meier estimate with the 95 % interval by Greenwood's formula on the log-log scale; log-rank test",
    source="Kaplan EL, Meier P, J Am Stat Assoc 1958;53:457-481; Mantel N, Cancer Chemother Rep 1966;50:163-170",
    software=("lifelines",),
)
LEAST: Final = 5
"""People, unless told otherwise: of fewer, one person more or less moves a curve by a quarter of its height or more."""
PENETRANCE: Final = "penetrance"
_SHARE: Final = {
    Happening.ONSET: f"{PENETRANCE}: the share who have had their first signs by this age",
    Happening.DEATH: "survival: the share alive beyond this age",
    Happening.DEATH_AFTER_ONSET: "survival: the share alive beyond these years since onset",
}
_TITLES: Final = {
    Happening.ONSET: "Age-dependent penetrance",
    Happening.DEATH: "Survival by age",
    Happening.DEATH_AFTER_ONSET: "Survival from onset",
}
_MEDIAN: Final = "median: the time by which it has happened to a half"
_TEST: Final = "log-rank test of all groups"
_BOTH: Final = "is in more than one group: counted with each, left out of the test"
_NONE: Final = "not told to be of any group"
_LIMITS: Final = {
    Happening.ONSET: "The ill are described more often than carriers who stay well: penetrance may be too high.",
    Happening.DEATH: "Some are described because they died, none who died undescribed: survival may be off both ways.",
    Happening.DEATH_AFTER_ONSET: "Who died soon after onset is described seldom: survival may be too long.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Curves(OfPeople):
    """How long people live without signs, or live at all, by Kaplan and Meier."""

    kind: ClassVar[str] = "curves"
    event: Annotated[Happening, "What is waited for."] = Happening.ONSET
    by: Annotated[Group, "By what to tell people apart."] = Group.ALL
    at_least: Annotated[int, "No curve of fewer people than these."] = LEAST


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveRow(Row):
    """A step of a group's curve, its median, or the test of all groups (no group)."""

    key: ClassVar[tuple[str, ...]] = ("group", "effect", "time")
    group: Annotated[Ref | None, "The group; none for everybody together."]
    effect: Annotated[str, "What is worked out."]
    time: Annotated[float | None, "Years: since birth, or since onset; none for what a whole curve says."] = None
    cases: Annotated[int, "How many people of the group count."]
    at_risk: Annotated[int, "How many of them were followed up to this time and it had not happened to them before."]
    events: Annotated[int, "To how many it happened at this time; to how many in all, for what a whole curve says."]
    censored: Annotated[int, "Of how many this is the last that is told, without it; or of how many in all."]
    estimate: Annotated[Estimate | None, "The share, or the median."] = None
    test_statistic: Annotated[float | None, "Chi squared."] = None
    degrees_of_freedom: Annotated[float | None, "Groups that can be told apart, less one."] = None
    p: Annotated[float | None, "Two-sided, of this one test."] = None
    event_in: Annotated[tuple[Ref, ...], "Those to whom it happened at this time."] = ()
    censored_in: Annotated[tuple[Ref, ...], "Those of whom this is the last that is told."] = ()
    papers: Annotated[tuple[Ref, ...], "The papers that say so."] = ()


@dataclass(frozen=True)
class _Drawn:
    """What one answer is drawn from."""

    people: People
    asked: Curves
    followed: Followed
    members: Mapping[int | None, Mask]

    def usable(self, group: int | None) -> Numbers:
        return (self.members[group] & ~np.isnan(self.followed.years)).nonzero()[0]

    def refusal(self, group: int | None) -> str | None:
        numbers, untold = self.usable(group), int((self.members[group] & self.followed.untold).sum())
        happened = int(self.followed.happened[numbers].sum())
        if len(numbers) < self.asked.at_least:
            return f"{len(numbers)} with an age that counts; at least {self.asked.at_least} are asked for"
        if not happened:
            return "it happened to none of them"
        if untold > happened:
            return f"it happened to {untold} more at ages that are not told: a curve without them would lie too low"
        return None


def curves(held: Held, asked: Curves) -> Analysis:
    """The steps and the median of each group, and the test of all; refused where too few. Raises `UnknownName`."""
    people = held.people
    who, twice = once(people, chosen(held, asked.who))
    followed = Followed.of(people, who, asked.event)
    members = grouped(people, who, asked.by)
    drawn = _Drawn(people, asked, followed, members)
    rows = [row for group in members for row in _of_group(drawn, group)]
    groups = sum((one.astype(int) for one in members.values()), np.zeros(len(who), dtype=int))
    why = {int(one): _BOTH for one in (groups > 1).nonzero()[0]} | followed.why
    if asked.by is not Group.ALL:
        rows.append(_tested(drawn, groups > 1))
        why = {int(one): _NONE for one in (who & (groups == 0)).nonzero()[0]} | why
    return Analysis(
        question=asked,
        label=f"{_TITLES[asked.event]}{asked.by.words}",
        method=METHOD,
        rows=tuple(rows),
        people=int(who.sum()),
        left_out=(*twice, *(LeftOut(what=people.ref(one), why=reason) for one, reason in sorted(why.items()))),
        notes=(_LIMITS[asked.event],),
        sparql=ages_query(held.names, asked.who, asked.by),
    )


def _of_group(drawn: _Drawn, group: int | None) -> Iterator[CurveRow]:
    from kg.analysis.survival import kaplan_meier

    followed, numbers, refused = drawn.followed, drawn.usable(group), drawn.refusal(group)
    years, happened = followed.years[numbers], followed.happened[numbers]
    whose = None if group is None else drawn.people.ref(group)
    curve = kaplan_meier((years, happened)) if len(numbers) else None
    for step in curve.steps if curve else ():
        now = numbers[years == step.time]
        yield CurveRow(
            group=whose,
            effect=_SHARE[drawn.asked.event],
            time=step.time,
            cases=len(numbers),
            at_risk=step.at_risk,
            events=step.events,
            censored=step.censored,
            estimate=None if refused else _share(step.still, drawn.asked.event),
            event_in=drawn.people.refs(now[followed.happened[now]]),
            censored_in=drawn.people.refs(now[~followed.happened[now]]),
            papers=drawn.people.behind("kg:reportedIn", now),
            refused=refused,
        )
    median = curve.median if curve and not refused else None
    yield CurveRow(
        group=whose,
        effect=_MEDIAN,
        cases=len(numbers),
        at_risk=len(numbers),
        events=int(happened.sum()),
        censored=int((~happened).sum()),
        estimate=median,
        papers=drawn.people.behind("kg:reportedIn", numbers),
        refused=refused if median or refused else "it happened to fewer than half in the years that are told",
    )


def _share(still: Estimate, event: Happening) -> Estimate:
    if event is not Happening.ONSET:
        return still
    low, high = (None if bound is None else 1 - bound for bound in (still.high, still.low))
    return Estimate(1 - still.value, low, high)


def _tested(drawn: _Drawn, several: Mask) -> CurveRow:
    from kg.analysis.survival import log_rank

    followed = drawn.followed
    drawable = (drawn.usable(group) for group in drawn.members if not drawn.refusal(group))
    told = [one for one in (numbers[~several[numbers]] for numbers in drawable) if len(one)]
    found = log_rank([(followed.years[one], followed.happened[one]) for one in told])
    numbers = np.concatenate([np.zeros(0, dtype=np.int64), *told])
    happened = int(followed.happened[numbers].sum())
    return CurveRow(
        group=None,
        effect=_TEST,
        cases=len(numbers),
        at_risk=len(numbers),
        events=happened,
        censored=len(numbers) - happened,
        test_statistic=found.statistic if found else None,
        degrees_of_freedom=found.degrees_of_freedom if found else None,
        p=found.p if found else None,
        papers=drawn.people.behind("kg:reportedIn", numbers),
        refused=None if found else "fewer than two groups have a curve that can be told apart",
    )
