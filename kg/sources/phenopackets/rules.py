"""What a packet says against itself, though each part of it is sound."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.model.packet import Feature, Moment, Packet
from kg.sources.hpo import Hpo
from kg.sources.phenopackets.notes import PacketNotes, Steps
from kg.sources.phenopackets.times import surely_after

_AT: Final = "phenotypicFeatures"
_PREGNANCY: Final = 45 * 7 + 6
"""Days of the longest pregnancy that is read."""


def check_together(packet: Packet, hpo: Hpo, notes: PacketNotes) -> None:
    """Warn of features that contradict or repeat each other, and of ages that cannot follow each other."""
    places = {True: _places(packet.features, True), False: _places(packet.features, False)}
    having, lacking = ({*places[present]} for present in (True, False))
    for identifier, number in places[True].items():
        if identifier in places[False]:
            what = f"{identifier} is present here and excluded in entry {notes.number(_AT, places[False][identifier])}"
            notes.warn((_AT, number), what, "one of the two, or an onset that tells them apart", "present-and-excluded")
        if identifier not in hpo.terms:
            continue
        above = hpo.ancestors(identifier)
        for other in sorted((above & having) - {identifier}):
            what = f"{other} follows from {identifier} in entry {notes.number(_AT, number)}"
            notes.warn((_AT, places[True][other]), what, "the more exact term alone says both", "redundant")
        for other in sorted((above & lacking) - {identifier}):
            entry = notes.number(_AT, places[False][other])
            what = f"{identifier} is present, and entry {entry} excludes {other}, which is above it"
            notes.warn((_AT, number), what, "to exclude what is really absent", "present-below-excluded")
    _ages(packet, notes)
    _onsets(packet, notes)


def _places(features: Sequence[Feature], present: bool) -> dict[str, int]:
    return {feature.term.id: n for n, feature in reversed([*enumerate(features)]) if feature.present == present}


def _ages(packet: Packet, notes: PacketNotes) -> None:
    """Times that cannot follow each other: nothing begins after death, and nothing ends before it began."""
    last = packet.death or packet.seen
    when = "the person died" if packet.death else "the person was last seen"
    for number, feature in enumerate(packet.features):
        at: Steps = (_AT, number)
        if last:
            _order(feature.onset, last, f"when {when}", (*at, "onset"), notes)
        if packet.death:
            _order(feature.resolution, packet.death, f"when {when}", (*at, "resolution"), notes)
        if feature.resolution:
            _order(feature.onset, feature.resolution, "when it was resolved", (*at, "onset"), notes)
    for number, disease in enumerate(packet.diseases):
        if last:
            _order(disease.onset, last, f"when {when}", ("diseases", number, "onset"), notes)
    if packet.death:
        _order(packet.seen, packet.death, f"when {when}", ("subject", "timeAtLastEncounter"), notes)
    _vital(packet, notes)


def _order(one: Moment | None, two: Moment, when: str, steps: Steps, notes: PacketNotes) -> None:
    if one and _after(one, two):
        what = f"{one.stated} is after {two.stated}, {when}"
        notes.warn(steps, what, "times that can follow each other", "age-order")


def _after(one: Moment, two: Moment) -> bool:
    """Whether a time is surely after another; ages are not compared with dates."""
    first, second = _years(one), _years(two)
    return first[0] > second[1] if first and second else surely_after(one.stated, two.stated)


def _years(moment: Moment) -> tuple[float, float] | None:
    """From when to when, in years from birth; those of a pregnancy are before it."""
    if moment.days is not None:
        return (moment.days - _PREGNANCY) / 365.25, 0.0
    return (moment.low, moment.high) if moment.low is not None and moment.high is not None else None


def _vital(packet: Packet, notes: PacketNotes) -> None:
    told = "time of death" if packet.death else "cause of death" if packet.cause else ""
    if told and packet.vital != "DECEASED":
        status = "alive" if packet.vital == "ALIVE" else "of unknown status"
        what = f"the person is {status} and has a {told}"
        notes.warn(("subject", "vitalStatus"), what, f"DECEASED, or no {told}", "vital")


def _onsets(packet: Packet, notes: PacketNotes) -> None:
    """A case has one age at onset; where diseases give several, none is chosen."""
    ages = {one.onset.age for one in packet.diseases if one.present and one.onset and one.onset.age is not None}
    if len(ages) > 1:
        told = ", ".join(f"{age:g}" for age in sorted(ages))
        what = f"the diseases began at different ages ({told}); they are kept as stated, and none as the age at onset"
        notes.warn(("diseases",), what, "one age, or one packet a disease", "onset-several")
    for disease in packet.diseases:
        if disease.onset and not disease.present:
            notes.keep_out(("diseases", "onset (of an excluded disease)"))
