"""Queries that were made to hurt: each ends in time, is told why, and leaves the others and the server in peace."""

import asyncio
import gc
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from traceback import walk_tb

import pytest

from kg.engine import Answer, BadQuery, Question
from kg.engine.memory import MemoryEngine
from kg.engine.serving import EngineFailure
from kg.engine.workers import WorkerEngine
from kg.errors import KgError
from kg.release import Release

MEMORY = 500_000_000
DEADLINE = 2.0
GRACE = 8.0
"""What a busy machine may take beyond; a query that nothing ends would last for hours."""
LOOK_UP = "SELECT ?label WHERE { ?paper a kg:Paper ; rdfs:label ?label } ORDER BY ?label LIMIT 3"
TOO_LONG_FOR_A_FILE = {
    "values-of-a-hundred-thousand": "SELECT * { ?a ?b ?x VALUES ?x { " + "'toy' " * 100_000 + "} }",
    "values-joined": "SELECT * { VALUES ?x { %s } VALUES ?y { %s } VALUES ?z { %s } FILTER(?x + ?y = ?z * 0.1) }"
    % ((" ".join(map(str, range(3_000))),) * 3),
    "groups-in-groups": "SELECT * {" + "{" * 100_000 + "}" * 100_000 + "}",
    "brackets-in-brackets": "SELECT * { FILTER(" + "(" * 100_000 + "1" + ")" * 100_000 + ") }",
    "not-not-not": "SELECT * { FILTER(" + "!" * 200_000 + "true) }",
    "optional-in-optional": "SELECT * {" + "OPTIONAL { ?a ?b ?c " * 5_000 + "}" * 5_000 + "}",
    "union-after-union": "SELECT * { {}" + " UNION { ?s ?p ?o }" * 20_000 + "}",
    "a-thousand-variables": "SELECT * { " + " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(1_000)) + " }",
    "a-long-chain": "SELECT * { " + " . ".join(f"?s{n} ?p{n} ?s{n + 1}" for n in range(60)) + " }",
    "a-long-path": "SELECT * { ?a " + "/".join(["(rdfs:subClassOf|rdf:type)*"] * 500) + " ?b }",
    "an-iri-without-end": "SELECT * { <http://toy.example/" + "a" * 900_000 + "> ?p ?o }",
    "a-string-without-end": "SELECT * { ?s ?p '" + "é" * 400_000 + "' }",
    "a-name-without-end": "SELECT ?" + "x" * 900_000 + " {}",
    "a-comment-without-end": "ASK {} #" + "x" * 900_000,
    "prefixes-without-end": "".join(f"PREFIX p{n}: <urn:toy:{n}> " for n in range(20_000)) + "ASK {}",
    "quotes-without-end": "SELECT * { FILTER(?a < '" + "<'>" * 200_000 + " SERVICE",
    "escapes-without-end": "SELECT * { ?s ?p '" + "\\u0027\\u005c" * 50_000 + "' }",
    "half-a-character": "SELECT * { ?s ?p '\ud800' }",
    "nothing": "",
    "noise": "\x00\x01\ufeff{}<>\\u12\x7f" * 10_000,
}


def texts() -> dict[str, str]:
    files = sorted((Path(__file__).parent / "hostile").glob("*.rq"))
    return {path.stem: path.read_bytes().decode() for path in files} | TOO_LONG_FOR_A_FILE


HOSTILE = texts()


