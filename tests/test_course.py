"""The course of a disease: studies that were normal, their order, treatments with outcomes, earlier diagnoses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import make_app
from kg.engine import Engine
from kg.engine.memory import MemoryEngine
from kg.export.packets import export_packets
from kg.imports.cohorts import cohorts, import_cohort
from kg.names import contract
from kg.release import Release
from kg.settings import PACKAGE
from kg.sources.hpo import hpo_path, read_hpo
from kg.sources.positions import read_yaml
from kg.sources.schema import EvidenceFile
from kg.triples.course import study_name
from tests.test_check import case, faults, hpo, read, reference  # noqa: F401 - fixtures

PREFIX = "PREFIX kg: <https://w3id.org/csf1r-kg/ontology#>"
CHILD = "https://w3id.org/csf1r-kg/case/pmid-0000002/toy-child"
STUDIES = (
    f"{PREFIX} SELECT ?m ?o ?a ?r ?n WHERE {{ ?c kg:hasImagingStudy ?s . ?s kg:modality ?m ."
    " OPTIONAL { ?s kg:studyOrder ?o } OPTIONAL { ?s kg:ageAtObservation ?a } OPTIONAL { ?s kg:studyResult ?r }"
    " OPTIONAL { ?s kg:monthsAfterFirst ?n } }"
)
COURSE = (
    f"{PREFIX} SELECT ?what ?disease ?outcome WHERE {{ ?c kg:hasEarlierDiagnosis|kg:hasTreatment ?x ."
    " ?x rdfs:label ?what"
    " OPTIONAL { ?x kg:diagnosedAs ?disease } OPTIONAL { ?x kg:outcome ?outcome } }"
)


def rows(engine: Engine, query: str) -> set[tuple[tuple[str, str], ...]]:
    found = engine.rows(query.replace("PREFIX kg:", "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX kg:"))
    return {tuple(sorted((name, contract(term.value)) for name, term in row.items())) for row in found}


def test_a_normal_study_makes_no_finding_absent(toy: Engine) -> None:
    assert toy.rows(
        f"{PREFIX} SELECT ?s WHERE {{ <{CHILD}> kg:hasImagingStudy ?s . ?s kg:studyResult kg:normalStudy }}"
    )
    excluded = f"{PREFIX} SELECT ?f WHERE {{ <{CHILD}> kg:hasExcludedFinding ?f }}"
    shows = f"{PREFIX} SELECT ?f WHERE {{ ?s kg:studyResult kg:normalStudy ; kg:showsFinding|kg:showsNo ?f }}"
    assert toy.rows(excluded) == toy.rows(shows) == []


@pytest.mark.parametrize(
    ("age", "order", "name"), [(None, None, "MRI"), (3, None, "MRI-at-3"), (None, 2, "MRI-no-2"), (3, 2, "MRI-no-2")]
)
def test_a_study_is_named_by_its_order_else_by_its_age(age: float | None, order: int | None, name: str) -> None:
    assert study_name("MRI", age, order) == name


def test_a_finding_stands_on_the_study_that_its_order_names(toy: Engine) -> None:
    [row] = toy.rows(
        f"{PREFIX} SELECT ?months ?x WHERE {{ ?s kg:studyOrder 2 ; kg:monthsAfterFirst ?months ; kg:showsNo ?x }}"
    )
    assert row["months"].value == "6"


def test_what_a_packet_cannot_hold_of_the_course_comes_back(toy_release: Release, toy: Engine, tmp_path: Path) -> None:
    assert export_packets(toy_release, tmp_path / "out").left == {}
    report = import_cohort(str(tmp_path / "out"), "back", "toy", tmp_path / "cohorts", read_hpo(hpo_path()))
    assert (report.errors, report.left_out) == (0, 0)
    [kept] = cohorts(tmp_path / "cohorts")
    back = MemoryEngine.of_lines("".join(kept.lines()).encode())
    for query in (STUDIES, COURSE):
        assert rows(back, query) == rows(toy, query) != set()
    period = f"{PREFIX} SELECT ?p ?t WHERE {{ ?c kg:onsetPeriod ?p ; kg:onsetTerm ?t }}"
    assert rows(back, period) == rows(toy, period) != set()
    read_in = f"{PREFIX} SELECT ?w ?in ?via WHERE {{ ?f kg:statedAs ?w ; kg:readIn ?in OPTIONAL {{ ?f kg:via ?via }} }}"
    persons = rows(back, read_in)
    assert persons <= rows(toy, read_in) and any(("via", "a table of Toy A 2001") in row for row in persons)


def test_graphql_tells_the_course(toy: Engine) -> None:
    query = """{ cases { nodes { caseLabel onsetPeriod earlierDiagnoses { label disease { iri } }
        treatments { label outcome } imagingStudies { order age monthsAfterFirst result } } } }"""
    answer = TestClient(make_app(toy)).post("/graphql", json={"query": query}).json()
    people = {one["caseLabel"]: one for one in answer["data"]["cases"]["nodes"]}
    assert {one["label"] for one in people["patient 1"]["earlierDiagnoses"]} == {
        "toy palsy",
        "first called the adult disease",
    }
    assert people["patient 1"]["treatments"] == [{"label": "toy transplantation", "outcome": "toy steps came back"}]
    assert {"order": 1, "age": 3, "monthsAfterFirst": None, "result": "NORMAL_STUDY"} in people["toy child"][
        "imagingStudies"
    ]
    assert people["toy relative"]["onsetPeriod"] == "INFANTILE_ONSET"


SEEN = ("imaging:", "- text: toy spot", "  modality: MRI", "  status: present")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("studies:", "- {modality: toy ray}"), "the modality 'toy ray' is not in the vocabulary"),
        (("studies:", "- {modality: MRI}", "- {modality: MRI}"), "has the same modality, age and order"),
        (("studies:", "- {modality: MRI, order: 1, months_after_first: 3}"), "cannot be 3 months after the first"),
        (("age_at_death: 5", "studies:", "- {modality: MRI, age: 6}"), "after death at 5"),
        (("studies:", "- {modality: MRI, result: normal}", *SEEN), "is normal, but 'toy spot' is seen on it"),
        (
            ("age_at_imaging: 3", "studies:", "- {modality: MRI, age: 3, result: normal}", *SEEN),
            "but 'toy spot' is seen",
        ),
        (
            ("earlier_diagnoses:", "- {text: toy palsy, disease: 'OMIM:999999'}"),
            "OMIM:999999 is not among the diseases",
        ),
    ],
)
def test_a_course_that_cannot_be_is_told(faults, lines: tuple[str, ...], told: str) -> None:  # noqa: F811
    assert [fault for fault in faults(case(*lines)) if told in fault]


@pytest.mark.parametrize(
    "lines",
    [
        ("studies:", "- {modality: MRI, order: 1}", "- {modality: MRI, order: 2, months_after_first: 3}"),
        ("studies:", "- {modality: MRI, order: 1, result: normal}", *SEEN, "  study: 2"),
        ("treatment:", "- toy pills", "- {name: toy pills, outcome: none}"),
    ],
)
def test_a_sound_course_is_taken(faults, lines: tuple[str, ...]) -> None:  # noqa: F811
    assert faults(case(*lines)) == []


def test_no_earlier_diagnosis_or_normal_study_is_left_in_words_of_the_evidence() -> None:
    """Over the whole evidence: words about one person that tell either have an entry for it."""
    taken = re.compile(r"\b(?:first|initially|mis)\s*(?:taken for|called|diagnosed)", re.IGNORECASE)
    normal = re.compile(
        r"\b(?:MRI|CT|EEG|SPECT|PET|scan)s?\b.{0,12}\b(?:was|were)?\s*(?:normal|unremarkable)\b|\bnormal (?:MRI|CT|EEG)"
    )
    told = studies = 0
    for path in sorted((PACKAGE / "evidence").glob("*.yaml")):
        file = EvidenceFile.model_validate(read_yaml(path).value)
        shared = file.notes if len(file.cases) == 1 else []
        for person in file.cases:
            words = [*person.notes, person.says or "", *shared]
            words += [one.text for one in (*person.phenotypes, *person.imaging)]
            words += [one if isinstance(one, str) else one.name for one in person.treatment]
            assert person.earlier_diagnoses or not any(map(taken.search, words)), f"{path.name} {person.label}"
            assert any(one.result == "normal" for one in person.studies) or not any(map(normal.search, words)), (
                path.name
            )
            told += len(person.earlier_diagnoses)
            studies += sum(one.result == "normal" for one in person.studies)
    assert told >= 8 and studies >= 1


def test_no_outcome_is_left_in_the_name_of_a_treatment() -> None:
    outcome = re.compile(r"improve|without effect|alive|stabili[sz]ed|halted|progress|died|relapse", re.IGNORECASE)
    for path in sorted((PACKAGE / "evidence").glob("*.yaml")):
        for person in EvidenceFile.model_validate(read_yaml(path).value).cases:
            for one in person.treatment:
                assert not outcome.search(one if isinstance(one, str) else one.name), f"{path.name}: {one}"
