"""A person as we write them: remarks, and links to other things of ours, are external references of the packet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any, Final

from kg.model.packet import PacketThing, Remark
from kg.model.packet_words import LINKS
from kg.model.words import PERIODS
from kg.names import BASE, KG, expand, mint
from kg.sources.phenopackets.moments import decimal
from kg.sources.phenopackets.notes import Steps
from kg.sources.phenopackets.remarks import Marks, Reader, full

_OTHERS: Final = tuple(mint(room, "") for room in {*(room for _, room in LINKS.values()), "treatment"} - {"case"})
"""Things that are no values of a person's properties."""
_MEASUREMENT: Final = "kg:hasMeasurement"


@dataclass(slots=True)
class Person:
    """What was taken out of a packet about the person as a whole.

    `named` are the names of the measurements, `treated` what is said of each treatment, both in their order.
    """

    marks: Marks = field(default_factory=Marks)
    things: list[PacketThing] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    treated: list[tuple[str, tuple[Remark, ...]]] = field(default_factory=list)


def take_person(value: dict[str, Any], reader: Reader, findings: Collection[str]) -> Person:
    """What we say of the person beyond the schema's fields; `value` is left without it.

    What references say of `findings`, by their IRIs, is read with these.
    """
    person = Person()
    agents = _actions(value)
    about: dict[str, list[Remark]] = {iri: [] for iri in agents if iri}
    meta = value.get("metaData", {})
    kept, remarks = [], []
    for number, one in enumerate(meta.get("externalReferences", ())):
        at: Steps = ("metaData", "externalReferences", number)
        if not one.get("id", "").startswith(("kg:", "rdfs:")):
            kept.append(one)
        elif full(one.get("reference", "")) in findings and one["id"].removeprefix("kg:") not in LINKS:
            continue
        elif not _link(one, about, person):
            remarks.append((at, one))
    for at, one in remarks:
        _remark(one, about, person.marks, reader, at)
    if "externalReferences" in meta:
        meta["externalReferences"] = kept
    person.treated = [(iri.rpartition("/")[2], tuple(about.get(iri, ()))) for iri in agents]
    person.things = [replace(one, remarks=tuple(about[one.iri])) for one in person.things]
    _identify(value, person.marks)
    if person.marks.close():
        _read(value, person.marks)
    if person.marks.read or "updates" not in meta:  # a packet that an export made has no other maker
        meta.pop("created", None)
        meta.pop("createdBy", None)
    return person


def _actions(value: dict[str, Any]) -> list[str]:
    """The IRI of each treatment, empty where it has none of ours; scans are told by their findings and taken out."""
    kept, agents = [], []
    for action in value.get("medicalActions", ()):
        if action.get("procedure", {}).get("code", {}).get("id", "").startswith("modality:"):
            continue
        kept.append(action)
        if "treatment" in action:
            iri = full(action["treatment"]["agent"]["id"]) or ""
            agents.append(iri if iri.startswith(BASE + "treatment/") else "")
    if "medicalActions" in value:
        value["medicalActions"] = kept
    return agents


def _link(one: dict[str, Any], about: dict[str, list[Remark]], person: Person) -> bool:
    """Note where a link leads; False where it is none."""
    name, iri = one["id"].removeprefix("kg:"), full(one.get("reference", ""))
    kind, room = LINKS.get(name, ("", ""))
    if iri and one["id"] == _MEASUREMENT:
        person.named.append(iri.rpartition("/")[2])
    elif iri and kind and iri.startswith(mint(room, "")):
        about[iri] = []
        person.things.append(PacketThing(KG + name, iri, KG + kind, one.get("description", "")))
    else:
        return False
    return True


def _remark(one: dict[str, Any], about: dict[str, list[Remark]], marks: Marks, reader: Reader, steps: Steps) -> None:
    """A remark about the person, or about the thing that its reference names."""
    name, reference, words = one["id"], one.get("reference", ""), one.get("description", "")
    if reference in about:
        found = reader.read(name, words, "thing", steps)
        about[reference] += [found] if found else []
    elif (iri := full(reference)) and iri.startswith(_OTHERS):
        what = f"{name[:60]} speaks of {reference[-60:]}, of which the packet says nothing else; it is kept out"
        reader.notes.warn(steps, what, "the entry that it speaks of, or no such reference", "remark-unknown")
        reader.notes.keep_out((*steps, "(unknown remarks)"))
    elif prop := reader.property(name, "person", steps):
        leads = prop.kind == "object" or prop.datatype == "anyURI"
        marks.keep(reader.value(prop, reference if leads else words, steps))


def _identify(value: dict[str, Any], marks: Marks) -> None:
    """The person goes by the first of the other ids; our own id is the path of the case's IRI."""
    case = full(value["id"].strip())
    if case and case.startswith(BASE + "case/"):
        marks.name = case.removeprefix(BASE + "case/")
    subject = value.get("subject", {})
    if subject.get("alternateIds") and full(subject["id"]) == case:
        subject["id"], *rest = subject["alternateIds"]
        subject["alternateIds"] = rest


def _read(value: dict[str, Any], marks: Marks) -> None:
    """Of a person read of in a paper, ages are numbers; that they died and have the disease is told by remarks."""
    subject = value.get("subject", {})
    vital = subject.pop("vitalStatus", {})
    diseases = value.pop("diseases", ())
    ages = {
        "ageAtExamination": subject.pop("timeAtLastEncounter", {}),
        "ageAtDeath": vital.get("timeOfDeath", {}),
        "ageAtOnset": next((one["onset"] for one in diseases if "onset" in one), {}),
    }
    for word, one in PERIODS.items():
        if one.hpo and marks.value(KG + "onsetPeriod") == word.iri:
            marks.add(KG + "onsetTerm", expand(one.hpo), "iri")
    for name, moment in ages.items():
        if "age" in moment:
            marks.unless(KG + name, decimal(moment), "decimal")
