"""The account of one import: rows read, rows of our genes, which were joined and how, which not and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kg.report import Fault, Tally


@dataclass(slots=True)
class DatabaseReport(Tally):
    """`joined` counts variants of the database by how they were joined, `not_joined` by why they were not."""

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
        for how, times in sorted(self.joined.items()):
            yield f"  joined by {how}: {times:,}"
        for why, times in sorted(self.not_joined.items()):
            yield f"  not joined, {why}: {times:,}"
        if self.kept:
            yield f"  of those kept as variants of their own: {self.kept:,}"
        yield f"{self.statements:,} statements; {self.errors:,} errors, {self.warnings:,} warnings"
        for kind, times in sorted(self.kinds.items()):
            yield f"  {kind}: {times:,} times"

    def figures(self) -> dict[str, Any]:
        """The account as the manifest keeps it."""
        numbers = ("rows", "of_genes", "variants", "kept", "ours", "statements", "errors", "warnings")
        tallies = ("joined", "not_joined", "kinds")
        return self.account(numbers, tallies)


def told(fault: Fault) -> str:
    """A fault in one line."""
    mark = "error" if fault.fatal else "warning"
    place = f"{fault.file}:{fault.line}: {mark}: {fault.place}"
    return " ".join(f"{place}: {fault.what}; right would be: {fault.fix}".split())
