"""Rows to files: CSV, and Parquet where pyarrow is installed. The same rows give the same bytes."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import Any, Final, TypeAlias

from kg.errors import KgError
from kg.export.columns import Table
from kg.export.rows import Row
from kg.files import RUNS
from kg.find.truth import truth

Write: TypeAlias = Callable[[Path, Table, Iterable[Row]], int]
"""Writes the rows of a table, and says how many they were."""
_GROUP: Final = 10_000


class NoParquet(KgError, ImportError):
    """Parquet was asked for and cannot be written here."""


def write_csv(path: Path, table: Table, rows: Iterable[Row]) -> int:
    """RFC 4180 in UTF-8 with lines that end in LF; true and false, empty where nothing is said."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        # csv puts a text with CR into quotes only where lines end in CR too (before Python 3.13).
        writer = csv.writer(SimpleNamespace(write=lambda row: stream.write(row.removesuffix("\r\n") + "\n")))
        writer.writerow(column.name for column in table.columns)
        for count, row in enumerate(rows, 1):  # noqa: B007 - the last number is what was asked for
            writer.writerow(row)
    return count


QUOTED: Final = (
    "A text that a spreadsheet could run as a formula has an apostrophe before it, and so has one that begins with one."
)


def quoted(table: Table, rows: Iterable[Row]) -> Iterator[Row]:
    """Rows whose texts no spreadsheet runs."""
    texts = [column.type == "string" for column in table.columns]
    for row in rows:
        yield tuple(
            f"'{cell}" if text and cell.startswith(RUNS) else cell for cell, text in zip(row, texts, strict=True)
        )


def write_parquet(path: Path, table: Table, rows: Iterable[Row]) -> int:
    """Parquet with typed columns, null where nothing is said. Raises `NoParquet` without pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise NoParquet("Parquet needs pyarrow: `pip install 'csf1r-kg[tables]'`, or --format csv") from error
    types = {"string": pa.string(), "number": pa.float64(), "boolean": pa.bool_()}
    kinds = [(column.name, types.get(column.type, pa.int64()), _READ[column.type]) for column in table.columns]
    schema = pa.schema([(name, kind) for name, kind, _ in kinds])
    waiting, count = iter(rows), 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := list(islice(waiting, _GROUP)):
            count += len(batch)
            columns = [
                pa.array([read(cell) if cell else None for cell in cells], kind)
                for (_, kind, read), cells in zip(kinds, zip(*batch, strict=True), strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))
    return count


_READ: Final[Mapping[str, Callable[[str], Any]]] = MappingProxyType(
    {"string": str, "number": float, "integer": int, "year": int, "boolean": truth}
)
FORMATS: Final[Mapping[str, Write]] = MappingProxyType({"csv": write_csv, "parquet": write_parquet})
MEDIA_TYPES: Final = MappingProxyType({"csv": "text/csv", "parquet": "application/vnd.apache.parquet"})
