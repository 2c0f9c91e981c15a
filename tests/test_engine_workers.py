"""Workers share one copy of the graph, die alone, and are replaced before the next query comes."""

import asyncio
import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kg.engine import Answer, BadQuery, Engine, Form, Question
from kg.engine.memory import MemoryEngine
from kg.engine.serving import Busy, Ended, EngineFailure, OutOfMemory, Overdue, TooLarge, Unreachable
from kg.engine.workers import WorkerEngine
from kg.release import Release

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
BOMB = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c"
CASES = "SELECT ?case ?label WHERE { ?case a kg:Case ; rdfs:label ?label } ORDER BY ?case"
ENOUGH = 20.0
"""A deadline, in seconds, that no query of these tests needs."""


@pytest.fixture(scope="module")
def engine(toy_release: Release) -> Iterator[WorkerEngine]:
    engine = WorkerEngine(toy_release.dataset, workers=2, default_deadline=ENOUGH)
    yield engine
    engine.close()


def ask(engine: WorkerEngine, query: str, deadline: float = ENOUGH) -> Answer:
    return asyncio.run(engine.ask(Question(query), deadline))


def children(parent: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            name, _, rest = status.read_text().rpartition(") ")
            if int(rest.split()[1]) == parent:
                found.append(int(name.split()[0]))
    return found


def kill(process: int, by: signal.Signals = signal.SIGKILL) -> None:
    """Kill it and wait until it is dead."""
    os.kill(process, by)
    until(lambda: dead(process))


def dead(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].startswith("Z")
    except OSError:
        return True


def until(true: Callable[[], bool]) -> None:
    for _ in range(400):
        if true():
            return
        time.sleep(0.025)
    raise AssertionError("it never came to be")


def test_it_answers_as_the_engine_in_memory_does(engine: WorkerEngine, toy: Engine) -> None:
    assert engine.rows(CASES) == toy.rows(CASES)
    for accept in ([], ["text/csv"], ["application/sparql-results+xml"]):
        assert engine.answer(Question(CASES, accept)) == toy.answer(Question(CASES, accept))
    graph = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c FILTER(isIRI(?s) && isIRI(?c)) } ORDER BY ?s ?c"
    construct = Question(graph, ["application/n-triples"])
    assert engine.answer(construct) == toy.answer(construct)
    assert ask(engine, "ASK { ?s a kg:Case }") == toy.answer(Question("ASK { ?s a kg:Case }"))


@pytest.mark.parametrize("value", ["<urn:toy>", "'toy'", "'toy'@en", "true", "1", "1.50", "'2020'^^xsd:gYear"])
def test_a_term_is_the_same_from_every_engine(engine: WorkerEngine, toy: Engine, value: str) -> None:
    query = f"SELECT ?x ?y {{ VALUES ?x {{ {value} }} }}"
    assert engine.rows(query) == toy.rows(query)


def test_rows_come_from_a_select_only(engine: WorkerEngine) -> None:
    with pytest.raises(BadQuery):
        engine.rows("ASK {}")


def test_a_dataset_given_beside_the_query_reaches_the_worker(engine: WorkerEngine) -> None:
    nowhere = ["urn:toy:nowhere"]
    every, named = "ASK { ?s ?p ?o }", "ASK { GRAPH ?g { ?s ?p ?o } }"
    for question in (Question(every, (), nowhere), Question(named, (), None, nowhere)):
        assert json.loads(engine.answer(question).body)["boolean"] is False


def test_a_bad_query_says_where(engine: WorkerEngine) -> None:
    with pytest.raises(BadQuery) as error:
        ask(engine, "SELECT *\n{ ?s ?p }")
    assert error.value.line == 2 and error.value.column


def test_a_runaway_query_is_stopped_at_its_deadline(engine: WorkerEngine) -> None:
    before, began = engine.state().restarted, time.monotonic()
    with pytest.raises(Overdue) as error:
        ask(engine, RUNAWAY, 0.5)
    assert error.value.seconds == 0.5
    assert time.monotonic() - began < ENOUGH, "it would last for hours; a busy machine is given time"
    assert ask(engine, CASES).form is Form.SELECT
    until(lambda: engine.state().restarted == before + 1)


