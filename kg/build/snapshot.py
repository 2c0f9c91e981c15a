"""What a build is made from, as it was at one moment: read once, and held against what lies there at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from kg.build.inputs import Inputs
from kg.errors import KgError
from kg.imports.cohorts import Cohort, cohorts
from kg.imports.databases import Database, databases


class Changed(KgError):
    """A source or an import is not what it was when the build began."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The digest of all files and of the code, the checksum of each file, and the imports that are among them."""

    digest: str
    checksums: Mapping[Path, str]
    cohorts: tuple[Cohort, ...]
    databases: tuple[Database, ...]

    @classmethod
    def of(cls, inputs: Inputs) -> Self:
        """Raises `DamagedImports`."""
        checksums = inputs.checksums()
        there, said = tuple(cohorts(inputs.cohorts)), tuple(databases(inputs.databases))
        return cls(inputs.digest(checksums), checksums, there, said)

    def still(self, inputs: Inputs) -> None:
        """Raise `Changed` where a file is another by now, has come or is gone; code was read when this began."""
        other = sorted({path for path, _ in self.checksums.items() ^ inputs.checksums().items()})
        if other:
            more = f" and {len(other) - 1} more" if other[1:] else ""
            raise Changed(f"{other[0]}{more} changed during the build; nothing was published: run `kg build` again")
