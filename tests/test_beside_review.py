"""Beside the review: every figure that a paper states of a group, with what single people give, and why they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yaml
from scipy import stats

from kg.analysis import Analysis, Held, answer
from kg.analysis.curves import Curves
from kg.analysis.described import Described
from kg.analysis.own_figures import OWN, UNDECLARED, own
from kg.analysis.population import Population
from kg.analysis.review import BesideReview, BesideRow
from kg.analysis.sides import FEWEST
from kg.build.analyses import asked_names
from kg.engine import Engine
from kg.errors import UnknownName
from kg.find.beside import scans, stated_figures
from kg.model.statistic import wilson
from kg.names import BASE, KG, OBO, mint
from kg.release import Release
from kg.sources.hpo import read_hpo
from tests import plainly
from tests.each_release import LARGE
from tests.small import small_hpo

REVIEW = "PMID:34875121"
TOY_REVIEW = "PMID:0000003"
EVIDENCE = Path(__file__).parent.parent / "kg" / "evidence" / "mickeviciute-2022-34875121.yaml"
SCANLESS = {mint("modality", one) for one in ("autopsy", "neuropathology")}


@pytest.fixture(scope="module")
def toy_held(toy_release: Release, toy: Engine) -> Held:
    return Held.of_release(toy_release, toy)


@pytest.fixture(scope="module")
def real_held(real_release: Release, real: Engine) -> Held:
    return Held.of_release(real_release, real)


def rows(found: Analysis) -> list[BesideRow]:
    return [row for row in found.rows if isinstance(row, BesideRow)]


def of(found: Analysis, words: str, figure: str) -> BesideRow:
    [row] = [row for row in rows(found) if words in row.statistic.label and row.figure == figure]
    return row


# --- theirs


def figures_in_the_file() -> dict[tuple[str, str], float | None]:
    """Every figure of the review's file, by measure and kind."""
    found: dict[tuple[str, str], float | None] = {}
    for one in yaml.safe_load(EVIDENCE.read_text(encoding="utf-8"))["statistics"]:
        said = {kind: one[kind] for kind in ("value", "mean", "median", "percent", "p") if kind in one}
        said |= {group["group"]: group["value"] for group in one.get("groups", ())}
        said |= {"named": None} if one.get("qualitative") else {}
        assert said, f"{one['measure']} has a kind of figure that no row shows"
        found |= {(one["measure"], kind): value for kind, value in said.items()}
    return found


@pytest.mark.slow
def test_every_figure_of_the_review_stands_in_the_table_and_is_placed(real_held: Held) -> None:
    """A figure that the file gains must be placed in `OWN`, or be about a finding."""
    found = answer(real_held, BesideReview())
    told = {(one["measure"], kind): value for one, kind, value in as_measured(found)}
    assert told == figures_in_the_file()
    assert not [row.statistic.label for row in rows(found) if row.refused == UNDECLARED]


def as_measured(found: Analysis) -> Iterable[tuple[dict[str, str], str, float | None]]:
    measures = [one["measure"] for one in yaml.safe_load(EVIDENCE.read_text(encoding="utf-8"))["statistics"]]
    for row in rows(found):
        [measure] = [one for one in measures if row.statistic.label.startswith(f"{one} (")]
        yield {"measure": measure}, row.figure, row.theirs


def test_each_declared_measure_is_one_that_some_paper_states() -> None:
    stated = {measure for measure, _ in figures_in_the_file()}
    assert [ending for ending in OWN if not any(one.endswith(ending) for one in stated)] == []


@pytest.mark.slow
def test_the_review_is_found_by_its_names_and_is_the_only_meta_analysis(real_held: Held) -> None:
    by_name = rows(answer(real_held, BesideReview(paper=REVIEW)))
    assert by_name == rows(answer(real_held, BesideReview()))
    assert {row.paper.iri for row in by_name} == {mint("paper", "pmid-34875121")}


# --- the toy papers, by hand


def test_the_toy_review_beside_the_toy_carriers(toy_held: Held) -> None:
    """Confirmed adults: woman (once) 40, man 50, uncle 45, daughter well. Two of three MRI show lesions."""
    found = answer(toy_held, BesideReview(paper=TOY_REVIEW))
    assert found.people == 4
    women, men = (of(found, "age at onset", one) for one in ("women, mean", "men, mean"))
    assert (women.theirs, women.estimate and women.estimate.value, women.n) == (40, 40, 1)
    assert (men.theirs, men.estimate and men.estimate.value, men.n) == (47, 47.5, 2)
    p = of(found, "age at onset", "p")
    assert (p.theirs, p.estimate, p.n) == (0.05, None, 3)
    assert p.refused == f"an age is told of 1 of the smaller group; at least {FEWEST} are asked for"
    lesions = of(found, "white matter lesions", "percent")
    assert (lesions.theirs, lesions.n, lesions.rank) == (90, 3, 1)
    assert lesions.estimate and lesions.estimate.value == pytest.approx(200 / 3, abs=1e-3)
    assert "told not to have it: 1" in lesions.why
    assert of(found, "carriers with imaging", "n").refused == UNDECLARED
    assert not [row for row in rows(found) if "quoted" in row.statistic.label], "second hand is not theirs"
    assert [one.instead.label for one in found.left_out if one.instead] == ["Toy A 2001: toy woman"]


