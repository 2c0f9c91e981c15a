"""What an import met: counted without end, kept word for word up to a limit, so that memory does not grow.

Of a cohort: packets, statements, what was kept out. Of a database: rows, which were joined and how, which not and why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.report import Tally


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
        for place, times in sorted(self.kept_out.items()):
            yield f"kept out: {place}: {times:,} times"
        for ending, times in sorted(self.passed.items()):
            yield f"not read: files in {ending}: {times:,} times"


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
