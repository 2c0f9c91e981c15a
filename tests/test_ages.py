"""Ages of groups against each other: at onset and death, from onset to imaging; what is refused, who is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kg.analysis import STANDARD, Analysis, Estimate, Held, answer
from kg.analysis.ages import MEAN, MEANS, MEDIANS, RANKS, Ages, AgesRow
from kg.analysis.people import Mask, People
from kg.analysis.population import Population
from kg.analysis.samples import mann_whitney, mean, medians, welch
from kg.analysis.stated import unusable, years
from kg.find import Group
from kg.find.by_person import AgeMeasure
from kg.names import BASE, KG
from kg.release import Release
from tests import plainly
from tests.each_release import EVERY

FEMALE, MALE = KG + "female", KG + "male"


@pytest.fixture(scope="module", params=EVERY)
def release(request: pytest.FixtureRequest) -> Release:
    found: Release = request.getfixturevalue(f"{request.param}_release")
    return found


@pytest.fixture(scope="module")
def held(release: Release) -> Held:
    return Held.of_release(release)


@pytest.fixture(scope="module")
def toy_held(toy_release: Release) -> Held:
    return Held.of_release(toy_release)


def rows(found: Analysis) -> list[AgesRow]:
    return [row for row in found.rows if isinstance(row, AgesRow)]


# --- worked examples that are printed elsewhere


def test_ages_at_diagnosis_of_nine_young_adults() -> None:
    """Shier R, The Mann-Whitney U Test, 2004, as the documentation of scipy's mannwhitneyu has it: U = 17, p = 0.11."""
    found = mann_whitney([19, 22, 16, 29, 24], [20, 11, 17, 12])
    assert (found["test_statistic"], found["p"]) == (17, pytest.approx(0.1111111111111111))
    # 17 of the 20 pairs are with the men above, 3 with them below.
    assert found["estimate"] == Estimate((17 - 3) / 20)


def test_welchs_two_sample_t_test_as_r_prints_it() -> None:
    """The example of statscodes.com, Welch's Two Sample T-tests in R."""
    found = welch([5.1, 2.0, 4.1, 6.2, 7.1, 8.3], [1.5, 6.4, 3.3, 5.8, 4.8, 7.2, 5.6, 4.5])
    assert found["test_statistic"] == pytest.approx(0.51703, abs=5e-6)
    assert found["degrees_of_freedom"] == pytest.approx(9.48, abs=5e-3)
    assert found["p"] == pytest.approx(0.617, abs=5e-4)
    assert (found["estimate"].low, found["estimate"].high) == pytest.approx((-1.935420, 3.093754), abs=5e-6)


# --- what figures promise

YEARS = st.lists(st.integers(0, 90), min_size=4, max_size=12)


@given(YEARS, YEARS)
def test_groups_that_change_places_differ_by_as_much_the_other_way(mine: list[float], theirs: list[float]) -> None:
    tests = [mann_whitney] if len({*mine, *theirs}) > 1 else []
    tests += [welch] if len({*mine}) > 1 and len({*theirs}) > 1 else []
    for test in tests:
        there, back = test(mine, theirs), test(theirs, mine)
        assert there["p"] == pytest.approx(back["p"]) and 0 <= there["p"] <= 1
        assert there["estimate"].value == pytest.approx(-back["estimate"].value)
    pairs = [np.sign(one - other) for one in mine for other in theirs]
    if tests:
        assert mann_whitney(mine, theirs)["estimate"].value == pytest.approx(float(np.mean(pairs)), abs=1e-5)


@given(st.integers(0, 2**40))
def test_the_bootstrap_is_the_same_for_the_same_seed_and_holds_what_it_is_of(seed: int) -> None:
    mine, theirs = [30.0, 40, 41, 52, 60], [20.0, 31, 33, 44]
    found = medians(mine, theirs, seed)["estimate"]
    assert found == medians(mine, theirs, seed)["estimate"]
    assert found.value == 41 - 32 and found.low <= found.value <= found.high
    # No median of a resample lies beyond its sample.
    assert found.low >= 30 - 44 and found.high <= 60 - 20


def test_a_mean_of_one_value_has_no_interval() -> None:
    assert mean([40]) == Estimate(40) == mean([40, 40, 40])
    found = mean([30, 40, 50])
    half = stats.t.ppf(0.975, 2) * 10 / np.sqrt(3)
    assert found == Estimate(40, 40 - half, 40 + half)


