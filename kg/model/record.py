"""Everything that one paper says: one `Record` is one evidence file."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.case import Case, VariantMention
from kg.model.paper import Doubt, Paper
from kg.model.statistic import CohortStatistic


@dataclass(frozen=True, slots=True)
class Record:
    """All that one paper says, with the doubts about it. `file` and `revised` (ISO date) say where it is kept."""

    paper: Paper
    file: str
    revised: str
    cases: tuple[Case, ...] = ()
    statistics: tuple[CohortStatistic, ...] = ()
    mentions: tuple[VariantMention, ...] = ()
    notes: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
