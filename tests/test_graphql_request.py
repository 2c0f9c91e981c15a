"""A request of GraphQL over HTTP: how it is asked, what its statuses say, what is kept, what it costs, how it fails."""

import asyncio
import io
import json
import logging
import re
from collections.abc import Awaitable, Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest
from graphql import GraphQLError, build_schema, get_named_type
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from starlette.types import Message

from api import logs
from api.app import make_app
from api.graphql.failures import told
from api.graphql.inside import noted
from api.graphql.kinds import KINDS
from api.graphql.node import LINK
from api.graphql.schema import core
from api.settings import Settings
from kg.engine import Answer, Engine, Question, Row
from kg.engine.asking import Asking
from kg.engine.rows import rows_of
from kg.engine.serving import Busy, EngineFailure, EngineState, OutOfMemory, Overdue, TooLarge, Unreachable
from kg.files import Damaged
from kg.lexicon.spelling import PROLOGUE
from kg.release import Release
from tests.endless import Endless
from tests.examples import most

JSON, RESPONSE = "application/json", "application/graphql-response+json"
CASES = "query Cases($n: Int = 2) { cases(first: $n) { totalCount nodes { iri caseLabel paper { pmid } } } }"
SENT = {"content-type": JSON}
COUNT = "{ cases { totalCount } }"
NAME = "{ __typename }"


class Counting:
    """An engine that counts what it is asked; it fails where it is told to."""

    def __init__(self, engine: Engine, failure: Exception | None = None) -> None:
        self._engine, self._failure = engine, failure
        self.asked = 0

    async def ask(self, question: Question, deadline: float) -> Answer:
        self.asked += 1
        if self._failure:
            raise self._failure
        return await self._engine.ask(question, deadline)  # type: ignore[attr-defined,no-any-return]

    def rows(self, query: str) -> list[Row]:
        return self._engine.rows(query)

    def state(self) -> EngineState:
        return EngineState("counting", ready=True)


def served(engine: object, chosen: Settings = Settings(), release: Release | None = None) -> TestClient:  # noqa: B008
    return TestClient(make_app(engine, chosen, release and release.manifest))  # type: ignore[arg-type]


@pytest.fixture
def engine(toy: Engine) -> Counting:
    return Counting(toy)


@pytest.fixture
def client(engine: Counting) -> TestClient:
    return served(engine)


def post(client: TestClient, query: str | None, accept: str = RESPONSE, **members: Any) -> Any:
    given = {"query": query, **members}
    return client.post("/graphql", json=given, headers={"accept": accept})


def get(client: TestClient, headers: dict[str, str] | None = None, **parameters: str) -> Any:
    return client.get("/graphql", params=parameters, headers=headers or {})


def code(answer: Any) -> str:
    found: str = answer.json()["errors"][0]["extensions"]["code"]
    return found


def hashed(text: str) -> dict[str, Any]:
    return {"persistedQuery": {"version": 1, "sha256Hash": sha256(text.encode()).hexdigest()}}


# How it is asked.


def test_post_and_get_give_the_same_answer(client: TestClient) -> None:
    posted = client.post("/graphql", json={"query": CASES, "variables": {"n": 1}, "operationName": "Cases"})
    got = get(client, query=CASES, variables='{"n": 1}', operationName="Cases")
    assert posted.json() == got.json()
    assert len(got.json()["data"]["cases"]["nodes"]) == 1


def test_both_addresses_answer_without_sending_a_client_on(client: TestClient) -> None:
    for path in ("/graphql", "/graphql/"):
        assert client.post(path, json={"query": NAME}, follow_redirects=False).status_code == 200


def test_a_head_is_a_get_without_its_body(client: TestClient) -> None:
    for asked in ({"query": NAME}, {"query": "{"}, {}):
        whole, head = client.get("/graphql", params=asked), client.head("/graphql", params=asked)
        assert (head.status_code, head.content) == (whole.status_code, b"")
        assert head.headers["content-type"] == whole.headers["content-type"]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_other_methods_are_not_done_here(client: TestClient, method: str) -> None:
    answer = client.request(method, "/graphql", json={"query": NAME})
    assert answer.status_code == 405
    assert {"GET", "POST"} <= set(answer.headers["allow"].replace(" ", "").split(","))


def test_what_is_empty_in_an_address_counts_as_absent(client: TestClient) -> None:
    assert get(client, query=NAME, variables="", operationName="", extensions="").json()["data"]
    assert get(client, query="").status_code == 400


