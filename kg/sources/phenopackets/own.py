"""Packets that we wrote: what the schema has no field for is taken out, and the rest is read like anyone's packet.

A thing with a remark `kg:readingDepth` was read in a paper. There the fields stand for the statements of a reading:
ages are numbers and nothing more, a description is the paper's words, and nothing else follows from a field.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from kg.model.packet import Call, Evidence, Feature, Packet, Reference, Remark, Term, Treated
from kg.model.packet_words import ADDED, CAUSES, NO_DISEASE, vcf_name
from kg.model.words import Claim
from kg.names import BASE, KG
from kg.sources.our_ontology import ontology
from kg.sources.phenopackets.notes import PacketNotes, Steps
from kg.sources.phenopackets.own_findings import MODALITY, take_finding, told_apart
from kg.sources.phenopackets.own_person import Person, take_person
from kg.sources.phenopackets.remarks import Marks, Reader, full
from kg.sources.phenopackets.terms import Terms

_VARIANT: Final = BASE + "variant/"


@dataclass(slots=True)
class Own:
    """What was taken out of a packet of ours, in the order of its entries."""

    findings: list[Marks]
    calls: list[Marks]
    person: Person


def taken(value: dict[str, Any], notes: PacketNotes) -> Own:
    """Take our remarks out of a packet whose shape is sound; `value` is left as if someone else had written it."""
    reader = Reader(ontology(), notes)
    told = told_apart(value)
    findings = [take_finding(one, reader, told) for one in value.get("phenotypicFeatures", ())]
    _once([one.name for one in findings], notes)
    calls = list(_calls(value, reader))
    return Own(findings, calls, take_person(value, reader, told.keys()))


def _once(names: list[str], notes: PacketNotes) -> None:
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name and name in seen:
            what = f"another finding is called observation {name[:60]} too"
            notes.error(("phenotypicFeatures", number), what, "each finding under its own name", "remark-repeated")
        seen.add(name)


def _calls(value: dict[str, Any], reader: Reader) -> Iterator[Marks]:
    for n, one in enumerate(value.get("interpretations", ())):
        diagnosis = one.get("diagnosis", {})
        at: Steps = ("interpretations", n, "diagnosis", "genomicInterpretations")
        found = [
            _take_call(each, reader, (*at, m)) for m, each in enumerate(diagnosis.get("genomicInterpretations", ()))
        ]
        if any(marks.read for marks in found) or diagnosis.get("disease", {}).get("id") == NO_DISEASE:
            diagnosis.pop("disease", None)
        if one.get("progressStatus") == "UNKNOWN_PROGRESS":
            del one["progressStatus"]
        yield from found


def applied(packet: Packet, own: Own, terms: Terms) -> Packet:
    """The packet with what was taken out of it."""
    person = own.person
    known = replace(
        packet,
        features=tuple(_finding(one, marks, terms) for one, marks in zip(packet.features, own.findings, strict=True)),
        calls=tuple(map(_call, packet.calls, own.calls)),
        references=tuple(map(_reference, packet.references)),
        treatments=tuple(map(_treated, packet.treatments, person.treated)),
        remarks=tuple(person.marks.remarks),
        things=tuple(person.things),
        named=tuple(person.named),
        read=person.marks.read,
        case=person.marks.name,
    )
    return replace(known, progress=(), summaries=()) if known.read else known


def _finding(one: Feature, marks: Marks, terms: Terms) -> Feature:
    seen = [remark.value for remark in marks.remarks if remark.about == MODALITY]
    on = seen[0].removeprefix(BASE + "modality/") if seen else None
    return replace(
        one,
        term=marks.term or (one.term if marks.coded else Term(f"observation:{marks.name}", marks.words)),
        known=terms.knows(marks.term) if marks.term else one.known and marks.coded,
        modality=on if on or marks.read else one.modality,
        evidence=tuple(_evidence(each) for each in one.evidence),
        remarks=tuple(marks.remarks),
        name=marks.name,
        coded=marks.coded,
        read=marks.read,
    )


def _evidence(one: Evidence) -> Evidence:
    return replace(one, reference=_reference(one.reference)) if one.reference else one


def _reference(one: Reference) -> Reference:
    paper = full(one.id) if one.id.startswith("paper:") else None
    return replace(one, paper=paper) if paper else one


def _treated(one: Treated, said: tuple[str, tuple[Remark, ...]]) -> Treated:
    name, remarks = said
    return replace(one, id="" if name else one.id, name=name, remarks=remarks)


def _call(one: Call, marks: Marks) -> Call:
    if one.variation is None:
        return one
    variation = replace(one.variation, iri=marks.name, vrs=marks.vrs or one.variation.vrs)
    return replace(one, variation=variation, remarks=tuple(marks.remarks), read=marks.read)


def _take_call(one: dict[str, Any], reader: Reader, steps: Steps) -> Marks:
    """What we say of a call beyond the schema's fields; `one` is left without it."""
    marks = Marks()
    _unname(one.get("gene", {}))
    descriptor = one.get("variantInterpretation", {}).get("variationDescriptor")
    if descriptor is None:
        return marks
    _unname(descriptor.get("geneContext", {}))
    at = (*steps, "variantInterpretation", "variationDescriptor", "extensions")
    added: set[str] = set()
    for number, extension in enumerate(descriptor.pop("extensions", ())):
        name, value = extension.get("name"), extension.get("value")
        if not isinstance(name, str) or not isinstance(value, str):
            reader.notes.keep_out((*at, "(unknown remarks)"))
        elif name == "kg:ofVariant":
            _variant(value, marks)
        elif name == ADDED:
            added.add(value)
        else:
            marks.keep(reader.read(name, value, "call", (*at, number)))
    if _variant(descriptor.get("id", ""), marks):
        del descriptor["id"]
    _forget(descriptor, added)
    for vrs in [xref for xref in descriptor.get("xrefs", ()) if xref.startswith("ga4gh:")]:
        marks.vrs = vrs
        descriptor["xrefs"].remove(vrs)
    if marks.close():
        causal = one.pop("interpretationStatus", "") in CAUSES
        marks.unless(KG + "diseaseClaim", Claim.of(causal).iri, "iri")
    return marks


def _forget(descriptor: dict[str, Any], added: set[str]) -> None:
    """Leave a descriptor with what was stated; what someone changed since is no longer what we added."""
    if vcf_name(descriptor.get("vcfRecord", {})) in added:
        del descriptor["vcfRecord"]
    if "expressions" in descriptor:
        descriptor["expressions"] = [one for one in descriptor["expressions"] if one["value"] not in added]
    if "xrefs" in descriptor:
        descriptor["xrefs"] = [one for one in descriptor["xrefs"] if one not in added]


def _unname(gene: dict[str, Any]) -> None:
    """Our own name stands where the schema wants an id and nobody gave one."""
    if gene.get("valueId", "").startswith("gene:"):
        del gene["valueId"]


def _variant(name: str, marks: Marks) -> bool:
    iri = full(name)
    if iri is None or not iri.startswith(_VARIANT):
        return False
    marks.name = iri
    return True