def test_a_query_that_needs_too_much_memory_dies_alone(toy_release: Release) -> None:
    engine = WorkerEngine(toy_release.dataset, workers=2, memory=200_000_000)

    async def both() -> list[Answer | BaseException]:
        asked = [engine.ask(Question(query), ENOUGH) for query in (BOMB, CASES, CASES, CASES)]
        return await asyncio.gather(*asked, return_exceptions=True)

    bomb, *others = asyncio.run(both())
    assert isinstance(bomb, OutOfMemory) and "200,000,000 bytes" in str(bomb)
    assert all(isinstance(other, Answer) for other in others)
    engine.close()


def test_a_query_nested_too_deeply_dies_alone(engine: WorkerEngine) -> None:
    with pytest.raises(OutOfMemory, match="nested too deeply"):
        ask(engine, "SELECT * {" + "{" * 50_000 + "}" * 50_000 + "}")
    assert ask(engine, CASES).body


def test_who_leaves_stops_the_query(engine: WorkerEngine) -> None:
    async def leave() -> None:
        task = asyncio.create_task(engine.ask(Question(RUNAWAY), ENOUGH))
        await asyncio.sleep(0.3)
        assert engine.state().running == 1
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(leave())
    until(lambda: engine.state().running == 0)
    assert ask(engine, CASES).body


def test_who_leaves_the_line_is_forgotten(toy_release: Release) -> None:
    engine = WorkerEngine(toy_release.dataset, workers=1, waiting_most=1)

    async def wait_and_leave() -> None:
        running = asyncio.create_task(engine.ask(Question(RUNAWAY), 2))
        await asyncio.sleep(0.2)
        waiting = asyncio.create_task(engine.ask(Question(CASES), 2))
        await asyncio.sleep(0.1)
        assert (engine.state().running, engine.state().waiting) == (1, 1)
        with pytest.raises(Busy):
            await engine.ask(Question(CASES), 2)
        waiting.cancel()
        await asyncio.sleep(0.05)
        assert engine.state().waiting == 0
        running.cancel()
        await asyncio.gather(running, waiting, return_exceptions=True)
        assert (await engine.ask(Question(CASES), ENOUGH)).body

    asyncio.run(wait_and_leave())
    assert engine.state().restarted == 1, "a query that never ran costs no worker"
    engine.close()


def test_nobody_waits_longer_than_the_deadline(toy_release: Release) -> None:
    engine = WorkerEngine(toy_release.dataset, workers=1, default_deadline=0.3)

    async def stuck() -> None:
        running = asyncio.create_task(engine.ask(Question(RUNAWAY), ENOUGH))
        await asyncio.sleep(0.1)
        with pytest.raises(Busy):
            await engine.ask(Question(CASES), 0.3)
        with pytest.raises(Busy):
            await asyncio.to_thread(engine.rows, CASES)
        assert engine.state().waiting == 0
        running.cancel()

    asyncio.run(stuck())
    engine.close()


def test_an_answer_beyond_the_bound_is_refused_whole(toy_release: Release) -> None:
    engine = WorkerEngine(toy_release.dataset, workers=1, answer_most=10_000)
    for query in ("SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }", "SELECT * { ?a ?b ?c . ?d ?e ?f }"):
        with pytest.raises(TooLarge) as error:
            engine.answer(Question(query))
        assert error.value.limit == 10_000
    assert len(engine.answer(Question("SELECT * { ?s ?p ?o } LIMIT 2")).body) < 10_000
    engine.close()