def test_what_is_null_in_a_body_counts_as_absent_and_what_is_unknown_is_passed_over(client: TestClient) -> None:
    answer = post(client, NAME, variables=None, operationName=None, extensions=None, doc_id="x", wanted=[1])
    assert answer.json()["data"] == {"__typename": "Query"}


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("[]", JSON, 400),
        ("{", JSON, 400),
        ('"{ __typename }"', JSON, 400),
        ("{}", JSON, 400),
        ('{"query": 1}', JSON, 400),
        ('{"query": ""}', JSON, 400),
        ('{"query": "{a}", "variables": []}', JSON, 400),
        ('{"query": "{a}", "operationName": 1}', JSON, 400),
        ('{"query": "{a}", "extensions": "x"}', JSON, 400),
        ('{"query": "{a}"}', "text/plain", 415),
        ('{"query": "{a}"}', "", 415),
        ('{"query": "{a}"}', f"{JSON}; charset=utf-16", 415),
        ("query=%7Ba%7D", "application/x-www-form-urlencoded", 415),
        (b'{"query": "\xff"}', JSON, 400),
        (b" " * 1_000_001, JSON, 413),
    ],
)
def test_what_is_no_request_is_refused_by_its_status(
    client: TestClient, body: str | bytes, kind: str, status: int
) -> None:
    for accept in (JSON, RESPONSE):
        answer = client.post("/graphql", content=body, headers={"content-type": kind, "accept": accept})
        assert (answer.status_code, code(answer)) == (status, "BAD_REQUEST")
        assert answer.headers["content-type"].startswith(accept)


def test_each_request_of_a_batch_is_told_that_batches_are_not_taken(client: TestClient) -> None:
    for accept, times in ((JSON, 1), (RESPONSE, 2), (RESPONSE, 100)):
        answer = client.post("/graphql", json=[{"query": NAME}] * times, headers={"accept": accept})
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (400, accept)
        assert len(answer.json()) == times
        for one in answer.json():
            [error] = one["errors"]
            assert error["extensions"]["code"] == "BAD_REQUEST"
            assert "send each request alone" in error["message"]
            assert "data" not in one
    for body in ([{"query": NAME}] * 101, [NAME], []):
        assert code(client.post("/graphql", json=body)) == "BAD_REQUEST"


@pytest.mark.parametrize("given", [{"variables": "[]"}, {"variables": "{"}, {"extensions": "1"}])
def test_parameters_that_are_no_objects_are_refused(client: TestClient, given: dict[str, str]) -> None:
    answer = get(client, query=NAME, **given)
    assert (answer.status_code, code(answer)) == (400, "BAD_REQUEST")


# What its statuses say.


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nope }", "GRAPHQL_VALIDATION_FAILED"),
        ("mutation { nope }", "GRAPHQL_VALIDATION_FAILED"),
        ("query A { cases { totalCount } } query B { cases { totalCount } }", "OPERATION_RESOLUTION_FAILURE"),
        ("fragment f on Case { iri }", "GRAPHQL_VALIDATION_FAILED"),
        ("query A($x: Int!) { cases(first: $x) { totalCount } }", "BAD_USER_INPUT"),
        ('{ cases(where: {observation: [{term: "HP:9999999"}]}) { totalCount } }', "BAD_USER_INPUT"),
        ("{ cases(first: 501) { totalCount } }", "BAD_USER_INPUT"),
        ("{ cases(first: -1) { totalCount } }", "BAD_USER_INPUT"),
    ],
)
def test_a_mistake_has_a_code_a_place_and_a_status_that_the_type_allows(
    client: TestClient, query: str, expected: str
) -> None:
    old, new = post(client, query, JSON), post(client, query)
    assert code(old) == code(new) == expected
    assert (old.status_code, new.status_code) == (200, 400)
    assert (old.headers["content-type"], new.headers["content-type"]) == (
        f"{JSON}; charset=utf-8",
        f"{RESPONSE}; charset=utf-8",
    )
    assert old.json() == new.json()
    assert old.json().get("data") is None
    assert old.headers["cache-control"] == new.headers["cache-control"] == "no-store"


def test_a_request_that_never_ran_has_no_data_member(client: TestClient) -> None:
    for query in ("{ nope }", "{", "query ($x: Int!) { cases(first: $x) { totalCount } }"):
        assert "data" not in post(client, query).json()


def test_an_operation_is_chosen_by_its_name(client: TestClient) -> None:
    two = "query A { __typename } query B { again: __typename }"
    assert post(client, two, operationName="B").json()["data"] == {"again": "Query"}
    assert code(post(client, two, operationName="C")) == "OPERATION_RESOLUTION_FAILURE"