def test_a_delay_is_from_onset_to_the_first_scan_after_it(toy_held: Held) -> None:
    """Toy woman 40 to 42, toy man 50 to 53.5; of the others no scan has an age."""
    found = answer(toy_held, BesideReview(paper="PMID:0000001"))
    row = of(found, "delay from symptom onset", "mean")
    assert (row.theirs, row.unit, row.n, row.n_stated) == (2.5, "years", 2, 10)
    assert row.estimate and row.estimate.value == 2.75
    assert {one.label for one in row.counted} == {"Toy A 2001: toy woman", "Toy A 2001: toy man"}


@pytest.mark.parametrize(
    ("kind", "worked_out"),
    [("value", 2.16667), ("mean", 2.16667), ("median", 2), ("n", None), ("percent", None), ("women, mean", None)],
)
def test_a_kind_of_figure_is_held_beside_the_same_kind_alone(
    toy_held: Held, kind: str, worked_out: float | None
) -> None:
    """Everybody: 2 years, 3.5 years, and the child 1."""
    [theirs] = [one for one in stated_figures(toy_held.engine, [mint("paper", "pmid-0000001")]) if one.figure == "mean"]
    described = Described(toy_held.people, toy_held.people.cases, scans(toy_held.engine))
    found = own(described, replace(theirs, figure=kind))
    assert (found.estimate and found.estimate.value) == worked_out
    assert (found.refused == UNDECLARED) == (worked_out is None)
    assert found.effect.startswith("median") == (kind == "median")
    counted = own(described, replace(theirs, figure=kind, measure="toy exons with a mutation"))
    assert (counted.refused == UNDECLARED) == (kind not in ("value", "n"))


def test_without_a_meta_analysis_the_table_is_empty_and_says_so(toy_held: Held) -> None:
    found = answer(toy_held, BesideReview())
    assert found.rows == ()
    assert "none" in found.label


def test_a_name_that_no_paper_has_is_an_error(toy_held: Held) -> None:
    with pytest.raises(UnknownName):
        answer(toy_held, BesideReview(paper="PMID:0000099"))


@pytest.mark.slow
def test_doubts_about_the_review_stand_beside_its_figures(real_held: Held) -> None:
    found = answer(real_held, BesideReview())
    doubts = [one["text"] for one in yaml.safe_load(EVIDENCE.read_text(encoding="utf-8"))["doubts"]]
    assert {f"Doubt: {' '.join(one.split())}" for one in doubts} <= set(found.notes)


# --- ours again, from the exported tables and from the query of the answer

ASKED = [
    ("toy", BesideReview(paper=TOY_REVIEW)),
    ("toy", BesideReview(paper="PMID:0000001", population=Population.EVERYBODY)),
    ("cohort", BesideReview(paper=TOY_REVIEW, population=Population.CARRIERS)),
    *(
        pytest.param(*one.values, asked, marks=one.marks)
        for one in LARGE
        for asked in (
            BesideReview(),
            BesideReview(population=Population.CARRIERS),
            BesideReview(population=Population.EVERYBODY),
            BesideReview(paper="PMID:37349768", population=Population.BIALLELIC),
        )
    ),
]


