"""The account of one import: rows read, rows of our genes, which were joined and how, which not and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.report import Tally


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
        for how, times in sorted(self.joined.items()):
            yield f"  joined by {how}: {times:,}"
        for why, times in sorted(self.not_joined.items()):
            yield f"  not joined, {why}: {times:,}"
        if self.kept:
            yield f"  of those kept as variants of their own: {self.kept:,}"
        yield f"{self.statements:,} statements"
        yield from self.tallied()
