"""`kg ask`: what the current release answers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kg import ask as asking
from kg.errors import KgError
from kg.release import current
from kg.settings import releases_folder

out = Console()

Releases = Annotated[Path, typer.Option("--releases", help="the folder of releases", envvar="KG_RELEASES")]


def ask(
    question: Annotated[str, typer.Argument(help="a question's name, a .rq file, or - for standard input")] = "",
    form: Annotated[str, typer.Option("--format", help="table, csv, json or turtle")] = "table",
    releases: Releases = releases_folder(),  # noqa: B008
) -> None:
    """Ask the current release a question in SPARQL; without a question, list those that are ready."""
    if not question:
        out.print(asking.listing())
        return
    found = asking.find(question)
    if found.federates_with:
        raise KgError(f"{found.name} needs {', '.join(found.federates_with)}; ask it there or open federation")
    asking.show(current(releases).engine(), found.text, form, out)
