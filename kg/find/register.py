"""The identifiers of a graph: which things each of them stands for, and by which statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from kg.find.book import NEAR, SAME, Book, read
from kg.find.folds import marked
from kg.find.genes import MAKES
from kg.find.identifiers import Identifier, identifiers

Key: TypeAlias = tuple[str, str]
_NUMBERED: Final = "VALUES ?p { skos:notation bibo:pmid bibo:doi kg:pmcid } ?x ?p ?o"
# An enzyme class and a pathway are listed with a gene, and are not the gene.
_NO_NAMES: Final = ("EC:", "Reactome")


class Register:
    """Things by their identifiers, read from a book once.

    `held` has the things of each identifier; `bare` the identifiers of each local part, for who leaves the prefix out;
    `other` the notations of schemes that nobody knows here, as written but for case.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        notations = [(subject, name) for subject, _, name in sorted(read(book.engine, _NUMBERED))]
        self.held = {**self._noted(notations), **self._stated()}
        self.bare: dict[str, list[Key]] = defaultdict(list)
        for key in self.held:
            self.bare[key[1].upper()].append(key)
        self.other: dict[str, set[str]] = defaultdict(set)
        for subject, name in notations:
            if ":" in name and not name.startswith(_NO_NAMES) and not identifiers(name):
                self.other[marked(name)].add(subject)

    def _stated(self) -> dict[Key, set[str]]:
        """By the thing's own IRI, and by what is the same."""
        found: dict[Key, set[str]] = defaultdict(set)
        for iri in {**self._book.types, **self._book.labels, **self._book.into[MAKES]}:
            _put(found, identifiers(iri), iri)
        for subject, one in self._pairs(SAME):
            if self._book.types.get(subject):
                found[one.key].add(subject)
        return found

    def _noted(self, notations: Iterable[tuple[str, str]]) -> dict[Key, set[str]]:
        """By a notation, unless a mapping says that it is of something near, broader or narrower."""
        inexact = {(subject, one.key) for link in NEAR for subject, one in self._pairs(link)}
        found: dict[Key, set[str]] = defaultdict(set)
        for subject, name in notations:
            given = identifiers(f"PMID:{name}" if name.isdecimal() else name)  # a paper's own number has no prefix
            _put(found, (one for one in given if (subject, one.key) not in inexact), subject)
        return found

    def _pairs(self, link: str) -> Iterator[tuple[str, Identifier]]:
        for target, subjects in self._book.into[link].items():
            for one in identifiers(target):
                yield from ((subject, one) for subject in subjects)


def _put(book: dict[Key, set[str]], given: Iterable[Identifier], iri: str) -> None:
    for one in given:
        book[one.key].add(iri)
