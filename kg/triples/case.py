"""A person: what the paper says of them, and nothing it does not."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Case, ImagingObservation, Paper
from kg.model.case import Observation
from kg.model.vocabulary import Vocabulary
from kg.model.words import PERIODS, Scope
from kg.names import expand, mint, slug, term
from kg.triples.course import case_name, diagnosis_triples, shown_triples, study_triples, treatment_triples
from kg.triples.observation import observation_iri, observation_triples
from kg.triples.paper import depth, paper_iri
from kg.triples.quotation import quote_triples
from kg.triples.terms import Triple, called, iri, told
from kg.triples.variant import genotype_triples


def case_iri(paper_key: str, label: str) -> str:
    """Minted from the paper and the paper's own label for the person."""
    return mint("case", paper_key, slug(label))


def case_triples(paper: Paper, case: Case, words: Vocabulary) -> Iterator[Triple]:
    """The person, their findings, studies, genotypes and treatments. A kept-out case must not come here."""
    subject = case_iri(paper.key, case.label)
    yield from called(subject, case_name(paper, case), "Case")
    yield subject, term("reportedIn"), iri(paper_iri(paper.key))
    yield from depth(subject, paper, case.reading)
    yield from _person(subject, case)
    for quote in case.quotes:
        yield from quote_triples(subject, paper, quote)
    yield from _family(subject, paper, case)
    for genotype in case.genotypes:
        yield from genotype_triples(subject, paper, case, genotype, words)
    for seen in case.observations:
        yield from _finding(subject, paper, case, seen, words)
    for study in case.studies:
        yield from study_triples(subject, paper, case, study)
    for treatment in case.treatments:
        yield from treatment_triples(subject, paper, case, treatment)
    for diagnosis in case.earlier_diagnoses:
        yield from diagnosis_triples(subject, paper, case, diagnosis)
    for same in case.same_person:
        yield subject, term("possiblySamePatientAs"), iri(case_iri(same.paper, same.label))


def _person(subject: str, case: Case) -> Iterator[Triple]:
    ages = ("age_at_onset", "age_at_examination", "age_at_imaging", "age_at_death")
    words = ("sex", "genetic_status", "stated_genetic_status", "family_history", "consanguinity", "inheritance")
    yield from told(subject, case, *ages, *words, "origin", "affected", locus="says", onsetPeriod="onset")
    yield from told(subject, case, "also_labelled", caseLabel="label", note="notes")
    if case.onset and (hpo := PERIODS[case.onset].hpo):
        yield subject, term("onsetTerm"), iri(expand(hpo))


def _family(subject: str, paper: Paper, case: Case) -> Iterator[Triple]:
    if case.family:
        family = mint("family", paper.key, slug(case.family))
        yield from called(family, f"{case.family} ({paper.first_author or paper.key})", "Family")
        yield family, term("reportedIn"), iri(paper_iri(paper.key))
        yield subject, term("memberOfFamily"), iri(family)


def _finding(subject: str, paper: Paper, case: Case, seen: Observation, words: Vocabulary) -> Iterator[Triple]:
    group = seen.scope is Scope.GROUP
    node = observation_iri(paper, Scope.GROUP if group else slug(case.label), seen)
    link = f"has{'' if seen.present else 'Excluded'}{'Group' if group else ''}Finding"
    yield subject, term(link), iri(node)
    yield from observation_triples(node, paper, seen, words)
    if isinstance(seen, ImagingObservation) and not group:
        yield from shown_triples(subject, paper, case, seen, node)
