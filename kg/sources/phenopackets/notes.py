"""What is wrong with one packet, and what of it is kept out; collected, so that one reading tells everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.report import Fault

Steps = tuple[str | int, ...]


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
        self.kept_out[" / ".join(step for step in steps if isinstance(step, str))] += times

    @property
    def broken(self) -> bool:
        """Whether something must be left out."""
        return bool(self.spots)