class Plain:
    """What is counted of some people: pairs of a person and a value by what links them, and findings by modality."""

    def __init__(self, pairs: dict[str, set[tuple[str, Any]]], read: set[str]) -> None:
        self.pairs, self.read = pairs, read
        """`present` and `absent` hold (person, (modality, term)); a term without a modality has None there."""

    def of(self, what: str) -> set[Any]:
        return {value for _, value in self.pairs.get(what, ())}

    def ages(self, sex: str) -> list[float]:
        chosen = {case for case, value in self.pairs.get("sex", ()) if value == KG + sex}
        return [age for case, age in sorted(self.pairs.get("onset", ())) if case in chosen]

    def scanned(self) -> set[str]:
        return {case for case, _ in self.pairs.get("scan", ())}

    def papers(self, cases: set[str]) -> set[str]:
        return {paper for case, paper in self.pairs.get("paper", ()) if case in cases}

    def delays(self) -> list[float]:
        onsets, scans = dict(self.pairs.get("onset", ())), defaultdict(list)
        for case, age in self.pairs.get("scan age", ()):
            if case in onsets and age >= onsets[case]:
                scans[case].append(age - onsets[case])
        return [min(some) for some in scans.values()]

    def shares(self, modality: str | None) -> dict[str, tuple[int, int]]:
        """Of each term: in how many it is there, and of how many either is said."""
        has, lacks = defaultdict(set), defaultdict(set)
        for side, found in (("present", has), ("absent", lacks)):
            for case, (by, term) in self.pairs.get(side, ()):
                if modality is None or by == modality:
                    found[term].add(case)
        return {term: (len(has[term]), len(has[term] | lacks[term])) for term in {*has, *lacks}}

    def rank(self, modality: str | None, term: str) -> int:
        shares = self.shares(modality)
        lows = {one: wilson(*shares[one])[0] for one in self.read & set(shares)}
        return 1 + sum(low > lows[term] + 1e-9 for low in lows.values())


def from_tables(told: plainly.Tables, hpo: plainly.PlainHpo, who: set[str]) -> Plain:
    cases, studies, seen = told["cases"], told["studies"], plainly.observations(told)
    seen, studies = (one[one["case_iri"].isin(who)] for one in (seen, studies))
    cases = cases[cases["case_iri"].isin(who)]
    scans = pd.concat([seen[["case_iri", "modality_iri"]], studies[["case_iri", "modality_iri"]]])
    scans = scans[(scans["modality_iri"] != "") & ~scans["modality_iri"].isin(SCANLESS)]
    ages = pd.concat(
        [
            cases[["case_iri", "age_at_imaging"]].set_axis(["case_iri", "age"], axis=1),
            studies[["case_iri", "age_at_observation"]].set_axis(["case_iri", "age"], axis=1),
        ]
    ).dropna()
    pairs: dict[str, set[tuple[str, Any]]] = {
        "paper": as_pairs(told["case_papers"][["case_iri", "paper_iri"]], who),
        "sex": as_pairs(cases[["case_iri", "sex_iri"]], who),
        "onset": as_pairs(cases[["case_iri", "age_at_onset"]].dropna(), who),
        "scan": as_pairs(scans, who),
        "scan age": as_pairs(ages, who),
        "kg:inExon": as_pairs(plainly.groups(told, "EXON"), who),
        "kg:inIntron": as_pairs(plainly.groups(told, "INTRON"), who),
    }
    for by in [None, *sorted(set(seen["modality_iri"]) - {""})]:
        of_modality = seen if by is None else seen[seen["modality_iri"] == by]
        for side, found in (
            ("present", plainly.present(told, hpo, of_modality)),
            ("absent", plainly.absent(told, hpo, of_modality)),
        ):
            pairs.setdefault(side, set()).update((case, (by, term)) for case, terms in found.items() for term in terms)
    every = plainly.observations(told)
    return Plain(pairs, {one for one in every["term_iri"] if one.startswith(OBO + "HP_")})


def as_pairs(table: pd.DataFrame, who: set[str]) -> set[tuple[str, Any]]:
    return {(case, value) for case, value in table.itertuples(index=False, name=None) if case in who and value != ""}


def from_query(engine: Engine, query: str, left_out: set[str]) -> Plain:
    pairs: dict[str, set[tuple[str, Any]]] = defaultdict(set)
    read = set()
    names = {
        "reportedIn": "paper",
        "sex": "sex",
        "ageAtOnset": "onset",
        "inExon": "kg:inExon",
        "inIntron": "kg:inIntron",
    }
    for row in engine.rows(query):
        what, value = (row[one].value if one in row else "" for one in ("what", "value"))
        what = what.removeprefix(KG)
        if what == "codedAs":
            read.add(value)
        elif "x" in row and row["x"].value not in left_out:
            case = row["x"].value
            if what in names:
                pairs[names[what]].add((case, float(value) if what == "ageAtOnset" else value))
            elif what in ("ageAtImaging", "ageAtObservation"):
                pairs["scan age"].add((case, float(value)))
            elif what == "hasImagingStudy":
                pairs["scan"].add((case, value))
            elif value.startswith(OBO + "HP_"):
                side = "present" if what == "hasFinding" else "absent"
                by = row["modality"].value
                pairs[side].add((case, (by, value)))
                if by not in SCANLESS:
                    pairs["scan"].add((case, by))
            elif row["modality"].value not in SCANLESS:
                pairs["scan"].add((case, row["modality"].value))
    has = {(case, by, term) for case, (by, term) in pairs["present"]}
    pairs["absent"] = {(case, (by, term)) for case, (by, term) in pairs["absent"] if (case, by, term) not in has}
    return Plain(pairs, read)


