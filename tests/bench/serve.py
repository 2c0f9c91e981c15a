"""`python -m tests.bench serve`: how fast the endpoint answers over HTTP, beside `oxigraph serve` on the same data.

Ratios are of one run on one machine. wrk does the asking where it is installed, else threads of this process, which
measure themselves as much as the server.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from kg.build.inputs import Inputs
from kg.build.sequence import build
from kg.engine import questions as ask
from kg.release import Release

CLIENTS = 32
SECONDS = 5
ROTATE = """local paths = {}
for line in io.lines("%s") do paths[#paths + 1] = line end
local at = 0
request = function() at = at %% #paths + 1; return wrk.format("GET", paths[at]) end
"""


def paths(queries: Sequence[str], address: str) -> list[str]:
    """What is asked for at an address, for each query."""
    return [f"{address}?query={quote(query, safe='')}" for query in queries]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: Sequence[str], port: int, path: str, **settings: str) -> Iterator[int]:
    """A server while the block runs; it is there once `path` answers."""
    with subprocess.Popen(command, env={**os.environ, **settings}, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(600):
                try:
                    once(port, path)
                    break
                except OSError:
                    time.sleep(0.1)
            yield port
        finally:
            process.terminate()


def once(port: int, path: str, connection: http.client.HTTPConnection | None = None) -> int:
    """Ask once; the number of bytes of the answer."""
    there = connection or http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    there.request("GET", path, headers={"accept": "*/*"})
    answer = there.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{answer.status} for {path[:200]}: {body[:300]!r}")
    return len(body)


def median(port: int, asked: Sequence[str], rounds: int = 200) -> float:
    """Milliseconds that one client waits, over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    times = []
    for number in range(rounds):
        start = time.perf_counter()
        once(port, asked[number % len(asked)], connection)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def throughput(port: int, asked: Sequence[str]) -> float:
    """Answers a second, to `CLIENTS` clients at once. Each query is asked once before."""
    for path in asked:
        once(port, path)
    return _by_wrk(port, asked) if shutil.which("wrk") else _by_threads(port, asked)


def _by_wrk(port: int, asked: Sequence[str]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "paths").write_text("\n".join(asked) + "\n")
        script = Path(folder) / "rotate.lua"
        script.write_text(ROTATE % (Path(folder) / "paths"))
        command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{SECONDS}s", "-s", str(script), f"http://127.0.0.1:{port}/"]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if refused := re.search(r"Non-2xx or 3xx responses: (\d+)", told):
        print(f"    ({refused[1]} answers were refusals)")
    return float(re.findall(r"Requests/sec:\s*([\d.]+)", told)[0])


def _by_threads(port: int, asked: Sequence[str]) -> float:
    end = time.perf_counter() + SECONDS
    counts = [0] * CLIENTS

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.perf_counter() < end:
            once(port, asked[(number + counts[number]) % len(asked)], connection)
            counts[number] += 1

    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS


def lookups(release: Release) -> list[str]:
    """Queries for what single people and variants are; each names one thing."""
    found = release.engine().rows("SELECT ?x { ?x a ?k . VALUES ?k { kg:Case kg:Variant } } ORDER BY ?x LIMIT 200")
    return [f"SELECT ?p ?o WHERE {{ <{row['x']}> ?p ?o }}" for row in found]


def kg_serve(release: Release, **settings: str) -> tuple[list[str], int, dict[str, str]]:
    """How our server is started: as a stranger would, but for the limit of one client, which all of them are here."""
    port = free_port()
    command = [str(Path(sys.executable).parent / "kg"), "serve", "--port", str(port)]
    return command, port, {"KG_RELEASES": str(release.folder.parent), "KG_RUNNING_PER_CLIENT": "64", **settings}


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        release = build(Inputs.shipped(), Path(folder) / "releases")
        quads = Path(folder) / "all.nq"
        quads.write_text("".join(release.lines()), encoding="utf-8")
        store = str(Path(folder) / "store")
        oxigraph = str(Path(sys.executable).parent / "oxigraph")
        subprocess.run([oxigraph, "load", "-l", store, "-f", str(quads)], check=True, capture_output=True)
        questions = [one.text for one in ask.catalogue() if not one.federates_with]
        compare(
            release, [oxigraph, "serve-read-only", "-l", store, "--union-default-graph"], lookups(release), questions
        )


def compare(release: Release, oxigraph: list[str], single: list[str], questions: list[str]) -> None:
    """Each server alone on the machine, one after the other."""
    sets = {"look-ups": single, "questions": questions}
    port = free_port()
    with running([*oxigraph, "-b", f"127.0.0.1:{port}"], port, "/"):
        peer = measured("oxigraph serve", port, "/query", sets)
    command, port, settings = kg_serve(release, KG_CACHE_MOST="0")
    with running(command, port, "/health", **settings):
        bare = measured("kg serve, no cache", port, "/sparql", sets)
    command, port, settings = kg_serve(release)
    with running(command, port, "/health", **settings):
        kept = measured("kg serve", port, "/sparql", sets)
    for name, own in (("kg serve, no cache", bare), ("kg serve", kept)):
        ratios = ", ".join(f"{kind} {own[kind] / peer[kind]:.2f}" for kind in sets)
        print(f"{name} / oxigraph serve, answers a second: {ratios}")


def measured(name: str, port: int, address: str, sets: dict[str, list[str]]) -> dict[str, float]:
    """Print one server's figures; its answers a second."""
    print(name)
    rates = {}
    for kind, queries in sets.items():
        asked = paths(queries, address)
        alone = median(port, asked * 2 if kind == "questions" else asked * 3, rounds=len(asked) * 3)
        rates[kind] = throughput(port, asked)
        print(f"  {kind:10} one client {alone:8.2f} ms median, {CLIENTS} clients {rates[kind]:10.0f} a second")
    return rates
