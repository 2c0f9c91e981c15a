"""Sorted N-Quads taken apart as bytes, not a line but a run of lines at a time: what one thing says by one property.

A run without its subject is its **key**. Of a million findings most are typed alike, and many told alike, so that
what a run means is worked out once for all that have its key: which graph is the home of each triple, too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from kg.release.homes import home
from kg.release.made_once import MadeOnce

# One space between terms, and no line end within one: see `kg/triples/terms.py`. Possessive: nothing is tried again.
# The head of the lines, the subject, the rest of the first line, the lines behind it.
_RUN: Final = re.compile(rb"(([^ ]+ )[^ ]+ )(.*\n)((?:\1.*\n)*+)")


@dataclass(slots=True, eq=False)  # frozen, each took four times as long to make
class ReadRun:
    """What a thing says by one property: each object once, as it is spelt. Nobody changes it.

    `graph` is the IRI of the home of all; where they have several it is "", `homes` has that of each, and `parts` are
    what is said in each home. `lines` is how many were read. One is the same as another only where it is that one, so
    that what is made of it can be kept by it.
    """

    predicate: str
    objects: tuple[str, ...]
    graph: str
    lines: int
    homes: tuple[str, ...] = ()
    parts: tuple[ReadRun, ...] = ()

    def facts(self) -> Iterable[tuple[str, str]]:
        """Each object with its home."""
        return zip(self.objects, self.homes, strict=True) if self.parts else ((one, self.graph) for one in self.objects)


def things(lines: bytes) -> Iterator[tuple[str, list[ReadRun]]]:
    """Each subject as it is spelt, with what it says; the lines are sorted, and whole subjects."""
    subject, runs = b"", list[ReadRun]()
    for found in _RUN.finditer(lines):
        head, mine, first, further = found.groups()
        if mine != subject:
            if runs:
                yield subject[:-1].decode(), runs
            subject, runs = mine, []
        runs.append(_read[_key(head, mine, first, further)])
    if runs:
        yield subject[:-1].decode(), runs


def often(every: Iterable[tuple[str, Iterable[ReadRun]]]) -> Counter[ReadRun]:
    """How many things say each run."""
    return Counter(chain.from_iterable([runs for _, runs in every]))


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


def _key(head: bytes, subject: bytes, first: bytes, further: bytes) -> bytes:
    if not further:
        return head[len(subject) :] + first
    cut = len(head)
    return head[len(subject) :] + first + b"\n".join([line[cut:] for line in further.split(b"\n")])


def _run(key: bytes) -> ReadRun:
    predicate, _, rest = key.decode().partition(" ")
    # Behind the last ` <` of a line stand the name of the graph, `> .` and the line end.
    lines = rest[:-4].split("> .\n")
    if len(lines) == 1:
        one, _, graph = lines[0].rpartition(" <")
        return ReadRun(predicate, (one,), graph, 1)
    graphs: dict[str, list[str]] = {}
    for line in lines:
        one, _, graph = line.rpartition(" <")
        graphs.setdefault(one, []).append(graph)
    facts = {one: names[0] if len(names) == 1 else home(names, predicate) for one, names in graphs.items()}
    every = dict.fromkeys(facts.values())
    if len(every) == 1:
        return ReadRun(predicate, tuple(facts), next(iter(every)), len(lines))
    parts = [_part(predicate, [one for one, own in facts.items() if own == graph], graph) for graph in every]
    return ReadRun(predicate, tuple(facts), "", len(lines), tuple(facts.values()), tuple(parts))


def _part(predicate: str, objects: Sequence[str], graph: str) -> ReadRun:
    return ReadRun(predicate, tuple(objects), graph, len(objects))


_read: Final = MadeOnce(_run)


def once(lines: bytes) -> bytes:
    """The lines with each triple in its home alone."""
    found, done = list[bytes](), 0
    for match in _RUN.finditer(lines):
        if match[4]:
            run = _read[_key(*match.groups())]
            if len(run.objects) < run.lines:
                kept = [match[1] + f"{one} <{graph}> .\n".encode() for one, graph in run.facts()]
                found += (lines[done : match.start()], *kept)
                done = match.end()
    return b"".join((*found, lines[done:])) if found else lines
