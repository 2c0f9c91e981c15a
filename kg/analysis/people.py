"""Who is described, and what is said of them, as matrices of one numbering: what analyses count.

A property is a square matrix of booleans, so that a path of properties is a product of matrices: from persons to what
they were found to have, by way of the observations that say so. Of a release it is a file, made once.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kg.analysis.arrays import arrays
from kg.engine.columns.numbering import different
from kg.find.facts import Ref
from kg.find.groups import Group
from kg.find.people import AGES, LINKS, SaidOf
from kg.names import KG, OBO, contract, full

PEOPLE: Final = "people.npz"
"""The file of a release."""
_LINKS: Final = frozenset(LINKS)
_FINDINGS: Final = OBO + "HP_"
Matrix: TypeAlias = Any
"""A sparse matrix of booleans in rows; scipy has no types of its own."""
Mask: TypeAlias = NDArray[np.bool_]
"""For each thing by its number, whether it is meant."""
Numbers: TypeAlias = NDArray[np.int64]


class KnownRefs(dict[int, Ref]):
    """Things by their numbers, each made once and when it is wanted."""

    def __init__(self, iris: Sequence[str], labels: Sequence[str]) -> None:
        self._iris, self._labels = iris, labels

    def __missing__(self, number: int) -> Ref:
        iri = self._iris[number]
        found = self[int(number)] = Ref(iri, self._labels[number] or contract(iri))
        return found


@dataclass(frozen=True)
class People:
    """`iris` are sorted, and a thing's place among them is its number; `labels` are empty where nothing is called.

    `links` by property, from row to column; `ages` in years by property, of each thing, NaN where none is stated.
    """

    iris: tuple[str, ...]
    labels: tuple[str, ...]
    links: Mapping[str, Matrix]
    ages: Mapping[str, NDArray[np.float64]]

    @classmethod
    def of(cls, said: Iterable[SaidOf]) -> People:
        """Made from statements, in any order; what stands twice counts once."""
        met = _Met()
        for subject, name, values in said:
            met.take(subject, name, values)
        places, size = met.places(), len(met.numbers)
        links = {name: linked(places[met.rows[name]], places[met.columns[name]], size) for name in LINKS}
        ages = {name: stated(places[met.aged[name]], met.years[name], size) for name in AGES}
        iris = tuple(sorted(met.numbers))
        return cls(iris, tuple(met.called.get(iri, "") for iri in iris), links, ages)

    @cached_property
    def number(self) -> Mapping[str, int]:
        """The place of each thing."""
        return {iri: place for place, iri in enumerate(self.iris)}

    @cached_property
    def cases(self) -> Mask:
        """Every person."""
        return self.typed(KG + "Case")

    def typed(self, iri: str) -> Mask:
        """The things of a class, stated or inferred."""
        return self.having("rdf:type", iri)

    def having(self, name: str, iri: str) -> Mask:
        """The things that a property leads from to one thing."""
        return self.leading(name, self.mask((iri,)))

    def leading(self, name: str, to: Mask) -> Mask:
        """The things that a property leads from to any of some."""
        found: Mask = self.links[name] @ to
        return found

    def numbers(self, iris: Iterable[str]) -> list[int]:
        """Things by their IRIs, those of which anything is said here."""
        return [self.number[iri] for iri in iris if iri in self.number]

    def mask(self, iris: Iterable[str]) -> Mask:
        """The same as a mask."""
        found = np.zeros(len(self.iris), dtype=bool)
        found[self.numbers(iris)] = True
        return found

    def beginning(self, text: str) -> Mask:
        """The things whose IRIs begin so; these stand together."""
        found = np.zeros(len(self.iris), dtype=bool)
        found[bisect_left(self.iris, text) : bisect_left(self.iris, f"{text}\U0010ffff")] = True
        return found

    def path(self, *names: str) -> Matrix:
        """Where a path of properties leads from each thing to."""
        return reduce(lambda first, then: first @ then, (self.links[name] for name in names))

    def groups(self, by: Group, people: Mask) -> Matrix:
        """From each of some people to the groups they count with; rows of others are empty."""
        found = _rows(self.path(*by.path), people)
        return found @ _diagonal(self.mask(map(full, by.among))) if by.among else found

    def present(self, people: Mask, seen: Mask | None = None, as_read: bool = False) -> Matrix:
        """From each of some people to the terms they have, by observations that are `seen` (all, where None)."""
        return self.seen(people, "kg:hasFinding", seen) @ self.links["kg:codedAs" if as_read else "rdf:type"]

    def absent(self, people: Mask, seen: Mask | None = None, as_read: bool = False) -> Matrix:
        """From each of some people to the terms that are excluded in them; some of these they may have as well."""
        link = "kg:codedAsAbsent" if as_read else "kg:excludes"
        return self.seen(people, "kg:hasExcludedFinding", seen) @ self.links[link]

    def seen(self, people: Mask, link: str, seen: Mask | None = None) -> Matrix:
        """From each of some people to their observations (or studies) by a link, those that are `seen` (None: all)."""
        found = _rows(self.links[link], people)
        return found if seen is None else found @ _diagonal(seen)

    @cached_property
    def terms(self) -> Numbers:
        """The terms of HPO that the findings of anybody were read as, seen or not."""
        return self.read_in(self.cases)

    def read_in(self, people: Mask) -> Numbers:
        """The terms of HPO that the findings of some people were read as, seen or not."""
        coded = [self.present(people, as_read=True), self.absent(people, as_read=True)]
        found = np.unique(np.concatenate([one.indices for one in coded]))
        return np.array([one for one in found if self.iris[one].startswith(_FINDINGS)], dtype=np.int64)

    @cached_property
    def wholes(self) -> Matrix:
        """From each thing to itself and all that it lies within."""
        found = sparse.eye_array(len(self.iris), dtype=bool, format="csr") + self.links["kg:within"]
        while (more := found @ found).nnz > found.nnz:
            found = more
        return found

    def write(self, path: Path) -> None:
        """As a file; the same people give the same bytes."""
        held = {f"{name} {part}": getattr(one, part) for name, one in self.links.items() for part in _PARTS}
        texts = {"iris": packed(self.iris), "labels": packed(self.labels)}
        arrays: dict[str, Any] = {**texts, **held, **self.ages}
        with path.open("wb") as stream:
            np.savez_compressed(stream, **arrays)

    def make(self, path: Path, _: object) -> None:
        """As a file of a release, whose lines say the same."""
        self.write(path)

    @classmethod
    def read(cls, path: Path) -> People:
        """From a file of a release. Raises `Damaged`."""
        with arrays(path, cls.layout()) as held:
            iris, labels = unpacked(held["iris"]), unpacked(held["labels"])
            links = {name: _linked([held[f"{name} {part}"] for part in _PARTS], len(iris)) for name in LINKS}
            return cls(iris, labels, links, {name: held[name] for name in AGES})

    @staticmethod
    def layout() -> tuple[str, ...]:
        """The names of the arrays of its file."""
        return ("iris", "labels", *(f"{name} {part}" for name in LINKS for part in _PARTS), *AGES)

    def ref(self, number: int) -> Ref:
        """A thing by its number, called by its IRI's short form where nothing is called so."""
        return self._refs[number]

    @cached_property
    def _refs(self) -> KnownRefs:
        return KnownRefs(self.iris, self.labels)

    def refs(self, numbers: Iterable[int]) -> tuple[Ref, ...]:
        """Things by their numbers."""
        return tuple(map(self._refs.__getitem__, numbers))

    def behind(self, name: str, numbers: Numbers) -> tuple[Ref, ...]:
        """Where a property leads from any of these: the papers of some people."""
        return self.refs(np.unique(self.links[name][numbers].indices))