def test_what_could_be_answered_is_sent_with_what_could_not(client: TestClient) -> None:
    lost = """case(id: "toy woman") { finding(term: "nothing") { status } }"""
    answer = post(client, f"{{ cases(first: 1) {{ totalCount }} lost: {lost} }}")
    assert answer.status_code == 200
    assert answer.json()["data"]["lost"] is None
    assert answer.json()["data"]["cases"]["totalCount"] > 0
    assert answer.json()["errors"][0]["path"] == ["lost", "finding"]


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (JSON, JSON),
        (RESPONSE, RESPONSE),
        (f"{RESPONSE}, {JSON};q=0.9", RESPONSE),
        (f"{JSON}, {RESPONSE};q=0.5", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
    ],
)
def test_the_type_of_an_answer_is_the_one_wanted(client: TestClient, accept: str, kind: str) -> None:
    answer = post(client, NAME, accept)
    assert answer.headers["content-type"] == f"{kind}; charset=utf-8"
    assert "Accept" in answer.headers["vary"]


def test_no_type_that_fits_is_406_with_those_that_do(client: TestClient) -> None:
    for answer in (post(client, NAME, "image/png"), get(client, {"accept": "image/png"}, query=NAME)):
        assert answer.status_code == 406
        assert answer.json()["supported"] == [RESPONSE, JSON]


# Faults, and failures of the engine.


ONE = ("paper", "case", "variant", "term", "observation", "statistic", "family", "gene", "node")
SEVERAL = ("papersByName", "casesByName", "variantsByName", "termsByName", "nodes")


@pytest.mark.parametrize("name", ["nobody is called so", "http://[::1", "a\\b", "", "\ud800", "HP:9999999"])
def test_a_name_of_nothing_is_null_at_every_look_up_and_costs_no_other_field(client: TestClient, name: str) -> None:
    asked = [f"{field}(id: $n) {{ id }}" for field in ONE]
    asked += [f"{field}(ids: [$n, $n]) {{ id }}" for field in SEVERAL]
    query = f"query Q($n: %s) {{ cases(first: 1) {{ totalCount }} {' '.join(asked)} }}"
    for kind in ("String!", "ID!"):
        own = query % kind
        for field in ("node", "nodes") if kind == "String!" else (*ONE[:-1], *SEVERAL[:-1]):
            own = re.sub(rf"\b{field}\(.*?\}}", "", own)
        answer = client.post("/graphql", content=json.dumps({"query": own, "variables": {"n": name}}), headers=SENT)
        told = answer.json()
        assert "errors" not in told, told
        assert told["data"].pop("cases")["totalCount"] > 0
        assert set(map(str, told["data"].values())) <= {"None", "[None, None]"}
        places = {tuple(one["path"]) for one in told["extensions"]["suggestions"]}
        assert places == {
            place
            for field, value in told["data"].items()
            for place in ([(field, 0), (field, 1)] if value else [(field,)])
        }
        assert all(one["suggestions"] == [] or name for one in told["extensions"]["suggestions"])


def test_a_name_of_nothing_says_where_it_stood_and_what_may_be_meant(client: TestClient) -> None:
    query = '{ who: case(id: "toy womn") { iri } casesByName(ids: ["toy woman", "toy womn"]) { iri } }'
    told = post(client, query).json()
    assert [one and "iri" in one for one in told["data"]["casesByName"]] == [True, None]
    places = {tuple(one["path"]): one for one in told["extensions"]["suggestions"]}
    assert places.keys() == {("who",), ("casesByName", 1)}
    for one in places.values():
        assert one["name"] == "toy womn"
        assert "'toy womn' is the name of nothing here" in one["message"]
        assert "case:pmid-0000001/toy-woman" in one["suggestions"]


def test_a_name_of_several_things_is_null_with_all_that_it_may_be(client: TestClient) -> None:
    told = post(client, '{ variant(id: "L70P") { iri } }').json()
    known = post(client, "{ variants { nodes { curie hgvsProtein } } }").json()["data"]["variants"]["nodes"]
    both = {one["curie"] for one in known if one["hgvsProtein"] == "p.Leu70Pro"}
    assert len(both) == 2
    assert told["data"]["variant"] is None
    [said] = told["extensions"]["suggestions"]
    assert set(said["suggestions"]) == both
    assert "any of 2 things" in said["message"]
    assert "rewrites" not in told["extensions"]


