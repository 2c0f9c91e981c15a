"""What a newer release changes for this project: one kind of change, one term, and every place that it concerns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

KINDS: Final = {
    "obsolete": "Obsolete now: the evidence check will refuse these",
    "merged": "Merged: only an alternative id now",
    "vanished": "Gone from the release, without a word",
    "current again": "No longer obsolete",
    "relabelled": "Relabelled",
    "moved": "Moved: other parents",
    "answers lost": "Findings that no longer answer a term",
    "answers gained": "Findings that answer a term they did not answer before",
    "absences lost": "Terms that an absent finding no longer denies",
    "absences gained": "Terms that an absent finding denies now",
    "finer": "Used terms that have finer ones now",
    "codable": "Findings without a term that could be coded now",
    "cohort": "Cohorts closed over another release: import them again",
    "disease renamed": "Diseases renamed",
    "annotation added": "Annotations added",
    "annotation removed": "Annotations removed",
    "annotation changed": "Annotations changed",
    "unknown": "Diseases that the release does not hold",
    "match lost": "Exact matches of ours that the release does not make",
    "match gained": "Exact matches that the release makes and we do not",
    "no disease": "Diseases of our list that match none of the release",
}
"""The kinds, in the order in which they are told, with their headings."""


@dataclass(frozen=True, slots=True)
class SourceChange:
    """`term` with its label, what became of it, what would be right (where anything is to do), and where it is used."""

    kind: str
    term: str
    label: str
    what: str
    right: str = ""
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes between two releases, in the order in which they are told."""

    kind: str
    old: str
    new: str
    changes: Sequence[SourceChange] = ()

    def __post_init__(self) -> None:
        order = list(KINDS)
        ranked = sorted(self.changes, key=lambda one: (order.index(one.kind), one.term, one.what))
        object.__setattr__(self, "changes", tuple(ranked))
