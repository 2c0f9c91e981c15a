"""One desk for every question: by whatever door it comes, it takes a turn, has a deadline, is counted, and ends with
its client."""

import asyncio
import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import httpx
import pytest
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Message

from api.app import SPARQL, Front, make_app
from api.desk import Caller
from api.errors import Refusal
from api.metrics import Metrics
from api.quota import Quota
from api.settings import Settings
from kg.engine import Answer, Engine, Question
from kg.engine.serving import EngineState
from kg.names import BASE
from kg.release import Release
from tests.conftest import awaited, free_port
from tests.endless import Endless

DOORS = {
    "/": ("first", "/"),
    "/sparql": ("sparql", "/sparql?query=ASK{?s ?p ?o}"),
    "/sparql/": ("sparql", "/sparql/?query=ASK{?s ?p ?o}"),
    "/graphql": ("graphql", "/graphql?query={cases{totalCount}}"),
    "/graphql/": ("graphql", "/graphql/?query={cases{totalCount}}"),
    "/sparql/completions": ("completions", "/sparql/completions?prefix=toy"),
    "/resolve": ("resolve", "/resolve?q=toy woman"),
    "/suggest": ("suggest", "/suggest?q=toy woman"),
    "/find": ("find", "/find?name=toy woman"),
    "/term/{name:path}": ("term", "/term/HP:0002500"),
    "/ontology": ("thing", "/ontology"),
    "/ontology.{form}": ("thing", "/ontology.ttl"),
    "/analyses": ("view", "/analyses"),
    "/analyses.{form}": ("view", "/analyses.csv"),
    "/differential": ("view", "/differential"),
    "/differential.{form}": ("view", "/differential.csv"),
    "/analysis/{kind}": ("analysis", "/analysis/frequencies"),
    "/analysis/{kind}/{digest}": ("analysis", "/analysis/frequencies/437da515a7"),
    "/variants": ("view", "/variants"),
    "/variants.{form}": ("view", "/variants.csv"),
    "/findings": ("view", "/findings"),
    "/findings.{form}": ("view", "/findings.csv"),
    "/findings/compare": ("view", "/findings/compare?exon=18&b.exon=19"),
    "/findings/compare.{form}": ("view", "/findings/compare.csv"),
    "/findings/seen": ("view", "/findings/seen?term=HP:0002500"),
    "/findings/seen.{form}": ("view", "/findings/seen.csv?term=HP:0002500"),
    "/findings/brain": ("view", "/findings/brain"),
    "/findings/brain.{form}": ("view", "/findings/brain.csv"),
    "/about": ("view", "/about"),
    "/about.{form}": ("view", "/about.svg"),
    "/model": ("view", "/model"),
    "/model.{form}": ("view", "/model.svg"),
    "/papers": ("view", "/papers"),
    "/papers.{form}": ("view", "/papers.csv"),
    "/people": ("view", "/people"),
    "/people.{form}": ("view", "/people.csv"),
    "/people/matrix": ("view", "/people/matrix"),
    "/people/matrix.{form}": ("view", "/people/matrix.svg"),
    "/{kind}/{name:path}": ("thing", "/case/pmid-0000001/toy-woman"),
}
"""For each route that asks the graph: its door, and an address of it."""
STATIC = {
    "/analysis": "tables of the program",
    "/analysis/": "tables of the program",
    "/health": "a probe must not stand in line: it asks for one triple, once, and then only for the engine's state",
    "/health/live": "a probe: this process answers",
    "/health/ready": "as /health",
    "/metrics": "counters in memory, which must be read when all else waits",
    "/openapi.json": "a text that is the same for everybody",
    "/schema.graphql": "a text that is the same for everybody",
    "/graphql/schema.graphql": "a text that is the same for everybody",
    "/assets/{name}": "a file of the program",
    "/sparql/editor/{name}": "a file of a bundle",
    "/download": "what the manifest says",
    "/download/": "what the manifest says",
    "/download/{name}": "a file of the release, straight from disk",
    "/mappings/{name}.sssom.tsv": "a file of the release, straight from disk",
    "/prefixes": "a table of the program",
    "/prefixes.json": "a table of the program",
    "/prefixes.jsonld": "a table of the program",
}
"""Each route that asks the graph nothing, and why it needs no turn."""
HERE, THERE = "192.0.2.1", "192.0.2.2"
each_door = pytest.mark.parametrize(("door", "address"), DOORS.values(), ids=DOORS)


