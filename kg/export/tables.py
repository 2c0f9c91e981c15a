"""A release as tidy tables with their data dictionary: for R, pandas, spreadsheets, whatever reads CSV or Parquet."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kg.engine import Engine
from kg.errors import KgError, UnknownName
from kg.export.catalogue import FURTHER, TABLES
from kg.export.columns import Table
from kg.export.datapackage import DESCRIPTOR, NAME, Written, datapackage, definitions, dictionary
from kg.export.files import FORMATS
from kg.export.rows import Row, rows
from kg.release import Release

DICTIONARY = "dictionary.md"


class NotOurs(KgError, FileExistsError):
    """A folder that holds something else than a former export."""


def export_tables(release: Release, folder: Path, form: str = "csv") -> tuple[Written, ...]:
    """Write every table of a release into a folder, which is new, empty or holds a former export.

    All is written aside and moved into place: a failure leaves what was there. The bytes depend on the release alone.
    Raises `NotOurs`, `UnknownName` for a form that is none, and `NoParquet`.
    """
    if form not in FORMATS:
        raise UnknownName(f"{form!r} is no form of table; choose {' or '.join(FORMATS)}", form)
    folder = folder.absolute()
    _check_ours(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        engine = release.engine()
        written = tuple(_written(engine, aside, form))
        meanings = definitions(engine)
        described = json.dumps(datapackage(release.manifest, written, meanings), indent=1, ensure_ascii=False)
        (aside / DESCRIPTOR).write_text(described + "\n", encoding="utf-8")
        (aside / DICTIONARY).write_text(dictionary(release.manifest, written, meanings), encoding="utf-8")
        aside.chmod(0o755)
        _move(aside, folder)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return tuple(Written(one.table, folder / one.path.name, one.rows) for one in written)


def _move(aside: Path, folder: Path) -> None:
    """Put a folder in the place of another, which comes back where that fails."""
    former = aside.with_name(f"{aside.name}-former")
    if folder.exists():
        folder.rename(former)
    try:
        aside.rename(folder)
    except BaseException:
        if former.exists():
            former.rename(folder)
        raise
    shutil.rmtree(former, ignore_errors=True)


def _written(engine: Engine, folder: Path, form: str) -> Iterator[Written]:
    more: list[Row] = []

    def one(table: Table) -> Written:
        path = folder / f"{table.name}.{form}"
        found = sorted(more) if table is FURTHER else rows(engine, table, lambda *row: more.append((table.name, *row)))
        return Written(table, path, FORMATS[form](path, table, found))

    yield from map(one, (*TABLES, FURTHER))


def _check_ours(folder: Path) -> None:
    """Raises `NotOurs` where there is a file that a former export did not write: it would be lost."""
    if not folder.exists():
        return
    if not folder.is_dir() or folder.is_symlink():
        raise NotOurs(f"{folder} is no folder")
    there = {one.name: one.is_file() for one in folder.iterdir()}
    mine: set[str] = set()
    try:
        former = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
        if former["name"] == NAME:
            mine = {DESCRIPTOR, DICTIONARY, *(one["path"] for one in former["resources"])}
    except (OSError, ValueError, LookupError, TypeError):
        pass
    if other := sorted(name for name, is_file in there.items() if not is_file or name not in mine):
        raise NotOurs(f"{folder} holds {other[0]}, which is no table of a former export; choose a new folder")