def test_of_many_names_of_nothing_the_first_are_told(client: TestClient) -> None:
    told = post(client, "query ($n: [String!]!) { casesByName(ids: $n) { id } }", variables={"n": ["nobody"] * 400})
    assert told.json()["data"]["casesByName"] == [None] * 400
    assert [one["path"][1] for one in told.json()["extensions"]["suggestions"]] == list(range(20))


@pytest.mark.parametrize("field", [*ONE, *SEVERAL])
def test_what_is_longer_than_any_name_is_the_clients_mistake_at_every_look_up(client: TestClient, field: str) -> None:
    name = json.dumps("x" * 1001)
    answer = post(client, f"{{ {field}({f'ids: [{name}]' if field in SEVERAL else f'id: {name}'}) {{ id }} }}")
    assert code(answer) == "BAD_USER_INPUT"
    assert "1000 characters" in answer.json()["errors"][0]["message"]


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the server logs, and the logging of the tests as it was afterwards."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    stream = io.StringIO()
    root.handlers = []
    logs.configure(stream)
    yield stream
    root.handlers[:], root.level = before


def test_a_fault_of_ours_is_masked_and_its_text_is_in_the_log_alone(toy: Engine, lines: io.StringIO) -> None:
    answer = post(served(Counting(toy, RuntimeError("secret path /etc/passwd"))), COUNT)
    assert (answer.status_code, code(answer)) == (500, "INTERNAL_SERVER_ERROR")
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    fault = re.search(r"written down as (\w+)", answer.text)
    assert fault
    logged = [json.loads(line) for line in lines.getvalue().splitlines()]
    traces = [one["trace"] for one in logged if one["message"] == f"fault {fault[1]}"]
    assert "secret path /etc/passwd" in traces[0]
    assert answer.headers["x-query-id"] in {one.get("queryId") for one in logged}


@pytest.mark.parametrize(
    ("failure", "status", "expected"),
    [
        (Overdue(1), 504, "QUERY_TIMEOUT"),
        (TooLarge(1000), 422, "ANSWER_TOO_LARGE"),
        (Busy(3), 503, "SERVICE_UNAVAILABLE"),
        (OutOfMemory("the query needed more memory than one query may have"), 503, "SERVICE_UNAVAILABLE"),
        (Unreachable("the endpoint is down"), 503, "SERVICE_UNAVAILABLE"),
    ],
)
def test_when_the_engine_gives_no_answer_the_status_says_why(
    toy: Engine, failure: EngineFailure, status: int, expected: str
) -> None:
    client = served(Counting(toy, failure), Settings(deadline=1))
    answer = post(client, COUNT)
    assert (answer.status_code, code(answer)) == (status, expected)
    assert answer.json()["errors"][0]["message"] == str(failure)
    assert answer.headers["cache-control"] == "no-store"
    assert post(client, COUNT, JSON).status_code == 200


@pytest.mark.parametrize("failure", [Overdue(1), TooLarge(1), Busy(3), Unreachable("toy endpoint is down")])
def test_each_failure_keeps_its_words(failure: EngineFailure) -> None:
    assert told(GraphQLError(str(failure), original_error=failure), before=False)["message"] == str(failure)


def test_a_damaged_file_is_a_fault_of_ours_whose_place_no_client_learns() -> None:
    damage = Damaged(Path("toy/people.npz"), "is damaged", "`kg build` makes it anew")
    found = told(GraphQLError(str(damage), original_error=damage), before=False)
    assert found["extensions"]["code"] == "INTERNAL_SERVER_ERROR" and "people.npz" not in json.dumps(found)


@pytest.mark.parametrize("attack", ['" } INSERT', "x> ?p ?o } #", '" } #', "\ud800", "HP:0002500> . ?s ?p ?o"])
def test_no_variable_breaks_out_of_its_query(client: TestClient, attack: str) -> None:
    query = "query Q($t: [String!]) { cases(where: {paper: {id: $t}}) { totalCount } }"
    body = json.dumps({"query": query, "variables": {"t": attack}})
    assert code(client.post("/graphql", content=body, headers={"content-type": JSON})) == "BAD_USER_INPUT"


def over_asgi(work: Callable[[httpx.AsyncClient], Awaitable[Any]], engine: object, chosen: Settings) -> Any:
    """What comes of work with a client on the event loop of the app, so that requests may run at once."""

    async def run() -> Any:
        transport = httpx.ASGITransport(make_app(engine, chosen))  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://toy.example") as client:
            return await work(client)

    return asyncio.run(run())


