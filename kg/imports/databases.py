"""The folder of databases: what was imported from each, and how to take it out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kg.errors import UnknownName
from kg.imports.about import NAMES
from kg.imports.join import Ours
from kg.imports.shelf import MANIFEST, Kept, kept, manifest_of, take_out


class Database(Kept):
    """A database that was imported."""

    __slots__ = ()

    @property
    def about(self) -> dict[str, Any]:
        """What the manifest of a release says of it."""
        keys = ("name", "title", "licence", "credit", "source_version", "format", "input", "input_sha256", "genes")
        return {key: self.manifest[key] for key in (*keys, "report")}

    def knew(self, ours: Ours) -> bool:
        """Whether it was joined to these variants."""
        return bool(self.manifest["joined_to"] == ours.digest)


def databases(folder: Path | None) -> list[Database]:
    """What was imported, in the order of the names."""
    return [Database(path, manifest_of(path)) for path in kept(folder) if path.name in NAMES]


def remove_database(name: str, folder: Path) -> None:
    """Take a database out; raises `UnknownName`. A release that was built with it stays as it is."""
    if name not in NAMES or not (folder / name / MANIFEST).is_file():
        there = ", ".join(one.name for one in databases(folder)) or "none"
        raise UnknownName(f"nothing was imported from {name}; there are: {there}", name)
    take_out(folder, name)
