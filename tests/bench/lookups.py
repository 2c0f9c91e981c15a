"""`python -m tests.bench lookups [RELEASE]`: look-ups over HTTP beside `oxigraph serve`, on disk and in memory.

All clients have one address and nothing is kept. The servers are asked in turn, a few seconds each, so that whatever
else the machine does meets all of them; beside the rates stands what a request costs each in microseconds of a core.
RELEASE is a folder of one that is there, else one is built.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kg.build.inputs import Inputs
from kg.build.sequence import build
from kg.release import Release
from tests.bench.serve import SECONDS, free_port, kg_serve, lookups, once, paths, running, throughput

ROUNDS: Final = 5
WARM: Final = 15
"""Seconds in which a server does what it does once after its start."""


@dataclass(slots=True)
class Asked:
    """A server, and what was measured of it, a round after the other."""

    name: str
    port: int
    paths: list[str]
    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)

    def measure(self) -> None:
        """Ask it for some seconds."""
        before = _used(self.port)
        rate = throughput(self.port, self.paths)
        answered = rate * SECONDS + len(self.paths)
        self.rates.append(rate)
        self.costs.append((_used(self.port) - before) / answered * 1e6)


def main() -> None:
    """Print the figures."""
    folder = sys.argv[2] if len(sys.argv) > 2 else None
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as held:
        release = Release.read(Path(folder)) if folder else build(Inputs.shipped(), Path(scratch) / "releases")
        queries = lookups(release)
        servers = [held.enter_context(one) for one in _servers(release, Path(scratch), queries)]
        time.sleep(WARM)
        for number in range(ROUNDS * len(servers)):
            servers[number % len(servers)].measure()
    own = servers[-1]
    for one in servers:
        ratio = statistics.median(a / b for a, b in zip(own.rates, one.rates, strict=True))
        rate, cost = statistics.median(one.rates), statistics.median(one.costs)
        print(f"{one.name:26} {rate:8.0f} a second {cost:6.0f} µs of a core; kg serve / this {ratio:.2f}")


def _servers(release: Release, scratch: Path, queries: list[str]) -> Iterator[AbstractContextManager[Asked]]:
    oxigraph, quads, store = str(Path(sys.executable).parent / "oxigraph"), scratch / "all.nq", str(scratch / "store")
    quads.write_text("".join(release.lines()), encoding="utf-8")
    subprocess.run([oxigraph, "load", "-l", store, "-f", str(quads)], check=True, capture_output=True)
    on_disk = [oxigraph, "serve-read-only", "-l", store, "--union-default-graph"]
    yield _oxigraph("oxigraph serve, on disk", on_disk, queries, None)
    yield _oxigraph("oxigraph serve, in memory", [oxigraph, "serve", "--union-default-graph"], queries, quads)
    yield _ours(release, queries)


@contextmanager
def _oxigraph(name: str, command: list[str], queries: list[str], load: Path | None) -> Iterator[Asked]:
    port = free_port()
    with running([*command, "-b", f"127.0.0.1:{port}"], port, "/"):
        if load:
            kind = {"content-type": "application/n-quads"}
            urllib.request.urlopen(
                urllib.request.Request(f"http://127.0.0.1:{port}/store", load.read_bytes(), kind, method="POST")
            ).close()
        yield Asked(name, port, paths(queries, "/query"))


@contextmanager
def _ours(release: Release, queries: list[str]) -> Iterator[Asked]:
    command, port, settings = kg_serve(release, KG_CACHE_MOST="0")
    del settings["KG_RUNNING_PER_CLIENT"]
    with running(command, port, "/health", **settings):
        once(port, paths(queries[:1], "/sparql")[0])
        yield Asked("kg serve, nothing kept", port, paths(queries, "/sparql"))


def _used(port: int) -> float:
    """Seconds of a core that the server at a port and all that it started have used."""
    below: dict[int, list[int]] = {}
    used: dict[int, int] = {}
    first = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, command = int(status.parent.name), (status.parent / "cmdline").read_bytes()
            parts = status.read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        used[pid] = int(parts[11]) + int(parts[12])
        below.setdefault(int(parts[1]), []).append(pid)
        if int(parts[1]) == os.getpid() and str(port).encode() in command:
            first = pid
    mine = [first]
    for pid in mine:
        mine += below.get(pid, [])
    return sum(used[pid] for pid in mine) / os.sysconf("SC_CLK_TCK")
