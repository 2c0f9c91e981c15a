"""Curves: who counts and until when, Kaplan and Meier's steps, medians, the log-rank test; what is refused and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import exp, inf, log, sqrt
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

from kg.analysis import STANDARD, Analysis, Estimate, Held, People, answer
from kg.analysis.curves import CurveRow, Curves
from kg.analysis.population import Population
from kg.analysis.spans import Followed, Happening
from kg.analysis.survival import Times, kaplan_meier, log_rank
from kg.engine import Engine
from kg.find import Group
from kg.names import KG
from kg.release import Release
from tests import plainly
from tests.each_release import EVERY

# Weeks in remission of 42 children with leukaemia (Freireich et al., Blood 1963;21:699-716), as lifelines carries them
# (datasets/gehan.dat): relapses, and who was still well when last seen.
TREATED = [6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23], []
# Weeks lived with two tumours (Bland and Altman, BMJ 2004;328:1073), as scipy's documentation of logrank prints them.
ASTROCYTOMA = [6, 13, 21, 30, 37, 38, 49, 50, 63, 79, 86, 98, 202, 219], [31, 47, 80, 82, 82, 149]
GLIOBLASTOMA = (
    [
        *(
            10,
            10,
            12,
            13,
            14,
            15,
            16,
            17,
            18,
            20,
            24,
            24,
            25,
            28,
            30,
            33,
            35,
            37,
            40,
            40,
            46,
            48,
            76,
            81,
            82,
            91,
            112,
            181,
        )
    ],
    [34, 40, 70],
)
ASKED = [
    Curves(at_least=1),
    Curves(event=Happening.DEATH),
    Curves(event=Happening.DEATH, by=Group.SEX, at_least=1, population=Population.CARRIERS),
    Curves(event=Happening.DEATH, population=Population.BIALLELIC),
    Curves(event=Happening.DEATH_AFTER_ONSET, by=Group.VARIANT_CLASS, at_least=2, population=Population.BIALLELIC),
    Curves(event=Happening.ONSET, by=Group.SEX, at_least=1, population=Population.EVERYBODY),
    Curves(event=Happening.ONSET, by=Group.ONSET_CLASS, at_least=1, population=Population.EVERYBODY),
    Curves(event=Happening.DEATH, by=Group.SEX, population=Population.EVERYBODY),
]
ASKED += [one for one in STANDARD if isinstance(one, Curves) and one not in ASKED]


def times(happened: Iterable[float], last: Iterable[float] = ()) -> Times:
    events, others = list(happened), list(last)
    years = np.array([*events, *others], dtype=float)
    return years, np.array([True] * len(events) + [False] * len(others), dtype=bool)


# --- a second computation, by the formulas


def plain_curve(followed: Times) -> list[tuple[float, int, int, int, float]]:
    """Time, at risk, events, censored, share left."""
    pairs, left, found = sorted(zip(*followed, strict=True)), 1.0, []
    for time in sorted({time for time, _ in pairs}):
        at_risk = sum(1 for one, _ in pairs if one >= time)
        events = sum(1 for one, happened in pairs if one == time and happened)
        left *= 1 - events / at_risk
        found.append((time, at_risk, events, sum(1 for one, _ in pairs if one == time) - events, left))
    return found


def plain_bounds(followed: Times) -> Iterator[tuple[float, float] | None]:
    """Greenwood's 95 % interval on the log-log scale; none where the share is 0 or 1."""
    total = 0.0
    for _, at_risk, events, _, left in plain_curve(followed):
        if at_risk == events:
            yield None
            continue
        total += events / (at_risk * (at_risk - events))
        if left == 1:
            yield None
            continue
        width = 1.959964 * sqrt(total) / log(left)
        yield left ** exp(-width), left ** exp(width)


