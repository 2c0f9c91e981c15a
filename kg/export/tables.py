"""A release as tidy tables with their data dictionary: for R, pandas, spreadsheets, whatever reads CSV or Parquet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from kg.engine import Engine
from kg.errors import UnknownName
from kg.export.catalogue import FURTHER, TABLES
from kg.export.columns import Table
from kg.export.datapackage import DESCRIPTOR, NAME, Written, datapackage, definitions, dictionary
from kg.export.files import FORMATS, QUOTED, quoted
from kg.export.folders import fill_folder
from kg.export.rows import Row, rows
from kg.release import Release

DICTIONARY = "dictionary.md"


def export_tables(
    release: Release, folder: Path, form: str = "csv", engine: Engine | None = None, quote_formulas: bool = False
) -> tuple[Written, ...]:
    """Write every table of a release into a folder, which is new, empty or holds a former export.

    All is written aside and moved into place: a failure leaves what was there. The bytes depend on the release alone.
    With `quote_formulas` a text that a spreadsheet would run as a formula has an apostrophe before it.
    `engine` holds the release where it was loaded already. Raises `NotOurs`, `UnknownName` for a form that is none, and
    `NoParquet`.
    """
    if form not in FORMATS:
        raise UnknownName(f"{form!r} is no form of table; choose {' or '.join(FORMATS)}", form)
    folder = folder.absolute()

    def fill(aside: Path) -> tuple[Written, ...]:
        asked = engine or release.engine()
        written = tuple(_written(asked, aside, form, quote_formulas))
        meanings = definitions(asked)
        note = release.manifest["note"]
        about = {**release.manifest, "note": f"{note} {QUOTED}" if quote_formulas else note}
        described = json.dumps(datapackage(about, written, meanings), indent=1, ensure_ascii=False)
        (aside / DESCRIPTOR).write_text(described + "\n", encoding="utf-8")
        (aside / DICTIONARY).write_text(dictionary(about, written, meanings), encoding="utf-8")
        return written

    written = fill_folder(folder, fill, _former, "table")
    return tuple(Written(one.table, folder / one.path.name, one.rows) for one in written)


def _written(engine: Engine, folder: Path, form: str, quote: bool) -> Iterator[Written]:
    more: list[Row] = []

    def one(table: Table) -> Written:
        path = folder / f"{table.name}.{form}"
        found = sorted(more) if table is FURTHER else rows(engine, table, lambda *row: more.append((table.name, *row)))
        return Written(table, path, FORMATS[form](path, table, quoted(table, found) if quote else found))

    yield from map(one, (*TABLES, FURTHER))


def _former(folder: Path) -> set[str]:
    """The files of a former export, as its descriptor names them."""
    try:
        former = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
        if former["name"] == NAME:
            return {DESCRIPTOR, DICTIONARY, *(str(one["path"]) for one in former["resources"])}
    except (OSError, ValueError, LookupError, TypeError):
        pass
    return set()
