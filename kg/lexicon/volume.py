"""The index as a file of SQLite: written once, then read by any number of threads. Nobody else knows SQLite."""

from __future__ import annotations

import errno
import os
import sqlite3
import weakref
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from kg.errors import KgError

VERSION: Final = 1
_WAITING: Final = 5000
TABLES: Final = {
    "things": "iri TEXT PRIMARY KEY, kinds TEXT, label TEXT, old INTEGER, uses INTEGER DEFAULT 0",
    "names": "key TEXT, rank INTEGER, iri TEXT, name TEXT, whole INTEGER, PRIMARY KEY (key, rank, iri, name)",
    "numbers": "local TEXT, scheme TEXT, by INTEGER, iri TEXT, PRIMARY KEY (local, scheme, by, iri)",
    "notations": "key TEXT, iri TEXT, PRIMARY KEY (key, iri)",
    "links": "subject TEXT, property TEXT, object TEXT, PRIMARY KEY (subject, property, object)",
    "facts": "kind TEXT, subject TEXT, property TEXT, object TEXT, PRIMARY KEY (kind, subject, property, object)",
    "spoken": "iri TEXT PRIMARY KEY",
    "words": "spelt TEXT, word TEXT, uses INTEGER, PRIMARY KEY (spelt, word)",
    "completions": "name TEXT PRIMARY KEY, role TEXT, local TEXT, label TEXT, synonyms TEXT, uses INTEGER",
}
_CREATED: Final = [
    *(f"CREATE TABLE {name} ({columns}) WITHOUT ROWID" for name, columns in TABLES.items()),
    "CREATE INDEX links_back ON links (object, property)",
    "CREATE VIRTUAL TABLE said USING fts5(iri UNINDEXED, kind UNINDEXED, matched UNINDEXED, text, "
    "tokenize = 'unicode61 remove_diacritics 2')",
]
_REMEDY: Final = "`kg build --force` writes it again"


class UnreadableIndex(KgError):
    """The file of names is damaged, or of another version."""


class UnwrittenIndex(KgError, OSError):
    """The file of names could not be written; it says why as errors of the system do."""


class Volume:
    """A written index, read by any number of threads; `name` is what a fault calls it."""

    def __init__(self, base: sqlite3.Connection, name: str) -> None:
        self._base, self._name = base, name
        weakref.finalize(self, base.close)

    @classmethod
    def open(cls, path: Path) -> Volume:
        """A file, which nobody writes to any more. Raises `UnreadableIndex`."""
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        try:
            # One connection for all threads: SQLite is built to be shared so.
            opened = cls(sqlite3.connect(address, uri=True, check_same_thread=False), str(path))
        except sqlite3.Error as error:
            raise UnreadableIndex(f"{path}: {error}; {_REMEDY}") from error
        found = opened.rows("PRAGMA user_version")[0][0]
        if found != VERSION:
            raise UnreadableIndex(f"{path} is of version {found}, not {VERSION}; {_REMEDY}")
        return opened

    @classmethod
    def made(cls, fill: Callable[[Writer], None]) -> Volume:
        """An index in memory, for a graph that has no file of it."""
        base = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        _filled(base, fill)
        return cls(base, "the index in memory")

    def rows(self, query: str, *given: object) -> list[Any]:
        """The rows of a query. Raises `UnreadableIndex`."""
        try:
            return self._base.execute(query, given).fetchall()
        except sqlite3.DatabaseError as error:
            raise UnreadableIndex(f"{self._name}: {error}; {_REMEDY}") from error


class Writer:
    """An index in the making. The same calls in the same order leave the same bytes."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self._waiting: dict[str, list[tuple[object, ...]]] = defaultdict(list)

    def put(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Add rows to a table, soon; one that is there already stays."""
        waiting = self._waiting[table]
        waiting += rows
        if len(waiting) > _WAITING:
            self._put_now(table)

    def _put_now(self, table: str) -> None:
        rows = self._waiting.pop(table, [])
        if not rows:
            return
        values = ", ".join("?" * len(rows[0]))
        self._base.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({values})", rows)  # noqa: S608

    def run(self, command: str, *given: object) -> Iterator[tuple[Any, ...]]:
        """A command of SQL, after all that was put."""
        for table in [*self._waiting]:
            self._put_now(table)
        return self._base.execute(command, given)

    def with_words(self, fold: Callable[[str], str]) -> None:
        """Keep which words the texts have, each with the folded form under which its other spellings are found."""
        self._base.create_function("fold", 1, fold, deterministic=True)
        self.run("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(said, row)")
        self.run("INSERT INTO words SELECT fold(term), term, doc FROM vocabulary")
        self.run("DROP TABLE vocabulary")


def write(path: Path, fill: Callable[[Writer], None]) -> None:
    """A new file, filled; raises `UnwrittenIndex`."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as base:
            base.execute("PRAGMA journal_mode = OFF")
            base.execute("PRAGMA synchronous = OFF")
            _filled(base, fill)
    except sqlite3.OperationalError as error:
        # SQLite keeps to itself what the system said, but for this.
        number = errno.ENOSPC if error.sqlite_errorcode == sqlite3.SQLITE_FULL else errno.EIO
        raise UnwrittenIndex(number, os.strerror(number), str(path)) from error


def _filled(base: sqlite3.Connection, fill: Callable[[Writer], None]) -> None:
    for command in (*_CREATED, "BEGIN"):
        base.execute(command)
    writer = Writer(base)
    fill(writer)
    writer.run("INSERT INTO said (said) VALUES ('optimize')")
    for command in ("COMMIT", f"PRAGMA user_version = {VERSION}", "VACUUM"):
        base.execute(command)
