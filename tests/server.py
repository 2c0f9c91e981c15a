"""`kg serve` as a process of its own, whose log is read."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from tests.checkout import ROOT
from tests.conftest import free_port


@dataclass(frozen=True)
class Server:
    """A `kg serve` as a process of its own."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path

    def told(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]

    def until(self, told: str, seconds: float = 60) -> dict[str, Any]:
        """The first line of the log with these words, once it is there."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for one in self.told():
                if told in one["message"]:
                    return one
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.05)
        raise AssertionError(f"{told!r} is not in the log: {self.log.read_text()}")

    def complaints(self) -> list[dict[str, Any]]:
        """What it told that is worse than news."""
        return [one for one in self.told() if one["level"] in ("warning", "error", "critical")]

    def holds(self) -> int:
        """How many triples it says that it holds."""
        answer = httpx2.get(f"{self.address}/health", timeout=60).json()
        assert answer["status"] == "ok"
        return int(answer["triples"])


@contextmanager
def serving(releases: Path, **settings: str) -> Iterator[Server]:
    address, log = f"http://127.0.0.1:{(port := free_port())}", releases.parent / f"{releases.name}.log"
    command = [sys.executable, "-m", "kg", "serve", "--port", str(port), "--releases", str(releases)]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, stderr=output, env={**os.environ, **settings})
        try:
            server = Server(address, process, log)
            server.until("running on")
            yield server
        finally:
            process.terminate()
            assert process.wait(30) == 0
