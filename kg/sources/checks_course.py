"""Checks of studies and earlier diagnoses: known words, each study once, a normal one without findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.model.vocabulary import Vocabulary
from kg.model.words import Status, StudyResult
from kg.report import Fault
from kg.sources.positions import Steps
from kg.sources.reference import ReferenceData
from kg.sources.schema import CaseFile, StudyFile
from kg.sources.sheet import Sheet, meant

_TEACH: Final = "a modality of kg/reference/vocabulary.yaml, or teach it there"


def check_course(sheet: Sheet, reference: ReferenceData) -> Iterator[Fault]:
    """Everything that is wrong with the course of the people in a file."""
    for number, case in enumerate(sheet.file.cases):
        steps: Steps = ("cases", number)
        first: dict[tuple[object, ...], int] = {}
        for n, study in enumerate(case.studies):
            place: Steps = (*steps, "studies", n)
            yield from _study(sheet, place, case, study, reference.vocabulary)
            key = _key(case, study.modality, study.age, study.order, reference.vocabulary)
            if key in first:
                what = f"studies[{first[key]}] has the same modality, age and order"
                yield sheet.fault(place, "study-repeated", what, "one entry, or the order or age that tells them apart")
            first.setdefault(key, n)
        yield from _diagnoses(sheet, steps, case, reference)


def _key(case: CaseFile, kind: str, age: float | None, order: int | None, words: Vocabulary) -> tuple[object, ...]:
    """What tells one study from another: its order, else its age, which may be that at imaging."""
    then = None if order is not None else case.age_at_imaging if age is None else age
    return words.modality(kind) or kind, then, order


def _study(sheet: Sheet, place: Steps, case: CaseFile, study: StudyFile, words: Vocabulary) -> Iterator[Fault]:
    if words.modality(study.modality) is None:
        fix = meant(study.modality, words.known("modality"), _TEACH)
        what = f"the modality {study.modality!r} is not in the vocabulary"
        yield sheet.fault((*place, "modality"), "modality-unknown", what, fix)
    if study.order == 1 and study.months_after_first:
        what = f"the first study cannot be {study.months_after_first:g} months after the first"
        yield sheet.fault((*place, "months_after_first"), "study-order", what, "order 2 or later, or no months")
    if study.age is not None and case.age_at_death is not None and study.age > case.age_at_death:
        what = f"the study is at {study.age:g}, after death at {case.age_at_death:g}"
        yield sheet.fault((*place, "age"), "age-order", what, f"an age of at most {case.age_at_death:g}")
    if study.result is not StudyResult.NORMAL_STUDY:
        return
    key = _key(case, study.modality, study.age, study.order, words)
    for n, seen in enumerate(case.imaging):
        shown = _key(case, seen.modality, seen.age, seen.study, words)
        if seen.status is Status.PRESENT and seen.scope is None and shown == key:
            what = f"the study is normal, but {seen.text!r} is seen on it (imaging[{n}])"
            fix = "one of the two, or what tells the studies apart (age, order)"
            yield sheet.fault((*place, "result"), "contradiction", what, fix, fatal=False)


def _diagnoses(sheet: Sheet, steps: Steps, case: CaseFile, reference: ReferenceData) -> Iterator[Fault]:
    for n, given in enumerate(case.earlier_diagnoses):
        place: Steps = (*steps, "earlier_diagnoses", n, "disease")
        if given.disease is None:
            continue
        known = reference.diseases.get(given.disease)
        if known is None:
            fix = meant(given.disease, sorted(reference.diseases), "a disease of kg/reference/diseases.yaml")
            yield sheet.fault(place, "disease-unknown", f"{given.disease} is not among the diseases", fix)
        elif given.label is not None and given.label != known:
            what = f"{given.disease} is {known!r}, not {given.label!r}"
            yield sheet.fault(place, "disease-label", what, f"label: {known}")
