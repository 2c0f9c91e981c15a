"""The rules of the W3C test suite for the SPARQL 1.1 Protocol, and of that for service descriptions, as our own tests.

A test is named as in the suite, and says which sentence of the standard it holds us to. The suite's documents are made
up here; where it changes data, it gets a 4xx, for nothing writes to a release over HTTP.
"""

from urllib.parse import quote, urlencode

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from starlette.testclient import TestClient

from api.app import make_app
from api.negotiate import GRAPHS, RESULTS
from api.settings import Settings
from kg.engine.memory import MemoryEngine

PLACE = "http://toy.example/data/"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")


def name(number: int) -> str:
    """The name of a toy graph, which is also its only subject."""
    return f"{PLACE}data{number}.rdf"


def graphs(**numbers: list[int]) -> str:
    """Parameters that name a dataset: `default` and `named` graphs."""
    return urlencode([(f"{kind}-graph-uri", name(one)) for kind, several in numbers.items() for one in several])


@pytest.fixture(scope="module")
def client() -> TestClient:
    lines = [f"<{name(one)}> <{RDF.type}> <http://toy.example/Document> <{name(one)}> .\n" for one in range(4)]
    return TestClient(make_app(MemoryEngine.of_lines("".join(lines).encode()), Settings()))


def post(client: TestClient, body: str | bytes, kind: str | None, parameters: str = ""):
    return client.post(f"/sparql/?{parameters}", content=body, headers={"content-type": kind} if kind else {})


