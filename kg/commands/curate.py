"""`kg curate`: the page on which a curator decides, for this machine alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.build.inputs import Inputs
from kg.commands.consoles import note
from kg.commands.reading import reader_of, told
from kg.commands.review import today
from kg.errors import FaultyInput
from kg.reading.propose import PaperReader
from kg.review.begin import begin
from kg.review.desk import ReviewDesk
from kg.review.passages import LaidText
from kg.review.terms import TermDesk
from kg.settings import PACKAGE, sources_folder
from kg.texts.read import read_texts
from kg.texts.text import Text

Pair = tuple[Path | None, tuple[Path, ...]]
_YAML = (".yaml", ".yml")
_SHEETS = (".csv", ".tsv", ".xlsx")


def curate(
    files: Annotated[list[Path], typer.Argument(help="evidence files, each with its text behind it; or texts alone")],
    evidence: Annotated[Path, typer.Option("--evidence", help="where files for texts alone lie")] = PACKAGE
    / "evidence",
    host: Annotated[str, typer.Option(help="127.0.0.1 or ::1, and no other")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="the port to listen on")] = 8001,
    shown: Annotated[bool, typer.Option("--open/--no-open", help="open a browser there")] = True,
) -> None:
    """Serve a page to this machine on which proposals stand beside their text: accept, change, refuse by key.

    `kg curate FILE.yaml TEXT` opens an evidence file with the text it was read from, `kg curate TEXT` first reads the
    text as `kg paper read` does. Several may follow one another; tables (CSV, TSV, XLSX) behind a text go with it.
    Each decision is in the file before the next is asked.
    """
    # The graph never imports the web; only this command, when it is asked to serve, starts it.
    from api.curate.serve import check_host, run  # noqa: TID251

    check_host(host)
    inputs = Inputs.pinned(sources_folder())
    asked = pairs(files)
    read = [read_texts(texts) if texts else None for _, texts in asked]
    reader = reader_of(inputs) if any(file is None for file, _ in asked) else None
    terms = TermDesk(inputs, reader.lexis.hpo if reader else None)
    opened = [_opened(file, text, evidence, reader) for (file, _), text in zip(asked, read, strict=True)]
    run(opened, terms, host, port, shown, note)


def pairs(files: list[Path]) -> list[Pair]:
    """Evidence files with the text that stands behind each, and its tables; a text behind no evidence file is alone.

    >>> names = ("a.yaml", "a.txt", "supplement.csv", "b.pdf")
    >>> [(str(file), [str(one) for one in texts]) for file, texts in pairs([Path(name) for name in names])]
    [('a.yaml', ['a.txt', 'supplement.csv']), ('None', ['b.pdf'])]
    """
    found: list[Pair] = []
    for file in files:
        if file.suffix.lower() in _YAML:
            found.append((file, ()))
        elif found and found[-1][0] is not None and (not found[-1][1] or file.suffix.lower() in _SHEETS):
            found[-1] = (found[-1][0], (*found[-1][1], file))
        else:
            found.append((None, (file,)))
    return found


def _opened(
    file: Path | None, text: Text | None, evidence: Path, reader: PaperReader | None
) -> tuple[ReviewDesk, LaidText | None]:
    if file is None:
        if text is None or reader is None:
            raise FaultyInput("there is no file; right would be: an evidence file, a text, or both")
        begun = begin(text, evidence, reader, today())
        note(*begun.told, *told(begun, Path(text.file))[:1])
        file = begun.path
    return ReviewDesk(file, today()), LaidText(text) if text else None
