"""A release made of a cohort, with what its import and its build cost: what every comparison begins with."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from kg.release import current
from tests.bench.measure import Used, run
from tests.checkout import ROOT


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The folder of releases; people, quads and bytes of the release; what it cost. No import without people."""

    releases: Path
    people: int
    quads: int
    size: int
    imported: Used | None
    built: Used

    @property
    def rate(self) -> float | None:
        """Packets a second, with the start of the command."""
        return self.people / self.imported.wall if self.imported else None


def made(packets: Path, people: int, home: Path) -> Made:
    """Import and build by commands of this checkout."""
    releases, kg = home / "releases", [sys.executable, "-m", "kg"]
    said = {"KG_COHORTS": str(home / "cohorts"), "KG_DATABASES": str(home / "databases")}
    imported = None
    if people:
        words = ["import", "phenopackets", str(packets), "--name", "bench", "--licence", "CC0-1.0"]
        imported = run([*kg, *words], ROOT, home / "import.log", **said)
    built = run([*kg, "build", "--releases", str(releases)], ROOT, home / "build.log", **said)
    release = current(releases)
    size = sum(path.stat().st_size for path in release.folder.iterdir() if path.is_file())
    quads = int(json.loads((release.folder / "manifest.json").read_text())["triples"])
    return Made(releases=releases, people=people, quads=quads, size=size, imported=imported, built=built)