# --- the toy papers, by hand


def test_toy_onsets_by_sex_are_refused_with_their_counts(toy_held: Held) -> None:
    """Toy woman 40, who may be patient 1 and counts for both, toy daughter none (well); toy man 50, toy uncle 45."""
    found = answer(toy_held, Ages(by=Group.SEX))
    women, men, *pairs = rows(found)
    assert (women.group and women.group.iri, men.group and men.group.iri) == (FEMALE, MALE)
    for row, n, cases, middle, low, high in ((women, 1, 2, 40, 40, 40), (men, 2, 2, 47.5, 45, 50)):
        assert (row.effect, row.against, row.n, row.cases) == (MEAN, None, n, cases)
        assert (row.mean, row.median, row.lowest, row.highest) == (middle, middle, low, high)
        # Two ages give a mean, and no interval that anybody should read.
        assert row.estimate == Estimate(middle) and row.refused is None and row.p is None
    assert [row.effect for row in pairs] == [MEANS, RANKS, MEDIANS]
    for row in pairs:
        assert (row.n, row.cases, row.mean, row.n_against, row.cases_against, row.mean_against) == (
            1, 2, 40, 2, 2, 47.5)  # fmt: skip
        assert row.refused == "stated of 1 against 2 people: fewer than 4 in a group"
        assert row.p is row.estimate is row.test_statistic is row.degrees_of_freedom is None
    assert found.people == 4 and found.label == "Age at onset, by sex: adults"
    assert "1 of these people were without symptoms when described, and have no onset yet" in found.notes
    # His age is read from a figure; the uncle's seizures are told both ways.
    doubts = "2 of the 3 people whose years count have doubts noted about them"
    assert f"{doubts}: Toy A 2001: toy man, Toy B 2002: toy uncle" in found.notes
    [out] = found.left_out
    assert (out.what.label, out.instead and out.instead.label) == ("Toy B 2002: patient 1", "Toy A 2001: toy woman")


def test_toy_onsets_are_tested_where_two_in_a_group_are_enough(toy_held: Held) -> None:
    held = Held(made([40, 41], [45, 50]), toy_held.names)
    *_, means, ranks, middles = rows(answer(held, Ages(population=Population.EVERYBODY, by=Group.SEX, at_least=2)))
    assert (
        means.estimate
        and means.estimate.value == -7
        and means.test_statistic == pytest.approx(-7 / np.sqrt(6.5), rel=1e-5)
    )
    assert ranks.estimate == Estimate(-1) and ranks.p == pytest.approx(2 / 6, rel=1e-5)
    assert middles.estimate and (middles.estimate.value, middles.p) == (-7, None)
    # Of one nothing is tested, however few are asked for.
    *_, last = rows(answer(toy_held, Ages(at_least=0)))
    assert last.refused == "stated of 2 against 1 people: fewer than 2 in a group"


def test_toy_delays_are_from_onset_to_the_first_imaging(toy_held: Held) -> None:
    """Toy woman 42 - 40, toy man 53.5 - 50; the toy daughter was imaged and is well, the others' ages are not told."""
    found = answer(toy_held, Ages(what=AgeMeasure.DELAY, by=Group.ALL))
    [row] = rows(found)
    assert (row.group, row.n, row.cases, row.mean, row.lowest, row.highest) == (None, 2, 4, 2.75, 2, 3.5)
    [child] = rows(answer(toy_held, Ages(what=AgeMeasure.DELAY, by=Group.ALL, population=Population.BIALLELIC)))
    assert (child.n, child.mean, child.estimate) == (1, 1, Estimate(1))
    [died] = rows(answer(toy_held, Ages(what=AgeMeasure.DEATH, by=Group.ALL, population=Population.EVERYBODY)))
    assert (died.n, died.mean) == (1, 5)
    [nobody] = rows(answer(toy_held, Ages(what=AgeMeasure.DEATH, by=Group.ALL)))
    assert (nobody.n, nobody.cases, nobody.mean, nobody.estimate) == (0, 4, None, None)
    assert nobody.refused == "nobody's is stated in years"


