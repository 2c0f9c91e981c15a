"""What is wrong with one packet, and what of it is kept out; collected, so that one reading tells everything.

A fault leaves out the part in which it lies, so that one wrong entry does not cost the person. A part is what says one
thing: an entry of a list, or a field of the subject. What is wrong outside of them concerns the whole packet: an id
that is missing, or a resource, which says what the prefixes of the packet mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import getitem
from typing import Any, Final, TypeVar

from kg.report import Fault

_Value = TypeVar("_Value")
Steps = tuple[str | int, ...]
Known = dict[Hashable, tuple[_Value, tuple[tuple[str, int], ...]]]
"""What some work gave, by what it was done with, and what it keeps out and how often."""
_KEPT: Final = 20_000
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


def place(steps: Sequence[str | int]) -> str:
    """A place in a packet, list entries counted from 1.

    >>> place(("phenotypicFeatures", 2, "type", "id"))
    'phenotypicFeatures / 3 / type / id'
    """
    return " / ".join(str(step + 1) if isinstance(step, int) else step for step in steps) or "the packet"


@dataclass(slots=True)
class PacketNotes:
    """The notepad of one packet: `kept_out` counts places without their list numbers.

    `spots` are the places of errors. `kept` gives, for a list of which entries were left out, the numbers that those
    which stay have in the file; every place that is told is one of the file.
    """

    file: str
    faults: list[Fault] = field(default_factory=list)
    kept_out: Counter[str] = field(default_factory=Counter)
    spots: list[Steps] = field(default_factory=list)
    kept: dict[Steps, list[int]] = field(default_factory=dict)

    def error(self, steps: Steps, what: str, fix: str, kind: str) -> None:
        """A fault that keeps out the part of the packet in which it lies, or the whole."""
        self.spots.append(self.original(steps))
        self.faults.append(Fault(self.file, 1, place(self.spots[-1]), what, fix, kind))

    def warn(self, steps: Steps, what: str, fix: str, kind: str) -> None:
        """Something told of what is taken in."""
        self.about(self.original(steps), what, fix, kind)

    def about(self, steps: Steps, what: str, fix: str, kind: str) -> None:
        """Something told of a place of the file itself."""
        self.faults.append(Fault(self.file, 1, place(steps), what, fix, kind, fatal=False))

    def original(self, steps: Steps) -> Steps:
        """The place in the file of a place in what was kept of it."""
        found: Steps = ()
        for step in steps:
            numbers = self.kept.get(found)
            found = (*found, numbers[step] if numbers is not None and isinstance(step, int) else step)
        return found

    def number(self, *steps: str | int) -> int:
        """The number of an entry in the file, counted from 1."""
        last = self.original(steps)[-1]
        return last + 1 if isinstance(last, int) else 0

    def keep_out(self, steps: Steps, times: int = 1) -> None:
        """Say that something stands here which the graph has no place for."""
        self.kept_out[" / ".join([step for step in steps if isinstance(step, str)])] += times

    def once(self, known: Known[_Value], key: Hashable, work: Callable[[], _Value]) -> _Value:
        """What work gives; where it tells no fault it is done once for all packets, and what it keeps out is noted."""
        found = known.get(key)
        if found is None:
            before, faults, self.kept_out = self.kept_out, len(self.faults), Counter()
            found = work(), tuple(self.kept_out.items())
            self.kept_out = before
            if len(self.faults) == faults:
                if len(known) >= _KEPT:
                    known.clear()
                known[key] = found
        value, kept_out = found
        for where, times in kept_out:
            self.kept_out[where] += times
        return value

    @property
    def broken(self) -> bool:
        """Whether something must be left out."""
        return bool(self.spots)


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
        if isinstance(last, int):
            gone.setdefault(tuple(way), set()).add(last)
        else:
            _at(value, way).pop(last, None)
    for at in sorted(gone, key=len, reverse=True):
        entries = _at(value, at)
        notes.kept[at] = [number for number in range(len(entries)) if number not in gone[at]]
        entries[:] = [entries[number] for number in notes.kept[at]]
    return True


def _at(value: Any, way: Sequence[str | int]) -> Any:
    return reduce(getitem, way, value)


def tell(notes: PacketNotes) -> None:
    """Say of each part that is left out that the rest is kept."""
    for part in sorted({part for steps in notes.spots if (part := part_of(steps))}, key=str):
        notes.about(
            part, "it is left out, and the rest of the packet is kept", "the part without this fault", "left-out"
        )
