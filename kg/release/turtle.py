"""The dataset as people like to read it: TriG with its named graphs, and Turtle of all graphs together.

Written from the sorted N-Quads, without an RDF library, so that the bytes depend on the quads alone; and without
holding them, since an imported cohort may bring millions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Final

from kg.names import PREFIXES, RDF
from kg.release.quads import HELD, by_graph
from kg.triples.terms import split

# Turtle 1.1, PN_LOCAL, but only the part of it that needs no escape; an IRI that does not fit is written in full.
_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_TYPE: Final = f"<{RDF}type>"
_SPACES: Final = {space: prefix for prefix, space in PREFIXES.items()}


def trig(lines: Iterable[str], held: int = HELD) -> Iterator[str]:
    """The quads as TriG, graph by graph; `lines` are sorted, and read more than once: see `by_graph`."""
    yield from _prefixes()
    for graph, members in by_graph(lines, held):
        yield f"\n{_short(graph)} {{\n"
        yield from _subjects(split(line)[:3] for line in members)
        yield "}\n"


def turtle(lines: Iterable[str]) -> Iterator[str]:
    """The union of all graphs as Turtle. The lines are sorted, and each triple stands in one graph."""
    yield from _prefixes()
    yield "\n"
    yield from _subjects(split(line)[:3] for line in lines)


def _prefixes() -> Iterator[str]:
    for prefix, space in sorted(PREFIXES.items()):
        yield f"@prefix {prefix}: <{space}> .\n"


def _subjects(triples: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    for subject, members in groupby(triples, key=lambda triple: triple[0]):
        facts = [
            f"{'a' if predicate == _TYPE else short(predicate)} {', '.join(short(o) for _, _, o in same)}"
            for predicate, same in groupby(members, key=lambda triple: triple[1])
        ]
        whole = " ;\n    ".join(facts)
        yield f"{short(subject)} {whole} .\n"


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
