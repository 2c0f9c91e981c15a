"""Definitions of classes in words, and by which facts somebody meets one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.find import Ref
from kg.find.things import labels_of
from kg.infer.axioms import And, Axioms, Expression, NamedClass, Or, Some, Value, Within
from kg.infer.facts import TYPE, Facts
from kg.infer.membership import met
from kg.lexicon.spelling import PROLOGUE, reference, references
from kg.portrait.expressions import written
from kg.triples.terms import Triple

_SIGNS: Final = {">=": "at least", ">": "more than", "<=": "at most", "<": "below"}
_DEEPEST: Final = 5
"""Steps from somebody to the farthest thing that a definition asks about."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """A part of a definition: `words` about a property (`link`) or a thing (`what`), and the conditions below it."""

    words: str
    link: Ref | None
    what: Ref | None
    below: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class BecauseOf:
    """A fact by which a definition is met: of a thing, a property, and a thing or a value."""

    of: str
    link: Ref
    value: Ref


def conditions(engine: Engine, expression: Expression) -> Requirement:
    """A definition in words."""
    named = {iri for part in _parts(expression) for iri in _iris(part)}
    return _told(expression, labels_of(engine, named))


def reasons(
    engine: Engine, defined: str, members: Collection[str], known: Mapping[str, Expression]
) -> dict[str, tuple[BecauseOf, ...]]:
    """For members of a defined class the facts by which each meets the definition; nothing where none are found."""
    axioms = Axioms(dict(known), {}, {}, (), frozenset(), frozenset(), ())
    asked = list(_asked(known[defined], known))
    links = {part.link for part in asked if isinstance(part, Some | Value | Within)}
    facts = Facts(_around(engine, members, links, {part.iri for part in asked if isinstance(part, NamedClass)}))
    found = {}
    for one in members:
        because = tuple(dict.fromkeys(met(known[defined], one, facts, axioms) or ()))
        # That somebody is a case goes without saying, where more is told.
        found[one] = tuple(fact for fact in because if fact[1] != TYPE) or because
    named = {iri for some in found.values() for _, p, o in some for iri in (p, _bare(o)) if "://" in iri}
    labels = labels_of(engine, named)
    return {
        one: tuple(BecauseOf(s, Ref(p, labels[p]), Ref(_bare(o), labels.get(_bare(o), _bare(o)))) for s, p, o in some)
        for one, some in found.items()
    }


def _around(engine: Engine, members: Collection[str], links: Iterable[str], named: Iterable[str]) -> Iterator[Triple]:
    """What is said of members, and of what that leads to, with the properties that definitions ask for."""
    asked = ", ".join(map(reference, sorted(links)))
    kinds = ", ".join(map(reference, sorted(named)))
    seen, waiting = set[str](), set(members)
    for _ in range(_DEEPEST):
        if not waiting:
            return
        seen |= waiting
        rows = engine.rows(f"""{PROLOGUE} SELECT DISTINCT ?s ?p ?o WHERE {{
            VALUES ?s {{ {references(sorted(waiting))} }} ?s ?p ?o
            FILTER(?p IN ({asked}) || (?p = rdf:type && ?o IN ({kinds}))) }}""")
        yield from ((row["s"].value, row["p"].value, written(row["o"])) for row in rows)
        # Types are no way to go on: they are classes.
        waiting = {row["o"].value for row in rows if row["o"].kind == "iri" and row["p"].value != TYPE} - seen


def _bare(value: str) -> str:
    return value[1:-1] if value.startswith("<") else value.partition("^^")[0].strip('"')


def _parts(expression: Expression) -> Iterator[Expression]:
    yield expression
    inner = expression.parts if isinstance(expression, And | Or) else ()
    for part in (expression.filler,) if isinstance(expression, Some) else inner:
        yield from _parts(part)


def _asked(expression: Expression, known: Mapping[str, Expression]) -> Iterator[Expression]:
    """Every part of a definition, with those of the defined classes that it names."""
    for part in _parts(expression):
        yield part
        if isinstance(part, NamedClass) and part.iri in known:
            yield from _asked(known[part.iri], known)


def _iris(expression: Expression) -> Iterator[str]:
    match expression:
        case NamedClass(iri):
            yield iri
        case Some(link) | Within(link):
            yield link
        case Value(link, value):
            yield link
            if value.startswith("<"):
                yield _bare(value)


def _told(expression: Expression, labels: Mapping[str, str]) -> Requirement:
    match expression:
        case NamedClass(iri):
            return Requirement("is a", None, Ref(iri, labels[iri]), ())
        case And(parts):
            return Requirement("all of this holds", None, None, tuple(_told(one, labels) for one in parts))
        case Or(parts):
            return Requirement("one of this holds", None, None, tuple(_told(one, labels) for one in parts))
        case Some(link, NamedClass(iri)):
            return Requirement("", Ref(link, labels[link]), Ref(iri, labels[iri]), ())
        case Some(link, filler):
            inner = _told(filler, labels)
            plain = inner.link is None and inner.what is None
            words = f"something of which {inner.words}" if plain else "something of which this holds"
            return Requirement(words, Ref(link, labels[link]), None, inner.below if plain else (inner,))
        case Value(link, value):
            bare = _bare(value)
            return Requirement(
                "",
                Ref(link, labels[link]),
                Ref(bare, labels.get(bare, {"true": "yes", "false": "no"}.get(bare, bare))),
                (),
            )
        case Within(link, facets):
            bounds = " and ".join(f"{_SIGNS[sign]} {bound:g}" for sign, bound in facets)
            return Requirement(bounds, Ref(link, labels[link]), None, ())
