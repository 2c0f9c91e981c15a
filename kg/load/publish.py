"""A release is put into a store: what is there is found out first, and readers have the former or the new, or are told.

The default graph of every query is the union of all named graphs, so that graphs laid aside in the same store would be
read at once: a release is never staged beside another. README.md has what follows from that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kg.engine.remote.held import LEDGER, RELEASE, HeldRelease, named
from kg.load import difference, ledger
from kg.load.graphs import GraphFile, cut
from kg.load.store import LoadFailed, Store
from kg.release import Release

SWITCH: Final = ("auto", "request", "in-place")
"""How a store goes from a release to another: as one update request; graph by graph, none being whole meanwhile; or
the first where the store was seen to keep it, and else not at all."""

_WAYS: Final = (
    "right would be --to a second store or dataset, which `kg serve --engine FORMER,SECOND` goes over to by itself, or "
    "--switch in-place, which writes over what is there, and by which no release is there until the load is done"
)
_TOLD: Final = 1_000
"""Graphs of fewer statements are not told one by one."""
_NOTED: Final = 20_000
"""After so many statements the ledger is told: what a load that is broken off has to send again."""


@dataclass(slots=True)
class Loading:
    """A release on its way into a store. `former` is what is known here of a release by the end of its IRI."""

    store: Store
    release: Release
    former: Callable[[str], Release | None]
    say: Callable[[str], None]
    switch: str = "auto"
    _graphs: dict[str, GraphFile] = field(default_factory=dict)
    _far: dict[str, int] = field(default_factory=dict)
    _since: int = 0

    def run(self) -> str:
        """Load, verify, and say what was done; raises `LoadFailed`."""
        held, there = ledger.held(self.store), ledger.counts(self.store)
        self._warn(there)
        with TemporaryDirectory(prefix="kg-load-") as folder:
            self._graphs = cut(self.release.lines(), Path(folder))
            mine = {graph: number for graph, number in there.items() if ledger.ours(graph)}
            if held.whole == self.release.iri and not self._wrong(mine):
                return f"{self.store.place} holds {held} already: {sum(mine.values()):,} statements, as they should be"
            if held.whole and held.whole != self.release.iri:
                return self._switch(held, mine, Path(folder))
            if held.partly == self.release.iri:
                return self._fill(held, mine, ledger.far(self.store))
            if mine and self.switch != "in-place":
                raise LoadFailed(self._odd(held, mine))
            return self._fill(held, mine, None)

    def _wrong(self, there: Mapping[str, int]) -> list[str]:
        """The graphs that have more or fewer statements there than in the release, and those that it has not."""
        right = {graph.iri: graph.lines for graph in self._graphs.values()}
        return sorted(graph for graph in {*right, *there} if right.get(graph) != there.get(graph))

    def _odd(self, held: HeldRelease, there: Mapping[str, int]) -> str:
        """Nothing that somebody may need is written over unasked."""
        wrong = self._wrong(there)
        told = ", ".join(f"<{graph}>" for graph in wrong[:3])
        what = (
            f"{self.store.place} holds {held}, and {len(there):,} graphs of this project, of which {len(wrong):,} are "
        )
        return f"{what}not as in {named(self.release.iri)} ({told}); {_WAYS}"

    def _warn(self, there: Mapping[str, int]) -> None:
        others = [graph for graph in there if not ledger.ours(graph) and graph != LEDGER]
        if others:
            told = ", ".join(f"<{graph}>" for graph in sorted(others)[:5])
            self.say(f"note: the union of its graphs has those of others too: {told}{' ...' if others[5:] else ''}")

    def _switch(self, held: HeldRelease, there: Mapping[str, int], folder: Path) -> str:
        """From another release, which is being read, to this one."""
        known = self.former(named(held.whole))
        (folder / "former").mkdir()
        former = cut(known.lines(), folder / "former") if known else None
        if self.switch == "request" or (self.switch == "auto" and self.store.layout.atomic):
            text = difference.update(former, self._graphs, there)
            if text is not None:
                self.say(f"one update of {len(text):,} characters, from {held} on")
                self.store.update(text, f"taken from {held} to {named(self.release.iri)}")
                self._verify(reload=False)
                return self._done()
        if self.switch != "in-place":
            raise LoadFailed(self._no_way(held))
        same = (graph for graph in self._graphs.values() if former and graph.iri in former)
        done = {one.iri: one.lines for one in same if former and former[one.iri].digest == one.digest}
        done.pop(RELEASE, None)
        return self._fill(held, there, None, done)

    def _no_way(self, held: HeldRelease) -> str:
        why = (
            f"what is new is more than {difference.MOST:,} bytes, too much for one update"
            if self.switch == "request" or self.store.layout.atomic
            else "it is not known to keep an update of several graphs whole"
        )
        return f"{self.store.place} holds {held}, and {why}; {_WAYS}"

    def _fill(
        self,
        held: HeldRelease,
        there: Mapping[str, int],
        far: Mapping[str, int] | None,
        done: Mapping[str, int] | None = None,
    ) -> str:
        """Graph by graph; `far` is how far a load of the same release has come, `done` what need not be loaded."""
        if far is None:
            far = done or {}
            ledger.begin(self.store, self.release.iri, far)
        else:
            self.say(f"going on: {held}; {sum(far.values()):,} statements are noted as loaded")
        try:
            for graph in sorted(there.keys() - self._graphs.keys()):
                ledger.drop(self.store, graph)
            for graph_file in self._graphs.values():
                if graph_file.iri != RELEASE:
                    self._graph(graph_file, _start(graph_file, far.get(graph_file.iri, 0), there))
            self._noted()
            self._verify(reload=True, but=RELEASE)
            self._graph(self._graphs[RELEASE], 0)
            self._verify(reload=True)
            ledger.end(self.store)
        except LoadFailed as error:
            again = f"; what is loaded is noted there: `kg load --to {self.store.place}` again goes on from it"
            raise LoadFailed(f"{error}{again}", error.status) from None
        return self._done()

    def _graph(self, graph: GraphFile, start: int) -> None:
        layout, at = self.store.layout, start
        if start == graph.lines:
            return
        most = (graph.lines if self.store.using == "graph-store" else layout.lines_most, layout.bytes_most)
        for piece, lines in graph.pieces(*most, start):
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

    def _verify(self, *, reload: bool, but: str = "") -> None:
        """Hold each graph's count against the release's; one that is not right is loaded once more, where it may be."""
        there = ledger.counts(self.store)
        for graph in self._graphs.values():
            if graph.iri == but or there.get(graph.iri, 0) == graph.lines:
                continue
            if reload:
                self._graph(graph, 0)
            found = ledger.count(self.store, graph.iri)
            if found != graph.lines:
                raise LoadFailed(
                    f"<{graph.iri}> has {found:,} statements at {self.store.place} and {graph.lines:,} in the release"
                )

    def _done(self) -> str:
        number, total = len(self._graphs), sum(graph.lines for graph in self._graphs.values())
        name = named(self.release.iri)
        return f"{self.store.place} holds release {name}: {total:,} statements in {number:,} graphs, each counted there"


def _start(graph: GraphFile, far: int, there: Mapping[str, int]) -> int:
    """The line to go on at: that which is noted, if the store has as many statements; else the first."""
    found = there.get(graph.iri, 0)
    if far == graph.lines == found:
        return far
    return far if not graph.whole and far < graph.lines and far <= found <= graph.lines else 0
