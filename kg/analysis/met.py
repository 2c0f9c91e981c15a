"""Statements of people as columns of numbers, in the order in which things are met."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kg.find.people import AGES, LINKS

_Places: TypeAlias = NDArray[np.int64]
_MANY: Final = 4
"""Values that are looked up together."""


@dataclass(frozen=True, slots=True)
class MetLinks:
    """Where a property leads, in numbers: from each subject to so many, and to which."""

    subjects: array[int] = field(default_factory=lambda: array("q"))
    sizes: array[int] = field(default_factory=lambda: array("q"))
    to: array[int] = field(default_factory=lambda: array("q"))

    def ends(self, places: _Places) -> tuple[_Places, _Places]:
        """Both ends of every link by their places."""
        return places[np.repeat(_read(self.subjects), _read(self.sizes))], places[_read(self.to)]


def _read(column: array[int]) -> _Places:
    return np.frombuffer(column, dtype=np.int64)


class MetThings:
    """Things by the order in which they were met, which is all that is kept of statements."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = defaultdict(count().__next__)
        self.of = {name: MetLinks() for name in LINKS}
        self.aged = {name: array("q") for name in AGES}
        self.years = {name: array("d") for name in AGES}
        self.called: dict[str, str] = {}
        self._known: dict[tuple[str, ...], array[int]] = {}

    def take(self, subject: str, name: str, values: tuple[str, ...]) -> None:
        """Keep what is said of a thing by a property."""
        links = self.of.get(name)
        if links:
            links.subjects.append(self.numbers[subject])
            links.sizes.append(len(values))
            links.to.extend(self._alike(values) if len(values) >= _MANY else map(self.numbers.__getitem__, values))
        elif name in AGES:
            self.aged[name].extend([self.numbers[subject]] * len(values))
            self.years[name].extend(map(float, values))
        else:
            self.called[subject] = min((*values, self.called.get(subject, values[0])))

    def _alike(self, values: tuple[str, ...]) -> array[int]:
        """What many lead to alike, as to the classes of a finding, is looked up once."""
        found = self._known.get(values)
        if found is None:
            found = self._known[values] = array("q", map(self.numbers.__getitem__, values))
        return found

    def places(self, iris: Iterable[str]) -> _Places:
        """Of each thing by its number, which it is among all in their order."""
        found = np.empty(len(self.numbers), dtype=np.int64)
        found[np.fromiter(map(self.numbers.__getitem__, iris), np.int64)] = np.arange(len(found))
        return found
