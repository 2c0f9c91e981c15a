"""A release is put into a store: what is there is found out first, and readers have the former or the new, or are told.

The default graph of every query is the union of all named graphs, so that graphs laid aside in the same store would be
read at once: a release is never staged beside another. README.md has what follows from that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kg.engine.remote.held import LEDGER, RELEASE, HeldRelease, named
from kg.load import difference, ledger
from kg.load.filling import Filling
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


@dataclass(frozen=True, slots=True)
class Loading:
    """A release on its way into a store. `former` is what is known here of a release by the end of its IRI."""

    store: Store
    release: Release
    former: Callable[[str], Release | None]
    say: Callable[[str], None]
    switch: str = "auto"

    def run(self) -> str:
        """Load, verify, and say what was done; raises `LoadFailed`."""
        held, counted = ledger.held(self.store), ledger.counts(self.store)
        there = {graph: number for graph, number in counted.items() if ledger.ours(graph)}
        self._warn(counted.keys() - there.keys() - {LEDGER})
        wrong = _wrong(self.release.manifest["graphs"], there)
        if held.whole == self.release.iri and not wrong:
            return f"{self.store.place} holds {held} already: {sum(there.values()):,} statements, as they should be"
        another = held.whole not in ("", self.release.iri)
        if there and not another and held.partly != self.release.iri:
            self._only_in_place(held, there, wrong)
        with TemporaryDirectory(prefix="kg-load-") as folder:
            graphs = cut(self.release.lines(), Path(folder))
            if another:
                self._from(held, there, graphs, Path(folder))
            else:
                self._filled(held, there, graphs, {})
        total, what = sum(graph.lines for graph in graphs.values()), f"release {named(self.release.iri)}"
        return f"{self.store.place} holds {what}: {total:,} statements in {len(graphs):,} graphs, each counted there"

    def _warn(self, others: set[str]) -> None:
        if others:
            told = ", ".join(f"<{graph}>" for graph in sorted(others)[:5])
            more = " ..." if len(others) > 5 else ""
            self.say(f"note: the union of its graphs has those of others too: {told}{more}")

    def _only_in_place(self, held: HeldRelease, there: Mapping[str, int], wrong: list[str]) -> None:
        """Nothing that somebody may need is written over unasked."""
        if self.switch != "in-place":
            told = ", ".join(f"<{graph}>" for graph in wrong[:3])
            what = f"{self.store.place} holds {held}, and {len(there):,} graphs of this project"
            raise LoadFailed(f"{what}; {len(wrong):,} are not as in {named(self.release.iri)} ({told}); {_WAYS}")

    def _from(self, held: HeldRelease, there: Mapping[str, int], graphs: Mapping[str, GraphFile], folder: Path) -> None:
        """From another release, which is being read, to this one."""
        known = self.former(named(held.whole))
        (folder / "former").mkdir()
        former = cut(known.lines(), folder / "former") if known else {}
        if self.switch == "request" or (self.switch == "auto" and self.store.layout.atomic):
            text = difference.update(former, graphs, there)
            if text is not None:
                self.say(f"one update of {len(text):,} characters, from {held} on")
                self.store.update(text, f"taken from {held} to {named(self.release.iri)}")
                Filling(self.store, graphs, self.say).verify()
                return
        if self.switch != "in-place":
            raise LoadFailed(f"{self.store.place} holds {held}, and {self._why()}; {_WAYS}")
        same = {iri for iri in graphs.keys() & former.keys() if graphs[iri].digest == former[iri].digest}
        self._filled(held, there, graphs, {iri: graphs[iri].lines for iri in same - {RELEASE}})

    def _why(self) -> str:
        if self.switch == "request" or self.store.layout.atomic:
            return f"what is new is more than {difference.MOST:,} bytes, too much for one update"
        return "it is not known to keep an update of several graphs whole"

    def _filled(
        self, held: HeldRelease, there: Mapping[str, int], graphs: Mapping[str, GraphFile], same: Mapping[str, int]
    ) -> None:
        """Graph by graph, all but those that are the `same` already; a load that was broken off goes on."""
        if held.partly == self.release.iri:
            far = ledger.far(self.store)
            self.say(f"going on: {held}; {sum(far.values()):,} statements are noted as loaded")
        else:
            far = dict(same)
            ledger.begin(self.store, self.release.iri, far)
        Filling(self.store, graphs, self.say).fill(there, far)


def _wrong(right: Mapping[str, int], there: Mapping[str, int]) -> list[str]:
    """The graphs that have more or fewer statements there than in the release, and those that it has not."""
    return sorted(graph for graph in {*right, *there} if right.get(graph) != there.get(graph))
