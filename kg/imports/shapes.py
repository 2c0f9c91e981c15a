"""What follows from the facts of a packet, once for all packets whose facts differ in names and figures alone.

No axiom knows a person, paper, variant or disease by its name, so what follows from one set of facts follows from every
other like it, with the names of that. Of a figure a definition asks between which bounds it lies. What else facts lead
to, as a class or an allelic state, makes another shape.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from kg.infer.absent import SCANS, hpo_term
from kg.infer.closure import Reach
from kg.infer.facts import Facts
from kg.infer.follow import Knowledge, steps
from kg.triples.terms import Triple

_KEPT: Final = 20_000
"""Shapes that are kept; ten thousand packets have some hundreds."""
Following = tuple[str, Reach | tuple[str, str]]
"""A subject, and what HPO adds to it or a property with its value."""
_Place = int | str
_Shape = tuple[tuple[_Place, str, object], ...]
_Step = tuple[_Place, str, _Place] | tuple[_Place, Reach]


def following(facts: Iterable[Triple], knowledge: Knowledge) -> Iterator[Following]:
    """What follows from some facts."""
    for step in steps(Facts(facts), knowledge):
        if isinstance(step, Reach):
            yield step.subject, step
        else:
            (subject, link, value), _ = step
            yield subject, (link, value)


class Shapes:
    """The shapes that facts have had so far, each with what follows from it."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._figures = knowledge.definitions.figures.keys() - knowledge.rules.links
        self._known: dict[_Shape, list[_Step]] = {}

    def following(self, facts: list[Triple]) -> Iterator[Following]:
        """What follows from some facts, all of which can change what does."""
        places = self._places(facts)
        shape = tuple((places.get(s, s), p, self._value(p, o, places)) for s, p, o in facts)
        found = self._known.get(shape)
        if found is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            found = self._known[shape] = [*self._steps(facts, places)]
        names = [*places]
        for one in found:
            subject = names[one[0]] if isinstance(one[0], int) else one[0]
            if len(one) == 2:
                yield subject, one[1]
            else:
                value = one[2]
                yield subject, (one[1], f"<{names[value]}>" if isinstance(value, int) else value)

    def _places(self, facts: Iterable[Triple]) -> dict[str, int]:
        """The things that facts are about, numbered, but for those that we know by their names."""
        places: dict[str, int] = {}
        for subject, _, _ in facts:
            if subject not in places and not self._is_known(f"<{subject}>"):
                places[subject] = len(places)
        return places

    def _is_known(self, name: str) -> bool:
        return name in self._knowledge.named or name in SCANS or hpo_term(name) is not None

    def _value(self, link: str, value: str, places: dict[str, int]) -> object:
        if value.startswith("<"):
            return places.get(value[1:-1], value)
        return self._knowledge.definitions.within(link, value) if link in self._figures else value

    def _steps(self, facts: Iterable[Triple], places: dict[str, int]) -> Iterator[_Step]:
        for subject, what in following(facts, self._knowledge):
            at = places.get(subject, subject)
            if isinstance(what, Reach):
                yield at, what
            else:
                link, value = what
                yield at, link, places.get(value[1:-1], value) if value.startswith("<") else value
