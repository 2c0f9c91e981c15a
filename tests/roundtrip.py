"""A case as a graph of its own, so that a release and an import of what was exported from it can be compared."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef

from kg.names import BASE, KG, RDFS, graph, term

Triples = dict[str, set[tuple[str, Any]]]
OWN = ("case", "observation", "genotype", "study", "treatment", "measurement")
"""The kinds of things that are one person's own; a copy of the person has its own of each."""
HANGING = tuple(
    KG + name
    for name in (
        *("hasFinding", "hasExcludedFinding", "hasGenotype", "hasImagingStudy", "hasTreatment", "hasMeasurement"),
        *("memberOfFamily", "hasDoubt", "hasEarlierDiagnosis"),
    )
)
EXCEPTED = {
    ("case", RDFS + "label"): "it begins with the paper in the one, with the cohort in the other",
    ("study", RDFS + "label"): "it ends with the label of the case",
    ("genotype", term("inTransWith")): "it is worked out from the zygosities, which travel",
}


def asserted(lines: Iterable[str]) -> Triples:
    """What is asserted of each subject of N-Quads; what we compute from it does not travel, and is left out."""
    found: Triples = defaultdict(set)
    derived = (graph("inferred"), graph("computed"))
    for quad in ox.parse("".join(lines).encode(), format=ox.RdfFormat.N_QUADS):
        if quad.graph_name.value not in derived and isinstance(quad.subject, ox.NamedNode):
            found[quad.subject.value].add((quad.predicate.value, quad.object))
    return found


def cases(found: Triples) -> list[str]:
    """The cases, in order."""
    return sorted(
        iri for iri, facts in found.items() if any(p.endswith("#type") and o.value == KG + "Case" for p, o in facts)
    )


def case_graph(found: Triples, case: str) -> Graph:
    """The case and what hangs from it; the IRIs that name the person's own things are blank nodes."""
    reached = [case, *(o.value for p, o in sorted(found[case], key=str) if p in HANGING)]
    own = {iri for iri in reached if kind(iri) in OWN}
    made = Graph()
    for subject in reached:
        for prop, value in found[subject]:
            if (kind(subject), prop) not in EXCEPTED:
                made.add((_node(subject, own), URIRef(prop), _value(value, own)))
    return made


def kind(iri: str) -> str:
    """The room of an IRI of ours: `case`, `observation` ..."""
    return iri.removeprefix(BASE).partition("/")[0]


def _node(iri: str, own: set[str]) -> BNode | URIRef:
    return BNode(iri) if iri in own else URIRef(iri)


def _value(value: Any, own: set[str]) -> Any:
    if isinstance(value, ox.NamedNode):
        return _node(value.value, own)
    return Literal(value.value, datatype=URIRef(value.datatype.value))
