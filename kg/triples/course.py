"""The course of a person's disease: studies, treatments with what came of them, and what it was taken for before."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Case, ImagingObservation, Paper
from kg.model.case import EarlierDiagnosis, Study, Treatment
from kg.names import digest, expand, mint, slug, term
from kg.triples.paper import depth, paper_iri
from kg.triples.terms import Triple, called, decimal, integer, iri, said, told
from kg.triples.words import key_in_iri, modality


def study_name(modality_key: str, age: float | None, order: int | None) -> str:
    """What tells one study of a person from another: which of its modality it was, else the age."""
    if order is not None:
        return f"{key_in_iri(modality_key)}-no-{order}"
    return key_in_iri(modality_key) + ("" if age is None else f"-at-{age:g}")


def _study(subject: str, paper: Paper, case: Case, name: str, key: str) -> Iterator[Triple]:
    """That there was such a study, of one modality, at one age, the first, second ... of them."""
    where = " ".join(str(part) for part in (paper.first_author, paper.year) if part) or paper.key
    node = mint("study", paper.key, slug(case.label), name)
    yield subject, term("hasImagingStudy"), iri(node)
    yield from called(node, f"{key} of {where}: {case.label}", "ImagingStudy")
    yield node, term("modality"), iri(modality(key))
    yield node, term("reportedIn"), iri(paper_iri(paper.key))


def shown_triples(subject: str, paper: Paper, case: Case, seen: ImagingObservation, finding: str) -> Iterator[Triple]:
    """The study behind a finding."""
    age = case.age_at_study(seen.age, seen.study)
    name = study_name(seen.modality, age, seen.study)
    node = mint("study", paper.key, slug(case.label), name)
    yield from _study(subject, paper, case, name, seen.modality)
    yield from study_when(node, age, seen.study)
    yield node, term("showsFinding" if seen.present else "showsNo"), iri(finding)


def study_triples(subject: str, paper: Paper, case: Case, study: Study) -> Iterator[Triple]:
    """A study of which the paper says more than what it shows: that it was normal, which it was, how long after."""
    age = case.age_at_study(study.age, study.order)
    name = study_name(study.modality, age, study.order)
    node = mint("study", paper.key, slug(case.label), name)
    yield from _study(subject, paper, case, name, study.modality)
    yield from study_when(node, age, study.order)
    yield from told(node, study, "months_after_first", statedAs="text", studyResult="result")
    yield from depth(node, paper, study.reading)


def study_when(node: str, age: float | None, order: int | None) -> Iterator[Triple]:
    """At which age a study was, and which of its modality."""
    return said(
        node,
        ageAtObservation=None if age is None else decimal(age),
        studyOrder=None if order is None else integer(order),
    )


def treatment_triples(subject: str, paper: Paper, case: Case, given: Treatment) -> Iterator[Triple]:
    """A treatment by its name, and what came of it."""
    facts = (given.name, given.outcome) if given.outcome else (given.name,)
    node = mint("treatment", paper.key, slug(case.label), f"{slug(given.name, 40)}-{digest(*facts)}")
    yield subject, term("hasTreatment"), iri(node)
    yield from called(node, given.name, "Treatment")
    yield node, term("reportedIn"), iri(paper_iri(paper.key))
    yield from told(node, given, "outcome")
    yield from depth(node, paper, case.reading)


def diagnosis_triples(subject: str, paper: Paper, case: Case, given: EarlierDiagnosis) -> Iterator[Triple]:
    """What the disease was taken for before it was recognised."""
    node = mint("diagnosis", paper.key, slug(case.label), f"{slug(given.text, 40)}-{digest(given.text)}")
    yield subject, term("hasEarlierDiagnosis"), iri(node)
    yield from called(node, given.text, "EarlierDiagnosis")
    yield node, term("reportedIn"), iri(paper_iri(paper.key))
    yield from said(node, diagnosedAs=iri(expand(given.disease)) if given.disease else None)
    yield from depth(node, paper, case.reading)
