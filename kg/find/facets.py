"""Counts of a list by the values of its things: how many cases of each sex, how many variants in each exon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.find.called import Names
from kg.find.filters import (
    CaseFilter,
    FamilyFilter,
    GeneFilter,
    ObservationFilter,
    PaperFilter,
    StatisticFilter,
    TermFilter,
    TreatmentFilter,
    VariantFilter,
)
from kg.find.listing import Listing
from kg.find.pattern import Writing, among, coded
from kg.find.patterns import pattern
from kg.find.patterns_people import LINKS
from kg.find.things import labels_of
from kg.find.truth import spelt
from kg.lexicon.spelling import PROLOGUE
from kg.model.words import LOOKS
from kg.names import OBO

_LOBE: Final = "Lobe of the kinase domain, inferred."
_CARRIED: Final = {
    "VARIANT": ("?x kg:hasVariant ?value", "Variant."),
    "CONSEQUENCE": ("?x kg:hasVariant/kg:consequence ?value", "Consequence of the variant."),
    "EXON": ("?x kg:hasVariant/kg:inExon ?value", "Exon of the variant."),
    "DOMAIN": ("?x kg:hasVariant/kg:inDomain ?value", "Protein domain of the variant."),
    "LOBE": ("?x kg:hasVariant/kg:kinaseLobe ?value", _LOBE),
}
_MEMBERS: Final = "?one kg:memberOfFamily ?x ; kg:hasVariant"
_PAPER: Final = {"PAPER": ("?x kg:reportedIn ?value", "Paper.")}
_READ: Final = {**_PAPER, "DEPTH": ("?x kg:readingDepth ?value", "How far the paper was read.")}
_PLACED: Final = {
    "MODALITY": ("?x kg:modality ?value", "Modality."),
    "SEQUENCE": ("?x kg:sequence ?value", "MRI sequence."),
    "REGION": ("?x kg:region ?value", "Region of the brain."),
}
_YEAR: Final = {"YEAR": ("?x kg:reportedIn/kg:year ?value", "Year of the paper.")}
_STATUS: Final = " UNION ".join(
    f'{{ ?having kg:{link} ?x BIND("{status.name}" AS ?value) }}' for (status, _), link in LINKS.items()
)

FACETS: Final[dict[type, dict[str, tuple[str, str]]]] = {
    CaseFilter: {
        "SEX": ("?x kg:sex ?value", "Sex."),
        "GENETIC_STATUS": ("?x kg:geneticStatus ?value", "Whether they were tested."),
        "AFFECTED": ("?x kg:affected ?value", "Ill or well."),
        "FAMILY_HISTORY": ("?x kg:familyHistory ?value", "Whether relatives are affected."),
        "ZYGOSITY": ("?x kg:hasGenotype/kg:zygosity ?value", "Zygosity."),
        **_CARRIED,
        "FINDING": ("?x kg:hasFinding/kg:codedAs ?value", "Present findings, as the papers were read."),
        "MODALITY": ("?x kg:hasFinding/kg:modality ?value", "How present findings were seen."),
        **_READ,
        **_YEAR,
    },
    VariantFilter: {
        "GENE": ("?x kg:ofGene ?value", "Gene."),
        "CONSEQUENCE": ("?x kg:consequence ?value", "Consequence."),
        "EXON": ("?x kg:inExon ?value", "Exon."),
        "INTRON": ("?x kg:inIntron ?value", "Intron."),
        "DOMAIN": ("?x kg:inDomain ?value", "Protein domain."),
        "LOBE": ("?x kg:kinaseLobe ?value", _LOBE),
        "PAPER": ("?named kg:ofVariant ?x ; kg:reportedIn ?value", "Papers that name it."),
    },
    PaperFilter: {
        "YEAR": ("?x kg:year ?value", "Year."),
        "DESIGN": ("?x kg:design ?value", "Kind of paper."),
        "DEPTH": ("?x kg:readingDepth ?value", "How far it was read."),
        "JOURNAL": ("?x kg:journal ?value", "Journal."),
    },
    ObservationFilter: {
        "STATUS": (_STATUS, "Present or absent."),
        "TERM": (coded("?x", "?value"), "HPO term, as the papers were read."),
        **_PLACED,
        "SIDE": ("?x kg:side ?value", "Side."),
        **{look.upper(): (f"?x kg:{look} ?value", words.says()) for look, words in LOOKS.items()},
        **_READ,
    },
    StatisticFilter: {
        "TERM": ("?x kg:aboutTerm|kg:aboutAbsenceOf ?value", "HPO term."),
        **_PLACED,
        "GENETIC_STATUS": ("?x kg:geneticStatus ?value", "Whether the group was tested."),
        **_READ,
        **_YEAR,
    },
    TermFilter: {"ONTOLOGY": (f'BIND(STRBEFORE(STRAFTER(STR(?x), "{OBO}"), "_") AS ?value)', "Ontology.")},
    GeneFilter: {
        "DISEASE": ("?value kg:ofGene ?x ; a kg:Disease", "Disease that it causes, by the gene model."),
        "CLASSIFICATION": (
            "?said kg:classifiedGene ?x ; kg:statedClassification ?value",
            "How databases classify it as the cause of a disease, in their words.",
        ),
        "PAPER": ("?named kg:ofVariant/kg:ofGene ?x ; kg:reportedIn ?value", "Papers that name a variant of it."),
    },
    FamilyFilter: {
        "GENE": (f"{_MEMBERS}/kg:ofGene ?value", "Gene of a member's variant."),
        "VARIANT": (f"{_MEMBERS} ?value", "Variant of a member."),
        "CONSEQUENCE": (f"{_MEMBERS}/kg:consequence ?value", "Consequence of a member's variant."),
        **_PAPER,
        **_YEAR,
    },
    TreatmentFilter: {
        "NAME": ("?x rdfs:label ?value", "What it is called, in the papers' words."),
        "VARIANT": ("?one kg:hasTreatment ?x ; kg:hasVariant ?value", "Variant of the person."),
        **_READ,
        **_YEAR,
    },
}
"""For each kind of list, what it can be counted by: a pattern from `?x` to `?value`, and what that is."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value with how many things have it. `iri` is None for a plain value; the label is what a reader sees."""

    iri: str | None
    label: str
    count: int


