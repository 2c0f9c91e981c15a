"""What reading the graph gives: frozen values with IRIs and labels, for the API and the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from kg.names import contract

T = TypeVar("T")


class Status(Enum):
    """What is known of a finding in a person. *Not reported* is neither present nor absent."""

    PRESENT = "present"
    ABSENT = "absent"
    NOT_REPORTED = "notReported"


class Sex(Enum):
    """As the paper states it."""

    FEMALE = "female"
    MALE = "male"


class GeneticStatus(Enum):
    """Whether the person was tested."""

    CONFIRMED = "confirmed"
    NOT_INDIVIDUALLY_TESTED = "notIndividuallyTested"
    NOT_READ = "notRead"
    NEGATIVE = "negative"


class Depth(Enum):
    """How far a text was read, from least to most."""

    ABSTRACT = "abstract"
    EXCERPT = "excerpt"
    FULL_TEXT = "fullText"


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing that something else points to."""

    iri: str
    label: str

    @property
    def curie(self) -> str:
        """Its short name, or the IRI where no namespace fits."""
        return contract(self.iri)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of `total` things, in the order of their IRIs from `offset` on.

    `rewrites` says in words which names of the question were read as others.
    """

    items: tuple[T, ...]
    total: int
    offset: int
    rewrites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """A person in one paper. Ages are years. `categories`: the defined classes a reasoner found."""

    iri: str
    label: str
    case_label: str
    paper: str | None
    sex: Sex | None
    genetic_status: GeneticStatus | None
    affected: bool | None
    age_at_onset: float | None
    age_at_examination: float | None
    age_at_imaging: float | None
    age_at_death: float | None
    family: Ref | None
    family_history: str | None
    inheritance: str | None
    consanguinity: str | None
    origin: str | None
    depth: Depth | None
    treatments: tuple[Ref, ...]
    categories: tuple[Ref, ...]
    possibly_same: tuple[Ref, ...]
    doubts: tuple[Ref, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GenotypeFacts:
    """A variant in a person; `presumed`: the person was not tested, the paper infers it."""

    iri: str
    label: str
    case: str
    variant: str
    zygosity: Ref | None
    significance: Ref | None
    stated_as: str | None
    presumed: bool
    novel: bool | None
    causal: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantFacts:
    """A change in a gene. HGVS names are normalised; `exons` and the like are computed from the gene's layout."""

    iri: str
    label: str
    gene: Ref | None
    hgvs: str | None
    hgvs_coding: str | None
    hgvs_protein: str | None
    consequences: tuple[Ref, ...]
    exons: tuple[Ref, ...]
    introns: tuple[Ref, ...]
    domains: tuple[Ref, ...]
    possibly_same: tuple[Ref, ...]
    doubts: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """A publication and how far it was read."""

    iri: str
    label: str
    pmid: str | None
    doi: str | None
    pmcid: str | None
    first_author: str | None
    journal: str | None
    year: int | None
    design: str | None
    depth: Depth | None
    doubts: tuple[Ref, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFacts:
    """What was seen, or was looked for and not seen. `term` is the paper's own HPO term, not an ancestor.

    `group`: stated for all `cases` together, and no finding of any one of them.
    """

    iri: str
    label: str
    stated_as: str | None
    status: Status
    group: bool
    imaging: bool
    term: Ref | None
    cases: tuple[str, ...]
    paper: str | None
    depth: Depth | None
    evidence: Ref | None
    age: float | None
    initial: bool
    modality: Ref | None
    sequences: tuple[Ref, ...]
    regions: tuple[Ref, ...]
    stated_region: str | None
    stated_sequence: str | None
    side: str | None
    symmetry: str | None
    evolution: str | None
    distribution: str | None
    contrast: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much the graph holds. `present` and `absent` are findings of persons, group statements left out."""

    papers: int
    cases: int
    variants: int
    present: int
    absent: int
    imaging: int
    group_statements: int
    statistics: int
    doubts: int
    cases_by_status: Mapping[GeneticStatus, int]
    papers_by_depth: Mapping[Depth, int]


@dataclass(frozen=True, slots=True)
class GraphFacts:
    """A named graph. `kind` is vocabulary, asserted, computed or inferred."""

    iri: str
    label: str
    kind: str
    triples: int
