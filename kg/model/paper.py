"""A paper, how far it was read, and what may be wrong in it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.words import Depth, Design


@dataclass(frozen=True, slots=True)
class Reading:
    """One act of reading: how deep, where, and through what (`via`: a mirror, a secondary page).

    `paper` is the key of the paper in which it was read, where that is not the one whose statement it is.
    """

    depth: Depth
    url: str | None = None
    via: str | None = None
    paper: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """The paper's own words behind a fact, and where they stand in it.

    `about` is the property of ours that they are behind, where the fact is no thing of its own (`ageAtOnset`).
    """

    text: str
    place: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that may be wrong. `about` is "paper", "case:LABEL", "variant:NAME" or "statistic:MEASURE"."""

    text: str
    about: str = "paper"


@dataclass(frozen=True, slots=True)
class Paper:
    """A publication; `key` names it in IRIs and is made from its best identifier."""

    key: str
    title: str
    title_read: bool
    design: Design
    readings: tuple[Reading, ...]
    pmid: str | None = None
    doi: str | None = None
    pmcid: str | None = None
    first_author: str | None = None
    journal: str | None = None
    year: int | None = None

    @property
    def depth(self) -> Depth:
        """The deepest reading."""
        return max((reading.depth for reading in self.readings), key=lambda depth: depth.rank)