class Busy(NamedTuple):
    """A server and its log."""

    address: str
    log: Path


class Visitor:
    """A client with one request, who may leave."""

    def __init__(self, app: Front, address: str, client: str = HERE, **headers: str) -> None:
        path, _, query = address.partition("?")
        self.left, self.status = asyncio.Event(), 0
        self._coming: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": quote(query, safe="=&").encode(),
            "root_path": "",
            "client": (client, 1),
            "headers": [(b"host", b"toy.example"), (b"accept", headers.get("accept", "*/*").encode())],
            "server": ("toy.example", 80),
        }
        self.answered = asyncio.create_task(app(scope, self._receive, self._send))

    async def _receive(self) -> Message:
        if self._coming:
            return self._coming.pop()
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        self.status = message.get("status", self.status)


def run(work: Callable[[], Awaitable[None]]) -> None:
    """Do it, for at most ten seconds: that is not what is promised, but keeps a failure from lasting for ever."""

    async def bounded() -> None:
        async with asyncio.timeout(10):
            await work()

    asyncio.run(bounded())


async def until(true: Callable[[], bool]) -> None:
    while not true():
        await asyncio.sleep(0.005)


def told(app: Front) -> dict[tuple[str, str], float]:
    """How many requests came to which door, and what became of them."""
    answer: Any = asyncio.run(app.desk.counters(None))  # type: ignore[arg-type]
    found = re.findall(r'^kg_requests_total\{door="(\w+)",outcome="(\w+)"\} (.+)$', answer.body.decode(), re.MULTILINE)
    return {(door, outcome): float(number) for door, outcome, number in found if float(number)}


def toy_app(toy: Engine, release: Release, **settings: Any) -> Front:
    chosen = Settings(running_per_client=1, **settings)
    return make_app(toy, chosen, release.manifest, folder=release.folder)  # type: ignore[arg-type]


def test_each_route_comes_by_the_desk_or_says_why_not(toy: Engine) -> None:
    app = make_app(toy)  # type: ignore[arg-type]
    routes = [*SPARQL, *(one.path for one in app.rest.routes if isinstance(one, Route))]  # type: ignore[attr-defined]
    assert len(routes) == len(app.rest.routes) + len(SPARQL)  # type: ignore[attr-defined]
    assert sorted(routes) == sorted([*DOORS, *STATIC])
    assert all(STATIC.values())


@each_door
def test_a_door_waits_for_a_turn_of_its_client_and_of_nobody_else(
    door: str, address: str, toy: Engine, toy_release: Release
) -> None:
    app = toy_app(toy, toy_release)

    async def work() -> None:
        end = await app.desk.quota.take(HERE)
        waiting = Visitor(app, address)
        await until(lambda: app.desk.quota.waiting == 1)
        stranger = Visitor(app, address, THERE)
        await stranger.answered
        assert stranger.status in (200, 303)
        assert not waiting.answered.done()
        end()
        await waiting.answered
        assert waiting.status == stranger.status
        await until(lambda: not app.desk.quota.lines)

    run(work)
    assert told(app) == {(door, "answered"): 2}


@each_door
def test_a_door_has_a_deadline(door: str, address: str, toy: Engine, toy_release: Release) -> None:
    app = toy_app(toy, toy_release, deadline=1e-9)

    async def work() -> None:
        late = Visitor(app, address, accept="application/graphql-response+json, */*;q=0.1")
        await late.answered
        assert late.status == 504
        await until(lambda: not app.desk.quota.lines)

    run(work)
    assert sum(told(app).values()) == 1


@each_door
def test_what_a_door_asks_ends_when_its_client_leaves(door: str, address: str) -> None:
    apps = []

    async def work() -> None:
        engine = Endless()
        apps.append(make_app(engine))  # type: ignore[arg-type]
        visitor = Visitor(apps[0], address)
        await engine.started.wait()
        visitor.left.set()
        await visitor.answered
        await engine.stopped.wait()
        await until(lambda: not apps[0].desk.quota.lines)
        assert engine.asked == 1

    run(work)
    assert told(apps[0]) == {(door, "left"): 1}


