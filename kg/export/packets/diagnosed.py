"""The diseases of a person, when they began, and what variants are taken for: one interpretation a disease."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, Final

from kg.export.packets.calls import Calls
from kg.export.packets.hierarchy import Diseases
from kg.export.packets.nodes import Node
from kg.export.packets.words import Words, filled
from kg.find.truth import truth
from kg.model.packet_words import CAUSES, NO_DISEASE
from kg.model.words import PERIODS, GeneticStatus
from kg.names import DCTERMS, KG, expand
from kg.sources.phenopackets.moments import stated
from kg.sources.phenopackets.schema import ENUMS
from kg.sources.phenopackets.times import years
from kg.triples.outer import outer_iri

_ONSET: Final = KG + "ageAtOnset"
_NOBODY_SAID: Final = {"id": NO_DISEASE, "label": "disease"}
"""The schema wants a disease beside every variant."""


@dataclass(slots=True)
class DiseaseEntry:
    """A disease, had or found not to be had.

    `at` is the IRI of a class of onset, `words` an onset as stated, `spelt` the identifier as a packet spelt it there.
    """

    iri: str
    present: bool = True
    onset: dict[str, Any] = field(default_factory=dict)
    spelt: str = ""
    at: str = ""
    words: str = ""


@dataclass(slots=True)
class Diagnosed:
    """The diseases of one person; `usual` is what the variants of a paper are held against."""

    usual: str
    diseases: list[DiseaseEntry]
    affected: bool = False

    def entries(self, words: Words) -> list[dict[str, Any]]:
        """As the schema writes them."""
        found = []
        for one in self.diseases:
            term = words.term(one.iri)
            told = {"term": {**term, "id": words.said(one.spelt)} if one.spelt else term}
            onset = {"ontologyClass": words.term(one.at)} if one.at else one.onset
            found.append(filled(told, excluded=not one.present, onset=onset))
        return found


def diagnosed(case: Node, genotypes: Sequence[Node], shared: Mapping[str, Node], known: Diseases) -> Diagnosed:
    """What a person has: as a packet says, or for a person of a paper the disease that papers are read for.

    Whether they have it is `kg:affected`, and of someone tested without a variant nothing is claimed.
    """
    if not case.has(KG + "readingDepth"):
        return Diagnosed("", _stated(case, genotypes))
    variants = [iri for one in genotypes for iri in one.values(KG + "ofVariant")]
    disease = known.of(gene for iri in variants for gene in shared[iri].values(KG + "ofGene"))
    began = _began(case)
    signs = case.values(KG + "affected")
    if not disease or not signs or case.values(KG + "geneticStatus") == [GeneticStatus.NEGATIVE.iri]:
        return Diagnosed(disease, [])
    has = DiseaseEntry(disease, truth(signs[0]))
    if has.present:
        has.onset = case.age(_ONSET)
        has.at = "" if has.onset else began
    return Diagnosed(disease, [has], has.present)


def _began(case: Node) -> str:
    """HPO's class for an onset that a paper gives in words; it follows from the word, which is a remark."""
    words = case.values(KG + "onsetPeriod")
    found = [expand(one.hpo) for word, one in PERIODS.items() if one.hpo and word.iri in words]
    case.drop(KG + "onsetTerm", *found)
    return "".join(found)


def _stated(case: Node, genotypes: Sequence[Node]) -> list[DiseaseEntry]:
    """The diseases of a packet, each with the onset that was stated for it, or else for none by name.

    Where an import would put it in other words (a disease was named twice, or beside a variant alone), the statement
    stays with the case and goes out as a remark.
    """
    entries = [DiseaseEntry(iri) for iri in case.texts(KG + "hasDisease")]
    entries += [DiseaseEntry(iri, present=False) for iri in case.texts(KG + "hasExcludedDisease")]
    beside = {iri for one in genotypes for iri in one.values(KG + "interpretedFor")}
    for words in case.values(KG + "statedAgeAtOnset"):
        identifier, space, moment = words.partition(" ")
        named = [one for one in entries if space and one.present and one.iri == outer_iri(identifier)]
        meant = named or sorted((one for one in entries if one.present), key=lambda one: one.iri in beside)
        if meant:
            began = next((one for one in meant if not one.onset), None) or DiseaseEntry(meant[0].iri)
            began.words, began.spelt = (moment, identifier) if named else (words, "")
            began.onset = stated(began.words)
            entries += [began] if began not in entries else []
    for onset in case.texts(KG + "onsetTerm") if entries else ():
        free = [one for one in entries if not one.onset and not one.at]
        if free:
            free[0].at = onset
        else:
            entries.append(DiseaseEntry(entries[0].iri, entries[0].present, at=onset))
    told = [one for one in entries if one.present and one.onset]
    alone = len(entries) == 1
    case.drop(KG + "statedAgeAtOnset", *(one.words if alone else f"{one.spelt} {one.words}" for one in told))
    _drop_age(case, told)
    return entries


def _drop_age(case: Node, told: list[DiseaseEntry]) -> None:
    ages = {years(one.onset["age"]["iso8601duration"]) for one in told if "age" in one.onset}
    if len(ages) == 1 and [float(age) for age in case.values(_ONSET)] == [*ages]:
        case.take(_ONSET)


def interpretations(
    case: Node, genotypes: Sequence[Node], name: str, calls: Calls, has: Diagnosed
) -> list[dict[str, Any]]:
    """Every genotype with the disease it is held against; how far the work has come, and summaries, in turn."""
    papers = case.values(KG + "reportedIn")
    explained = {has.usual, *(one.iri for one in has.diseases if one.present)}
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in genotypes:
        against = [has.usual] if has.usual else one.texts(KG + "interpretedFor")
        told_of = [*calls.calls(one, name, papers)]
        for disease in against or [""]:
            # A call taken for the cause gives the person its disease; of several said of one variant, not each does.
            grouped[disease] += told_of if not disease or disease in explained else map(_not_the_cause, told_of)
    progress = _progress(case, has, [call for found in grouped.values() for call in found])
    summaries = case.texts(DCTERMS + "description")
    told = []
    for number, (group, status, summary) in enumerate(zip_longest(sorted(grouped.items()), progress, summaries)):
        term = calls.words.term(group[0]) if group and group[0] else dict(_NOBODY_SAID)
        told.append(
            filled(
                {"id": f"{name}-{number + 1}" if number else name, "progressStatus": status or "UNKNOWN_PROGRESS"},
                diagnosis={"disease": term, "genomicInterpretations": group[1]} if group else {},
                summary=summary,
            )
        )
    return told


def _not_the_cause(call: dict[str, Any]) -> dict[str, Any]:
    return {**call, "interpretationStatus": "UNKNOWN_STATUS"} if call["interpretationStatus"] in CAUSES else call


def _progress(case: Node, has: Diagnosed, found: Sequence[dict[str, Any]]) -> list[str]:
    """SOLVED where a paper claims that a variant explains what an affected person has; else as packets said."""
    if case.has(KG + "readingDepth"):
        explained = any(one["interpretationStatus"] in CAUSES for one in found)
        return ["SOLVED"] if has.affected and explained else []
    words = [value.upper().replace(" ", "_") for value in case.values(KG + "progressStatus")]
    known = [word for word in words if word in ENUMS["Progress"][1:]]
    if len(known) == len(words):
        case.take(KG + "progressStatus")
        return known
    return []
