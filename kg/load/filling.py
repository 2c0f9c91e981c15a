"""A store is filled graph by graph: in pieces, noted in its ledger, each graph counted, the release's mark last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.engine.remote.held import RELEASE
from kg.load import ledger
from kg.load.graphs import GraphFile
from kg.load.store import LoadFailed, Store

_TOLD: Final = 1_000
"""Graphs of fewer statements are not told one by one."""
_NOTED: Final = 20_000
"""After so many statements the ledger is told: what a load that is broken off has to send again."""


@dataclass(slots=True)
class Filling:
    """The graphs of a release, by their IRIs, on their way into a store."""

    store: Store
    graphs: Mapping[str, GraphFile]
    say: Callable[[str], None]
    _far: dict[str, int] = field(default_factory=dict)
    _since: int = 0

    def fill(self, there: Mapping[str, int], far: Mapping[str, int]) -> None:
        """Have the store hold these graphs and no other of ours, the ledger being open; raises `LoadFailed`.

        `there` is how many statements each graph of ours has, `far` how many lines of each are noted as loaded.
        """
        try:
            for iri in sorted(there.keys() - self.graphs.keys()):
                ledger.drop(self.store, iri)
            for graph in self.graphs.values():
                if graph.iri != RELEASE:
                    self._send(graph, _start(graph, far.get(graph.iri, 0), there))
            self._noted()
            self.verify(reload=True, but=RELEASE)
            self._send(self.graphs[RELEASE], 0)
            self.verify(reload=True)
            ledger.end(self.store)
        except LoadFailed as error:
            again = f"; what is loaded is noted there: `kg load --to {self.store.place}` again goes on from it"
            raise LoadFailed(f"{error}{again}", error.status) from None

    def verify(self, *, reload: bool = False, but: str = "") -> None:
        """Hold each graph's count against the release's; one that is not right is loaded once more, where it may be."""
        there = ledger.counts(self.store)
        for graph in self.graphs.values():
            if graph.iri == but or there.get(graph.iri, 0) == graph.lines:
                continue
            if reload:
                self._send(graph, 0)
            found = ledger.count(self.store, graph.iri)
            if found != graph.lines:
                raise LoadFailed(
                    f"<{graph.iri}> has {found:,} statements at {self.store.place} and {graph.lines:,} in the release"
                )

    def _send(self, graph: GraphFile, start: int) -> None:
        layout, at = self.store.layout, start
        if start == graph.lines:
            return
        most = graph.lines if self.store.using == "graph-store" else layout.lines_most
        for piece, lines in graph.pieces(most, layout.bytes_most, start):
            what = f"given lines {at + 1:,} to {at + lines:,} of {graph.lines:,} of <{graph.iri}>"
            (self.store.add if at else self.store.put)(graph.iri, piece, what)
            at += lines
            self._far[graph.iri] = at
            self._since += lines
            if self._since >= _NOTED:
                self._noted()
        if graph.lines >= _TOLD:
            self.say(f"{at:>11,}  <{graph.iri}>")

    def _noted(self) -> None:
        ledger.note(self.store, self._far)
        self._far, self._since = {}, 0


def _start(graph: GraphFile, far: int, there: Mapping[str, int]) -> int:
    """The line to go on at: that which is noted, if the store has as many statements; else the first."""
    found = there.get(graph.iri, 0)
    if far == graph.lines == found:
        return far
    return far if not graph.whole and far < graph.lines and far <= found <= graph.lines else 0
