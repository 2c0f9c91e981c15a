"""What stands around people is listed as they are: genes, families, treatments; and from a person to the variants."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import make_app
from api.settings import Settings
from kg.engine import Engine

GRAPHS = ["toy", pytest.param("real", marks=pytest.mark.slow)]
CLASSES = {"genes": "Gene", "families": "Family", "treatments": "Treatment"}
PREFIX = "PREFIX kg: <https://w3id.org/csf1r-kg/ontology#> "


def ask(engine: Engine, query: str, **variables: object) -> dict[str, Any]:
    client = TestClient(make_app(engine, Settings(page_size=500, graphql_cost_most=10**7)))
    answer = client.post("/graphql", json={"query": query, "variables": variables}).json()
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


def labels(engine: Engine, field: str, where: str, order: str = "{field: IRI}") -> list[str]:
    query = f"{{ {field}(where: {where}, orderBy: {order}) {{ totalCount nodes {{ label }} }} }}"
    found = ask(engine, query)[field]
    assert found["totalCount"] == len(found["nodes"])
    return [one["label"] for one in found["nodes"]]


@pytest.mark.parametrize("graph", GRAPHS)
@pytest.mark.parametrize("field", CLASSES)
def test_the_root_lists_all_there_are_page_by_page(graph: str, field: str, request: pytest.FixtureRequest) -> None:
    engine: Engine = request.getfixturevalue(graph)
    rows = engine.rows(f"{PREFIX} SELECT DISTINCT ?x {{ ?x a kg:{CLASSES[field]} }}")
    query = f"""query Q($after: String) {{ {field}(first: 3, after: $after) {{
        nodes {{ iri __typename }} totalCount pageInfo {{ hasNextPage endCursor }} }} }}"""
    found, page = [], {"hasNextPage": True, "endCursor": None}
    while page["hasNextPage"] and len(found) < 30:
        told = ask(engine, query, after=page["endCursor"])[field]
        found, page = found + told["nodes"], told["pageInfo"]
        assert told["totalCount"] == len(rows) > 0
    assert {one["__typename"] for one in found} == {CLASSES[field]}
    assert [one["iri"] for one in found] == sorted(row["x"].value for row in rows)[: len(found)]


@pytest.mark.parametrize(
    ("field", "where", "found"),
    [
        ("genes", '{id: ["TOY1"]}', ["TOY1"]),
        ("genes", '{disease: ["toy disease"], variant: {consequence: ["missense"]}}', ["TOY1"]),
        ("genes", '{classification: ["definitive"]}', []),
        ("genes", '{not: [{case: {sex: [MALE]}}], id: ["TOY1"]}', []),
        ("families", "{members: {min: 2}, case: {affected: false}}", ["toy family (Toy A)"]),
        ("families", "{members: {min: 3}}", []),
        ("families", '{words: "TOY", paper: {id: ["PMID:0000001"]}}', ["toy family (Toy A)"]),
        ("treatments", '{words: "transplant"}', ["toy transplantation", "toy transplantation"]),
        ("treatments", "{told: true}", ["toy transplantation"]),
        ("treatments", '{outcome: "steps", case: {id: ["toy woman"]}}', []),
        ("treatments", "{depth: [ABSTRACT], told: false}", []),
        ("treatments", '{or: [{agent: ["toy:0"]}, {paper: {year: {min: 2002}}}]}', ["toy transplantation"]),
    ],
)
def test_a_filter_chooses_among_them(toy: Engine, field: str, where: str, found: list[str]) -> None:
    assert labels(toy, field, where) == found


@pytest.mark.slow
def test_the_real_ones_are_chosen_as_sparql_chooses_them(real: Engine) -> None:
    rows = real.rows(f"""{PREFIX} SELECT ?label {{ ?x a kg:Treatment ; rdfs:label ?label .
        ?case kg:hasTreatment ?x ; kg:geneticStatus kg:confirmed
        FILTER(CONTAINS(LCASE(?label), "dopa")) }}""")
    found = labels(real, "treatments", '{words: "dopa", case: {geneticStatus: [CONFIRMED]}}')
    assert sorted(found) == sorted(row["label"].value for row in rows) != []


def test_they_come_in_an_order_and_are_counted_by_what_they_have(toy: Engine) -> None:
    symbols = labels(toy, "genes", "{}", "{field: SYMBOL, direction: DESC}")
    assert symbols == sorted(symbols, reverse=True)
    query = """{ genes { facets(by: [DISEASE, CLASSIFICATION, PAPER]) { name values { label count } } }
        families { facets(by: [GENE, VARIANT, CONSEQUENCE, PAPER, YEAR]) { name values { label count } } }
        treatments { facets(by: [NAME, VARIANT, PAPER, DEPTH, YEAR]) { name values { label count } } } }"""
    counted = {
        (field, facet["name"]): {one["label"]: one["count"] for one in facet["values"]}
        for field, told in ask(toy, query).items()
        for facet in told["facets"]
    }
    assert counted["treatments", "NAME"] == {"toy transplantation": 2}
    assert counted["families", "VARIANT"] == {"TOY1 c.149G>A": 1}
    assert counted["families", "GENE"] == {"TOY1": 1}
    assert counted["genes", "DISEASE"] == {"toy disorder": 1}
    assert counted["genes", "CLASSIFICATION"] == {}
    assert len(counted) == 13


@pytest.mark.parametrize("graph", GRAPHS)
def test_a_person_leads_to_the_variants_as_sparql_does(graph: str, request: pytest.FixtureRequest) -> None:
    """Plain, filtered, and as the genotypes have them."""
    engine: Engine = request.getfixturevalue(graph)
    query = """query Q($after: String) { cases(after: $after) { pageInfo { hasNextPage endCursor } nodes {
        iri variants { totalCount nodes { iri hgvsCoding } }
        some: variants(where: {consequence: ["missense"]}) { nodes { iri } }
        genotypes { variant { iri } } } } }"""
    cases, page = [], {"hasNextPage": True, "endCursor": None}
    while page["hasNextPage"]:
        told = ask(engine, query, after=page["endCursor"])["cases"]
        cases, page = cases + told["nodes"], told["pageInfo"]
    pattern = f"{PREFIX} SELECT DISTINCT ?case ?x {{ ?case a kg:Case ; kg:hasVariant ?x %s }}"
    stated = {(row["case"].value, row["x"].value) for row in engine.rows(pattern % "")}
    missense = engine.rows(pattern % ". ?x kg:consequence <http://purl.obolibrary.org/obo/SO_0001583>")
    for case in cases:
        assert case["variants"]["totalCount"] == len(case["variants"]["nodes"])
        assert {one["iri"] for one in case["variants"]["nodes"]} == {
            one["variant"]["iri"] for one in case["genotypes"] if one["variant"]
        }
    assert {(case["iri"], one["iri"]) for case in cases for one in case["variants"]["nodes"]} == stated
    assert {(case["iri"], one["iri"]) for case in cases for one in case["some"]["nodes"]} == {
        (row["case"].value, row["x"].value) for row in missense
    }
    assert stated and missense


def test_the_variants_of_a_page_of_people_are_read_at_once(toy: Engine) -> None:
    client = TestClient(make_app(toy, Settings(cache_most=0)))
    runs = []
    for asked in ("caseLabel", "caseLabel variants { totalCount nodes { hgvs } }"):
        query = f"{{ cases {{ nodes {{ {asked} }} }} }}"
        answer = client.post("/graphql", json={"query": query, "extensions": {"sparql": True}}).json()
        runs.append(len(answer["extensions"]["sparql"]))
    assert runs[1] == runs[0] + 1, "which they are is known with the people"
