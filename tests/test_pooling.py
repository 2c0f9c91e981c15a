"""Shares and means are pooled over people and figures of papers: each person once, and as a plain computation says."""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import exp, isfinite, log
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import chi2, norm, t

from kg.analysis import STANDARD, Analysis, Held, answer
from kg.analysis.pooled import Estimator, PooledAge, PooledShare, PooledSpan
from kg.analysis.population import Population
from kg.analysis.random_effects import combined
from kg.analysis.studies import FEWEST
from kg.engine import Engine
from kg.errors import UnknownName
from kg.find.filters import CaseFilter
from kg.model.words import Sex
from kg.release import Release
from tests.checkout import ROOT
from tests.conftest import built
from tests.each_release import LARGE
from tests.small import TOY, toy_inputs

SEIZURE, FOCAL, GAIT = "HP:0001250", "HP:0007359", "HP:0001288"
METHODS = {"pm": Estimator.PAULE_MANDEL, "dl": Estimator.DERSIMONIAN_LAIRD}

# --- A second computation, plainly --------------------------------------------------------------------------------


def plainly(effects: Sequence[float], variances: Sequence[float], method: str) -> dict[str, Any]:
    """Random effects as the papers of DerSimonian and Laird and of Paule and Mandel write them."""
    y, v = np.array(effects), np.array(variances)
    df = len(y) - 1

    def spread(tau: float) -> float:
        w = 1 / (v + tau)
        return float((w * (y - (w * y).sum() / w.sum()) ** 2).sum())

    w, q = 1 / v, spread(0)
    if method == "dl":
        tau = max(0.0, (q - df) / float(w.sum() - (w**2).sum() / w.sum()))
    else:
        top = 1.0
        while spread(top) > df:
            top *= 2
        tau = float(brentq(lambda some: spread(some) - df, 0, top, xtol=1e-14)) if q > df else 0.0
    w = 1 / (v + tau)
    mean, error = float((w * y).sum() / w.sum()), float(w.sum() ** -0.5)
    half = norm.ppf(0.975) * error
    wide = t.ppf(0.975, df - 1) * (tau + error**2) ** 0.5 if df > 1 else None
    return {
        "effect": mean,
        "interval": (mean - half, mean + half),
        "prediction": None if wide is None else (mean - wide, mean + wide),
        "weights": w / w.sum(),
        "tau_squared": tau,
        "cochran_q": q,
        "p": float(chi2.sf(q, df)),
        "i_squared": max(0.0, 1 - df / q) if q else 0.0,
    }


def studies(rows: Iterable[dict[str, Any]]) -> list[list[tuple[float, ...]]]:
    """The studies of an answer's query: figures alone, people of a paper together, those of small papers together."""
    found, people = [], defaultdict(list)
    for row in rows:
        value = float(row["present" if "present" in row else "mean"].value), float(row["n"].value)
        if "/statistic/" in row["source"].value:
            found.append([(*value, float(row["sd"].value) if "sd" in row else 0.0)])
        else:
            people[row["paper"].value if "paper" in row else ""].append((*value, 0.0))
    found += [some for some in people.values() if len(some) >= FEWEST]
    rest = [one for some in people.values() if len(some) < FEWEST for one in some]
    return [*found, rest] if rest else found


def share_of(study: list[tuple[float, ...]]) -> tuple[float, float, float, float]:
    """How many have it, of how many, and the logit with its variance."""
    has, n = sum(one[0] for one in study), sum(one[1] for one in study)
    more = 0.5 * (has in (0, n))
    return has, n, log((has + more) / (n - has + more)), 1 / (has + more) + 1 / (n - has + more)


def mean_of(study: list[tuple[float, ...]]) -> tuple[float, float, float, float]:
    """The mean, of how many, and the mean with its variance."""
    if study[0][1] > 1:
        [(mean, n, sd)] = study
    else:
        ages = np.array([one[0] for one in study])
        mean, n, sd = float(ages.mean()), float(len(ages)), float(ages.std(ddof=1)) if len(ages) > 1 else 0.0
    return mean, n, mean, sd**2 / n


