"""What follows from links and definitions, each with the facts and the axiom it came from."""

import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.infer.axioms import Axioms, read_axioms
from kg.infer.facts import TYPE, Facts
from kg.infer.membership import Definitions, met
from kg.infer.rules import Rules
from kg.triples.terms import Triple

TOY = """
@prefix : <toy:> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:carries owl:inverseOf :carriedBy .
:like a owl:SymmetricProperty .
:shows owl:propertyChainAxiom ( :carriedBy :has ) .
:has rdfs:subPropertyOf :knows .
:Scan rdfs:subClassOf :Thing .
:Young owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( :Person [ a owl:Restriction ;
  owl:onProperty :age ; owl:someValuesFrom [ a rdfs:Datatype ; owl:onDatatype xsd:decimal ;
  owl:withRestrictions ( [ xsd:maxExclusive "18"^^xsd:decimal ] ) ] ] ) ] .
:Well owl:equivalentClass [ a owl:Restriction ; owl:onProperty :ill ; owl:hasValue false ] .
:Scanned owl:equivalentClass [ a owl:Restriction ; owl:onProperty :has ; owl:someValuesFrom
  [ a owl:Class ; owl:unionOf ( :Scan :Film ) ] ] .
"""
DECIMAL = "^^<http://www.w3.org/2001/XMLSchema#decimal>"
FACTS = [
    ("toy:anna", TYPE, "<toy:Person>"),
    ("toy:anna", "toy:age", f'"17.5"{DECIMAL}'),
    ("toy:anna", "toy:carries", "<toy:change>"),
    ("toy:anna", "toy:has", "<toy:scan1>"),
    ("toy:anna", "toy:like", "<toy:berta>"),
    ("toy:anna", "toy:ill", '"false"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
    ("toy:berta", TYPE, "<toy:Person>"),
    ("toy:berta", "toy:age", f'"18"{DECIMAL}'),
    ("toy:scan1", TYPE, "<toy:Scan>"),
]


@pytest.fixture
def ontology(tmp_path: Path) -> Path:
    path = tmp_path / "toy.ttl"
    path.write_text(TOY)
    return path


def test_links_are_followed_to_the_end_and_say_why(ontology: Path) -> None:
    derived = Rules(read_axioms([ontology])).close(Facts(FACTS))
    assert set(derived) == {
        ("toy:change", "toy:carriedBy", "<toy:anna>"),
        ("toy:berta", "toy:like", "<toy:anna>"),
        ("toy:anna", "toy:knows", "<toy:scan1>"),
        ("toy:change", "toy:shows", "<toy:scan1>"),
        ("toy:scan1", TYPE, "<toy:Thing>"),
    }
    chain = derived["toy:change", "toy:shows", "<toy:scan1>"]
    assert chain.axiom == "toy:carriedBy followed by toy:has implies toy:shows"
    assert chain.facts == (("toy:change", "toy:carriedBy", "<toy:anna>"), ("toy:anna", "toy:has", "<toy:scan1>"))


def test_definitions_are_met_by_facts(ontology: Path) -> None:
    found = Definitions(read_axioms([ontology])).members(Facts(FACTS))
    assert {(s, o) for s, _, o in found} == {
        ("toy:anna", "<toy:Young>"),
        ("toy:anna", "<toy:Well>"),
        ("toy:anna", "<toy:Scanned>"),
    }
    assert found["toy:anna", TYPE, "<toy:Young>"].facts == (FACTS[0], FACTS[1])


@given(st.sets(st.sampled_from([*FACTS, *((f"toy:{s}", p, o) for s in ("anna", "scan1") for _, p, o in FACTS)])))
def test_nobody_is_overlooked_by_who_is_a_candidate(facts: set[Triple]) -> None:
    axioms = _axioms()
    held = Facts(facts)
    found = set(Definitions(axioms).members(held))
    everyone = {subject for subject, _, _ in facts}
    plainly = {
        (subject, TYPE, f"<{defined}>")
        for defined, definition in axioms.definitions.items()
        for subject in everyone
        if met(definition, subject, held, axioms) is not None
    }
    assert found == plainly - facts


@cache
def _axioms() -> Axioms:
    with tempfile.TemporaryDirectory() as home:
        (path := Path(home) / "toy.ttl").write_text(TOY)
        return read_axioms([path])


def test_a_definition_of_unknown_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.ttl"
    path.write_text(TOY + ":Odd owl:equivalentClass [ a owl:Class ; owl:complementOf :Scan ] .")
    with pytest.raises(ValueError, match="unknown kind"):
        read_axioms([path])
