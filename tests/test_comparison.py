"""Findings of groups against each other: the counts, the test, the effect, what is refused and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.stats.contingency import odds_ratio as scipy_odds_ratio
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.multitest import multipletests

from kg.analysis import Analysis, Estimate, Held, answer
from kg.analysis.comparison import GroupComparison, GroupComparisonRow
from kg.analysis.exact import CONDITIONAL, SHIFTED, benjamini_hochberg, fisher, odds_ratio
from kg.analysis.people import Mask, People
from kg.analysis.population import Population
from kg.analysis.sides import FEWEST, groups, in_both
from kg.analysis.sides import sides as who_with_whom
from kg.errors import UnknownName
from kg.find import CaseFilter, Group
from kg.model.words import Sex
from kg.names import KG, OBO
from kg.release import Release
from tests import plainly
from tests.each_release import EVERY

MISSENSE, SPLICE, TRUNCATING = (KG + name for name in ("MissenseVariant", "SpliceVariant", "TruncatingVariant"))
CALCIFICATION, SEIZURE = "HP:0002514", "HP:0001250"


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


def rows(found: Analysis) -> list[GroupComparisonRow]:
    return [row for row in found.rows if isinstance(row, GroupComparisonRow)]


def sides(row: GroupComparisonRow) -> tuple[int, ...]:
    mine = (row.present, row.absent, row.not_reported)
    return (*mine, row.present_against, row.absent_against, row.not_reported_against)


# --- worked examples that are printed elsewhere


def test_the_fifteen_p_values_of_benjamini_and_hochberg() -> None:
    """Their paper of 1995; values and adjusted values as the documentation of scipy's false_discovery_control has them.

    The four smallest are those that the paper rejects at 5 %.
    """
    ps = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    ps += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    qs = [0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714, 0.06385714, 0.0645]
    qs += [0.0765, 0.486, 0.58118182, 0.714875, 0.75323077, 0.81321429, 1.0]
    assert benjamini_hochberg(ps) == pytest.approx(qs, rel=1e-6)
    assert sum(q < 0.05 for q in benjamini_hochberg(ps)) == 4
    assert benjamini_hochberg(ps[::-1]) == pytest.approx(qs[::-1], rel=1e-6)
    assert benjamini_hochberg([]) == []


def test_fishers_exact_test_adds_the_tables_that_are_no_likelier() -> None:
    """The example in the documentation of scipy's fisher_exact, with the probability of each table."""
    assert fisher(((6, 2), (1, 4))) == pytest.approx(0.01631702 + 0.08158508 + 0.004662, abs=1e-7)
    assert fisher(((6, 2), (1, 4))) == pytest.approx(0.10256410256410257)


def test_the_odds_ratio_of_410_people_and_a_chemical() -> None:
    """The example in the documentation of scipy's odds_ratio."""
    name, found = odds_ratio(((7, 15), (58, 472)))
    assert (name, found) == (CONDITIONAL, Estimate(3.7836687705553493, 1.2514829132266785, 10.363493716701269))


# --- what figures promise

COUNT = st.integers(0, 12)


@given(COUNT, COUNT, COUNT, COUNT)
def test_groups_that_change_places_have_the_same_p_and_the_inverse_odds_ratio(a: int, b: int, c: int, d: int) -> None:
    if not (a + b and c + d and a + c and b + d):
        return
    (name, there), (back_name, back) = odds_ratio(((a, b), (c, d))), odds_ratio(((c, d), (a, b)))
    assert name == back_name == (CONDITIONAL if a and b and c and d else SHIFTED)
    assert there.low is not None and there.high is not None and there.low < there.value < there.high
    turned = (1 / there.value, 1 / there.high, 1 / there.low)
    assert (back.value, back.low, back.high) == pytest.approx(turned, rel=1e-4)
    assert fisher(((a, b), (c, d))) == pytest.approx(fisher(((c, d), (a, b))))


