"""What can be asked for. Names may be IRIs, CURIEs or plain words; of several names of one field, any may fit.

Everything given must hold, nothing given is all. Each field says what it asks; GraphQL's inputs are made of that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final, TypeAlias, get_type_hints

from kg.model.words import (
    LOOKS,
    AnyLooks,
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

_NAME: Final = "each an IRI, a short name or"
_DOUBTFUL: Final = "True: only with a doubt. False: only without."
_DEPTH: Final = "Read as far as one of these."
_REGION: Final = f"Regions of the brain: {_NAME} its label."
_MODALITY: Final = f"How it was seen: {_NAME} its key (MRI, CT)."
_SEQUENCE: Final = f"MRI sequences: {_NAME} its key (DWI)."
_TERM: Final = f"HPO terms: {_NAME} the label; former ids are understood."
_CONSEQUENCE: Final = (
    f"Consequences of the Sequence Ontology, or classes of ours: {_NAME} label (missense, TruncatingVariant)."
)
_REPORTED: Final = "True: only those that a paper or a cohort names. False: only those that databases alone know."
_CLASSIFICATION: Final = "A database's words for how sure that is (definitive); with `disease`, of that disease."
_ALL_OF: Final = "All of these must hold as well."
_ANY_OF: Final = "One of these must hold as well."
_NONE_OF: Final = "None of these may hold."


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From `low` to `high`, both included; an open end is None."""

    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFilter:
    """Which papers."""

    id: Annotated[tuple[str, ...], f"Papers: {_NAME} PubMed id, DOI, PMC id or title."] = ()
    year: Annotated[Span | None, "Published in these years."] = None
    depth: Annotated[tuple[Depth, ...], _DEPTH] = ()
    design: Annotated[tuple[Design, ...], "Of one of these kinds."] = ()
    doubtful: Annotated[bool | None, _DOUBTFUL] = None
    variant: Annotated[VariantFilter | None, "Names such a variant, with or without a person."] = None
    all_of: Annotated[tuple[PaperFilter, ...], _ALL_OF] = ()
    any_of: Annotated[tuple[PaperFilter, ...], _ANY_OF] = ()
    none_of: Annotated[tuple[PaperFilter, ...], _NONE_OF] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantFilter:
    """Which variants."""

    id: Annotated[tuple[str, ...], f"Variants: {_NAME} HGVS name in any spelling (c.2345G>A, p.Arg782His, R782H)."] = ()
    gene: Annotated[tuple[str, ...], f"Genes: {_NAME} symbol."] = ()
    consequence: Annotated[tuple[str, ...], _CONSEQUENCE] = ()
    descendants: Annotated[bool, "Also what follows to be of `consequence`."] = True
    domain: Annotated[tuple[str, ...], f"Protein domains, or classes of them: {_NAME} label (KinaseDomain)."] = ()
    residue: Annotated[Span | None, "The change reaches into these residues of the protein."] = None
    lobe: Annotated[tuple[Lobe, ...], "Lobes of the kinase domain; their boundary is inferred."] = ()
    exon: Annotated[tuple[int, ...], "Numbers of exons of the gene's reference transcript."] = ()
    intron: Annotated[tuple[int, ...], "Numbers of introns of the gene's reference transcript."] = ()
    doubtful: Annotated[bool | None, _DOUBTFUL] = None
    carried: Annotated[
        bool | None, "True: only those that a person carries. False: only those that nobody here does."
    ] = None
    reported: Annotated[bool | None, _REPORTED] = None
    all_of: Annotated[tuple[VariantFilter, ...], _ALL_OF] = ()
    any_of: Annotated[tuple[VariantFilter, ...], _ANY_OF] = ()
    none_of: Annotated[tuple[VariantFilter, ...], _NONE_OF] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GenotypeFilter:
    """A variant in a person: everything given holds for one and the same genotype."""

    variant: Annotated[VariantFilter | None, "What the variant must be."] = None
    zygosity: Annotated[tuple[str, ...], f"Zygosities of GENO: {_NAME} label (heterozygous)."] = ()
    significance: Annotated[tuple[str, ...], f"Clinical significances of GENO: {_NAME} label."] = ()
    claim: Annotated[Claim | None, "Whether the paper claims that it causes the disease."] = None
    presumed: Annotated[bool | None, "True: only inferred, the person was not tested. False: only tested."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationFilter(AnyLooks):
    """Which observations. As part of a case filter: what must have been seen in the person, present unless
    `status` says otherwise; NOT_REPORTED is of use only there.

    In a list of observations a status left out is any. In a filter within another, status and scope are, left out,
    those of the filter around it.
    """

    id: Annotated[tuple[str, ...], f"Observations: {_NAME} label."] = ()
    term: Annotated[tuple[str, ...], _TERM] = ()
    descendants: Annotated[bool, "Also terms below `term`; excluded: also those above it."] = True
    status: Annotated[Status | None, "PRESENT, ABSENT or, in a case filter, NOT_REPORTED."] = None
    scope: Annotated[
        Scope | None, "Of persons (when left out; inside another filter, as that one), or about a group."
    ] = None
    imaging: Annotated[bool | None, "True: on scans or at autopsy. False: signs and symptoms."] = None
    modality: Annotated[tuple[str, ...], _MODALITY] = ()
    sequence: Annotated[tuple[str, ...], _SEQUENCE] = ()
    region: Annotated[tuple[str, ...], _REGION] = ()
    parts: Annotated[bool, "Also in the parts of `region`."] = True
    side: Annotated[tuple[Side, ...], Side.asks] = ()
    initial: Annotated[bool | None, "True: among the first signs. False: not said to be."] = None
    age: Annotated[Span | None, "Seen at this age, in years, where the observation states one."] = None
    depth: Annotated[tuple[Depth, ...], _DEPTH] = ()
    doubtful: Annotated[bool | None, _DOUBTFUL] = None
    case: Annotated[CaseFilter | None, "Seen in such a person."] = None
    paper: Annotated[PaperFilter | None, "Reported by such a paper."] = None
    all_of: Annotated[tuple[ObservationFilter, ...], _ALL_OF] = ()
    any_of: Annotated[tuple[ObservationFilter, ...], _ANY_OF] = ()
    none_of: Annotated[tuple[ObservationFilter, ...], _NONE_OF] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Which cases."""

    id: Annotated[tuple[str, ...], f"Cases: {_NAME} label."] = ()
    observation: Annotated[tuple[ObservationFilter, ...], "What must have been seen, or not; each must hold."] = ()
    genotype: Annotated[GenotypeFilter | None, "What one genotype of the person must be."] = None
    variant: Annotated[VariantFilter | None, "What one variant of the person must be."] = None
    sex: Annotated[tuple[Sex, ...], "Of one of these sexes."] = ()
    genetic_status: Annotated[tuple[GeneticStatus, ...], "Only these; CONFIRMED for carriers."] = ()
    affected: Annotated[bool | None, "True: ill. False: carriers without signs."] = None
    family_history: Annotated[tuple[FamilyHistory, ...], "Whether relatives are affected."] = ()
    onset: Annotated[Span | None, "Age at onset, in years."] = None
    death: Annotated[Span | None, "Age at death, in years."] = None
    category: Annotated[
        tuple[str, ...], "Defined classes of the ontology that the person belongs to (BiallelicCase)."
    ] = ()
    depth: Annotated[tuple[Depth, ...], _DEPTH] = ()
    doubtful: Annotated[bool | None, _DOUBTFUL] = None
    paper: Annotated[PaperFilter | None, "Described by such a paper."] = None
    all_of: Annotated[tuple[CaseFilter, ...], _ALL_OF] = ()
    any_of: Annotated[tuple[CaseFilter, ...], _ANY_OF] = ()
    none_of: Annotated[tuple[CaseFilter, ...], _NONE_OF] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticFilter:
    """Which figures."""

    id: Annotated[tuple[str, ...], "Figures, by IRI or short name."] = ()
    term: Annotated[tuple[str, ...], _TERM] = ()
    descendants: Annotated[bool, "Also about terms below `term`."] = True
    modality: Annotated[tuple[str, ...], _MODALITY] = ()
    sequence: Annotated[tuple[str, ...], _SEQUENCE] = ()
    region: Annotated[tuple[str, ...], _REGION] = ()
    parts: Annotated[bool, "Also of the parts of `region`."] = True
    measure: Annotated[str | None, "Words that the measure holds."] = None
    second_hand: Annotated[bool | None, "True: only as quoted by another paper. False: only a paper's own."] = None
    counted: Annotated[bool | None, "True: only with a denominator. False: only without."] = None
    genetic_status: Annotated[tuple[GeneticStatus, ...], "Whether the group was tested."] = ()
    depth: Annotated[tuple[Depth, ...], _DEPTH] = ()
    doubtful: Annotated[bool | None, _DOUBTFUL] = None
    paper: Annotated[PaperFilter | None, "Stated by such a paper."] = None
    all_of: Annotated[tuple[StatisticFilter, ...], _ALL_OF] = ()
    any_of: Annotated[tuple[StatisticFilter, ...], _ANY_OF] = ()
    none_of: Annotated[tuple[StatisticFilter, ...], _NONE_OF] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFilter:
    """Which terms.

    In a filter within another, `obsolete` False asks nothing: the filter around it has said so or not.
    """

    id: Annotated[tuple[str, ...], f"Terms: {_NAME} label or synonym."] = ()
    ontology: Annotated[
        tuple[str, ...], "Of these ontologies: HP, MONDO, SO, GENO, ECO, UBERON, or kg for our own."
    ] = ()
    under: Annotated[tuple[str, ...], "These and all terms below them."] = ()
    seen: Annotated[
        Status | None, "Present (absent) in someone, as itself or as a term below (above); or in nobody."
    ] = None
    obsolete: Annotated[bool | None, "True: only those withdrawn. null: with those."] = False
    all_of: Annotated[tuple[TermFilter, ...], _ALL_OF] = ()
    any_of: Annotated[tuple[TermFilter, ...], _ANY_OF] = ()
    none_of: Annotated[tuple[TermFilter, ...], _NONE_OF] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneFilter:
    """Which genes."""

    id: Annotated[tuple[str, ...], f"Genes: {_NAME} symbol."] = ()
    disease: Annotated[
        tuple[str, ...], f"Diseases that it causes, by the gene model or by a database: {_NAME} label."
    ] = ()
    classification: Annotated[tuple[str, ...], _CLASSIFICATION] = ()
    variant: Annotated[VariantFilter | None, "Has such a variant."] = None
    case: Annotated[CaseFilter | None, "Such a person carries a variant of it."] = None
    all_of: Annotated[tuple[GeneFilter, ...], _ALL_OF] = ()
    any_of: Annotated[tuple[GeneFilter, ...], _ANY_OF] = ()
    none_of: Annotated[tuple[GeneFilter, ...], _NONE_OF] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyFilter:
    """Which families."""

    id: Annotated[tuple[str, ...], f"Families: {_NAME} label."] = ()
    words: Annotated[str | None, "Words that its label holds."] = None
    members: Annotated[Span | None, "How many of its members are described."] = None
    case: Annotated[CaseFilter | None, "Such a person is a member."] = None
    paper: Annotated[PaperFilter | None, "Described by such a paper."] = None
    all_of: Annotated[tuple[FamilyFilter, ...], _ALL_OF] = ()
    any_of: Annotated[tuple[FamilyFilter, ...], _ANY_OF] = ()
    none_of: Annotated[tuple[FamilyFilter, ...], _NONE_OF] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentFilter:
    """Which treatments."""

    id: Annotated[tuple[str, ...], "Treatments, by IRI or short name."] = ()
    words: Annotated[str | None, "Words that its name holds; it is the paper's."] = None
    agent: Annotated[tuple[str, ...], "Identifiers of what was given, as imported packets have them."] = ()
    outcome: Annotated[str | None, "Words that the outcome holds."] = None
    told: Annotated[bool | None, "True: only where an outcome is told. False: only where none is."] = None
    case: Annotated[CaseFilter | None, "Such a person received it."] = None
    paper: Annotated[PaperFilter | None, "Told by such a paper."] = None
    depth: Annotated[tuple[Depth, ...], _DEPTH] = ()
    all_of: Annotated[tuple[TreatmentFilter, ...], _ALL_OF] = ()
    any_of: Annotated[tuple[TreatmentFilter, ...], _ANY_OF] = ()
    none_of: Annotated[tuple[TreatmentFilter, ...], _NONE_OF] = ()


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


def asked(kind: type) -> dict[str, str]:
    """What each field of a filter asks, in words: its own fields first, then those it shares with others."""
    told = {name: getattr(one, "__metadata__", None) for name, one in get_type_hints(kind, include_extras=True).items()}
    own = {name: words[0] for name, words in told.items() if words}
    return own | {name: LOOKS[name].asks for name, words in told.items() if not words}
