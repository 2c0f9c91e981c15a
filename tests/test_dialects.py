"""Virtuoso behind the server: what it says otherwise is set right, told beside the answer, or refused as no answer."""

import csv
import io
import json
from collections.abc import Iterator
from urllib.parse import quote

import pyoxigraph as ox
import pytest
import rdflib
import rdflib.compare
from starlette.testclient import TestClient

from api.app import make_app
from api.settings import Settings
from kg.engine import BadQuery, Engine, Form, Question
from kg.engine.dialects import DIALECTS, PLAIN, AnswerWanted, Heard, spoken
from kg.engine.remote import RemoteEngine
from kg.engine.rows import JSON
from kg.engine.serving import CutThere, Overdue, StoppedThere
from kg.engine.written import GRAPH_FORMATS, RESULT_FORMATS
from tests.conftest import virtuoso_over

VIRTUOSO = DIALECTS["virtuoso"]
MOST = 100
LIMITED = f"[SPARQL]\nResultSetMaxRows = {MOST}\n"
TABLE = """SELECT ?ill ?age ?label ?none { ?c a kg:Case ; rdfs:label ?label .
    OPTIONAL { ?c kg:affected ?ill } OPTIONAL { ?c kg:ageAtOnset ?age } } ORDER BY ?c"""
GRAPH = """CONSTRUCT { ?c kg:affected ?ill ; kg:ageAtOnset ?age ; rdfs:label ?label ; rdfs:comment "zwei"@de-CH }
    { ?c a kg:Case ; rdfs:label ?label OPTIONAL { ?c kg:affected ?ill } OPTIONAL { ?c kg:ageAtOnset ?age } }"""


def heard(status: int = 200, kind: str = JSON, body: bytes = b"", **headers: str) -> Heard:
    return Heard(status, kind, {name.replace("_", "-"): value for name, value in headers.items()}, body)


@pytest.mark.parametrize(
    ("said", "taken", "name"),
    [
        (heard(server="Virtuoso/07.20.3229 (Linux) x86_64-pc-linux-gnu"), PLAIN, "virtuoso"),
        (heard(body=b'{ "head": { "link": [], "vars": ["__ASK_RETVAL"] },', server="nginx"), PLAIN, "virtuoso"),
        (heard(400, "text/plain", b"Virtuoso 37000 Error SP030: SPARQL compiler", server="nginx"), PLAIN, "virtuoso"),
        (heard(server="Oxigraph/0.5.13"), PLAIN, "sparql"),
        (heard(server="nginx"), VIRTUOSO, "virtuoso"),
        (heard(400, "text/plain", b"expected SELECT", server="Oxigraph/0.5.13"), VIRTUOSO, "sparql"),
    ],
)
def test_an_engine_is_known_by_its_name_or_by_what_it_says(said: Heard, taken: object, name: str) -> None:
    assert spoken(said, taken).name == name  # type: ignore[arg-type]


def test_a_truth_is_mended_where_it_is_one_and_nowhere_else() -> None:
    text = '"http://www.w3.org/2001/XMLSchema#boolean", "value": "1"'
    cell = {"type": "typed-literal", "datatype": "http://www.w3.org/2001/XMLSchema#boolean", "value": "1"}
    number = {**cell, "datatype": "http://www.w3.org/2001/XMLSchema#integer"}
    words = {"type": "literal", "value": text}
    body = json.dumps({"head": {"vars": ["a"]}, "results": {"bindings": [{"a": cell, "b": number, "c": words}]}})
    wanted = AnswerWanted("SELECT ?a {}", Form.SELECT, JSON)
    [row] = json.loads(VIRTUOSO.read(wanted, heard(body=body.encode()), 1).body)["results"]["bindings"]
    assert row["a"] == {**cell, "type": "literal", "value": "true"}
    assert row["b"]["value"] == "1" and row["c"] == words


