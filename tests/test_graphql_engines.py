"""The same schema on any engine: in process, in workers, from another endpoint; the same answers, in few queries."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.app import make_app
from api.settings import Settings
from kg.engine import Engine
from kg.engine.memory import MemoryEngine
from kg.engine.remote import RemoteEngine
from kg.engine.serving import ServingEngine
from kg.engine.workers import WorkerEngine
from kg.release import Release
from tests.bench.graphql import PAGE

QUERIES = (
    PAGE.replace("$first", "$n").replace("query Page($n: Int!)", "query Q($n: Int!)"),
    """query Q($n: Int!) { variants(first: $n, orderBy: {field: HGVS_CODING, direction: DESC}) { totalCount
       facets(by: [EXON, CONSEQUENCE]) { name values { label count } }
       nodes { hgvsCoding cases { totalCount nodes { caseLabel } }
         findingFrequencies { nodes { term { curie } present persons } } } } }""",
    """query Q($n: Int!) { term(id: "HP:0002500") {
       observations(first: $n) { totalCount edges { cursor node { status } } } papers { nodes { pmid } } }
       search(text: "white matter", first: $n) { nodes { node { iri } highlight } } }""",
    """query Q($n: Int!) { cases(last: $n, where: {not: [{sex: FEMALE}], observation: [{term: "HP:0002514",
       status: ABSENT}]}) { nodes { caseLabel categories { curie } } pageInfo { hasPreviousPage startCursor } } }""",
)
AROUND = """query Q($n: Int!) { genes(where: {disease: ["toy disease"], case: {affected: true}}) {
       facets(by: [DISEASE, PAPER]) { name values { label count } } nodes { symbol } }
       families(first: $n, where: {members: {min: 2}}, orderBy: {field: LABEL}) { totalCount
         facets(by: [GENE, VARIANT, YEAR]) { name values { label count } } nodes { label cases { totalCount } } }
       treatments(first: $n, where: {words: "Toy", not: [{told: true}]}, orderBy: {field: NAME, direction: DESC}) {
         facets(by: [NAME, DEPTH]) { name values { label count } } edges { cursor node { label outcome } } }
       cases(first: $n) { nodes { variants(where: {gene: "TOY1"}) { totalCount nodes { hgvs } } } } }"""
MOST = 8


@pytest.fixture(scope="module")
def workers(toy_release: Release) -> Iterator[ServingEngine]:
    engine = WorkerEngine(toy_release.dataset)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def remote(oxigraph: str) -> Iterator[ServingEngine]:
    engine = RemoteEngine(oxigraph)
    yield engine
    engine.close()


def asked(engine: Engine, query: str, size: int) -> dict:
    """The answer and, in its extensions, the SPARQL that was run."""
    body = {"query": query, "variables": {"n": size}, "extensions": {"sparql": True}}
    answer = TestClient(make_app(engine, Settings(cache_most=0))).post("/graphql", json=body).json()  # type: ignore[arg-type]
    assert "errors" not in answer, answer["errors"]
    return answer


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("other", ["workers", "remote"])
def test_every_engine_gives_the_same_answer(
    toy: Engine, other: str, query: str, request: pytest.FixtureRequest
) -> None:
    engine: ServingEngine = request.getfixturevalue(other)
    for one in (toy, engine):
        asked(one, query, 3)  # the names of a graph without an index are read by the first request that wants them
    here, there = asked(toy, query, 3), asked(engine, query, 3)
    assert there["data"] == here["data"]
    # What is ready in one turn is asked in one query; a list that comes a turn later asks for its labels once more.
    assert abs(len(there["extensions"]["sparql"]) - len(here["extensions"]["sparql"])) <= 1


@pytest.mark.parametrize("other", ["workers", "remote"])
def test_every_engine_lists_the_same_genes_families_and_treatments(
    toy: Engine, other: str, request: pytest.FixtureRequest
) -> None:
    here, there = asked(toy, AROUND, 3), asked(request.getfixturevalue(other), AROUND, 3)
    assert there["data"] == here["data"]
    assert all(one.get("nodes") or one.get("edges") for one in here["data"].values())


@pytest.mark.slow
def test_a_page_of_fifty_cases_with_all_that_hangs_on_them_costs_eight_queries_at_most(real: Engine) -> None:
    query = QUERIES[0]
    counts = {size: len(asked(real, query, size)["extensions"]["sparql"]) for size in (1, 10, 50)}
    assert counts[50] <= MOST
    assert len(asked(real, query, 50)["data"]["cases"]["nodes"]) == 50
    assert counts[50] <= counts[10] + 1, "a larger page may reach a level that a smaller one did not have"


@pytest.mark.slow
def test_connections_of_every_owner_on_a_page_are_read_at_once(real: Engine) -> None:
    query = """query Q($n: Int!) { papers(first: $n) { nodes {
        cases(where: {sex: FEMALE}, orderBy: {field: AGE_AT_ONSET}) { totalCount nodes { caseLabel } }
        variants { nodes { hgvsCoding } } statistics(first: 2) { nodes { measure } }
        observations(where: {imaging: true}) { totalCount facets(by: [MODALITY]) { values { label count } } } } } }"""
    few, many = (len(asked(real, query, size)["extensions"]["sparql"]) for size in (5, 50))
    assert many <= few + 1
    assert many <= MOST


def test_tables_of_every_owner_on_a_page_are_read_at_once(toy: Engine) -> None:
    query = "query Q($n: Int!) { variants(first: $n) { nodes { findingFrequencies(first: 3) { nodes { present } } } } }"
    assert len(asked(toy, query, 6)["extensions"]["sparql"]) == len(asked(toy, query, 2)["extensions"]["sparql"])


def test_a_table_of_one_owner_is_that_of_all_owners_cut_to_it(toy: Engine) -> None:
    own = """query Q($n: Int!) { variants(first: $n) { nodes { iri findingFrequencies {
        nodes { present absent notReported persons term { iri } } } } } }"""
    every = """query Q($n: Int!) { findingFrequencies(groupBy: VARIANT, first: $n) {
        nodes { group { iri } present absent notReported persons term { iri } } } }"""
    rows = [
        {"group": {"iri": node["iri"]}, **row}
        for node in asked(toy, own, 10)["data"]["variants"]["nodes"]
        for row in node["findingFrequencies"]["nodes"]
    ]
    known = asked(toy, every, 100)["data"]["findingFrequencies"]["nodes"]
    assert sorted(map(repr, rows)) == sorted(repr({"group": row.pop("group"), **row}) for row in known)
    assert rows


def test_memory_is_the_engine_of_these_tests(toy: Engine) -> None:
    assert isinstance(toy, MemoryEngine)
