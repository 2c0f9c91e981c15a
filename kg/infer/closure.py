"""Closure over HPO: a finding is of every ancestor of its class; an exclusion reaches down as far as its words do."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from kg.infer.absent import EXCLUDES, Denials, hpo_term, spelled
from kg.infer.facts import TYPE, Facts
from kg.infer.rules import Entailed, Reason
from kg.sources.absence import RULE, Absence
from kg.sources.hpo import Hpo


class Reach(NamedTuple):
    """All that HPO adds to one type or exclusion of one finding."""

    subject: str
    link: str
    term: str
    reached: frozenset[str]

    def each(self, hpo: Hpo) -> Iterator[Entailed]:
        """Triple for triple, with the way through HPO as the reason."""
        because = ((self.subject, self.link, spelled(self.term)),)
        for one in sorted(self.reached - {self.term}):
            reason = Reason(because, partial(_way, hpo, self.link, self.term, one))
            yield (self.subject, self.link, spelled(one)), reason


def spreads(facts: Facts, absence: Absence) -> Iterator[Reach]:
    """What HPO's hierarchy adds to the observations in `facts`, none of which it has added itself."""
    for s, o in facts.pairs(TYPE):
        if (start := hpo_term(o)) and start in absence.hpo.terms:
            yield Reach(s, TYPE, start, absence.hpo.ancestors(start))
    denials = Denials(facts, absence)
    for s, o in facts.pairs(EXCLUDES):
        if (start := hpo_term(o)) and start in absence.hpo.terms:
            yield Reach(s, EXCLUDES, start, denials.follow(s, start))


def _way(hpo: Hpo, link: str, start: str, reached: str) -> str:
    if link == TYPE:
        return f"HPO: {_up(hpo, start, reached)}"
    return f"HPO: {_up(hpo, reached, start)}; {RULE}"


def _up(hpo: Hpo, low: str, high: str) -> str:
    """The shortest way up from one term to another, as `HP:... (label)` steps."""
    ways: dict[str, str | None] = {low: None}
    queue = [low]
    while high not in ways:
        here = queue.pop(0)
        for parent in hpo.terms[here].parents:
            if parent not in ways:
                ways[parent] = here
                queue.append(parent)
    steps, step = [], high
    while step is not None:
        steps.append(hpo.shown(step))
        step = ways[step]  # type: ignore[assignment]
    return " is a ".join(reversed(steps))
