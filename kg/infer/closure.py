"""Closure over HPO: a finding is of every ancestor of its class; an exclusion reaches down as far as its words do."""

from __future__ import annotations

from collections.abc import Iterator

from kg.infer.absent import EXCLUDES, Denials, hpo_term, spelled
from kg.infer.facts import TYPE, Facts
from kg.infer.rules import Reason
from kg.sources.absence import RULE, Absence
from kg.sources.hpo import Hpo
from kg.triples.terms import Triple


def hpo_closure(facts: Facts, hpo: Hpo) -> Iterator[tuple[Triple, Reason]]:
    """The types and exclusions that HPO's hierarchy adds to the observations in `facts`, asserted ones left out."""
    for s, o in facts.pairs(TYPE):
        if start := hpo_term(o):
            for reached in sorted(hpo.ancestors(start)):
                triple = (s, TYPE, spelled(reached))
                if triple not in facts:
                    yield triple, Reason(f"HPO: {_way(hpo, start, reached)}", ((s, TYPE, o),))
    denials = Denials(facts, Absence(hpo))
    for s, o in facts.pairs(EXCLUDES):
        if start := hpo_term(o):
            for reached in sorted(denials.follow(s, start)):
                triple = (s, EXCLUDES, spelled(reached))
                if triple not in facts:
                    yield triple, Reason(f"HPO: {_way(hpo, reached, start)}; {RULE}", ((s, EXCLUDES, o),))


def _way(hpo: Hpo, low: str, high: str) -> str:
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
