"""Closure over HPO: a finding is of every ancestor of its class; excluding a class excludes its descendants."""

from __future__ import annotations

from collections.abc import Iterator

from kg.infer.facts import TYPE, Facts
from kg.infer.rules import Reason
from kg.names import OBO, contract, expand, term
from kg.sources.hpo import Hpo
from kg.triples.terms import Triple

EXCLUDES = term("excludes")


def hpo_closure(facts: Facts, hpo: Hpo) -> Iterator[tuple[Triple, Reason]]:
    """The types and exclusions that HPO's hierarchy adds to the observations in `facts`, asserted ones left out."""
    for s, o in facts.pairs(TYPE):
        yield from _spread(facts, (s, TYPE, o), hpo, upwards=True)
    for s, o in facts.pairs(EXCLUDES):
        yield from _spread(facts, (s, EXCLUDES, o), hpo, upwards=False)


def _spread(facts: Facts, fact: Triple, hpo: Hpo, upwards: bool) -> Iterator[tuple[Triple, Reason]]:
    s, p, o = fact
    if not o.startswith(f"<{OBO}HP_"):
        return
    start = contract(o[1:-1])
    for reached in sorted((hpo.ancestors if upwards else hpo.descendants)(start)):
        triple = (s, p, f"<{expand(reached)}>")
        if triple not in facts:
            yield triple, Reason("HPO: " + " is a ".join(_path(hpo, start, reached, upwards)), (fact,))


def _path(hpo: Hpo, start: str, end: str, upwards: bool) -> list[str]:
    """The shortest way up from the lower of the two terms, as `HP:... (label)` steps."""
    low, high = (start, end) if upwards else (end, start)
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
        steps.append(f"{step} ({hpo.terms[step].label})")
        step = ways[step]  # type: ignore[assignment]
    return steps[::-1]
