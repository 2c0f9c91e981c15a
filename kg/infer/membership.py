"""What belongs to a defined class, and why: the definition, met part by part by facts.

A build holds what this module finds against what HermiT finds, and stops where they differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.infer.axioms import And, Axioms, Expression, Named, Or, Some, Value, Within
from kg.infer.facts import TYPE, Facts, resource
from kg.infer.rules import Reason
from kg.names import contract
from kg.triples.terms import Triple

_NUMBER = re.compile(r'^"([-+\d.eE]+)"')
_COMPARE = {
    "<": lambda number, bound: number < bound,
    "<=": lambda number, bound: number <= bound,
    ">": lambda number, bound: number > bound,
    ">=": lambda number, bound: number >= bound,
}


def met(expression: Expression, subject: str, facts: Facts, axioms: Axioms) -> tuple[Triple, ...] | None:
    """The facts by which `subject` meets the expression, or None when it does not."""
    match expression:
        case Named(iri):
            return _named(iri, subject, facts, axioms)
        case And(parts):
            found = [met(part, subject, facts, axioms) for part in parts]
            return tuple(f for one in found for f in one or ()) if all(x is not None for x in found) else None
        case Or(parts):
            return next((x for part in parts if (x := met(part, subject, facts, axioms)) is not None), None)
        case Some(link, filler):
            return _some(link, filler, subject, facts, axioms)
        case Value(link, value):
            return next((((subject, link, o),) for o in facts.objects(subject, link) if _same(o, value)), None)
        case Within(link, facets):
            for o in facts.objects(subject, link):
                number = _NUMBER.match(o)
                if number and all(_COMPARE[sign](float(number[1]), bound) for sign, bound in facets):
                    return ((subject, link, o),)
            return None


def _named(iri: str, subject: str, facts: Facts, axioms: Axioms) -> tuple[Triple, ...] | None:
    fact = (subject, TYPE, f"<{iri}>")
    if fact in facts:
        return (fact,)
    if iri in axioms.definitions:
        return met(axioms.definitions[iri], subject, facts, axioms)
    return None


def _some(link: str, filler: Expression, subject: str, facts: Facts, axioms: Axioms) -> tuple[Triple, ...] | None:
    for o in facts.objects(subject, link):
        target = resource(o)
        found = met(filler, target, facts, axioms) if target else None
        if found is not None:
            return ((subject, link, o), *found)
    return None


def _same(one: str, two: str) -> bool:
    """Literals are compared by their text: `false` and "false"^^xsd:boolean are one value."""
    bare = [x.partition("^^")[0].strip('"') for x in (one, two)]
    return one == two or (not one.startswith("<") and bare[0] == bare[1])


class Definitions:
    """The defined classes, each with what facts must have at the least before anything can be of it."""

    def __init__(self, axioms: Axioms) -> None:
        self._axioms = axioms
        self._needed = {one: _needed(whole, axioms) for one, whole in sorted(axioms.definitions.items())}
        parts = [part for whole in axioms.definitions.values() for part in _parts(whole)]
        self.links = frozenset(part.link for part in parts if isinstance(part, Some | Value | Within))
        self.named = frozenset(part.iri for part in parts if isinstance(part, Named))

    def members(self, facts: Facts) -> dict[Triple, Reason]:
        """Every membership that the facts give and do not hold, with its reason."""
        there, found = facts.words(), {}
        for defined in (one for one, needed in self._needed.items() if needed <= there):
            definition = self._axioms.definitions[defined]
            words = f"{contract(defined)} is defined as {definition}"
            for subject in _candidates(definition, facts, self._axioms):
                triple = (subject, TYPE, f"<{defined}>")
                if triple not in facts and (because := met(definition, subject, facts, self._axioms)) is not None:
                    found[triple] = Reason(because, words)
        return found


def _parts(expression: Expression) -> Iterator[Expression]:
    yield expression
    inner = expression.parts if isinstance(expression, And | Or) else ()
    for part in (expression.filler,) if isinstance(expression, Some) else inner:
        yield from _parts(part)


def _needed(expression: Expression, axioms: Axioms) -> frozenset[str]:
    """The classes and properties without which nothing meets an expression."""
    match expression:
        case Named(iri):
            return _needed(axioms.definitions[iri], axioms) if iri in axioms.definitions else frozenset((iri,))
        case And(parts):
            return frozenset().union(*(_needed(part, axioms) for part in parts))
        case Or(parts):
            return frozenset.intersection(*(_needed(part, axioms) for part in parts))
        case Some(link, filler):
            return _needed(filler, axioms) | {link}
        case Value(link) | Within(link):
            return frozenset((link,))


def _candidates(expression: Expression, facts: Facts, axioms: Axioms) -> list[str]:
    """The subjects that can meet an expression: nobody else need be looked at."""
    match expression:
        case Named(iri):
            below = axioms.definitions.get(iri)
            return [*facts.instances(iri), *(_candidates(below, facts, axioms) if below else ())]
        case And(parts):
            return _candidates(parts[0], facts, axioms)
        case Or(parts):
            return sorted({one for part in parts for one in _candidates(part, facts, axioms)})
        case Some(link) | Value(link) | Within(link):
            return sorted({subject for subject, _ in facts.pairs(link)})
