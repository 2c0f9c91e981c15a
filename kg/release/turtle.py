"""The dataset as people like to read it: TriG with its named graphs, and Turtle of all graphs together.

Written from the sorted N-Quads, without an RDF library, so that the bytes depend on the quads alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from kg.names import PREFIXES, RDF
from kg.release.runs import KEPT, ReadRun

# Turtle 1.1, PN_LOCAL, but only the part of it that needs no escape; an IRI that does not fit is written in full.
_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_TYPE: Final = f"<{RDF}type>"
_SPACES: Final = {space: prefix for prefix, space in PREFIXES.items()}
_AND: Final = " ;\n    "
HEAD: Final = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in sorted(PREFIXES.items()))


def trig(subject: str, runs: Sequence[ReadRun]) -> Iterable[tuple[str, str]]:
    """What is said of a thing in each graph, by the graph."""
    found: dict[str, list[str]] = {}
    for run in runs:
        for graph, facts in _by_graph(run):
            found.setdefault(graph, []).append(facts)
    return [(graph, _thing(subject, facts)) for graph, facts in found.items()]


def turtle(subject: str, runs: Sequence[ReadRun]) -> Iterable[tuple[str, str]]:
    """What is said of a thing in any graph."""
    return (("", _thing(subject, map(_together, runs))),)


def opens(graph: str, _: int) -> str:
    """The beginning of a graph in TriG."""
    return f"\n{_short(graph)} {{\n"


def _thing(subject: str, facts: Iterable[str]) -> str:
    return f"{short(subject)} {_AND.join(facts)} .\n"


@lru_cache(maxsize=KEPT)
def _together(run: ReadRun) -> str:
    return _said(run.predicate, run.objects)


@lru_cache(maxsize=KEPT)
def _by_graph(run: ReadRun) -> tuple[tuple[str, str], ...]:
    if run.graph is not None:
        return ((run.graph, _together(run)),)
    return tuple((graph, _said(run.predicate, objects)) for graph, objects in run.by_graph())


def _said(predicate: str, objects: Iterable[str]) -> str:
    return f"{'a' if predicate == _TYPE else short(predicate)} {', '.join(map(short, objects))}"


def short(term: str) -> str:
    """The short form of an IRI; literals and blank nodes as they are."""
    return _short(term[1:-1]) if term.startswith("<") else term


# Bounded, since most names of a large dataset come once; those of properties and classes stay.
@lru_cache(maxsize=65536)
def _short(iri: str) -> str:
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    local = iri[cut:]
    prefix = _SPACES.get(iri[:cut])
    return f"{prefix}:{local}" if prefix and _LOCAL.fullmatch(local) else f"<{iri}>"