def again(engine: Engine, found: Analysis) -> None:
    """That the figures of an answer follow from its own query, worked out plainly."""
    *rows, last = found.rows
    shares = isinstance(found.question, PooledShare)
    summed = [(share_of if shares else mean_of)(one) for one in studies(engine.rows(found.sparql))]
    mine = sorted((one.n, one.present if shares else one.estimate.value) for one in rows)
    assert np.array(mine) == pytest.approx(np.array(sorted((one[1], one[0]) for one in summed)), rel=1e-5)
    pooled = [one[2:] for one in summed if one[1] >= FEWEST and one[3]]
    assert last.studies == len(pooled)
    if len(pooled) < 2:
        assert last.refused and last.estimate is None and last.p is None
        return
    plain = plainly(*zip(*pooled, strict=True), found.question.estimator.value)
    for name in ("cochran_q", "i_squared", "tau_squared", "p"):
        assert getattr(last, name) == pytest.approx(plain[name], rel=1e-4, abs=1e-9), name
    back = (lambda x: 1 / (1 + exp(-x))) if shares else float
    ends = (last.estimate.value, last.estimate.low, last.estimate.high)
    assert ends == pytest.approx([back(one) for one in (plain["effect"], *plain["interval"])], rel=1e-4)
    assert (last.prediction is None) == (plain["prediction"] is None)
    if last.prediction:
        wide = (last.prediction.low, last.prediction.high)
        assert wide == pytest.approx([back(one) for one in plain["prediction"]], rel=1e-4)
    weights = sorted(one.weight for one in rows if one.weight is not None)
    assert weights == pytest.approx(sorted(100 * plain["weights"]), rel=1e-4)


# --- The arithmetic -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "effect", "error", "tau"),
    [
        ("pm", 62.4076199113286, 0.338030602684471, 0.705395309224248),
        ("dl", 62.3901386044504, 0.245749668040304, 0.288049246973751),
    ],
)
def test_nine_laboratories_of_kacker_2004(method: str, effect: float, error: float, tau: float) -> None:
    """Data of Kacker 2004 (table 1) and what R's metafor makes of them, as statsmodels' own tests print both."""
    y = [61.00, 61.40, 62.21, 62.30, 62.34, 62.60, 62.70, 62.84, 65.90]
    v = [0.2025, 1.2100, 0.0900, 0.2025, 0.3844, 0.5625, 0.0676, 0.0225, 1.8225]
    found = combined(y, v, method)
    assert (found.effect, found.error, found.tau_squared) == pytest.approx((effect, error, tau), rel=1e-5)
    assert (found.cochran_q, found.p) == pytest.approx((24.801897741835, 0.00167935146372742))
    assert found.degrees_of_freedom == 8


def test_nine_stroke_units_of_normand_1999() -> None:
    """Differences and variances of Normand 1999, table VIII, and DerSimonian-Laird of table IX, as metafor's own tests
    print both (test_analysis_example_normand1999.r); the variances are rounded there."""
    y = [-20, -2, -55, -71, -4, 1, 11, -10, 7]
    v = [40.59, 2.05, 15.28, 150.22, 20.19, 1.22, 95.38, 8.03, 20.69]
    found = combined(y, v, "dl")
    assert (found.effect, *found.interval) == pytest.approx((-14.10, -24.45, -3.75), abs=0.01)
    assert found.tau_squared == pytest.approx(218.72, abs=0.2)


