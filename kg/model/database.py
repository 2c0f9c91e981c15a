"""What databases say: classifications of variants, of genes and diseases, and how often a variant was counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.model.case import VariantName
from kg.model.words import ClassificationKind, Significance

STARS: Final = {
    "practice guideline": 4,
    "reviewed by expert panel": 3,
    "criteria provided, multiple submitters, no conflicts": 2,
    "criteria provided, multiple submitters": 2,
    "criteria provided, conflicting classifications": 1,
    "criteria provided, conflicting interpretations": 1,
    "criteria provided, single submitter": 1,
    "no assertion criteria provided": 0,
    "no assertion provided": 0,
    "no assertion for the individual variant": 0,
    "no classification provided": 0,
    "no classification for the individual variant": 0,
    "no classification for the single variant": 0,
    "no classifications from unflagged records": 0,
}
"""Gold stars of a review status, in its wordings of before and since 2024: "Review status in ClinVar",
https://www.ncbi.nlm.nih.gov/clinvar/docs/review_status/."""


@dataclass(frozen=True, slots=True)
class SourceName:
    """A name of the variant as the source writes it: transcript with version, `c.` and `p.` part."""

    transcript: str
    coding: str
    protein: str | None = None

    def __str__(self) -> str:
        return f"{self.transcript}:{self.coding}" + (f" ({self.protein})" if self.protein else "")


@dataclass(frozen=True, slots=True)
class GenomicPlace:
    """A record as VCF writes it; `chromosome` without `chr`, `position` from 1."""

    assembly: str
    chromosome: str
    position: int
    reference: str
    alternate: str

    def __str__(self) -> str:
        return f"{self.assembly}:{self.chromosome}:{self.position}:{self.reference}:{self.alternate}"


@dataclass(frozen=True, slots=True)
class Condition:
    """What a variant was classified for; `ids` are CURIEs (`MONDO:0007342`, `MEDGEN:C0000000`)."""

    name: str | None
    ids: tuple[str, ...] = ()

    def __str__(self) -> str:
        ids = ", ".join(self.ids)
        return f"{self.name} ({ids})" if self.name and ids else self.name or ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """One aggregate classification. `stated` and `review` are the database's words, `evaluated` an ISO date.

    `kind` is None where the database does not tell ClinVar's three questions apart.
    """

    kind: ClassificationKind | None
    stated: str
    review: str | None = None
    evaluated: str | None = None
    submitters: int | None = None
    submissions: int | None = None
    conditions: tuple[Condition, ...] = ()
    origins: tuple[str, ...] = ()
    explanation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sited:
    """A variant of a source, as far as it says which one it is. `line` is where it stands in its file.

    `unfit` says why it can be no variant of ours, whatever its names: it is several changes, or nothing is said of it.
    """

    title: str
    key: str
    gene: str
    unfit: str | None = None
    names: tuple[SourceName, ...] = ()
    places: tuple[GenomicPlace, ...] = ()
    rs: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinVarVariation(Sited):
    """A variation of ClinVar."""

    variation: int
    accession: str
    version: int | None = None
    allele: int | None = None
    classifications: tuple[Classification, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlleleCount:
    """How often a variant was found in a population; None is all of the dataset."""

    population: str | None = None
    count: int
    number: int
    frequency: float | None = None
    homozygotes: int | None = None
    hemizygotes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedVariant(Sited):
    """A variant of gnomAD with its counts, all of the dataset first. `filters` are gnomAD's words by data set."""

    counts: tuple[AlleleCount, ...] = ()
    filters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseClaim(Sited):
    """One record of a release that ships with the evidence; `name` is None where it is of a gene and a disease alone.

    `significance` is what the database's words mean, in ours; `cites` are PMIDs; `notes` tell what does not agree, too.
    """

    accession: str
    classification: Classification
    name: VariantName | None = None
    variation: int | None = None
    significance: Significance | None = None
    submitted_by: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    inheritance: str | None = None
    criteria: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseRelease:
    """A release that ships: all that a database says of our genes. `key` names its graph; days are ISO dates."""

    key: str
    file: str
    revised: str
    database: str
    release: str
    issued: str
    title: str
    licence: str
    credit: str
    url: str
    via: str | None
    read: str
    sha256: str
    notes: tuple[str, ...] = ()
    claims: tuple[DatabaseClaim, ...] = ()

    @property
    def names(self) -> tuple[VariantName, ...]:
        """The variants that it speaks of."""
        return tuple(claim.name for claim in self.claims if claim.name)
