"""Any SPARQL endpoint behind our own, tested against a real one and against servers that misbehave."""

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kg.engine import Answer, BadQuery, Engine, Form, Question
from kg.engine.federation import Refused
from kg.engine.remote import RemoteEngine
from kg.engine.remote.text import Sent, form_of
from kg.engine.serving import Busy, Overdue, TooLarge, Unreachable
from kg.release import Release
from tests.conftest import free_port, oxigraph_over

CASES = "SELECT ?case ?label WHERE { ?case a kg:Case ; rdfs:label ?label } ORDER BY ?case"
EMPTY = b'{"head":{"vars":[]},"results":{"bindings":[]}}'


@pytest.fixture
def remote(oxigraph: str) -> Iterator[RemoteEngine]:
    engine = RemoteEngine(oxigraph)
    yield engine
    engine.close()


class Misbehaving(BaseHTTPRequestHandler):
    """Answers as its server's `manner` says."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        server = self.server
        assert isinstance(server, Strange)
        self.rfile.read(int(self.headers["content-length"]))
        server.asked += 1
        {"kind": self._kind, "slow": self._slow, "cutting": self._cutting, "babbling": self._babbling}.get(
            server.manner, self._status
        )()

    def _kind(self) -> None:
        self._send(200, "application/sparql-results+json", EMPTY)

    def _slow(self) -> None:
        server = self.server
        assert isinstance(server, Strange)
        server.let_go.wait(20)
        self.close_connection = True

    def _cutting(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "application/sparql-results+json")
        self.send_header("content-length", str(len(EMPTY)))
        self.end_headers()
        self.wfile.write(EMPTY[:20])
        self.close_connection = True

    def _babbling(self) -> None:
        self._send(200, "text/html", b"<html><body>Welcome!</body></html>")

    def _status(self) -> None:
        server = self.server
        assert isinstance(server, Strange)
        status, kind, body = server.manner.split(" ", 2)
        self._send(int(status), kind, body.encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has there
        pass


class Strange(ThreadingHTTPServer):
    daemon_threads = True
    manner = "kind"
    asked = 0

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Misbehaving)
        self.let_go = threading.Event()


@contextmanager
def strange(manner: str) -> Iterator[tuple[Strange, RemoteEngine]]:
    server = Strange()
    server.manner = manner
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    engine = RemoteEngine(f"http://127.0.0.1:{server.server_port}/sparql", running_most=1, waiting_most=1)
    try:
        yield server, engine
    finally:
        server.let_go.set()
        engine.close()
        server.shutdown()
        thread.join()
        server.server_close()


def ask(engine: RemoteEngine, query: str = "SELECT * {}", deadline: float = 10, **more: list[str]) -> Answer:
    return asyncio.run(engine.ask(Question(query, **more), deadline))


def test_it_answers_as_the_engine_in_memory_does(remote: RemoteEngine, toy: Engine) -> None:
    assert remote.rows(CASES) == toy.rows(CASES)
    assert len(remote.rows(CASES)) > 1


def test_prefixes_the_other_endpoint_does_not_know_are_sent_along(remote: RemoteEngine) -> None:
    answer = ask(remote, "ASK { ?case a kg:Case }")
    assert answer.form is Form.ASK and json.loads(answer.body)["boolean"] is True


def test_the_default_graph_is_the_union_unless_a_dataset_is_named(remote: RemoteEngine) -> None:
    query = "ASK { ?s ?p ?o }"
    nowhere = "https://example.org/toy-graph"
    assert json.loads(ask(remote, query).body)["boolean"]
    assert not json.loads(ask(remote, query, default_graphs=[nowhere]).body)["boolean"]
    assert not json.loads(ask(remote, f"ASK FROM <{nowhere}> {{ ?s ?p ?o }}").body)["boolean"]


def test_the_type_asked_for_is_the_type_sent(remote: RemoteEngine) -> None:
    assert ask(remote, CASES, accept=["text/csv"]).media_type == "text/csv"
    graph = ask(remote, "CONSTRUCT WHERE { ?s a kg:Case }", accept=["text/csv", "application/n-triples"])
    assert (graph.form, graph.media_type) == (Form.GRAPH, "application/n-triples")


def test_a_bad_query_says_where_in_the_words_of_the_asker(remote: RemoteEngine, toy: Engine) -> None:
    query = "SELECT * { ?s a kg:Case ; }  }"
    with pytest.raises(BadQuery) as here:
        toy.answer(Question(query))
    with pytest.raises(BadQuery) as there:
        ask(remote, query)
    assert (there.value.line, there.value.column) == (here.value.line, here.value.column)


def test_a_runaway_query_is_given_up_at_its_deadline(toy_release: Release, tmp_path: Path) -> None:
    """Asked of a server that ends with the test: Oxigraph's works on at it, and would keep a core for the whole run."""
    with oxigraph_over(toy_release, tmp_path) as address, closing(RemoteEngine(address)) as remote:
        began = time.monotonic()
        with pytest.raises(Overdue):
            ask(remote, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", deadline=0.5)
        assert time.monotonic() - began < 15, "it would last for hours; a busy machine is given time"


def test_service_is_refused_here_not_there() -> None:
    with strange("kind") as (server, engine), pytest.raises(Refused):
        ask(engine, "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }")
    assert server.asked == 0


def test_an_endpoint_that_is_not_there_is_said_to_be_so() -> None:
    engine = RemoteEngine(f"http://127.0.0.1:{free_port()}/sparql")
    with pytest.raises(Unreachable, match="cannot be reached"):
        engine.answer(Question("ASK {}"))
    assert not engine.state().ready
    engine.close()


@pytest.mark.parametrize(
    ("manner", "failure", "words"),
    [
        ("babbling", Unreachable, "sent text/html where application/sparql-results"),
        ("cutting", Unreachable, "broke off its answer"),
        ("500 text/plain out of disk", Unreachable, "answered 500: out of disk"),
        ("502 text/html <h1>Bad Gateway</h1>", Unreachable, "answered 502$"),
        ("503 text/plain come back later", Unreachable, "answered 503: come back later"),
        ("301 text/plain elsewhere", Unreachable, "answered 301"),
        ("206 text/plain part", Unreachable, "answered 206"),
        ("401 text/plain who are you", Unreachable, "answered 401"),
        ("404 text/html <h1>Not Found</h1>", Unreachable, "answered 404$"),
        ("504 text/plain too slow", Overdue, "deadline"),
        ("400 text/plain no such thing at line 3, column 7", BadQuery, "no such thing"),
        ("400 text/html <h1>Bad</h1>", BadQuery, r"refused the query \(400\)"),
        ("200 application/sparql-results+json {", Unreachable, "broke off"),
    ],
)
def test_whatever_the_other_endpoint_does_the_failure_is_plain(
    manner: str, failure: type[Exception], words: str
) -> None:
    with strange(manner) as (server, engine):
        with pytest.raises(failure, match=words):
            ask(engine)
        server.manner = "kind"
        assert ask(engine).body == EMPTY, "it recovers by itself"
        assert engine.state().ready


def test_a_slow_endpoint_is_given_up_and_the_next_query_is_not_held_up() -> None:
    with strange("slow") as (server, engine):
        with pytest.raises(Overdue):
            ask(engine, deadline=0.3)
        server.manner = "kind"
        assert ask(engine).body == EMPTY


def test_too_many_that_wait_are_turned_away() -> None:
    async def three(engine: RemoteEngine) -> list[BaseException | Answer]:
        asked = [asyncio.create_task(engine.ask(Question("SELECT * {}"), 0.6)) for _ in range(3)]
        return await asyncio.gather(*asked, return_exceptions=True)

    with strange("slow") as (_, engine):
        met = asyncio.run(three(engine))
        assert {type(one) for one in met} == {Overdue, Busy}
        assert engine.state().running == engine.state().waiting == 0


def test_an_asker_who_leaves_frees_the_place() -> None:
    async def leave(engine: RemoteEngine) -> None:
        task = asyncio.create_task(engine.ask(Question("SELECT * {}"), 10))
        await asyncio.sleep(0.2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.sleep(0.2)

    with strange("slow") as (server, engine):
        asyncio.run(leave(engine))
        assert server.asked == 1
        assert engine.state().running == 0


def test_a_larger_answer_than_may_be_is_refused_whole(oxigraph: str) -> None:
    engine = RemoteEngine(oxigraph, answer_most=10_000)
    with pytest.raises(TooLarge):
        engine.answer(Question("SELECT * { ?s ?p ?o }"))
    engine.close()


def test_only_what_is_missing_is_declared() -> None:
    query = "PREFIX kg: <urn:toy:> SELECT * { ?s kg:a rdfs:b ; <x> 'obo:c' } # skos:d"
    sent = Sent.of(query)
    assert sent.text.endswith(query)
    assert sent.text.removesuffix(query).split()[::3] == ["BASE", "rdfs:"]
    assert "obo:" not in sent.text.removesuffix(query)


def test_the_form_is_read_from_the_query_alone() -> None:
    assert form_of("# SELECT\nPREFIX ask: <urn:describe> \\u0041SK { ?construct ?p 'select' }") is Form.ASK
    assert form_of("describe <urn:toy>") is Form.GRAPH
    assert form_of("no query at all") is Form.SELECT