_PARTS: Final = ("indices", "indptr")


def _linked(parts: Iterable[NDArray[np.int32]], size: int) -> Matrix:
    indices, indptr = parts
    return sparse.csr_array((np.ones(len(indices), dtype=bool), indices, indptr), shape=(size, size))


class _Met:
    """Things by the order in which they were met, which is all that is kept of statements."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.rows, self.columns, self.aged = ({name: array("q") for name in (*LINKS, *AGES)} for _ in range(3))
        self.years = {name: array("d") for name in AGES}
        self.called: dict[str, str] = {}

    def take(self, subject: str, name: str, values: tuple[str, ...]) -> None:
        """Keep what is said of a thing by a property."""
        if name in _LINKS:
            own = [*map(self._number, values)]
            self.rows[name].extend([self._number(subject)] * len(own))
            self.columns[name].extend(own)
        elif name in AGES:
            self.aged[name].extend([self._number(subject)] * len(values))
            self.years[name].extend(map(float, values))
        else:
            self.called[subject] = min((*values, self.called.get(subject, values[0])))

    def _number(self, iri: str) -> int:
        return self.numbers.setdefault(iri, len(self.numbers))

    def places(self) -> Numbers:
        """Of each thing by its number, which it is among all in the order of their IRIs."""
        found = np.empty(len(self.numbers), dtype=np.int64)
        found[np.fromiter((self.numbers[iri] for iri in sorted(self.numbers)), np.int64)] = np.arange(len(found))
        return found


def linked(rows: Numbers, columns: Numbers, size: int) -> Matrix:
    """What leads where, each pair once."""
    places = different(rows * size + columns)
    pair = (places // max(size, 1)).astype(np.int32), (places % max(size, 1)).astype(np.int32)
    return sparse.csr_array((np.ones(len(places), dtype=bool), pair), shape=(size, size))


def stated(places: Numbers, ages: Iterable[float], size: int) -> NDArray[np.float64]:
    """The ages of some things, among all; of several of one the last."""
    found = np.full(size, np.nan)
    found[places] = np.asarray(ages)
    return found


def _diagonal(mask: Mask) -> Matrix:
    return sparse.diags_array(mask, dtype=bool, format="csr")


def _rows(matrix: Matrix, people: Mask) -> Matrix:
    return _diagonal(people) @ matrix


def packed(texts: Iterable[str]) -> NDArray[np.uint8]:
    """Texts as an array, each on a line."""
    return np.frombuffer("\n".join(one.replace("\n", " ") for one in texts).encode(), dtype=np.uint8)


def unpacked(held: NDArray[np.uint8]) -> tuple[str, ...]:
    """The texts of such an array."""
    return tuple(held.tobytes().decode().split("\n"))