def again(row: BesideRow, measure: str, modality: str | None, term: str | None, plain: Plain, who: int) -> float | None:
    """Our figure by measure, plainly; None where it is refused."""
    ages = {"women": plain.ages("female"), "men": plain.ages("male")}
    if measure.endswith("mutation carriers identified"):
        return who
    if measure.startswith("studies with neuroimaging"):
        return len(plain.papers(plain.scanned()))
    if measure.endswith("s with a mutation"):
        return len(plain.of("kg:inExon" if "exons" in measure else "kg:inIntron"))
    if measure.startswith("age at onset women v men") and row.figure == "p":
        if min(map(len, ages.values())) < FEWEST:
            return None
        return float(stats.mannwhitneyu(*ages.values(), alternative="two-sided").pvalue)
    if measure.startswith(("age at onset women v men", "delay from symptom onset")):
        values = plain.delays() if measure.startswith("delay") else ages[row.figure.removesuffix(", mean")]
        return float(np.mean(values)) if values else None
    if term is None or row.figure not in ("named", "percent"):
        return None
    has, told = plain.shares(modality).get(term, (0, 0))
    return 100 * has / told if told else None


@pytest.mark.parametrize(("which", "asked"), ASKED)
def test_each_of_ours_is_what_the_tables_and_the_query_give(
    which: str, asked: BesideReview, request: pytest.FixtureRequest
) -> None:
    release: Release = request.getfixturevalue(f"{which}_release")
    held, told = Held.of_release(release, request.getfixturevalue(which)), plainly.tables(release)
    found = answer(held, asked)
    people = plainly.people(told)
    twice = {one.what.iri for one in found.left_out}
    who = set(people.index[people[asked.population.name.lower()]]) - twice
    assert found.people == len(who)
    stated = told["statistics"].set_index("statistic_iri")
    tables = from_tables(told, plainly.PlainHpo.of(release), who)
    queried = from_query(held.engine, found.sparql, twice)
    assert rows(found)
    for row in rows(found):
        said = stated.loc[row.statistic.iri]
        modality, term = said["modality_iri"] or None, said["term_iri"] or None
        for plain in (tables, queried):
            if plain is queried and modality is None and term:
                continue  # the query tells findings of scans alone
            figure = again(row, said["measure"], modality, term, plain, len(who))
            assert (row.estimate and row.estimate.value) == (
                figure if figure is None else pytest.approx(figure, rel=1e-5)
            )
            assert (row.estimate is None) == (row.refused is not None)
            if row.rank:
                assert term and row.rank == plain.rank(modality, term)


def test_the_same_is_answered_while_a_release_is_made(toy_release: Release, toy_held: Held) -> None:
    """Then the graph that is asked holds little of HPO, and no cohorts."""
    making = Held(toy_held.people, asked_names(toy_release.lines(), read_hpo(small_hpo())))
    for asked in (BesideReview(paper=TOY_REVIEW), Curves(at_least=1)):
        assert answer(making, asked) == answer(toy_held, asked)


@pytest.mark.slow
def test_reasons_are_true_of_the_graph(real_held: Held, real_release: Release) -> None:
    """What the table says of exons, depth and years is what the tables say."""
    told = plainly.tables(real_release)
    found = answer(real_held, BesideReview())
    who = set(plainly.people(told).query("adults").index) - {one.what.iri for one in found.left_out}
    exons = plainly.groups(told, "EXON").query("case_iri in @who")["group"]
    ranks = sorted({int(one.rpartition("/")[2]) for one in exons})
    row = of(found, "exons with a mutation", "value")
    assert row.why.startswith("ours: " + ", ".join(f"CSF1R exon {one}" for one in ranks) + ";")
    depths = told["cases"][told["cases"]["case_iri"].isin(who)]["reading_depth_iri"]
    assert found.notes[0].startswith(f"{(depths == KG + 'abstract').sum()} of our {len(who)} people")
    papers = set(told["case_papers"].query("case_iri in @who")["paper_iri"])
    years = told["papers"].set_index("paper_iri")["year"]
    later = sum(int(years[one] or 0) > 2022 for one in papers)
    assert found.notes[1].startswith(f"{later} of the {len(papers)} papers behind ours")
    assert all(row.papers for row in rows(found) if row.n)
    assert all(one.iri.startswith(BASE + "case/") for row in rows(found) for one in row.counted)
