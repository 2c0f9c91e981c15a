"""An onset that a paper gives in words, without an age, is kept and places the person among the early cases."""

from __future__ import annotations

import re

import pytest
import rdflib
from rdflib.namespace import SKOS

from kg.engine import Engine
from kg.engine import questions as ask
from kg.find.why import explain, spelled
from kg.model.words import PERIODS
from kg.names import KG, expand
from kg.release import Release
from kg.settings import PACKAGE, data_folder
from kg.sources.hpo import hpo_path, read_hpo
from kg.sources.positions import read_yaml
from kg.sources.schema import CaseFile, EvidenceFile
from tests.small import small_hpo
from tests.test_check import case, faults, hpo, read, reference  # noqa: F401 - fixtures

RELATIVE = "https://w3id.org/csf1r-kg/case/pmid-0000002/toy-relative"
WORDS = re.compile(
    r"\b(?:onset|began|begin|start)\w*\b.{0,20}\b(prenatal|antenatal|perinatal|neonatal|infan|childhood)", re.I
)
BEFORE = re.compile(r"\b(prenatal|antenatal|perinatal|neonatal|infantile|childhood)[- ]onset", re.I)


def test_a_period_of_life_makes_an_early_case_and_kg_why_tells_by_what(toy: Engine, toy_release: Release) -> None:
    assert toy.rows(f"SELECT ?g WHERE {{ GRAPH ?g {{ <{RELATIVE}> a <{KG}EarlyOnsetCase> }} }}")
    lines = explain(toy_release, spelled("case:pmid-0000002/toy-relative", "kg:EarlyOnsetCase", None), small_hpo())
    assert "is defined as" in lines[0] and any("kg:onsetPeriod kg:infantileOnset" in line for line in lines[1:])


def test_each_period_is_a_value_of_the_ontology_with_the_class_of_hpo_where_there_is_one() -> None:
    ontology = rdflib.Graph().parse(data_folder("ontology") / "csf1r.ttl", format="turtle")
    known = read_hpo(hpo_path())
    for word, period in PERIODS.items():
        node = rdflib.URIRef(word.iri)
        assert (node, rdflib.RDF.type, rdflib.URIRef(KG + "OnsetPeriod")) in ontology
        matches = {str(o) for p in (SKOS.exactMatch, SKOS.closeMatch) for o in ontology.objects(node, p)}
        assert matches == ({expand(period.hpo)} if period.hpo else set())
        if period.hpo:
            term = known.get(period.hpo)
            assert term is not None and not term.obsolete and "HP:0003674" in known.ancestors(period.hpo)
    assert {word.value for word in PERIODS} == {
        str(one).removeprefix(KG) for one in ontology.subjects(rdflib.RDF.type, rdflib.URIRef(KG + "OnsetPeriod"))
    }


@pytest.mark.parametrize(
    ("word", "age", "wrong"), [("infancy", 20, True), ("infancy", 1.5, False), ("childhood", 9, False)]
)
def test_a_word_and_an_age_that_cannot_both_be_are_told(faults, word: str, age: float, wrong: bool) -> None:  # noqa: F811
    found = [one for one in faults(case(f"onset: {word}", f"age_at_onset: {age}")) if "later than" in one]
    assert bool(found) is wrong


def test_no_onset_in_words_is_left_in_a_note_of_the_evidence() -> None:
    in_words: list[CaseFile] = []
    for path in sorted((PACKAGE / "evidence").glob("*.yaml")):
        for person in EvidenceFile.model_validate(read_yaml(path).value).cases:
            for note in (*person.notes, person.says or ""):
                told = WORDS.search(note) or BEFORE.search(note)
                assert not told or person.onset or person.age_at_onset is not None, (
                    f"{path.name} {person.label}: {note}"
                )
            in_words += [person] if person.onset else []
    assert len(in_words) >= 6


@pytest.mark.slow
def test_everyone_with_an_onset_in_words_is_an_early_case_in_the_release(real: Engine) -> None:
    rows = real.rows(ask.find("onset-in-words").text)
    assert len(rows) >= 6 and all("early" in row for row in rows)
