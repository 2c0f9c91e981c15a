"""A new release is taken up while the server runs: nobody's request fails, and what cannot be taken up is told."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import httpx2
import numpy as np
import pytest

from kg.analysis import Held, answer
from kg.analysis.differential import NO_DISEASES
from kg.analysis.frequencies import Frequencies
from kg.build.sequence import build
from kg.files import MANIFEST, checksum
from kg.release import CURRENT, Release
from tests.checkout import ROOT
from tests.conftest import free_port
from tests.server import Server, serving
from tests.small import TOY, toy_inputs

CLIENTS = 32
ALL = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
NUMBER = "{ papers { totalCount } }"


def put(release: Release, releases: Path) -> Release:
    """A copy of a release in another folder, pointed to as a build does."""
    shutil.copytree(release.folder, releases / release.folder.name)
    point(releases, release.folder.name)
    return Release.read(releases / release.folder.name)


def point(releases: Path, name: str) -> None:
    (releases / "fresh").symlink_to(name)
    (releases / "fresh").replace(releases / CURRENT)


@dataclass
class Asker:
    """A client that asks every door in turn until it is told to stop, and writes down what it was answered."""

    number: int
    address: str
    stop: threading.Event
    answers: list[tuple[str, int, str]]
    round: int = 0

    def run(self) -> None:
        own = {"x-forwarded-for": f"192.0.2.{self.number}"}
        with httpx2.Client(base_url=self.address, headers=own, timeout=60) as client:
            last = False
            while not last:
                # The round after it was told to stop is the last.
                last = self.stop.is_set()
                self.round += 1
                for name, ask in self.doors(client).items():
                    try:
                        answer = ask()
                        self.answers.append((name, answer.status_code, answer.text))
                    except Exception as error:  # noqa: BLE001 - whatever befell it is what the test is about
                        self.answers.append((name, 0, repr(error)))

    def doors(self, client: httpx2.Client) -> dict[str, Callable[[], httpx2.Response]]:
        # What nobody asked before is not kept.
        new = f"# {self.number} of {self.round}\n"
        ask = {"query": new + ALL}
        csv = {"accept": "text/csv"}
        return {
            "new": lambda: client.post("/sparql", data=ask, headers=csv),
            "kept": lambda: client.get("/sparql", params={"query": ALL}, headers=csv),
            "graphql": lambda: client.post("/graphql", json={"query": new + NUMBER}),
            "page": lambda: client.get("/"),
            "find": lambda: client.get("/resolve", params={"q": "toy woman"}),
            "download": lambda: client.get(f"/download/{MANIFEST}"),
            "health": lambda: client.get("/health"),
        }


def counted(door: str, text: str) -> int:
    """What an answer says of the size of its release."""
    match door:
        case "new" | "kept":
            return int(text.split()[1])
        case "graphql":
            return int(json.loads(text)["data"]["papers"]["totalCount"])
        case "health" | "download":
            return int(json.loads(text)["triples"])
    return 0


@pytest.mark.slow
def test_a_release_built_under_load_is_taken_up_and_not_one_request_fails(tmp_path: Path, toy_release: Release) -> None:
    """Thirty-two clients ask every door; each sees the old release, then the new one, and never the old one again."""
    releases, fewer = tmp_path / "releases", tmp_path / "evidence"
    releases.mkdir()
    old = put(toy_release, releases)
    shutil.copytree(TOY / "evidence", fewer)
    next(fewer.glob("toy-c-*")).unlink()
    stop = threading.Event()
    with serving(releases, KG_TRUSTED_PROXIES="127.0.0.1", KG_WATCH="0.2") as server:
        askers = [Asker(number, server.address, stop, []) for number in range(CLIENTS)]
        threads = [threading.Thread(target=one.run) for one in askers]
        for thread in threads:
            thread.start()
        new = build(toy_inputs(fewer), releases)
        told = server.until("a new release is taken up")
        stop.set()
        for thread in threads:
            thread.join()
        assert server.holds() == new.manifest["triples"] < old.manifest["triples"]
        assert server.complaints() == []
    assert told["release"] == new.folder.name
    assert told["seconds"] > 0
    assert {(name, status) for one in askers for name, status, _ in one.answers if status != 200} == set()
    for one in askers:
        for door in ("new", "kept", "graphql", "health", "download"):
            sizes = [counted(door, text) for name, _, text in one.answers if name == door]
            assert [*dict.fromkeys(sizes)] == sorted(set(sizes), reverse=True), door
            assert len(set(sizes)) == 2, door
            assert sizes == sorted(sizes, reverse=True), door


@pytest.fixture
def two(tmp_path: Path, toy_release: Release, cohort_release: Release) -> tuple[Path, Release, Release]:
    """A folder of two releases, the first of which is pointed to."""
    (tmp_path / "releases").mkdir()
    later = put(cohort_release, tmp_path / "releases")
    return tmp_path / "releases", put(toy_release, tmp_path / "releases"), later


def test_a_signal_takes_up_what_is_pointed_to_and_what_runs_ends_where_it_began(
    two: tuple[Path, Release, Release],
) -> None:
    releases, old, new = two
    with serving(releases, KG_WATCH="0", KG_TRUSTED_PROXIES="127.0.0.1") as server:
        slow = threading.Thread(target=lambda: ended.append(slowly(server.address)))
        ended: list[httpx2.Response] = []
        slow.start()
        while "kg_queries_running 1.0" not in httpx2.get(f"{server.address}/metrics", timeout=60).text:
            time.sleep(0.02)
        httpx2.get(f"{server.address}/sparql", params={"query": ALL}, timeout=60)
        before = answered(server.address)
        point(releases, new.folder.name)
        time.sleep(1)
        assert server.holds() == old.manifest["triples"]
        server.process.send_signal(signal.SIGHUP)
        told = server.until("a new release is taken up")
        assert (told["release"], told["running"]) == (new.folder.name, 1)
        assert server.holds() == new.manifest["triples"]
        slow.join()
        # What is counted goes on, and the workers are those of the new release.
        httpx2.get(f"{server.address}/sparql", params={"query": ALL}, timeout=60)
        assert answered(server.address) == before + 1 == 2
        assert "kg_engine_ready 1.0" in httpx2.get(f"{server.address}/metrics", timeout=60).text
        # Nothing broke it off: it came to its own end, on the engine of the former release.
        assert ended[0].status_code == 504
        server.process.send_signal(signal.SIGHUP)
        assert new.folder.name in server.until("is served already")["message"]


def answered(address: str) -> float:
    told = httpx2.get(f"{address}/metrics", timeout=60).text
    [number] = re.findall(r'^kg_queries_total\{outcome="answered"\} (.*)$', told, re.MULTILINE)
    return float(number)


def slowly(address: str) -> httpx2.Response:
    """As a client of its own."""
    own = {"x-forwarded-for": "192.0.2.1"}
    return httpx2.get(f"{address}/sparql", params={"query": SLOW, "timeout": "6"}, headers=own, timeout=20)


def test_the_former_engine_ends_after_its_last_request(two: tuple[Path, Release, Release]) -> None:
    """Neither its process nor an open file of its release is left."""
    releases, old, new = two
    with serving(releases, KG_BASE_URL="https://example.org/csf1r") as server:
        before = holders(server.process.pid)
        point(releases, new.folder.name)
        server.until("a new release is taken up")
        until = time.monotonic() + 20
        while (before & holders(server.process.pid) or files(server, old)) and time.monotonic() < until:
            time.sleep(0.05)
        after = holders(server.process.pid)
        assert not files(server, old)
        assert files(server, new)
        assert len(before) == len(after) == 1
        assert not before & after
    assert not [pid for pid in after if Path(f"/proc/{pid}").exists()]


def holders(server: int) -> set[int]:
    """The processes that hold a graph for a server."""
    found: set[int] = set()
    for path in Path(f"/proc/{server}/task").glob("*/children"):
        with suppress(OSError):  # of a thread that has ended meanwhile
            found |= set(map(int, path.read_text().split()))
    return found


def files(server: Server, release: Release) -> list[str]:
    """Those of a release that a server has open."""
    every = (os.path.realpath(path) for path in Path(f"/proc/{server.process.pid}/fd").iterdir())
    return [one for one in every if one.startswith(str(release.folder))]


@pytest.mark.parametrize("fault", ["bytes of the dataset", "manifest", "file missing", "names", "gone"])
def test_a_release_that_is_not_sound_is_told_and_not_taken_up(two: tuple[Path, Release, Release], fault: str) -> None:
    releases, old, new = two
    match fault:
        case "bytes of the dataset":
            new.dataset.write_bytes(new.dataset.read_bytes()[:-100])
        case "manifest":
            (new.folder / MANIFEST).write_text('{"files": {')
        case "file missing":
            new.dataset.unlink()
        case "names":
            (new.folder / "names.sqlite").write_bytes(b"toy")
        case "gone":
            shutil.rmtree(new.folder)
    with serving(releases, KG_WATCH="0.2") as server:
        point(releases, new.folder.name)
        told = server.until("is not taken up")
        assert (told["level"], "trace" in told) == ("error", False)
        assert {old.folder.name, new.folder.name} <= {*told["message"].replace("/", " ").replace(":", " ").split()}
        time.sleep(1)
        assert len(server.complaints()) == 1
        assert server.holds() == old.manifest["triples"]
        point(releases, old.folder.name)
        server.process.send_signal(signal.SIGHUP)
        server.until("is served already")


def frequency(row: Any) -> tuple[str, int, int]:
    return row.term.iri, row.present, row.absent


@pytest.mark.parametrize("name", ["people.npz", "diseases.npz"])
def test_a_file_of_analyses_of_another_kg_is_told_once_and_the_rest_serves_on(
    two: tuple[Path, Release, Release], name: str
) -> None:
    """People are asked of the graph then; a differential is refused, with the remedy."""
    releases, old, new = two
    asked = "/analysis/frequencies", "/analysis/differential?present=HP:0001250"
    with serving(releases, KG_WATCH="0.2") as server:
        whole = [*map(frequency, answer(Held.of_release(new), Frequencies()).rows)]
        np.savez(new.folder / name, toy=np.zeros(1))
        manifest = json.loads((new.folder / MANIFEST).read_text())
        manifest["files"][name]["sha256"] = checksum(new.folder / name)
        (new.folder / MANIFEST).write_text(json.dumps(manifest))
        point(releases, new.folder.name)
        server.until("is taken up")
        counted, ranked = (httpx2.get(server.address + one, timeout=60).raise_for_status().json() for one in asked)
        found = [(one["term"]["iri"], one["present"], one["absent"]) for one in counted["rows"]]
        assert found == whole != []
        assert [one.get("refused") for one in ranked["rows"]] == [NO_DISEASES]
        [told] = server.complaints()
        assert (
            told["level"] == "warning" and f"{name} is damaged, or of another kg; `kg build --force`" in told["message"]
        )
        point(releases, old.folder.name)
        server.process.send_signal(signal.SIGHUP)
        assert server.holds()


def test_a_release_that_is_copied_in_is_taken_up_once_it_is_whole(two: tuple[Path, Release, Release]) -> None:
    """The pointer comes first and the dataset slowly, as with a tool that copies file by file."""
    releases, _, new = two
    whole = new.dataset.read_bytes()
    new.dataset.write_bytes(b"")
    with serving(releases, KG_WATCH="0.5") as server:
        point(releases, new.folder.name)
        for piece in (whole[start : start + len(whole) // 20] for start in count(0, len(whole) // 20)):
            if not piece:
                break
            with new.dataset.open("ab") as stream:
                stream.write(piece)
            time.sleep(0.1)
        server.until("a new release is taken up")
        assert server.holds() == new.manifest["triples"]
        assert server.complaints() == []


def test_a_server_before_an_endpoint_elsewhere_takes_up_what_that_holds(
    two: tuple[Path, Release, Release], oxigraph: str
) -> None:
    with serving(two[0], KG_ENGINE=oxigraph) as server:
        server.process.send_signal(signal.SIGHUP)
        assert "is served already" in server.until("nothing to take up")["message"]


OWN_TERMINAL = (
    "import fcntl, os, signal, sys, termios; signal.signal(signal.SIGHUP, signal.SIG_DFL); "
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
)
"""Whoever runs the tests may have been told to outlive a terminal."""


@pytest.mark.parametrize("nohup", [False, True])
def test_who_closes_the_terminal_ends_the_server_unless_it_was_to_outlive_it(
    two: tuple[Path, Release, Release], nohup: bool
) -> None:
    """The same signal comes from the end of a terminal, where it means what it means to every other program."""
    port, (terminal, ours) = free_port(), os.openpty()
    serve = [sys.executable, "-m", "kg", "serve", "--port", str(port), "--releases", str(two[0]), "--workers", "1"]
    command = [sys.executable, "-c", OWN_TERMINAL, *([shutil.which("nohup") or ""] if nohup else []), *serve]
    with (two[0].parent / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdin=ours, stdout=log, stderr=log, start_new_session=True)
        try:
            os.close(ours)
            server = Server(f"http://127.0.0.1:{port}", process, two[0].parent / "log")
            server.until("startup complete")
            os.close(terminal)
            if nohup:
                server.process.send_signal(signal.SIGHUP)
                server.until("is served already")
                assert process.poll() is None
            else:
                assert process.wait(20) == 0
        finally:
            process.terminate()
            process.wait(20)
