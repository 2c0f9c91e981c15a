"""A Dask scheduler and its workers as processes, where wanted each in a network of its own."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.checkout import ROOT
from tests.conftest import free_port

SOON = {
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "2s",
    "DASK_DISTRIBUTED__SCHEDULER__WORK_STEALING_INTERVAL": "50ms",
}
"""Settings of Dask's own: whoever is not there is given up soon."""


@dataclass
class Running:
    """A scheduler at an address, and the workers that were started for it."""

    address: str
    home: Path
    settings: dict[str, str]
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def worker(self, code: Path = ROOT, inside: Sequence[str] = ()) -> subprocess.Popen[bytes]:
        """Start one, with this code, and wait until it is known to the scheduler."""
        known, number = self.known(), len(self.workers)
        one = [self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", self.home]
        log = self.home / f"worker-{number}.log"
        self.workers.append(started([*inside, *DASK, "worker", *map(str, one)], log, self.settings, code))
        until(lambda: self.known() > known, self.workers[-1], log)
        return self.workers[-1]

    def known(self) -> int:
        """How many workers have come so far."""
        return (self.home / "scheduler.log").read_text().count("Register worker")

    def alive(self, count: int) -> "Running":
        """Have at least so many workers."""
        for _ in range(count - sum(one.poll() is None for one in self.workers)):
            self.worker()
        return self


DASK = (sys.executable, "-m", "dask")


@contextmanager
def scheduling(home: Path, host: str = "127.0.0.1", inside: Sequence[str] = (), **settings: str) -> Iterator[Running]:
    """A scheduler without workers, which all end with the block; `inside` is how a command gets into its network."""
    home.mkdir(exist_ok=True)
    protocol, port = settings.pop("protocol", "tcp"), free_port()
    at, log, all_settings = f"{protocol}://{host}:{port}", home / "scheduler.log", {**SOON, **settings}
    command = [*inside, *DASK, "scheduler", "--host", at, "--no-dashboard", "--dashboard-address", "127.0.0.1:0"]
    running = Running(at, home, all_settings, started(command, log, all_settings))
    try:
        until(lambda: "Scheduler at:" in log.read_text(), running.scheduler, log)
        yield running
    finally:
        for one in (*running.workers, running.scheduler):
            one.kill()
            one.wait()


def started(
    command: Sequence[str], log: Path, settings: dict[str, str] | None = None, code: Path = ROOT
) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": f"{code}{os.pathsep}{ROOT}", **(settings or {})}
    with log.open("wb") as out:
        return subprocess.Popen(command, stdout=out, stderr=out, env=environment, cwd=log.parent)


def until(there, process: subprocess.Popen[bytes] | None = None, log: Path | None = None) -> None:
    for _ in range(1200):
        if there():
            return
        assert process is None or process.poll() is None, log and log.read_text()
        time.sleep(0.05)
    raise AssertionError(log and log.read_text())


def lost(process: subprocess.Popen[bytes]) -> None:
    """End it as a machine ends that loses its power."""
    assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()


@contextmanager
def networks(count: int) -> Iterator[tuple[list[str], list[str]]]:
    """Networks of their own, joined by a bridge that lies in the first: their names, and their addresses."""
    names = [f"kg-{os.getpid()}-{number}" for number in range(count)]
    hosts = [f"10.213.77.{number + 1}" for number in range(count)]
    if not shutil.which("ip") or ip("netns", "add", names[0], ask=True):
        pytest.skip("no network namespaces to be had here: they need Linux, iproute2 and the rights of root")
    try:
        hub = names[0]
        ip("-n", hub, "link", "set", "lo", "up")
        ip("-n", hub, "link", "add", "hub", "type", "bridge")
        ip("-n", hub, "addr", "add", f"{hosts[0]}/24", "dev", "hub")
        ip("-n", hub, "link", "set", "hub", "up")
        for name, host in zip(names[1:], hosts[1:], strict=True):
            ip("netns", "add", name)
            end = f"to-{host.rpartition('.')[2]}"
            ip("-n", hub, "link", "add", end, "type", "veth", "peer", "name", "hub", "netns", name)
            ip("-n", hub, "link", "set", end, "master", "hub", "up")
            ip("-n", name, "addr", "add", f"{host}/24", "dev", "hub")
            ip("-n", name, "link", "set", "lo", "up")
            ip("-n", name, "link", "set", "hub", "up")
        yield names, hosts
    finally:
        for name in names:
            ip("netns", "del", name, ask=True)


def ip(*words: str, ask: bool = False) -> int:
    return subprocess.run(["ip", *words], check=not ask, capture_output=True).returncode
