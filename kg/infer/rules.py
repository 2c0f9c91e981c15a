"""Rules that only follow links: inverses, symmetry, super-properties, super-classes, property chains.

Each derived triple keeps the facts and the axiom it came from, so that `kg why` can tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from typing import NamedTuple, TypeVar

from kg.infer.axioms import Axioms
from kg.infer.facts import TYPE, Facts, resource
from kg.names import contract
from kg.triples.terms import Triple

_Value = TypeVar("_Value")


class Reason(NamedTuple):
    """Why a triple holds: the triples that an axiom was applied to, and the axiom, put in words when asked for."""

    facts: tuple[Triple, ...]
    words: str | Callable[[], str]

    @property
    def axiom(self) -> str:
        """The axiom in words."""
        return self.words if isinstance(self.words, str) else self.words()


Entailed = tuple[Triple, Reason]
_Found = tuple[Triple, tuple[Triple, ...], str | Callable[[], str]]


class Rules:
    """The axioms that follow links, by the property or class of the fact they start from; each with its words."""

    def __init__(self, axioms: Axioms) -> None:
        self._above = _by(_classes(axioms))
        self._turned = _by(_inverses(axioms))
        self._wider = _by(_wider(axioms))
        chains = [*axioms.chains, *((link, link, link) for link in sorted(axioms.transitive))]
        self._first = _by((one[0], one) for one in chains)
        self._second = _by((one[1], one) for one in chains)
        self.links = frozenset((*self._turned, *self._wider, *self._first, *self._second))

    def close(self, facts: Facts, fresh: Iterable[Triple] | None = None) -> dict[Triple, Reason]:
        """Add to `facts` all that follows from those that are `fresh`, to the fixed point; return what was added."""
        derived: dict[Triple, Reason] = {}
        layer: Iterable[Triple] = facts if fresh is None else fresh
        while layer := self._layer(layer, facts):
            for triple in layer:
                facts.add(triple)
            derived |= layer
        return derived

    def _layer(self, fresh: Iterable[Triple], facts: Facts) -> dict[Triple, Reason]:
        new: dict[Triple, Reason] = {}
        for fact in fresh:
            if fact[1] in self.links:
                found: Iterator[_Found] = chain(self._links(fact), self._chains(fact, facts))
            elif fact[1] == TYPE and fact[2] in self._above:
                found = iter([((fact[0], TYPE, above), (fact,), words) for above, words in self._above[fact[2]]])
            else:
                continue
            for triple, because, words in found:
                if triple not in facts and triple not in new:
                    new[triple] = Reason(because, words)
        return new

    def _links(self, fact: Triple) -> Iterator[_Found]:
        s, link, o = fact
        if target := resource(o):
            for other, words in self._turned.get(link, ()):
                yield (target, other, f"<{s}>"), (fact,), words
        for above, words in self._wider.get(link, ()):
            yield (s, above, o), (fact,), words

    def _chains(self, fact: Triple, facts: Facts) -> Iterator[_Found]:
        s, link, o = fact
        if target := resource(o):
            for both in self._first.get(link, ()):
                for end in facts.objects(target, both[1]):
                    yield from _chained(both, fact, (target, both[1], end))
        for both in self._second.get(link, ()):
            for start in facts.subjects(both[0], f"<{s}>"):
                yield from _chained(both, (start, both[0], f"<{s}>"), fact)


def _classes(axioms: Axioms) -> Iterator[tuple[str, tuple[str, str]]]:
    for narrow, wide in axioms.superclasses.items():
        for above in wide:
            yield f"<{narrow}>", (f"<{above}>", f"every {contract(narrow)} is a {contract(above)}")


def _inverses(axioms: Axioms) -> Iterator[tuple[str, tuple[str, str]]]:
    for pair in axioms.inverses:
        for one, two in (pair, pair[::-1]):
            yield one, (two, f"{contract(two)} is the inverse of {contract(one)}")
    for link in sorted(axioms.symmetric):
        yield link, (link, f"{contract(link)} is symmetric")


def _wider(axioms: Axioms) -> Iterator[tuple[str, tuple[str, str]]]:
    for link, wider in axioms.superproperties.items():
        for above in wider:
            yield link, (above, f"{contract(link)} is a sub-property of {contract(above)}")


def _chained(both: tuple[str, str, str], one: Triple, two: Triple) -> Iterator[_Found]:
    first, second, result = both
    if two[2] != f"<{one[0]}>" or first != second:
        yield (one[0], result, two[2]), (one, two), partial(_implied, both)


def _implied(both: tuple[str, str, str]) -> str:
    first, second, result = map(contract, both)
    return f"{first} followed by {second} implies {result}"


def _by(pairs: Iterable[tuple[str, _Value]]) -> dict[str, list[_Value]]:
    found: dict[str, list[_Value]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)
