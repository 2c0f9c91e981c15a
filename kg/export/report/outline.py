"""The order of a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.analysis.held import Held
from kg.export.report.graph_sections import doubts, holding, variants
from kg.export.report.parts import Section
from kg.report import Tell


def sections(held: Held, manifest: Mapping[str, Any], tell: Tell) -> tuple[Section, ...]:
    """Every section, in the order of reading; `tell` hears which is being made."""
    tell("what is in the graph")
    return (holding(held, manifest), variants(held), doubts(held))