def test_a_client_has_its_turns_and_then_429() -> None:
    engine = Endless()

    async def work(client: httpx.AsyncClient) -> httpx.Response:
        slow = asyncio.create_task(client.post("/graphql", json={"query": COUNT}))
        await engine.started.wait()
        refused = await client.post("/graphql", json={"query": COUNT})
        slow.cancel()
        await asyncio.gather(slow, return_exceptions=True)
        return refused

    answer = over_asgi(work, engine, Settings(running_per_client=1, patience=0.01))
    assert (answer.status_code, code(answer)) == (429, "TOO_MANY_REQUESTS")
    assert answer.headers["retry-after"] == "5"
    assert engine.asked == 1


@pytest.mark.parametrize("query", [COUNT, '{ case(id: "toy man") { iri } }', "{ cases { nodes { caseLabel } } }"])
def test_a_client_that_leaves_stops_its_query(query: str) -> None:
    async def attempt() -> Endless:
        engine = Endless()
        app = make_app(engine)  # type: ignore[arg-type]
        body = json.dumps({"query": query}).encode()
        coming = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def receive() -> Message:
            for message in coming:
                return message
            await engine.started.wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            """Nobody reads it."""

        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "POST",
            "scheme": "http",
            "path": "/graphql",
            "raw_path": b"/graphql",
            "query_string": b"",
            "root_path": "",
            "client": None,
            "headers": [(b"content-type", JSON.encode())],
            "server": ("toy.example", 80),
        }
        async with asyncio.timeout(5):  # not what is promised: it keeps a failure from lasting for ever
            await app(scope, receive, send)
            await engine.stopped.wait()
            await asyncio.sleep(0.05)
        return engine

    assert asyncio.run(attempt()).asked == 1


def test_nothing_more_is_asked_for_a_client_that_has_left(engine: Counting) -> None:
    async def attempt() -> None:
        asking = Asking(engine, deadline=1)  # type: ignore[arg-type]
        asking.close()
        await asyncio.gather(asyncio.to_thread(asking.rows, "SELECT * {}"), return_exceptions=True)

    asyncio.run(attempt())
    assert engine.asked == 0


# What is kept: persisted queries, tags and answers.


def test_a_persisted_query_is_missed_then_learned_then_known_by_its_hash(client: TestClient) -> None:
    missed = post(client, None, extensions=hashed(CASES))
    assert code(missed) == "PERSISTED_QUERY_NOT_FOUND"
    assert missed.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    assert missed.headers["cache-control"] == "no-store"
    learned = post(client, CASES, extensions=hashed(CASES))
    known = get(client, extensions=json.dumps(hashed(CASES)))
    assert known.json()["data"] == learned.json()["data"]
    again = get(client, {"if-none-match": known.headers["etag"]}, extensions=json.dumps(hashed(CASES)))
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == known.headers["etag"]


@pytest.mark.parametrize(
    "named",
    [
        {"version": 1, "sha256Hash": "0" * 64},
        {"version": 2, "sha256Hash": hashed(CASES)["persistedQuery"]["sha256Hash"]},
        {"version": 1},
        {"version": 1, "sha256Hash": 7},
        "x",
    ],
)
def test_a_hash_that_is_not_the_texts_is_refused_and_nothing_is_learned(client: TestClient, named: object) -> None:
    answer = post(client, CASES, extensions={"persistedQuery": named})
    assert (answer.status_code, code(answer)) == (400, "BAD_REQUEST")
    assert code(post(client, None, extensions=hashed(CASES))) == "PERSISTED_QUERY_NOT_FOUND"


def test_a_tag_is_of_the_query_its_variables_and_the_type(client: TestClient) -> None:
    tags = [
        get(client, query=CASES).headers["etag"],
        get(client, query=CASES, variables='{"n": 1}').headers["etag"],
        get(client, query=CASES, variables='{"n": 3}').headers["etag"],
        get(client, query=CASES + " ").headers["etag"],
        get(client, {"accept": RESPONSE}, query=CASES).headers["etag"],
    ]
    assert len(set(tags)) == len(tags)
    assert get(client, query=CASES).headers["etag"] == tags[0]


def test_a_tag_that_outlived_the_server_needs_no_query(toy: Engine, toy_release: Release) -> None:
    tag = get(served(toy, release=toy_release), query=CASES).headers["etag"]
    engine = Counting(toy)
    assert get(served(engine, release=toy_release), {"if-none-match": tag}, query=CASES).status_code == 304
    assert engine.asked == 0


