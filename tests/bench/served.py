"""`kg serve` of a checkout as a process of its own: its start, what it holds, what one request costs it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

import httpx

from tests.bench.measure import Failed, Family, Peak, Used, surroundings
from tests.conftest import free_port

ASK: Final = "/sparql?query=" + quote("ASK { ?c <https://w3id.org/csf1r-kg/ontology#reportedIn> ?p }")
PATIENCE: Final = 600
ALL_FROM_HERE: Final = {"KG_CACHE_MOST": "0", "KG_RUNNING_PER_CLIENT": "64", "KG_DEADLINE": "60"}
"""No answer is kept, and the limits for one client are high, since all that ask have one address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server that answers; `start` is what it used until its first answer, `log` what it tells."""

    address: str
    log: Path
    family: Family
    start: Used

    def timed(self, path: str, **headers: str) -> Used:
        """What one request costs. Raises `Failed` for another status than 200."""
        cpu, begun = self.family.cpu(), time.perf_counter()
        answer = httpx.get(self.address + path, headers={"accept": "application/json", **headers}, timeout=PATIENCE)
        wall = time.perf_counter() - begun
        if answer.status_code != 200:
            raise Failed(f"{path} was answered with {answer.status_code}: {answer.text[:300]}")
        return Used(wall, self.family.cpu() - cpu, self.family.memory())


@contextmanager
def serving(tree: Path, releases: Path, **settings: str) -> Iterator[Server]:
    """A server over the current release of a folder, from its start to the end of the block."""
    port, log = free_port(), releases.parent / "serve.log"
    command = [sys.executable, "-m", "kg", "serve", "--port", str(port), "--releases", str(releases)]
    with started(command, f"http://127.0.0.1:{port}", ASK, log, tree, **ALL_FROM_HERE | settings) as server:
        yield server


@contextmanager
def started(command: list[str], address: str, path: str, log: Path, tree: Path, **settings: str) -> Iterator[Server]:
    """A server of any kind while the block runs; it is there once `path` is answered with 200. Raises `Failed`."""
    begun = time.perf_counter()
    with log.open("wb") as told:
        process = subprocess.Popen(command, cwd=tree, env=surroundings(tree, settings), stdout=told, stderr=told)
    try:
        family = Family(process.pid)
        with Peak(family) as peak:
            _awaited(address + path, process, log)
            wall, cpu = time.perf_counter() - begun, family.cpu()
        yield Server(address=address, log=log, family=family, start=Used(wall, cpu, peak.most))
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _awaited(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if httpx.get(address, timeout=PATIENCE).status_code == 200:
                return
        except httpx.TransportError:
            pass
        if process.poll() is not None:
            break
        time.sleep(0.02)
    raise Failed(f"{process.args!r} does not answer:\n{log.read_text()[-3000:]}")
