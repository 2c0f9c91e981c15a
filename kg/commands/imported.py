"""What an import tells: its first faults on standard error, then its account."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from rich.console import Console

from kg.imports.reports import CohortReport, DatabaseReport
from kg.imports.shelf import FAULTS
from kg.report import Fault

SHOWN: Final = 20
"""Faults printed; the others stand in the import's faults.txt."""

out = Console()
err = Console(stderr=True, highlight=False)


def tell(report: CohortReport | DatabaseReport, told: Callable[[Fault], str], folder: Path) -> None:
    """Print it; `told` puts a fault in a line, `folder` is where imports are kept."""
    for fault in report.faults[:SHOWN]:
        err.print(told(fault), markup=False, soft_wrap=True)
    more = report.errors + report.warnings - SHOWN
    if more > 0:
        err.print(f"and {more:,} more in {folder / report.name / FAULTS}", markup=False, soft_wrap=True)
    for row in report.lines():
        out.print(row, markup=False, soft_wrap=True, highlight=False)
