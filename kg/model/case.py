"""A person as one paper describes them, and the variants a paper names."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.course import EarlierDiagnosis, Study, Treatment
from kg.model.observation import ImagingObservation, Observation, PhenotypeObservation
from kg.model.paper import Reading
from kg.model.variant import VariantName
from kg.model.words import FamilyHistory, GeneticStatus, OnsetPeriod, Sex, Significance, Zygosity


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantMention:
    """A variant as a paper names it; `stated` is the name as printed.

    `disease_claim=False` where the paper does not claim that the variant causes the disease of its carriers.
    """

    name: VariantName
    stated: str | None = None
    transcript: str | None = None
    consequence: str | None = None
    exon: int | None = None
    intron: int | None = None
    zygosity: Zygosity | None = None
    presumed: bool = False
    significance: Significance | None = None
    novel: bool | None = None
    functional_class: str | None = None
    effect: str | None = None
    disease_claim: bool = True
    notes: tuple[str, ...] = ()
    reading: Reading | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Genotype(VariantMention):
    """A variant found in a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePerson:
    """A case elsewhere that may be this person: `paper` is that paper's key, `label` the case label there."""

    paper: str
    label: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One person in one paper. Ages are years; `kept_out` gives the reason why a case is not put in the graph."""

    label: str
    also_labelled: tuple[str, ...] = ()
    sex: Sex | None = None
    age_at_onset: float | None = None
    onset: OnsetPeriod | None = None
    age_at_examination: float | None = None
    age_at_imaging: float | None = None
    age_at_death: float | None = None
    affected: bool | None = None
    genetic_status: GeneticStatus = GeneticStatus.CONFIRMED
    stated_genetic_status: str | None = None
    family: str | None = None
    family_history: FamilyHistory | None = None
    consanguinity: str | None = None
    inheritance: str | None = None
    origin: str | None = None
    says: str | None = None
    genotypes: tuple[Genotype, ...] = ()
    phenotypes: tuple[PhenotypeObservation, ...] = ()
    imaging: tuple[ImagingObservation, ...] = ()
    studies: tuple[Study, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    earlier_diagnoses: tuple[EarlierDiagnosis, ...] = ()
    same_person: tuple[SamePerson, ...] = ()
    notes: tuple[str, ...] = ()
    kept_out: str | None = None
    reading: Reading | None = None

    @property
    def observations(self) -> tuple[Observation, ...]:
        """Everything seen in the person, signs first."""
        return (*self.phenotypes, *self.imaging)

    def age_at_study(self, age: float | None, order: int | None) -> float | None:
        """The age at a study: its own, else that at imaging where scans are told no further apart."""
        return self.age_at_imaging if age is None and order is None else age
