"""What a packet says against itself, though each part of it is sound."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.model.packet import Feature, Packet
from kg.sources.hpo import Hpo
from kg.sources.phenopackets.notes import Notes

_AT: Final = "phenotypicFeatures"


def check_together(packet: Packet, hpo: Hpo, notes: Notes) -> None:
    """Warn of features that contradict or repeat each other, and of ages that cannot follow each other."""
    places = {True: _places(packet.features, True), False: _places(packet.features, False)}
    for identifier, number in places[True].items():
        if identifier in places[False]:
            what = f"{identifier} is present here and excluded in entry {places[False][identifier] + 1}"
            notes.warn((_AT, number), what, "one of the two, or an onset that tells them apart", "present-and-excluded")
        if identifier not in hpo.terms:
            continue
        above = hpo.ancestors(identifier) - {identifier}
        for other in sorted(above & places[True].keys()):
            what = f"{other} follows from {identifier} in entry {number + 1}"
            notes.warn((_AT, places[True][other]), what, "the more exact term alone says both", "redundant")
        for other in sorted(above & places[False].keys()):
            what = f"{identifier} is present, and entry {places[False][other] + 1} excludes {other}, which is above it"
            notes.warn((_AT, number), what, "to exclude what is really absent", "present-below-excluded")
    _ages(packet, notes)
    _onsets(packet, notes)


def _places(features: Sequence[Feature], present: bool) -> dict[str, int]:
    return {feature.term.id: n for n, feature in reversed([*enumerate(features)]) if feature.present == present}


def _ages(packet: Packet, notes: Notes) -> None:
    last = packet.death or packet.seen
    if last is None or last.high is None:
        return
    for number, feature in enumerate(packet.features):
        if feature.onset and feature.onset.low is not None and feature.onset.low > last.high:
            what = f"its onset {feature.onset.stated} is after {last.stated}, when the person was last seen"
            notes.warn((_AT, number, "onset"), what, "ages that can follow each other", "age-order")
    if packet.death and packet.vital == "ALIVE":
        what = "the person is alive and has an age at death"
        notes.warn(("subject", "vitalStatus"), what, "DECEASED, or no time of death", "vital")


def _onsets(packet: Packet, notes: Notes) -> None:
    """A case has one age at onset; where diseases give several, none is chosen."""
    ages = {one.onset.age for one in packet.diseases if one.present and one.onset and one.onset.age is not None}
    if len(ages) > 1:
        told = ", ".join(f"{age:g}" for age in sorted(ages))
        what = f"the diseases began at different ages ({told}); they are kept as stated, and none as the age at onset"
        notes.warn(("diseases",), what, "one age, or one packet a disease", "onset-several")
    for disease in packet.diseases:
        if disease.onset and not disease.present:
            notes.keep_out(("diseases", "onset (of an excluded disease)"))
