"""Linksets: where our things point into the data of others - HPO, MONDO, PubMed, DOI ..."""

from __future__ import annotations

from collections.abc import Iterator

from kg.names import OBO, OWL, digest
from kg.release.count import Counted, spaces
from kg.release.words import DATASET, TITLE, VOID, VOID_NS, partition, refers
from kg.triples.terms import LABEL, TYPE, Triple, integer, iri, text


def link_triples(found: Counted) -> Iterator[Triple]:
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
