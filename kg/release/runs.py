"""Sorted N-Quads taken apart as bytes, not a line but a run of lines at a time: what one thing says by one property.

A run without its subject is its **key**. Of a million findings most are typed alike, and many told alike, so that
what a run means is worked out once for all that have its key: which graph is the home of each triple, too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Final, TypeVar

from kg.release.homes import home

_Of = TypeVar("_Of", bound=Hashable)
_Made = TypeVar("_Made")
KEPT: Final = 1 << 14
"""Runs of one key that are remembered: some 50 MB of what a large cohort says."""
# One space between terms, and no line end within one: see `kg/triples/terms.py`. Possessive: nothing is tried again.
# The head of the lines, the subject, the rest of the first line, the lines behind it.
_RUN: Final = re.compile(rb"(([^ ]+ )[^ ]+ )(.*\n)((?:\1.*\n)*+)")


class Kept(dict[_Of, _Made]):
    """What is made of a thing, by the thing; all is forgotten where it becomes too much.

    Quicker than `functools.lru_cache` where most are found: a look-up calls nothing.
    """

    def __init__(self, make: Callable[[_Of], _Made], most: int = KEPT) -> None:
        super().__init__()
        self._make, self._most = make, most

    def __missing__(self, of: _Of) -> _Made:
        if len(self) >= self._most:
            self.clear()
        made = self[of] = self._make(of)
        return made


@dataclass(slots=True, eq=False)  # frozen, one takes four times as long to make
class ReadRun:
    """What a thing says by one property, which nobody changes: each object once, as it is spelt.

    `graph` is the IRI of the home of all; where there are more ("") `homes` has that of each object, and `parts` are
    what is said in each. `lines` is how many were read. One is the same as another only where it is that one, so that
    what is made of it can be kept by it.
    """

    predicate: str
    objects: tuple[str, ...]
    graph: str
    lines: int
    homes: tuple[str, ...] = ()
    parts: tuple[ReadRun, ...] = ()

    def facts(self) -> Iterable[tuple[str, str]]:
        """Each object with its home."""
        return zip(self.objects, self.homes or repeat(self.graph))


@dataclass(frozen=True, slots=True)
class ReadThings:
    """Lines that were read, once for all who ask: as they are, and each subject in its order with what it says."""

    lines: bytes
    things: list[tuple[str, list[ReadRun]]]

    def often(self) -> Counter[ReadRun]:
        """How many things say each run."""
        return Counter(chain.from_iterable([runs for _, runs in self.things]))


def read(lines: bytes) -> ReadThings:
    """Read lines that are sorted, and whole subjects."""
    return ReadThings(lines, list(things(lines)))


def things(lines: bytes) -> Iterator[tuple[str, list[ReadRun]]]:
    """Each subject as it is spelt, with what it says; the lines are sorted, and whole subjects."""
    subject, runs, size = b"", list[ReadRun](), 0
    for found in _RUN.finditer(lines):
        head, mine, first, further = found.groups()
        if mine != subject:
            if runs:
                yield subject[:-1].decode(), runs
            subject, runs, size = mine, [], len(mine)
        runs.append(_read[head[size:] + (first + _without(head, further) if further else first)])
    if runs:
        yield subject[:-1].decode(), runs


def by_graph(runs: Iterable[ReadRun]) -> dict[str, list[ReadRun]]:
    """What is said in each graph, by its IRI."""
    found: dict[str, list[ReadRun]] = {}
    for run in runs:
        for part in run.parts or (run,):
            if part.graph in found:
                found[part.graph].append(part)
            else:
                found[part.graph] = [part]
    return found


def _without(head: bytes, lines: bytes) -> bytes:
    size = len(head)
    return b"\n".join([line[size:] for line in lines.split(b"\n")])


def _run(key: bytes) -> ReadRun:
    predicate, _, rest = key.decode().partition(" ")
    # Behind the last ` <` of a line stand the name of the graph, `> .` and the line end.
    lines = rest[:-4].split("> .\n")
    if len(lines) == 1:
        one, _, graph = lines[0].rpartition(" <")
        return ReadRun(predicate, (one,), graph, 1)
    facts: dict[str, list[str]] = {}
    for line in lines:
        one, _, graph = line.rpartition(" <")
        facts.setdefault(one, []).append(graph)
    homes = tuple([names[0] if len(names) == 1 else home(names, predicate) for names in facts.values()])
    graphs = dict.fromkeys(homes)
    if len(graphs) == 1:
        return ReadRun(predicate, tuple(facts), homes[0], len(lines))
    parts = [(graph, tuple([one for one, own in zip(facts, homes) if own == graph])) for graph in graphs]
    return ReadRun(
        predicate,
        tuple(facts),
        "",
        len(lines),
        homes,
        tuple([ReadRun(predicate, some, graph, len(some)) for graph, some in parts]),
    )


_read: Final = Kept(_run)


def once(lines: bytes) -> bytes:
    """The lines with each triple in its home alone."""
    found, done = list[bytes](), 0
    for match in _RUN.finditer(lines):
        head, mine, first, further = match.groups()
        if further:
            run = _read[head[len(mine) :] + first + _without(head, further)]
            if len(run.objects) < run.lines:
                kept = [head + f"{one} <{graph}> .\n".encode() for one, graph in run.facts()]
                found += (lines[done : match.start()], *kept)
                done = match.end()
    return b"".join((*found, lines[done:])) if found else lines
