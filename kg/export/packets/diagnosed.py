"""The diseases of a person, and when they began."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.export.packets.diseases import Diseases
from kg.export.packets.nodes import Node
from kg.export.packets.times import age, is_exact, stated
from kg.export.packets.words import Words
from kg.find.truth import truth
from kg.model.onset import PERIODS
from kg.model.words import GeneticStatus
from kg.names import KG, expand
from kg.sources.phenopackets.ages import years
from kg.triples.outer import outer_iri

_ONSET = KG + "ageAtOnset"


@dataclass(slots=True)
class Entry:
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
    diseases: list[Entry]
    affected: bool = False

    def entries(self, words: Words) -> list[dict[str, Any]]:
        """As the schema writes them."""
        found = []
        for one in self.diseases:
            term = words.term(one.iri)
            told: dict[str, Any] = {"term": {**term, "id": words.said(one.spelt)} if one.spelt else term}
            if not one.present:
                told["excluded"] = True
            if one.at:
                told["onset"] = {"ontologyClass": words.term(one.at)}
            elif one.onset:
                told["onset"] = one.onset
            found.append(told)
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
    has = Entry(disease, truth(signs[0]))
    ages = case.values(_ONSET)
    if has.present and ages:
        has.onset = age(ages[0])
        if is_exact(ages[0]):
            case.text(_ONSET)
    elif has.present:
        has.at = began
    return Diagnosed(disease, [has], has.present)


def _began(case: Node) -> str:
    """HPO's class for an onset that a paper gives in words; it follows from the word, which is a remark."""
    words = case.values(KG + "onsetPeriod")
    found = [expand(one.hpo) for word, one in PERIODS.items() if one.hpo and word.iri in words]
    case.drop(KG + "onsetTerm", *found)
    return "".join(found)


def _stated(case: Node, genotypes: Sequence[Node]) -> list[Entry]:
    """The diseases of a packet, each with the onset that was stated for it, or else for none by name.

    Where an import would put it in other words (a disease was named twice, or beside a variant alone), the statement
    stays with the case and goes out as a remark.
    """
    entries = [Entry(iri) for iri in case.texts(KG + "hasDisease")]
    entries += [Entry(iri, present=False) for iri in case.texts(KG + "hasExcludedDisease")]
    beside = {iri for one in genotypes for iri in one.values(KG + "interpretedFor")}
    for words in case.values(KG + "statedAgeAtOnset"):
        identifier, space, moment = words.partition(" ")
        named = [one for one in entries if space and one.present and one.iri == outer_iri(identifier)]
        meant = named or sorted((one for one in entries if one.present), key=lambda one: one.iri in beside)
        if meant:
            began = next((one for one in meant if not one.onset), None) or Entry(meant[0].iri)
            began.words, began.spelt = (moment, identifier) if named else (words, "")
            began.onset = stated(began.words)
            entries += [began] if began not in entries else []
    for onset in case.texts(KG + "onsetTerm") if entries else ():
        free = [one for one in entries if not one.onset and not one.at]
        if free:
            free[0].at = onset
        else:
            entries.append(Entry(entries[0].iri, entries[0].present, at=onset))
    told = [one for one in entries if one.present and one.onset]
    alone = len(entries) == 1
    case.drop(KG + "statedAgeAtOnset", *(one.words if alone else f"{one.spelt} {one.words}" for one in told))
    _drop_age(case, told)
    return entries


def _drop_age(case: Node, told: list[Entry]) -> None:
    ages = {years(one.onset["age"]["iso8601duration"]) for one in told if "age" in one.onset}
    if len(ages) == 1 and [float(age) for age in case.values(_ONSET)] == [*ages]:
        case.take(_ONSET)
