"""The axioms of the ontology as plain values, read from its Turtle (the only module here that knows rdflib)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, XSD

from kg.errors import FaultyInput
from kg.names import contract


@dataclass(frozen=True, slots=True)
class NamedClass:
    """A class by its IRI."""

    iri: str

    def __str__(self) -> str:
        return contract(self.iri)


@dataclass(frozen=True, slots=True)
class And:
    """Everything that is all of these."""

    parts: tuple[Expression, ...]

    def __str__(self) -> str:
        return "(" + " and ".join(map(str, self.parts)) + ")"


@dataclass(frozen=True, slots=True)
class Or:
    """Everything that is one of these."""

    parts: tuple[Expression, ...]

    def __str__(self) -> str:
        return "(" + " or ".join(map(str, self.parts)) + ")"


@dataclass(frozen=True, slots=True)
class Some:
    """Everything with this property leading to one of those."""

    link: str
    filler: Expression

    def __str__(self) -> str:
        return f"({contract(self.link)} some {self.filler})"


@dataclass(frozen=True, slots=True)
class Value:
    """Everything with this property having exactly this value (an object in N-Triples spelling)."""

    link: str
    value: str

    def __str__(self) -> str:
        shown = contract(self.value[1:-1]) if self.value.startswith("<") else self.value.partition("^^")[0]
        return f"({contract(self.link)} value {shown})"


@dataclass(frozen=True, slots=True)
class Within:
    """Everything with a number inside these bounds; a facet is ("<", 18.0) and the like."""

    link: str
    facets: tuple[tuple[str, float], ...]

    def __str__(self) -> str:
        bounds = ", ".join(f"{sign} {bound:g}" for sign, bound in self.facets)
        return f"({contract(self.link)} some decimal[{bounds}])"


Expression = NamedClass | And | Or | Some | Value | Within
FACETS: Final = {XSD.minInclusive: ">=", XSD.minExclusive: ">", XSD.maxInclusive: "<=", XSD.maxExclusive: "<"}


@dataclass(frozen=True, slots=True)
class Axioms:
    """What rules and explanations need. Chains are (first, second, result): a first b, b second c -> a result c."""

    definitions: dict[str, Expression]
    superclasses: dict[str, tuple[str, ...]]
    superproperties: dict[str, tuple[str, ...]]
    inverses: tuple[tuple[str, str], ...]
    symmetric: frozenset[str]
    transitive: frozenset[str]
    chains: tuple[tuple[str, str, str], ...]


def read_graph(paths: Iterable[Path]) -> rdflib.Graph:
    """Turtle files as one graph."""
    graph = rdflib.Graph(bind_namespaces="none")
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


def read_axioms(paths: Iterable[Path]) -> Axioms:
    """The axioms of some Turtle files. Raises ValueError on a class expression of a kind we have no reason for."""
    graph = read_graph(paths)
    return Axioms(
        definitions={str(s): _expression(graph, o) for s, o in graph.subject_objects(OWL.equivalentClass)},
        superclasses=_gather(graph.subject_objects(RDFS.subClassOf)),
        superproperties=_gather(graph.subject_objects(RDFS.subPropertyOf)),
        inverses=tuple(sorted((str(s), str(o)) for s, o in graph.subject_objects(OWL.inverseOf))),
        symmetric=frozenset(map(str, graph.subjects(RDF.type, OWL.SymmetricProperty))),
        transitive=frozenset(map(str, graph.subjects(RDF.type, OWL.TransitiveProperty))),
        chains=tuple(sorted(_chains(graph))),
    )


def _gather(pairs: Iterable[tuple[rdflib.term.Node, rdflib.term.Node]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for s, o in pairs:
        if isinstance(s, rdflib.URIRef) and isinstance(o, rdflib.URIRef):
            found.setdefault(str(s), []).append(str(o))
    return {s: tuple(sorted(os)) for s, os in found.items()}


def _chains(graph: rdflib.Graph) -> Iterable[tuple[str, str, str]]:
    for result, head in graph.subject_objects(OWL.propertyChainAxiom):
        links = [str(link) for link in Collection(graph, head)]
        if len(links) != 2:
            raise FaultyInput(f"the chain of {result} has {len(links)} links; chains of two are known here")
        yield links[0], links[1], str(result)


def _expression(graph: rdflib.Graph, node: rdflib.term.Node) -> Expression:
    if isinstance(node, rdflib.URIRef):
        return NamedClass(str(node))
    for link, kind in ((OWL.intersectionOf, And), (OWL.unionOf, Or)):
        head = graph.value(node, link)
        if head is not None:
            return kind(tuple(_expression(graph, part) for part in Collection(graph, head)))
    prop = graph.value(node, OWL.onProperty)
    value = graph.value(node, OWL.hasValue)
    filler = graph.value(node, OWL.someValuesFrom)
    if prop is not None and value is not None:
        return Value(str(prop), value.n3())
    if prop is not None and filler is not None:
        bounds = graph.value(filler, OWL.withRestrictions)
        if bounds is None:
            return Some(str(prop), _expression(graph, filler))
        facets = [
            (FACETS[p], float(str(o)))
            for facet in Collection(graph, bounds)
            for p, o in graph.predicate_objects(facet)
            if isinstance(p, rdflib.URIRef) and p in FACETS
        ]
        return Within(str(prop), tuple(sorted(facets)))
    raise FaultyInput(f"a class expression of unknown kind: {graph.cbd(node).serialize(format='nt')}")
