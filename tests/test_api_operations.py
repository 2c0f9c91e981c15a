"""What keeps a server well: deadlines, limits, kept answers, compression, health, counters, logs, settings."""

import asyncio
import gzip
import io
import json
import logging
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path

import brotli
import httpx2
import pytest
from starlette.testclient import TestClient

import api
from api import logs
from api.app import make_app
from api.asked import METHODS
from api.cache import Cache
from api.flight import Flights, Left, unless_left
from api.openapi import description
from api.quota import client_of
from api.settings import BadSetting, Settings
from kg.analysis import STANDARD
from kg.engine import Answer, Engine, Form, Question
from kg.engine.serving import (
    Busy,
    Ended,
    EngineFailure,
    EngineState,
    NotYet,
    OutOfMemory,
    Overdue,
    TooLarge,
    TooWide,
    Unreachable,
)
from kg.release import Release

ALL = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 100"
ASK = "ASK {}"
README = Path(api.__file__).with_name("README.md")


class Toy:
    """An engine that says what it was asked, and answers or fails as it is told."""

    def __init__(self, failure: EngineFailure | None = None, body: bytes = b'{"head":{},"boolean":true}') -> None:
        self.failure, self.body = failure, body
        self.asked: list[tuple[Question, float]] = []

    async def ask(self, question: Question, deadline: float) -> Answer:
        self.asked.append((question, deadline))
        if self.failure:
            raise self.failure
        return Answer(Form.ASK, "application/sparql-results+json", self.body)

    def rows(self, query: str) -> list[dict[str, str]]:
        return [{}]

    def state(self) -> EngineState:
        return EngineState("toy", ready=not self.failure, workers=3, running=1, waiting=2, restarted=4)


def served(engine: object, settings: Settings = Settings()) -> TestClient:  # noqa: B008 - it is frozen
    return TestClient(make_app(engine, settings))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def client(toy: Engine, toy_release: Release) -> TestClient:
    return TestClient(make_app(toy, Settings(), toy_release.manifest))  # type: ignore[arg-type]


def get(client: TestClient, query: str = ASK, headers: dict[str, str] | None = None, **more: object):
    return client.get("/sparql", params={"query": query, **more}, headers=headers or {})


@pytest.mark.parametrize(
    ("given", "seconds"),
    [({}, 30), *(({"timeout": text}, most) for text, most in {"5": 5, ".5": 0.5, "1e3": 60, "0": 30, "": 30}.items())],
)
def test_a_client_chooses_its_deadline_up_to_the_ceiling(given: dict[str, str], seconds: float) -> None:
    engine = Toy()
    assert get(served(engine), **given).status_code == 200
    assert engine.asked[0][1] == seconds


@pytest.mark.parametrize("given", [{"timeout": "soon"}, {"timeout": "-1"}, {"timeout": "nan"}, {"timeout": ["1", "2"]}])
def test_a_deadline_that_is_none_is_refused(given: dict[str, str]) -> None:
    assert get(served(Toy()), **given).status_code == 400


@pytest.mark.parametrize(
    ("failure", "status", "retry"),
    [
        (Overdue(30), 504, None),
        (TooLarge(1000), 422, None),
        (TooWide(10**9), 422, None),
        (OutOfMemory("the query needed more than it may have"), 503, None),
        (Ended(), 503, "1"),
        (Busy(64, retry_after=7), 503, "7"),
        (NotYet(retry_after=8), 503, "8"),
        (Unreachable("the endpoint is dead", retry_after=9), 502, "9"),
    ],
)
def test_each_failure_has_its_status_and_says_what_helps(
    failure: EngineFailure, status: int, retry: str | None
) -> None:
    answer = get(served(Toy(failure)))
    told = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.headers.get("retry-after") == retry
    assert told["detail"] == str(failure)
    assert told["queryId"] == answer.headers["x-query-id"]
    assert answer.headers["cache-control"] == "no-store"
    assert retry or "hint" in told


def test_a_fault_of_ours_is_told_without_its_text(lines: io.StringIO) -> None:
    class Broken(Toy):
        async def ask(self, question: Question, deadline: float) -> Answer:
            raise RuntimeError("secret")

    answer = get(served(Broken()))
    assert answer.status_code == 500
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "secret" not in answer.text
    assert answer.json()["queryId"] == answer.headers["x-query-id"]
    assert f"fault {answer.headers['x-query-id']}" in lines.getvalue()


