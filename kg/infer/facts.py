"""Triples held for looking up both ways; small graphs only (the cases and what they touch, not all of HPO)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.names import RDF
from kg.triples.terms import Triple

TYPE = RDF + "type"


class Facts:
    """A set of triples with an index by (subject, predicate) and by (predicate, object)."""

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        self._objects: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._subjects: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._pairs: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for triple in triples:
            self.add(triple)

    def add(self, triple: Triple) -> bool:
        """Add a triple; whether it was new."""
        s, p, o = triple
        if o in self._objects.get((s, p), ()):
            return False
        self._objects[s, p].add(o)
        self._subjects[p, o].add(s)
        self._pairs[p].add((s, o))
        return True

    def __contains__(self, triple: Triple) -> bool:
        s, p, o = triple
        return o in self._objects.get((s, p), ())

    def objects(self, subject: str, predicate: str) -> list[str]:
        """Objects in N-Triples spelling, sorted."""
        return sorted(self._objects.get((subject, predicate), ()))

    def subjects(self, predicate: str, object_: str) -> list[str]:
        """Subjects, sorted."""
        return sorted(self._subjects.get((predicate, object_), ()))

    def pairs(self, predicate: str) -> list[tuple[str, str]]:
        """Every (subject, object) of a predicate, sorted."""
        return sorted(self._pairs.get(predicate, ()))

    def instances(self, class_iri: str) -> list[str]:
        """The subjects that are said to be of a class."""
        return self.subjects(TYPE, f"<{class_iri}>")

    def types(self, subject: str) -> list[str]:
        """The IRIs of a subject's classes."""
        return [o[1:-1] for o in self.objects(subject, TYPE)]

    def words(self) -> set[str]:
        """The IRIs of all properties and classes that the facts use."""
        return {*self._pairs, *(o[1:-1] for _, o in self._pairs.get(TYPE, ()))}

    def __iter__(self) -> Iterator[Triple]:
        for predicate in sorted(self._pairs):
            for s, o in self.pairs(predicate):
                yield s, predicate, o


def resource(object_: str) -> str | None:
    """The IRI of an object, or None for a literal."""
    return object_[1:-1] if object_.startswith("<") else None