@pytest.mark.parametrize("method", METHODS)
def test_six_trials_that_differ_less_than_chance(method: str) -> None:
    """Risk differences of the second example there (Hine 1989; tables III and VII): tau2 is cut at zero."""
    y = [2.8026, 0.0000, 1.9711, 1.7961, 3.5334, 4.4031]
    v = [17.7575, 37.5657, 8.1323, 10.8998, 8.0114, 6.1320]
    found = combined(y, v, method)
    assert (found.effect, *found.interval) == pytest.approx((2.9444, 0.3831, 5.5056), abs=2e-4)
    assert (found.tau_squared, found.i_squared) == (0, 0)


@given(
    st.lists(st.tuples(st.floats(-5, 5), st.floats(0.01, 4)), min_size=2, max_size=12),
    st.sampled_from(sorted(METHODS)),
)
@example([(1.0, 0.5), (1.0, 0.5)], "pm")
@example([(1.0, 0.5), (1.0, 0.5)], "dl")
@example([(-5.0, 0.01), (5.0, 0.01)], "pm")
def test_any_studies_are_pooled_as_a_plain_computation_does(some: list[tuple[float, float]], method: str) -> None:
    y, v = zip(*some, strict=True)
    found, plain = combined(y, v, method), plainly(y, v, method)
    for name, wanted in plain.items():
        got = getattr(found, name)
        assert (got is None) if wanted is None else got == pytest.approx(wanted, rel=1e-3, abs=1e-4), name
    assert all(isfinite(one) for one in (found.effect, found.error, found.p, found.i_squared, *found.weights))


# --- Toy papers, by hand ------------------------------------------------------------------------------------------


def paper(number: int, design: str = "cohort", **more: Any) -> dict[str, Any]:
    title = {"title": f"Toy paper {number}", "pmid": f"{number:07}", "first_author": "Toy P", "year": 2000 + number}
    read = {"design": design, "readings": [{"depth": "abstract", "url": "https://example.org/toy"}]}
    return {"revised": "2021-01-31", "paper": {**title, **read}, **more}


def seizures(numerator: int, denominator: int, measure: str = "seizures", **more: Any) -> dict[str, Any]:
    figure = {"measure": measure, "group": "toy carriers", "hpo": SEIZURE}
    return {**figure, "numerator": numerator, "denominator": denominator, **more}


def onset(mean: float, sd: float, n: int, **more: Any) -> dict[str, Any]:
    return {"measure": "age at onset", "group": "toy", "mean": mean, "sd": sd, "n": n, "unit": "years", **more}


def person(name: str, status: str, **more: Any) -> dict[str, Any]:
    variants = [{"gene": "TOY1", "coding": "c.149G>A", "zygosity": "heterozygous"}]
    fits = {"text": "fits", "hpo": SEIZURE, "status": status}
    return {"label": f"toy {name}", "sex": "female", "variants": variants, "phenotypes": [fits], **more}


def same(key: str, case: str) -> dict[str, Any]:
    return {"same_person": [{"paper": key, "case": case, "why": "toy"}]}


def _median(figure: dict[str, Any]) -> dict[str, Any]:
    del figure["sd"]
    return {**figure, "median": 48}


PAPERS = {
    4: paper(4, statistics=[seizures(4, 8), seizures(2, 8, "long seizures"), onset(44, 8, 8)]),
    5: paper(5, statistics=[seizures(9, 9), onset(36, 6, 9)]),
    6: paper(6, statistics=[seizures(0, 7), onset(50, 5, 12), _median(onset(49, 0, 50, group="toy median"))]),
    7: paper(7, "review", statistics=[seizures(50, 60), onset(43, 11, 60)]),
    8: paper(8, statistics=[seizures(3, 6)], shares_people=[{"paper": "pmid-0000004", "why": "toy"}]),
    9: paper(
        9,
        statistics=[
            seizures(1, 30, "seizures quoted", second_hand=True),
            seizures(2, 30, "seizures, about", approximate=True),
            seizures(3, 30, "seizures at first", initial=True),
            seizures(4, 30, "seizures of relatives", genetic_status="not individually tested"),
            seizures(5, 30, "seizures in the literature"),
            seizures(6, 30, "seizures", group="biallelic toys"),
            seizures(7, 30, "focal seizures", hpo=FOCAL),
            {"measure": "seizures in percent", "hpo": SEIZURE, "percent": 20},
        ],
    ),
    10: paper(
        10,
        "case series",
        cases=[person(f"{n}", "present" if n < 3 else "absent", age_at_onset=30 + n) for n in range(5)],
        statistics=[seizures(2, 4)],
    ),
    11: paper(11, cases=[person("one", "present", **same("pmid-0000002", "toy uncle"))], statistics=[seizures(5, 10)]),
    12: paper(12, "case report", cases=[person("alone", "absent", age_at_onset=55)]),
}


