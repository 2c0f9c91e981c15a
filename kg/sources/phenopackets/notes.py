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
class Notes:
    """The notepad of one packet: `kept_out` counts places without their list numbers."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    kept_out: Counter[str] = field(default_factory=Counter)

    def error(self, steps: Steps, what: str, fix: str, kind: str) -> None:
        """A fault that keeps the packet out."""
        self.faults.append(Fault(self.file, 1, place(steps), what, fix, kind))

    def warn(self, steps: Steps, what: str, fix: str, kind: str) -> None:
        """Something told of a packet that is taken in."""
        self.faults.append(Fault(self.file, 1, place(steps), what, fix, kind, fatal=False))

    def keep_out(self, steps: Steps, times: int = 1) -> None:
        """Say that something stands here which the graph has no place for."""
        self.kept_out[" / ".join(step for step in steps if isinstance(step, str))] += times

    @property
    def broken(self) -> bool:
        """Whether the packet must be left out."""
        return any(fault.fatal for fault in self.faults)
