"""The SPARQL protocol: three ways to ask, the type one asks for, and errors that help."""

import json

import pytest
from starlette.testclient import TestClient

from api.app import make_app
from api.negotiate import GRAPHS, RESULTS, ranked
from api.settings import Settings
from kg.engine import Engine, Question
from kg.engine.written import GRAPH_FORMATS, RESULT_FORMATS

SELECT = "SELECT ?c WHERE { ?c a <https://w3id.org/csf1r-kg/ontology#Case> } ORDER BY ?c"
ASK = "ASK { ?c a <https://w3id.org/csf1r-kg/ontology#Case> }"
CONSTRUCT = "CONSTRUCT { ?c a <http://example.org/Person> } WHERE { ?c a <https://w3id.org/csf1r-kg/ontology#Case> }"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def client(toy: Engine) -> TestClient:
    return TestClient(make_app(toy, Settings(body_most=20_000)))


def get(client: TestClient, query: str, accept: str = "*/*", **more: object):
    return client.get("/sparql", params={"query": query, **more}, headers={"accept": accept})


def test_three_ways_to_ask_give_one_answer(client: TestClient, toy: Engine) -> None:
    body = {"content-type": "application/sparql-query"}
    answers = [
        get(client, SELECT),
        client.post("/sparql", data={"query": SELECT}),
        client.post("/sparql", content=SELECT, headers=body),
        client.post("/sparql/", content=SELECT, headers=body),
    ]
    assert {one.status_code for one in answers} == {200}
    assert {one.content for one in answers} == {toy.answer(Question(SELECT)).body}


@pytest.mark.parametrize(
    ("query", "accept", "expected"),
    [
        (SELECT, "*/*", "application/sparql-results+json"),
        (SELECT, "", "application/sparql-results+json"),
        (SELECT, "application/json", "application/json"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (SELECT, "text/xml", "text/xml"),
        (SELECT, "text/csv;q=0.5, text/tab-separated-values", "text/tab-separated-values"),
        (SELECT, "text/turtle, text/csv;q=0.1", "text/csv"),
        (SELECT, "text/csv;q=0, */*;q=0.1", "application/sparql-results+json"),
        (ASK, "*/*", "application/sparql-results+json"),
        (ASK, "application/sparql-results+xml", "application/sparql-results+xml"),
        (CONSTRUCT, "*/*", "text/turtle"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/json", "application/json"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "application/rdf+xml;q=0.9, text/csv", "application/rdf+xml"),
    ],
)
def test_the_accepted_type_is_answered(client: TestClient, query: str, accept: str, expected: str) -> None:
    answer = get(client, query, accept)
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == expected
    assert "Accept" in answer.headers["vary"].split(", ")


def test_csv_and_tsv_are_as_the_note_says(client: TestClient) -> None:
    assert get(client, SELECT, "text/csv").content.startswith(b"c\r\n")
    assert get(client, SELECT, "text/tab-separated-values").content.startswith(b"?c\n")


@pytest.mark.parametrize(("query", "accept"), [(SELECT, "image/png"), (SELECT, "text/turtle"), (ASK, "text/turtle")])
def test_nothing_acceptable_is_refused_with_what_is_there(client: TestClient, query: str, accept: str) -> None:
    answer = get(client, query, accept)
    assert answer.status_code == 406
    assert "application/sparql-results+json" in answer.json()["supported"]


def test_what_a_format_cannot_carry_is_asked_for_in_another(client: TestClient) -> None:
    """JSON-LD has no triples as terms yet; a 502 would make clients and load balancers ask again."""
    query = "CONSTRUCT { <toy:s> <toy:p> ?t } WHERE { BIND(TRIPLE(<toy:a>, <toy:b>, 1) AS ?t) }"
    answer = get(client, query, "application/ld+json")
    assert answer.status_code == 406
    for kind in answer.json()["supported"]:
        assert get(client, query, kind).status_code == 200
    both = get(client, query, "application/ld+json, text/turtle;q=0.5")
    assert both.headers["content-type"].startswith("text/turtle")


def test_format_is_a_fallback_for_browsers_only(client: TestClient) -> None:
    assert get(client, SELECT, BROWSER, format="csv").headers["content-type"].startswith("text/csv")
    assert get(client, SELECT, "*/*", format="xml").headers["content-type"] == "application/sparql-results+xml"
    assert get(client, SELECT, "text/csv", format="xml").headers["content-type"].startswith("text/csv")


def test_format_may_be_a_type_too(client: TestClient) -> None:
    for name in ("application/sparql-results+xml", "application/sparql-results xml"):
        assert get(client, SELECT, BROWSER, format=name).headers["content-type"] == "application/sparql-results+xml"
    assert get(client, SELECT, "*/*", format="no such").status_code == 200


def test_what_the_table_offers_the_engine_can_write() -> None:
    assert set(RESULTS) <= RESULT_FORMATS.keys()
    assert set(GRAPHS) == GRAPH_FORMATS.keys()


def test_unreadable_accept_entries_count_as_not_written() -> None:
    assert ranked("text/csv;q=x, text/turtle", ["text/csv", "text/turtle"]) == ["text/turtle"]


def test_the_protocols_dataset_is_the_whole_dataset(client: TestClient) -> None:
    count = "SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE { ?c a <https://w3id.org/csf1r-kg/ontology#Case> }"
    one = "https://w3id.org/csf1r-kg/graph/paper/pmid-0000001"

    def number(**more: object) -> str:
        return get(client, count, **more).json()["results"]["bindings"][0]["n"]["value"]

    assert number(**{"default-graph-uri": one}) == "3"
    assert number(**{"named-graph-uri": one}) == "0"
    graphs = get(client, "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }", **{"named-graph-uri": one})
    assert [row["g"]["value"] for row in graphs.json()["results"]["bindings"]] == [one]
    assert get(client, count, **{"default-graph-uri": "no graph> {"}).status_code == 400


def test_a_mistake_is_told_with_its_place(client: TestClient) -> None:
    answer = get(client, "SELECT ?s WHERE {\n  ?s a foo:Bar }", "application/json")
    problem = answer.json()
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["line"] == 2
    assert problem["excerpt"].splitlines()[0] == "  ?s a foo:Bar }"
    assert "PREFIX" in problem["hint"]


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"data": {"update": "CLEAR ALL"}}, 403),
        ({"content": "CLEAR ALL", "headers": {"content-type": "application/sparql-update"}}, 403),
        ({"content": "CLEAR ALL", "headers": {"content-type": "application/sparql-query"}}, 400),
        ({"content": SELECT, "headers": {"content-type": "text/plain"}}, 415),
        ({"content": SELECT}, 415),
        ({"content": SELECT, "headers": {"content-type": "application/sparql-query; charset=latin-1"}}, 415),
        ({"content": b"ASK { '\xff' }", "headers": {"content-type": "application/sparql-query"}}, 400),
        ({"content": b"query=%FF", "headers": {"content-type": "application/x-www-form-urlencoded"}}, 400),
        ({"data": {"query": [ASK, ASK]}}, 400),
        ({"data": {}}, 415),
        ({"content": "#" * 30_000, "headers": {"content-type": "application/sparql-query"}}, 413),
    ],
)
def test_what_is_not_a_query_is_refused(client: TestClient, given: dict, status: int) -> None:
    answer = client.post("/sparql", **given)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["access-control-allow-origin"] == "*"


