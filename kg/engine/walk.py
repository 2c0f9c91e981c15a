"""Look-ups answered by walking from quad to quad, with every step counted: none can run away, whatever it asks.

The store is asked only for what leads from one thing, or to it, all of which it gives. In memory, Oxigraph finds what
has two given ends by passing over all that has one: 17 ms at a class of 300,000 things, unseen by whoever counts.

For its own reading, planning and writing Oxigraph takes 80 microseconds of a core, this 50, since terms that come again
and again (predicates, classes) are written once. The bytes are those that Oxigraph writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain, islice, repeat
from json.encoder import encode_basestring
from operator import attrgetter, itemgetter
from typing import Any, Final, TypeAlias

import pyoxigraph as ox

from kg.engine.lookup import AnchoredPattern, Lookup

STEPS: Final = 2_000
"""Quads that one look-up may meet, whether or not they match; what needs more is answered like any other query."""
_KEPT: Final = 50_000
"""Terms whose writing is kept."""
_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
_PLACES: Final = ("subject", "predicate", "object")
Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_second: Final = itemgetter(1)
Met: TypeAlias = tuple[Term, ...]
"""The terms of the variables met so far, in the order in which they were met."""


class TooFar(Exception):
    """The walk would be longer than `STEPS`, or meets what it cannot write."""


class Walker:
    """A store in which all graphs are one, and what was written of its terms."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._written = _Written()

    def found(self, asked: Lookup) -> bytes | None:
        """The answer as SPARQL results in JSON, None where it would be too long a walk."""
        try:
            rows, names = self._rows(asked.patterns)
            if asked.shown is None:
                there = next(rows, None) is not None
                return b'{"head":{},"boolean":true}' if there else b'{"head":{},"boolean":false}'
            return self._select(islice(rows, asked.most), names, asked.shown)
        except (TooFar, ValueError):
            return None  # a ValueError is of a name that is none, as the engine will tell in its words

    def _select(self, rows: Iterable[Met], met: Sequence[str], shown: Sequence[str]) -> bytes:
        row = "{" + ",".join(f'"{name[1:]}":%s' for name in shown) + "}"
        if list(shown) != list(met):
            rows = map(_tuple(itemgetter(*map(met.index, shown)), len(shown)), rows)
        write = self._written.__getitem__
        told = ",".join([row % tuple(map(write, one)) for one in rows])
        head = ",".join(f'"{name[1:]}"' for name in shown)
        return f'{{"head":{{"vars":[{head}]}},"results":{{"bindings":[{told}]}}}}'.encode()

    def _rows(self, patterns: Sequence[AnchoredPattern]) -> tuple[Iterator[Met], list[str]]:
        """The rows that all patterns have together, and what their columns are called."""
        rows: Iterator[Met] = iter(((),))
        met: list[str] = []
        left = chain(repeat(None, STEPS), _too_far())
        for one in patterns:
            known = [met.index(part) if part in met else _term(part) if part[0] != "?" else None for part in one]
            fresh = [place for place, part in zip(_PLACES, known, strict=True) if part is None]
            rows = self._joined(rows, known, _tuple(attrgetter(*fresh), len(fresh)) if fresh else _nothing, left)
            met += [getattr(one, place) for place in fresh]
        return rows, met

    def _joined(
        self, rows: Iterator[Met], known: Sequence[Any], fresh: Callable[[Any], Met], left: Iterator[None]
    ) -> Iterator[Met]:
        """The rows with what each match of a pattern adds; a number in `known` is a column of the row."""
        for row in rows:
            subject, predicate, value = (row[part] if isinstance(part, int) else part for part in known)
            if isinstance(subject, ox.Literal) or isinstance(predicate, ox.Literal | ox.BlankNode):
                continue
            if isinstance(subject, ox.Triple) or isinstance(predicate, ox.Triple):
                raise TooFar
            near = self._store.quads_for_pattern(subject, None, None if subject else value, None)
            # All of this is done with no line of Python, or one, for each that is met.
            met: Iterator[ox.Quad] = map(_second, zip(left, near, strict=False))
            if predicate or (subject and value):
                met = filter(partial(_fits, predicate, value), met)
            added = map(fresh, met)
            yield from map(row.__add__, added) if row else added


def _fits(predicate: Term | None, value: Term | None, quad: ox.Quad) -> bool:
    """Whether a quad has these. Asked for them, the store would pass over what has not, and nobody would count that."""
    return (predicate is None or quad.predicate == predicate) and (value is None or quad.object == value)


class _Written(dict[Term, str]):
    """Terms as the results in JSON have them, each written when it is first met."""

    def __missing__(self, term: Term) -> str:
        if isinstance(term, ox.NamedNode):
            told = f'{{"type":"uri","value":{encode_basestring(term.value)}}}'
        elif isinstance(term, ox.Literal):
            told = f'{{"type":"literal","value":{encode_basestring(term.value)}{_kind(term)}}}'
        elif isinstance(term, ox.BlankNode):
            told = f'{{"type":"bnode","value":"{term.value}"}}'
        else:
            raise TooFar
        if len(self) >= _KEPT:
            self.clear()
        self[term] = told
        return told


def _kind(term: ox.Literal) -> str:
    if term.direction:
        raise TooFar
    if term.language:
        return f',"xml:lang":"{term.language}"'
    return "" if term.datatype.value == _STRING else f',"datatype":{encode_basestring(term.datatype.value)}'


def _tuple(get: Callable[[Any], Any], number: int) -> Callable[[Any], Any]:
    """A getter of so many things as one of tuples, which those of one thing are not."""
    return get if number > 1 else lambda one: (get(one),)


def _nothing(_: object) -> Met:
    return ()


def _too_far() -> Iterator[None]:
    raise TooFar
    yield


@lru_cache(1024)
def _term(part: str) -> ox.NamedNode | ox.Literal:
    if part[0] == "<":
        return ox.NamedNode(part[1:-1])
    text, _, language = part[1:].rpartition('"')
    return ox.Literal(text, language=language[1:] or None)
