"""The people who are counted beside a paper's figures: who was scanned, when it began, how long until a scan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kg.analysis.people import Mask, Numbers, People


@dataclass(frozen=True)
class Described:
    """The people who are counted; `scans` are the modalities that are no tissue."""

    people: People
    who: Mask
    scans: tuple[str, ...]

    @cached_property
    def scanned(self) -> Mask:
        """Of whom anything is told that a scan showed, or did not show, or that there was one."""
        studied: Mask = np.diff(self.people.links["kg:hasImagingStudy"].indptr) > 0
        return self.who & np.logical_or.reduce([studied, *map(self.seen_by, self.scans)])

    def seen_by(self, modality: str) -> Mask:
        """Of whom anything is told that a modality showed, or did not show."""
        seen = self.people.having("kg:modality", modality).astype(int)
        links = (self.people.links[one] for one in ("kg:hasFinding", "kg:hasExcludedFinding"))
        found: Mask = sum(one @ seen for one in links) > 0
        return self.who & found

    def with_age(self, of: Mask) -> Numbers:
        """Those of whom an age at onset is told."""
        return (self.who & of & ~np.isnan(self.people.ages["kg:ageAtOnset"])).nonzero()[0]

    @cached_property
    def delays(self) -> Mapping[int, float]:
        """Years from onset to the first scan at or after it."""
        people, found = self.people, {}
        for one in self.with_age(self.who):
            studies = people.links["kg:hasImagingStudy"][[one]].indices
            ages = np.append(people.ages["kg:ageAtObservation"][studies], people.ages["kg:ageAtImaging"][one])
            after = ages[ages >= people.ages["kg:ageAtOnset"][one]]
            if len(after):
                found[int(one)] = float(np.round(after.min() - people.ages["kg:ageAtOnset"][one], 6))
        return found
