"""`kg report`: the current release in one page, for readers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.consoles import err, say
from kg.export.report import export_report
from kg.release import current
from kg.settings import releases_folder


def report(
    folder: Annotated[Path, typer.Argument(help="a new folder, an empty one, or one of a former report")],
    releases: Path = releases_folder(),  # noqa: B008 - typer reads the default once
) -> None:
    """Write what the current release says in one page to read and print, with its figures and tables as files."""
    written = export_report(current(releases), folder, lambda step: err.print(f"  {step}"))
    say(f"{len(written)} files: the page, its figures (SVG, PNG) and its tables (CSV)")
    say(f"{folder / 'report.html'}")
