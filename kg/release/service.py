"""The service description that the endpoint gives of itself, for the address at which it was asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from kg.engine import Answer, Question
from kg.engine.memory import MemoryEngine
from kg.names import BASE, DCTERMS, digest, graph
from kg.release.words import (
    COMMENT,
    DATASET,
    ENTAILMENT,
    FORMATS,
    LICENCE,
    SD,
    TITLE,
    VOID,
    VOID_NS,
    about_dataset,
    about_graph,
    refers,
)
from kg.triples.terms import LABEL, TYPE, Triple, integer, iri, line, text

_RESULTS: Final = tuple(f"SPARQL_Results_{name}" for name in ("JSON", "XML", "CSV", "TSV"))
_GRAPHS: Final = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads")


def describe(endpoint: str, manifest: Mapping[str, Any], federates: bool = False, limits: str = "") -> list[Triple]:
    """The description of the service at the absolute IRI `endpoint`; `limits` says in words what one query may use.

    A manifest that says nothing gives the description of a service over data that is not described.
    """
    return sorted(set(_service(endpoint, manifest, federates, limits)))


def answer(endpoint: str, manifest: Mapping[str, Any], accept: Sequence[str] = (), **more: Any) -> Answer:
    """The description in the first of the media types that fits, as an engine would answer; Turtle by default."""
    lines = "".join(line((*triple, DATASET)) for triple in describe(endpoint, manifest, **more))
    return MemoryEngine.of_lines(lines.encode()).answer(Question("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", accept))


def _service(endpoint: str, manifest: Mapping[str, Any], federates: bool, limits: str) -> Iterator[Triple]:
    title = str(manifest.get("title", "SPARQL endpoint"))
    yield endpoint, TYPE, iri(SD + "Service")
    yield endpoint, LABEL, text(title)
    yield endpoint, TITLE, text(title)
    about = "Papers, people, variants, phenotypes and imaging findings as a graph. Queries only."
    yield endpoint, DCTERMS + "description", text(" ".join(part for part in (about, limits) if part))
    yield from refers(endpoint, DCTERMS + "license", LICENCE)
    yield from refers(endpoint, DCTERMS + "publisher", BASE)
    yield from refers(endpoint, SD + "endpoint", endpoint)
    yield from refers(endpoint, SD + "supportedLanguage", SD + "SPARQL11Query", SD + "SPARQLQuery")
    yield from refers(endpoint, SD + "resultFormat", *(FORMATS + name for name in _RESULTS + _GRAPHS))
    yield from refers(endpoint, SD + "feature", SD + "UnionDefaultGraph", SD + "EmptyGraphs")
    if federates:
        yield from refers(endpoint, SD + "feature", SD + "BasicFederatedQuery")
    yield from refers(endpoint, SD + "defaultEntailmentRegime", ENTAILMENT + "Simple")
    yield from refers(endpoint, SD + "defaultDataset", endpoint + "#dataset")
    yield from _dataset(endpoint, manifest)


def _dataset(endpoint: str, manifest: Mapping[str, Any]) -> Iterator[Triple]:
    dataset, default = endpoint + "#dataset", endpoint + "#default-graph"
    yield from about_dataset(dataset, endpoint, manifest.get("issued"), manifest.get("version"))
    yield dataset, TYPE, iri(SD + "Dataset")
    yield dataset, COMMENT, text("Class and property partitions stand in the graph that rdfs:seeAlso names.")
    yield from refers(dataset, "http://www.w3.org/2000/01/rdf-schema#seeAlso", VOID)
    yield from refers(dataset, SD + "defaultGraph", default)
    yield default, TYPE, iri(SD + "Graph")
    if "triples" in manifest:
        yield default, VOID_NS + "triples", integer(manifest["triples"])
    for name, size in manifest.get("graphs", {}).items():
        yield from _graph(endpoint, dataset, name, size)


def _graph(endpoint: str, dataset: str, name: str, size: int) -> Iterator[Triple]:
    key = digest(name)
    named, described = f"{endpoint}#named-{key}", f"{endpoint}#graph-{key}"
    yield from refers(dataset, SD + "namedGraph", named)
    yield named, TYPE, iri(SD + "NamedGraph")
    yield from refers(named, SD + "name", name)
    yield from refers(named, SD + "graph", described)
    if name == graph("inferred"):
        yield from refers(named, SD + "entailmentRegime", ENTAILMENT + "OWL-Direct")
    yield from about_graph(described, name, size)
