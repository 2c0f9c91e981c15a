"""Why something belongs to a defined class: the definition, met part by part by facts.

HermiT decides membership in a build; this module gives the reasons, and a test holds the two against each other.
"""

from __future__ import annotations

import re

from kg.infer.axioms import And, Axioms, Expression, NamedClass, Or, Some, Value, Within
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
        case NamedClass(iri):
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


def members(axioms: Axioms, facts: Facts) -> dict[Triple, Reason]:
    """Every membership of a defined class that the facts give and do not state, with its reason."""
    subjects = sorted({s for s, _ in facts.pairs(TYPE)})
    found: dict[Triple, Reason] = {}
    for defined, definition in sorted(axioms.definitions.items()):
        for subject in subjects:
            triple = (subject, TYPE, f"<{defined}>")
            because = met(definition, subject, facts, axioms)
            if because is not None and triple not in facts:
                found[triple] = Reason(f"{contract(defined)} is defined as {definition}", because)
    return found
