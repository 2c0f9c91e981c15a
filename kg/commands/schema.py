"""`kg schema`: what an evidence file, or a database release, may say."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kg.sources.databases.release_schema import release_schema
from kg.sources.schema import json_schema

out = Console()


def schema(
    write: Annotated[Path | None, typer.Option("--write", help="write it to this file")] = None,
    database: Annotated[bool, typer.Option("--database", help="that of a database release")] = False,
) -> None:
    """Print the JSON Schema of an evidence file, or of a database release."""
    text = release_schema() if database else json_schema()
    if write:
        write.write_text(text, encoding="utf-8")
    else:
        out.print(text, markup=False, soft_wrap=True, highlight=False, end="")