@each_door
def test_a_client_that_leaves_while_it_waits_for_its_turn_leaves_the_line(
    door: str, address: str, toy: Engine, toy_release: Release
) -> None:
    app = toy_app(toy, toy_release)

    async def work() -> None:
        await app.desk.quota.take(HERE)
        visitor = Visitor(app, address)
        await until(lambda: app.desk.quota.waiting == 1)
        visitor.left.set()
        await visitor.answered
        assert app.desk.quota.waiting == 0

    run(work)
    assert told(app) == {(door, "left"): 1}


@each_door
@pytest.mark.parametrize("bound", [{"waiting_per_client": 0}, {"patience": 0.05}], ids=str)
def test_who_floods_is_refused_at_once_and_who_waits_too_long_in_time(
    door: str, address: str, bound: dict[str, Any], toy: Engine, toy_release: Release
) -> None:
    app = toy_app(toy, toy_release, **bound)

    async def work() -> None:
        await app.desk.quota.take(HERE)
        visitor = Visitor(app, address, accept="application/graphql-response+json, */*;q=0.1")
        await visitor.answered
        assert visitor.status == 429

    run(work)
    assert sum(told(app).values()) == 1


def test_many_clients_whose_reads_wait_hold_up_no_file_and_no_answer_that_is_there(toy_release: Release) -> None:
    async def work() -> None:
        app = make_app(Endless(workers=2), None, toy_release.manifest, folder=toy_release.folder)  # type: ignore[arg-type]
        crowd = [Visitor(app, "/term/HP:0002500", f"198.51.100.{number}") for number in range(50)]
        await until(lambda: len(app.desk.quota.lines) == len(crowd))
        file = Visitor(app, "/download/manifest.json", THERE)
        await file.answered
        assert file.status == 200
        for one in crowd:
            one.left.set()
        await asyncio.gather(*(one.answered for one in crowd))
        await until(lambda: not app.desk.quota.lines)

    run(work)


def test_a_turn_lasts_until_the_thread_is_back_though_its_client_has_left(toy: Engine) -> None:
    app = make_app(toy, Settings(running_per_client=1))  # type: ignore[arg-type]

    async def work() -> None:
        begun, held = asyncio.Event(), [True]
        loop = asyncio.get_running_loop()

        def slow(_: object) -> None:
            loop.call_soon_threadsafe(begun.set)
            while held[0]:
                time.sleep(0.01)

        async def visit() -> None:
            call = Caller("toy", Request({"type": "http", "client": (HERE, 1), "headers": []}))
            async with app.desk.visit(call) as visit:
                await visit.read(slow, visit)

        task = asyncio.create_task(visit())
        await begun.wait()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        assert app.desk.quota.lines
        held[0] = False
        await until(lambda: not app.desk.quota.lines)

    run(work)


