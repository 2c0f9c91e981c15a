"""The diseases of a person, and when they began."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.export.packets.diseases import Diseases
from kg.export.packets.nodes import Node
from kg.export.packets.times import age, is_exact, stated
from kg.export.packets.words import Words
from kg.names import KG
from kg.triples.outer import outer_iri

_ONSET = KG + "ageAtOnset"


@dataclass(slots=True)
class Entry:
    """A disease, had or found not to be had.

    `at` is the IRI of a class of onset, `spelt` the identifier where a packet spelt it in its own way.
    """

    iri: str
    present: bool = True
    onset: dict[str, Any] = field(default_factory=dict)
    spelt: str = ""
    at: str = ""


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
    signs = case.values(KG + "affected")
    if not disease or not signs or case.values(KG + "geneticStatus") == [KG + "negative"]:
        return Diagnosed(disease, [])
    has = Entry(disease, signs == ["true"])
    ages = case.values(_ONSET)
    if has.present and ages:
        has.onset = age(ages[0])
        if is_exact(ages[0]):
            case.text(_ONSET)
    return Diagnosed(disease, [has], has.present)


def _stated(case: Node, genotypes: Sequence[Node]) -> list[Entry]:
    """The diseases of a packet, with the onset that it stated for each, or for its only one."""
    entries = [Entry(iri) for iri in case.texts(KG + "hasDisease")]
    entries += [Entry(iri, present=False) for iri in case.texts(KG + "hasExcludedDisease")]
    words = case.texts(KG + "statedAgeAtOnset")
    if words:
        case.take(_ONSET)
    alone = []
    for one in words:
        identifier, space, moment = one.partition(" ")
        of = [entry for entry in entries if space and entry.iri == outer_iri(identifier)]
        if of:
            of[0].onset = stated(moment)
            of[0].spelt = identifier
        else:
            alone.append(one)
    if alone:
        entries = _only(entries, genotypes)
        entries[0].onset = stated(alone[0])
    free = [entry for entry in entries if not entry.onset]
    for entry, iri in zip(free, case.values(KG + "onsetTerm"), strict=False):
        case.text(KG + "onsetTerm")
        entry.at = iri
    return entries


def _only(entries: list[Entry], genotypes: Sequence[Node]) -> list[Entry]:
    """The one disease whose onset was stated without its name; the others stand beside variants."""
    beside = {iri for one in genotypes for iri in one.values(KG + "interpretedFor")}
    own = [entry for entry in entries if not entry.present or entry.iri not in beside]
    return (own or entries)[:1] if len(own) <= 1 else own
