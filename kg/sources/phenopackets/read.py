"""A document of JSON to a `Packet`: which kind it is, its shape, and then every part."""

from __future__ import annotations

from typing import Any, Final

from kg.model.packet import Packet, PacketDisease
from kg.sources.phenopackets.calls import calls
from kg.sources.phenopackets.moments import when
from kg.sources.phenopackets.notes import PacketNotes, leave_out, part_of, tell
from kg.sources.phenopackets.own import applied, taken
from kg.sources.phenopackets.parts import feature, measurements, reference, treatments
from kg.sources.phenopackets.plain import shown
from kg.sources.phenopackets.remarks import is_ours
from kg.sources.phenopackets.rules import check_together
from kg.sources.phenopackets.shape import check
from kg.sources.phenopackets.terms import Terms
from kg.sources.phenopackets.text import BadText, parse

_V1_KEYS: Final = {"genes", "variants", "htsFiles", "hts_files"}
_V1_FEATURE: Final = {"negated", "ageOfOnset", "ageRangeOfOnset", "classOfOnset"}
_HUMAN: Final = "NCBITaxon:9606"


def read_packet(raw: bytes, terms: Terms, notes: PacketNotes) -> Packet | None:
    """The packet, or None beside an error in `notes`; warnings come with a packet.

    An error within a part of the packet leaves out that part alone; of a packet that we wrote, whose parts name each
    other, it leaves out the whole.
    """
    value = _document(raw, notes)
    if value is None:
        return None
    check(value, "Phenopacket", (), notes)
    shape = len(notes.spots)
    packet = _without(value, terms, notes)
    if packet and len(notes.spots) > shape:  # errors that no shape shows, as of a range that runs backwards
        again = PacketNotes(notes.file, spots=notes.spots[:])
        value = parse(raw)
        check(value, "Phenopacket", (), again)
        packet = _without(value, terms, again)
        notes.kept, notes.kept_out = again.kept, again.kept_out
    if packet:
        tell(notes)
        check_together(packet, terms.hpo, notes)
    return packet


def _document(raw: bytes, notes: PacketNotes) -> dict[str, Any] | None:
    try:
        value = parse(raw)
    except BadText as error:
        notes.error((), error.what, error.fix, error.kind)
        return None
    return value if _is_packet(value, notes) else None


def _without(value: dict[str, Any], terms: Terms, notes: PacketNotes) -> Packet | None:
    """The packet without the parts that errors lie in; None where one concerns the whole."""
    ours, before = is_ours(value), len(notes.spots)
    if before and (ours or not leave_out(value, notes)):
        return None
    packet = _ours(value, terms, notes) if ours else _packet(value, terms, notes)
    new = notes.spots[before:]
    return None if new and (ours or any(part_of(steps) is None for steps in new)) else packet


def _ours(value: dict[str, Any], terms: Terms, notes: PacketNotes) -> Packet:
    own = taken(value, notes)
    return applied(_packet(value, terms, notes), own, terms)


def _is_packet(value: Any, notes: PacketNotes) -> bool:
    """Whether it is a phenopacket of version 2; families, cohorts and version 1 are told by name."""
    if not isinstance(value, dict):
        notes.error((), f"{shown(value)} stands here", "one phenopacket, an object", "kind")
    elif "proband" in value or "pedigree" in value:
        fix = "a phenopacket for each of its members"
        notes.error((), "it is a Family, which holds several persons", fix, "kind-family")
    elif "members" in value:
        fix = "each of its members in a file"
        notes.error((), "it is a Cohort, which holds several phenopackets", fix, "kind-cohort")
    elif _is_v1(value):
        fix = "version 2: phenopacket-tools (`pxf convert`) turns the one into the other"
        notes.error((), "it is of version 1 of the Phenopacket schema", fix, "kind-v1")
    return not notes.broken


def _is_v1(value: dict[str, Any]) -> bool:
    meta = value.get("metaData", value.get("meta_data"))
    version = meta.get("phenopacketSchemaVersion") if isinstance(meta, dict) else None
    if isinstance(version, str) and version.strip():
        return version.strip().startswith("1")
    features = value.get("phenotypicFeatures")
    several = features if isinstance(features, list) else []
    return bool(_V1_KEYS & value.keys()) or any(isinstance(one, dict) and _V1_FEATURE & one.keys() for one in several)


def _packet(value: dict[str, Any], terms: Terms, notes: PacketNotes) -> Packet:
    subject, meta = value.get("subject", {}), value.get("metaData", {})
    vital = subject.get("vitalStatus", {})
    identifier = value["id"].strip()
    if not identifier:
        notes.error(("id",), "it is empty", "an id that no other packet has", "id")
    taxon = subject.get("taxonomy")
    if taxon and taxon["id"] not in (_HUMAN, "NCBITAXON:9606"):
        notes.error(("subject", "taxonomy"), f"{taxon['id'][:40]} is no human", f"{_HUMAN}, or no taxonomy", "taxonomy")
    version = meta.get("phenopacketSchemaVersion", "2")
    if not version.startswith("2"):
        at = ("metaData", "phenopacketSchemaVersion")
        notes.warn(at, f"{version[:20]!r} is no version we know; read as 2.0", "2.0", "version")
    vital_at = ("subject", "vitalStatus")
    return Packet(
        id=identifier,
        file=notes.file,
        label=subject.get("id", "").strip() or identifier,
        aliases=tuple(subject.get("alternateIds", ())),
        sex=subject.get("sex", "UNKNOWN_SEX"),
        karyotype=subject.get("karyotypicSex", "UNKNOWN_KARYOTYPE"),
        seen=when(subject, "timeAtLastEncounter", terms, ("subject",), notes),
        vital=vital.get("status", "UNKNOWN_STATUS"),
        death=when(vital, "timeOfDeath", terms, vital_at, notes),
        cause=terms.under(vital, "causeOfDeath", vital_at, notes),
        survival=vital.get("survivalTimeInDays"),
        features=tuple(
            feature(one, terms, ("phenotypicFeatures", n), notes)
            for n, one in enumerate(value.get("phenotypicFeatures", ()))
        ),
        calls=tuple(calls(value, identifier, terms, notes)),
        diseases=tuple(
            PacketDisease(
                terms.read(one["term"], ("diseases", n, "term"), notes),
                not one.get("excluded"),
                when(one, "onset", terms, ("diseases", n), notes),
            )
            for n, one in enumerate(value.get("diseases", ()))
        ),
        measurements=tuple(measurements(value, terms, notes)),
        treatments=tuple(treatments(value, terms, notes)),
        progress=tuple(one["progressStatus"] for one in value.get("interpretations", ()) if "progressStatus" in one),
        summaries=tuple(one["summary"] for one in value.get("interpretations", ()) if one.get("summary")),
        references=tuple(reference(one) for one in meta.get("externalReferences", ())),
        resources=tuple(f"{one['id']} {one.get('version', '')}".strip() for one in meta.get("resources", ())),
        created=meta.get("created", ""),
        creator=meta.get("createdBy", ""),
    )
