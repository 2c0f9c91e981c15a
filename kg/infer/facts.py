"""Triples held for looking up both ways; small graphs only (the cases and what they touch, not all of HPO)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set

from kg.names import RDF
from kg.triples.terms import Triple

TYPE = RDF + "type"


class Facts:
    """A set of triples with an index by (subject, predicate) and by (predicate, object)."""

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        self._all: set[Triple] = set(triples)
        self._objects: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._subjects: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for triple in self._all:
            self._index(*triple)

    def add(self, triple: Triple) -> bool:
        """Add a triple; whether it was new."""
        if triple in self._all:
            return False
        self._all.add(triple)
        self._index(*triple)
        return True

    def _index(self, s: str, p: str, o: str) -> None:
        self._objects[s, p].append(o)
        self._subjects[p, o].append(s)
        self._pairs[p].append((s, o))

    def __contains__(self, triple: Triple) -> bool:
        return triple in self._all

    def objects(self, subject: str, predicate: str) -> list[str]:
        """Objects in N-Triples spelling, sorted."""
        found = self._objects.get((subject, predicate), ())
        return sorted(found) if len(found) > 1 else [*found]

    def subjects(self, predicate: str, object_: str) -> list[str]:
        """Subjects, sorted."""
        found = self._subjects.get((predicate, object_), ())
        return sorted(found) if len(found) > 1 else [*found]

    def pairs(self, predicate: str) -> list[tuple[str, str]]:
        """Every (subject, object) of a predicate, sorted."""
        return sorted(self._pairs.get(predicate, ()))

    def instances(self, class_iri: str) -> list[str]:
        """The subjects that are said to be of a class."""
        return self.subjects(TYPE, f"<{class_iri}>")

    def types(self, subject: str) -> list[str]:
        """The IRIs of a subject's classes."""
        return [o[1:-1] for o in self.objects(subject, TYPE)]

    def use(self, predicates: Set[str]) -> bool:
        """Whether something is said with each of these properties."""
        return predicates <= self._pairs.keys()

    def say(self, ends: Set[tuple[str, str]]) -> bool:
        """Whether any of these (predicate, object) is said of something."""
        return not self._subjects.keys().isdisjoint(ends)

    def __iter__(self) -> Iterator[Triple]:
        return iter(sorted(self._all))


def resource(object_: str) -> str | None:
    """The IRI of an object, or None for a literal."""
    return object_[1:-1] if object_.startswith("<") else None
