"""Look-ups go a way of their own, on which nothing can run away; their answers are those of every other way."""

import asyncio
import gzip
import io
import json
import logging
import os
import re
import signal
import socket
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from itertools import product
from random import Random
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

import brotli
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.types import Scope

from api import logs
from api.app import make_app
from api.lookups import ShortWay
from api.reply import Reply
from api.settings import Settings
from kg.engine import BadQuery, Engine, Question, lane
from kg.engine.lookup import Lookup, shaped
from kg.engine.memory import MemoryEngine
from kg.engine.rows import JSON
from kg.engine.serving import Told
from kg.engine.walk import STEPS, Walker
from kg.engine.workers import WorkerEngine
from kg.names import KG, KNOWN
from kg.release import Release
from tests.examples import most

TOY = "http://toy.example/"
WOMAN = f"<{KNOWN['case']}pmid-0000001/toy-woman>"
OF_WOMAN = f"SELECT ?p ?o WHERE {{ {WOMAN} ?p ?o }}"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"

# What is a look-up.


@pytest.mark.parametrize(
    "text",
    [
        OF_WOMAN,
        "SELECT*WHERE{?s kg:reportedIn paper:pmid-0000001}",
        "ASK { case:x a kg:Case }",
        'SELECT ?s { ?s rdfs:label "toy woman"@en . }',
        "PREFIX x: <http://toy.example/> SELECT $o\n{ x:a x:p $o ; a ?t . ?o x:q ?z } ",
        "SELECT ?case { ?case a kg:Case } LIMIT 10",
    ],
)
def test_a_few_patterns_each_with_a_beginning_are_a_lookup(text: str) -> None:
    assert Lookup.of(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o }",
        "ASK { ?s a ?c }",
        f"SELECT * {{ {WOMAN} ?p ?o . ?a ?b ?c }}",
        f"SELECT * {{ {WOMAN} ?p ?o . ?a ?b ?c . ?c ?d ?e }}",
        f"SELECT * {{ {WOMAN} ?p ?o . ?x ?p ?y }}",
        f"SELECT ?o {{ {WOMAN} kg:hasFinding* ?o }}",
        f"SELECT ?o {{ {WOMAN} (!kg:x) ?o }}",
        f"SELECT DISTINCT ?o {{ {WOMAN} ?p ?o }}",
        f"SELECT ?o {{ {WOMAN} ?p ?o }} ORDER BY ?o",
        f"SELECT (COUNT(*) AS ?n) {{ {WOMAN} ?p ?o }}",
        f"SELECT ?o {{ {WOMAN} ?p ?o FILTER EXISTS {{ ?a ?b ?c . ?d ?e ?f }} }}",
        f"SELECT ?o {{ {WOMAN} ?p ?o {{ ?a ?b ?c }} }}",
        f"SELECT ?o {{ {WOMAN} ?p ?o #}}\n . ?a ?b ?c }}",
        f"SELECT ?o {{ {WOMAN} ?p ?o . \\u003fa ?b ?c }}",
        f"SELECT ?o FROM <{TOY}g> {{ {WOMAN} ?p ?o }}",
        f"SELECT ?o {{ GRAPH ?g {{ {WOMAN} ?p ?o }} }}",
        f"SELECT ?o {{ SERVICE <{TOY}> {{ {WOMAN} ?p ?o }} }}",
        f'SELECT ?s {{ ?s ?p "SERVICE <{TOY}>" }}',
        f"SELECT * {{ {WOMAN} ?p ?o ; ?q ?r }} LIMIT 3",
        f"SELECT ?o ?o {{ {WOMAN} ?p ?o }}",
        f"SELECT ?none {{ {WOMAN} ?p ?o }}",
        f"SELECT ?o {{ <{TOY}../a> ?p ?o }}",
        "SELECT ?o { <relative> ?p ?o }",
        "SELECT ?o { nobody:declares ?p ?o }",
        f"SELECT ?o {{ {WOMAN} ?p ?o {'; ?p ?o' * 50} }}",
        OF_WOMAN + " " * 5000,
        RUNAWAY,
    ],
)
def test_what_could_run_away_or_is_not_plain_is_none(text: str) -> None:
    assert Lookup.of(text) is None


