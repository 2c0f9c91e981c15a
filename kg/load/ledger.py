"""What a store says of itself: which release, how far a load has come, how many statements each graph has.

The ledger is a graph of the store as long as it is loaded, and gone in the end, when the store holds the release and
nothing else: how far is known wherever the load goes on, and no reader takes what is half there for whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.engine.remote.held import ASKED, LEDGER, OF, RELEASE, HeldRelease
from kg.load.store import LoadFailed, Store
from kg.names import BASE

_FAR: Final = "http://purl.org/dc/terms/extent"
_AT_ONCE: Final = 500
"""Graphs that one update notes."""


def held(store: Store) -> HeldRelease:
    """Which release it holds."""
    return HeldRelease.of(store.rows(ASKED, "asked which release it holds"))


def counts(store: Store) -> dict[str, int]:
    """How many statements each named graph has; those of the store's own are among them."""
    asked = "SELECT ?graph (COUNT(*) AS ?n) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
    return _numbers(store, asked, "asked how many statements each graph has")


def count(store: Store, graph: str) -> int:
    """How many statements a graph has."""
    asked = f"SELECT (<{graph}> AS ?graph) (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    return _numbers(store, asked, f"asked how many statements <{graph}> has").get(graph, 0)


def far(store: Store) -> dict[str, int]:
    """How many lines of each graph are loaded, of those that were begun: the ledger is only ever added to."""
    asked = f"SELECT ?graph (MAX(?m) AS ?n) WHERE {{ GRAPH <{LEDGER}> {{ ?graph <{_FAR}> ?m }} }} GROUP BY ?graph"
    return _numbers(store, asked, "asked how far the load has come")


def begin(store: Store, release: str, done: Mapping[str, int]) -> None:
    """Open the ledger for a release, of which the graphs `done` are there; no release is whole from now on."""
    what = "told that a load begins"
    store.update(f"DROP SILENT GRAPH <{LEDGER}>", what)
    store.update(f"INSERT DATA {{ GRAPH <{LEDGER}> {{ <{LEDGER}> <{OF}> <{release}> }} }}", what)
    note(store, done)
    store.update(f"DROP SILENT GRAPH <{RELEASE}>", what)


def note(store: Store, far: Mapping[str, int]) -> None:
    """Write down how many lines of each graph are loaded."""
    notes = [f"<{graph}> <{_FAR}> {lines} ." for graph, lines in far.items()]
    for start in range(0, len(notes), _AT_ONCE):
        text = " ".join(notes[start : start + _AT_ONCE])
        store.update(f"INSERT DATA {{ GRAPH <{LEDGER}> {{ {text} }} }}", "told how far the load has come")


def end(store: Store) -> None:
    """Take the ledger away, which makes the release whole for readers."""
    store.update(f"DROP SILENT GRAPH <{LEDGER}>", "told that the load is done")


def drop(store: Store, graph: str) -> None:
    """Take a graph away."""
    store.update(f"DROP SILENT GRAPH <{graph}>", f"told to take <{graph}> away")


def ours(graph: str) -> bool:
    """Whether a graph is one of this project; the ledger is not counted."""
    return graph.startswith(BASE) and graph != LEDGER


def _numbers(store: Store, asked: str, what: str) -> dict[str, int]:
    try:
        return {row["graph"]: int(row["n"]) for row in store.rows(asked, what)}
    except (KeyError, ValueError):
        raise LoadFailed(f"{store.place} answered what is no number of statements when {what}") from None