@given(COUNT, COUNT, COUNT, COUNT)
def test_an_empty_count_gives_the_ratio_of_counts_that_are_half_a_person_higher(a: int, b: int, c: int, d: int) -> None:
    name, found = odds_ratio(((a, b), (c, d)))
    if name == SHIFTED:
        # Not by its shift_zeros, which lifts the empty counts alone, whatever its documentation says.
        again = Table2x2([[a + 0.5, b + 0.5], [c + 0.5, d + 0.5]], shift_zeros=False)
        assert found == Estimate(float(again.oddsratio), *map(float, again.oddsratio_confint()))


def test_of_three_against_three_nothing_can_be_told_and_of_four_against_four_something() -> None:
    assert fisher(((3, 0), (0, 3))) == pytest.approx(2 / 20)
    assert fisher(((FEWEST, 0), (0, FEWEST))) == pytest.approx(2 / 70)
    ages = range(8)
    assert stats.mannwhitneyu(ages[:3], ages[3:6]).pvalue == pytest.approx(2 / 20)
    assert stats.mannwhitneyu(ages[:FEWEST], ages[FEWEST:]).pvalue == pytest.approx(2 / 70)


# --- the toy papers, by hand


def test_toy_carriers_by_class_each_against_all_others(toy_held: Held) -> None:
    """Missense: toy woman, who may be patient 1 and counts for both, toy daughter, toy uncle. Splice: toy man."""
    asked = GroupComparison(terms=(CALCIFICATION, SEIZURE), at_least=1)
    found = answer(toy_held, asked)
    assert found.people == 4
    [out] = found.left_out
    assert (out.what.label, out.instead and out.instead.label) == ("Toy B 2002: patient 1", "Toy A 2001: toy woman")
    told = {(row.group.iri, row.term.label): sides(row) for row in rows(found)}
    # Two groups are compared once. Seizure is absent in the toy woman and both present and absent in the toy uncle.
    assert told == {
        (MISSENSE, "Cerebral calcification"): (1, 0, 2, 0, 1, 0),
        (MISSENSE, "Seizure"): (1, 1, 1, 0, 0, 1),
    }
    [tested, refused] = rows(found)
    assert tested.p == 1 and tested.q == 1 and tested.effect == SHIFTED
    assert refused.refused == "either is said of 2 against 0 people: fewer than 1 in a group"
    assert refused.p is refused.q is refused.estimate is refused.effect is None
    assert "the family that q is over: 1 tests" in found.notes


def test_few_people_are_a_refusal_with_their_counts(toy_held: Held) -> None:
    found = rows(answer(toy_held, GroupComparison()))
    assert found and all(row.refused and f"fewer than {FEWEST} in a group" in row.refused for row in found)
    assert all(row.p is None and row.estimate is None for row in found)


@pytest.mark.parametrize(
    ("women", "men", "why"),
    [
        ("----", "----", "absent in all of whom either is said: nothing to compare"),
        ("++++", "++++", "present in all of whom either is said: nothing to compare"),
        ("++++", "....", "either is said of 4 against 0 people: fewer than 4 in a group"),
        ("++-.", "----", "either is said of 3 against 4 people: fewer than 4 in a group"),
        ("++++", "----", None),
        ("+-++", "--+-", None),
    ],
)
def test_a_finding_that_cannot_be_compared_says_why(toy_held: Held, women: str, men: str, why: str | None) -> None:
    """Present, absent and not reported, a person each."""
    found = rows(answer(made(toy_held, women, men), GroupComparison(population=Population.EVERYBODY, by=Group.SEX)))
    [row] = found
    assert sides(row) == tuple(side.count(one) for side in (women, men) for one in "+-.")
    assert row.refused == why
    assert (row.p is None) is (row.q is None) is (row.estimate is None) is (why is not None)


def test_what_nobody_says_has_no_row(toy_held: Held) -> None:
    found = answer(made(toy_held, "....", "...."), GroupComparison(population=Population.EVERYBODY, by=Group.SEX))
    assert found.rows == () and "the family that q is over: 0 tests" in found.notes