class Slow:
    """An engine that takes a while for each query."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.asked = engine, 0

    async def ask(self, question: Question, deadline: float) -> Answer:
        self.asked += 1
        await asyncio.sleep(0.01)
        return await self.engine.ask(question, deadline)  # type: ignore[attr-defined,no-any-return]

    def state(self) -> EngineState:
        return EngineState("slow", ready=True)


def test_the_first_that_wants_the_names_of_a_graph_without_an_index_has_time_to_read_them(toy: Engine) -> None:
    engine = Slow(toy)
    app = make_app(engine, Settings(deadline=0.3))  # type: ignore[arg-type]

    async def work() -> None:
        for asked in ("toy woman", "toy man"):
            visitor = Visitor(app, f"/resolve?q={asked}")
            await visitor.answered
            assert visitor.status == 200
        read = engine.asked
        assert read * 0.01 > 0.3, "this graph was read in no time"
        # What is not among the names is asked of the graph, by whoever wants it, and given up with its deadline.
        nobody = Visitor(app, f"/resolve?q={BASE}case/nobody")
        await nobody.answered
        assert (nobody.status, engine.asked > read) == (404, True)
        app.desk.settings = Settings(deadline=0.005)
        late = Visitor(app, f"/resolve?q={BASE}case/nobody-else")
        await late.answered
        assert late.status == 504

    run(work)


def test_reading_the_names_that_a_query_is_held_against_ends_with_its_client_too(toy: Engine) -> None:
    async def work() -> None:
        engine = Slow(toy)
        visitor = Visitor(make_app(engine), "/sparql?query=ASK { ?s a kg:Case }")  # type: ignore[arg-type]
        await until(lambda: engine.asked > 3)
        visitor.left.set()
        await visitor.answered
        asked = engine.asked
        await asyncio.sleep(0.1)
        assert engine.asked <= asked + 1

    run(work)


def test_who_asks_the_same_as_somebody_else_shares_the_run_and_not_the_line() -> None:
    """Else a client that floods would hold up whoever asks what is in its line."""

    async def work() -> None:
        engine = Endless()
        app = make_app(engine, Settings(running_per_client=1))  # type: ignore[arg-type]
        asked = DOORS["/sparql"][1]
        await app.desk.quota.take(HERE)
        first = Visitor(app, asked)
        await until(lambda: app.desk.quota.waiting == 1)
        second, third = Visitor(app, asked, THERE), Visitor(app, asked, "192.0.2.3")
        await engine.started.wait()
        await until(lambda: len(app.desk.quota.lines) == 3)
        await asyncio.sleep(0.05)
        assert engine.asked == 1
        for one in (first, second, third):
            assert not engine.stopped.is_set()
            one.left.set()
            await one.answered
        await engine.stopped.wait()

    run(work)


def test_one_client_never_has_all_of_the_workers_that_may_call_other_endpoints() -> None:
    async def work() -> None:
        engine, far = Endless(workers=8), "http://far.example/sparql"
        app = make_app(engine, Settings(federation=(far,)))  # type: ignore[arg-type]
        calls = f"ASK {{ SERVICE <{far}> {{ ?s ?p %d }} }}"
        first = Visitor(app, f"/sparql?query={calls % 1}")
        await engine.started.wait()
        visitors = [first, *(Visitor(app, f"/sparql?query={one}") for one in (calls % 2, "ASK { ?s ?p 3 }"))]
        await until(lambda: engine.asked == 2)
        visitors.append(Visitor(app, f"/sparql?query={calls % 4}", THERE))
        await until(lambda: engine.asked == 3)
        first.left.set()
        await until(lambda: engine.asked == 4)
        for one in visitors:
            one.left.set()
            await one.answered

    run(work)


def test_many_requests_of_one_client_take_their_turns_in_their_order() -> None:
    async def work() -> None:
        quota, seen = Quota(2, waiting_most=48, patience=60), list[int]()
        running = most = 0

        async def short(number: int) -> None:
            nonlocal running, most
            async with quota.turn(HERE):
                running += 1
                most = max(most, running)
                seen.append(number)
                await asyncio.sleep(0)
                running -= 1

        await asyncio.gather(*(short(number) for number in range(50)))
        assert (seen, most, quota.lines) == ([*range(50)], 2, {})

    run(work)


def test_a_refusal_for_want_of_turns_says_what_helps() -> None:
    async def work() -> None:
        quota = Quota(1, waiting_most=0, patience=60)
        async with quota.turn(HERE), quota.turn(THERE):
            with pytest.raises(Refusal, match="as many queries running as one client may") as refused:
                await quota.take(HERE)
        assert (refused.value.status, refused.value.headers) == (429, {"retry-after": "5"})

    run(work)


def test_counters_and_turns_go_on_when_another_app_takes_over(toy: Engine) -> None:
    metrics, quota = Metrics(), Quota(1, waiting_most=64, patience=60)
    apps = [make_app(toy, metrics=metrics, quota=quota) for _ in range(2)]  # type: ignore[arg-type]

    async def work() -> None:
        for app in apps:
            await Visitor(app, "/find?name=toy woman").answered
        await quota.take(HERE)
        waiting = Visitor(apps[1], "/find?name=toy woman")
        await until(lambda: quota.waiting == 1)
        waiting.left.set()
        await waiting.answered

    run(work)
    assert told(apps[0]) == told(apps[1]) == {("find", "answered"): 2, ("find", "left"): 1}


# With real workers.

SLOW = "SELECT (COUNT(*) AS ?n%d) { { SELECT * { ?a ?b ?c } LIMIT 900 } { SELECT * { ?d ?e ?f } LIMIT 900 } }"
GRAPHQL = "{ cases(first: 100) { nodes { caseLabel observations(first: %d) { nodes { iri term { label } } } } } }"
FLOODS: dict[str, Callable[[int], tuple[str, dict[str, str]]]] = {
    "queries": lambda number: ("/sparql", {"query": SLOW % number}),
    "pages": lambda number: ("/term/owl:Class", {"offset": str(number)}),
    "graphql": lambda number: ("/graphql", {"query": GRAPHQL % (number + 1)}),
}


@pytest.fixture(scope="module")
def busy(toy_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Busy]:
    """A server of two workers behind a proxy that says who asks; only two queries may wait in it."""
    port, log = free_port(), tmp_path_factory.mktemp("busy") / "log"
    settings = {"KG_TRUSTED_PROXIES": "127.0.0.1", "KG_WORKERS": "2", "KG_WAITING_MOST": "2", "KG_CACHE_MOST": "0"}
    command = [sys.executable, "-m", "kg", "serve", "--port", str(port), "--releases", str(toy_release.folder.parent)]
    with log.open("wb") as out, subprocess.Popen(command, stderr=out, env={**os.environ, **settings}) as process:
        try:
            awaited(f"http://127.0.0.1:{port}/health", process, log)
            yield Busy(f"http://127.0.0.1:{port}", log)
        finally:
            process.terminate()


async def flooded(address: str, flood: Callable[[int], tuple[str, dict[str, str]]], number: int) -> tuple[Any, Any]:
    """What comes of so many requests of one client at once; and of another's look-ups meanwhile, with their times."""
    pool = httpx.AsyncClient(base_url=address, timeout=60, limits=httpx.Limits(max_connections=100))
    async with pool as client:

        async def ask(path: str, given: dict[str, str], who: str) -> int:
            # As a proxy writes it that adds a line of its own to what its client claims.
            claimed = [("x-forwarded-for", "198.51.100.9"), ("x-forwarded-for", who)]
            return (await client.get(path, params=given, headers=[*claimed, ("accept", "*/*")])).status_code

        many = asyncio.gather(*(ask(*flood(one), HERE) for one in range(number)))
        looks = list[tuple[int, float]]()
        while not many.done() or len(looks) < 20:
            start = time.perf_counter()
            query = f"SELECT ?p {{ <http://toy.example/{len(looks)}> ?p ?o }}"
            looks.append((await ask("/sparql", {"query": query}, THERE), time.perf_counter() - start))
            await asyncio.sleep(0.01)
        return await many, looks