@pytest.fixture(scope="module")
def remote(virtuoso: str) -> Iterator[RemoteEngine]:
    engine = RemoteEngine(virtuoso)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Virtuoso with limits of its own, over the 2,496 triples that it brings along."""
    with virtuoso_over(None, tmp_path_factory.mktemp("limited"), LIMITED) as address:
        yield address


@pytest.mark.slow
@pytest.mark.parametrize("kind", RESULT_FORMATS)
def test_a_yes_and_a_no_come_as_such_in_every_format(kind: str, remote: Engine, toy: Engine) -> None:
    for query in ("ASK { ?s a kg:Case }", "ASK { ?s a <urn:toy:none> }"):
        there, here = (one.answer(Question(query, [kind])) for one in (remote, toy))
        assert (there.form, there.media_type) == (Form.ASK, kind)
        assert there.body == here.body or json.loads(there.body)["boolean"] == json.loads(here.body)["boolean"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", RESULT_FORMATS)
def test_rows_come_in_every_format_as_they_come_from_here(kind: str, remote: Engine, toy: Engine) -> None:
    there, here = (one.answer(Question(TABLE, [kind])).body for one in (remote, toy))
    if kind == "text/csv":
        assert list(csv.reader(io.StringIO(there.decode()))) == list(csv.reader(io.StringIO(here.decode())))
    elif "json" in kind:
        assert json.loads(there)["results"]["bindings"] == json.loads(here)["results"]["bindings"]
    else:
        assert there == here


@pytest.mark.slow
@pytest.mark.parametrize("kind", GRAPH_FORMATS)
def test_a_graph_keeps_its_types_and_languages_in_every_format(kind: str, remote: Engine, toy: Engine) -> None:
    answers = [one.answer(Question(GRAPH, [kind])) for one in (remote, toy)]
    assert answers[0].media_type == kind
    there, here = ({quad.triple for quad in ox.parse(one.body, format=GRAPH_FORMATS[kind])} for one in answers)
    assert there == here and there


@pytest.mark.slow
def test_a_description_is_of_what_is_said_of_a_thing_not_of_all_that_names_it(remote: Engine, toy: Engine) -> None:
    kind = ["application/n-triples"]
    for thing in ("kg:Case", "kg:AsymptomaticCarrier"):
        graphs = [rdflib.Graph() for _ in "ab"]
        for one, graph in zip((remote, toy), graphs, strict=True):
            graph.parse(data=one.answer(Question(f"DESCRIBE {thing}", kind)).body, format="nt")
        assert rdflib.compare.isomorphic(*graphs)


@pytest.mark.slow
def test_an_empty_graph_is_a_graph(remote: Engine) -> None:
    assert remote.answer(Question("CONSTRUCT WHERE { ?s a <urn:toy:none> }", ["application/n-triples"])).body == b""


@pytest.mark.slow
@pytest.mark.parametrize("query", ["SELECT * { ?s ?p }", "SELECT (1/0 AS ?x) {}", "SELECT ?s { ?s kg:partOf* ?o }"])
def test_what_it_refuses_is_told_in_its_words(query: str, remote: Engine) -> None:
    with pytest.raises(BadQuery, match=r"^Virtuoso, .*, refuses the query: [A-Z]{2}") as met:
        remote.answer(Question(query))
    assert "SPARQL query:" not in str(met.value)


ALL = "SELECT ?s { ?s ?p ?o }"
GRAPHS = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@pytest.mark.slow
@pytest.mark.parametrize("query", [ALL, f"{ALL} LIMIT {MOST + 1}", GRAPHS, f"{GRAPHS} LIMIT 500"])
def test_an_answer_that_was_cut_is_none(query: str, limited: str) -> None:
    engine = RemoteEngine(limited)
    with pytest.raises(CutThere, match=rf"at {MOST} (rows|triples).*nothing of it is passed on"):
        engine.answer(Question(query))
    engine.close()


COUNTED = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.mark.slow
@pytest.mark.parametrize(
    "query", [f"{ALL} LIMIT {MOST}", f"{ALL} LIMIT {MOST - 1}", f"{GRAPHS} LIMIT {MOST - 1}", COUNTED]
)
def test_an_answer_that_is_whole_is_one(query: str, limited: str) -> None:
    engine = RemoteEngine(limited)
    assert engine.answer(Question(query)).body
    engine.close()


STOPPED = b"Virtuoso S1T00 Error SR171: Transaction timed out\n\nSPARQL query:\nSELECT * {}"
PART = "RC...: Returning incomplete results, query interrupted by result timeout.  Activity:  139.7K rnd  325.3K seq"


def test_a_limit_of_its_own_is_told_and_no_part_taken_for_the_whole() -> None:
    """As 7.2.5 answered at MaxQueryExecutionTime, and at the `timeout` of an address."""
    wanted = AnswerWanted("SELECT * {}", Form.SELECT, JSON)
    stopped = VIRTUOSO.refusal(wanted, heard(500, "text/plain", STOPPED), 30)
    assert isinstance(stopped, StoppedThere) and str(stopped).endswith("own: SR171: Transaction timed out")
    rows = heard(body=b'{"head": {}, "results": {"bindings": []}}', x_sql_state="S1TAT", x_sql_message=PART)
    with pytest.raises(StoppedThere, match=r"a part of the answer only: RC.*result timeout\.$") as met:
        VIRTUOSO.read(wanted, rows, 30)
    assert isinstance(met.value, Overdue), "504, and the endpoint is not taken for dead"


class Refusing(RemoteEngine):
    """An endpoint that takes no read of ours: each is sent with something that no engine reads."""

    async def ask(self, question: Question, deadline: float) -> object:  # type: ignore[override]
        return await RemoteEngine.ask(self, Question(question.query + " !", question.accept), deadline)


@pytest.mark.slow
def test_a_refusal_of_our_own_reads_names_the_engine_and_is_no_fault_of_ours(virtuoso: str) -> None:
    engine = Refusing(virtuoso)
    site = TestClient(make_app(engine, Settings(cache_most=0, engine=virtuoso)))  # type: ignore[arg-type]
    told = site.post(
        "/graphql",
        json={"query": "{ cases(first: 1) { nodes { iri } } }"},
        headers={"accept": "application/graphql-response+json"},
    )
    [error] = told.json()["errors"]
    assert told.status_code == 502 and error["extensions"]["code"] == "ENGINE_REFUSED"
    assert "Virtuoso" in error["message"] and "SP030" in error["message"]
    page = site.get("/case/pmid-0000001/toy-woman", headers={"accept": "text/html"})
    assert page.status_code == 502 and "SP030" in page.text
    asked = site.get("/sparql?query=" + quote("SELECT * { ?s ?p ?o }"))
    assert asked.status_code == 400 and "Virtuoso" in asked.json()["detail"], "who wrote the query is told so"
    engine.close()


@pytest.mark.slow
def test_shapes_that_it_answers_otherwise_are_told_beside_the_answer(virtuoso: str) -> None:
    engine = RemoteEngine(virtuoso)
    site = TestClient(make_app(engine, Settings(cache_most=0, engine=virtuoso)))
    told = site.get("/sparql", params={"query": "SELECT (ROUND(100 * 18 / 27) AS ?percent) {}"})
    assert "divides integers" in told.headers["x-query-notes"]
    assert "x-query-notes" not in site.get("/sparql", params={"query": "SELECT ?s { ?s kg:a/kg:b ?o }"}).headers
    engine.close()