def test_people_beside_those_who_are_compared_change_no_test(toy_held: Held) -> None:
    """Whoever else is in the graph brings findings of their own, and q would move with every cohort."""
    own = [("kg:hasFinding", "toy:other/seen"), ("rdf:type", KG + "Case")]
    seen = [("kg:codedAs", OBO + "HP_0000707"), ("rdf:type", OBO + "HP_0000707")]
    other = [*(("toy:other", *one) for one in own), *(("toy:other/seen", *one) for one in seen)]
    # Everybody with a seizure has a term above it, which nobody but the other was read to have.
    above = [(f"toy:{one}/seen", "rdf:type", OBO + "HP_0000707") for one in ("female0", "female1", "male0", "male1")]
    asked = GroupComparison(population=Population.EVERYBODY, by=Group.SEX, at_least=1, where=CaseFilter(sex=tuple(Sex)))
    alone, beside = (answer(made(toy_held, "++--", "++--", more), asked) for more in (above, [*above, *other]))
    assert beside.people == alone.people == 8 and beside.notes == alone.notes
    assert len(beside.rows) == len(alone.rows) == 1


def made(toy_held: Held, women: str, men: str, more: Iterable[tuple[str, str, str]] = ()) -> Held:
    """People made for it, asked with the names of the toy release."""
    term, said = OBO + "HP_0001250", list(more)
    absent = ("kg:hasExcludedFinding", "kg:codedAsAbsent", "kg:excludes")
    links = {"+": ("kg:hasFinding", "kg:codedAs", "rdf:type"), "-": absent}
    for sex, states in (("female", women), ("male", men)):
        for place, state in enumerate(states):
            case = f"toy:{sex}{place}"
            said += [(case, "rdf:type", KG + "Case"), (case, "kg:sex", KG + sex)]
            for link, *codes in [links[state]] if state in links else ():
                said += [(case, link, f"{case}/seen"), *((f"{case}/seen", code, term) for code in codes)]
    return Held(People.of((thing, name, (value,)) for thing, name, value in said), toy_held.names)


def test_a_group_is_named_by_its_iri_its_label_or_words_of_it(toy_held: Held) -> None:
    asked = GroupComparison(terms=(CALCIFICATION,), at_least=1)
    for group, against in (("missense", "splice"), ("Missense variant", "kg:SpliceVariant"), (MISSENSE, SPLICE)):
        [row] = rows(answer(toy_held, replace(asked, group=group, against=against)))
        assert (row.group.iri, row.against and row.against.iri, sides(row)) == (MISSENSE, SPLICE, (1, 0, 2, 0, 1, 0))
    [row] = rows(answer(toy_held, replace(asked, group="splice")))
    assert (row.group.iri, row.against, sides(row)) == (SPLICE, None, (0, 1, 0, 1, 0, 2))
    [row] = rows(answer(toy_held, replace(asked, against="missense")))
    assert (row.group.iri, row.against and row.against.iri) == (SPLICE, MISSENSE)
    with pytest.raises(UnknownName, match="no group of these people are called 'toy'; there are: missense variant, sp"):
        answer(toy_held, replace(asked, group="toy"))
    with pytest.raises(UnknownName, match="several groups of these people are called 'variant'"):
        answer(toy_held, replace(asked, against="variant"))


def test_one_group_is_compared_with_nobody(toy_held: Held) -> None:
    for asked in (
        GroupComparison(population=Population.BIALLELIC, at_least=1),
        GroupComparison(by=Group.ALL),
        GroupComparison(group="splice", against="splice"),
        GroupComparison(where=CaseFilter(affected=True, none_of=(CaseFilter(affected=True),))),
    ):
        found = answer(toy_held, asked)
        assert found.rows == ()
        assert "there is one group at most: nothing to compare" in found.notes


# --- plainly, a second time