def test_an_answer_is_kept_and_says_the_same_of_itself(client: TestClient, engine: Counting) -> None:
    first = get(client, query=CASES)
    asked = engine.asked
    second = get(client, query=CASES)
    assert engine.asked == asked > 0
    assert second.content == first.content
    for name in ("etag", "cache-control", "content-type", "vary", "x-query-cost"):
        assert second.headers[name] == first.headers[name]


def test_an_answer_with_errors_is_never_kept(client: TestClient, engine: Counting) -> None:
    query = '{ cases(first: 1) { totalCount } papers(where: {id: "nobody"}) { totalCount } }'
    asked = []
    for _ in range(2):
        before = engine.asked
        answer = get(client, query=query)
        assert "etag" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"
        asked.append(engine.asked - before)
    assert min(asked) > 0


def test_answers_of_an_endpoint_elsewhere_are_never_kept(engine: Counting) -> None:
    client = served(engine, Settings(engine="http://toy.example/sparql"))
    asked = []
    for _ in range(2):
        before = engine.asked
        answer = get(client, query=CASES)
        assert "etag" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"
        asked.append(engine.asked - before)
    assert asked[0] == asked[1] > 0


# What it costs, and the SPARQL behind it.


def test_the_cost_is_told_in_the_answer_and_in_a_header(client: TestClient) -> None:
    small, large = post(client, CASES, variables={"n": 1}), post(client, CASES, variables={"n": 100})
    for answer in (small, large):
        cost = answer.json()["extensions"]["cost"]
        assert answer.headers["x-query-cost"] == str(cost["requested"])
        assert 0 < cost["requested"] <= cost["limit"]
    assert int(large.headers["x-query-cost"]) > int(small.headers["x-query-cost"])


@pytest.mark.parametrize("how", [{"json": {"dryRun": True}}, {"header": "dry-run"}, {"header": "Sparql, Dry-Run"}])
def test_a_dry_run_names_its_pages_and_asks_nothing(client: TestClient, engine: Counting, how: dict[str, Any]) -> None:
    body = {"query": CASES, "variables": {"n": 7}, "extensions": how.get("json")}
    answer = client.post("/graphql", json=body, headers={"graphql-show": how.get("header", "")})
    assert engine.asked == 0
    told = answer.json()["extensions"]
    assert told["dryRun"] is True
    assert [(one["field"], one["size"]) for one in told["cost"]["pages"]] == [("cases", 7)]
    assert answer.headers["x-query-cost"] == str(told["cost"]["requested"])
    assert answer.json()["data"] == {}


NESTED = "papers(first: %d) { nodes { cases(first: %d) { nodes { observations(first: %d) { nodes { id } } } } } }"


def price(client: TestClient, query: str, **variables: Any) -> int:
    """What a query costs, which a dry run tells as well."""
    answer = post(client, query, variables=variables)
    dry = post(client, query, variables=variables, extensions={"dryRun": True})
    assert answer.headers["x-query-cost"] == dry.headers["x-query-cost"]
    return int(dry.headers["x-query-cost"])


def test_what_is_not_there_costs_nothing(toy: Engine, toy_release: Release) -> None:
    client = served(toy, release=toy_release)
    there = post(client, "{ cases { totalCount } papers { totalCount } }").json()["data"]
    cases, papers = there["cases"]["totalCount"], there["papers"]["totalCount"]
    query = "query ($n: Int) { cases(first: $n) { nodes { id } } }"
    assert price(client, query, n=500) == price(client, query, n=cases) == 1 + cases
    assert price(client, query, n=cases - 1) == cases
    everything, enough = NESTED % (500, 500, 500), NESTED % (papers, cases, 100)
    assert price(client, f"{{ {everything} }}") == price(client, f"{{ {enough} }}") <= papers * (2 + cases * 100)
    assert "errors" not in post(client, f"{{ {everything} }}").json()
    assert code(post(served(toy), f"{{ {everything} }}")) == "COST_LIMIT_EXCEEDED", (
        "of what is not known, what is asked"
    )


