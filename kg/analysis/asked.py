"""The terms that a differential is asked for: typed, read of a person, or typical of people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from kg.analysis.chosen import chosen
from kg.analysis.counts import Counts
from kg.analysis.held import Held
from kg.analysis.people import Mask, Matrix
from kg.analysis.population import Population
from kg.analysis.result import LeftOut
from kg.find.facts import Ref
from kg.find.things import labels_of
from kg.lexicon import Kind


class TermsAsked(Protocol):
    """What a question asks for; all of it together."""

    @property
    def present(self) -> tuple[str, ...]:
        """Names of terms that are present."""

    @property
    def absent(self) -> tuple[str, ...]:
        """Names of terms that are not there."""

    @property
    def of_case(self) -> str | None:
        """The name of a person."""

    @property
    def typical_of(self) -> Population | None:
        """People whose typical findings are asked for."""

    @property
    def typical_from(self) -> float:
        """From which share on a finding is typical."""

    @property
    def of_reported(self) -> int:
        """Of how many either must be said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsAsked:
    """Terms by their IRIs, each once; `what` they are of in words, and how many `people` they were read of."""

    what: str
    present: tuple[str, ...]
    absent: tuple[str, ...]
    people: int | None
    left_out: tuple[LeftOut, ...]


def asked_terms(held: Held, asked: TermsAsked) -> FindingsAsked:
    """All terms that a question asks for, as far as diseases can be annotated with them. Raises `UnknownName`."""
    present, absent = [*_named(held, asked.present)], [*_named(held, asked.absent)]
    who = np.zeros(len(held.people.iris), dtype=bool)
    what = ["findings"] if present or absent else []
    if asked.of_case is not None:
        mine = _mask(held, held.names.all(Kind.CASE, asked.of_case))
        present += _seen(held, held.people.present(mine, as_read=True))
        absent += _seen(held, held.people.absent(mine, as_read=True))
        what.append(f"what was read of {asked.of_case}")
        who |= mine
    if asked.typical_of is not None:
        mine = chosen(held, asked.typical_of.value)
        present += _typical(held, mine, asked)
        what.append(f"what is typical of {asked.typical_of.name.lower()}")
        who |= mine
    known = held.diseases.number if held.diseases else {}
    both = dict.fromkeys((*present, *absent))
    strange = [iri for iri in both if iri not in known] if held.diseases else []
    labels = labels_of(held.engine, strange) if strange else {}
    return FindingsAsked(
        what=" and ".join(what) or "nothing",
        present=tuple(iri for iri in dict.fromkeys(present) if iri not in strange),
        absent=tuple(iri for iri in dict.fromkeys(absent) if iri not in strange and iri not in present),
        people=int(who.sum()) or None,
        left_out=tuple(LeftOut(what=Ref(iri, labels[iri]), why="it is no current term of HPO") for iri in strange),
    )


def _named(held: Held, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from held.names.all(Kind.TERM, name)


def _mask(held: Held, iris: Iterable[str]) -> Mask:
    found = np.zeros(len(held.people.iris), dtype=bool)
    found[[held.people.number[iri] for iri in iris]] = True
    return found


def _seen(held: Held, found: Matrix) -> list[str]:
    return [held.people.iris[int(one)] for one in np.unique(found.indices)]


def _typical(held: Held, who: Mask, asked: TermsAsked) -> list[str]:
    """The typical terms, without those that only lie above another of them."""
    found = []
    for cell in Counts.of(held.people, who).cells():
        reported = len(cell.present) + len(cell.absent)
        if reported >= asked.of_reported and len(cell.present) / reported >= asked.typical_from:
            found.append(held.people.iris[cell.term])
    if held.diseases is None:
        return found
    number, above = held.diseases.number, held.diseases.above
    implied = {up for one in found if one in number for up in above((number[one],)) - {number[one]}}
    return [one for one in found if number.get(one) not in implied]