ASKED = [
    GroupComparison(population=population, by=by, at_least=least)
    for population in (Population.ADULTS, Population.BIALLELIC, Population.EVERYBODY)
    for by in (Group.VARIANT_CLASS, Group.SEX)
    for least in (1, FEWEST)
]


def of_pairs(groups: Mapping[str, set[str]]) -> Iterable[tuple[str, str, set[str], set[str]]]:
    """Each group against all others, two against each other; who is in both in neither."""
    names = sorted(groups)
    for name in names[:1] if len(names) == 2 else names:
        others = set().union(*(groups[other] for other in names if other != name))
        if others:
            yield name, names[1] if len(names) == 2 else "", groups[name] - others, others - groups[name]


def plain_rows(groups: Mapping[str, set[str]], has: Mapping[str, set[str]], lacks: Mapping[str, set[str]],
               terms: Iterable[str], least: int) -> dict[tuple[str, str, str], Any]:  # fmt: skip
    """Counts of present, absent and not reported on both sides, then p, q, odds ratio and its interval."""
    found: dict[tuple[str, str, str], Any] = {}
    for name, other, mine, theirs in of_pairs(groups):
        for term in terms:
            a, c = (sum(term in has.get(one, ()) for one in side) for side in (mine, theirs))
            b, d = (sum(term in lacks.get(one, ()) for one in side) for side in (mine, theirs))
            if a + b + c + d:
                counts = (a, b, len(mine) - a - b, c, d, len(theirs) - c - d)
                tested = min(a + b, c + d) >= least and a + c and b + d
                found[name, other, term] = [counts, *(plain_test(a, b, c, d) if tested else ())]
    tested = [one for one in found.values() if len(one) > 1]
    if tested:
        for one, q in zip(tested, multipletests([one[1] for one in tested], method="fdr_bh")[1], strict=True):
            one.append(q)
    return found


def plain_test(a: int, b: int, c: int, d: int) -> tuple[float, float, float, float]:
    p = float(stats.fisher_exact([[a, b], [c, d]])[1])
    if 0 in (a, b, c, d):
        table = Table2x2([[a + 0.5, b + 0.5], [c + 0.5, d + 0.5]], shift_zeros=False)
        return (p, float(table.oddsratio), *map(float, table.oddsratio_confint()))
    found = scipy_odds_ratio([[a, b], [c, d]])
    return (p, float(found.statistic), *map(float, found.confidence_interval()))


def figures(found: Analysis) -> dict[tuple[str, str, str], Any]:
    told = {}
    for row in rows(found):
        some: list[Any] = [sides(row)]
        if row.estimate:
            some += [row.p, row.estimate.value, row.estimate.low, row.estimate.high, row.q]
        told[row.group.iri, row.against.iri if row.against else "", row.term.iri] = some
    return told


def same(found: Mapping[Any, Any], wanted: Mapping[Any, Any]) -> None:
    assert found.keys() == wanted.keys()
    for key, (counts, *some) in wanted.items():
        assert found[key][0] == counts, key
        assert found[key][1:] == pytest.approx(some, rel=1e-5), key


@pytest.mark.parametrize("asked", ASKED, ids=lambda one: f"{one.population.name}-{one.by.name}-{one.at_least}")
def test_every_figure_is_that_of_the_tables(release: Release, held: Held, asked: GroupComparison) -> None:
    told, hpo = plainly.tables(release), plainly.PlainHpo.of(release)
    who = plainly.people(told)
    kept = who[asked.population.name.lower()]
    seen = plainly.observations(told)
    terms = {one for one in seen[seen["case_iri"].isin(who.index[kept])]["term_iri"] if "/HP_" in one}
    found = answer(held, asked)
    kept &= ~who.index.isin(elsewhere(found))
    wanted = plain_rows(
        sets(plainly.groups(told, asked.by.name), set(who.index[kept])),
        plainly.present(told, hpo), plainly.absent(told, hpo), terms, asked.at_least,
    )  # fmt: skip
    same(figures(found), wanted)
    assert found.people == int(kept.sum())
    assert f"the family that q is over: {sum(len(one) > 1 for one in wanted.values())} tests" in found.notes


