"""What an import tells: its first faults on standard error, then its account."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kg.commands.consoles import err, out
from kg.files import FAULTS
from kg.imports.report import CohortReport, DatabaseReport

SHOWN: Final = 20
"""Faults printed; the others stand in the import's faults.txt."""


def step(told: str) -> None:
    """Say on standard error how far the work is."""
    err.print(f"  {told}", markup=False, soft_wrap=True)


def tell(report: CohortReport | DatabaseReport, folder: Path) -> None:
    """Print it; `folder` is where imports are kept."""
    for fault in report.faults[:SHOWN]:
        err.print(report.told(fault), markup=False, soft_wrap=True)
    more = report.errors + report.warnings - SHOWN
    if more > 0:
        err.print(f"and {more:,} more in {folder / report.name / FAULTS}", markup=False, soft_wrap=True)
    for row in report.lines():
        out.print(row, markup=False, soft_wrap=True, highlight=False)
