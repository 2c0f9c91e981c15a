"""The person: names, sex, ages, whether they live."""

from __future__ import annotations

from typing import Any, Final

from kg.export.packets.findings import Findings
from kg.export.packets.nodes import Node
from kg.export.packets.words import filled
from kg.model.packet_words import SEXES
from kg.names import KG

_SEXES: Final = {word.iri: name for name, word in SEXES.items()}


def subject(case: Node, name: str, findings: Findings, died: str) -> dict[str, Any]:
    """A person under the name of the case; the label that a paper or packet gave comes first of the other ids.

    `died` is HPO's class for the age at death, where a finding tells one.
    """
    read = case.has(KG + "readingDepth")
    return filled(
        {"id": name},
        alternateIds=[*case.texts(KG + "caseLabel"), *case.texts(KG + "alsoLabelled")],
        timeAtLastEncounter=_moment(case, "AgeAtExamination", read, findings),
        vitalStatus=_vital(case, read, findings, died),
        sex=_sex(case),
        karyotypicSex=case.text(KG + "karyotypicSex"),
    )


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
    cause, days = case.text(KG + "causeOfDeath"), case.text(KG + "survivalDays")
    told = filled(
        timeOfDeath=death,
        causeOfDeath=findings.words.term(cause) if cause else {},
        survivalTimeInDays=int(days) if days else None,
    )
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
    return case.age(number)
