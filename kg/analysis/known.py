"""What is known of the items of criteria in each person: seen, excluded, or neither, with what says so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kg.analysis.people import Mask, Numbers, People
from kg.analysis.verdicts import State
from kg.find.criteria import Criterion
from kg.names import KG

_ADULT = 18.0
"""From this age on a disease is no `kg:EarlyOnsetCase`."""


@dataclass(frozen=True)
class ItemKnown:
    """In whom an item holds, and in whom it does not; who has it both ways has it."""

    people: People
    item: Criterion

    def states(self, persons: Numbers) -> list[State]:
        """In each of some people."""
        known = zip(self.holds[persons].tolist(), self.fails[persons].tolist(), strict=True)
        return [True if holds else False if fails else None for holds, fails in known]

    def behind(self, persons: Numbers) -> tuple[Numbers, Numbers]:
        """The findings and genotypes that say so of some people, each with the place among these of whom it is said.

        None for an age, which the person's own page tells.
        """
        holds = self.holds[persons]
        says = (("kg:hasFinding", holds), ("kg:hasGenotype", holds), ("kg:hasExcludedFinding", ~holds))
        found = [self._linked(link, persons, told.nonzero()[0]) for link, told in says]
        places, facts = (np.concatenate(side) for side in zip(*found, strict=True))
        return places, facts

    def _linked(self, link: str, persons: Numbers, told: Numbers) -> tuple[Numbers, Numbers]:
        rows, facts = self.people.links[link][persons[told]].nonzero()
        meant = (self._excluded if link == "kg:hasExcludedFinding" else self._seen)[facts]
        return told[rows[meant]], facts[meant].astype(np.int64)

    @cached_property
    def holds(self) -> Mask:
        """In whom it is seen."""
        if self.item.onset is not None:
            return self._begun(self.item.onset)
        found: Mask = (self.people.links["kg:hasFinding"] + self.people.links["kg:hasGenotype"]) @ self._seen
        return found

    @cached_property
    def fails(self) -> Mask:
        """In whom it is excluded."""
        if self.item.onset is not None:
            return ~self.holds & self._not_begun(self.item.onset)
        found: Mask = self.people.links["kg:hasExcludedFinding"] @ self._excluded
        return found & ~self.holds

    @cached_property
    def _seen(self) -> Mask:
        found = self.people.typed(self.item.kind or self.item.term or "")
        return found & self.people.having("kg:severity", self.item.severity) if self.item.severity else found

    @cached_property
    def _excluded(self) -> Mask:
        return self.people.having("kg:excludes", self.item.term or "")

    def _begun(self, limit: float) -> Mask:
        """Fell ill by then: by the age at onset, or early, or with signs when examined, or dead with them, by then."""
        ages = self.people.ages
        ill_by = np.fmin(ages["kg:ageAtExamination"], ages["kg:ageAtDeath"])
        early = self.people.typed(KG + "EarlyOnsetCase") & (limit >= _ADULT)
        found: Mask = (ages["kg:ageAtOnset"] <= limit) | early | (self._affected("true") & (ill_by <= limit))
        return found

    def _not_begun(self, limit: float) -> Mask:
        """Fell ill later, or was well when examined later."""
        ages = self.people.ages
        found: Mask = (ages["kg:ageAtOnset"] > limit) | (
            self._affected("false") & (ages["kg:ageAtExamination"] > limit)
        )
        return found

    def _affected(self, told: str) -> Mask:
        return self.people.having("kg:affected", told)
