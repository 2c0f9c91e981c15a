"""Findings as we write them: remarks stand among the modifiers."""

from __future__ import annotations

from typing import Any, Final

from kg.model.packet import SIDES
from kg.names import BASE, KG
from kg.sources.phenopackets.notes import Steps
from kg.sources.phenopackets.remarks import LABEL, Marks, Reader, decimal, full

MODALITY: Final = KG + "modality"
_OBSERVATION: Final = BASE + "observation/"
_ANY: Final = {"id": "HP:0000118", "label": "Phenotypic abnormality"}
"""Stands for the term of a finding that has none, while the packet is read; it goes nowhere."""


def take_finding(one: dict[str, Any], reader: Reader, steps: Steps) -> Marks:
    """What we say of a finding beyond the schema's fields; `one` is left without it."""
    marks = Marks()
    rest = []
    for number, modifier in enumerate(one.pop("modifiers", ())):
        identifier, label = modifier["id"].strip(), modifier.get("label", "")
        if not _is_remark(identifier, label, marks, reader, (*steps, "modifiers", number)):
            rest.append(modifier)
    term = full(one["type"]["id"].strip())
    if term and term.startswith(_OBSERVATION):
        marks.coded, marks.name = False, term.rpartition("/")[2]
        marks.words = one["type"].get("label", "") or marks.name
        one["type"] = dict(_ANY)
    if marks.close():
        rest = [modifier for modifier in rest if not _is_place(modifier["id"].strip(), marks)]
        _read(one, marks)
    if rest:
        one["modifiers"] = rest
    return marks


def _is_remark(identifier: str, label: str, marks: Marks, reader: Reader, steps: Steps) -> bool:
    iri = full(identifier)
    if iri and iri.startswith(_OBSERVATION):
        marks.name = iri.rpartition("/")[2]
        return True
    link = reader.words.leads_to(iri) if iri else None
    if iri and link:
        marks.add(link, iri, "iri")
        return True
    if identifier.startswith("kg:") or identifier == "rdfs:label":
        marks.keep(reader.read(identifier, label, "finding", steps))
        return True
    return False


def _is_place(identifier: str, marks: Marks) -> bool:
    """Of what was read in a paper, a region or side is given by the term that others know."""
    iri = full(identifier)
    if identifier in SIDES:
        marks.add(KG + "side", KG + SIDES[identifier], "iri")
    elif iri and identifier.startswith("UBERON:"):
        marks.add(KG + "region", iri, "iri")
    else:
        return False
    return True


def _read(one: dict[str, Any], marks: Marks) -> None:
    words = one.pop("description", "") or marks.words or one["type"].get("label", "") or one["type"]["id"]
    marks.unless(KG + "statedAs", words)
    stated = marks.value(KG + "statedAs")
    seen = marks.value(MODALITY)
    on = f" on {seen.removeprefix(BASE + 'modality/')}" if seen else ""
    marks.unless(LABEL, f"{'no ' if one.get('excluded') else ''}{stated}{on}")
    if "age" in one.get("onset", {}):
        marks.unless(KG + "ageAtObservation", decimal(one.pop("onset")), "decimal")