def plain_log_rank(groups: list[Times]) -> float | None:
    """Chi squared of all groups with their covariance; None where it does not vary."""
    pairs = [(time, happened, which) for which, one in enumerate(groups) for time, happened in zip(*one, strict=True)]
    more, varied = np.zeros(len(groups)), np.zeros((len(groups), len(groups)))
    for time in sorted({time for time, happened, _ in pairs if happened}):
        left = np.array([sum(1 for t, _, g in pairs if t >= time and g == which) for which in range(len(groups))])
        now = np.array([sum(1 for t, h, g in pairs if t == time and h and g == which) for which in range(len(groups))])
        n, d = left.sum(), now.sum()
        more += now - d * left / n
        if n > 1:
            varied += d * (n - d) / (n - 1) * (np.diag(left / n) - np.outer(left, left) / n**2)
    return float(more @ np.linalg.pinv(varied) @ more) if np.abs(varied).max() > 1e-12 else None


# --- worked examples that are printed elsewhere


def test_remission_of_leukaemia_is_as_printed() -> None:
    """Thomas and Grunkemeier, J Am Stat Assoc 1975;70:865-871, table 1: 0.753 are left at 10 weeks; `survdiff` of R's
    survival on these children: chi squared 16.8 on 1 degree of freedom, p = 4.17e-05, medians 23 and 8 weeks."""
    treated, placebo = kaplan_meier(times(*TREATED)), kaplan_meier(times(*PLACEBO))
    [at_ten] = [step for step in treated.steps if step.time == 10]
    assert round(at_ten.still.value, 3) == 0.753
    assert treated.median and treated.median.value == 23
    assert placebo.median and placebo.median.value == 8
    tested = log_rank([times(*TREATED), times(*PLACEBO)])
    assert tested and round(tested.statistic, 1) == 16.8
    assert (tested.degrees_of_freedom, float(f"{tested.p:.3g}")) == (1, 4.17e-05)


def test_survival_with_two_tumours_is_as_printed() -> None:
    """The documentation of scipy's logrank: the root of chi squared is 2.73799, p = 0.00618."""
    tested = log_rank([times(*ASTROCYTOMA), times(*GLIOBLASTOMA)])
    assert tested and round(sqrt(tested.statistic), 5) == 2.73799
    assert round(tested.p, 5) == 0.00618


# --- any people

LIVES = st.lists(st.tuples(st.integers(0, 12).map(float), st.booleans()), min_size=1, max_size=15)


def as_times(lives: list[tuple[float, bool]]) -> Times:
    return np.array([time for time, _ in lives]), np.array([happened for _, happened in lives], dtype=bool)


@given(LIVES)
@example([(0.0, False)] * 3 + [(0.0, True)] * 3)
def test_a_curve_is_the_plain_product(lives: list[tuple[float, bool]]) -> None:
    followed = as_times(lives)
    found = kaplan_meier(followed)
    steps = [(one.time, one.at_risk, one.events, one.censored) for one in found.steps]
    assert steps == [one[:4] for one in plain_curve(followed)]
    assert [one.still.value for one in found.steps] == pytest.approx(
        [one[4] for one in plain_curve(followed)], abs=1e-6
    )
    for step, bounds in zip(found.steps, plain_bounds(followed), strict=True):
        found_bounds = (step.still.low, step.still.high)
        assert found_bounds == (pytest.approx(bounds, abs=1e-5) if bounds else (None, None))
    halved = next((time for time, *_, left in plain_curve(followed) if left <= 0.5 + 1e-12), inf)
    assert (found.median.value if found.median else inf) == halved


@given(st.lists(LIVES, min_size=2, max_size=4))
def test_the_test_is_the_plain_one_over_the_groups_that_can_be_told_apart(
    lives: list[list[tuple[float, bool]]],
) -> None:
    groups = [as_times(one) for one in lives]
    found, plain = log_rank(groups), plain_log_rank(groups)
    first = min((time for one in lives for time, happened in one if happened), default=inf)
    lasting = [one for one in groups if one[0].max() >= first]
    assert (found is None) == (plain is None or len(lasting) < 2)
    if found and plain is not None:
        assert found.statistic == pytest.approx(plain, abs=1e-6)
        assert found.degrees_of_freedom == len(lasting) - 1
        assert found.p == pytest.approx(stats.chi2.sf(plain, len(lasting) - 1), abs=1e-6)


def test_what_says_nothing_has_no_p() -> None:
    one, other = times([3]), times([3])
    assert log_rank([]) is None
    assert log_rank([one]) is None
    assert log_rank([one, other]) is None, "it happens to all at once"
    assert log_rank([times([], [4]), times([], [5])]) is None, "it happens to nobody"
    assert log_rank([times([5], [9]), times([], [2])]) is None, "the second group is gone when it first happens"