def test_an_answer_tells_how_many_things_it_shows(toy: Engine, toy_release: Release) -> None:
    client = served(toy, release=toy_release)
    query = f"""{{ {NESTED % (500, 500, 500)} search(text: "toy", first: 500) {{ nodes {{ node {{ id }} }} }}
        findingFrequencies(first: 500) {{ edges {{ node {{ present term {{ id }} }} }} }}
        edged: cases(first: 3) {{ edges {{ node {{ id paper {{ id }} genotypes {{ variant {{ id }} }} }} }} }} }}"""
    told = post(client, query).json()
    cost = told["extensions"]["cost"]
    papers = told["data"]["papers"]["nodes"]
    cases = [case for paper in papers for case in paper["cases"]["nodes"]]
    nested = len(papers) + len(cases) + sum(len(case["observations"]["nodes"]) for case in cases)
    hits = sum(1 + (hit["node"] is not None) for hit in told["data"]["search"]["nodes"])
    rows = 2 * len(told["data"]["findingFrequencies"]["edges"])
    edged = [edge["node"] for edge in told["data"]["edged"]["edges"]]
    carried = sum(2 + 2 * len(case["genotypes"]) for case in edged)
    assert cost["actual"] == nested + hits + rows + carried <= cost["requested"]
    assert "actual" not in post(client, query, extensions={"dryRun": True}).json()["extensions"]["cost"]


@pytest.mark.parametrize("graph", ["toy", pytest.param("real", marks=pytest.mark.slow)])
def test_no_plain_list_is_longer_than_it_was_priced(graph: str, request: pytest.FixtureRequest) -> None:
    release: Release = request.getfixturevalue(f"{graph}_release")
    engine = release.engine()
    client = served(engine, Settings(graphql_cost_most=10**6), release)
    longer = 0
    for name, kind in core().type_map.items():
        classes = getattr(KINDS.get(name), "classes", ())
        lists = [field for field, one in getattr(kind, "fields", {}).items() if LINK in noted(one) and not one.args]
        if not classes or not lists or name == "OntologyTerm":
            continue
        rows = engine.rows(
            f"{PROLOGUE} SELECT DISTINCT ?x {{ {' UNION '.join(f'{{ ?x a {one} }}' for one in classes)} }}"
        )
        for row in rows[:500]:
            asked = " ".join(f"{field} {{ ... on Thing {{ id }} }}" for field in lists)
            query = f'{{ node(id: "{row["x"].value}") {{ ... on {name} {{ {asked} }} }} }}'
            cost = post(client, query).json()["extensions"]["cost"]
            assert cost["actual"] <= cost["requested"], (query, cost)
            longer += cost["actual"] > 1
    assert longer > 30


def test_the_release_is_counted_once_and_an_engine_that_fails_then_costs_no_answer(
    toy: Engine, toy_release: Release
) -> None:
    engine = Counting(toy, Overdue(1))
    client = served(engine, release=toy_release)
    assert price(client, "{ cases(first: 500) { nodes { id } } }") == 501
    engine._failure = None
    assert price(client, "{ cases(first: 500) { nodes { id } } }") < 501
    asked = engine.asked
    post(client, "{ cases(first: 400) { nodes { id } } }")
    assert engine.asked - asked == 2, "one for the list, one for its things"


def test_a_dry_run_prices_what_would_be_refused(client: TestClient) -> None:
    dear = "{ cases(first: 500) { nodes { paper { cases(first: 500) { nodes { paper { pmid } } } } } } }"
    told = post(client, dear, extensions={"dryRun": True}).json()
    assert told["extensions"]["cost"]["requested"] > told["extensions"]["cost"]["limit"]
    assert post(client, dear).status_code == 400


@pytest.mark.parametrize("how", [{"extensions": {"sparql": True}}, {"headers": {"graphql-show": "sparql"}}])
def test_every_sparql_that_ran_is_shown_and_can_be_run_again(
    toy: Engine, client: TestClient, engine: Counting, how: dict[str, Any]
) -> None:
    query = """{ cases(first: 3) { totalCount nodes { caseLabel genotypes { variant { hgvsCoding } }
      observations { nodes { status term { label } } } paper { title } } facets(by: [SEX]) { values { count } } } }"""
    body = {"query": query, "extensions": how.get("extensions")}
    answer = client.post("/graphql", json=body, headers=how.get("headers"))
    runs = answer.json()["extensions"]["sparql"]
    assert len(runs) == engine.asked > 1
    for run in runs:
        assert run["milliseconds"] >= 0
        alone = rows_of(toy.answer(Question(run["query"], ["application/sparql-results+json"])))
        again = client.post("/sparql", data={"query": run["query"]}).json()["results"]["bindings"]
        assert len(again) == len(alone)
    assert "etag" not in answer.headers
    assert "sparql" not in post(client, query).json()["extensions"]


# Other origins, and browsers.