def test_an_onset_told_as_a_period_is_left_out_by_name(toy_held: Held) -> None:
    found = answer(toy_held, Ages(population=Population.EVERYBODY, by=Group.SEX))
    assert [(one.what.label, one.why) for one in found.left_out if not one.instead] == [
        ("Toy B 2002: toy relative", "no age in years is told, only: onset in infancy; Infantile onset")
    ]


# --- people made for it


def of(ages: Mapping[str, Sequence[tuple[str, str]]]) -> People:
    said = [(case, "rdf:type", KG + "Case") for case in ages]
    said += [(case, name, value) for case, told in ages.items() for name, value in told]
    return People.of((thing, name, (value,)) for thing, name, value in said)


def test_the_first_imaging_at_or_after_onset_counts_and_an_autopsy_is_none() -> None:
    people = of({
        "toy:late": [("kg:ageAtOnset", "40"), ("kg:hasImagingStudy", "toy:s1"), ("kg:hasImagingStudy", "toy:s2")],
        "toy:well": [("kg:ageAtOnset", "40"), ("kg:hasImagingStudy", "toy:s3")],
        "toy:died": [("kg:ageAtOnset", "40"), ("kg:hasImagingStudy", "toy:s4")],
        "toy:told": [("kg:onsetTerm", "toy:midlife"), ("kg:ageAtImaging", "41")],
        "toy:range": [("kg:statedAgeAtOnset", "P40Y to P45Y"), ("kg:statedAgeAtDeath", "old")],
        "toy:same": [("kg:ageAtOnset", "0.08"), ("kg:ageAtImaging", "0.08"), ("kg:hasImagingStudy", "toy:s2")],
    })  # fmt: skip
    studies = {"toy:s1": ("MRI", "44"), "toy:s2": ("CT", "42.5"), "toy:s3": ("MRI", "30"), "toy:s4": ("autopsy", "60")}
    told = [line for study, (key, age) in studies.items() for line in (
        (study, "kg:modality", f"{BASE}modality/{key}"), (study, "kg:ageAtObservation", age))]  # fmt: skip
    people = People.of((thing, name, (value,)) for thing, name, value in [*people_said(people), *told])
    column = years(people, AgeMeasure.DELAY, people.cases)
    cases = {people.iris[one]: float(column[one]) for one in people.cases.nonzero()[0] if not np.isnan(column[one])}
    assert cases == {"toy:late": 2.5, "toy:same": 0}
    assert left(people, AgeMeasure.DELAY) == {
        "toy:well": "imaged before onset alone: there is no delay",
        "toy:told": "no age in years is told, only: toy:midlife",
        "toy:range": "no age in years is told, only: P40Y to P45Y",
    }
    assert left(people, AgeMeasure.DEATH) == {"toy:range": "no age in years is told, only: old"}


def people_said(people: People) -> list[tuple[str, str, str]]:
    """What people were made of."""
    links = [
        (people.iris[one], name, people.iris[other])
        for name, matrix in people.links.items()
        for one, other in zip(*matrix.tocoo().coords, strict=True)
    ]
    ages = [
        (people.iris[one], name, str(column[one]))
        for name, column in people.ages.items()
        for one in (~np.isnan(column)).nonzero()[0]
    ]
    return links + ages


def left(people: People, what: AgeMeasure) -> dict[str, str]:
    everybody: Mask = people.cases
    return {one.what.iri: one.why for one in unusable(people, everybody, what)}


@pytest.mark.parametrize(
    ("women", "men", "why"),
    [
        ([40] * 4, [40] * 4, dict.fromkeys((MEANS, MEDIANS), "all of a group have the same value")
         | {RANKS: "all have the same value: nothing to compare"}),
        ([40] * 4, [50] * 4, dict.fromkeys((MEANS, MEDIANS), "all of a group have the same value")),
        ([40] * 4, [40, 41, 42, 50], {MEANS: "all of a group have the same value"}),
        ([40, 40, 41, 42], [40, 41, 41, 60], {}),
        ([40, 41, 42, 43], [], dict.fromkeys((MEANS, RANKS, MEDIANS), "stated of 4 against 0 people")),
        ([], [], dict.fromkeys((MEANS, RANKS, MEDIANS), "stated of 0 against 0 people")),
    ],
)  # fmt: skip
def test_ages_that_are_few_or_all_the_same_are_refused_with_a_reason(
    toy_held: Held, women: list[int], men: list[int], why: dict[str, str]
) -> None:
    held = Held(made(women, men), toy_held.names)
    asked = Ages(population=Population.EVERYBODY, by=Group.SEX)
    found = {row.effect: row for row in rows(answer(held, asked)) if row.effect != MEAN}
    assert found.keys() == {MEANS, RANKS, MEDIANS}
    for effect, row in found.items():
        assert (row.n, row.cases, row.n_against, row.cases_against) == (
            len(women), len(women) + 1, len(men), len(men) + 1)  # fmt: skip
        if effect in why:
            assert row.refused and row.refused.startswith(why[effect]) and row.estimate is row.p is None
        else:
            assert row.refused is None and row.estimate and (row.p is None) is (effect == MEDIANS)


