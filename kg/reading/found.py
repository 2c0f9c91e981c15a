"""What the recognisers find in a text, before anybody has looked at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Bearing(StrEnum):
    """What the words around a finding say of it."""

    PRESENT = "present"
    ABSENT = "absent"
    ELSEWHERE = "not this person"


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """Characters `start` to `end` of the passage with this number, or of a cell of a table.

    Of a table, `passage` is -1 - its number, `row` and `column` count from 0.
    """

    passage: int
    start: int
    end: int
    row: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPerson:
    """A person: `label` as the paper calls them, or what they are (`35-year-old woman`), unique in the text.

    `stated` leads from a key of a case in an evidence file (sex, age_at_onset ...) to each value with where it stands
    and why it is doubtful. `relative` is what a relative is to another person (`mother`), `of` that person's label.
    """

    label: str
    spot: Spot
    stated: tuple[StatedFact, ...] = ()
    relative: str | None = None
    of: str | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFact:
    """A value of a person's own: key of a case, value, where it stands, why it is doubtful."""

    key: str
    value: str | float | bool
    spot: Spot
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundVariant:
    """A variant: `facts` are those of `VariantFile` (gene, coding, protein, stated, zygosity, exon ...)."""

    spot: Spot
    facts: Mapping[str, str | int | bool] = field(default_factory=dict)
    bearing: Bearing = Bearing.PRESENT
    relative: str | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFinding:
    """A sign, or what a scan shows. `sentence` is the sentence it stands in.

    `seen_on` has the facts of `ImagingFile` (modality, sequence, region, side and looks); None for a sign. `relative`
    is whose it is, where the words say that it is a relative's (`mother`, `family`): `elsewhere` where they have it,
    `absent` where they have not.
    """

    spot: Spot
    sentence: Spot
    text: str
    hpo: str | None
    label: str | None
    bearing: Bearing
    relative: str | None = None
    initial: bool = False
    age: float | None = None
    side: str | None = None
    seen_on: Mapping[str, str] | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFigure:
    """A figure of a group: `facts` are those of `StatisticFile` (measure, hpo, numerator, denominator ...)."""

    spot: Spot
    facts: Mapping[str, str | float | int | bool]
    why: tuple[str, ...] = ()
