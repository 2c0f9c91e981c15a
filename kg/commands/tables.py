"""`kg paper table`: a table of people to proposed cases, by a mapping of its columns that a person mends."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from kg.build.inputs import Inputs
from kg.commands.consoles import note, say
from kg.errors import FaultyInput
from kg.names import slug
from kg.papers.writing import write_all
from kg.reading.findings.lexis import lexis_of
from kg.reading.tables.form import read_map
from kg.reading.tables.guess import started
from kg.reading.tables.people import chosen, people_of
from kg.reading.tables.person import TableWords
from kg.reading.tables.read import read_people
from kg.review.tabled import put_people
from kg.settings import sources_folder
from kg.sources.hpo import Hpo, read_hpo
from kg.sources.positions import yaml_of
from kg.sources.reference import ReferenceData, read_reference
from kg.texts.read import read_text
from kg.texts.text import PrintedTable


def paper_table(
    file: Annotated[Path, typer.Argument(help="a text with a table of people (JATS, HTML), or CSV, TSV, XLSX")],
    mapping: Annotated[
        Path | None, typer.Option("--map", help="what its columns hold; without, one is started")
    ] = None,
    table: Annotated[str | None, typer.Option("--table", help="its label, where the text has several tables")] = None,
    into: Annotated[Path | None, typer.Option("--into", help="the evidence file that gets the proposed cases")] = None,
    reference: Annotated[Path | None, typer.Option("--reference", help="another folder of reference data")] = None,
) -> None:
    """Make a proposed case of each row of a table of people, each cell a fact with its quote and its place.

    Without --map a mapping is written beside the table, with what each column may be; mend it and run this again.
    """
    text = read_text(file)
    note(*text.told)
    if mapping is None:
        _start(file, chosen(text.tables, table, file.name), reference)
        return
    hpo, known = _known(reference)
    sheet = read_map(mapping, hpo, known.vocabulary)
    printed = chosen(text.tables, table or sheet.file.table, file.name)
    read = read_people(people_of(printed, sheet.file.people), TableWords(sheet, hpo, known))
    note(*read.told)
    if into is None:
        say(*yaml_of({"cases": [*read.cases]}, 116, ordered=False).splitlines())
        note(f"{len(read.cases)} people; nothing is written without --into EVIDENCE.yaml")
        return
    put = put_people(into, read.cases, text, datetime.now().astimezone().date())
    note(*put.told)
    say(f"{into}: {put.started} cases started, {put.completed} completed, {put.facts} facts proposed")


def _start(file: Path, printed: PrintedTable, reference: Path | None) -> None:
    path = file.with_name(f"{file.stem}-{slug(printed.label)}.map.yaml")
    if path.exists():
        raise FaultyInput(f"{path} is there already; right would be: --map {path}, or to move it away")
    hpo, known = _known(reference)
    write_all({path: started(printed, file.name, next(iter(known.genes), None), lexis_of(hpo, known, ()))})
    say(f"started {path}: mend it, then run this again with --map {path}")


def _known(reference: Path | None) -> tuple[Hpo, ReferenceData]:
    inputs = Inputs.pinned(sources_folder()).over(None, reference)
    return read_hpo(inputs.hpo), read_reference(inputs.reference)
