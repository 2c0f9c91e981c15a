"""Faults found in input: collected, never raised one by one, so that one run shows them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Tell = Callable[[str], None]
"""Says how far a long piece of work is."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in one place: `place` is a path inside the file (`cases[2].sex`), `line` counts from 1.

    `built` is the same place among what is built, where proposals stand before it in the file. `fix` says what would
    be right. A fault with `fatal=False` is a warning: data kept, flagged and built; it becomes a doubt of the graph.
    """

    file: str
    line: int
    place: str
    what: str
    fix: str
    kind: str
    fatal: bool = True
    built: str = field(default="", compare=False)

    def __str__(self) -> str:
        mark = "error" if self.fatal else "warning"
        return f"{self.file}:{self.line}: {mark}: {self.place}: {self.what}\n    right would be: {self.fix}"


@dataclass(slots=True)
class Report:
    """The notepad of one run over any number of files."""

    faults: list[Fault] = field(default_factory=list)

    def add(self, *faults: Fault) -> None:
        """Note faults; the run goes on."""
        self.faults += faults

    def __iter__(self) -> Iterator[Fault]:
        return iter(sorted(self.faults))

    def __len__(self) -> int:
        return len(self.faults)

    @property
    def fatal(self) -> list[Fault]:
        """The faults that stop a build."""
        return [fault for fault in self if fault.fatal]

    @property
    def warnings(self) -> list[Fault]:
        """The faults that travel with the data as doubts."""
        return [fault for fault in self if not fault.fatal]
