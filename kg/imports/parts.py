"""Some files of the input to what they say: a function that knows nothing of the rest, so that anyone may run it.

What depends on the order of the input, or on all of it, is settled by who takes the parts in (`work.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.imports.lines import Lines
from kg.imports.stretches import PacketStretches, in_stretches
from kg.infer.follow import Knowledge
from kg.model.packet import GeneName, Packet
from kg.report import Fault
from kg.sources.phenopackets import InputFile, PacketNotes, Terms, read_packet
from kg.triples.packet_call import variant_node

_FILES: Final = 40
_BYTES: Final = 1 << 20
"""A part has at most so many files, and ends with the one that makes it larger than this."""


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What every packet of a cohort is held against: megabytes, so that it goes once to each who works."""

    cohort: str
    terms: Terms
    knowledge: Knowledge


@dataclass(frozen=True, slots=True)
class InputPart:
    """Files of the input, one after the other. `key` names the packet in a part of one, where that is settled."""

    files: tuple[InputFile, ...]
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketSaid:
    """What a sound packet says, under the first of its `names`, and what must be held beside other packets.

    `kin` are keys of variants that may be one, each with the IRI of its variant. `things` counts findings and the like.
    """

    id: str
    names: tuple[str, str]
    genes: tuple[GeneName, ...]
    kin: tuple[tuple[str, str], ...]
    things: dict[str, int]
    resources: tuple[str, ...]
    kept_out: Counter[str]
    lines: PacketStretches


@dataclass(frozen=True, slots=True)
class PacketDone:
    """One file of the input: what is wrong with it, and what it says where it is sound."""

    file: str
    faults: tuple[Fault, ...]
    said: PacketSaid | None


@dataclass(frozen=True, slots=True)
class PartDone:
    """The files of a part, in its order."""

    packets: tuple[PacketDone, ...]


def parts(files: Iterable[InputFile]) -> Iterator[InputPart]:
    """The input in parts of a size that does not depend on who does them."""
    held: list[InputFile] = []
    size = 0
    for one in files:
        held.append(one)
        size += len(one.data)
        if len(held) >= _FILES or size >= _BYTES:
            yield InputPart(tuple(held))
            held, size = [], 0
    if held:
        yield InputPart(tuple(held))


def part(ground: Ground, some: InputPart) -> PartDone:
    """What the files of a part say, and what is wrong with them."""
    lines = _lines(ground)
    return PartDone(tuple(_done(one, ground, lines, some.key) for one in some.files))


@lru_cache(maxsize=1)
def _lines(ground: Ground) -> Lines:
    """Kept from one part to the next for what it has worked out."""
    return Lines(ground.cohort, ground.knowledge)


def _done(file: InputFile, ground: Ground, lines: Lines, key: str) -> PacketDone:
    notes = PacketNotes(file.name)
    packet = None
    if file.fault:
        notes.error((), *file.fault)
    else:
        packet = read_packet(file.data, ground.terms, notes)
    said = _said(packet, notes.kept_out, lines, key) if packet else None
    return PacketDone(file.name, tuple(notes.faults), said)


def _said(packet: Packet, kept_out: Counter[str], lines: Lines, key: str) -> PacketSaid:
    names = lines.names(packet)
    own = key or names[0]
    variations = [call.variation for call in packet.calls if call.variation]
    return PacketSaid(
        id=packet.id,
        names=names,
        genes=tuple(dict.fromkeys(call.gene for call in packet.calls if call.gene)),
        kin=tuple(
            (f"{one.gene.key if one.gene else ''} {shared}", variant_node(one))
            for one in variations
            for shared in one.alike
        ),
        things=_things(packet),
        resources=packet.resources,
        kept_out=kept_out,
        lines=in_stretches(lines.of(packet, own), f"/{lines.cohort}/{own}", lines.graphs),
    )


def _things(packet: Packet) -> dict[str, int]:
    present = sum(feature.present for feature in packet.features)
    return {
        "present findings": present,
        "excluded findings": len(packet.features) - present,
        "imaging findings": sum(feature.modality is not None for feature in packet.features),
        "genotypes": sum(call.variation is not None for call in packet.calls),
        "measurements": len(packet.measurements),
        "treatments": len(packet.treatments),
    }
