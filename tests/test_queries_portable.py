"""Questions have one answer on every engine: no shape on which engines differ, and the same rows from three of them."""

import re
from collections.abc import Iterator

import pytest
from test_queries import QUESTIONS

from kg import find
from kg.engine import Engine
from kg.engine.remote import RemoteEngine
from kg.find import CaseFilter, FamilyFilter, GeneFilter, Listing, Names, Order, Relation, Span, TreatmentFilter
from kg.find.facets import FACETS, facets
from kg.settings import data_folder
from tests.portable import faults

START = "PREFIX kg: <https://w3id.org/csf1r-kg/ontology#>\n"
REFUSED = {
    "AVG over what may be unbound: ?age": "SELECT (AVG(?age) AS ?m) { ?c a kg:Case OPTIONAL { ?c kg:age ?age } }",
    "SUM over what may be unbound: ?age": "SELECT (SUM(?age) AS ?s) { { ?c a kg:Case } UNION { ?c kg:age ?age } }",
    "MIN over what may be unbound: ?age": """SELECT (MIN(?age) AS ?least) {
        { SELECT DISTINCT ?case ?age { ?case a kg:Case OPTIONAL { ?case kg:ageAtOnset ?age } } } }""",
    "MAX over what may be unbound: ?x": "SELECT (MAX(?x) AS ?m) { ?c a kg:Case BIND(IF(?c = ?d, ?none, 1) AS ?x) }",
    "COUNT over what may be unbound: ?age": "SELECT (COUNT(?age) AS ?n) { ?c a kg:Case OPTIONAL { ?c kg:age ?age } }",
    "a division of integers": "SELECT (ROUND(100 * ?a / ?b) AS ?p) { { SELECT (COUNT(*) AS ?a) (COUNT(*) AS ?b) {} } }",
    "GROUP_CONCAT of what may be no string": """SELECT ?v (GROUP_CONCAT(DISTINCT ?paper; separator=" ") AS ?papers)
        { ?case kg:hasVariant ?v ; kg:reportedIn ?paper } GROUP BY ?v""",
    "a truth compared as text": 'SELECT ?c { ?c kg:affected ?ill FILTER(STR(?ill) = "true") }',
    "SAMPLE: any value": "SELECT (SAMPLE(?c) AS ?one) { ?c a kg:Case }",
    "LIMIT or OFFSET without ORDER BY": "SELECT ?c { { SELECT ?c { ?c a kg:Case } LIMIT 1 } }",
    "a path of length zero": "SELECT ?c { ?c kg:partOf* ?d }",
    "several ways repeated": "SELECT ?c { ?c (kg:partOf|kg:within)+ ?d }",
}
SOUND = (
    "SELECT (COUNT(DISTINCT ?age) AS ?n) { ?c a kg:Case OPTIONAL { ?c kg:ageAtOnset ?age } }",
    "SELECT (AVG(?age) AS ?mean) { ?c kg:ageAtOnset ?age OPTIONAL { ?c kg:sex ?sex } }",
    "SELECT (SUM(?m) AS ?n) { ?c a kg:Case OPTIONAL { ?c kg:sex ?s } BIND(COALESCE(IF(?s = 1, 1, 0), 0) AS ?m) }",
    "SELECT (ROUND(100.0 * ?a / ?b) AS ?p) { VALUES (?a ?b) { (1 2) } }",
    'SELECT (GROUP_CONCAT(DISTINCT STR(?p); separator=" ") AS ?all) { ?c kg:reportedIn ?p }',
    "SELECT ?c { ?c kg:partOf+ ?d ; kg:affected true } ORDER BY ?c LIMIT 1",
)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_has_no_shape_on_which_engines_differ(name: str) -> None:
    assert list(faults(QUESTIONS[name].text)) == []


@pytest.mark.parametrize("why", REFUSED)
def test_each_such_shape_is_found(why: str) -> None:
    [found] = faults(START + REFUSED[why])
    assert found.startswith(why)


@pytest.mark.parametrize("text", SOUND)
def test_what_has_one_answer_passes(text: str) -> None:
    assert list(faults(START + text)) == []


def test_the_traps_are_told_where_queries_are_written() -> None:
    told = (data_folder("queries") / "README.md").read_text().partition("## Traps")[2]
    for word in (r"AVG", r"100\.0", r"GROUP_CONCAT\(STR\(", r"ORDER BY STR\(", r"1.*0", r"COUNT\(DISTINCT"):
        assert re.search(word, told), word


@pytest.mark.parametrize(("value", "bare"), [("<urn:x>", None), ("7", None), ("true", None), ('"x"', "x")])
def test_what_is_no_text_is_not_joined_but_by_str(toy: Engine, value: str, bare: str | None) -> None:
    """Were it joined one day, the trap would be told of nothing."""
    asked = "SELECT (GROUP_CONCAT(?v) AS ?joined) (GROUP_CONCAT(STR(?v)) AS ?by) { VALUES ?v { %s } }"
    [row] = toy.rows(asked % value)
    assert (row["joined"].value if "joined" in row else None) == bare
    assert row["by"].value == value.strip('<">')


@pytest.fixture(scope="module", params=["oxigraph", pytest.param("virtuoso", marks=pytest.mark.slow)])
def other(request: pytest.FixtureRequest) -> Iterator[Engine]:
    engine = RemoteEngine(request.getfixturevalue(request.param), default_deadline=120)
    yield engine
    engine.close()


ILL = CaseFilter(affected=True)
LISTINGS = (
    Listing(GeneFilter(disease=("toy disease",), variant=find.VariantFilter(consequence=("missense",)), case=ILL)),
    Listing(GeneFilter(classification=("definitive",))),
    Listing(FamilyFilter(words="TOY", members=Span(low=2), case=ILL), Order.LABEL),
    Listing(FamilyFilter(none_of=(FamilyFilter(members=Span(high=1)),))),
    Listing(TreatmentFilter(words="Transplant", outcome="STEPS", told=True, case=ILL), Order.LABEL, descending=True),
    Listing(TreatmentFilter(told=False, agent=("toy:1",))),
    Listing(TreatmentFilter(none_of=(TreatmentFilter(told=True),))),
)


@pytest.mark.parametrize("listing", LISTINGS, ids=range(len(LISTINGS)))
def test_another_engine_finds_the_same_genes_families_and_treatments(
    listing: Listing, toy: Engine, other: Engine
) -> None:
    known: find.Known = {}  # what names stand for is no part of this
    here, there = Names(toy, known), Names(other, known)
    found = find.page(here, listing, 10)
    assert find.page(there, listing, 10) == found
    assert find.count(there, listing) == find.count(here, listing)
    counted = [(listing, None, name) for name in FACETS[type(listing.where)]]
    assert facets(there, counted) == facets(here, counted)


def test_another_engine_leads_from_a_case_to_the_same_variants(toy: Engine, other: Engine) -> None:
    listing = Listing(find.VariantFilter(), Order.LABEL, relation=Relation.CASE_VARIANTS)
    wanted = [(listing, iri) for _, iri in find.page(Names(toy), Listing(CaseFilter()), 100).keys]
    found = find.owned(Names(other), wanted)
    assert found == find.owned(Names(toy), wanted)
    assert sum(len(one.keys) for one in found.values()) == 6, "of seven people one was not tested"
