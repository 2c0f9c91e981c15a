"""The folder of cohorts: one import, written aside and moved into place, or taken out."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg import __version__
from kg.cohort.lines import Lines
from kg.cohort.report import CohortReport
from kg.cohort.work import Work, told
from kg.errors import FaultyInput, UnknownName
from kg.names import DCTERMS, graph, slug
from kg.sources.hpo import Hpo
from kg.sources.phenopackets import Terms, opened
from kg.triples.terms import LABEL, iri, line, text

DATASET: Final = "dataset.nq.gz"
MANIFEST: Final = "manifest.json"
FAULTS: Final = "faults.txt"
_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")
# Repetitive lines: level 3 packs them a quarter less than level 6 does, in a third of the time.
_LEVEL: Final = 3

Tell = Callable[[str], None]


def import_cohort(
    source: str, name: str, licence: str, folder: Path, hpo: Hpo, strict: bool = False, tell: Tell = lambda _: None
) -> CohortReport:
    """Read a DIR, FILE, ZIP or `-` and keep it as the cohort `name`, in the place of one that had this name.

    Raises `FaultyInput`, and leaves everything as it was, where no packet is sound; with `strict`, where any is not.
    """
    if not _NAME.fullmatch(name):
        raise FaultyInput(f"{name!r} cannot name a cohort; right would be {slug(name)!r}: a-z, 0-9 and hyphens")
    if not licence.strip():
        raise FaultyInput("a cohort needs a licence; right would be its address, its SPDX name, or `not stated`")
    folder.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".importing-", dir=folder))
    try:
        report = _write(source, name, licence.strip(), aside, hpo, tell)
        _judge(report, strict)
        aside.chmod(0o755)
        _swap(aside, folder / name)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return report


def _write(source: str, name: str, licence: str, aside: Path, hpo: Hpo, tell: Tell) -> CohortReport:
    report = CohortReport(name)
    with (
        opened(source) as entries,
        (aside / DATASET).open("wb") as raw,
        gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as packed,
        (aside / FAULTS).open("w", encoding="utf-8", errors="backslashreplace") as faults,
    ):
        about = _about(name, licence)
        packed.write("".join(about).encode())
        report.asserted += len(about)
        work = Work(report, Terms(hpo), Lines(name, hpo), packed, faults, hashlib.sha256())  # type: ignore[arg-type]
        for entry in entries:
            work.take(entry)
            if report.read % 1000 == 0:
                tell(f"{report.read:,} packets")
        report.passed.update(entries.passed)
        report.input_sha256 = work.whole.hexdigest()
    text_of = json.dumps(_manifest(report, licence, hpo, aside), indent=1, ensure_ascii=True)
    (aside / MANIFEST).write_text(text_of + "\n", encoding="utf-8")
    return report


def _about(name: str, licence: str) -> list[str]:
    """What the cohort's graph says of itself."""
    own = graph("cohort", name)
    address = re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", licence)
    facts = ((LABEL, text(f"cohort {name}")), (DCTERMS + "license", iri(licence) if address else text(licence)))
    return sorted(line((own, predicate, value, own)) for predicate, value in facts)


def _manifest(report: CohortReport, licence: str, hpo: Hpo, aside: Path) -> dict[str, Any]:
    return {
        "name": report.name,
        "licence": licence,
        "format": "GA4GH Phenopacket schema 2.0, JSON",
        "input_sha256": report.input_sha256,
        "hpo": hpo.version,
        "version": __version__,
        "graphs": {
            graph("cohort", report.name): report.asserted,
            graph("inferred"): report.inferred,
        },
        "report": report.figures(),
        "faults": [told(fault) for fault in report.faults],
        "files": {name: _sha256(aside / name) for name in (DATASET, FAULTS)},
    }


def _judge(report: CohortReport, strict: bool) -> None:
    first = "\n".join(map(told, [fault for fault in report.faults if fault.fatal][:20]))
    if strict and report.errors:
        raise FaultyInput(f"{first}\n{report.errors} errors, and strict was asked for; nothing was imported")
    if not report.imported:
        seen = f"{report.read} read, none sound" if report.read else "no file in .json, .jsonl or .ndjson"
        raise FaultyInput(f"{first}\nno phenopacket to import: {seen}; nothing was changed".lstrip())


def _swap(fresh: Path, target: Path) -> None:
    """Put a finished folder in the place of the old one, which stays until the new one is whole."""
    if not target.exists():
        fresh.rename(target)
        return
    old = Path(tempfile.mkdtemp(prefix=".replaced-", dir=target.parent))
    target.rename(old / "was")
    fresh.rename(target)
    shutil.rmtree(old)


def remove_cohort(name: str, folder: Path) -> None:
    """Take a cohort out; raises `UnknownName`. A release that was built with it stays as it is."""
    target = folder / name
    if not _NAME.fullmatch(name) or not (target / MANIFEST).is_file():
        there = ", ".join(cohort.name for cohort in cohorts(folder)) or "none"
        raise UnknownName(f"there is no cohort {name!r}; there are: {there}", name)
    gone = Path(tempfile.mkdtemp(prefix=".removing-", dir=folder))
    target.rename(gone / name)
    shutil.rmtree(gone)


@dataclass(frozen=True, slots=True)
class Cohort:
    """A cohort that was imported; `manifest` says what is in it and what it was made from."""

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Its name, which its graphs bear."""
        return self.folder.name

    @property
    def graphs(self) -> dict[str, int]:
        """How many statements each of its graphs holds."""
        return dict(self.manifest["graphs"])

    @property
    def about(self) -> dict[str, Any]:
        """What the manifest of a release says of it."""
        return {key: self.manifest[key] for key in ("name", "licence", "format", "input_sha256", "hpo", "report")}

    def lines(self) -> Iterator[str]:
        """Its N-Quads as they were written."""
        with gzip.open(self.folder / DATASET, "rt", encoding="utf-8", newline="\n") as stream:
            yield from stream


def cohorts(folder: Path | None) -> list[Cohort]:
    """The cohorts of a folder, in the order of their names."""
    if folder is None or not folder.is_dir():
        return []
    found = sorted(path for path in folder.glob(f"*/{MANIFEST}") if _NAME.fullmatch(path.parent.name))
    return [Cohort(path.parent, json.loads(path.read_text(encoding="utf-8"))) for path in found]


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
