"""The people who are counted beside a paper's figures, and who of them was scanned."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kg.analysis.people import Mask, People


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
        for one in self.scans:
            studied = studied | self.seen_by(one)
        return self.who & studied

    def seen_by(self, modality: str) -> Mask:
        """Of whom anything is told that a modality showed, or did not show."""
        seen = self.people.having("kg:modality", modality).astype(int)
        links = (self.people.links[one] for one in ("kg:hasFinding", "kg:hasExcludedFinding"))
        found: Mask = sum(one @ seen for one in links) > 0
        return self.who & found
