"""Filters and orders as GraphQL inputs: the same fields as those of kg.find, each with its words.

Everything given must hold; of a list of values any may fit. `and`, `or` and `not` combine filters of the same kind.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final, TypeVar, cast

import strawberry
from strawberry import field

from api.graphql.words import looking
from kg import find
from kg.model.words import (
    Claim,
    Depth,
    Design,
    FamilyHistory,
    GeneticStatus,
    Lobe,
    Scope,
    Sex,
    Side,
    Status,
)

F = TypeVar("F")
_NAME: Final = "each an IRI, a short name or"
_DOUBTFUL: Final = "True: only with a doubt. False: only without."
_DEPTH: Final = "Read as far as one of these."
_AND: Final = "All of these must hold as well."
_OR: Final = "One of these must hold as well."
_NOT: Final = "None of these may hold."
_REGION: Final = f"Regions of the brain: {_NAME} its label."
_MODALITY: Final = f"How it was seen: {_NAME} its key (MRI, CT)."
_SEQUENCE: Final = f"MRI sequences: {_NAME} its key (DWI)."
_TERM: Final = f"HPO terms: {_NAME} the label; former ids are understood."


def _any(description: str, name: str | None = None) -> Any:
    return field(default=None, description=description, name=name)


@strawberry.input(description="From `min` to `max`, both included; either may be left out.")
class FloatRange:
    """See kg.find.Span."""

    min: float | None = _any("The lowest that fits.")
    max: float | None = _any("The highest that fits.")


@strawberry.input(description="From `min` to `max`, both included; either may be left out.")
class IntRange:
    """See kg.find.Span."""

    min: int | None = _any("The lowest that fits.")
    max: int | None = _any("The highest that fits.")


@strawberry.input(description="Which papers.")
class PaperFilter:
    """See kg.find.PaperFilter."""

    id: list[str] | None = _any(f"Papers: {_NAME} PubMed id, DOI, PMC id or title.")
    year: IntRange | None = _any("Published in these years.")
    depth: list[Depth] | None = _any(_DEPTH)
    design: list[Design] | None = _any("Of one of these kinds.")
    doubtful: bool | None = _any(_DOUBTFUL)
    variant: VariantFilter | None = _any("Names such a variant, with or without a person.")
    all_of: list[PaperFilter] | None = _any(_AND, "and")
    any_of: list[PaperFilter] | None = _any(_OR, "or")
    none_of: list[PaperFilter] | None = _any(_NOT, "not")


@strawberry.input(description="Which variants.")
class VariantFilter:
    """See kg.find.VariantFilter."""

    id: list[str] | None = _any(f"Variants: {_NAME} HGVS name in any spelling (c.2345G>A, p.Arg782His, R782H).")
    gene: list[str] | None = _any(f"Genes: {_NAME} symbol.")
    consequence: list[str] | None = _any(
        f"Consequences of the Sequence Ontology, or classes of ours: {_NAME} label (missense, TruncatingVariant)."
    )
    descendants: bool = field(default=True, description="Also what follows to be of `consequence`.")
    domain: list[str] | None = _any(f"Protein domains, or classes of them: {_NAME} label (KinaseDomain).")
    residue: IntRange | None = _any("The change reaches into these residues of the protein.")
    lobe: list[Lobe] | None = _any("Lobes of the kinase domain; their boundary is inferred.")
    exon: list[int] | None = _any("Numbers of exons of the gene's reference transcript.")
    intron: list[int] | None = _any("Numbers of introns of the gene's reference transcript.")
    doubtful: bool | None = _any(_DOUBTFUL)
    carried: bool | None = _any("True: only those that a person carries. False: only those that nobody here does.")
    reported: bool | None = _any(
        "True: only those that a paper or a cohort names. False: only those that databases alone know."
    )
    all_of: list[VariantFilter] | None = _any(_AND, "and")
    any_of: list[VariantFilter] | None = _any(_OR, "or")
    none_of: list[VariantFilter] | None = _any(_NOT, "not")


@strawberry.input(description="A variant in a person: everything given holds for one and the same genotype.")
class GenotypeFilter:
    """See kg.find.GenotypeFilter."""

    variant: VariantFilter | None = _any("What the variant must be.")
    zygosity: list[str] | None = _any(f"Zygosities of GENO: {_NAME} label (heterozygous).")
    significance: list[str] | None = _any(f"Clinical significances of GENO: {_NAME} label.")
    claim: Claim | None = _any("Whether the paper claims that it causes the disease.")
    presumed: bool | None = _any("True: only inferred, the person was not tested. False: only tested.")


@strawberry.input(
    description="Which observations. As part of a case filter: what must have been seen in the person, present unless "
    "`status` says otherwise; NOT_REPORTED is of use only there."
)
@looking("side", lambda _, words: (list[words] | None, _any(words.asks)))  # type: ignore[valid-type]
class ObservationFilter:
    """See kg.find.ObservationFilter."""

    id: list[str] | None = _any(f"Observations: {_NAME} label.")
    term: list[str] | None = _any(_TERM)
    descendants: bool = field(default=True, description="Also terms below `term`; excluded: also those above it.")
    status: Status | None = _any("PRESENT, ABSENT or, in a case filter, NOT_REPORTED.")
    scope: Scope | None = _any("Of persons (when left out; inside another filter, as that one), or about a group.")
    imaging: bool | None = _any("True: on scans or at autopsy. False: signs and symptoms.")
    modality: list[str] | None = _any(_MODALITY)
    sequence: list[str] | None = _any(_SEQUENCE)
    region: list[str] | None = _any(_REGION)
    parts: bool = field(default=True, description="Also in the parts of `region`.")
    side: list[Side] | None = _any(Side.asks)
    initial: bool | None = _any("True: among the first signs. False: not said to be.")
    age: FloatRange | None = _any("Seen at this age, in years, where the observation states one.")
    depth: list[Depth] | None = _any(_DEPTH)
    doubtful: bool | None = _any(_DOUBTFUL)
    case: CaseFilter | None = _any("Seen in such a person.")
    paper: PaperFilter | None = _any("Reported by such a paper.")
    all_of: list[ObservationFilter] | None = _any(_AND, "and")
    any_of: list[ObservationFilter] | None = _any(_OR, "or")
    none_of: list[ObservationFilter] | None = _any(_NOT, "not")


@strawberry.input(description="Which cases.")
class CaseFilter:
    """See kg.find.CaseFilter."""

    id: list[str] | None = _any(f"Cases: {_NAME} label.")
    observation: list[ObservationFilter] | None = _any("What must have been seen, or not; each must hold.")
    genotype: GenotypeFilter | None = _any("What one genotype of the person must be.")
    variant: VariantFilter | None = _any("What one variant of the person must be.")
    sex: list[Sex] | None = _any("Of one of these sexes.")
    genetic_status: list[GeneticStatus] | None = _any("Only these; CONFIRMED for carriers.")
    affected: bool | None = _any("True: ill. False: carriers without signs.")
    family_history: list[FamilyHistory] | None = _any("Whether relatives are affected.")
    onset: FloatRange | None = _any("Age at onset, in years.")
    death: FloatRange | None = _any("Age at death, in years.")
    category: list[str] | None = _any("Defined classes of the ontology that the person belongs to (BiallelicCase).")
    depth: list[Depth] | None = _any(_DEPTH)
    doubtful: bool | None = _any(_DOUBTFUL)
    paper: PaperFilter | None = _any("Described by such a paper.")
    all_of: list[CaseFilter] | None = _any(_AND, "and")
    any_of: list[CaseFilter] | None = _any(_OR, "or")
    none_of: list[CaseFilter] | None = _any(_NOT, "not")


@strawberry.input(description="Which figures.")
class StatisticFilter:
    """See kg.find.StatisticFilter."""

    id: list[str] | None = _any("Figures, by IRI or short name.")
    term: list[str] | None = _any(_TERM)
    descendants: bool = field(default=True, description="Also about terms below `term`.")
    modality: list[str] | None = _any(_MODALITY)
    sequence: list[str] | None = _any(_SEQUENCE)
    region: list[str] | None = _any(_REGION)
    parts: bool = field(default=True, description="Also of the parts of `region`.")
    measure: str | None = _any("Words that the measure holds.")
    second_hand: bool | None = _any("True: only as quoted by another paper. False: only a paper's own.")
    counted: bool | None = _any("True: only with a denominator. False: only without.")
    genetic_status: list[GeneticStatus] | None = _any("Whether the group was tested.")
    depth: list[Depth] | None = _any(_DEPTH)
    doubtful: bool | None = _any(_DOUBTFUL)
    paper: PaperFilter | None = _any("Stated by such a paper.")
    all_of: list[StatisticFilter] | None = _any(_AND, "and")
    any_of: list[StatisticFilter] | None = _any(_OR, "or")
    none_of: list[StatisticFilter] | None = _any(_NOT, "not")


@strawberry.input(description="Which terms.")
class TermFilter:
    """See kg.find.TermFilter."""

    id: list[str] | None = _any(f"Terms: {_NAME} label or synonym.")
    ontology: list[str] | None = _any("Of these ontologies: HP, MONDO, SO, GENO, ECO, UBERON, or kg for our own.")
    under: list[str] | None = _any("These and all terms below them.")
    seen: Status | None = _any("Present (absent) in someone, as itself or as a term below (above); or in nobody.")
    obsolete: bool | None = field(default=False, description="True: only those withdrawn. null: with those.")
    all_of: list[TermFilter] | None = _any(_AND, "and")
    any_of: list[TermFilter] | None = _any(_OR, "or")
    none_of: list[TermFilter] | None = _any(_NOT, "not")


KINDS: Final[dict[type, type]] = {
    **dict.fromkeys((FloatRange, IntRange), find.Span),
    PaperFilter: find.PaperFilter,
    VariantFilter: find.VariantFilter,
    GenotypeFilter: find.GenotypeFilter,
    ObservationFilter: find.ObservationFilter,
    CaseFilter: find.CaseFilter,
    StatisticFilter: find.StatisticFilter,
    TermFilter: find.TermFilter,
}
_RENAMED: Final = {"low": "min", "high": "max"}


def meant(given: Any) -> Any:
    """An input as kg.find wants it: lists are tuples, and what was left out or null is nothing asked."""
    if isinstance(given, list):
        return tuple(meant(one) for one in given)
    kind = KINDS.get(type(given))
    if kind is None:
        return given
    asked = {}
    for one in fields(kind):
        value = meant(getattr(given, _RENAMED.get(one.name, one.name)))
        if value is not None or one.name == "obsolete":
            asked[one.name] = value
    return kind(**asked)


def wanted(kind: type[F], given: object) -> F:
    """The filter of an input that may have been left out."""
    return kind() if given is None else cast(F, meant(given))
