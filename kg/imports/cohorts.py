"""The folder of cohorts: one import, written aside and moved into place, or taken out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from kg.errors import FaultyInput
from kg.files import DATASET, FAULTS
from kg.imports.gathered import Gathered
from kg.imports.lines import graphs_of
from kg.imports.parts import Ground
from kg.imports.reports import CohortReport
from kg.imports.shelf import Kept, importing, take_out, write_manifest
from kg.imports.work import CohortImport
from kg.infer.follow import Knowledge
from kg.names import DCTERMS, graph, slug
from kg.report import Tell
from kg.sources.hpo import Hpo
from kg.sources.phenopackets import KnownGenes, Terms, opened
from kg.spread import Spread, here
from kg.triples.terms import LABEL, iri, line, text

_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")
RESERVED: Final = frozenset({"clinvar", "gnomad"})
"""Names that `kg remove` knows as databases of variants."""


def import_cohort(
    source: str,
    name: str,
    licence: str,
    folder: Path,
    hpo: Hpo,
    strict: bool = False,
    tell: Tell = lambda _: None,
    genes: KnownGenes | None = None,
    spread: Spread = here,
) -> CohortReport:
    """Read a DIR, FILE, ZIP or `-` and keep it as the cohort `name`, in the place of one that had this name.

    Raises `FaultyInput`, and leaves everything as it was, where no packet is sound; with `strict`, where any is not.
    `genes` are those of the reference data, by default of the one that ships. `spread` is who reads the packets of a
    large input; what is kept is the same whoever did.
    """
    if not _NAME.fullmatch(name):
        raise FaultyInput(f"{name!r} cannot name a cohort; right would be {slug(name)!r}: a-z, 0-9 and hyphens")
    if name in RESERVED:
        raise FaultyInput(f"{name!r} is the name of a database of variants; right would be another, as {name}-cases")
    if not licence.strip():
        raise FaultyInput("a cohort needs a licence; right would be its address, its SPDX name, or `not stated`")
    with importing(folder, name, f"phenopackets --name {name}", tell) as fresh:
        ground = Ground(name, Terms(hpo, genes), Knowledge.shipped(hpo))
        report = _write(source, licence.strip(), fresh, ground, spread, tell)
        seen = f"{report.read} read, none sound" if report.read else "no file in .json, .jsonl or .ndjson"
        report.judge(strict, None if report.imported else f"no phenopacket to import from {source}: {seen}")
    return report


def _write(source: str, licence: str, fresh: Path, ground: Ground, spread: Spread, tell: Tell) -> CohortReport:
    name = ground.cohort
    report = CohortReport(name)
    own, shared, inferred = graphs_of(name)
    with (
        opened(source) as entries,
        Gathered(fresh, (own, shared, inferred)) as dataset,
        (fresh / FAULTS).open("w", encoding="utf-8", errors="backslashreplace") as faults,
    ):
        dataset.add_single("".join(_about(name, licence)).encode())
        work = CohortImport(report=report, ground=ground, dataset=dataset, faults=faults)
        work.run(entries, spread, tell)
        dataset.write(fresh / DATASET)
        counts = dataset.counts
        report.asserted, report.shared, report.inferred = counts[own] + counts[shared], counts[shared], counts[inferred]
        report.passed.update(entries.passed)
        report.input_sha256 = work.whole.hexdigest()
    write_manifest(fresh, _manifest(report, licence, ground.terms.hpo), report)
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
        "sorted": True,
        "graphs": dict(
            zip(
                graphs_of(report.name),
                (report.asserted - report.shared, report.shared, report.inferred),
                strict=True,
            )
        ),
    }


def remove_cohort(name: str, folder: Path, tell: Tell = lambda _: None) -> None:
    """Take a cohort out; raises `UnknownName`. A release that was built with it stays as it is."""
    take_out(folder, name, _fits, f"there is no cohort {name!r}", tell)


class Cohort(Kept):
    """A cohort that was imported."""

    __slots__ = ()
    TOLD = (*Kept.TOLD, "hpo")
    AGAIN = "`kg import phenopackets ... --name {}`"


def cohorts(folder: Path | None) -> list[Cohort]:
    """The cohorts of a folder, in the order of their names; raises `DamagedImports`."""
    return Cohort.of(folder, _fits)


def _fits(name: str) -> bool:
    return bool(_NAME.fullmatch(name)) and name not in RESERVED
