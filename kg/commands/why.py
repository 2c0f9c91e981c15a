"""`kg why`: by what a statement of the current release holds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kg.commands.build import given_inputs
from kg.explain import explain, spelled
from kg.release import current
from kg.settings import releases_folder

out = Console()

Releases = Annotated[Path, typer.Option("--releases", help="the folder of releases", envvar="KG_RELEASES")]


def why(
    subject: Annotated[str, typer.Argument(help="an IRI or a short name such as case:pmid-0000001/toy-woman")],
    target: Annotated[str, typer.Argument(help="a class, or a property when a third argument follows")],
    value: Annotated[str | None, typer.Argument(help="what the property leads to")] = None,
    releases: Releases = releases_folder(),  # noqa: B008
) -> None:
    """Say why SUBJECT is of a CLASS, or why SUBJECT PROPERTY OBJECT holds: the facts and the axiom."""
    wanted = spelled(subject, target, value)
    for told in explain(current(releases), wanted, given_inputs(None, None)):
        out.print(told, markup=False, soft_wrap=True, highlight=False)
