"""The folder of databases: what was imported from each, and how to take it out."""

from __future__ import annotations

from pathlib import Path

from kg.imports.about import NAMES
from kg.imports.join import Ours
from kg.imports.shelf import Kept, Tell, take_out


class Database(Kept):
    """A database that was imported."""

    __slots__ = ()
    TOLD = (*Kept.TOLD, "title", "credit", "source_version", "input", "genes")
    AGAIN = "`kg import {} FILE`"

    def knew(self, ours: Ours) -> bool:
        """Whether it was joined to these variants."""
        return bool(self.manifest["joined_to"] == ours.digest)


def databases(folder: Path | None) -> list[Database]:
    """What was imported, in the order of the names; raises `DamagedImports`."""
    return Database.of(folder, NAMES.__contains__)


def remove_database(name: str, folder: Path, tell: Tell = lambda _: None) -> None:
    """Take a database out; raises `UnknownName`. A release that was built with it stays as it is."""
    take_out(folder, name, NAMES.__contains__, f"nothing was imported from {name}", tell)
