"""Rules that only follow links: inverses, symmetry, super-properties, super-classes, property chains.

Each derived triple keeps the facts and the axiom it came from, so that `kg why` can tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
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


class Rules:
    """The axioms that follow links, by the property or class of the fact they start from."""

    def __init__(self, axioms: Axioms) -> None:
        self._turned = _by(_turned(axioms))
        self._wider = _by((link, above) for link, wider in axioms.superproperties.items() for above in wider)
        self._above = _by((f"<{narrow}>", f"<{above}>") for narrow, wide in axioms.superclasses.items() for above in wide)
        chains = [*axioms.chains, *((link, link, link) for link in sorted(axioms.transitive))]
        self._first = _by((chain[0], chain) for chain in chains)
        self._second = _by((chain[1], chain) for chain in chains)
        self.links = frozenset((*self._turned, *self._wider, *self._first, *self._second))

    def close(self, facts: Facts, fresh: Iterable[Triple] | None = None) -> dict[Triple, Reason]:
        """Add to `facts` all that follows from those that are `fresh`, to the fixed point; return what was added."""
        derived: dict[Triple, Reason] = {}
        layer: Iterable[Triple] = facts if fresh is None else fresh
        while True:
            new: dict[Triple, Reason] = {}
            for fact in layer:
                for triple, reason in self._from(fact, facts):
                    if triple not in facts:
                        new.setdefault(triple, reason)
            if not new:
                return derived
            for triple in new:
                facts.add(triple)
            derived |= new
            layer = new

    def _from(self, fact: Triple, facts: Facts) -> Iterator[Entailed]:
        s, link, o = fact
        if link == TYPE:
            for above in self._above.get(o, ()):
                axiom = f"every {contract(o[1:-1])} is a {contract(above[1:-1])}"
                yield (s, TYPE, above), Reason((fact,), axiom)
        if link in self.links:
            yield from self._links(fact)
            yield from self._chains(fact, facts)

    def _links(self, fact: Triple) -> Iterator[Entailed]:
        s, link, o = fact
        target = resource(o)
        for other in self._turned.get(link, ()) if target else ():
            kind = "is symmetric" if other == link else f"is the inverse of {contract(link)}"
            yield (target or "", other, f"<{s}>"), Reason((fact,), f"{contract(other)} {kind}")
        for above in self._wider.get(link, ()):
            yield (s, above, o), Reason((fact,), f"{contract(link)} is a sub-property of {contract(above)}")

    def _chains(self, fact: Triple, facts: Facts) -> Iterator[Entailed]:
        s, link, o = fact
        target = resource(o)
        for chain in self._first.get(link, ()) if target else ():
            for end in facts.objects(target or "", chain[1]):
                yield from _chained(chain, fact, (target or "", chain[1], end))
        for chain in self._second.get(link, ()):
            for start in facts.subjects(chain[0], f"<{s}>"):
                yield from _chained(chain, (start, chain[0], f"<{s}>"), fact)


def _turned(axioms: Axioms) -> Iterator[tuple[str, str]]:
    for one, two in axioms.inverses:
        yield from ((one, two), (two, one))
    for link in sorted(axioms.symmetric):
        yield link, link


def _chained(chain: tuple[str, str, str], one: Triple, two: Triple) -> Iterator[Entailed]:
    first, second, result = chain
    if two[2] != f"<{one[0]}>" or first != second:
        axiom = f"{contract(first)} followed by {contract(second)} implies {contract(result)}"
        yield (one[0], result, two[2]), Reason((one, two), axiom)


def _by(pairs: Iterable[tuple[str, _Value]]) -> dict[str, list[_Value]]:
    found: dict[str, list[_Value]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)