def test_threads_and_coroutines_may_ask_side_by_side(engine: WorkerEngine, toy: Engine) -> None:
    expected, met = toy.rows(CASES), list[bool]()

    def look_up() -> None:
        met.extend(engine.rows(CASES) == expected for _ in range(20))

    async def coroutines() -> list[Answer]:
        return await asyncio.gather(*(engine.ask(Question(CASES), ENOUGH) for _ in range(50)))

    threads = [threading.Thread(target=look_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    answers = asyncio.run(coroutines())
    for thread in threads:
        thread.join()
    assert len({answer.body for answer in answers}) == 1
    assert met == [True] * 80


def test_a_worker_or_the_holder_of_the_graph_that_is_killed_is_replaced(toy_release: Release) -> None:
    others = set(children(os.getpid()))
    engine = WorkerEngine(toy_release.dataset, workers=2)
    [holder] = set(children(os.getpid())) - others
    until(lambda: len(children(holder)) == 2)
    for worker in children(holder):
        kill(worker)
    for _ in range(4):
        assert engine.rows(CASES)
    kill(holder)
    # Its workers live on, and answer until they are needed no more.
    for _ in range(4):
        assert engine.rows(CASES)
    with pytest.raises(Overdue):
        ask(engine, RUNAWAY, 0.2)
    for _ in range(4):
        assert engine.rows(CASES)
    engine.close()


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM])
def test_a_query_whose_worker_is_ended_from_outside_is_asked_again(toy_release: Release, by: signal.Signals) -> None:
    others = set(children(os.getpid()))
    engine = WorkerEngine(toy_release.dataset, workers=1)
    [holder] = set(children(os.getpid())) - others
    met: list[Answer | BaseException] = []

    def end_its_worker(slow: str, times: int) -> None:
        met.clear()
        asker = threading.Thread(target=lambda: met.append(given(engine, slow)))
        asker.start()
        for _ in range(times):
            until(lambda: engine.state().running == 1 and [*map(busy, children(holder))] == [True])
            [worker] = children(holder)
            kill(worker, by)
        asker.join()

    parts = "{ SELECT ?a { ?a ?b ?c } LIMIT 4000 } { SELECT ?d { ?d ?e ?f } LIMIT 500 }"
    slow = f"SELECT (COUNT(*) AS ?n) {{ {parts} FILTER(STRLEN(STR(?a)) < STRLEN(STR(?d))) }}"
    whole = ask(engine, slow)
    end_its_worker(slow, times=1)
    assert met == [whole] and engine.state().restarted == 1
    end_its_worker(RUNAWAY, times=2)
    assert isinstance(met[0], Ended) and "ended unexpectedly" in str(met[0]) and "memory" not in str(met[0])
    until(lambda: engine.state().restarted == 3)
    assert engine.rows(CASES) and (engine.state().running, engine.state().waiting) == (0, 0)
    engine.close()


def given(engine: WorkerEngine, query: str) -> Answer | BaseException:
    try:
        return ask(engine, query, 60)
    except EngineFailure as error:
        return error


def busy(process: int) -> bool:
    """Whether it has worked for a while, so that it is amid a query."""
    utime = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()[11]
    return int(utime) >= 3


def test_a_worker_has_nothing_open_but_its_channel(toy_release: Release) -> None:
    others = set(children(os.getpid()))
    engine = WorkerEngine(toy_release.dataset, workers=1)
    assert engine.rows(CASES)
    [holder] = set(children(os.getpid())) - others
    [worker] = children(holder)
    opened = sorted(int(one.name) for one in Path(f"/proc/{worker}/fd").iterdir())
    limits = Path(f"/proc/{worker}/limits").read_text()
    [files] = [line.split()[3:5] for line in limits.splitlines() if line.startswith("Max open files")]
    assert opened == list(range(len(opened)))
    assert files == [str(len(opened))] * 2
    engine.close()


def test_closing_ends_every_process_and_every_query(toy_release: Release) -> None:
    others = set(children(os.getpid()))
    engine = WorkerEngine(toy_release.dataset, workers=2)

    async def close_amid() -> list[Answer | BaseException]:
        asked = [asyncio.create_task(engine.ask(Question(RUNAWAY), ENOUGH)) for _ in range(4)]
        await asyncio.sleep(0.3)
        await asyncio.to_thread(engine.close)
        return await asyncio.gather(*asked, return_exceptions=True)

    assert {type(one) for one in asyncio.run(close_amid())} == {Unreachable}
    assert set(children(os.getpid())) <= others
    assert not engine.state().ready
    with pytest.raises(Unreachable):
        engine.rows(CASES)
    engine.close()


def test_a_dataset_that_cannot_be_loaded_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="could not be loaded"):
        WorkerEngine(tmp_path / "nothing.nq")


def test_the_engine_in_memory_keeps_the_same_promises_as_far_as_it_can(toy: MemoryEngine) -> None:
    answer = asyncio.run(toy.ask(Question(CASES), ENOUGH))
    assert answer == toy.answer(Question(CASES))
    assert toy.state().ready and toy.state().running == 0

    async def overdue() -> None:
        with pytest.raises(Overdue):
            await toy.ask(Question("SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER REGEX(STR(?o), 'toy') }"), 0.001)

    asyncio.run(overdue())
