"""The definitions of classes as the ontology in the graph states them: expressions, as reasoning here reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from kg.engine import Engine, RowTerm
from kg.infer.axioms import And, Expression, NamedClass, Or, Some, Value, Within
from kg.lexicon.spelling import reference
from kg.names import OWL, RDF, XSD, graph
from kg.triples.terms import text

_ONTOLOGY: Final = graph("ontology")
_EQUIVALENT: Final = OWL + "equivalentClass"
_FACETS: Final = {
    XSD + "minInclusive": ">=",
    XSD + "minExclusive": ">",
    XSD + "maxInclusive": "<=",
    XSD + "maxExclusive": "<",
}
_Node = Mapping[str, list[RowTerm]]


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


def written(term: RowTerm) -> str:
    """A value as N-Triples spell it."""
    if term.kind == "iri":
        return f"<{term.value}>"
    return f"{text(term.value)}^^<{term.datatype}>" if term.datatype else text(term.value)


def _expression(term: RowTerm, nodes: Mapping[str, _Node]) -> Expression | None:
    """None for an expression of a kind that no definition of ours is of."""
    if term.kind == "iri":
        return NamedClass(term.value)
    node = nodes.get(term.value, {})
    for link, kind in ((OWL + "intersectionOf", And), (OWL + "unionOf", Or)):
        if link in node:
            parts = [_expression(one, nodes) for one in _listed(node[link][0], nodes)]
            return kind(tuple(part for part in parts if part)) if all(parts) else None
    on, value, filler = (
        next(iter(node.get(OWL + name, ())), None) for name in ("onProperty", "hasValue", "someValuesFrom")
    )
    if on and value:
        return Value(on.value, written(value))
    if on and filler:
        bounds = nodes.get(filler.value, {}).get(OWL + "withRestrictions") if filler.kind == "blank" else None
        if bounds:
            facets = [
                (_FACETS[name], float(bound.value))
                for one in _listed(bounds[0], nodes)
                for name, bound_of in nodes.get(one.value, {}).items()
                for bound in bound_of
                if name in _FACETS
            ]
            return Within(on.value, tuple(sorted(facets)))
        inner = _expression(filler, nodes)
        return Some(on.value, inner) if inner else None
    return None


def _listed(head: RowTerm, nodes: Mapping[str, _Node]) -> Iterator[RowTerm]:
    here: RowTerm | None = head
    while here and (node := nodes.get(here.value)):
        yield from node.get(RDF + "first", ())[:1]
        here = next(iter(node.get(RDF + "rest", ())), None)
