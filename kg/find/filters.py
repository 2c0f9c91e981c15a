"""What can be asked for. Names may be IRIs, CURIEs or plain words; of several names of one field, any may fit.

Everything given must hold, nothing given is all. `all_of`, `any_of` and `none_of` hold filters of the same kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from kg.model.words import AnyLooks, Claim, Depth, Design, FamilyHistory, GeneticStatus, Lobe, Scope, Sex, Side, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From `low` to `high`, both included; an open end is None."""

    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFilter:
    """`year` is inclusive; `variant` is one that the paper names, with or without a person."""

    id: tuple[str, ...] = ()
    year: Span | None = None
    depth: tuple[Depth, ...] = ()
    design: tuple[Design, ...] = ()
    doubtful: bool | None = None
    variant: VariantFilter | None = None
    all_of: tuple[PaperFilter, ...] = ()
    any_of: tuple[PaperFilter, ...] = ()
    none_of: tuple[PaperFilter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantFilter:
    """`consequence`: SO terms, or if `descendants` our classes above them (`TruncatingVariant`).

    `domain`: domains or classes of domains (`KinaseDomain`). `residue`: the change reaches into these residues.
    `reported`: named by a paper or cohort, with a person or without; else only a database knows it.
    """

    id: tuple[str, ...] = ()
    gene: tuple[str, ...] = ()
    consequence: tuple[str, ...] = ()
    descendants: bool = True
    domain: tuple[str, ...] = ()
    residue: Span | None = None
    lobe: tuple[Lobe, ...] = ()
    exon: tuple[int, ...] = ()
    intron: tuple[int, ...] = ()
    doubtful: bool | None = None
    carried: bool | None = None
    reported: bool | None = None
    all_of: tuple[VariantFilter, ...] = ()
    any_of: tuple[VariantFilter, ...] = ()
    none_of: tuple[VariantFilter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GenotypeFilter:
    """A variant in a person: what is given holds for one and the same genotype."""

    variant: VariantFilter | None = None
    zygosity: tuple[str, ...] = ()
    significance: tuple[str, ...] = ()
    claim: Claim | None = None
    presumed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationFilter(AnyLooks):
    """`term`: present, also seen as any term below it; absent, also excluded by any above it (if `descendants`).

    `region` with its parts if `parts`. Of a case, a status left out is present; in a list of observations it is any.
    A scope left out is persons. In a filter within another both are, left out, those of the filter around it.
    """

    id: tuple[str, ...] = ()
    term: tuple[str, ...] = ()
    descendants: bool = True
    status: Status | None = None
    scope: Scope | None = None
    imaging: bool | None = None
    modality: tuple[str, ...] = ()
    sequence: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    parts: bool = True
    side: tuple[Side, ...] = ()
    initial: bool | None = None
    age: Span | None = None
    depth: tuple[Depth, ...] = ()
    doubtful: bool | None = None
    case: CaseFilter | None = None
    paper: PaperFilter | None = None
    all_of: tuple[ObservationFilter, ...] = ()
    any_of: tuple[ObservationFilter, ...] = ()
    none_of: tuple[ObservationFilter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Each of `observation` must hold; `category` is a defined class of the ontology (`BiallelicCase`)."""

    id: tuple[str, ...] = ()
    observation: tuple[ObservationFilter, ...] = ()
    genotype: GenotypeFilter | None = None
    variant: VariantFilter | None = None
    sex: tuple[Sex, ...] = ()
    genetic_status: tuple[GeneticStatus, ...] = ()
    affected: bool | None = None
    family_history: tuple[FamilyHistory, ...] = ()
    onset: Span | None = None
    death: Span | None = None
    category: tuple[str, ...] = ()
    depth: tuple[Depth, ...] = ()
    doubtful: bool | None = None
    paper: PaperFilter | None = None
    all_of: tuple[CaseFilter, ...] = ()
    any_of: tuple[CaseFilter, ...] = ()
    none_of: tuple[CaseFilter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticFilter:
    """`term`: HPO terms that a figure is about, with those below them if `descendants`."""

    id: tuple[str, ...] = ()
    term: tuple[str, ...] = ()
    descendants: bool = True
    modality: tuple[str, ...] = ()
    sequence: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    parts: bool = True
    measure: str | None = None
    second_hand: bool | None = None
    counted: bool | None = None
    genetic_status: tuple[GeneticStatus, ...] = ()
    depth: tuple[Depth, ...] = ()
    doubtful: bool | None = None
    paper: PaperFilter | None = None
    all_of: tuple[StatisticFilter, ...] = ()
    any_of: tuple[StatisticFilter, ...] = ()
    none_of: tuple[StatisticFilter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFilter:
    """`ontology`: HP, MONDO, SO ...; `under`: these terms and all below; `seen`: some person has it, or lacks it.

    `obsolete`: None for all. In a filter within another, False asks nothing: the filter around it has said so or not.
    """

    id: tuple[str, ...] = ()
    ontology: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    seen: Status | None = None
    obsolete: bool | None = False
    all_of: tuple[TermFilter, ...] = ()
    any_of: tuple[TermFilter, ...] = ()
    none_of: tuple[TermFilter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneFilter:
    """`disease`: one it causes by the gene model, or by a database; `classification`: a database's word for that.

    Both together: a database classifies it so for this disease. `case` carries a variant of the gene.
    """

    id: tuple[str, ...] = ()
    disease: tuple[str, ...] = ()
    classification: tuple[str, ...] = ()
    variant: VariantFilter | None = None
    case: CaseFilter | None = None
    all_of: tuple[GeneFilter, ...] = ()
    any_of: tuple[GeneFilter, ...] = ()
    none_of: tuple[GeneFilter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyFilter:
    """`members`: how many of them are described; `case` is one of them; `words`: what its label holds."""

    id: tuple[str, ...] = ()
    words: str | None = None
    members: Span | None = None
    case: CaseFilter | None = None
    paper: PaperFilter | None = None
    all_of: tuple[FamilyFilter, ...] = ()
    any_of: tuple[FamilyFilter, ...] = ()
    none_of: tuple[FamilyFilter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentFilter:
    """`words`: what its name holds, in the paper's words; `agent`: identifiers as imported packets give them.

    `outcome`: what the words on its outcome hold; `told`: whether there are any. `case` received it.
    """

    id: tuple[str, ...] = ()
    words: str | None = None
    agent: tuple[str, ...] = ()
    outcome: str | None = None
    told: bool | None = None
    case: CaseFilter | None = None
    paper: PaperFilter | None = None
    depth: tuple[Depth, ...] = ()
    all_of: tuple[TreatmentFilter, ...] = ()
    any_of: tuple[TreatmentFilter, ...] = ()
    none_of: tuple[TreatmentFilter, ...] = ()


Filter: TypeAlias = (
    CaseFilter
    | VariantFilter
    | PaperFilter
    | ObservationFilter
    | StatisticFilter
    | TermFilter
    | GeneFilter
    | FamilyFilter
    | TreatmentFilter
)
