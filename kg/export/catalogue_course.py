"""Tables of the course of people's diseases: studies, treatments, and what it was taken for before."""

from __future__ import annotations

from typing import Final

from kg.export.catalogue_things import PAPER, READ
from kg.export.columns import Column, Part, Table, things, told

TREATMENTS: Final = things(
    *("treatments", "treatment", "Treatments in the papers' words, one row for each person's.", "?x a kg:Treatment"),
    Column("case_iri", Part.IRI, ("^kg:hasTreatment",), to="cases", says="The person.", required=True),
    told("outcome"),
    PAPER,
    READ,
)
EARLIER_DIAGNOSES: Final = things(
    *("earlier_diagnoses", "earlier_diagnosis", "What people's diseases were taken for before, one row each."),
    "?x a kg:EarlierDiagnosis",
    Column("case_iri", Part.IRI, ("^kg:hasEarlierDiagnosis",), to="cases", says="The person.", required=True),
    told("diagnosed_as>"),
    PAPER,
    READ,
)
STUDIES: Final = things(
    *("studies", "study", "A person's scans with one modality at one age, one row each.", "?x a kg:ImagingStudy"),
    Column("case_iri", Part.IRI, ("^kg:hasImagingStudy",), to="cases", says="The person.", required=True),
    told("modality>"),
    told("age_at_observation:number study_order:integer months_after_first:number study_result> stated_as"),
    PAPER,
    READ,
)
COURSE: Final[tuple[Table, ...]] = (EARLIER_DIAGNOSES, TREATMENTS, STUDIES)
