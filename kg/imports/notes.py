"""Faults of one row or record, with its place; an error leaves it out, a warning flags it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.report import Fault


class RefusedRow(Exception):
    """A row that cannot be kept; it never leaves the readers."""

    def __init__(self, place: str, what: str, fix: str, kind: str) -> None:
        super().__init__(what)
        self.place, self.what, self.fix, self.kind = place, what, fix, kind


@dataclass(slots=True)
class RowNotes:
    """The notepad of one file; whoever reads empties it after each row."""

    file: str
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, line: int, why: RefusedRow) -> None:
        """Note why a row is left out."""
        self.faults.append(Fault(self.file, line, why.place, why.what, why.fix, why.kind))

    def warn(self, line: int, place: str, what: str, fix: str, kind: str) -> None:
        """Note what is odd in a row that is kept."""
        self.faults.append(Fault(self.file, line, place, what, fix, kind, fatal=False))

    def taken(self) -> list[Fault]:
        """The faults since the last time."""
        found, self.faults = self.faults, []
        return found