def children(parent: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            name, _, rest = status.read_text().rpartition(") ")
            if int(rest.split()[1]) == parent and "(python" in name:
                found.append(int(name.split()[0]))
    return found


def private_memory(process: int) -> int:
    """Bytes that the process shares with no other."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Private_"))


@dataclass(frozen=True)
class Ended:
    result: Answer | Exception
    seconds: float


@dataclass(frozen=True)
class Run:
    """How each hostile query ended, and how long each look-up waited that somebody else asked meanwhile."""

    engine: WorkerEngine
    ended: dict[str, Ended]
    waited: list[float]
    others: set[int]
    """Processes that other tests of this run had started before, such as a server they share."""


async def attack(engine: WorkerEngine, others: set[int]) -> Run:
    """Two clients ask the hostile queries, a third looks things up."""
    left, ended, waited = list(HOSTILE), dict[str, Ended](), list[float]()

    async def ask_hostile_ones() -> None:
        while left:
            name = left.pop()
            began = time.monotonic()
            try:
                result: Answer | Exception = await engine.ask(Question(HOSTILE[name]), DEADLINE)
            except (BadQuery, EngineFailure) as error:
                result = error
            ended[name] = Ended(result, time.monotonic() - began)

    async def look_up() -> None:
        while len(ended) < len(HOSTILE):
            began = time.monotonic()
            await engine.ask(Question(LOOK_UP), DEADLINE + GRACE)
            waited.append(time.monotonic() - began)
            await asyncio.sleep(0.02)

    await asyncio.gather(ask_hostile_ones(), ask_hostile_ones(), look_up())
    return Run(engine, ended, sorted(waited), others)


@pytest.fixture(scope="module")
def run(real_release: Release) -> Iterator[Run]:
    others = set(children(os.getpid()))
    engine = WorkerEngine(real_release.dataset, workers=3, memory=MEMORY, answer_most=20_000_000)
    yield asyncio.run(attack(engine, others))
    engine.close()


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 60


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_query_ends_in_time_and_is_told_why(run: Run, name: str) -> None:
    ended = run.ended[name]
    assert ended.seconds < DEADLINE + GRACE
    if isinstance(ended.result, Exception):
        assert str(ended.result)
    if name.startswith("service"):
        assert isinstance(ended.result, BadQuery), "no other address is ever asked"


@pytest.mark.slow
def test_others_are_answered_meanwhile(run: Run) -> None:
    """A worker is always free for them: hardly one waits as long as if it stood behind a hostile query."""
    assert len(run.waited) > len(HOSTILE)
    assert run.waited[len(run.waited) * 9 // 10] < DEADLINE / 2


@pytest.mark.slow
def test_afterwards_every_worker_lives_and_the_memory_is_back(run: Run) -> None:
    async def at_once() -> list[Answer]:
        return await asyncio.gather(*(run.engine.ask(Question(LOOK_UP), DEADLINE) for _ in range(9)))

    assert len({answer.body for answer in asyncio.run(at_once())}) == 1
    state = run.engine.state()
    assert (state.ready, state.workers, state.running, state.waiting) == (True, 3, 0, 0)

    def grown() -> list[int]:
        found = []
        holders = set(children(os.getpid())) - run.others
        for worker in (worker for holder in holders for worker in children(holder)):
            with suppress(OSError):  # the last one that was stopped may be on its way out still
                found.append(private_memory(worker))
        return found

    for _ in range(100):
        if len(grown()) == 3 and max(grown()) < MEMORY / 2:
            return
        time.sleep(0.1)
    raise AssertionError(f"workers hold {grown()} bytes of their own")


def test_an_error_takes_no_result_to_another_thread(toy: MemoryEngine) -> None:
    """Oxigraph's results may be dropped by the thread that asked alone; the frames of a traceback would keep them."""
    triple = "CONSTRUCT { <toy:s> <toy:p> ?t } WHERE { BIND(TRIPLE(<toy:a>, <toy:b>, 1) AS ?t) }"
    for query, accept in ((triple, ["application/ld+json"]), ("SELECT * { ?s ?p ?o }", ["text/csv"])):
        with ThreadPoolExecutor(1) as pool:
            asked = pool.submit(toy.answer, Question(query, accept), most=10)
            error = asked.exception()
        assert isinstance(error, KgError)
        frames = [frame for frame, _ in walk_tb(error.__traceback__)]
        held = [value for frame in frames for value in frame.f_locals.values()]
        assert not [value for value in held if type(value).__module__.startswith("pyoxigraph")]
        del frames, held, asked, error
        gc.collect()  # what is dropped here and may not be is a warning, and so an error