# The same answers.

NAMES = [ox.NamedNode(TOY + one) for one in ("a", "b", "c", "p", "q")]
THINGS = [*NAMES[:3], ox.BlankNode("n"), ox.BlankNode("m")]
VALUES = [
    *THINGS,
    ox.Literal("toy"),
    ox.Literal("toy", language="en"),
    ox.Literal(1),
    ox.Literal(1.5),
    ox.Literal('"\\\n\r\t\b\f\x00\x01\x7f\u2028<é\U0001f9e0'),
]
PARTS = [*(f"<{one.value}>" for one in NAMES), *(f"x:{one}" for one in "abcpq"), *("?s", "?t", "$u")]
ENDS = [*PARTS, '"toy"', '"toy"@en', '"none"']
quads = st.lists(
    st.tuples(
        st.sampled_from(THINGS),
        st.sampled_from(NAMES[1:]),
        st.sampled_from(VALUES),
        st.sampled_from([ox.DefaultGraph(), *NAMES[:2]]),
    ),
    max_size=40,
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A query that may be a look-up, as someone may write it who saves every blank."""
    said: list[str] = ["PREFIX", " ", "x:", f"<{TOY}>"]
    said += draw(
        st.sampled_from([["ASK"], ["SELECT", "*"], ["SELECT", "?s"], ["SELECT", "?t", "?s"], ["SELECT", "$u"]])
    )
    said += draw(st.sampled_from([["{"], [" ", "WHERE", "{"]]))
    number = draw(st.integers(1, 4))
    for left in reversed(range(number)):
        said += [draw(st.sampled_from(PARTS)), draw(st.sampled_from([*PARTS, "a"])), draw(st.sampled_from(ENDS))]
        while draw(st.integers(0, 3)) == 3:
            said += [";", draw(st.sampled_from([*PARTS, "a"])), draw(st.sampled_from(ENDS))]
        said += ["."] if left or draw(st.booleans()) else []
    said += ["}", *draw(st.sampled_from([[], [], ["LIMIT", " ", "2"]]))]
    blanks = Random(draw(st.integers(0, 1000)))
    return "".join(one + blanks.choice(["", " ", "\n "]) for one in said)


def rows(body: bytes) -> tuple[object, Counter[str]]:
    told = json.loads(body)
    if "boolean" in told:
        return told["boolean"], Counter()
    return told["head"]["vars"], Counter(json.dumps(one, sort_keys=True) for one in told["results"]["bindings"])


def faceless(body: bytes) -> bytes:
    """An answer whose blank nodes have no labels: each engine gives its own."""
    return re.sub(rb'("type":"bnode","value":)"[^"]*"', rb'\1"_"', body)


@settings(max_examples=most(1500))
@given(quads, texts())
def test_a_walk_finds_what_oxigraph_finds(held: list[Any], text: str) -> None:
    """Whatever is taken for a look-up Oxigraph can read, and answers so, duplicates, blank nodes and all."""
    store = ox.Store()
    store.extend(ox.Quad(*one) for one in held)
    engine = MemoryEngine(store)
    body = engine.looked_up(text)
    if body is not None:
        assert rows(body) == rows(engine.answer(Question(text, [JSON])).body)


def test_the_walks_are_tried_on_enough_that_is_a_lookup() -> None:
    """Else the test above would hold for want of examples."""
    some = [f"SELECT*{{{s} {p} {o}}}" for s, p, o in product(["<x:a>", "?s"], ["a", "?t"], ["?u", '"toy"'])]
    assert sum(Lookup.of(one) is not None for one in some) == 6


def test_what_single_things_are_is_told_as_by_every_other_way(toy: Engine) -> None:
    assert isinstance(toy, MemoryEngine)
    found = toy.rows("SELECT DISTINCT ?s { ?s ?p ?o FILTER(isIRI(?s)) } ORDER BY ?s LIMIT 300")
    for row in found:
        for text in (f"SELECT ?p ?o {{ <{row['s']}> ?p ?o }}", f"SELECT * {{ ?s ?p <{row['s']}> }}"):
            body = toy.looked_up(text)
            assert body is not None
            assert rows(faceless(body)) == rows(faceless(toy.answer(Question(text, [JSON])).body))


def test_prefixes_that_a_query_uses_are_known_wherever_they_stand(toy: Engine) -> None:
    """Only those are handed over that the text may mean; each is found in the least room."""
    for name, space in KNOWN.items():
        for text in (f"SELECT*{{?s a {name}:x}}", f"ASK{{?s !a|{name}:x ?o}}"):
            toy.answer(Question(text))
        asked = f"SELECT ({name}:x AS ?it) {{}}"
        assert [row["it"].value for row in toy.rows(asked)] == [space + "x"]
    with pytest.raises(BadQuery):
        toy.answer(Question("SELECT * { ?s a nobody:x }"))


# No walk is long.


def crowd(number: int) -> MemoryEngine:
    """One thing with so many values."""
    store, name = ox.Store(), NAMES[0]
    store.extend(ox.Quad(name, name, ox.Literal(str(one))) for one in range(number))
    return MemoryEngine(store)


@pytest.mark.parametrize(
    ("values", "text", "walked"),
    [
        (STEPS - 1, f"SELECT * {{ <{TOY}a> ?p ?o }}", True),
        (STEPS, f"SELECT * {{ <{TOY}a> ?p ?o }}", False),
        (10, f"SELECT * {{ <{TOY}a> ?p ?o ; ?q ?r ; ?s ?t }}", True),
        (10, f"SELECT * {{ <{TOY}a> ?p ?o ; ?q ?r ; ?s ?t ; ?u ?v }}", False),
        (60, f"SELECT * {{ <{TOY}a> ?p ?o ; ?q ?r ; ?s ?t . <{TOY}a> <{TOY}none> ?x }}", True),
        (60, f"ASK {{ <{TOY}a> ?p ?o ; ?q ?r ; ?s ?t . ?t ?x ?y }}", False),
        (STEPS * 5, f"SELECT * {{ <{TOY}a> ?p ?o }} LIMIT 5", True),
    ],
)
def test_every_step_counts_also_those_that_find_nothing(values: int, text: str, walked: bool) -> None:
    engine = crowd(values)
    assert Lookup.of(text)
    found = engine.looked_up(text)
    assert (found is not None) == walked
    if found:
        assert rows(found) == rows(engine.answer(Question(text, [JSON])).body)


def test_what_is_passed_over_counts_too() -> None:
    """A hub that thousands lead to, by none of the ways that are asked for: finding nothing there takes as long."""
    store, hub, seldom = ox.Store(), NAMES[0], NAMES[4]
    store.extend(ox.Quad(ox.NamedNode(f"{TOY}{one}"), NAMES[3], hub) for one in range(STEPS))
    store.extend(ox.Quad(ox.NamedNode(f"{TOY}{one}"), seldom, NAMES[1]) for one in range(STEPS))
    store.add(ox.Quad(NAMES[2], NAMES[3], hub))
    engine = MemoryEngine(store)
    for text in (f"ASK {{ ?s <{TOY}q> <{TOY}a> }}", f"SELECT * {{ <{TOY}c> ?p ?o . ?s <{TOY}q> ?o }}"):
        assert Lookup.of(text)
        assert engine.looked_up(text) is None
    assert engine.looked_up(f"SELECT * {{ ?s <{TOY}p> <{TOY}a> }} LIMIT 2") is not None
    assert engine.looked_up(f"ASK {{ <{TOY}c> <{TOY}q> <{TOY}a> }}") == b'{"head":{},"boolean":false}'


def test_what_has_no_form_in_json_and_what_is_no_name_is_left_to_the_engine() -> None:
    store = ox.Store()
    store.add(ox.Quad(NAMES[0], NAMES[3], ox.Triple(NAMES[0], NAMES[3], NAMES[1])))
    walker = Walker(store)
    for text in (f"SELECT * {{ <{TOY}a> ?p ?o }}", "SELECT * { <http://[nonsense> ?p ?o }"):
        asked = Lookup.of(text)
        assert asked
        assert walker.found(asked) is None


# The lane.


@pytest.fixture(scope="module")
def engine(toy_release: Release) -> Iterator[WorkerEngine]:
    engine = WorkerEngine(toy_release.dataset, workers=2, default_deadline=20)
    yield engine
    engine.close()


async def looked_up(engine: WorkerEngine, *queries: str) -> list[bytes | None]:
    """What the lane says of these, all asked at once, once it is open."""
    loop = asyncio.get_running_loop()
    told = [loop.create_future() for _ in queries]
    while not engine.look_up(queries[0], told[0].set_result):
        await asyncio.sleep(0.02)
    for query, one in zip(queries[1:], told[1:], strict=True):
        if not engine.look_up(query, one.set_result):
            one.set_result(None)
    return list(await asyncio.gather(*told))


def run(engine: WorkerEngine, work: Callable[[], Awaitable[None]]) -> None:
    async def bounded() -> None:
        async with asyncio.timeout(30):
            await work()
        engine._lane.close()
        engine._lane = lane.Lane(engine._pool._holder)
        await asyncio.sleep(0.02)

    asyncio.run(bounded())


def test_many_at_once_are_each_told_their_own(engine: WorkerEngine, toy: Engine) -> None:
    found = toy.rows("SELECT DISTINCT ?s { ?s a ?c FILTER(isIRI(?s)) } ORDER BY ?s LIMIT 400")
    asked = [f"SELECT ?p ?o {{ <{row['s']}> ?p ?o }}" for row in found]

    async def work() -> None:
        told = await looked_up(engine, *asked)
        assert [rows(faceless(one or b"{}")) for one in told] == [
            rows(faceless(toy.answer(Question(one, [JSON])).body)) for one in asked
        ]

    run(engine, work)


def test_what_is_no_lookup_after_all_is_not_answered_and_not_asked_again(engine: WorkerEngine) -> None:
    async def work() -> None:
        product = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
        first, *none, last = await looked_up(engine, OF_WOMAN, RUNAWAY, product, OF_WOMAN)
        assert (first, none) == (last, [None, None])
        assert not engine.look_up(RUNAWAY, print)

    run(engine, work)


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGSTOP])
def test_a_worker_that_ends_or_stands_still_costs_its_lookups_the_long_way_and_is_replaced(
    engine: WorkerEngine, by: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lane, "PATIENCE", 0.05)
    monkeypatch.setattr(lane, "PAUSE", 0.05)

    async def work() -> None:
        [whole] = await looked_up(engine, OF_WOMAN)
        assert whole
        way = engine._lane._way
        assert way
        os.kill(way.pid, by)
        assert await looked_up(engine, OF_WOMAN.replace("?p", "?q")) == [None]
        number = 0  # a machine with much to do may be late once more
        while await looked_up(engine, OF_WOMAN.replace("?p", f"?again{number}")) == [None]:
            number += 1
        fresh = engine._lane._way
        assert fresh
        assert fresh.pid != way.pid

    run(engine, work)
    assert engine.answer(Question(OF_WOMAN)).body


# Over HTTP.


def request(text: str, *more: str, method: str = "GET", rest: str = "") -> bytes:
    lines = [f"{method} /sparql?query={quote(text, safe='')}{rest} HTTP/1.1", "Host: toy", *more, "", ""]
    return "\r\n".join(lines).encode()


def connected(served: str) -> socket.socket:
    where = urlsplit(served)
    return socket.create_connection((where.hostname or "", where.port or 0), timeout=20)


class Answered(NamedTuple):
    """An answer as it came over a line; its headers without those that are of one request."""

    status: int
    headers: dict[str, str]
    body: bytes
    id: str


def answers(line: socket.socket, number: int, bodiless: bool = False) -> list[Answered]:
    """So many answers, read one after the other."""
    found = []
    with line.makefile("rb") as stream:
        for _ in range(number):
            status = int(stream.readline().split()[1])
            headers = {}
            while row := stream.readline().decode("latin-1").strip():
                name, _, value = row.partition(": ")
                headers[name.lower()] = value
            headers.pop("date")
            body = b"" if bodiless else stream.read(int(headers.get("content-length", 0)))
            found.append(Answered(status, headers, body, headers.pop("x-query-id", "")))
    return found


def asked(served: str, *requests: bytes) -> list[Answered]:
    """The answers to requests that are sent at once over one connection."""
    with connected(served) as line:
        line.sendall(b"".join(requests))
        return answers(line, len(requests), requests[0].startswith(b"HEAD") or b"If-None-Match" in requests[0])


@pytest.fixture(scope="module")
def warm(served: str) -> str:
    """A server whose lane is open, and that knows the names that are asked for here."""
    for text in ("ASK { ?s a kg:Case }", OF_WOMAN):
        asked(served, request(text))
    return served


def told_of(answer: Answered) -> dict[str, str]:
    """Its headers, but for the length of a body whose rows may stand in another order, or is a page."""
    return {name: value for name, value in answer.headers.items() if name != "content-length"}


def plain(answer: Answered) -> object:
    """What it says, however it is packed and ordered."""
    packing = answer.headers.get("content-encoding", "identity")
    body = {"identity": bytes, "br": brotli.decompress, "gzip": gzip.decompress}[packing](answer.body)
    return rows(faceless(body)) if body.startswith(b"{") else sorted(body.splitlines())


ACCEPTED = ("*/*", "application/json", "application/sparql-results+json;q=1, text/csv;q=0.5", "text/csv", "text/html")


@pytest.mark.parametrize("accept", ACCEPTED)
@pytest.mark.parametrize("coding", ["identity", "gzip, br"])
@pytest.mark.parametrize(
    "text",
    [
        OF_WOMAN,
        "SELECT ?c { ?c a kg:Case } LIMIT 200",
        "ASK { ?c a kg:Case }",
        "SELECT ?o { <http://toy.example/nobody> ?p ?o }",
        "SELECT ?o { <http://[nonsense> ?p ?o }",
        "SELECT ?o { <http://toy.example/nobody> kg:nobody ?o }",
    ],
)
def test_both_ways_give_the_same_answer(warm: str, text: str, accept: str, coding: str) -> None:
    """A `timeout` sends a query the long way; what is different then is its ETag's business alone."""
    told = f"Accept: {accept}", f"Accept-Encoding: {coding}"
    [short] = asked(warm, request(text, *told))
    [long] = asked(warm, request(text, *told, rest="&timeout=20"))
    [again] = asked(warm, request(text, *told))
    for one in (long, again):
        assert one.status == short.status
        assert told_of(one) == told_of(short)
        if short.status == 200 and "html" not in accept:
            assert plain(one) == plain(short)
    if tag := short.headers.get("etag"):
        [unchanged] = asked(warm, request(text, *told, f"If-None-Match: {tag}"))
        assert (unchanged.status, unchanged.headers["etag"]) == (304, tag)


def test_a_head_has_the_headers_without_the_body(warm: str) -> None:
    text = OF_WOMAN.replace("?o", "?headed")
    [head] = asked(warm, request(text, method="HEAD"))
    [whole] = asked(warm, request(text))
    assert (head.status, head.headers) == (200, whole.headers)


def test_requests_sent_at_once_over_one_connection_are_answered_in_their_order(warm: str) -> None:
    """Look-ups, and between them what takes the long way, and the last says that it is the last."""
    names = [f"order{number}" for number in range(12)]
    texts = [OF_WOMAN.replace("?p", f"?{name}") for name in names]
    requests = [request(text, rest="&timeout=9" if number % 3 == 2 else "") for number, text in enumerate(texts)]
    requests[-1] = request(texts[-1], "Connection: close")
    with connected(warm) as line:
        line.sendall(b"".join(requests))
        found = answers(line, len(requests))
        assert [json.loads(one.body)["head"]["vars"][0] for one in found] == names
        assert found[-1].headers["connection"] == "close"
        assert line.recv(1) == b""
    assert len({one.id for one in found}) == len(found)


def test_a_client_that_leaves_at_once_leaves_nothing_behind(warm: str) -> None:
    for number in range(20):
        with connected(warm) as line:
            line.sendall(request(OF_WOMAN.replace("?p", f"?left{number}")))
    [after] = asked(warm, request(OF_WOMAN.replace("?p", "?after")))
    assert after.status == 200


def test_lookups_are_counted_and_written_down(warm: str) -> None:
    def counted() -> float:
        with connected(warm) as line:
            line.sendall(b"GET /metrics HTTP/1.1\r\nHost: toy\r\n\r\n")
            [told] = answers(line, 1)
        [number] = re.findall(r'kg_requests_total\{door="sparql",outcome="answered"\} (\S+)', told.body.decode())
        return float(number)

    before = counted()
    asked(warm, *(request(OF_WOMAN.replace("?p", f"?counted{number}")) for number in range(5)))
    assert counted() == before + 5


def test_the_line_of_a_lookup_is_that_of_any_query(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)  # loggers remember what was enabled before
    root, stream = logging.getLogger(), io.StringIO()
    monkeypatch.setattr(root, "handlers", [logs.LogLines(stream)])

    async def work() -> None:
        logs.note_lookup("toy-1", 0.01234567, 7, "ASK {}")
        logs.note_query("toy-1", "answered", 200, 0.01234567, 7, "ASK {}")
        logs.note_lookup("toy-2", 1.5, 7, "ASK {}")
        logs.note_lookup("toy-3", 0.5, 7, "ASK {}")
        await asyncio.sleep(0)

    asyncio.run(work())
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    stamps = [one.pop("time") for one in lines]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", one) for one in stamps)
    assert lines[0] == lines[1]
    assert list(lines[0]) == list(lines[1])
    assert [one["queryId"] for one in lines] == ["toy-1", "toy-1", "toy-2", "toy-3"]
    assert "query" in lines[2]


# Fairness.


class Laned(MemoryEngine):
    """An engine whose lane takes everything and says nothing before it is let."""

    def __init__(self) -> None:
        super().__init__(ox.Store())
        self.told: list[Told] = []

    def look_up(self, query: str, told: Told) -> bool:
        assert shaped(query)
        self.told.append(told)
        return True


def of(client: str, query: str = OF_WOMAN) -> Scope:
    return {
        "type": "http",
        "client": (client, 1),
        "headers": [],
        "query_string": b"query=" + quote(query).encode(),
        "root_path": "",
        "path": "/sparql",
    }


def test_one_client_has_no_more_in_the_lane_than_may_stand_in_its_line() -> None:
    engine, sent = Laned(), list[Reply | None]()
    app = make_app(engine, Settings(waiting_per_client=2))
    way = app.sparql._short

    def take(client: str) -> bool:
        return way.take(of(client), lambda reply, _: sent.append(reply))

    assert [take("192.0.2.1"), take("192.0.2.1"), take("192.0.2.1"), take("192.0.2.2")] == [True, True, False, True]
    engine.told[0](b"{}")
    engine.told[1](None)
    assert [sent[0] and sent[0].body, sent[1]] == [b"{}", None]
    assert take("192.0.2.1")
    engine.told[2](b"{}")
    engine.told[3](b"{}")
    assert not way._waiting


def test_an_answer_beyond_the_bound_goes_the_long_way_where_it_is_refused() -> None:
    engine, sent = Laned(), list[Reply | None]()
    way = make_app(engine, Settings(answer_most=3)).sparql._short
    assert way.take(of("192.0.2.1"), lambda reply, _: sent.append(reply))
    engine.told[0](b"four")
    assert sent == [None]


@pytest.mark.parametrize("query", [RUNAWAY, f"SELECT ?o {{ <{TOY}a> <{KG}nobody> ?o }}", "", "%ff"])
def test_only_what_is_plain_is_taken(query: str) -> None:
    app = make_app(Laned())
    assert isinstance(app.sparql._short, ShortWay)
    assert not app.short({**of("192.0.2.1"), "query_string": b"query=" + query.encode()}, lambda *_: None)


def test_lookups_are_answered_while_their_client_has_all_its_turns_taken(warm: str) -> None:
    with connected(warm) as first, connected(warm) as second:
        for line, name in ((first, "?n"), (second, "?m")):
            line.sendall(request(RUNAWAY.replace("?n", name), rest="&timeout=4"))
        [answer] = asked(warm, request(OF_WOMAN.replace("?p", "?meanwhile")))
        assert (answer.status, b"meanwhile" in answer.body) == (200, True)
        first.setblocking(False)
        with pytest.raises(BlockingIOError):
            first.recv(1)
