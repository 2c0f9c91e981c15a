"""Sorted N-Quads taken apart as bytes, not a line but a run of lines at a time: what one thing says by one property.

A run without its subject is its **key**. Of a million findings most are typed alike, and many told alike, so that
what a run means is worked out once for all that have its key: which graph is the home of each triple, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Final

from kg.release.homes import home

KEPT: Final = 1 << 14
"""Runs of one key that are remembered: some 50 MB of what a large cohort says."""
# One space between terms, and no line end within one: see `kg/triples/terms.py`. Possessive: nothing is tried again.
_RUN: Final = re.compile(rb"((\S+ )\S+ ).*\n(?:\1.*\n)*+")


def things(lines: bytes) -> Iterator[tuple[bytes, list[bytes]]]:
    """Each subject as it is spelt, with the keys of its runs; the lines are sorted, and whole subjects."""
    subject, keys = b"", list[bytes]()
    for run in _RUN.finditer(lines):
        head, mine = run.group(1, 2)
        if mine != subject:
            if keys:
                yield subject[:-1], keys
            subject, keys = mine, []
        # A line end and the head can only be the beginning of a line.
        keys.append(head[len(mine) :] + run[0][len(head) :].replace(b"\n" + head, b"\n"))
    if keys:
        yield subject[:-1], keys


@dataclass(frozen=True, slots=True, eq=False)
class ReadRun:
    """What a thing says by one property: each object once, as it is spelt, with the IRI of its home.

    `graph` is the one that is home to all, where there is one. One is the same as another only where it is that one,
    so that what is made of it can be kept by it.
    """

    predicate: str
    facts: tuple[tuple[str, str], ...]
    graph: str | None

    @property
    def objects(self) -> list[str]:
        """The objects alone."""
        return [one for one, _ in self.facts]

    def by_graph(self) -> Iterator[tuple[str, list[str]]]:
        """The objects of each graph, by the graph."""
        if self.graph is not None:
            yield self.graph, self.objects
            return
        for graph in dict.fromkeys(graph for _, graph in self.facts):
            yield graph, [one for one, own in self.facts if own == graph]


@lru_cache(maxsize=KEPT)
def read(key: bytes) -> ReadRun:
    """A run by its key."""
    predicate, _, rest = key.decode().partition(" ")
    # Behind the last ` <` of a line stand the name of the graph, `> .` and the line end.
    facts = [line.rsplit(" <", 1) for line in rest[:-4].split("> .\n")]
    if len(facts) == 1:
        return ReadRun(predicate, ((facts[0][0], facts[0][1]),), facts[0][1])
    every = ((one, [name for _, name in same]) for one, same in groupby(facts, itemgetter(0)))
    homes = tuple((one, names[0] if len(names) == 1 else home(names, predicate)) for one, names in every)
    graphs = {graph for _, graph in homes}
    return ReadRun(predicate, homes, graphs.pop() if len(graphs) == 1 else None)


def once(lines: bytes) -> bytes:
    """The lines with each triple in its home alone."""
    found, done = list[bytes](), 0
    for run in _RUN.finditer(lines):
        head, text = run[1], run[0]
        key = head[len(run[2]) :] + text[len(head) :].replace(b"\n" + head, b"\n")
        if text.count(b"\n") > 1 and len(read(key).facts) < text.count(b"\n"):
            found += (lines[done : run.start()], _written(head, key))
            done = run.end()
    return b"".join((*found, lines[done:])) if found else lines


def _written(head: bytes, key: bytes) -> bytes:
    return b"".join(head + f"{one} <{graph}> .\n".encode() for one, graph in read(key).facts)
