"""The person: names, sex, ages, whether they live."""

from __future__ import annotations

from typing import Any, Final

from kg.export.packets.findings import Findings
from kg.export.packets.nodes import Node
from kg.export.packets.times import age, is_exact
from kg.names import KG
from kg.triples.packet import SEXES

_SEXES: Final = {word.iri: name for name, word in SEXES.items()}


def subject(case: Node, name: str, findings: Findings, died: str) -> dict[str, Any]:
    """A person under the name of the case; the label that a paper or packet gave comes first of the other ids.

    `died` is HPO's class for the age at death, where a finding tells one.
    """
    told: dict[str, Any] = {"id": name}
    if others := [*case.texts(KG + "caseLabel"), *case.texts(KG + "alsoLabelled")]:
        told["alternateIds"] = others
    read = case.has(KG + "readingDepth")
    if seen := _moment(case, "AgeAtExamination", read, findings):
        told["timeAtLastEncounter"] = seen
    if vital := _vital(case, read, findings, died):
        told["vitalStatus"] = vital
    told["sex"] = _sex(case)
    if karyotype := case.text(KG + "karyotypicSex"):
        told["karyotypicSex"] = karyotype
    return told


def _sex(case: Node) -> str:
    if case.values(KG + "statedSex") == ["other"]:
        case.take(KG + "statedSex")
        return "OTHER_SEX"
    known = _SEXES.get(next(iter(case.values(KG + "sex")), ""))
    if known:
        case.text(KG + "sex")
    return known or "UNKNOWN_SEX"


def _vital(case: Node, read: bool, findings: Findings, died: str) -> dict[str, Any]:
    """Who has an age at death has died, be it a class; otherwise as a packet said."""
    death = _moment(case, "AgeAtDeath", read, findings)
    if read:
        if died and not death:
            death = {"ontologyClass": findings.words.term(died)}
        return {"status": "DECEASED", "timeOfDeath": death} if death else {}
    told: dict[str, Any] = {}
    if death:
        told["timeOfDeath"] = death
    if cause := case.text(KG + "causeOfDeath"):
        told["causeOfDeath"] = findings.words.term(cause)
    if days := case.text(KG + "survivalDays"):
        told["survivalTimeInDays"] = int(days)
    status = case.text(KG + "vitalStatus").upper()
    return {"status": status or "UNKNOWN_STATUS", **told} if told or status else {}


def _moment(case: Node, name: str, read: bool, findings: Findings) -> dict[str, Any]:
    """An age of a paper, or the time that a packet stated."""
    number = KG + name[0].lower() + name[1:]
    if not read:
        words = case.text(KG + "stated" + name)
        if words:
            case.take(number)
        return findings.time(words)
    ages = case.values(number)
    if not ages:
        return {}
    if is_exact(ages[0]):
        case.text(number)
    return age(ages[0])