def slow(looks: list[tuple[int, float]]) -> float:
    """The seconds in which 95 of 100 look-ups are answered."""
    return statistics.quantiles([seconds for _, seconds in looks], n=20)[-1]


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
def test_what_one_client_asks_at_once_is_all_answered_and_holds_up_nobody(
    busy: Busy, flood: Callable[[int], tuple[str, dict[str, str]]]
) -> None:
    """Of two workers one is always left. Machines are shared: so the best of some rounds, beside look-ups alone."""
    slowest = [slow(asyncio.run(flooded(busy.address, flood, 0))[1])]
    for number in (8, *[24] * 6):
        answers, looks = asyncio.run(flooded(busy.address, flood, number))
        assert answers == [200] * number
        assert {status for status, _ in looks} == {200}
        slowest.append(slow(looks))
        if slowest[-1] < max(0.1, 6 * slowest[0]):
            return
    raise AssertionError(f"look-ups of another client took {slowest[1:]} seconds (95 of 100), alone {slowest[0]}")


def test_the_log_has_a_line_for_each_visit_with_its_door_and_the_id_that_the_client_has(busy: Busy) -> None:
    visits = [
        (door, httpx.get(f"{busy.address}{address}", timeout=60).headers["x-query-id"], "answered")
        for door, address in DOORS.values()
    ]
    failed = httpx.get(
        f"{busy.address}/term/HP:0002500", params={"offset": "first"}, headers={"accept": "text/html"}, timeout=60
    )
    assert failed.headers["x-query-id"] in failed.text
    visits.append(("term", failed.headers["x-query-id"], "badpage"))
    lines = [json.loads(line) for line in busy.log.read_text().splitlines()]
    logged = [(one["door"], one["queryId"], one["outcome"]) for one in lines if one["logger"] == "api.query"]
    assert logged[-len(visits) :] == visits