def test_what_took_too_long_names_its_deadline() -> None:
    assert get(served(Toy(Overdue(12)))).json()["timeout"] == 12


def test_a_terminal_gets_plain_text_and_a_person_a_page(client: TestClient) -> None:
    wrong = "SELECT ?s WHERE {\n ?s a foo:Bar }"
    plain = get(client, wrong, {"accept": "text/plain"})
    assert plain.headers["content-type"].startswith("text/plain")
    assert plain.text.startswith("400 ")
    assert "\n ?s a foo:Bar }\n" in plain.text
    assert get(client, wrong, {"accept": "text/html"}).headers["content-type"].startswith("text/html")
    assert get(served(Toy(Overdue(1))), ASK, {"accept": "text/html"}).status_code == 504
    for accept in ("*/*", "application/sparql-results+json", "text/csv"):
        assert get(client, wrong, {"accept": accept}).headers["content-type"] == "application/problem+json"


def test_everything_in_the_url_and_an_empty_body_is_a_query_too(client: TestClient) -> None:
    assert client.post("/sparql?query=ASK%7B%7D").json()["boolean"] is True
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/sparql?query=ASK%7B%7D", headers=form).json()["boolean"] is True


def test_the_method_query_asks_as_post_does(client: TestClient) -> None:
    answer = client.request("QUERY", "/sparql", content=ASK, headers={"content-type": "application/sparql-query"})
    assert answer.json()["boolean"] is True
    assert "application/sparql-query" in client.options("/sparql").headers["accept-query"]


@pytest.mark.parametrize(("version", "status"), [("1.1", 200), ("1.2", 200), ("7", 400), (["1.1", "1.1"], 400)])
def test_the_version_is_one_we_know(client: TestClient, version: object, status: int) -> None:
    assert get(client, version=version).status_code == status


def test_a_head_is_a_get_without_its_body(client: TestClient) -> None:
    for parameters in ({}, {"query": ALL}, {"query": "ASK {"}):
        whole = client.get("/sparql", params=parameters)
        head = client.head("/sparql", params=parameters)
        assert (head.status_code, head.content) == (whole.status_code, b"")
        assert head.headers["content-type"] == whole.headers["content-type"]


def test_names_are_read_against_our_own_base(client: TestClient) -> None:
    answer = get(client, "SELECT (<x> AS ?x) {}").json()["results"]["bindings"][0]["x"]["value"]
    assert answer == "https://w3id.org/csf1r-kg/x"


def test_unicode_goes_in_and_out_unharmed(client: TestClient) -> None:
    for text in ("é", "𝔛", "\u202e", "a\u0301"):
        answer = client.post("/sparql", data={"query": f"SELECT ('{text}' AS ?x) {{}}"})
        assert answer.json()["results"]["bindings"][0]["x"]["value"] == text
    body = {"content-type": "application/sparql-query"}
    assert client.post("/sparql", content="\ufeffASK {}".encode(), headers=body).status_code == 200


def test_blank_nodes_of_an_answer_are_blank(client: TestClient) -> None:
    found = get(client, "SELECT * { BIND(BNODE() AS ?b) }").json()["results"]["bindings"]
    assert found[0]["b"]["type"] == "bnode"
    assert get(client, "CONSTRUCT { [] a <http://toy.example/T> } {}").status_code == 200


# Speed by immutability.


