"""`kg paper read`: from a full text to an evidence file in which everything is proposed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from kg.build.inputs import Inputs
from kg.commands.consoles import note, say
from kg.reading.propose import PaperReader
from kg.review.begin import Begun, begin
from kg.settings import PACKAGE, sources_folder
from kg.sources.hpo import read_hpo
from kg.sources.reference import read_reference
from kg.texts.read import read_text

Evidence = Annotated[Path, typer.Option("--evidence", help="the folder of evidence files")]
_FOLDER = PACKAGE / "evidence"


def reader_of(inputs: Inputs) -> PaperReader:
    """What reading needs, over the HPO that a build reads and the words that our curators have matched."""
    inputs.verify("hp")
    return PaperReader.of(read_hpo(inputs.hpo), read_reference(inputs.reference), inputs.evidence)


def paper_read(
    file: Annotated[Path, typer.Argument(help="JATS of PMC, PDF, a saved page, or plain text")],
    evidence: Evidence = _FOLDER,
    name: Annotated[str | None, typer.Option("--as", help="the name of the evidence file")] = None,
) -> None:
    """Propose what a full text says: people, variants, signs, scans and figures, each with its quote and place.

    Nothing of it counts until a person has accepted it (`kg paper review`). A paper that has a file gains what is new.
    """
    text = read_text(file)  # before the names of findings, which take seconds: a file that cannot be read is told now
    reader = reader_of(Inputs.pinned(sources_folder()))
    begun = begin(text, evidence, reader, datetime.now().astimezone().date(), name)
    note(*begun.told)
    say(*told(begun, file))


def told(begun: Begun, source: Path) -> list[str]:
    """What became of a text, in words, and what comes next."""
    counts = ", ".join(f"{number} {kind}" for kind, number in begun.counts.items())
    if not counts:
        return [f"{begun.path} has all that {source.name} proposes already: nothing was added"]
    # Such a line is copied: a name with spaces is one word of it.
    path, text = (quote(str(one)) for one in (begun.path, source))
    return [
        f"{'started' if begun.started else 'added to'} {begun.path}: {counts} proposed",
        f"next: kg paper review {path} --text {text}",
        f"or, in a browser: kg curate {path} {text}",
    ]
