"""The vocabularies of others in which a dataset, a service and its examples are described, and where ours lie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.names import BASE, DCTERMS, KNOWN, RDFS, contract, digest
from kg.triples.terms import TYPE, Triple, day, integer, iri, text

SH: Final = KNOWN["sh"]
SD: Final = KNOWN["sd"]
VOID_NS: Final = KNOWN["void"]
VOID_EXT: Final = KNOWN["void-ext"]
SCHEMA: Final = KNOWN["schema"]
SPEX: Final = KNOWN["spex"]
PAV: Final = "http://purl.org/pav/"
FORMATS: Final = "http://www.w3.org/ns/formats/"
ENTAILMENT: Final = "http://www.w3.org/ns/entailment/"

PREFIXES: Final = BASE + ".well-known/prefixes"
EXAMPLES: Final = BASE + ".well-known/sparql-examples"
VOID: Final = BASE + ".well-known/void"
DATASET: Final = VOID + "#dataset"
ENDPOINT: Final = BASE + "sparql"
DUMPS: Final = tuple(f"{BASE}download/dataset.{ending}.gz" for ending in ("nq", "trig", "ttl", "jsonld"))
LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
"""Of what is ours; the licences of the sources stand with each source."""
MEANING: Final = "all statements, each in one named graph, with those in which the release tells of itself"
"""What the one number of triples counts: lines of dataset.nq, COUNT(*) at the endpoint, `void:triples`."""

_LAST: Final = re.compile(r"[\w.-]+")
COMMENT: Final = RDFS + "comment"
TITLE: Final = DCTERMS + "title"


def refers(subject: str, predicate: str, *objects: str) -> list[Triple]:
    """One triple for each IRI that a thing points to."""
    return [(subject, predicate, iri(value)) for value in objects]


def about_dataset(name: str, endpoint: str, issued: str | None, version: str | None) -> Iterator[Triple]:
    """What is said of the dataset wherever it is described."""
    yield name, TYPE, iri(VOID_NS + "Dataset")
    yield from refers(name, DCTERMS + "license", LICENCE)
    yield from refers(name, VOID_NS + "sparqlEndpoint", endpoint)
    yield from refers(name, VOID_NS + "dataDump", *DUMPS)
    if issued:
        yield from ((name, DCTERMS + predicate, day(issued)) for predicate in ("issued", "modified"))
    if version:
        yield name, PAV + "version", text(version)


def about_graph(name: str, graph: str, size: int) -> Iterator[Triple]:
    """What is said of a graph under the name of its description."""
    yield from ((name, TYPE, iri(kind)) for kind in (VOID_NS + "Dataset", SD + "Graph"))
    yield name, TITLE, text(contract(graph))
    yield name, VOID_NS + "triples", integer(size)


def partition(*of: str) -> str:
    """The name of a partition: by class, by class and property, by class, property and class of the object."""
    return f"{VOID}#{'-'.join(_LAST.findall(one)[-1] for one in of)}-{digest(*of)}"