@pytest.fixture(scope="module")
def pooled(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The release of the toy papers and of these."""
    home: Path = tmp_path_factory.mktemp("pooled")
    for path in (TOY / "evidence").glob("*.yaml"):
        (home / path.name).write_bytes(path.read_bytes())
    for number, told in PAPERS.items():
        (home / f"toy-p-{2000 + number}-{number:07}.yaml").write_text(json.dumps(told), encoding="utf-8")
    return built(tmp_path_factory, "pooled-releases", toy_inputs(home))


@pytest.fixture(scope="module")
def held(pooled: Release) -> Held:
    return Held.of_release(pooled)


def counts(found: Analysis) -> dict[str, tuple[int, int, str]]:
    """Each study by its paper's number: with the finding, of how many, and what it is."""
    return {row.paper.iri[-2:] if row.paper else row.study: (row.present, row.n, row.study) for row in found.rows}


def out(found: Analysis) -> dict[str, str]:
    return {one.what.label: one.why for one in found.left_out}


def test_each_paper_counts_once_and_nobody_twice(held: Held) -> None:
    found = answer(held, PooledShare(term=SEIZURE))
    assert counts(found) == {
        "01": (3, 10, "figure"),
        "04": (4, 8, "figure"),
        "05": (9, 9, "figure"),
        "06": (0, 7, "figure"),
        "11": (5, 10, "figure"),
        "10": (3, 5, "people of a paper"),
        "people of several papers": (0, 1, "people of several papers"),
        "pooled": (24, 49, "pooled"),
    }
    assert found.people == 49 and found.rows[-1].studies == 6


def test_what_is_left_out_is_listed_with_the_reason_and_what_counts_instead(held: Held) -> None:
    found = answer(held, PooledShare(term="Seizure"))
    assert out(found) == {
        "Toy A 2001: toy woman": "counted by the figure of the paper",
        "Toy B 2002: toy uncle": "may be counted by a figure of another paper",
        "Toy P 2011: toy one": "counted by the figure of the paper",
        "long seizures (toy carriers)": "another figure of its paper counts: of more people, or of more with it",
        "seizures (toy carriers)": out(found)["seizures (toy carriers)"],
        "seizures quoted (toy carriers)": "seen only as quoted by its paper",
        "seizures, about (toy carriers)": "approximate",
        "seizures at first (toy carriers)": "about first, predominant or early signs only",
        "seizures of relatives (toy carriers)": "not of people in whom a variant was found",
        "seizures in the literature (toy carriers)": "counts people of other papers, by its own words",
        "seizures (biallelic toys)": "of people with two changed copies of the gene, or of children, by its own words",
        "focal seizures (toy carriers)": "about a narrower finding: for this one it is a lower bound",
        "seizures in percent": "gives no count of people, or not of how many",
    }
    same_name = {
        (one.why, one.instead.label if one.instead else "")
        for one in found.left_out
        if one.what.label == "seizures (toy carriers)"
    }
    assert same_name == {
        ("a review counts people of other papers", ""),
        ("its paper may describe people of another, whose figure counts", "seizures (toy carriers)"),
        ("its paper tells of more people one by one (5)", "Toy paper 10"),
    }


def test_a_study_of_few_people_is_told_and_not_pooled(held: Held) -> None:
    [few] = [row for row in answer(held, PooledShare(term=SEIZURE)).rows if row.refused]
    assert (few.n, few.weight) == (1, None) and few.estimate and "fewer than 5 people" in few.refused


@pytest.mark.parametrize("estimator", Estimator)
@pytest.mark.parametrize("population", Population)
def test_figures_follow_from_the_query_that_is_given(held: Held, estimator: Estimator, population: Population) -> None:
    for term in (SEIZURE, GAIT):
        again(held.engine, answer(held, PooledShare(term=term, population=population, estimator=estimator)))
    for span in PooledSpan:
        again(held.engine, answer(held, PooledAge(span=span, population=population, estimator=estimator)))


def test_means_are_pooled_where_a_spread_is_stated(held: Held) -> None:
    found = answer(held, PooledAge())
    told = {row.paper.iri[-2:] if row.paper else row.study: (row.estimate.value, row.n) for row in found.rows[:-1]}
    assert told == {"04": (44, 8), "05": (36, 9), "06": (50, 12), "10": (32, 5), "people of several papers": (47.5, 4)}
    assert out(found) == {
        "Toy B 2002: patient 1": "may be a person whom another paper describes, who counts instead",
        "age at onset (toy)": "a review counts people of other papers",
        "age at onset (toy median)": "gives no sd; what it gives instead is not converted",
    }


def test_two_changed_copies_are_pooled_by_what_groups_say_alone(held: Held) -> None:
    found = answer(held, PooledShare(term=SEIZURE, population=Population.BIALLELIC))
    assert counts(found) == {"09": (6, 30, "figure"), "pooled": (6, 30, "pooled")}
    assert found.rows[-1].refused


def test_a_figure_of_a_group_is_no_answer_to_a_filter(held: Held) -> None:
    found = answer(held, PooledShare(term=SEIZURE, where=CaseFilter(sex=(Sex.FEMALE,))))
    assert all(row.statistic is None for row in found.rows)
    assert "a figure of a group cannot be filtered" in out(found).values()
    again(held.engine, found)


def test_of_what_nobody_says_nothing_is_pooled(held: Held) -> None:
    [row] = answer(held, PooledShare(term="HP:0011002")).rows
    assert (row.n, row.present, row.studies, row.estimate) == (0, 0, 0, None) and row.refused


def test_a_term_that_nothing_is_called_is_said_to_be_unknown(held: Held) -> None:
    with pytest.raises(UnknownName):
        answer(held, PooledShare(term="toy nonsense"))


# --- The evidence -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LARGE)
def test_every_pooling_that_a_release_answers_follows_from_its_query(name: str, request: pytest.FixtureRequest) -> None:
    """And the same over everybody."""
    engine: Engine = request.getfixturevalue(name)
    held = Held.of_release(request.getfixturevalue(f"{name}_release"), engine)
    asked = [one for one in STANDARD if isinstance(one, PooledShare | PooledAge)]
    assert len(asked) >= 8
    for question in (*asked, *(replace(one, population=Population.EVERYBODY) for one in asked)):
        again(engine, answer(held, question))


def test_the_same_fifteen_people_are_not_counted_by_two_papers(real_release: Release, real: Engine) -> None:
    """A meeting abstract and an article tell of the white matter of the same 15 people."""
    found = answer(Held.of_release(real_release, real), PooledShare(term="HP:0002500"))
    assert [row.n for row in found.rows if row.statistic].count(15) == 2  # the article's, and another paper's
    assert "its paper may describe people of another, whose figure counts" in out(found).values()


def test_nothing_heavy_is_loaded_before_something_is_pooled() -> None:
    told = "import sys, kg.analysis; print({'statsmodels', 'pandas', 'scipy.stats'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "set()"
