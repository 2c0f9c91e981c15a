"""`kg coverage`: what is not read of the literature, and what to fetch next."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final

import typer

from kg.audit.coverage import NotRead, not_read
from kg.audit.coverage_page import page
from kg.audit.coverage_told import lines, rows, tree
from kg.commands.consoles import out
from kg.errors import FaultyInput
from kg.settings import PACKAGE
from kg.sources.reference import read_reference

FORMATS: Final[dict[str, Callable[[NotRead], str]]] = {
    "text": lambda found: "\n".join((*lines(found), "")),
    "json": lambda found: json.dumps(tree(found), indent=1, ensure_ascii=False) + "\n",
    "csv": rows,
    "html": page,
}


def coverage(
    evidence: Annotated[Path, typer.Option("--evidence", help="the folder of evidence files")] = PACKAGE / "evidence",
    reference: Annotated[Path, typer.Option("--reference", help="the folder of reference data")] = PACKAGE
    / "reference",
    form: Annotated[str, typer.Option("--format", help=" or ".join(FORMATS))] = "text",
) -> None:
    """List papers by what is not read of them, first those of which a full text would add most.

    Then the papers that the evidence and its databases name and that no file is of. No release is needed.
    """
    if form not in FORMATS:
        raise FaultyInput(f"there is no format {form!r}; right would be {', '.join(FORMATS)}")
    out.file.write(FORMATS[form](not_read(evidence, reference, read_reference(reference).vocabulary)))
