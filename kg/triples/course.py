"""The course of a person's disease: studies, treatments with what came of them, and what it was taken for before."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Case, ImagingObservation, Paper
from kg.model.case import EarlierDiagnosis, Study, Treatment
from kg.model.methods import study_of
from kg.names import digest, expand, mint, slug, term
from kg.triples.observation import key_in_iri, modality
from kg.triples.paper import depth, own, paper_iri
from kg.triples.quotation import quote_triples
from kg.triples.terms import Triple, decimal, integer, iri, said, told


def case_name(paper: Paper, case: Case) -> str:
    """What a reader sees: the first author, the year and the paper's label for the person."""
    where = " ".join(str(part) for part in (paper.first_author, paper.year) if part) or paper.key
    return f"{where}: {case.label}"


def study_name(modality_key: str, age: float | None, order: int | None) -> str:
    """What tells one study of a person from another: which of its modality it was, else the age."""
    if order is not None:
        return f"{key_in_iri(modality_key)}-no-{order}"
    return key_in_iri(modality_key) + ("" if age is None else f"-at-{age:g}")


def _study(
    subject: str, paper: Paper, case: Case, key: str, age: float | None, order: int | None
) -> tuple[str, list[Triple]]:
    """That there was such a study, of one modality, at one age, the first, second ... of them."""
    then = case.age_at_study(age, order)
    node = mint("study", paper.key, slug(case.label), study_name(key, then, order))
    label = f"{study_of(key)} of {case_name(paper, case)}"
    whose = own(subject, "hasImagingStudy", node, label, [iri(paper_iri(paper.key))])
    return node, [*whose, (node, term("modality"), iri(modality(key))), *study_when(node, then, order)]


def shown_triples(subject: str, paper: Paper, case: Case, seen: ImagingObservation, finding: str) -> Iterator[Triple]:
    """The study behind a finding."""
    node, told_of_it = _study(subject, paper, case, seen.modality, seen.age, seen.study)
    yield from told_of_it
    yield node, term("showsFinding" if seen.present else "showsNo"), iri(finding)


def study_triples(subject: str, paper: Paper, case: Case, study: Study) -> Iterator[Triple]:
    """A study of which the paper says more than what it shows: that it was normal, which it was, how long after."""
    node, told_of_it = _study(subject, paper, case, study.modality, study.age, study.order)
    yield from told_of_it
    yield from told(node, study, "months_after_first", statedAs="text", studyResult="result")
    yield from depth(node, paper, study.reading)
    yield from quote_triples(node, paper, study.quote)


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
    yield from own(subject, "hasTreatment", node, given.name, [iri(paper_iri(paper.key))])
    yield from told(node, given, "outcome")
    yield from depth(node, paper, case.reading)


def diagnosis_triples(subject: str, paper: Paper, case: Case, given: EarlierDiagnosis) -> Iterator[Triple]:
    """What the disease was taken for before it was recognised."""
    node = mint("diagnosis", paper.key, slug(case.label), f"{slug(given.text, 40)}-{digest(given.text)}")
    yield from own(subject, "hasEarlierDiagnosis", node, given.text, [iri(paper_iri(paper.key))])
    yield from said(node, diagnosedAs=iri(expand(given.disease)) if given.disease else None)
    yield from depth(node, paper, case.reading)
