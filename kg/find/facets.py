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

_CARRIED: Final = {
    "VARIANT": "?x kg:hasVariant ?value",
    "CONSEQUENCE": "?x kg:hasVariant/kg:consequence ?value",
    "EXON": "?x kg:hasVariant/kg:inExon ?value",
    "DOMAIN": "?x kg:hasVariant/kg:inDomain ?value",
    "LOBE": "?x kg:hasVariant/kg:kinaseLobe ?value",
}
_MEMBERS: Final = "?one kg:memberOfFamily ?x ; kg:hasVariant"
_READ: Final = {"PAPER": "?x kg:reportedIn ?value", "DEPTH": "?x kg:readingDepth ?value"}
_PLACED: Final = {f"{name.upper()}": f"?x kg:{name} ?value" for name in ("modality", "sequence", "region")}
_YEAR: Final = "?x kg:reportedIn/kg:year ?value"

FACETS: Final[dict[type, dict[str, str]]] = {
    CaseFilter: {
        "SEX": "?x kg:sex ?value",
        "GENETIC_STATUS": "?x kg:geneticStatus ?value",
        "AFFECTED": "?x kg:affected ?value",
        "FAMILY_HISTORY": "?x kg:familyHistory ?value",
        "ZYGOSITY": "?x kg:hasGenotype/kg:zygosity ?value",
        **_CARRIED,
        "FINDING": "?x kg:hasFinding/kg:codedAs ?value",
        "MODALITY": "?x kg:hasFinding/kg:modality ?value",
        **_READ,
        "YEAR": _YEAR,
    },
    VariantFilter: {
        "GENE": "?x kg:ofGene ?value",
        "CONSEQUENCE": "?x kg:consequence ?value",
        "EXON": "?x kg:inExon ?value",
        "INTRON": "?x kg:inIntron ?value",
        "DOMAIN": "?x kg:inDomain ?value",
        "LOBE": "?x kg:kinaseLobe ?value",
        "PAPER": "?named kg:ofVariant ?x ; kg:reportedIn ?value",
    },
    PaperFilter: {
        "YEAR": "?x kg:year ?value",
        "DESIGN": "?x kg:design ?value",
        "DEPTH": "?x kg:readingDepth ?value",
        "JOURNAL": "?x kg:journal ?value",
    },
    ObservationFilter: {
        "STATUS": " UNION ".join(
            f'{{ ?having kg:{link} ?x BIND("{status.name}" AS ?value) }}' for (status, _), link in LINKS.items()
        ),
        "TERM": coded("?x", "?value"),
        **_PLACED,
        **{name.upper(): f"?x kg:{name} ?value" for name in ("side", *LOOKS)},
        **_READ,
    },
    StatisticFilter: {
        "TERM": "?x kg:aboutTerm|kg:aboutAbsenceOf ?value",
        **_PLACED,
        "GENETIC_STATUS": "?x kg:geneticStatus ?value",
        **_READ,
        "YEAR": _YEAR,
    },
    GeneFilter: {
        "DISEASE": "?value kg:ofGene ?x ; a kg:Disease",
        "CLASSIFICATION": "?said kg:classifiedGene ?x ; kg:statedClassification ?value",
        "PAPER": "?named kg:ofVariant/kg:ofGene ?x ; kg:reportedIn ?value",
    },
    FamilyFilter: {
        "GENE": f"{_MEMBERS}/kg:ofGene ?value",
        "VARIANT": f"{_MEMBERS} ?value",
        "CONSEQUENCE": f"{_MEMBERS}/kg:consequence ?value",
        "PAPER": _READ["PAPER"],
        "YEAR": _YEAR,
    },
    TreatmentFilter: {
        "NAME": "?x rdfs:label ?value",
        "VARIANT": "?one kg:hasTreatment ?x ; kg:hasVariant ?value",
        **_READ,
        "YEAR": _YEAR,
    },
    TermFilter: {"ONTOLOGY": f'BIND(STRBEFORE(STRAFTER(STR(?x), "{OBO}"), "_") AS ?value)'},
}
"""For each kind of list, what it can be counted by: a pattern from `?x` to `?value`."""


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
    value = FACETS[type(listing.where)][name]
    return (
        f"{{ SELECT ({place} AS ?place) ?owner ?value (COUNT(DISTINCT ?x) AS ?n) "
        f'WHERE {{ {things} {value} FILTER(STR(?value) != "") }} GROUP BY ?owner ?value }}'
    )
