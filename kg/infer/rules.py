"""Rules that only follow links: inverses, symmetry, super-properties, super-classes, property chains.

Each derived triple keeps the facts and the axiom it came from, so that `kg why` can tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.infer.axioms import Axioms
from kg.infer.facts import TYPE, Facts, resource
from kg.names import contract
from kg.triples.terms import Triple


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a triple holds: the axiom, in words, and the triples it was applied to."""

    axiom: str
    facts: tuple[Triple, ...]


def close(facts: Facts, axioms: Axioms) -> dict[Triple, Reason]:
    """Add to `facts` all that the rules derive, to the fixed point; return what was added, with one reason each."""
    derived: dict[Triple, Reason] = {}
    while True:
        new = {
            triple: reason
            for triple, reason in (*_links(facts, axioms), *_chains(facts, axioms), *_classes(facts, axioms))
            if triple not in facts
        }
        if not new:
            return derived
        for triple in new:
            facts.add(triple)
        derived |= new


def _links(facts: Facts, axioms: Axioms) -> Iterator[tuple[Triple, Reason]]:
    both = [*axioms.inverses, *((two, one) for one, two in axioms.inverses)]
    for one, two in [*both, *((link, link) for link in sorted(axioms.symmetric))]:
        kind = "is symmetric" if one == two else f"is the inverse of {contract(one)}"
        for s, o in facts.pairs(one):
            target = resource(o)
            if target:
                yield (target, two, f"<{s}>"), Reason(f"{contract(two)} {kind}", ((s, one, o),))
    for link, wider in axioms.superproperties.items():
        for above in wider:
            for s, o in facts.pairs(link):
                axiom = f"{contract(link)} is a sub-property of {contract(above)}"
                yield (s, above, o), Reason(axiom, ((s, link, o),))


def _chains(facts: Facts, axioms: Axioms) -> Iterator[tuple[Triple, Reason]]:
    chains = [*axioms.chains, *((link, link, link) for link in sorted(axioms.transitive))]
    for first, second, result in chains:
        axiom = f"{contract(first)} followed by {contract(second)} implies {contract(result)}"
        for a, middle in facts.pairs(first):
            b = resource(middle)
            for c in facts.objects(b, second) if b else ():
                if c != f"<{a}>" or first != second:
                    yield (a, result, c), Reason(axiom, ((a, first, middle), (b or "", second, c)))


def _classes(facts: Facts, axioms: Axioms) -> Iterator[tuple[Triple, Reason]]:
    for narrow, wider in axioms.superclasses.items():
        for above in wider:
            axiom = f"every {contract(narrow)} is a {contract(above)}"
            for s in facts.instances(narrow):
                yield (s, TYPE, f"<{above}>"), Reason(axiom, ((s, TYPE, f"<{narrow}>"),))
