"""Parts of a packet that a fault leaves out, so that one wrong entry does not cost the person.

A part is what says one thing: an entry of a list, or a field of the subject. What is wrong outside of them concerns the
whole packet: an id that is missing, or a resource, which says what the prefixes of the packet mean.
"""

from __future__ import annotations

from typing import Any, Final

from kg.sources.phenopackets.notes import PacketNotes, Steps

_CALL: Final = ("interpretations", int, "diagnosis", "genomicInterpretations", int)
_LISTS: Final = ("phenotypicFeatures", "measurements", "diseases", "medicalActions", "interpretations")
_FIELDS: Final = ("timeAtLastEncounter", "vitalStatus", "sex", "karyotypicSex", "gender", "dateOfBirth", "alternateIds")
_PARTS: Final[tuple[tuple[str | type[int], ...], ...]] = (
    _CALL,
    *((name, int) for name in _LISTS),
    ("metaData", "externalReferences", int),
    *(("metaData", name) for name in ("created", "createdBy", "submittedBy")),
    *(("subject", name) for name in _FIELDS),
)
"""Inner parts first."""


def part_of(steps: Steps) -> Steps | None:
    """The part in which a place lies; None where it concerns the whole packet."""
    for form in _PARTS:
        if len(steps) >= len(form) and all(map(_fits, steps, form)):
            return steps[: len(form)]
    return None


def _fits(step: str | int, wanted: str | type[int]) -> bool:
    return isinstance(step, int) if wanted is int else step == wanted


def leave_out(value: dict[str, Any], notes: PacketNotes) -> bool:
    """Take every part with an error out of a document; False where an error concerns the whole packet.

    The notes keep what the entries were numbered, so that messages go on to name them as the file does.
    """
    parts = {part_of(steps) for steps in notes.spots}
    if None in parts:
        return False
    gone: dict[Steps, set[int]] = {}
    for part in sorted((one for one in parts if one), key=len, reverse=True):
        *way, last = part
        holder: Any = value
        for step in way:
            holder = holder[step]
        if isinstance(last, int):
            gone.setdefault(tuple(way), set()).add(last)
        else:
            holder.pop(last, None)
    for at in sorted(gone, key=len, reverse=True):
        entries: Any = value
        for step in at:
            entries = entries[step]
        notes.kept[at] = [number for number in range(len(entries)) if number not in gone[at]]
        entries[:] = [entries[number] for number in notes.kept[at]]
    return True


def tell(notes: PacketNotes) -> None:
    """Say of each part that is left out that the rest is kept."""
    for part in sorted({part for steps in notes.spots if (part := part_of(steps))}, key=str):
        notes.about(
            part, "it is left out, and the rest of the packet is kept", "the part without this fault", "left-out"
        )
