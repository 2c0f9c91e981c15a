"""The dataset as people like to read it: TriG with its named graphs, and Turtle of all graphs together.

Written from the sorted N-Quads, without an RDF library, so that the bytes depend on the quads alone; and without
holding them, since an imported cohort may bring millions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from kg.names import PREFIXES, RDF
from kg.release.quads import HELD

# Turtle 1.1, PN_LOCAL, but only the part of it that needs no escape; an IRI that does not fit is written in full.
_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_TYPE: Final = f"<{RDF}type>"
_SPACES: Final = {space: prefix for prefix, space in PREFIXES.items()}

Quad = tuple[str, str, str, str]


def split(line: str) -> Quad:
    """Subject, predicate, object and graph of a line of N-Quads as this project writes them.

    >>> split('<s:a> <p:b> "c <d> ." <g:e> .\\n')
    ('<s:a>', '<p:b>', '"c <d> ."', '<g:e>')
    """
    end = line.rindex(" <")
    subject, predicate, object_ = line[:end].split(" ", 2)
    return subject, predicate, object_, line[end + 1 : line.rindex(">") + 1]


def trig(lines: Iterable[str], held: int = HELD) -> Iterator[str]:
    """The quads as TriG, graph by graph; `lines` are sorted, and read once for every `held` of them."""
    yield from _prefixes()
    short = _Short()
    for graphs in _batches(Counter(map(_graph, lines)), held):
        for graph, members in _members(lines, graphs):
            yield f"\n{short.of(graph)} {{\n"
            yield from _subjects(short, (split(line)[:3] for line in members))
            yield "}\n"


def turtle(lines: Iterable[str]) -> Iterator[str]:
    """The union of all graphs as Turtle, each triple once; `lines` are sorted."""
    yield from _prefixes()
    yield "\n"
    yield from _subjects(_Short(), (triple for triple, _ in groupby(split(line)[:3] for line in lines)))


def _graph(line: str) -> str:
    return line[line.rindex(" <") + 1 : line.rindex(">") + 1]


def _batches(sizes: Counter[str], held: int) -> Iterator[list[str]]:
    """The graphs in order: those that are small together, a large one alone."""
    batch: list[str] = []
    for graph in sorted(sizes):
        if batch and sum(sizes[one] for one in batch) + sizes[graph] > held:
            yield batch
            batch = []
        batch.append(graph)
    if batch:
        yield batch


def _members(lines: Iterable[str], graphs: list[str]) -> Iterator[tuple[str, Iterable[str]]]:
    """The lines of each of these graphs; those of a single graph are never held together."""
    if len(graphs) == 1:
        yield graphs[0], (line for line in lines if _graph(line) == graphs[0])
        return
    found: dict[str, list[str]] = {graph: [] for graph in graphs}
    for line in lines:
        members = found.get(_graph(line))
        if members is not None:
            members.append(line)
    yield from found.items()


def _prefixes() -> Iterator[str]:
    for prefix, space in sorted(PREFIXES.items()):
        yield f"@prefix {prefix}: <{space}> .\n"


def _subjects(short: _Short, triples: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    for subject, members in groupby(triples, key=lambda triple: triple[0]):
        facts = [
            f"{'a' if predicate == _TYPE else short.of(predicate)} {', '.join(short.of(o) for _, _, o in same)}"
            for predicate, same in groupby(members, key=lambda triple: triple[1])
        ]
        whole = " ;\n    ".join(facts)
        yield f"{short.of(subject)} {whole} .\n"


class _Short(dict[str, str]):
    """Terms of N-Quads in their short form, each worked out once."""

    def of(self, term: str) -> str:
        """The short form of an IRI; literals and blank nodes as they are."""
        if not term.startswith("<"):
            return term
        known = self.get(term)
        if known is None:
            known = self[term] = _short(term[1:-1])
        return known


def _short(iri: str) -> str:
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    local = iri[cut:]
    prefix = _SPACES.get(iri[:cut])
    return f"{prefix}:{local}" if prefix and _LOCAL.fullmatch(local) else f"<{iri}>"
