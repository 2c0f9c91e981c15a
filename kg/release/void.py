"""VoID: how much of what the dataset holds, so that an editor completes classes and properties without guessing.

Partitions are those of the union of all graphs, which is what a query sees. Terms of terminologies (HPO, SO ...) that
type a finding or a variant are partitions with a count only: a finding has the types of all ancestors of its term, and
the properties of each would say the same hundreds of times over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from kg.names import BASE, DCTERMS, OBO, OWL, PREFIXES, digest, term
from kg.release.count import Counted, spaces
from kg.release.words import (
    COMMENT,
    DATASET,
    ENDPOINT,
    MEANING,
    PAV,
    SD,
    TITLE,
    VOID,
    VOID_EXT,
    VOID_NS,
    about_dataset,
    about_graph,
    partition,
    refers,
)
from kg.triples.terms import LABEL, TYPE, Triple, integer, iri, text

_SHOWN = ("Case", "Variant", "Paper", "PhenotypeObservation", "ImagingObservation", "CohortStatistic")
_ALL = VOID + "#all-graphs"


def void_triples(found: Counted, about: Mapping[str, Any], sizes: Mapping[str, int]) -> Iterator[Triple]:
    """The description of a dataset that was counted, and whose graphs, that of the description too, have these sizes.

    Things, classes and properties are those of all other graphs: the description does not describe its own parts.
    """
    yield VOID, TYPE, iri(VOID_NS + "DatasetDescription")
    yield VOID, LABEL, text("Description of the dataset (VoID)")
    yield from refers(VOID, "http://xmlns.com/foaf/0.1/primaryTopic", DATASET)
    yield from _dataset(found, about, sum(sizes.values()))
    yield from _sources(about)
    yield from _graphs(sizes)
    for kind in sorted(found.entities):
        yield from _class_partition(found, kind)
    for predicate in sorted(found.predicates):
        yield from _property_partition(DATASET, (predicate,), predicate, found.predicates[predicate])
    yield from _links(found)


def _dataset(found: Counted, about: Mapping[str, Any], whole: int) -> Iterator[Triple]:
    yield from about_dataset(DATASET, ENDPOINT, about["issued"], about["version"])
    yield DATASET, TYPE, iri(SD + "Graph")
    yield DATASET, LABEL, text(about["title"])
    yield DATASET, TITLE, text(about["title"])
    yield DATASET, DCTERMS + "description", text(f"{about['title']}, release of {about['issued']}. {about['note']}")
    yield from refers(DATASET, DCTERMS + "publisher", BASE)
    yield BASE, LABEL, text("The CSF1R knowledge graph")
    examples = (found.first[term(name)] for name in _SHOWN if term(name) in found.first)
    yield from refers(DATASET, VOID_NS + "exampleResource", *examples)
    spoken = (space for space in PREFIXES.values() if any(one.startswith(space) for one in found.predicates))
    yield from refers(DATASET, VOID_NS + "vocabulary", *spoken)
    yield DATASET, VOID_NS + "uriSpace", text(BASE)
    yield DATASET, COMMENT, text(f"Triples are {MEANING}; all other figures leave out these.")
    for name, number in (
        ("triples", whole),
        ("entities", found.typed),
        ("distinctSubjects", found.subjects),
        ("distinctObjects", found.objects),
        ("classes", len(found.entities)),
        ("properties", len(found.predicates)),
    ):
        yield DATASET, VOID_NS + name, integer(number)


def _sources(about: Mapping[str, Any]) -> Iterator[Triple]:
    for source in about["sources"]:
        name = f"{VOID}#source-{source['name']}"
        yield from refers(DATASET, DCTERMS + "source", name)
        yield name, LABEL, text(source["title"])
        yield name, PAV + "version", text(str(source["version"]))
        yield from refers(name, DCTERMS + "license", source["licence"])


def _graphs(sizes: Mapping[str, int]) -> Iterator[Triple]:
    """`?graph sd:graph ?description`: the union with all partitions, each named graph with its size."""
    yield _ALL, LABEL, text("all graphs together, the default graph")
    yield from refers(_ALL, SD + "graph", DATASET)
    for name, size in sorted(sizes.items()):
        described = f"{VOID}#graph-{digest(name)}"
        yield name, TYPE, iri(SD + "NamedGraph")
        yield from refers(name, SD + "graph", described)
        yield from refers(name, SD + "name", name)
        yield from refers(DATASET, VOID_NS + "subset", described)
        yield from about_graph(described, name, size)


def _class_partition(found: Counted, kind: str) -> Iterator[Triple]:
    name = partition(kind)
    yield from refers(DATASET, VOID_NS + "classPartition", name)
    yield from refers(name, VOID_NS + "class", kind)
    yield name, VOID_NS + "entities", integer(found.entities[kind])
    for predicate, number in sorted(found.properties.get(kind, {}).items()):
        yield from _property_partition(name, (kind, predicate), predicate, number)
        owner = partition(kind, predicate)
        for space, sort, pairs in ((VOID_NS, "class", found.targets), (VOID_EXT, "datatype", found.datatypes)):
            for value, times in sorted(pairs.get((kind, predicate), Counter()).items()):
                part = partition(kind, predicate, value)
                yield from refers(owner, f"{space}{sort}Partition", part)
                yield from refers(part, space + sort, value)
                yield part, VOID_NS + "triples", integer(times)


def _property_partition(owner: str, of: tuple[str, ...], predicate: str, number: int) -> Iterator[Triple]:
    name = partition(*of)
    yield from refers(owner, VOID_NS + "propertyPartition", name)
    yield from refers(name, VOID_NS + "property", predicate)
    yield name, VOID_NS + "triples", integer(number)


def _links(found: Counted) -> Iterator[Triple]:
    """One linkset for each property and namespace, from the class of ours that points there most; else from all."""
    names = spaces()
    for (predicate, space), classes in sorted(found.links.items()):
        short = names[space]
        name = f"{VOID}#links-{short}-{digest(predicate, space)}"
        target = f"{VOID}#{short}"
        most = min(classes, key=lambda kind: (-classes[kind], kind), default=None)
        source = partition(most) if most else DATASET
        yield name, TYPE, iri(VOID_NS + "Linkset")
        yield name, LABEL, text(f"links to {short}")
        yield from refers(DATASET, VOID_NS + "subset", name)
        yield from refers(name, VOID_NS + "subjectsTarget", source)
        yield from refers(name, VOID_NS + "linkPredicate", predicate)
        yield from refers(name, VOID_NS + "objectsTarget", target)
        # Both follow from the two above; said for readers that do not reason.
        yield from refers(name, VOID_NS + "target", source, target)
        yield name, VOID_NS + "triples", integer(found.link_sizes[predicate, space])
        yield target, TYPE, iri(VOID_NS + "Dataset")
        yield target, TITLE, text(short)
        yield target, VOID_NS + "uriSpace", text(space)
        if space.startswith(OBO):
            yield from refers(target, VOID_NS + "class", OWL + "Class")
