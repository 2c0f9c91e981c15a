"""The dataset as people like to read it: TriG with its named graphs, and Turtle of all graphs together.

Written from the sorted N-Quads in one pass, without an RDF library, so that the bytes depend on the quads alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from kg.names import PREFIXES, RDF

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


def trig(lines: Iterable[str]) -> Iterator[str]:
    """The quads as TriG, graph by graph."""
    yield from _prefixes()
    short = _Short()
    quads = sorted(map(split, lines), key=lambda quad: (quad[3], *quad[:3]))
    for graph, members in groupby(quads, key=lambda quad: quad[3]):
        yield f"\n{short.of(graph)} {{\n"
        yield from _subjects(short, ((s, p, o) for s, p, o, _ in members))
        yield "}\n"


def turtle(lines: Iterable[str]) -> Iterator[str]:
    """The union of all graphs as Turtle, each triple once."""
    yield from _prefixes()
    yield "\n"
    yield from _subjects(_Short(), sorted({split(line)[:3] for line in lines}))


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
