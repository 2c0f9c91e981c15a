"""A person of a table under way to a proposed case, and what the cells are read by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kg.reading.tables.form import MapSheet
from kg.reading.tables.people import PersonCell
from kg.reading.tables.variants import with_zygosity
from kg.sources.hpo import Hpo
from kg.sources.reference import ReferenceData

Entry = dict[str, Any]
"""A mapping of an evidence file."""


@dataclass(frozen=True, slots=True)
class TableWords:
    """What cells are read by: the mapping, the terms, the genes."""

    sheet: MapSheet
    hpo: Hpo
    reference: ReferenceData


@dataclass(slots=True)
class TablePerson:
    """A case under way; variants and zygosity are joined when all columns were read."""

    case: Entry
    variants: list[Entry] = field(default_factory=list)
    zygosity: list[tuple[PersonCell, str]] = field(default_factory=list)

    @classmethod
    def labelled(cls, cell: PersonCell, label: str) -> TablePerson:
        """A person of whom nothing is known yet, by the cell that has the label."""
        return cls({"label": label, **proposed(cell, cell.alone)})

    def doubt(self, why: str) -> None:
        """Note what is doubtful about who this is."""
        self.case.setdefault("why", []).append(why)

    def finished(self, told: list[str]) -> Entry:
        """The case as an evidence file has it."""
        variants = with_zygosity(self.variants, self.zygosity, told)
        return {**self.case, **({"variants": variants} if variants else {})}


def proposed(cell: PersonCell, quote: str, *why: str) -> Entry:
    """The keys of a fact that nobody has accepted."""
    return {"quote": quote, "place": str(cell.place), "proposed": True, **({"why": [*why]} if why else {})}
