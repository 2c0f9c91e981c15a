"""GraphQL: the same answers as SPARQL, a schema that explains itself, and errors that say whose mistake it was."""

import json

import pytest
from starlette.testclient import TestClient

from api.app import make_app
from api.graphql.schema import schema
from api.settings import Settings
from kg.engine import Engine, Row
from kg.find import GeneticStatus

RESPONSE = "application/graphql-response+json"
PREFIX = "PREFIX kg: <https://w3id.org/csf1r-kg/ontology#> PREFIX obo: <http://purl.obolibrary.org/obo/> "


class Counting:
    """An engine that counts what it is asked."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self.asked = engine, 0

    def rows(self, query: str) -> list[Row]:
        self.asked += 1
        return self._engine.rows(query)


class Broken:
    """An engine with a fault whose text nobody outside may read."""

    def rows(self, query: str) -> list[Row]:
        raise RuntimeError("secret path /etc/passwd")


@pytest.fixture(scope="module")
def client(toy: Engine) -> TestClient:
    return TestClient(make_app(toy, Settings(page_size=5, page_most=10)))


def ask(client: TestClient, query: str, **variables: object) -> dict:
    answer = client.post("/graphql", json={"query": query, "variables": variables}).json()
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


def code(answer: dict) -> str:
    return answer["errors"][0]["extensions"]["code"]


@pytest.mark.parametrize(
    ("where", "pattern"),
    [
        ('{findings: [{term: "HP:0002500"}]}', "?x kg:hasFinding [ a obo:HP_0002500 ]"),
        (
            '{findings: [{term: "HP:0002514", status: ABSENT}]}',
            "?x kg:hasExcludedFinding [ kg:excludes obo:HP_0002514 ]",
        ),
        (
            '{findings: [{term: "HP:0001250", status: NOT_REPORTED}]}',
            "?x a kg:Case FILTER NOT EXISTS { ?x kg:hasFinding [ a obo:HP_0001250 ] } "
            "FILTER NOT EXISTS { ?x kg:hasExcludedFinding [ kg:excludes obo:HP_0001250 ] }",
        ),
        ('{variant: {consequence: "missense"}}', "?x kg:hasVariant [ kg:consequence obo:SO_0001583 ]"),
        (
            '{variant: {variant: "c.149G>A"}, sex: FEMALE}',
            "?x kg:hasVariant <https://w3id.org/csf1r-kg/variant/TOY1/c.149G-A> ; kg:sex kg:female",
        ),
        ("{geneticStatus: [CONFIRMED]}", "?x a kg:Case ; kg:geneticStatus kg:confirmed"),
        ('{paper: "PMID:0000002"}', "?x a kg:Case ; kg:reportedIn <https://w3id.org/csf1r-kg/paper/pmid-0000002>"),
        ('{variant: {domain: "KinaseDomain"}}', "?x kg:hasVariant [ kg:inDomain [ a kg:KinaseDomain ] ]"),
    ],
)
def test_a_filter_finds_what_sparql_finds(client: TestClient, toy: Engine, where: str, pattern: str) -> None:
    found = ask(client, f"{{ cases(where: {where}, first: 10) {{ totalCount nodes {{ iri }} }} }}")["cases"]
    expected = toy.rows(f"{PREFIX} SELECT DISTINCT ?x WHERE {{ {pattern} }} ORDER BY ?x")
    assert [one["iri"] for one in found["nodes"]] == [row["x"].value for row in expected]
    assert found["totalCount"] == len(expected) > 0


def test_findings_by_filter_are_those_of_sparql(client: TestClient, toy: Engine) -> None:
    where = '{modality: "MRI", term: "HP:0002500", status: PRESENT}'
    found = ask(client, f"{{ findings(where: {where}) {{ nodes {{ iri status group }} }} }}")["findings"]["nodes"]
    expected = toy.rows(
        f"{PREFIX} SELECT DISTINCT ?x WHERE {{ ?c kg:hasFinding ?x . ?x a obo:HP_0002500 ; "
        "kg:modality <https://w3id.org/csf1r-kg/modality/MRI> } ORDER BY ?x"
    )
    assert [one["iri"] for one in found] == [row["x"].value for row in expected]
    assert {(one["status"], one["group"]) for one in found} == {("PRESENT", False)}


def test_a_case_leads_to_everything_that_is_said_of_it(client: TestClient) -> None:
    case = ask(
        client,
        """{ case(id: "case:pmid-0000001/toy-woman") { caseLabel curie sex geneticStatus ageAtOnset depth
             genotypes { zygosity { curie } variant { hgvsCoding papers { pmid } cases { caseLabel } } }
             findings(where: {imaging: false}) { status statedAs term { curie } }
             groupStatements { statedAs group cases { caseLabel } }
             paper { pmid year variants { label } } } }""",
    )["case"]
    assert case["curie"] == "case:pmid-0000001/toy-woman"
    assert (case["sex"], case["geneticStatus"]) == ("FEMALE", "CONFIRMED")
    assert (case["ageAtOnset"], case["depth"]) == (40, "FULL_TEXT")
    assert case["genotypes"][0]["zygosity"]["curie"] == "GENO:0000135"
    assert [one["pmid"] for one in case["genotypes"][0]["variant"]["papers"]] == ["0000001", "0000002"]
    assert {(one["status"], one["statedAs"]) for one in case["findings"]} == {
        ("PRESENT", "she walked unsteadily"),
        ("ABSENT", "seizures"),
    }
    assert len(case["groupStatements"][0]["cases"]) == 2
    assert {one["label"] for one in case["paper"]["variants"]} >= {"TOY1 c.209T>C"}


def test_an_unknown_id_is_null(client: TestClient) -> None:
    found = ask(client, '{ case(id: "case:nobody") { iri } paper(id: "PMID:99") { iri } }')
    assert found == {"case": None, "paper": None}


def test_nested_lists_cost_no_query_a_row(toy: Engine) -> None:
    query = """{ cases(first: %d) { nodes {
        genotypes { variant { papers { label } } } findings { label } paper { pmid } } } }"""
    asked = []
    for first in (2, 7):
        counting = Counting(toy)
        ask(TestClient(make_app(counting)), query % first)  # type: ignore[arg-type]
        asked.append(counting.asked)
    assert asked[1] <= asked[0]


def test_counts_are_those_of_the_graph(client: TestClient, toy: Engine) -> None:
    found = ask(client, "{ counts { cases casesByStatus { geneticStatus cases } } }")["counts"]
    cases = toy.rows(f"{PREFIX} SELECT DISTINCT ?x WHERE {{ ?x a kg:Case }}")
    assert found["cases"] == len(cases)
    assert len(found["casesByStatus"]) == len(GeneticStatus)


def test_a_former_id_is_answered_and_reported(client: TestClient, toy: Engine) -> None:
    old = toy.rows("SELECT ?old { ?c kg:hasFinding [ a ?new ] . ?old obo:IAO_0100001 ?new } ORDER BY ?old LIMIT 1")
    query = "query Q($t: String!) { cases(where: {findings: [{term: $t}]}) { totalCount rewrites } }"
    found = ask(client, query, t=old[0]["old"].value)["cases"]
    assert found["totalCount"] > 0
    assert "old identifier" in found["rewrites"][0]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nope }", "GRAPHQL_VALIDATION_FAILED"),
        ("mutation { nope }", "OPERATION_RESOLUTION_FAILURE"),
        ("query A { counts { cases } } query B { counts { cases } }", "OPERATION_RESOLUTION_FAILURE"),
        ("query A($x: Int!) { cases(first: $x) { totalCount } }", "BAD_USER_INPUT"),
        ('{ cases(where: {findings: [{term: "HP:9999999"}]}) { totalCount } }', "BAD_USER_INPUT"),
        ("{ cases(first: 11) { totalCount } }", "BAD_USER_INPUT"),
        ("{ cases(first: -1) { totalCount } }", "BAD_USER_INPUT"),
        ("{ a" * 3000, "GRAPHQL_PARSE_FAILED"),
    ],
)
def test_mistakes_have_codes_and_statuses(client: TestClient, query: str, expected: str) -> None:
    old = client.post("/graphql", json={"query": query})
    new = client.post("/graphql", json={"query": query}, headers={"accept": RESPONSE})
    assert code(old.json()) == code(new.json()) == expected
    assert (old.status_code, new.status_code) == (200, 400)
    assert new.headers["content-type"] == f"{RESPONSE}; charset=utf-8"
    assert old.json().get("data") is None


def test_a_request_that_never_ran_has_no_data_member(client: TestClient) -> None:
    assert "data" not in client.post("/graphql", json={"query": "{ nope }"}).json()


def test_faults_of_ours_are_not_shown_to_strangers() -> None:
    answer = TestClient(make_app(Broken())).post(  # type: ignore[arg-type]
        "/graphql", json={"query": "{ counts { cases } }"}, headers={"accept": RESPONSE}
    )
    assert answer.status_code == 500
    assert code(answer.json()) == "INTERNAL_SERVER_ERROR"
    assert "secret" not in answer.text


@pytest.mark.parametrize("attack", ['" } INSERT', "x> ?p ?o } #", "\\u0022 } #", "\ud800", "HP:0002500> . ?s ?p ?o"])
def test_no_variable_breaks_out_of_its_query(client: TestClient, attack: str) -> None:
    query = "query Q($t: String!) { cases(where: {paper: $t}) { totalCount } }"
    body = json.dumps({"query": query, "variables": {"t": attack}})
    answer = client.post("/graphql", content=body, headers={"content-type": "application/json"}).json()
    assert code(answer) == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("[]", "application/json", 400),
        ("{", "application/json", 400),
        ('{"query": 1}', "application/json", 400),
        ('{"query": "{a}", "variables": []}', "application/json", 400),
        ('{"query": "{a}", "operationName": 1}', "application/json", 400),
        ('{"query": "{a}"}', "text/plain", 415),
        ("query=%7Ba%7D", "application/x-www-form-urlencoded", 415),
        (b'{"query": "\xff"}', "application/json", 400),
    ],
)
def test_bodies_that_are_no_request(client: TestClient, body: str | bytes, kind: str, status: int) -> None:
    answer = client.post("/graphql", content=body, headers={"content-type": kind})
    assert answer.status_code == status
    assert code(answer.json()) == "BAD_REQUEST"


def test_get_answers_queries_with_variables(client: TestClient) -> None:
    query = "query Q($n: Int) { cases(first: $n) { nodes { label } } }"
    answer = client.get("/graphql", params={"query": query, "variables": '{"n": 1}', "operationName": ""})
    assert len(answer.json()["data"]["cases"]["nodes"]) == 1
    refused = client.get("/graphql", params={"query": "{counts{cases}}"}, headers={"accept": "image/png"})
    assert refused.status_code == 406


def test_a_browser_is_told_how_to_ask_and_loads_nothing(client: TestClient) -> None:
    page = client.get("/graphql", headers={"accept": "text/html"})
    assert "POST a query" in page.text
    assert "<script" not in page.text
    assert "://" not in page.text


def test_the_example_on_the_page_is_answered(client: TestClient) -> None:
    from api.pages.graphql import EXAMPLE

    assert ask(client, EXAMPLE)["cases"]["totalCount"] == 2


def test_the_schema_is_there_as_text_and_explains_everything(client: TestClient) -> None:
    assert client.get("/graphql/schema.graphql").text == schema.as_str()
    introspected = ask(
        client,
        """{ __schema { types { name kind description
             fields { name description args { name description } }
             inputFields { name description } enumValues { name description } } } }""",
    )["__schema"]["types"]
    silent = [
        f"{kind['name']}.{part['name']}"
        for kind in introspected
        if not kind["name"].startswith("__")
        for group in ("fields", "inputFields", "enumValues")
        for part in [*(kind[group] or []), *(arg for one in kind.get("fields") or [] for arg in one["args"])]
        if not part["description"]
    ]
    assert silent == []
    assert [one["name"] for one in introspected if not one["description"]] == []
