"""Filters and orders as GraphQL inputs: the same fields as those of kg.find, each with its words.

Everything given must hold; of a list of values any may fit. `and`, `or` and `not` combine filters of the same kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from enum import Enum
from types import GenericAlias
from typing import Any, Final, TypeVar, cast, get_args, get_origin, get_type_hints

import strawberry
from strawberry import field

from kg import find
from kg.model.words import LOOKS, Side

F = TypeVar("F")
_NAME: Final = "each an IRI, a short name or"
_DOUBTFUL: Final = "True: only with a doubt. False: only without."
_DEPTH: Final = "Read as far as one of these."
_REGION: Final = f"Regions of the brain: {_NAME} its label."
_MODALITY: Final = f"How it was seen: {_NAME} its key (MRI, CT)."
_SEQUENCE: Final = f"MRI sequences: {_NAME} its key (DWI)."
_TERM: Final = f"HPO terms: {_NAME} the label; former ids are understood."
_LOGIC: Final = {
    "all_of": "All of these must hold as well.",
    "any_of": "One of these must hold as well.",
    "none_of": "None of these may hold.",
}
_NAMES: Final = {"all_of": "and", "any_of": "or", "none_of": "not"}
_WHOLE: Final = ("year", "residue")
"""The spans of whole numbers."""

FILTERS: Final[dict[type, tuple[str, Mapping[str, str]]]] = {
    find.PaperFilter: (
        "Which papers.",
        {
            "id": f"Papers: {_NAME} PubMed id, DOI, PMC id or title.",
            "year": "Published in these years.",
            "depth": _DEPTH,
            "design": "Of one of these kinds.",
            "doubtful": _DOUBTFUL,
            "variant": "Names such a variant, with or without a person.",
            **_LOGIC,
        },
    ),
    find.VariantFilter: (
        "Which variants.",
        {
            "id": f"Variants: {_NAME} HGVS name in any spelling (c.2345G>A, p.Arg782His, R782H).",
            "gene": f"Genes: {_NAME} symbol.",
            "consequence": "Consequences of the Sequence Ontology, or classes of ours: "
            f"{_NAME} label (missense, TruncatingVariant).",
            "descendants": "Also what follows to be of `consequence`.",
            "domain": f"Protein domains, or classes of them: {_NAME} label (KinaseDomain).",
            "residue": "The change reaches into these residues of the protein.",
            "lobe": "Lobes of the kinase domain; their boundary is inferred.",
            "exon": "Numbers of exons of the gene's reference transcript.",
            "intron": "Numbers of introns of the gene's reference transcript.",
            "doubtful": _DOUBTFUL,
            "carried": "True: only those that a person carries. False: only those that nobody here does.",
            "reported": "True: only those that a paper or a cohort names. False: only those that databases alone know.",
            **_LOGIC,
        },
    ),
    find.GenotypeFilter: (
        "A variant in a person: everything given holds for one and the same genotype.",
        {
            "variant": "What the variant must be.",
            "zygosity": f"Zygosities of GENO: {_NAME} label (heterozygous).",
            "significance": f"Clinical significances of GENO: {_NAME} label.",
            "claim": "Whether the paper claims that it causes the disease.",
            "presumed": "True: only inferred, the person was not tested. False: only tested.",
        },
    ),
    find.ObservationFilter: (
        "Which observations. As part of a case filter: what must have been seen in the person, present unless "
        "`status` says otherwise; NOT_REPORTED is of use only there.",
        {
            "id": f"Observations: {_NAME} label.",
            "term": _TERM,
            "descendants": "Also terms below `term`; excluded: also those above it.",
            "status": "PRESENT, ABSENT or, in a case filter, NOT_REPORTED.",
            "scope": "Of persons (when left out; inside another filter, as that one), or about a group.",
            "imaging": "True: on scans or at autopsy. False: signs and symptoms.",
            "modality": _MODALITY,
            "sequence": _SEQUENCE,
            "region": _REGION,
            "parts": "Also in the parts of `region`.",
            "side": Side.asks,
            **{name: words.asks for name, words in LOOKS.items()},
            "initial": "True: among the first signs. False: not said to be.",
            "age": "Seen at this age, in years, where the observation states one.",
            "depth": _DEPTH,
            "doubtful": _DOUBTFUL,
            "case": "Seen in such a person.",
            "paper": "Reported by such a paper.",
            **_LOGIC,
        },
    ),
    find.CaseFilter: (
        "Which cases.",
        {
            "id": f"Cases: {_NAME} label.",
            "observation": "What must have been seen, or not; each must hold.",
            "genotype": "What one genotype of the person must be.",
            "variant": "What one variant of the person must be.",
            "sex": "Of one of these sexes.",
            "genetic_status": "Only these; CONFIRMED for carriers.",
            "affected": "True: ill. False: carriers without signs.",
            "family_history": "Whether relatives are affected.",
            "onset": "Age at onset, in years.",
            "death": "Age at death, in years.",
            "category": "Defined classes of the ontology that the person belongs to (BiallelicCase).",
            "depth": _DEPTH,
            "doubtful": _DOUBTFUL,
            "paper": "Described by such a paper.",
            **_LOGIC,
        },
    ),
    find.StatisticFilter: (
        "Which figures.",
        {
            "id": "Figures, by IRI or short name.",
            "term": _TERM,
            "descendants": "Also about terms below `term`.",
            "modality": _MODALITY,
            "sequence": _SEQUENCE,
            "region": _REGION,
            "parts": "Also of the parts of `region`.",
            "measure": "Words that the measure holds.",
            "second_hand": "True: only as quoted by another paper. False: only a paper's own.",
            "counted": "True: only with a denominator. False: only without.",
            "genetic_status": "Whether the group was tested.",
            "depth": _DEPTH,
            "doubtful": _DOUBTFUL,
            "paper": "Stated by such a paper.",
            **_LOGIC,
        },
    ),
    find.TermFilter: (
        "Which terms.",
        {
            "id": f"Terms: {_NAME} label or synonym.",
            "ontology": "Of these ontologies: HP, MONDO, SO, GENO, ECO, UBERON, or kg for our own.",
            "under": "These and all terms below them.",
            "seen": "Present (absent) in someone, as itself or as a term below (above); or in nobody.",
            "obsolete": "True: only those withdrawn. null: with those.",
            **_LOGIC,
        },
    ),
}
"""Each filter of kg.find with its words, and its fields with theirs, in the order of the schema."""


@strawberry.enum(description="From low to high, or from high to low.")
class Direction(Enum):
    """Which way a list runs."""

    ASC = strawberry.enum_value("asc", description="From low to high.")
    DESC = strawberry.enum_value("desc", description="From high to low.")


def _range(name: str, of: object) -> type[Any]:
    ends = {"min": "The lowest that fits.", "max": "The highest that fits."}
    members = {end: field(default=None, description=says, graphql_type=of) for end, says in ends.items()}
    return strawberry.input(
        type(name, (), members), description="From `min` to `max`, both included; either may be left out."
    )


_SPANS: Final = {True: _range("IntRange", int | None), False: _range("FloatRange", float | None)}
INPUTS: Final[dict[type, type[Any]]] = {kind: type(kind.__name__, (), {}) for kind in FILTERS}
"""The inputs by the filters they are of."""


def _type(of: Any, whole: bool) -> Any:
    """The type of a filter's field as the schema has it: a tuple is a list, and every list may be left out."""
    if get_origin(of) is tuple:
        return GenericAlias(list, _type(get_args(of)[0], whole)) | None
    if get_args(of):
        return _type(get_args(of)[0], whole) | None
    return _SPANS[whole] if of is find.Span else INPUTS.get(of, of)


def _make(kind: Any, description: str, words: Mapping[str, str]) -> None:
    types, usual = get_type_hints(kind), {one.name: one.default for one in fields(kind)}
    for name, says in words.items():
        of, default = _type(types[name], name in _WHOLE), usual[name] if usual[name] != () else None
        made = field(default=default, description=says, name=_NAMES.get(name), graphql_type=of)
        setattr(INPUTS[kind], name, made)
    strawberry.input(INPUTS[kind], description=description)


for _kind, _words in FILTERS.items():
    _make(_kind, *_words)
_MEANT: Final = {**{made: kind for kind, made in INPUTS.items()}, **dict.fromkeys(_SPANS.values(), find.Span)}
_RENAMED: Final = {"low": "min", "high": "max"}


def meant(given: Any) -> Any:
    """An input as kg.find wants it: lists are tuples, and what was left out or null is nothing asked."""
    if isinstance(given, list):
        return tuple(meant(one) for one in given)
    kind = _MEANT.get(type(given))
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
