"""`kg paper new` and `kg cite`: papers in from catalogues, and out to whoever cites them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from kg.commands.consoles import note, out, say
from kg.export.citations import FORMATS, cite
from kg.lexicon import Lexicon
from kg.papers import FileChange, new_papers
from kg.release import current
from kg.settings import PACKAGE, releases_folder


def paper_new(
    file: Annotated[Path, typer.Argument(help="XML of PubMed (PubmedArticleSet) or of PMC (JATS)")],
    evidence: Annotated[Path, typer.Option("--evidence", help="the folder of evidence files")] = PACKAGE / "evidence",
) -> None:
    """Start an evidence file for every paper cited in an XML file, or complete the one that is there.

    Only what a catalogue knows is written: whoever reads the paper says how far it was read, and what it says.
    """
    changes, report = new_papers(file, evidence, datetime.now().astimezone().date())
    note(*map(str, report.warnings))
    say(*(line for change in changes for line in _told(change)))


def _told(change: FileChange) -> list[str]:
    added = ", ".join(change.added) or "nothing"
    if change.started:
        return [f"started {change.path}: {added}; `design` and `readings` are for its reader"]
    return [
        f"completed {change.path.name}: {added}" if change.added else f"{change.path.name} has it all",
        *(f"  {one.field} stays {one.held!r}; the catalogue has {one.found!r}" for one in change.differs),
    ]


def cite_command(
    papers: Annotated[list[str] | None, typer.Argument(help="PubMed ids, DOIs, PMC ids or keys; all when none")] = None,
    form: Annotated[str, typer.Option("--format", help=" or ".join(FORMATS))] = "csl",
    releases: Path = releases_folder(),  # noqa: B008 - typer reads the default once
) -> None:
    """Print papers of the current release as CSL-JSON or BibTeX, for whatever writes reference lists."""
    release = current(releases)
    out.file.write(cite(Lexicon.lend(release.engine(), release.folder), papers or (), form))