def made(women: Sequence[int], men: Sequence[int]) -> People:
    """A woman and a man of unknown age, and others who fell ill at these ages."""
    told = {f"toy:{sex}{place}": [("kg:sex", sex), ("kg:ageAtOnset", str(age))]
            for sex, ages in ((FEMALE, women), (MALE, men)) for place, age in enumerate(ages)}  # fmt: skip
    return of(told | {f"toy:{sex}": [("kg:sex", sex)] for sex in (FEMALE, MALE)})


# --- plainly, a second time

ASKED = [
    Ages(population=population, by=by, what=what, at_least=2)
    for population in (Population.ADULTS, Population.BIALLELIC, Population.EVERYBODY)
    for by in (Group.SEX, Group.VARIANT_CLASS)
    for what in AgeMeasure
]
ASKED += [one for one in STANDARD if isinstance(one, Ages)]
ASKED += [Ages(population=Population.EVERYBODY, what=AgeMeasure.DELAY, by=Group.ALL)]


def figures(row: AgesRow) -> list[float | None]:
    bounds = (row.estimate.value, row.estimate.low, row.estimate.high) if row.estimate else (None, None, None)
    return [*bounds, row.p, row.n, row.mean, row.median, row.lowest, row.highest]


def plain_figures(effect: str, mine: list[float], theirs: list[float], least: int) -> list[float | None]:
    """Estimate, its interval, p, then what stands in every row; of medians the interval is not known here."""
    one = pd.Series(mine, dtype=float)
    kept = [float(x) for x in (one.mean(), one.median(), one.min(), one.max())] if mine else [None] * 4
    summary = [float(len(mine)), *kept]
    if effect == MEAN:
        if len({*mine}) < 2 or len(mine) < least:
            return [kept[0], None, None, None, *summary]
        low, high = stats.t.interval(0.95, len(mine) - 1, one.mean(), stats.sem(mine))
        return [kept[0], float(low), float(high), None, *summary]
    flat = (len({*mine}) == 1, len({*theirs}) == 1)
    few = min(len(mine), len(theirs)) < max(least, 2) or len({*mine, *theirs}) == 1
    if few or (effect == MEANS and any(flat)) or (effect == MEDIANS and all(flat)):
        return [None] * 4 + summary
    if effect == MEANS:
        spread = [np.var(some, ddof=1) / len(some) for some in (mine, theirs)]
        apart, error = np.mean(mine) - np.mean(theirs), np.sqrt(sum(spread))
        free = sum(spread) ** 2 / sum(s**2 / (len(some) - 1) for s, some in zip(spread, (mine, theirs), strict=True))
        half = stats.t.ppf(0.975, free) * error
        p = 2 * stats.t.sf(abs(apart / error), free)
        return [float(apart), float(apart - half), float(apart + half), float(p), *summary]
    if effect == RANKS:
        pairs = [np.sign(x - y) for x in mine for y in theirs]
        return [float(np.mean(pairs)), None, None, float(stats.mannwhitneyu(mine, theirs)[1]), *summary]
    return [float(np.median(mine) - np.median(theirs)), None, None, None, *summary]


def elsewhere(found: Analysis) -> set[str]:
    """Who counts as a person of another paper (tests/test_counted_twice.py)."""
    return {one.what.iri for one in found.left_out if one.instead}


