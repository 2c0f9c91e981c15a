"""QueryTerms and their numbers: those of an image, and those that a query makes on its way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np

from kg.engine.columns.rows import UNBOUND, Ids, Mask


class Stored(Protocol):
    """The terms that an image holds, numbered from 0."""

    def __len__(self) -> int: ...

    def spelled(self, numbers: Ids) -> list[str]:
        """The terms of these numbers, as N-Triples spells them."""
        ...

    def number(self, spelled: str) -> int | None:
        """The number of a term, if it is there."""
        ...

    def numbers(self, spelled: Sequence[str]) -> Ids:
        """The numbers of many terms, -1 where one is not there."""
        ...

    def literal(self, numbers: Ids) -> Mask:
        """Which of these terms are literals."""
        ...


class QueryTerms:
    """The terms of one query: the same term has the same number, stored or made; unbound is `UNBOUND` and None."""

    def __init__(self, stored: Stored) -> None:
        self._stored = stored
        self._first = len(stored)
        self._made: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, spelled: str) -> int:
        """The number of a term, a new one where it has none yet."""
        found = self._numbers.get(spelled)
        if found is None:
            there = self._stored.number(spelled)
            found = self._first + len(self._made) if there is None else there
            if there is None:
                self._made.append(spelled)
            self._numbers[spelled] = found
        return found

    def numbers(self, spelled: Iterable[str | None]) -> Ids:
        """A number for each term."""
        spelled = list(spelled)
        new = list({term: None for term in spelled if term is not None and term not in self._numbers})
        for term, number in zip(new, self._stored.numbers(new).tolist(), strict=True):
            if number >= 0:
                self._numbers[term] = number
            else:
                self._numbers[term] = self._first + len(self._made)
                self._made.append(term)
        return np.array([UNBOUND if one is None else self._numbers[one] for one in spelled], np.int32)

    def known(self, spelled: str) -> int | None:
        """The number of a term that was met, stored or made; None of another."""
        found = self._numbers.get(spelled)
        return self._stored.number(spelled) if found is None else found

    def literal(self, numbers: Ids) -> Mask:
        """Which of these terms are literals; unbound is none."""
        found = np.zeros(len(numbers), np.bool_)
        stored = np.flatnonzero((numbers >= 0) & (numbers < self._first))
        found[stored] = self._stored.literal(numbers[stored])
        for place in np.flatnonzero(numbers >= self._first).tolist():
            found[place] = self._made[int(numbers[place]) - self._first].startswith('"')
        return found

    def spelled(self, numbers: Ids) -> list[str | None]:
        """Each term as N-Triples spells it; best asked once for each different number."""
        found: list[str | None] = [None] * len(numbers)
        stored = np.flatnonzero((numbers >= 0) & (numbers < self._first))
        for place, text in zip(stored.tolist(), self._stored.spelled(numbers[stored]), strict=True):
            found[place] = text
        for place in np.flatnonzero(numbers >= self._first).tolist():
            found[place] = self._made[int(numbers[place]) - self._first]
        return found


class ListedTerms:
    """QueryTerms held in a list, sorted or not: for tests and small sets."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._terms = list(terms)
        self._numbers = {term: number for number, term in enumerate(terms)}

    def __len__(self) -> int:
        return len(self._terms)

    def spelled(self, numbers: Ids) -> list[str]:
        """See `Stored.spelled`."""
        return [self._terms[number] for number in numbers.tolist()]

    def number(self, spelled: str) -> int | None:
        """See `Stored.number`."""
        return self._numbers.get(spelled)

    def literal(self, numbers: Ids) -> Mask:
        """See `Stored.literal`."""
        return np.array([self._terms[number].startswith('"') for number in numbers.tolist()], np.bool_)

    def numbers(self, spelled: Sequence[str]) -> Ids:
        """See `Stored.numbers`."""
        return np.array([self._numbers.get(term, -1) for term in spelled], np.int32)