def test_pages_of_other_origins_may_ask_and_read_the_cost(client: TestClient) -> None:
    headers = {"origin": "https://toy.example", "access-control-request-method": "POST"}
    asked = client.options("/graphql", headers={**headers, "access-control-request-headers": "graphql-show"})
    assert asked.status_code == 204
    assert {"content-type", "graphql-show"} <= listed(asked, "access-control-allow-headers")
    assert "post" in listed(asked, "access-control-allow-methods")
    for answer in (post(client, NAME), post(client, "{")):
        assert answer.headers["access-control-allow-origin"] == "*"
        assert {"etag", "x-query-cost", "x-query-id", "retry-after"} <= listed(answer, "access-control-expose-headers")


def listed(answer: Any, header: str) -> set[str]:
    return {one.strip().lower() for one in answer.headers[header].split(",")}


def test_a_browser_is_told_how_to_ask_and_loads_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/graphql", headers={"accept": "text/html,*/*;q=0.8"})
    assert page.headers["content-type"].startswith("text/html")
    assert "POST a query" in page.text
    assert not re.search(r'(src|href)="(https?:)?//', page.text)


# Anything else.


def test_no_operation_that_fits_the_schema_is_a_fault_of_ours_or_shows_more_than_it_was_priced(
    toy: Engine, toy_release: Release
) -> None:
    strategies = pytest.importorskip("hypothesis_graphql", reason="hypothesis-graphql is not installed")
    client = served(toy, Settings(cache_most=0), toy_release)
    schema = build_schema(client.get("/graphql/schema.graphql").text)
    assert schema.query_type
    own = [name for name in schema.query_type.fields if not name.startswith("_")]

    @settings(max_examples=most(150), deadline=None, suppress_health_check=list(HealthCheck))
    @given(strategies.queries(schema, fields=own), st.sampled_from([JSON, RESPONSE]))
    def ask(query: str, accept: str) -> None:
        body = json.dumps({"query": query})
        answer = client.post("/graphql", content=body, headers={"content-type": JSON, "accept": accept})
        codes = {one["extensions"]["code"] for one in answer.json().get("errors", ())}
        assert answer.status_code in (200, 400), query
        assert codes <= {"BAD_USER_INPUT", "COST_LIMIT_EXCEEDED"}, (query, answer.text)
        cost = answer.json().get("extensions", {}).get("cost", {})
        assert cost.get("actual", 0) <= cost.get("requested", 0), (query, cost)

    ask()


LISTS = {
    "cases": "Case",
    "variants": "Variant",
    "papers": "Paper",
    "statistics": "CohortStatistic",
    "terms": "OntologyTerm",
}


def plain(kind: Any) -> list[str]:
    """The fields of a type that are read without more: no arguments, no fields of their own."""
    return [
        name for name, one in kind.fields.items() if not one.args and not hasattr(get_named_type(one.type), "fields")
    ]


@pytest.mark.parametrize("root", LISTS)
def test_whatever_a_list_leads_to_can_be_asked_for_all_of_its_fields(client: TestClient, root: str) -> None:
    schema = build_schema(client.get("/graphql/schema.graphql").text)
    failed = []
    for name, one in schema.type_map[LISTS[root]].fields.items():  # type: ignore[attr-defined]
        kind = get_named_type(one.type)
        if one.args or not hasattr(kind, "fields") or not plain(kind):
            continue
        answer = post(client, f"{{ {root}(first: 20) {{ nodes {{ {name} {{ {' '.join(plain(kind))} }} }} }} }}")
        failed += [f"{name}: {error['message']}" for error in answer.json().get("errors", [])]
    assert failed == []


@pytest.mark.parametrize("name", ["http://[::1", "http://a/%4", "http://a:b", "http://[::1]x"])
def test_what_is_nearly_an_iri_is_the_clients_mistake_and_spoils_no_other_name(client: TestClient, name: str) -> None:
    query = """query Q($n: String!, $i: ID!) { node(id: $i) { id } nodes(ids: ["HP:0001250", $i]) { id }
        papersByName(ids: ["0000001", $n]) { pmid } }"""
    answer = client.post("/graphql", json={"query": query, "variables": {"n": name, "i": name}}).json()
    assert "errors" not in answer
    assert answer["data"]["node"] is None
    assert [one and "id" in one for one in answer["data"]["nodes"]] == [True, None]
    assert answer["data"]["papersByName"] == [{"pmid": "0000001"}, None]
    filtered = "query Q($n: String!) { cases(where: {paper: {id: [$n]}}) { totalCount } }"
    [error] = client.post("/graphql", json={"query": filtered, "variables": {"n": name}}).json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