@pytest.mark.parametrize("asked", ASKED, ids=lambda one: f"{one.population.name}-{one.by.name}-{one.at_least}")
def test_every_figure_follows_from_the_query_that_comes_with_it(
    release: Release, held: Held, asked: GroupComparison
) -> None:
    found = answer(held, asked)
    assert found.sparql.startswith("PREFIX ")
    table = pd.DataFrame([{name: value.value for name, value in row.items()} for row in held.engine.rows(found.sparql)])
    table = table.reindex(columns=["x", "group", "term", "state"])
    table = table[~table["x"].isin(elsewhere(found))]
    states = [
        some.groupby("x")["term"].agg(set).to_dict()
        for some in (table[table["state"] == "present"], table[table["state"] == "absent"])
    ]
    terms = set(table["term"].dropna())
    same(figures(found), plain_rows(sets(table[["x", "group"]], None), *states, terms, asked.at_least))


def elsewhere(found: Analysis) -> set[str]:
    """Who counts as a person of another paper (tests/test_counted_twice.py)."""
    return {one.what.iri for one in found.left_out if one.instead}


def sets(table: pd.DataFrame, kept: set[str] | None) -> dict[str, set[str]]:
    pairs = table.set_axis(["x", "group"], axis=1)
    pairs = pairs if kept is None else pairs[pairs["x"].isin(kept)]
    return {str(name): set(some) for name, some in pairs.groupby("group")["x"]}


def test_who_has_variants_of_both_groups_stands_on_no_side_of_theirs() -> None:
    carried = {"toy:one": (MISSENSE,), "toy:two": (MISSENSE, SPLICE), "toy:three": (SPLICE, TRUNCATING)}
    said = [(case, "rdf:type", KG + "Case") for case in carried]
    for case, kinds in carried.items():
        said += [(case, "kg:hasVariant", f"{case}/{kind}") for kind in kinds]
        said += [(f"{case}/{kind}", "rdf:type", kind) for kind in kinds]
    people = People.of((thing, name, (value,)) for thing, name, value in said)
    found = groups(people, people.cases, GroupComparison())
    compared = {one.name: one for one in who_with_whom(people, found, GroupComparison())}
    assert {name: (names(people, one.mine), names(people, one.theirs)) for name, one in compared.items()} == {
        "kg:MissenseVariant against all others": ({"toy:one"}, {"toy:three"}),
        # To have two of the others is to be one of them.
        "kg:SpliceVariant against all others": (set(), {"toy:one"}),
        "kg:TruncatingVariant against all others": (set(), {"toy:one", "toy:two"}),
    }
    out = {one.what.iri: one.why for one in in_both(people, compared.values())}
    both = "counts with both: not in {} against all others, {} against all others"
    assert out == {
        "toy:two": both.format("kg:MissenseVariant", "kg:SpliceVariant"),
        "toy:three": both.format("kg:SpliceVariant", "kg:TruncatingVariant"),
    }


def names(people: People, mask: Mask) -> set[str]:
    return {people.iris[one] for one in mask.nonzero()[0]}


@pytest.mark.slow
def test_a_biallelic_child_with_two_classes_is_told_apart_and_told_of(real_release: Release) -> None:
    found = answer(Held.of_release(real_release), GroupComparison(
        population=Population.BIALLELIC, group="missense", against="truncating", at_least=1))  # fmt: skip
    [out] = [one for one in found.left_out if not one.instead]
    assert out.why == "counts with both: not in missense variant against truncating variant"
    classes = plainly.groups(plainly.tables(real_release), "VARIANT_CLASS")
    assert set(classes[classes["case_iri"] == out.what.iri]["group"]) == {MISSENSE, TRUNCATING}
    assert len(elsewhere(found)) == 3
