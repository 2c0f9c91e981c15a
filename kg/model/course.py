"""The course of a person's disease as a paper tells it: studies, treatments, and what it was taken for before."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.paper import Reading
from kg.model.words import StudyResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """A scan or recording of which more is said than what it shows. `order` 1 is the first with its modality.

    A normal `result` is about the whole study: it makes no finding absent that the paper does not name.
    """

    modality: str
    text: str | None = None
    order: int | None = None
    age: float | None = None
    months_after_first: float | None = None
    result: StudyResult | None = None
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Treatment:
    """A treatment in the paper's words, and what came of it where the paper says."""

    name: str
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class EarlierDiagnosis:
    """What the disease was taken for before it was recognised; `disease` is an identifier where one fits."""

    text: str
    disease: str | None = None
