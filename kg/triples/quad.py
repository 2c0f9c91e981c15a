"""A line of N-Quads, as `terms.line` writes it, taken apart without a parser; the triple's terms stay as spelt.

Only what every such line has is relied on: one space between terms, no ` <` after that of the graph, ` .` and a line
end behind it. A literal may hold all of these.
"""

from __future__ import annotations

from kg.triples.terms import Quad


def halves(line: str) -> tuple[str, str]:
    """The triple as it is spelt, and the IRI of the graph."""
    triple, _, rest = line.rpartition(" <")
    return triple, rest[:-4]


def split(line: str) -> Quad:
    """Subject, predicate and object as they are spelt, and the IRI of the graph.

    >>> split('<s:a> <p:b> "c <d> ." <g:e> .\\n')
    ('<s:a>', '<p:b>', '"c <d> ."', 'g:e')
    """
    triple, _, rest = line.rpartition(" <")
    subject, predicate, object_ = triple.split(" ", 2)
    return subject, predicate, object_, rest[:-4]
