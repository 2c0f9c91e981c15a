"""Turtle files as N-Triples statements whose blank nodes are named by their place, so that a release repeats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox


def statements(paths: Sequence[Path]) -> Iterator[str]:
    """`subject predicate object` of every triple, in document order, without the full stop."""
    for number, path in enumerate(paths):
        names: dict[str, str] = {}
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            subject, object_ = (_named(node, names, number) for node in (triple.subject, triple.object))
            yield f"{subject} {triple.predicate} {object_}"


def _named(node: object, names: dict[str, str], number: int) -> str:
    if isinstance(node, ox.BlankNode):
        return names.setdefault(node.value, f"_:o{number}n{len(names)}")
    return str(node)