def same(found: Analysis, groups: Mapping[str, set[str]], told: Mapping[str, float]) -> None:
    """Each row is worked out again from the people of each group and their years."""
    assert isinstance(found.question, Ages)
    seen, least = [], found.question.at_least
    for row in rows(found):
        name = row.group.iri if row.group else ""
        others = set().union(*(some for other, some in groups.items() if other != name))
        mine, theirs = (
            (groups[name], set[str]()) if row.effect == MEAN else (groups[name] - others, others - groups[name])
        )
        values = [sorted(round(told[case], 6) for case in some if case in told) for some in (mine, theirs)]
        wanted = plain_figures(row.effect, *values, least)
        got = figures(row)
        if row.effect == MEDIANS:
            got[1:3] = [None, None]
        assert [one is None for one in got] == [one is None for one in wanted], (row, wanted)
        assert [one for one in got if one is not None] == pytest.approx([x for x in wanted if x is not None], rel=1e-5)
        assert (row.cases, row.cases_against, row.n_against) == (len(mine), len(theirs), len(values[1]))
        seen.append((name, row.effect))
    names = sorted(groups)
    pairs = [] if len(names) < 2 else names[:1] if len(names) == 2 else names
    assert seen == [(name, MEAN) for name in names] + [(name, one) for name in pairs for one in (MEANS, RANKS, MEDIANS)]


@pytest.mark.parametrize(
    "asked", ASKED, ids=lambda one: f"{one.population.name}-{one.by.name}-{one.what.name}-{one.at_least}"
)
def test_every_figure_is_that_of_the_tables(release: Release, held: Held, asked: Ages) -> None:
    told = plainly.tables(release)
    who = plainly.people(told)
    kept = who[asked.population.name.lower()]
    of_groups = plainly.groups(told, asked.by.name).replace({"group": {"all": ""}})
    found = answer(held, asked)
    kept &= ~who.index.isin(elsewhere(found))
    groups = of_groups[of_groups["case_iri"].isin(who.index[kept])].groupby("group")["case_iri"].agg(set).to_dict()
    same(found, groups, plain_years(told, who, asked.what))
    assert found.people == int(kept.sum())


def plain_years(told: plainly.Tables, who: pd.DataFrame, what: AgeMeasure) -> dict[str, float]:
    if what is not AgeMeasure.DELAY:
        column = who["age_at_onset" if what is AgeMeasure.ONSET else "age_at_death"]
        return {str(case): float(age) for case, age in column.dropna().items()}
    scans = told["studies"][["case_iri", "modality_iri", "age_at_observation"]]
    scans = scans[~scans["modality_iri"].str.contains("autopsy|EEG|neuropathology")]
    own = who["age_at_imaging"].dropna().rename("age_at_observation").rename_axis("case_iri").reset_index()
    every = pd.concat([scans, own]).merge(who[["age_at_onset"]], left_on="case_iri", right_index=True)
    every["delay"] = every["age_at_observation"] - every["age_at_onset"]
    later = every[every["delay"] >= 0].groupby("case_iri")["delay"].min()
    return {str(case): float(delay) for case, delay in later.items()}


@pytest.mark.parametrize(
    "asked", ASKED, ids=lambda one: f"{one.population.name}-{one.by.name}-{one.what.name}-{one.at_least}"
)
def test_every_figure_follows_from_the_query_that_comes_with_it(held: Held, asked: Ages) -> None:
    found = answer(held, asked)
    assert found.sparql.startswith("PREFIX ")
    groups: dict[str, set[str]] = {}
    told = {}
    out = elsewhere(found)
    for row in (one for one in held.engine.rows(found.sparql) if one["x"].value not in out):
        groups.setdefault(row["group"].value if "group" in row else "", set()).add(row["x"].value)
        if "years" in row:
            told[row["x"].value] = float(row["years"].value)
    same(found, groups, told)


def test_the_same_question_has_the_same_answer_and_another_seed_none_of_it(held: Held) -> None:
    asked = Ages(population=Population.EVERYBODY, by=Group.SEX, at_least=2)
    assert answer(held, asked) == answer(held, replace(asked))
    other = replace(asked, at_least=1)
    kept = [replace(row, estimate=None) for row in rows(answer(held, asked)) if row.effect == MEDIANS]
    assert kept == [replace(row, estimate=None) for row in rows(answer(held, other)) if row.effect == MEDIANS]
