"""The way from one release to another as one update, where it is small enough to be sent in one request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from kg.load.graphs import GraphFile

MOST: Final = 64_000_000
"""Bytes of an update at most: Oxigraph's server takes 128 MiB in one body, and a store holds it in memory."""


def update(former: Mapping[str, GraphFile], fresh: Mapping[str, GraphFile], there: Mapping[str, int]) -> str | None:
    """What makes a store that holds the graphs `there`, those of `former` as far as that is known, hold `fresh`.

    None where it would be larger than `MOST`. Doing it twice is doing it once. A graph of which nothing is known, or
    that has blank nodes, is replaced.
    """
    steps: list[str] = [f"DROP SILENT GRAPH <{graph}>" for graph in sorted(there.keys() - fresh.keys())]
    size = 0
    for iri, graph in fresh.items():
        before = former.get(iri)
        if before and before.digest == graph.digest and there.get(iri) == graph.lines:
            continue
        if graph.size > MOST or (before and before.size > MOST):
            return None
        known = before if before and there.get(iri) == before.lines and not (before.whole or graph.whole) else None
        for step in _changed(known, graph):
            steps.append(step)
            size += len(step)
        if size > MOST:
            return None
    return " ;\n".join(steps)


def _changed(before: GraphFile | None, graph: GraphFile) -> Iterator[str]:
    now = _lines(graph)
    was = _lines(before) if before else []
    if before is None:
        yield f"DROP SILENT GRAPH <{graph.iri}>"
    for word, lines in (("DELETE", [*dict.fromkeys(was).keys() - {*now}]), ("INSERT", [*{*now} - {*was}])):
        if lines:
            yield f"{word} DATA {{ GRAPH <{graph.iri}> {{\n{''.join(sorted(lines))}}} }}"


def _lines(graph: GraphFile) -> list[str]:
    with graph.path.open(encoding="utf-8") as stream:  # which U+0085 and U+2028 end no line of, unlike one of a text
        return [*stream]
