"""A person as one paper describes them, what was seen in them, the variants a paper names; all that one paper says.

A finding is present or absent. *Not reported* is neither, and has no value here.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.paper import Doubt, Paper, Quote, Reading
from kg.model.statistic import CohortStatistic
from kg.model.words import (
    FamilyHistory,
    GeneticStatus,
    Looks,
    OnsetPeriod,
    Scope,
    Sex,
    Side,
    Significance,
    StudyResult,
    Zygosity,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhenotypeObservation:
    """A sign or symptom. `hpo` is a CURIE or None where no term fits; ages are years.

    `Scope.GROUP` marks a statement about several people together: it is not this person's own.
    """

    text: str
    present: bool
    hpo: str | None = None
    initial: bool = False
    age: float | None = None
    side: Side | None = None
    scope: Scope | None = None
    reading: Reading | None = None
    quote: Quote | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImagingObservation(Looks):
    """A finding on a scan or at autopsy. `modality`, `sequences` and `regions` are keys of the vocabulary.

    `stated_*` keep the paper's words where the keys were chosen from them.
    """

    text: str
    present: bool
    modality: str
    hpo: str | None = None
    sequences: tuple[str, ...] = ()
    stated_sequence: str | None = None
    regions: tuple[str, ...] = ()
    stated_region: str | None = None
    side: Side | None = None
    age: float | None = None
    study: int | None = None
    scope: Scope | None = None
    reading: Reading | None = None
    quote: Quote | None = None


Observation = PhenotypeObservation | ImagingObservation


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
    quote: Quote | None = None


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


@dataclass(frozen=True, slots=True, order=True)
class VariantName:
    """A change in a gene, by its coding name, else its protein name, else as printed.

    `coding` is HGVS without the transcript ("c.2345G>A"), `protein` HGVS in three letters ("p.Arg782His"); both
    normalised. `unnamed` tells apart variants that the text read does not name.
    """

    gene: str
    coding: str | None = None
    protein: str | None = None
    unnamed: str | None = None

    @property
    def identity(self) -> str:
        """What makes it this variant: two mentions with one identity are one variant."""
        return self.coding or self.protein or f"unnamed {self.unnamed}"

    def __str__(self) -> str:
        names = [name for name in (self.coding, self.protein) if name]
        if not names:
            return f"{self.gene} variant not named ({self.unnamed})"
        return f"{self.gene} {names[0]}" + (f" ({names[1]})" if len(names) > 1 else "")


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
    quote: Quote | None = None


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
    quotes: tuple[Quote, ...] = ()

    @property
    def observations(self) -> tuple[Observation, ...]:
        """Everything seen in the person, signs first."""
        return (*self.phenotypes, *self.imaging)

    def age_at_study(self, age: float | None, order: int | None) -> float | None:
        """The age at a study: its own, else that at imaging where scans are told no further apart."""
        return self.age_at_imaging if age is None and order is None else age


@dataclass(frozen=True, slots=True)
class Record:
    """All that one paper says, with the doubts about it. `file` and `revised` (ISO date) say where it is kept.

    `shares_people`: the keys of papers that may describe some of the same people.
    """

    paper: Paper
    file: str
    revised: str
    cases: tuple[Case, ...] = ()
    statistics: tuple[CohortStatistic, ...] = ()
    mentions: tuple[VariantMention, ...] = ()
    notes: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    shares_people: tuple[str, ...] = ()
