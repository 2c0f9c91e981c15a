"""What a command or a server costs: time of the wall, time of the CPU and memory, of it and of all that it starts.

Memory is the proportional set size (PSS): a page that several processes share counts once among them. psutil finds it
on Linux; elsewhere the resident size stands for it, which counts such pages once for each.
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

EVERY = 0.25
"""Seconds between two looks at the memory; a peak that is shorter goes unseen."""


class Failed(RuntimeError):
    """A command that did not end well; the text has the end of what it told."""


@dataclass(frozen=True, slots=True)
class Used:
    """Seconds by the clock and of the CPU (user and system, children included), and the largest memory in bytes."""

    wall: float
    cpu: float
    memory: int


@dataclass(frozen=True, slots=True)
class Family:
    """A process and all that descend from it, as they are when asked."""

    pid: int

    def members(self) -> list[psutil.Process]:
        try:
            first = psutil.Process(self.pid)
            return [first, *first.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def memory(self) -> int:
        """Bytes, as the module says."""
        return sum(_memory(one) for one in self.members())

    def cpu(self) -> float:
        """Seconds so far, with those of descendants that have ended and were waited for."""
        return sum(_cpu(one) for one in self.members())


def _memory(process: psutil.Process) -> int:
    try:
        told = process.memory_full_info()
        return int(getattr(told, "pss", told.rss))
    except psutil.Error:
        return 0


def _cpu(process: psutil.Process) -> float:
    try:
        return float(sum(process.cpu_times()[:4]))
    except psutil.Error:
        return 0.0


class Peak:
    """The largest memory of a family while the block runs."""

    def __init__(self, family: Family) -> None:
        self.most = 0
        self._family = family
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)

    def _look(self) -> None:
        while True:
            self.most = max(self.most, self._family.memory())
            if self._over.wait(EVERY):
                return

    def __enter__(self) -> Self:
        self._watch.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._watch.join()


def run(command: Sequence[str], tree: Path, log: Path, **settings: str) -> Used:
    """Run a command to its end in a checkout, its words going to `log`. Raises `Failed`."""
    begun = time.perf_counter()
    with log.open("wb") as told:
        process = subprocess.Popen(command, cwd=tree, env=surroundings(tree, settings), stdout=told, stderr=told)
        with Peak(Family(process.pid)) as peak:
            _, status, cost = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise Failed(f"{' '.join(command)} ended with {process.returncode}:\n{log.read_text()[-3000:]}")
    return Used(time.perf_counter() - begun, cost.ru_utime + cost.ru_stime, peak.most)


def surroundings(tree: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """The environment for the code of a checkout: its own modules, and none of the caller's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    return kept | {"PYTHONPATH": str(tree), **settings}