def test_one_query_exactly(client: TestClient) -> None:
    assert client.post("/sparql", headers={"content-type": "application/x-www-form-urlencoded"}).status_code == 400
    assert client.get("/sparql", params=[("query", ASK), ("query", ASK)]).status_code == 400
    assert client.get("/sparql", params={"update": "CLEAR ALL"}).status_code == 403


def test_unknown_parameters_are_ignored(client: TestClient) -> None:
    assert get(client, ASK, ac="1", output="xml").status_code == 200


def test_no_query_makes_the_server_call_elsewhere(client: TestClient) -> None:
    answer = get(client, "SELECT * WHERE { SERVI\\u0043E <http://example.org/> { ?s ?p ?o } }")
    assert answer.status_code == 403
    assert "SERVICE" in answer.json()["detail"]


def test_head_options_and_other_methods(client: TestClient) -> None:
    head = client.head("/sparql", params={"query": SELECT})
    assert (head.status_code, head.content) == (200, b"")
    asked = client.options(
        "/sparql", headers={"access-control-request-method": "POST", "origin": "https://example.org"}
    )
    assert asked.status_code == 204
    assert "Content-Type" in asked.headers["access-control-allow-headers"]
    put = client.put("/sparql", content=ASK)
    assert put.status_code == 405
    assert "POST" in put.headers["allow"]


def test_a_browser_gets_a_table_and_links_to_the_whole_answer(toy: Engine) -> None:
    page = get(TestClient(make_app(toy, Settings(shown_most=2))), SELECT, BROWSER)
    total = len(json.loads(toy.answer(Question(SELECT)).body)["results"]["bindings"])
    assert page.headers["content-type"].startswith("text/html")
    assert page.text.count("<td>") == 2
    assert f"Shown are 2 of {total} rows" in page.text
    assert "format=csv" in page.text


@pytest.mark.parametrize("query", ["<script>alert(1)</script>", "ASK{} #</textarea><script>alert(1)</script>"])
def test_what_a_stranger_puts_into_the_address_stays_text(client: TestClient, query: str) -> None:
    page = get(client, query, BROWSER)
    assert "<script>" not in page.text
    assert "&lt;script&gt;" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_values_of_the_answer_stay_text_too(client: TestClient) -> None:
    page = get(client, 'SELECT ("<img src=x onerror=alert(1)>" AS ?x) WHERE {}', BROWSER)
    assert "<img src=x" not in page.text
    graph = get(client, "CONSTRUCT { <http://e.org/a> <http://e.org/b> '<script>' } WHERE {}", BROWSER)
    assert "<script>" not in graph.text
