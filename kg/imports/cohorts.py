"""The folder of cohorts: one import, written aside and moved into place, or taken out."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from kg import __version__
from kg.errors import FaultyInput, UnknownName
from kg.files import replacing
from kg.imports.lines import Lines
from kg.imports.reports import CohortReport
from kg.imports.shelf import DATASET, FAULTS, LEVEL, MANIFEST, Kept, kept, manifest_of, take_out, write_manifest
from kg.imports.work import CohortImport, told
from kg.names import DCTERMS, graph, slug
from kg.sources.hpo import Hpo
from kg.sources.phenopackets import KnownGenes, Terms, opened
from kg.triples.terms import LABEL, iri, line, text

_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")
RESERVED: Final = frozenset({"clinvar", "gnomad"})
"""Names that `kg remove` knows as databases of variants."""

Tell = Callable[[str], None]


def import_cohort(
    source: str,
    name: str,
    licence: str,
    folder: Path,
    hpo: Hpo,
    strict: bool = False,
    tell: Tell = lambda _: None,
    genes: KnownGenes | None = None,
) -> CohortReport:
    """Read a DIR, FILE, ZIP or `-` and keep it as the cohort `name`, in the place of one that had this name.

    Raises `FaultyInput`, and leaves everything as it was, where no packet is sound; with `strict`, where any is not.
    `genes` are those of the reference data, by default of the one that ships.
    """
    if not _NAME.fullmatch(name):
        raise FaultyInput(f"{name!r} cannot name a cohort; right would be {slug(name)!r}: a-z, 0-9 and hyphens")
    if name in RESERVED:
        raise FaultyInput(f"{name!r} is the name of a database of variants; right would be another, as {name}-cases")
    if not licence.strip():
        raise FaultyInput("a cohort needs a licence; right would be its address, its SPDX name, or `not stated`")
    with replacing(folder / name) as fresh:
        report = _write(source, name, licence.strip(), fresh, Terms(hpo, genes), tell)
        _judge(report, strict)
    return report


def _write(source: str, name: str, licence: str, fresh: Path, terms: Terms, tell: Tell) -> CohortReport:
    report = CohortReport(name)
    with (
        opened(source) as entries,
        (fresh / DATASET).open("wb") as raw,
        gzip.GzipFile("", "wb", LEVEL, raw, mtime=0) as packed,
        (fresh / FAULTS).open("w", encoding="utf-8", errors="backslashreplace") as faults,
    ):
        about = _about(name, licence)
        packed.write("".join(about).encode())
        report.asserted += len(about)
        work = CohortImport(report, terms, Lines(name, terms.hpo), packed, faults, hashlib.sha256())  # type: ignore[arg-type]
        for entry in entries:
            work.take(entry)
            if report.read % 1000 == 0:
                tell(f"{report.read:,} packets")
        report.passed.update(entries.passed)
        report.input_sha256 = work.whole.hexdigest()
    write_manifest(fresh, _manifest(report, licence, terms.hpo))
    return report


def _about(name: str, licence: str) -> list[str]:
    """What the cohort's graph says of itself."""
    own = graph("cohort", name)
    address = re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", licence)
    facts = ((LABEL, text(f"cohort {name}")), (DCTERMS + "license", iri(licence) if address else text(licence)))
    return sorted(line((own, predicate, value, own)) for predicate, value in facts)


def _manifest(report: CohortReport, licence: str, hpo: Hpo) -> dict[str, Any]:
    return {
        "name": report.name,
        "licence": licence,
        "format": "GA4GH Phenopacket schema 2.0, JSON",
        "input_sha256": report.input_sha256,
        "hpo": hpo.version,
        "version": __version__,
        "graphs": {
            graph("cohort", report.name): report.asserted - report.shared,
            graph("shared"): report.shared,
            graph("inferred"): report.inferred,
        },
        "report": report.figures(),
        "faults": [told(fault) for fault in report.faults],
    }


def _judge(report: CohortReport, strict: bool) -> None:
    first = "\n".join(map(told, [fault for fault in report.faults if fault.fatal][:20]))
    if strict and report.errors:
        raise FaultyInput(f"{first}\n{report.errors} errors, and strict was asked for; nothing was imported")
    if not report.imported:
        seen = f"{report.read} read, none sound" if report.read else "no file in .json, .jsonl or .ndjson"
        raise FaultyInput(f"{first}\nno phenopacket to import: {seen}; nothing was changed".lstrip())


def remove_cohort(name: str, folder: Path) -> None:
    """Take a cohort out; raises `UnknownName`. A release that was built with it stays as it is."""
    target = folder / name
    if not _NAME.fullmatch(name) or not (target / MANIFEST).is_file():
        there = ", ".join(cohort.name for cohort in cohorts(folder)) or "none"
        raise UnknownName(f"there is no cohort {name!r}; there are: {there}", name)
    take_out(folder, name)


class Cohort(Kept):
    """A cohort that was imported."""

    __slots__ = ()

    @property
    def about(self) -> dict[str, Any]:
        """What the manifest of a release says of it."""
        return {key: self.manifest[key] for key in ("name", "licence", "format", "input_sha256", "hpo", "report")}


def cohorts(folder: Path | None) -> list[Cohort]:
    """The cohorts of a folder, in the order of their names."""
    return [Cohort(path, manifest_of(path)) for path in kept(folder) if _NAME.fullmatch(path.name)]
