"""What belongs to a defined class, and why: the definition, met part by part by facts.

A build holds what this module finds against what HermiT finds, and stops where they differ.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from kg.infer.axioms import And, Axioms, Expression, NamedClass, Or, Some, Value, Within
from kg.infer.facts import TYPE, Facts, resource
from kg.infer.rules import Reason
from kg.names import contract
from kg.triples.terms import Triple

_NUMBER = re.compile(r'^"([-+\d.eE]+)"')
_COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def met(expression: Expression, subject: str, facts: Facts, axioms: Axioms) -> tuple[Triple, ...] | None:
    """The facts by which `subject` meets the expression, or None when it does not."""
    match expression:
        case NamedClass(iri):
            return _named(iri, subject, facts, axioms)
        case And(parts):
            found: list[Triple] = []
            for part in parts:
                if (because := met(part, subject, facts, axioms)) is None:
                    return None
                found += because
            return tuple(found)
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
    """The defined classes. `links` are the properties that they ask for, `named` the classes, `values` the values.

    `figures` are the properties of which they ask only within which bounds a number lies, with all these bounds.
    """

    def __init__(self, axioms: Axioms) -> None:
        self._axioms = axioms
        self._all = [(one, whole, _needed(whole, axioms)) for one, whole in sorted(axioms.definitions.items())]
        parts = [part for whole in axioms.definitions.values() for part in _parts(whole)]
        self.links = frozenset(part.link for part in parts if isinstance(part, Some | Value | Within))
        self.named = frozenset(part.iri for part in parts if isinstance(part, NamedClass))
        self.values = frozenset(part.value for part in parts if isinstance(part, Value))
        asked = {part.link for part in parts if isinstance(part, Some | Value)}
        within = [part for part in parts if isinstance(part, Within) and part.link not in asked]
        self.figures = {
            one.link: tuple(f for two in within if two.link == one.link for f in two.facets) for one in within
        }

    def within(self, link: str, value: str) -> tuple[bool, ...]:
        """Which bounds of a figure a value keeps; empty where it is no number."""
        number = _NUMBER.match(value)
        return tuple(_COMPARE[sign](float(number[1]), bound) for sign, bound in self.figures[link]) if number else ()

    def members(self, facts: Facts) -> dict[Triple, Reason]:
        """Every membership that the facts give and do not hold, with its reason."""
        found: dict[Triple, Reason] = {}
        candidates = _Candidates(facts, self._axioms)
        # Of most people it can be seen without a look at any of their findings that a class is not theirs.
        for defined, definition in ((one, whole) for one, whole, needed in self._all if needed.met(facts)):
            words = partial(_words, defined, definition)
            for subject in sorted(candidates.of_class(defined)):
                triple = (subject, TYPE, f"<{defined}>")
                if triple not in facts and (because := met(definition, subject, facts, self._axioms)) is not None:
                    found[triple] = Reason(because, words)
        return found


def _words(defined: str, definition: Expression) -> str:
    return f"{contract(defined)} is defined as {definition}"


def _parts(expression: Expression) -> Iterator[Expression]:
    yield expression
    inner = expression.parts if isinstance(expression, And | Or) else ()
    for part in (expression.filler,) if isinstance(expression, Some) else inner:
        yield from _parts(part)


class _Needed(NamedTuple):
    """Properties that must be used, and sets of (property, value) of each of which one must be said."""

    links: frozenset[str] = frozenset()
    ends: tuple[frozenset[tuple[str, str]], ...] = ()

    def met(self, facts: Facts) -> bool:
        return facts.use(self.links) and all(map(facts.say, self.ends))


def _needed(expression: Expression, axioms: Axioms) -> _Needed:
    """What facts have at the least where something meets an expression."""
    match expression:
        case NamedClass(iri):
            below = axioms.definitions.get(iri)
            # What is stated to be of a defined class need not meet its definition.
            one = _Needed(frozenset((TYPE,)), (frozenset(((TYPE, f"<{iri}>"),)),))
            return _either([one, _needed(below, axioms)]) if below else one
        case And(parts):
            every = [_needed(part, axioms) for part in parts]
            ends = tuple(end for one in every for end in one.ends)
            return _Needed(frozenset().union(*(one.links for one in every)), ends)
        case Or(parts):
            return _either([_needed(part, axioms) for part in parts])
        case Some(link, filler):
            inner = _needed(filler, axioms)
            return _Needed(inner.links | {link}, inner.ends)
        case Value(link, value) if value.startswith("<"):
            return _Needed(frozenset((link,)), (frozenset(((link, value),)),))
        case Value(link) | Within(link):
            return _Needed(frozenset((link,)))


def _either(every: list[_Needed]) -> _Needed:
    links = frozenset.intersection(*(one.links for one in every))
    ends = (frozenset().union(*(one.ends[-1] for one in every)),) if all(one.ends for one in every) else ()
    return _Needed(links, ends)


class _Candidates:
    """The subjects that may meet an expression, told by the facts at its leaves: nobody else need be looked at."""

    def __init__(self, facts: Facts, axioms: Axioms) -> None:
        self._facts, self._axioms = facts, axioms
        self._classes: dict[str, frozenset[str]] = {}

    def of_class(self, iri: str) -> frozenset[str]:
        """Those of a class; what is stated to be of a defined class need not meet its definition."""
        found = self._classes.get(iri)
        if found is None:
            below = self._axioms.definitions.get(iri)
            stated = frozenset(self._facts.instances(iri))
            found = self._classes[iri] = stated | self.of(below) if below else stated
        return found

    def of(self, expression: Expression) -> frozenset[str]:
        """Those of an expression."""
        match expression:
            case NamedClass(iri):
                return self.of_class(iri)
            case And(parts):
                return self._of_all(parts)
            case Or(parts):
                return frozenset().union(*map(self.of, parts))
            case Some(link, filler):
                ends = self.of(filler)
                return frozenset(one for end in ends for one in self._facts.subjects(link, f"<{end}>"))
            case Value(link, value) if value.startswith("<"):
                return frozenset(self._facts.subjects(link, value))
            case Value(link) | Within(link):
                return frozenset(subject for subject, _ in self._facts.pairs(link))

    def _of_all(self, parts: tuple[Expression, ...]) -> frozenset[str]:
        found: frozenset[str] | None = None
        for part in parts:
            found = self.of(part) if found is None else found & self.of(part)
            if not found:
                break
        return found or frozenset()