def test_an_answer_is_kept_and_a_client_that_holds_it_gets_no_body() -> None:
    engine = Toy()
    client = served(engine)
    first, second = get(client), get(client)
    assert first.content == second.content
    assert len(engine.asked) == 1
    assert first.headers["etag"] == second.headers["etag"]
    for tag in (first.headers["etag"], f'"x", {first.headers["etag"]}', "*"):
        again = get(client, headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
    assert get(client, headers={"if-none-match": '"other"'}).status_code == 200
    assert first.headers["x-query-id"] != second.headers["x-query-id"]


def test_an_etag_that_outlived_the_server_needs_no_query(toy: Engine, toy_release: Release) -> None:
    tag = get(TestClient(make_app(toy, Settings(), toy_release.manifest))).headers["etag"]  # type: ignore[arg-type]
    engine = Toy()
    anew = TestClient(make_app(engine, Settings(), toy_release.manifest))  # type: ignore[arg-type]
    assert get(anew, headers={"if-none-match": tag}).status_code == 304
    assert engine.asked == []


def test_each_type_release_and_dataset_has_an_etag_of_its_own(client: TestClient) -> None:
    tags = {
        get(client, ALL).headers["etag"],
        get(client, ALL, {"accept": "text/csv"}).headers["etag"],
        get(client, ALL, **{"default-graph-uri": "http://toy.example/"}).headers["etag"],
        get(served(Toy()), ALL).headers["etag"],
    }
    assert len(tags) == 4


@pytest.mark.parametrize("query", ["SELECT (RAND() AS ?x) {}", "SELECT (NOW() AS ?x) {}", "SELECT (uuid() AS ?x) {}"])
def test_what_differs_each_time_is_never_kept(query: str) -> None:
    engine = Toy()
    client = served(engine)
    assert "etag" not in get(client, query).headers
    assert get(client, query).headers["cache-control"] == "no-store"
    assert len(engine.asked) == 2


def test_a_remote_engine_is_always_asked_anew_and_a_cache_of_nothing_keeps_nothing() -> None:
    for settings in (Settings(engine="http://toy.example/sparql"), Settings(cache_most=0)):
        engine = Toy()
        client = served(engine, settings)
        assert "etag" not in get(client).headers
        assert get(client).status_code == 200
        assert len(engine.asked) == 2


def test_the_cache_is_bounded_and_forgets_what_was_not_used() -> None:
    cache: Cache[str] = Cache(4000)
    for number in range(20):
        cache.put(number, "x", 500)
        cache.get(0)
    assert cache.bytes <= 4000
    assert cache.get(0) == "x"
    assert cache.get(1) is None
    cache.put("large", "x", 2000)
    assert cache.get("large") is None


def test_a_large_answer_is_compressed_for_who_reads_that(client: TestClient, toy: Engine) -> None:
    plain = toy.answer(Question(ALL)).body
    for coding, read in (("gzip", gzip.decompress), ("br", brotli.decompress)):
        with client.stream("GET", "/sparql", params={"query": ALL}, headers={"accept-encoding": coding}) as answer:
            sent = b"".join(answer.iter_raw())
            assert answer.headers["content-encoding"] == coding
        assert read(sent) == plain
        assert len(sent) < len(plain) / 2
    assert "content-encoding" not in get(client, ALL, {"accept-encoding": "identity"}).headers
    assert "content-encoding" not in get(client, ASK, {"accept-encoding": "gzip"}).headers


# Limits.


@pytest.mark.parametrize(
    ("address", "forwarded", "client"),
    [
        ("192.0.2.1", "", "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", "192.0.2.1"),
        ("10.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.7, 10.0.0.2", "198.51.100.7"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("2001:db8::1", "", "2001:db8::/64"),
    ],
)
def test_only_a_trusted_proxy_may_say_who_asks(address: str, forwarded: str, client: str) -> None:
    assert client_of(address, forwarded, ("10.0.0.1", "10.0.0.2")) == client


def test_those_who_ask_the_same_at_once_share_one_run_until_the_last_has_left() -> None:
    async def attempt() -> tuple[int, bool]:
        flights, runs, stopped = Flights(), 0, False

        async def run() -> Answer:
            nonlocal runs, stopped
            runs += 1
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                stopped = True
                raise
            raise AssertionError

        leaving = [asyncio.create_task(flights.join("key", run)) for _ in range(3)]
        for one in leaving:
            await asyncio.sleep(0.01)
            assert not stopped
            one.cancel()
        await asyncio.gather(*leaving, return_exceptions=True)
        await asyncio.sleep(0.01)
        return runs, stopped

    assert asyncio.run(attempt()) == (1, True)


def test_a_client_that_leaves_stops_its_query() -> None:
    async def attempt() -> bool:
        stopped = asyncio.Event()

        async def work() -> Answer:
            try:
                await asyncio.sleep(60)
            finally:
                stopped.set()
            raise AssertionError

        async def receive() -> dict[str, str]:
            return {"type": "http.disconnect"}

        with pytest.raises(Left):
            await unless_left(work(), receive)  # type: ignore[arg-type]
        return stopped.is_set()

    assert asyncio.run(attempt())


# Operations.


def test_health_tells_living_from_ready(client: TestClient) -> None:
    assert client.get("/health/ready").json()["status"] == "ok"
    sick = served(Toy(Unreachable("dead")))
    assert sick.get("/health/live").status_code == 200
    assert (sick.get("/health/ready").status_code, sick.get("/health").status_code) == (503, 503)


def test_metrics_count_what_became_of_queries() -> None:
    client = served(Toy())
    for query in (ASK, ASK, "ASK { ?s ?p ?o }"):
        get(client, query)
    get(client, timeout="soon")
    told = client.get("/metrics").text
    for line in (
        'kg_queries_total{outcome="answered"} 2.0',
        'kg_queries_total{outcome="cached"} 1.0',
        'kg_queries_total{outcome="refusal"} 1.0',
        "kg_query_seconds_count 3.0",
        "kg_workers 3.0",
        "kg_queries_running 1.0",
        "kg_queries_waiting 2.0",
        "kg_workers_restarted_total 4.0",
        'kg_cache_hits_total{cache="replies"} 1.0',
    ):
        assert line in told.splitlines()
    assert re.search(r'^kg_cache_bytes\{cache="answers"\} [1-9]', told, re.MULTILINE)


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


def test_logs_are_json_and_carry_the_id_that_the_client_has(lines: io.StringIO) -> None:
    client = served(Toy(Overdue(3)))
    answer = get(client, "ASK { ?slow ?slow ?slow }")
    logged = [json.loads(line) for line in lines.getvalue().splitlines()]
    told = next(one for one in logged if one["logger"] == "api.query")
    assert told["queryId"] == answer.headers["x-query-id"] == answer.json()["queryId"]
    assert (told["outcome"], told["status"], told["level"]) == ("overdue", 504, "warning")
    assert told["query"] == "ASK { ?slow ?slow ?slow }"


def test_a_server_that_is_told_to_stop_lets_queries_end_and_leaves_nobody_behind(toy_release: Release) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kg", "serve", "--port", str(port), "--releases", str(toy_release.folder.parent)]
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        next(line for line in process.stderr if "running on" in line)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        held = children.read_text().split() if children.exists() else []
        with ThreadPoolExecutor() as pool:
            asked = pool.submit(httpx2.get, f"{address}/sparql", params={"query": slow, "timeout": "2"}, timeout=20)
            while "kg_queries_running 1.0" not in httpx2.get(f"{address}/metrics", timeout=60).text:
                time.sleep(0.02)
            process.terminate()
            assert asked.result().status_code == 504
        assert process.wait(20) == 0
        told = [json.loads(line) for line in process.stderr]
    assert "overdue" in {one.get("outcome") for one in told}
    assert not [pid for pid in held if Path(f"/proc/{pid}").exists()]


def test_every_setting_stands_in_the_table_and_nothing_else_does() -> None:
    rows = re.findall(r"^\| `KG_(\w+)` \|\s*`?([^|`]*?)`?\s*\|", README.read_text(), re.MULTILINE)
    expected = {}
    for one in fields(Settings):
        default = " ".join(one.default) if isinstance(one.default, tuple) else str(one.default)
        expected[one.name] = default
    assert {name.lower(): value.strip().replace(",", "") for name, value in rows} == expected


def test_settings_of_every_kind_are_read() -> None:
    found = Settings.of_environment({"KG_DEADLINE": "2.5", "KG_FEDERATION": "http://a.example/, http://b.example/"})
    assert found.deadline == 2.5
    assert found.federation == ("http://a.example/", "http://b.example/")
    for name, text in (("KG_DEADLINE", "0"), ("KG_DEADLINE_MOST", "nan"), ("KG_WORKERS", "two")):
        with pytest.raises(BadSetting, match=name):
            Settings.of_environment({name: text})


def test_the_openapi_description_names_what_is_there(client: TestClient) -> None:
    told = client.get("/openapi.json").json()
    assert told == json.loads(json.dumps(description()))
    known = STANDARD[0]
    for address, done in told["paths"].items():
        assert {name.upper() for name in done} <= set(METHODS)
        required = (one["name"] for one in done["get"].get("parameters", ()) if one.get("required"))
        needed = {name: "HP:0001250" if name == "term" else "toy woman" for name in required}
        filled = address.format(kind=known.kind, digest=known.iri.rpartition("/")[2])
        assert client.get(filled, params=needed).status_code == 200, address
    assert {"400", "403", "406", "413", "415", "422", "429", "502", "503", "504"} <= set(
        told["paths"]["/sparql"]["get"]["responses"]
    )
