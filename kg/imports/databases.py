"""The databases that are read: whose they are, which release a file is of, what was imported of each."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from kg.errors import FaultyInput
from kg.imports.join import Ours
from kg.imports.shelf import Kept, take_out
from kg.report import Tell

NAMES: Final = ("clinvar", "gnomad")
ABOUT: Final = {
    "clinvar": {
        "title": "ClinVar",
        "licence": "https://www.ncbi.nlm.nih.gov/clinvar/docs/maintenance_use/",
        "credit": "ClinVar, National Center for Biotechnology Information (work of the United States government)",
    },
    "gnomad": {
        "title": "gnomAD",
        "licence": "https://gnomad.broadinstitute.org/policies",
        "credit": "The Genome Aggregation Database (gnomAD), Broad Institute",
    },
}
"""What is said of each. ClinVar asks for no licence; gnomAD's primary data are CC0, as its policies say."""
NOT_STATED: Final = "not stated"


def clinvar_release(given: str | None, told_date: str | None, source: Path) -> str:
    """The date of a release of ClinVar, as the file or the user tells; both must agree."""
    if given and not re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", given):
        raise FaultyInput(f"{given!r} is no release of ClinVar; right would be its day, as 2026-06-28, or month")
    if given and told_date and not told_date.startswith(given):
        raise FaultyInput(f"{source} says that it is the release of {told_date}, not of {given}")
    return told_date or given or NOT_STATED


def release_in_name(source: Path) -> str:
    """The release that the browser writes into the name of what it exports."""
    match = re.match(r"(?:gnomad_v(\d[\d.]*\d|\d)|(exac))(?:_|$)", source.name, re.IGNORECASE)
    if match is None:
        raise FaultyInput(f"{source.name} does not say its release; give it with --release, as 4.1 or 2.1.1")
    return match[1] or "ExAC"


def assembly_of(release: str, source: Path) -> str:
    """The assembly that a release counts on: GRCh37 up to gnomAD 2, GRCh38 since gnomAD 3."""
    match = re.fullmatch(r"v?(\d+)(?:\.\d+){0,2}", release)
    if release.lower() == "exac" or (match and match[1] in ("1", "2")):
        return "GRCh37"
    if match and match[1] in ("3", "4", "5"):
        return "GRCh38"
    raise FaultyInput(f"{source}: {release!r} is no release of gnomAD; right would be as 4.1, 3.1.2, 2.1.1 or ExAC")


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
