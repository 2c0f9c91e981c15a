"""The accounts of imports: counted without end, kept word for word up to a limit, so that memory does not grow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from kg.errors import FaultyInput
from kg.report import Fault

KEPT: Final = 1000
"""Faults that a tally keeps word for word."""


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
        yield from _each("  {}: {:,} times", self.kinds)

    def judge(self, strict: bool, nothing: str | None) -> None:
        """Raise `FaultyInput` where `strict` allows no error, or `nothing` says why there is nothing to import."""
        first = "\n".join([self.told(fault) for fault in self.faults if fault.fatal][:20])
        if strict and self.errors:
            raise FaultyInput(f"{first}\n{self.errors} errors, and strict was asked for; nothing was changed")
        if nothing:
            raise FaultyInput(f"{first}\n{nothing}; nothing was changed".lstrip())


def _each(form: str, counted: Counter[str]) -> Iterator[str]:
    return (form.format(what, times) for what, times in sorted(counted.items()))


@dataclass(slots=True)
class CohortReport(Tally):
    """The account of one import. `kept_out` counts, by place, what packets said and the graph has no words for.

    Of what is `asserted`, `shared` says that there are such variants and genes, and stands in the graph of such.
    """

    NUMBERS = ("read", "imported", "left_out", "asserted", "inferred", *Tally.NUMBERS)
    TALLIES = (*Tally.TALLIES, "kept_out", "passed", "resources", "things")
    BY_LINE = False
    name: str
    read: int = 0
    imported: int = 0
    asserted: int = 0
    shared: int = 0
    inferred: int = 0
    input_sha256: str = ""
    kept_out: Counter[str] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)
    resources: Counter[str] = field(default_factory=Counter)
    things: Counter[str] = field(default_factory=Counter)

    @property
    def left_out(self) -> int:
        """Packets that were read and are not in the cohort."""
        return self.read - self.imported

    def lines(self) -> Iterable[str]:
        """The account in words, but for the single faults."""
        yield f"{self.name}: {self.imported:,} of {self.read:,} packets imported, {self.left_out:,} left out"
        yield f"{self.asserted:,} statements, and {self.inferred:,} that follow"
        yield from self.tallied()
        yield from _each("kept out: {}: {:,} times", self.kept_out)
        yield from _each("not read: files in {}: {:,} times", self.passed)


@dataclass(slots=True)
class DatabaseReport(Tally):
    """`joined` counts variants of the database by how they were joined, `not_joined` by why they were not."""

    NUMBERS = ("rows", "of_genes", "variants", "kept", "ours", "statements", *Tally.NUMBERS)
    TALLIES = ("joined", "not_joined", *Tally.TALLIES)
    name: str
    genes: tuple[str, ...] = ()
    rows: int = 0
    of_genes: int = 0
    variants: int = 0
    joined: Counter[str] = field(default_factory=Counter)
    not_joined: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    ours: int = 0
    statements: int = 0

    def lines(self) -> Iterable[str]:
        """The account in words, but for the single faults."""
        yield f"{self.name}: {self.rows:,} rows read, {self.of_genes:,} of {', '.join(self.genes)}"
        yield f"{self.variants:,} variants there, {self.joined.total():,} of them joined to {self.ours:,} of ours"
        yield from _each("  joined by {}: {:,}", self.joined)
        yield from _each("  not joined, {}: {:,}", self.not_joined)
        if self.kept:
            yield f"  of those kept as variants of their own: {self.kept:,}"
        yield f"{self.statements:,} statements"
        yield from self.tallied()