# --- who counts, by hand


def toy_people(**said: dict[str, str]) -> People:
    facts = [(f"toy:{who}", name, value) for who, told in said.items() for name, value in told.items()]
    facts += [(f"toy:{who}", "rdf:type", KG + "Case") for who in said]
    return People.of((thing, name, (value,)) for thing, name, value in facts)


def followed(people: People, event: Happening) -> dict[str, tuple[float, bool] | str]:
    found = Followed.of(people, people.cases, event)
    told: dict[str, tuple[float, bool] | str] = {}
    for number in people.cases.nonzero()[0]:
        name, years = people.iris[number].removeprefix("toy:"), found.years[number]
        told[name] = found.why[int(number)] if np.isnan(years) else (float(years), bool(found.happened[number]))
    return told


PEOPLE = toy_people(
    ill={"kg:affected": "true", "kg:ageAtOnset": "40", "kg:ageAtExamination": "44.5", "kg:ageAtDeath": "50"},
    well={"kg:affected": "false", "kg:ageAtExamination": "30", "kg:ageAtImaging": "31"},
    ageless={"kg:affected": "false"},
    untold={"kg:affected": "true", "kg:ageAtExamination": "45"},
    young={"kg:affected": "true", "kg:onsetPeriod": KG + "infantileOnset"},
    unknown={"kg:ageAtExamination": "20"},
    earlier={"kg:affected": "true", "kg:ageAtOnset": "12.3", "kg:hasFinding": "toy:seen"},
)


def test_who_is_free_of_signs_counts_until_last_told_of() -> None:
    assert followed(PEOPLE, Happening.ONSET) == {
        "ill": (40, True),
        "well": (31, False),
        "ageless": "free of signs, at no age that is told",
        "untold": "no age at onset is told",
        "young": "the age at onset is told as a period only",
        "unknown": "not told whether there were signs",
        "earlier": (12.3, True),
    }
    untold = Followed.of(PEOPLE, PEOPLE.cases, Happening.ONSET).untold
    assert {PEOPLE.iris[one] for one in untold.nonzero()[0]} == {"toy:untold", "toy:young"}


def test_who_did_not_die_counts_until_last_told_of() -> None:
    nothing = "no age is told, of death or in life"
    assert followed(PEOPLE, Happening.DEATH) == {
        "ill": (50, True),
        "well": (31, False),
        "ageless": nothing,
        "untold": (45, False),
        "young": nothing,
        "unknown": (20, False),
        "earlier": (12.3, False),
    }
    assert followed(PEOPLE, Happening.DEATH_AFTER_ONSET) == {
        "ill": (10, True),
        "well": "free of signs: years since onset have not begun",
        "ageless": "free of signs: years since onset have not begun",
        "untold": "no age at onset is told",
        "young": "the age at onset is told as a period only",
        "unknown": "not told whether there were signs",
        "earlier": (0, False),
    }


def test_the_age_at_an_observation_is_an_age_in_life() -> None:
    people = toy_people(seen={"kg:ageAtObservation": "61"}, ill={"kg:hasExcludedFinding": "toy:seen"})
    assert followed(people, Happening.DEATH)["ill"] == (61, False)


# --- the toy papers, by hand


