"""Sorted N-Quads taken apart as bytes, not a line but a run of lines at a time: what one thing says by one property.

A run without its subject is its **key**. Of a million findings most are typed alike, and many told alike, so that
what a run means is worked out once for all that have its key: which graph is the home of each triple, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Final

from kg.release.homes import home

KEPT: Final = 1 << 14
"""Runs of one key that are remembered: some 50 MB of what a large cohort says."""
# One space between terms, and no line end within one: see `kg/triples/terms.py`. Possessive, so that nothing is tried again.
_RUN: Final = re.compile(rb"((\S+ )\S+ ).*\n(?:\1.*\n)*+")
Fact = tuple[str, str]
"""An object as it is spelt, and the IRI of the graph."""


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


@lru_cache(maxsize=KEPT)
def read(key: bytes) -> tuple[str, tuple[Fact, ...]]:
    """The property of a run as it is spelt, and what it leads to: each object once, with its home."""
    predicate, _, rest = key.decode().partition(" ")
    facts = [line.rsplit(" <", 1) for line in rest.split("\n")[:-1]]
    every = ((one, [name[:-3] for _, name in same]) for one, same in groupby(facts, itemgetter(0)))
    return predicate, tuple((one, names[0] if len(names) == 1 else home(names, predicate)) for one, names in every)


def once(lines: bytes) -> bytes:
    """The lines with each triple in its home alone."""
    found, done = list[bytes](), 0
    for run in _RUN.finditer(lines):
        head, text = run[1], run[0]
        key = head[len(run[2]) :] + text[len(head) :].replace(b"\n" + head, b"\n")
        if text.count(b"\n") > 1 and len(read(key)[1]) < text.count(b"\n"):
            found += (lines[done : run.start()], _written(head, key))
            done = run.end()
    return b"".join((*found, lines[done:])) if found else lines


def _written(head: bytes, key: bytes) -> bytes:
    return b"".join(head + f"{one} <{graph}> .\n".encode() for one, graph in read(key)[1])
