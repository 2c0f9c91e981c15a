"""Several endpoints behind one server: what one cannot answer another does, and those that are back are asked again."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import httpx
import pytest

from api.serve import engine_of
from api.settings import BadSetting, Settings
from kg.engine import Answer, BadQuery, Question
from kg.engine.remote import Keys, RemoteEngine
from kg.engine.remote.keys import BadKeys
from kg.engine.serving import Overdue, Unreachable
from kg.release import Release
from tests.conftest import free_port, serving
from tests.stores import load, oxigraph_store, relay_to, told
from tests.test_engine_remote import EMPTY, Strange, strange


@contextmanager
def two() -> Iterator[tuple[Strange, Strange, RemoteEngine]]:
    with strange("kind") as (first, _), strange("kind") as (second, _):
        urls = [f"http://127.0.0.1:{one.server_port}/sparql" for one in (first, second)]
        with closing(RemoteEngine(urls)) as engine:
            yield first, second, engine


def ask(engine: RemoteEngine, deadline: float = 10, query: str = "SELECT * {}") -> Answer:
    return asyncio.run(engine.ask(Question(query), deadline))


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


@pytest.mark.parametrize(
    "manner",
    ["babbling", "cutting", "500 text/plain out of disk", "503 text/plain later", "401 text/plain who",
     "301 text/plain x", "200 application/sparql-results+json {"],
)  # fmt: skip
def test_what_one_cannot_answer_another_does(manner: str) -> None:
    with two() as (first, second, engine):
        first.manner = manner
        for _ in range(6):
            assert ask(engine).body == EMPTY
        assert (first.asked, second.asked) == (1, 6), "it is left out after the first"
        state = engine.state()
        assert state.ready and [one.ready for one in state.replicas] == [False, True]
        assert state.replicas[0].why and (state.replicas[0].asked, state.replicas[0].failed) == (1, 1)
        first.manner = "kind"
        engine.look()
        assert all(one.ready for one in engine.state().replicas), "a probe finds it back"


def test_one_that_is_back_is_found_without_a_query(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.engine.remote.engine._LOOK", 0.1)
    with two() as (first, _, engine):
        first.manner = "babbling"
        until(lambda: not engine.state().replicas[0].ready)
        first.manner = "kind"
        until(lambda: engine.state().replicas[0].ready)


def test_a_slow_one_costs_one_deadline_and_comes_last_until_it_answers() -> None:
    with two() as (first, second, engine):
        first.manner = "slow"
        with pytest.raises(Overdue):
            ask(engine, 0.3)
        for _ in range(3):
            ask(engine, 5)
        assert (first.asked, second.asked) == (1, 3), "a query that is overdue is not tried elsewhere"


def test_what_the_query_did_is_not_tried_elsewhere() -> None:
    with two() as (first, second, engine):
        first.manner = "400 text/plain no such thing"
        with pytest.raises(BadQuery):
            ask(engine)
        assert second.asked == 0 and engine.state().replicas[0].ready


def test_where_all_are_out_all_are_tried_and_the_first_failure_is_told() -> None:
    with two() as (first, second, engine):
        first.manner, second.manner = "500 text/plain first", "500 text/plain second"
        for _ in range(2):
            with pytest.raises(Unreachable, match="answered 500"):
                ask(engine)
        assert (first.asked, second.asked) == (2, 2) and not engine.state().ready
        second.manner = "kind"
        assert ask(engine).body == EMPTY


def test_queries_go_to_the_one_with_the_fewest() -> None:
    with two() as (first, second, engine):
        for _ in range(6):
            ask(engine)
        assert (first.asked, second.asked) == (3, 3)


def test_an_address_that_is_dead_from_the_start_is_passed_over(toy_release: Release, oxigraph: str) -> None:
    dead = f"http://127.0.0.1:{free_port()}/query"
    with closing(RemoteEngine([dead, oxigraph], release=toy_release.iri)) as engine:
        assert engine.rows("SELECT ?c { ?c a kg:Case } LIMIT 1")
        assert [one.ready for one in engine.state().replicas] == [False, True]
        assert told(toy_release).endswith(engine.state().replicas[1].release)


def test_one_that_holds_another_release_is_never_asked(
    toy_release: Release, cohort_release: Release, oxigraph: str
) -> None:
    with closing(RemoteEngine(oxigraph, release=cohort_release.iri)) as engine:
        for _ in range(2):
            with pytest.raises(Unreachable, match=rf"it holds {told(toy_release)}, not {told(cohort_release)[8:]}"):
                engine.rows("SELECT ?c { ?c a kg:Case } LIMIT 1")
        assert not engine.state().ready


def test_the_server_goes_over_to_the_endpoint_that_holds_the_new_release(
    tmp_path: Path, toy_release: Release, cohort_release: Release
) -> None:
    """Two stores, one server: `kg load` fills the second, and between two requests the server reads from there."""
    with ExitStack() as held:
        blue = held.enter_context(oxigraph_store(tmp_path / "blue", kept=False))
        green = held.enter_context(oxigraph_store(tmp_path / "green"))
        load(blue.address, toy_release)
        releases = tmp_path / "releases"
        releases.mkdir()
        for one in (toy_release, cohort_release):
            (releases / one.folder.name).symlink_to(one.folder)
        current = releases / "current"
        current.symlink_to(toy_release.folder.name)
        served = Release.read(current.resolve())
        engines = f"{blue.address}, {green.address}"
        about = Release(current, served.manifest)
        address, _ = held.enter_context(serving(about, tmp_path / "log", KG_ENGINE=engines, KG_WATCH="0.1"))
        client = held.enter_context(httpx.Client(base_url=address, timeout=60))

        def triples() -> int:
            query = {"query": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"}
            answer = client.get("/sparql", params=query, headers={"accept": "text/csv"})
            return int(answer.text.split()[1]) if answer.status_code == 200 else -answer.status_code

        health = client.get("/health").json()
        assert health["status"] == "ok" and health["triples"] == toy_release.manifest["triples"]
        behind = {one["address"]: one for one in health["endpoints"]}
        assert behind[blue.address] == {
            "address": blue.address, "ready": True, "release": told(toy_release)[8:],
        }  # fmt: skip
        assert "it holds no release" in behind[green.address]["why"]
        assert f'kg_endpoint_ready{{endpoint="{green.address}"}} 0.0' in client.get("/metrics").text
        assert triples() == toy_release.manifest["quads"]
        fresh = releases / ".fresh"
        fresh.symlink_to(cohort_release.folder.name)
        fresh.replace(current)
        until(lambda: "is taken up once an endpoint holds it" in (tmp_path / "log").read_text())
        assert triples() == toy_release.manifest["quads"]
        load(green.address, cohort_release)
        seen = set()
        until(lambda: seen.add(triples()) or cohort_release.manifest["quads"] in seen, 60)
        assert seen == {toy_release.manifest["quads"], cohort_release.manifest["quads"]}
        assert client.get("/health").json()["triples"] == cohort_release.manifest["triples"]
        green.kill()
        until(lambda: client.get("/health").status_code == 503)
        answer = client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"})
        assert answer.status_code == 502 and answer.json()["status"] == 502
        green.start()
        until(lambda: client.get("/health").status_code == 200)
        assert triples() == cohort_release.manifest["quads"]


def test_who_may_read_is_taken_from_the_environment(
    tmp_path: Path, toy_release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    with oxigraph_store(tmp_path / "store", kept=False) as store, relay_to(store) as relay:
        load(store.address, toy_release)
        relay.headers = {"www-authenticate": 'Basic realm="toy"'}
        relay.before = lambda _, __, told: None if told.get("authorization") == "Basic dG95OnRvcHNlY3JldA==" else 401
        settings = Settings(engine=(relay.address,))
        with closing(engine_of(toy_release, settings)) as engine, pytest.raises(Unreachable, match="401"):
            engine.rows("SELECT ?c { ?c a kg:Case }")
        monkeypatch.setenv("KG_ENGINE_USER", "toy")
        monkeypatch.setenv("KG_ENGINE_PASSWORD", "topsecret")
        with closing(engine_of(toy_release, settings)) as engine:
            assert engine.rows("SELECT ?c { ?c a kg:Case }")
        assert Settings.of_environment({"KG_ENGINE_USER": "toy", "KG_ENGINE_PASSWORD": "topsecret"}) == Settings()


@pytest.mark.parametrize(
    "text", ["http://toy:topsecret@toy.example/sparql", "http://toy.example/, http://topsecret@b/"]
)
def test_an_address_with_a_secret_is_refused_without_showing_it(text: str) -> None:
    with pytest.raises(BadSetting, match="neither user nor password") as refused:
        Settings.of_environment({"KG_ENGINE": text})
    assert "topsecret" not in str(refused.value)


@pytest.mark.parametrize(
    "given",
    [
        {"KG_ENGINE_PASSWORD": "topsecret"},
        {"KG_ENGINE_TOKEN": "topsecret", "KG_ENGINE_USER": "toy"},
        {"KG_ENGINE_TOKEN": "topsecret\n"},
        {"KG_ENGINE_TOKEN": "töpsecret"},
    ],
)
def test_credentials_that_cannot_be_are_told_without_showing_them(given: dict[str, str]) -> None:
    with pytest.raises(BadKeys, match="KG_ENGINE_") as refused:
        Keys.of_environment("ENGINE", given)
    assert "topsecret" not in str(refused.value) and "töpsecret" not in str(refused.value)