def is_true(answer) -> bool:
    """Whether an ASK was answered with yes, in a type for results."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].partition(";")[0] in RESULTS
    return answer.json()["boolean"]


# Protocol 2.1: a query goes by GET, by POST of a form, or by POST of the query itself.


def test_query_get(client: TestClient) -> None:
    assert is_true(client.get(f"/sparql/?query={quote('ASK {}')}&{graphs(default=[0])}"))


def test_query_post_form(client: TestClient) -> None:
    assert is_true(post(client, urlencode({"query": "ASK {}"}), FORM, graphs(default=[0])))


def test_query_post_direct(client: TestClient) -> None:
    assert is_true(post(client, "ASK {}", QUERY, graphs(default=[0])))


# Protocol 2.1.4: the dataset is named by default-graph-uri and named-graph-uri, each any number of times.

BOTH = f"ASK {{ <{name(1)}> a ?type . <{name(2)}> a ?type }}"
NAMED = f"ASK {{ GRAPH ?g1 {{ <{name(1)}> a ?type }} GRAPH ?g2 {{ <{name(2)}> a ?type }} }}"


def test_query_dataset_default_graphs_get(client: TestClient) -> None:
    assert is_true(client.get(f"/sparql/?query={quote(BOTH)}&{graphs(default=[1, 2])}"))
    assert not is_true(client.get(f"/sparql/?query={quote(BOTH)}&{graphs(default=[1])}"))


def test_query_dataset_default_graphs_post(client: TestClient) -> None:
    assert is_true(post(client, BOTH, QUERY, graphs(default=[1, 2])))
    assert is_true(post(client, f"{urlencode({'query': BOTH})}&{graphs(default=[1, 2])}", FORM))


def test_query_dataset_named_graphs_get(client: TestClient) -> None:
    assert is_true(client.get(f"/sparql/?query={quote(NAMED)}&{graphs(named=[1, 2])}"))
    assert not is_true(client.get(f"/sparql/?query={quote(NAMED)}&{graphs(named=[1])}"))


def test_query_dataset_named_graphs_post(client: TestClient) -> None:
    assert is_true(post(client, NAMED, QUERY, graphs(named=[1, 2])))


def test_query_dataset_full(client: TestClient) -> None:
    query = f"ASK {{ <{name(3)}> a ?type  GRAPH ?g1 {{ <{name(1)}> a ?type }} GRAPH ?g2 {{ <{name(2)}> a ?type }} }}"
    assert is_true(post(client, query, QUERY, graphs(default=[3], named=[1, 2])))
    assert not is_true(post(client, query, QUERY, graphs(default=[0], named=[1, 2])))


def test_query_multiple_dataset(client: TestClient) -> None:
    """What the protocol names comes before what the query names by FROM."""
    query = f"ASK FROM <{name(3)}> {{ GRAPH ?g1 {{ <{name(1)}> a ?type }} GRAPH ?g2 {{ <{name(2)}> a ?type }} }}"
    assert is_true(post(client, query, QUERY, graphs(named=[1, 2])))
    assert not is_true(post(client, f"ASK FROM <{name(3)}> {{ ?s a ?type }}", QUERY, graphs(named=[1, 2])))


# Protocol 2.1.6: an answer to SELECT and ASK is a result, one to CONSTRUCT and DESCRIBE is RDF.


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        pytest.param("SELECT (1 AS ?value) {}", RESULTS, id="query_content_type_select"),
        pytest.param("ASK {}", RESULTS[:2], id="query_content_type_ask"),
        pytest.param("DESCRIBE <http://example.org/>", GRAPHS[:3], id="query_content_type_describe"),
        pytest.param("CONSTRUCT { <s> <p> 1 } WHERE {}", GRAPHS[:3], id="query_content_type_construct"),
    ],
)
def test_query_content_type(client: TestClient, query: str, kinds: tuple[str, ...]) -> None:
    answer = post(client, query, QUERY, graphs(default=[0]))
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] in kinds


# Protocol 2.1 and 2.1.7: what is no such request is the client's mistake. The suite takes any 4xx; ours are exact.


def test_bad_query_method(client: TestClient) -> None:
    answer = client.put("/sparql/?query=ASK%20%7B%7D")
    assert answer.status_code == 405
    assert "POST" in answer.headers["allow"]


def test_bad_multiple_queries(client: TestClient) -> None:
    assert client.get("/sparql/?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D").status_code == 400


def test_bad_query_wrong_media_type(client: TestClient) -> None:
    assert post(client, "ASK {}", "text/plain").status_code == 415


def test_bad_query_missing_form_type(client: TestClient) -> None:
    assert post(client, "query=ASK%20%7B%7D", None).status_code == 415


def test_bad_query_missing_direct_type(client: TestClient) -> None:
    assert post(client, "ASK {}", None).status_code == 415


def test_bad_query_non_utf8(client: TestClient) -> None:
    """Protocol 2.1.3: a query that is the body is UTF-8."""
    assert post(client, "ASK {}".encode("utf-16"), f"{QUERY}; charset=UTF-16").status_code == 415
    assert post(client, "ASK {}".encode("utf-16"), QUERY).status_code == 400


def test_bad_query_syntax(client: TestClient) -> None:
    assert client.get("/sparql/?query=ASK%20%7B").status_code == 400


def test_bad_update_get(client: TestClient) -> None:
    """Protocol 2.2: an update never goes by GET."""
    assert client.get("/sparql/?update=CLEAR%20ALL").status_code == 403


# Protocol 2.2: the thirteen other tests of updates. A release takes none, whether well made or not.

INSERT = "CLEAR ALL ; INSERT { GRAPH <http://toy.example/g> { ?s a ?t } } WHERE { ?s a ?t }"
USING = "using-graph-uri=http%3A%2F%2Ftoy.example%2Fdata%2Fdata1.rdf"
BASE = "INSERT DATA { GRAPH <http://toy.example/g> { <http://toy.example/s> <http://toy.example/p> <test> } }"
CONFLICT = "WITH <http://toy.example/g> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }"


@pytest.mark.parametrize(
    ("body", "kind", "parameters", "status"),
    [
        pytest.param(INSERT, UPDATE, USING, 403, id="update_dataset_default_graph"),
        pytest.param(INSERT, UPDATE, f"{USING}&{USING}", 403, id="update_dataset_default_graphs"),
        pytest.param(INSERT, UPDATE, USING.replace("using", "using-named"), 403, id="update_dataset_named_graphs"),
        pytest.param(INSERT, UPDATE, f"{USING}&using-named-{USING[6:]}", 403, id="update_dataset_full"),
        pytest.param(urlencode({"update": "CLEAR ALL"}), FORM, "", 403, id="update_post_form"),
        pytest.param("CLEAR ALL", UPDATE, "", 403, id="update_post_direct"),
        pytest.param(BASE, UPDATE, "", 403, id="update_base_uri"),
        pytest.param("update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", FORM, "", 403, id="bad_multiple_updates"),
        pytest.param("CLEAR NAMED", "text/plain", "", 415, id="bad_update_wrong_media_type"),
        pytest.param("update=CLEAR%20NAMED", None, "", 415, id="bad_update_missing_form_type"),
        pytest.param("CLEAR NAMED".encode("utf-16"), f"{UPDATE}; charset=UTF-16", "", 415, id="bad_update_non_utf8"),
        pytest.param(urlencode({"update": "CLEAR XYZ"}), FORM, "", 403, id="bad_update_syntax"),
        pytest.param(urlencode({"update": CONFLICT}), FORM, USING, 403, id="bad_update_dataset_conflict"),
    ],
)
def test_no_update_is_taken(client: TestClient, body: str, kind: str | None, parameters: str, status: int) -> None:
    before = client.get("/sparql?query=SELECT*{GRAPH?g{?s?p?o}}").json()
    answer = post(client, body, kind, parameters)
    assert answer.status_code == status
    assert "release" in answer.json()["detail"] or status == 415
    assert client.get("/sparql?query=SELECT*{GRAPH?g{?s?p?o}}").json() == before


# Service Description 1.1, section 2: the endpoint answers a bare GET with RDF that describes it.


def described(client: TestClient, address: str = "/sparql") -> Graph:
    answer = client.get(address)
    assert answer.status_code == 200
    return Graph().parse(data=answer.text, format=answer.headers["content-type"].partition(";")[0])


def test_returns_rdf(client: TestClient) -> None:
    assert len(described(client)) > 0
    for kind in GRAPHS:
        assert client.get("/sparql", headers={"accept": kind}).headers["content-type"].startswith(kind)


@pytest.mark.parametrize("address", ["/sparql", "/sparql/"])
def test_has_endpoint_triple(client: TestClient, address: str) -> None:
    """The address is the one that was asked, with its slash or without."""
    asked = URIRef(f"http://testserver{address}")
    assert set(described(client, address).objects(None, SD.endpoint)) == {asked}


def test_conforms_to_schema(client: TestClient) -> None:
    """What has an endpoint is a service; languages, features and formats are IRIs; a dataset is typed."""
    graph = described(client)
    services = set(graph.subjects(RDF.type, SD.Service))
    assert services == set(graph.subjects(SD.endpoint, None))
    for predicate in (SD.supportedLanguage, SD.feature, SD.resultFormat):
        values = set(graph.objects(None, predicate))
        assert values
        assert all(isinstance(one, URIRef) for one in values)
    for dataset in graph.objects(None, SD.defaultDataset):
        assert (dataset, RDF.type, SD.Dataset) in graph
