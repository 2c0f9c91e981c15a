"""What a person's course is made of beside findings: scans, treatments, earlier diagnoses, measurements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.find.facts import Ref
from kg.find.said import Said
from kg.model.methods import study_of
from kg.model.words import StudyResult
from kg.portrait.ages import TIMED, ToldAge, told_at
from kg.portrait.sourced import READ, ReadSource, choice

SCANNED: Final = (
    READ | TIMED | {f"kg:{name}" for name in ("modality", "studyOrder", "studyResult", "monthsAfterFirst")}
) | {"kg:showsFinding", "kg:showsNo"}
"""What is asked of a study."""
TREATED: Final = READ | {"kg:outcome", "kg:diagnosedAs"}
"""What is asked of a treatment and of an earlier diagnosis."""
MEASURED: Final = (
    READ | TIMED | {f"kg:{name}" for name in ("assay", "value", "unit", "result", "normalLow", "normalHigh")}
)
"""What is asked of a measurement."""
_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanStudy:
    """One study: `words` name it among the person's (`MRI, second`); `result` is of the whole of it."""

    iri: str
    words: str
    method: str
    when: ToldAge | None
    order: int | None
    months_after: float | None
    result: StudyResult | None
    stated: str
    shows: tuple[str, ...]
    shows_no: tuple[str, ...]
    source: ReadSource


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseFact:
    """A treatment, with what came of it (`more`), or an earlier diagnosis, with the disease where one fits."""

    iri: str
    words: str
    more: str
    disease: Ref | None
    source: ReadSource


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenMeasure:
    """Something measured, its value in words, the normal range if told."""

    iri: str
    words: str
    value: str
    normal: str
    when: ToldAge | None
    source: ReadSource


def scan(said: Said) -> ScanStudy:
    """A study by what is said of it."""
    method, when = (said.text("kg:modality") or "").rpartition("/")[2], told_at(said)
    order = said.number("kg:studyOrder")
    return ScanStudy(
        iri=said.iri,
        words=", ".join(filter(None, (study_of(method), _ordinal(order)))),
        method=method,
        when=when,
        order=None if order is None else int(order),
        months_after=said.number("kg:monthsAfterFirst"),
        result=choice(StudyResult, said, "kg:studyResult"),
        stated=said.text("kg:statedAs") or "",
        shows=said.texts("kg:showsFinding"),
        shows_no=said.texts("kg:showsNo"),
        source=ReadSource.of(said),
    )


def _ordinal(order: float | None) -> str:
    place = int(order or 0)
    return _ORDINALS[place - 1] if 0 < place <= len(_ORDINALS) else f"no. {place}" if place else ""


def course_fact(said: Said) -> CourseFact:
    """A treatment or an earlier diagnosis."""
    outcome = said.text("kg:outcome") or ""
    return CourseFact(
        iri=said.iri, words=said.label, more=outcome, disease=said.ref("kg:diagnosedAs"), source=ReadSource.of(said)
    )


def measure(said: Said) -> TakenMeasure:
    """A measurement."""
    value, unit, result = said.number("kg:value"), said.text("kg:unit") or "", said.ref("kg:result")
    low, high = said.number("kg:normalLow"), said.number("kg:normalHigh")
    number = "" if value is None else f"{value:g} {unit}".strip()
    return TakenMeasure(
        iri=said.iri,
        words=said.label,
        value=number or (result.label if result else ""),
        normal=" to ".join(f"{end:g}" for end in (low, high) if end is not None),
        when=told_at(said),
        source=ReadSource.of(said),
    )
