"""Tables of the course of people's diseases: studies, treatments, and what it was taken for before."""

from __future__ import annotations

from typing import Final

from kg.export.catalogue_things import PAPER, READ
from kg.export.columns import Column, Part, Table, linked, literal, things

TREATMENTS: Final = things(
    *("treatments", "treatment", "Treatments in the papers' words, one row for each person's.", "?x a kg:Treatment"),
    Column("case_iri", Part.IRI, ("^kg:hasTreatment",), to="cases", says="The person.", required=True),
    literal("outcome", "kg:outcome"),
    PAPER,
    READ,
)
EARLIER_DIAGNOSES: Final = things(
    *("earlier_diagnoses", "earlier_diagnosis", "What people's diseases were taken for before, one row each."),
    "?x a kg:EarlierDiagnosis",
    Column("case_iri", Part.IRI, ("^kg:hasEarlierDiagnosis",), to="cases", says="The person.", required=True),
    linked("diagnosed_as", "kg:diagnosedAs"),
    PAPER,
    READ,
)
STUDIES: Final = things(
    *("studies", "study", "A person's scans with one modality at one age, one row each.", "?x a kg:ImagingStudy"),
    Column("case_iri", Part.IRI, ("^kg:hasImagingStudy",), to="cases", says="The person.", required=True),
    linked("modality", "kg:modality"),
    literal("age_at_observation", "kg:ageAtObservation", "number"),
    literal("study_order", "kg:studyOrder", "integer"),
    literal("months_after_first", "kg:monthsAfterFirst", "number"),
    linked("study_result", "kg:studyResult"),
    literal("stated_as", "kg:statedAs"),
    PAPER,
    READ,
)
COURSE: Final[tuple[Table, ...]] = (EARLIER_DIAGNOSES, TREATMENTS, STUDIES)