Wanted = tuple[Listing, str | None, str]
"""A listing, the owner of it if it has one, and the name of a facet."""


def facets(names: Names, wanted: Iterable[Wanted]) -> dict[Wanted, tuple[FacetValue, ...]]:
    """The values of each facet with their counts, most first: two queries for all of them."""
    wanted = list(dict.fromkeys(wanted))
    groups: dict[tuple[Listing, str], list[str | None]] = defaultdict(list)
    for listing, owner, name in wanted:
        groups[listing, name].append(owner)
    places = {group: place for place, group in enumerate(groups)}
    branches = [
        _branch(names, place, *group, owners)
        for (group, owners), place in zip(groups.items(), places.values(), strict=True)
    ]
    query = f"{PROLOGUE} SELECT ?place ?owner ?value ?n WHERE {{ {' UNION '.join(branches)} }}"
    rows = names.engine.rows(query) if branches else []
    kinds = [name for _, name in groups]
    # Labels apart: an OPTIONAL after the counts makes Oxigraph look through every label there is.
    labels = labels_of(names.engine, {row["value"].value for row in rows if row["value"].kind == "iri"})
    found: dict[tuple[int, str | None], list[FacetValue]] = defaultdict(list)
    for row in rows:
        value, owner = row["value"], row["owner"].value if "owner" in row else None
        iri = value.value if value.kind == "iri" else None
        place = int(row["place"].value)
        label = labels[iri] if iri else _plain(value.value, kinds[place])
        found[place, owner].append(FacetValue(iri, label, int(row["n"].value)))
    return {
        (listing, owner, name): tuple(sorted(found[places[listing, name], owner], key=_rank))
        for listing, owner, name in wanted
    }


def _plain(text: str, facet: str) -> str:
    return spelt(text) if facet == "AFFECTED" else text


def _rank(one: FacetValue) -> tuple[int, str, str]:
    return -one.count, one.label, one.iri or ""


def _branch(names: Names, place: int, listing: Listing, name: str, owners: Iterable[str | None]) -> str:
    own = pattern(Writing(names), listing.where)
    if listing.relation:
        own = f"{among('?owner', (one for one in owners if one))} {listing.relation.pattern} . {own}"
    things = f"{{ SELECT DISTINCT ?owner ?x WHERE {{ {own} }} }}"
    value, _ = FACETS[type(listing.where)][name]
    return (
        f"{{ SELECT ({place} AS ?place) ?owner ?value (COUNT(DISTINCT ?x) AS ?n) "
        f'WHERE {{ {things} {value} FILTER(STR(?value) != "") }} GROUP BY ?owner ?value }}'
    )
