"""Faults found in input: collected, never raised one by one, so that one run shows them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from kg.errors import FaultyInput

KEPT: Final = 1000
"""Faults that a tally keeps word for word."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in one place: `place` is a path inside the file (`cases[2].sex`), `line` counts from 1.

    `fix` says what would be right. A fault with `fatal=False` is a warning: data kept, flagged and built; it becomes a
    doubt of the graph.
    """

    file: str
    line: int
    place: str
    what: str
    fix: str
    kind: str
    fatal: bool = True

    def __str__(self) -> str:
        mark = "error" if self.fatal else "warning"
        return f"{self.file}:{self.line}: {mark}: {self.place}: {self.what}\n    right would be: {self.fix}"


@dataclass(slots=True)
class Report:
    """The notepad of one run over any number of files."""

    faults: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        """Note a fault; the run goes on."""
        self.faults.append(fault)

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


@dataclass(slots=True, kw_only=True)
class Tally:
    """Faults of a large input: counted without end, the first of them kept, so that memory does not grow."""

    NUMBERS: ClassVar[tuple[str, ...]] = ("errors", "warnings")
    TALLIES: ClassVar[tuple[str, ...]] = ("kinds",)
    """What a manifest keeps of it."""
    BY_LINE: ClassVar[bool] = True
    """Whether a fault is told by its line; else by its place alone."""
    errors: int = 0
    warnings: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)

    def add(self, faults: Iterable[Fault]) -> None:
        """Count faults."""
        for fault in faults:
            self.errors += fault.fatal
            self.warnings += not fault.fatal
            self.kinds[("error " if fault.fatal else "warning ") + fault.kind] += 1
            if len(self.faults) < KEPT:
                self.faults.append(fault)

    def figures(self) -> dict[str, Any]:
        """The account as a manifest keeps it: numbers, and counts in the order of their keys."""
        return {
            **{name: getattr(self, name) for name in self.NUMBERS},
            **{name: dict(sorted(getattr(self, name).items())) for name in self.TALLIES},
        }

    def told(self, fault: Fault) -> str:
        """A fault in one line."""
        at = f"{fault.file}:{fault.line}" if self.BY_LINE else fault.file
        mark = "error" if fault.fatal else "warning"
        return " ".join(f"{at}: {mark}: {fault.place}: {fault.what}; right would be: {fault.fix}".split())

    def tallied(self) -> Iterator[str]:
        """How many faults of which kind, in words."""
        yield f"{self.errors:,} errors, {self.warnings:,} warnings"
        yield from (f"  {kind}: {times:,} times" for kind, times in sorted(self.kinds.items()))

    def judge(self, strict: bool, nothing: str | None) -> None:
        """Raise `FaultyInput` where `strict` allows no error, or `nothing` says why there is nothing to import."""
        first = "\n".join([self.told(fault) for fault in self.faults if fault.fatal][:20])
        if strict and self.errors:
            raise FaultyInput(f"{first}\n{self.errors} errors, and strict was asked for; nothing was changed")
        if nothing:
            raise FaultyInput(f"{first}\n{nothing}; nothing was changed".lstrip())
