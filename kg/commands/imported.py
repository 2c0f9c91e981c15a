"""What an import tells: its first faults on standard error, then its account."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kg.commands.consoles import note, say
from kg.files import FAULTS
from kg.imports.reports import CohortReport, DatabaseReport

SHOWN: Final = 20
"""Faults printed; the others stand in the import's faults.txt."""


def step(told: str) -> None:
    """Say on standard error how far the work is."""
    note(f"  {told}")


def tell(report: CohortReport | DatabaseReport, folder: Path) -> None:
    """Print it; `folder` is where imports are kept."""
    note(*map(report.told, report.faults[:SHOWN]))
    more = report.errors + report.warnings - SHOWN
    if more > 0:
        note(f"and {more:,} more in {folder / report.name / FAULTS}")
    say(*report.lines())
