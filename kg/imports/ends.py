"""Lines of N-Quads without their subjects: many things of a cohort say the same, and it is spelt once for all."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from kg.infer.absent import spelled
from kg.infer.closure import Reach

Ends = dict[str, list[str]]
"""By the IRI of the subject what stands behind it in its lines: `<predicate> object <graph> .` and a line end."""
_KEPT: Final = 40_000
"""Tails that are kept: one for each term of HPO and each way, and those that differ by person while there is room."""


class Tails:
    """Ends of lines in the graphs of a cohort."""

    def __init__(self, graphs: tuple[str, str, str]) -> None:
        self._asserted, self._shared, self._inferred = (f" <{graph}> .\n" for graph in graphs)
        self._tails: dict[tuple[str, str, frozenset[str]], tuple[str, ...]] = {}
        # Terms have most of what is above them in common.
        self._leading = lru_cache(maxsize=65536)(self.inferred)

    def said(self, link: str, value: str) -> str:
        """What the cohort says."""
        return f"<{link}> {value}{self._asserted}"

    def shared(self, link: str, value: str) -> str:
        """What all say alike who speak of it."""
        return f"<{link}> {value}{self._shared}"

    def inferred(self, link: str, value: str) -> str:
        """What follows."""
        return f"<{link}> {value}{self._inferred}"

    def of(self, step: Reach) -> tuple[str, ...]:
        """All that HPO adds to a finding."""
        key = step[1:]
        tail = self._tails.get(key)
        if tail is None:
            tail = tuple(self._leading(step.link, spelled(one)) for one in sorted(step.reached - {step.term}))
            if len(self._tails) < _KEPT:
                self._tails[key] = tail
        return tail


def at(ends: Ends, subject: str) -> list[str]:
    """The ends of one subject, to be added to."""
    found = ends.get(subject)
    if found is None:
        found = ends[subject] = []
    return found


def written(ends: Ends) -> list[str]:
    """Whole lines, sorted and each once."""
    return sorted({f"<{subject}> {end}" for subject, tails in ends.items() for end in tails})