@pytest.fixture(scope="module", params=EVERY)
def which(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def release(which: str, request: pytest.FixtureRequest) -> Release:
    found: Release = request.getfixturevalue(f"{which}_release")
    return found


@pytest.fixture(scope="module")
def held(which: str, release: Release, request: pytest.FixtureRequest) -> Held:
    return Held.of_release(release, request.getfixturevalue(which))


def rows(found: Analysis) -> list[CurveRow]:
    return [row for row in found.rows if isinstance(row, CurveRow)]


@pytest.fixture(scope="module")
def toy_held(toy_release: Release, toy: Engine) -> Held:
    return Held.of_release(toy_release, toy)


def test_penetrance_of_the_toy_carriers(toy_held: Held) -> None:
    """Well at 20; signs at 40, 45 and 50. Who began at 41 in an abstract may be the woman who did at 40."""
    found = answer(toy_held, Curves(at_least=1))
    *steps, median = rows(found)
    assert [(row.time, row.at_risk, row.events, row.censored) for row in steps] == [
        *((20, 4, 0, 1), (40, 3, 1, 0), (45, 2, 1, 0), (50, 1, 1, 0))
    ]
    shares = [row.estimate.value for row in steps if row.estimate]
    assert shares == pytest.approx([0, 1 / 3, 2 / 3, 1], abs=1e-6)
    assert median.estimate and median.estimate.value == 45
    assert [one.label for one in steps[1].event_in] == ["Toy A 2001: toy woman"]
    assert [one.label for one in steps[0].censored_in] == ["Toy A 2001: toy daughter"]
    [twice] = found.left_out
    assert twice.instead and twice.instead.label == "Toy A 2001: toy woman"


def test_too_few_are_refused_with_their_counts(toy_held: Held) -> None:
    few = rows(answer(toy_held, Curves(at_least=50)))
    assert {row.refused for row in few} == {"4 with an age that counts; at least 50 are asked for"}
    assert [row.at_risk for row in few if row.time] == [4, 3, 2, 1]
    assert not any(row.estimate for row in few)
    alive = rows(answer(toy_held, Curves(event=Happening.DEATH, at_least=1)))
    assert {row.refused for row in alive} == {"it happened to none of them"}
    tested = rows(answer(toy_held, Curves(event=Happening.DEATH, by=Group.SEX, at_least=1)))[-1]
    assert (tested.p, tested.refused) == (None, "fewer than two groups have a curve that can be told apart")


@pytest.mark.slow
def test_a_curve_is_refused_where_more_fell_ill_at_ages_that_are_not_told(real_release: Release, real: Engine) -> None:
    found = answer(Held.of_release(real_release, real), Curves())
    assert all("more at ages that are not told" in (row.refused or "") for row in rows(found))
    assert sum(one.why == "no age at onset is told" for one in found.left_out) > 20


# --- against the exported tables, and against the query that an answer gives


def lives(told: plainly.Tables) -> pd.DataFrame:
    """Of each person by the tables: onset, death, the last age told, free of signs or ill."""
    found = plainly.people(told)
    own = found[["age_at_onset", "age_at_death", "age_at_examination", "age_at_imaging"]].max(axis=1)
    seen = pd.concat([plainly.observations(told), told["studies"]]).groupby("case_iri")["age_at_observation"].max()
    return pd.DataFrame(
        {
            "onset": found["age_at_onset"],
            "death": found["age_at_death"],
            "last": pd.concat([own, seen.reindex(found.index)], axis=1).max(axis=1),
            "free": found["affected"] == "false",
        }
    )


def asked_of_the_graph(held: Held, query: str) -> tuple[pd.DataFrame, dict[str, set[str]]]:
    """The same of the rows that a query gives; and the groups of each person."""
    rows = pd.DataFrame([{name: one.value for name, one in row.items()} for row in held.engine.rows(query)])
    rows = rows.reindex(columns=["x", "group", "what", "value"])
    groups = rows.dropna(subset="group").groupby("x")["group"].agg(set).to_dict()
    said = rows.dropna(subset="what").assign(what=lambda one: one["what"].str.removeprefix(KG))
    ages = said[said["what"] != "affected"].assign(value=lambda one: one["value"].astype(float))
    by = ages.groupby(["x", "what"])["value"].max().unstack().reindex(index=rows["x"].unique())
    by = by.reindex(columns=["ageAtOnset", "ageAtDeath", *by.columns.difference(["ageAtOnset", "ageAtDeath"])])
    free = set(said[(said["what"] == "affected") & (said["value"] == "false")]["x"])
    found = {"onset": by["ageAtOnset"], "death": by["ageAtDeath"], "last": by.max(axis=1), "free": by.index.isin(free)}
    return pd.DataFrame(found), groups


def of_event(told: pd.DataFrame, event: Happening) -> pd.DataFrame:
    if event is Happening.ONSET:
        years, happened = (
            told["onset"].where(told["onset"].notna() | ~told["free"], told["last"]),
            told["onset"].notna(),
        )
    else:
        years, happened = told["death"].fillna(told["last"]), told["death"].notna()
    if event is Happening.DEATH_AFTER_ONSET:
        years = (years - told["onset"]).where(lambda one: one >= 0)
    return pd.DataFrame({"years": years.round(6), "happened": happened}).dropna()


def chosen(told: plainly.Tables, population: Population) -> set[str]:
    found = plainly.people(told)
    return set(found.index[found[population.name.lower()]])


def expected(lived: pd.DataFrame, groups: dict[str, set[str]], asked: Curves) -> dict[Any, Any]:
    """The steps of each group, and the test of those that have a curve, without who is in several."""
    found, tested = dict[Any, Any](), []
    for group in sorted({one for some in groups.values() for one in some}):
        mine = lived[[group in groups.get(case, ()) for case in lived.index]]
        alone = mine[[len(groups[case]) == 1 for case in mine.index]]
        drawn = len(mine) >= asked.at_least and mine["happened"].any()
        found[group] = plain_curve((mine["years"].to_numpy(), mine["happened"].to_numpy()))
        if drawn and len(alone):
            tested.append((alone["years"].to_numpy(), alone["happened"].to_numpy()))
    found["test"] = plain_log_rank(tested) if len(tested) > 1 else None
    return found


def given_by(found: Analysis) -> dict[Any, Any]:
    steps: dict[Any, Any] = {}
    for row in rows(found):
        if row.effect.startswith("log-rank"):
            steps["test"] = row.test_statistic
        else:
            some = steps.setdefault(row.group.iri if row.group else "all", [])
            if row.time is not None:
                some.append((row.time, row.at_risk, row.events, row.censored))
    return steps


@pytest.mark.parametrize("asked", ASKED, ids=lambda one: one.iri[-10:])
def test_every_step_is_what_the_tables_and_the_query_give(release: Release, held: Held, asked: Curves) -> None:
    found, told = answer(held, asked), plainly.tables(release)
    everybody = chosen(told, asked.population)
    who = everybody - {one.what.iri for one in found.left_out if one.instead}
    assert found.people == len(who)
    grouped = plainly.groups(told, asked.by.name).groupby("case_iri")["group"].agg(set).to_dict()
    of_tables = of_event(lives(told).loc[sorted(who)], asked.event), {one: grouped[one] for one in who & set(grouped)}
    asked_for, groups = asked_of_the_graph(held, found.sparql)
    assert set(asked_for.index) == everybody
    groups = {one: groups.get(one, set()) for one in who} if asked.by.path else {one: {"all"} for one in who}
    of_query = of_event(asked_for.loc[sorted(who)], asked.event), groups
    for lived, whose in (of_tables, of_query):
        ours, plain = given_by(found), expected(lived, whose, asked)
        statistic, again = ours.pop("test", None), plain.pop("test")
        assert ours == {group: [step[:4] for step in steps] for group, steps in plain.items()}
        for row in (row for row in rows(found) if row.time is not None and row.estimate):
            [left] = [step[4] for step in plain[row.group.iri if row.group else "all"] if step[0] == row.time]
            share = 1 - left if asked.event is Happening.ONSET else left
            assert row.estimate and row.estimate.value == pytest.approx(share, abs=1e-6)
        if statistic is not None:
            assert statistic == pytest.approx(again, rel=1e-4)
    out = {one.what.iri for one in found.left_out if "more than one group" not in one.why and not one.instead}
    assert out == {one for one in who if one not in of_tables[0].index or one not in of_tables[1]}


def test_a_row_says_who_stands_behind_it(held: Held) -> None:
    for asked in ASKED:
        for row in rows(answer(held, asked)):
            if row.time is not None:
                assert (len(row.event_in), len(row.censored_in)) == (row.events, row.censored)
                assert row.papers
            assert row.refused or row.estimate or row.p is not None


def test_an_interval_holds_its_share_and_a_share_of_none_or_all_has_none(held: Held) -> None:
    shares = [
        row.estimate for asked in ASKED for row in rows(answer(held, asked)) if row.estimate and row.time is not None
    ]
    assert shares
    for one in shares:
        if one.value in (0, 1):
            assert (one.low, one.high) == (None, None)
        else:
            assert one == Estimate(one.value, one.low, one.high)
            assert one.low is not None and one.high is not None and 0 < one.low < one.value < one.high < 1
