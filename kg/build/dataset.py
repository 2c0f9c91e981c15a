"""The dataset while it is made: graph after graph is put, and nothing is ever taken out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.engine.columns.met import Met
from kg.files import DATASET, plain_texts
from kg.imports.shelf import Imported, Kept, Unpacked
from kg.release import DatasetLines
from kg.release.columns import met_in
from kg.triples.terms import Triple, line


@dataclass(slots=True)
class Dataset:
    """The lines of N-Quads so far, and the graphs they are of. Read back, each triple has one home.

    From when they are first numbered, what is put is numbered too.
    """

    lines: DatasetLines
    graphs: set[str] = field(default_factory=set)
    met: Met | None = None

    def put(self, name: str, triples: Iterable[Triple]) -> list[Triple]:
        """Add triples to a graph and return them, each once and sorted."""
        kept = sorted(set(triples))
        lines = [line((*triple, name)) for triple in kept]
        self.lines.add(lines)
        self.graphs.add(name)
        if self.met:
            self.met.take("".join(lines).encode())
        return kept

    def number(self) -> Met:
        """All lines by numbers."""
        self.met = self.met or met_in(self.lines)
        return self.met

    def put_lines(self, name: str, lines: Iterable[str]) -> None:
        """Add N-Triples statements (without their full stop) to a graph."""
        self.lines.add(f"{statement} <{name}> .\n" for statement in lines)
        self.graphs.add(name)

    def put_kept(self, kept: Kept) -> Imported:
        """Add what was imported as it is: checked and followed when it was imported."""
        self.graphs.update(kept.graphs)
        path = self.lines.add_packed(kept.folder / DATASET, kept.in_order)
        if self.met:
            for text in plain_texts(path):
                self.met.take(text)
        # A plain file that is not in order is gone as soon as the lines are read.
        return Unpacked(kept.name, path) if kept.in_order else kept
