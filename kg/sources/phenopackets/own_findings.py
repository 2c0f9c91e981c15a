"""Findings as we write them: the evidence names the finding, and references speak of it by that name."""

from __future__ import annotations

from typing import Any, Final

from kg.model.packet import SIDES, Term
from kg.model.packet_words import CODES, FINDINGS, finding_label
from kg.names import BASE, KG
from kg.sources.phenopackets.moments import decimal
from kg.sources.phenopackets.notes import Steps
from kg.sources.phenopackets.remarks import LABEL, Marks, Reader, full

MODALITY: Final = KG + "modality"
Told = dict[str, list[tuple[Steps, str, str]]]
"""What references say of each finding, by its IRI: the place of the reference, its id, its description."""
_OBSERVATION: Final = BASE + "observation/"
_LINKS: Final = {f"kg:{name}": not present for name, present in FINDINGS.items()}
_CODES: Final = {f"kg:{name}" for name in CODES.values()}
_ANY: Final = {"id": "HP:0000118", "label": "Phenotypic abnormality"}
"""Stands for the term of a finding that has none, while the packet is read; it goes nowhere."""


def told_apart(value: dict[str, Any]) -> Told:
    """What references say of findings. Those that references alone tell become features of `value`, without a term."""
    references = value.get("metaData", {}).get("externalReferences", ())
    places: list[tuple[Steps, str, str, str]] = [
        (("metaData", "externalReferences", number), one.get("id", ""), iri, one.get("description", ""))
        for number, one in enumerate(references)
        if (iri := _observation(one.get("reference", "")))
    ]
    alone = [
        {"type": {"id": iri, "label": words}, "excluded": _LINKS[name]}
        for _, name, iri, words in places
        if name in _LINKS
    ]
    if alone:
        value["phenotypicFeatures"] = [*value.get("phenotypicFeatures", ()), *alone]
    told: Told = {iri: [] for one in value.get("phenotypicFeatures", ()) if (iri := _name(one))}
    for at, name, iri, words in places:
        if iri in told and name.startswith(("kg:", "rdfs:")) and name not in _LINKS:
            told[iri].append((at, name, words))
    return told


def take_finding(one: dict[str, Any], reader: Reader, told: Told) -> Marks:
    """What we say of a finding beyond the schema's fields; `one` is left without it."""
    marks, iri = Marks(), _name(one)
    if not iri:
        return marks
    marks.name = iri.rpartition("/")[2]
    _unname(one, marks)
    for at, name, words in told[iri]:
        if name in _CODES:
            _code(words, marks, reader, at)
        else:
            marks.keep(reader.read(name, words, "finding", at))
    if marks.close():
        one["modifiers"] = [each for each in one.get("modifiers", ()) if not _is_place(each["id"].strip(), marks)]
        _read(one, marks)
    return marks


def _observation(name: str) -> str:
    iri = full(name.strip())
    return iri if iri and iri.startswith(_OBSERVATION) else ""


def _name(one: dict[str, Any]) -> str:
    """The IRI of a feature in the graph: its type, or what an entry of its evidence leads to; empty where none does."""
    references = (each.get("reference", {}) for each in one.get("evidence", ()))
    names = (one["type"]["id"], *(each.get("id", "") for each in references))
    return next(filter(None, map(_observation, names)), "")


def _unname(one: dict[str, Any], marks: Marks) -> None:
    """Leave a feature without its name of ours."""
    if "evidence" in one:
        kept = [each for each in one["evidence"] if not _observation(each.get("reference", {}).get("id", ""))]
        one["evidence"] = kept
        if not kept:
            del one["evidence"]
    if _observation(one["type"]["id"]):
        marks.coded = False
        marks.words = one["type"].get("label", "") or marks.name
        one["type"] = dict(_ANY)
        if not one.get("excluded"):
            one.pop("excluded", None)


def _code(words: str, marks: Marks, reader: Reader, at: Steps) -> None:
    """The class of a finding that references tell."""
    iri = full(words)
    if iri and not iri.startswith(BASE):
        marks.term, marks.coded = Term(words), True
    else:
        reader.notes.error(at, f"{words[:60]!r} is no class", "its CURIE, as in HP:0000001", "remark-value")


def _is_place(identifier: str, marks: Marks) -> bool:
    """Of what was read in a paper, a region or side is given by the term that others know."""
    iri = full(identifier)
    if identifier in SIDES:
        marks.add(KG + "side", SIDES[identifier].iri, "iri")
    elif iri and identifier.startswith("UBERON:"):
        marks.add(KG + "region", iri, "iri")
    else:
        return False
    return True


def _read(one: dict[str, Any], marks: Marks) -> None:
    words = one.pop("description", "") or marks.words or one["type"].get("label", "") or one["type"]["id"]
    marks.unless(KG + "statedAs", words)
    marks.unless(LABEL, finding_label(marks.value(KG + "statedAs"), not one.get("excluded"), marks.value(MODALITY)))
    if "age" in one.get("onset", {}):
        marks.unless(KG + "ageAtObservation", decimal(one.pop("onset")), "decimal")
