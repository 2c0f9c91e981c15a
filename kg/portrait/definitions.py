"""Definitions of classes as the ontology of the graph gives them, in words; and by which facts somebody meets one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.engine import Engine, RowTerm
from kg.find import Ref
from kg.find.things import labels_of
from kg.infer.axioms import And, Axioms, Expression, NamedClass, Or, Some, Value, Within
from kg.infer.facts import TYPE, Facts
from kg.infer.membership import met
from kg.lexicon.spelling import PROLOGUE, reference, references
from kg.names import OWL, RDF, XSD, graph
from kg.triples.terms import Triple, text

_ONTOLOGY: Final = graph("ontology")
_EQUIVALENT: Final = OWL + "equivalentClass"
_FACETS: Final = {
    XSD + "minInclusive": (">=", "at least"),
    XSD + "minExclusive": (">", "more than"),
    XSD + "maxInclusive": ("<=", "at most"),
    XSD + "maxExclusive": ("<", "below"),
}
_SIGNS: Final = dict(_FACETS.values())
_DEEPEST: Final = 5
"""Steps from somebody to the farthest thing that a definition asks about."""
_Node = Mapping[str, list[RowTerm]]


@dataclass(frozen=True, slots=True)
class Condition:
    """A part of a definition: `words` about a property (`link`) or a thing (`what`), and the conditions below it."""

    words: str
    link: Ref | None
    what: Ref | None
    below: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class BecauseOf:
    """A fact by which a definition is met: of a thing, a property, and a thing or a value."""

    of: str
    link: Ref
    value: Ref


def definitions(engine: Engine) -> Mapping[str, Expression]:
    """The definition of each class that has one."""
    rows = engine.rows(f"""SELECT ?s ?p ?o WHERE {{ GRAPH {reference(_ONTOLOGY)} {{ ?s ?p ?o }}
        FILTER(isBlank(?s) || ?p = {reference(_EQUIVALENT)}) }}""")
    nodes: dict[str, dict[str, list[RowTerm]]] = {}
    for row in rows:
        nodes.setdefault(row["s"].value, {}).setdefault(row["p"].value, []).append(row["o"])
    wholes = {iri: said[_EQUIVALENT][0] for iri, said in nodes.items() if _EQUIVALENT in said}
    found = {iri: _expression(node, nodes) for iri, node in sorted(wholes.items())}
    return {iri: one for iri, one in found.items() if one}


def conditions(engine: Engine, expression: Expression) -> Condition:
    """A definition in words."""
    named = {iri for part in _parts(expression) for iri in _iris(part)}
    return _told(expression, labels_of(engine, named))


def reasons(
    engine: Engine, defined: str, members: Collection[str], known: Mapping[str, Expression]
) -> dict[str, tuple[BecauseOf, ...]]:
    """For some members of a defined class the facts by which each meets the definition; nothing where none are found."""
    axioms = Axioms(dict(known), {}, {}, (), frozenset(), frozenset(), ())
    asked = list(_asked(known[defined], known))
    links = {part.link for part in asked if isinstance(part, Some | Value | Within)}
    facts = Facts(_around(engine, members, links, {part.iri for part in asked if isinstance(part, NamedClass)}))
    found = {}
    for one in members:
        because = tuple(dict.fromkeys(met(known[defined], one, facts, axioms) or ()))
        # That somebody is a case goes without saying, where more is told.
        found[one] = tuple(fact for fact in because if fact[1] != TYPE) or because
    labels = labels_of(engine, {iri for some in found.values() for s, p, o in some for iri in (p, _bare(o)) if "://" in iri})
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
        yield from ((row["s"].value, row["p"].value, _written(row["o"])) for row in rows)
        # Types are no way to go on: they are classes.
        waiting = {row["o"].value for row in rows if row["o"].kind == "iri" and row["p"].value != TYPE} - seen


def _written(term: RowTerm) -> str:
    """As N-Triples spell it."""
    if term.kind == "iri":
        return f"<{term.value}>"
    return f"{text(term.value)}^^<{term.datatype}>" if term.datatype else text(term.value)


def _bare(value: str) -> str:
    return value[1:-1] if value.startswith("<") else value.partition("^^")[0].strip('"')


def _expression(term: RowTerm, nodes: Mapping[str, _Node]) -> Expression | None:
    """None for an expression of a kind that no definition of ours is of."""
    if term.kind == "iri":
        return NamedClass(term.value)
    node = nodes.get(term.value, {})
    for link, kind in ((OWL + "intersectionOf", And), (OWL + "unionOf", Or)):
        if link in node:
            parts = [_expression(one, nodes) for one in _listed(node[link][0], nodes)]
            return kind(tuple(part for part in parts if part)) if all(parts) else None
    link, value, filler = (next(iter(node.get(OWL + name, ())), None) for name in ("onProperty", "hasValue", "someValuesFrom"))
    if link and value:
        return Value(link.value, _written(value))
    if link and filler:
        bounds = nodes.get(filler.value, {}).get(OWL + "withRestrictions") if filler.kind == "blank" else None
        if bounds:
            facets = [
                (_FACETS[name][0], float(bound.value))
                for one in _listed(bounds[0], nodes)
                for name, bound_of in nodes.get(one.value, {}).items()
                for bound in bound_of
                if name in _FACETS
            ]
            return Within(link.value, tuple(sorted(facets)))
        inner = _expression(filler, nodes)
        return Some(link.value, inner) if inner else None
    return None


def _listed(head: RowTerm, nodes: Mapping[str, _Node]) -> Iterator[RowTerm]:
    here: RowTerm | None = head
    while here and (node := nodes.get(here.value)):
        yield from node.get(RDF + "first", ())[:1]
        here = next(iter(node.get(RDF + "rest", ())), None)


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


def _told(expression: Expression, labels: Mapping[str, str]) -> Condition:
    match expression:
        case NamedClass(iri):
            return Condition("is a", None, Ref(iri, labels[iri]), ())
        case And(parts):
            return Condition("all of this holds", None, None, tuple(_told(one, labels) for one in parts))
        case Or(parts):
            return Condition("one of this holds", None, None, tuple(_told(one, labels) for one in parts))
        case Some(link, NamedClass(iri)):
            return Condition("", Ref(link, labels[link]), Ref(iri, labels[iri]), ())
        case Some(link, filler):
            inner = _told(filler, labels)
            plain = inner.link is None and inner.what is None
            words = f"something of which {inner.words}" if plain else "something of which this holds"
            return Condition(words, Ref(link, labels[link]), None, inner.below if plain else (inner,))
        case Value(link, value):
            bare = _bare(value)
            return Condition("", Ref(link, labels[link]), Ref(bare, labels.get(bare, {"true": "yes", "false": "no"}.get(bare, bare))), ())
        case Within(link, facets):
            bounds = " and ".join(f"{_SIGNS[sign]} {bound:g}" for sign, bound in facets)
            return Condition(bounds, Ref(link, labels[link]), None, ())
