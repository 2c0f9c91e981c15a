"""The database releases that ship with the evidence: read, checked, turned into claims; all faults in one run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from kg.model import VariantName
from kg.model.database import Classification, Condition, DatabaseClaim, DatabaseRelease, GenomicPlace
from kg.model.gene import GeneModel
from kg.names import slug
from kg.report import Fault, Report
from kg.sources.hgvs import parse_coding, parse_protein
from kg.sources.hpo import Hpo
from kg.sources.positions import place
from kg.sources.release_checks import ReleaseSheet, check_release
from kg.sources.release_schema import ConditionFile, GeneClaimFile, ReleaseFile, VariantClaimFile
from kg.sources.sheet import read_form

FOLDER: Final = "databases"
"""Where they lie in the folder of the evidence."""


def read_releases(
    evidence: Path, hpo: Hpo, genes: Mapping[str, GeneModel], report: Report
) -> tuple[DatabaseRelease, ...]:
    """The releases beside the papers that have no fatal fault, by the names of their files; every fault is reported."""
    sheets = []
    for path in sorted((evidence / FOLDER).glob("*.y*ml")):
        sheet, faults = read_form(path, f"{FOLDER}/{path.name}", ReleaseFile, salvage=False)
        if sheet is not None:
            sheets.append(sheet)
            faults += check_release(sheet, path.stem, hpo, genes)
        report.add(*faults)
    broken = {fault.file for fault in report.fatal}
    return tuple(_release(sheet, report.warnings) for sheet in sheets if sheet.name not in broken)


def _release(sheet: ReleaseSheet, told: Iterable[Fault]) -> DatabaseRelease:
    file = sheet.file
    odd = [fault for fault in told if fault.file == sheet.name]
    return DatabaseRelease(
        key=f"{slug(file.database)}-{slug(file.release)}",
        file=sheet.name,
        revised=file.revised.isoformat(),
        issued=file.issued.isoformat(),
        **file.model_dump(include={"database", "release", "title", "licence", "credit"}),
        **file.source.model_dump(include={"url", "via", "read", "sha256"}),
        notes=tuple(file.notes),
        claims=(
            *(_of_variant(one, tuple(_odd(odd, "variants", n))) for n, one in enumerate(file.variants)),
            *(_of_gene(one) for one in file.genes),
        ),
    )


def _odd(told: Iterable[Fault], key: str, number: int) -> Iterator[str]:
    """What the checks found in a claim, to travel with it."""
    start = place((key, number))
    return (fault.what for fault in told if fault.place == start or fault.place.startswith(f"{start}."))


def _of_variant(one: VariantClaimFile, odd: tuple[str, ...]) -> DatabaseClaim:
    coding = str(parse_coding(one.coding)) if one.coding else None
    protein = str(parse_protein(one.protein)) if one.protein else None
    return DatabaseClaim(
        title=one.stated,
        key=one.id or str(one.variation),
        accession=one.id or f"VCV{one.variation:09d}",
        gene=one.gene,
        name=VariantName(one.gene, coding, protein),
        places=(_place(one.place),) if one.place else (),
        rs=one.dbsnp,
        variation=one.variation,
        classification=Classification(
            kind=one.kind,
            stated=one.classification,
            review=one.review,
            submitters=len(one.submitters) or None,
            conditions=_conditions(*one.conditions),
        ),
        significance=one.significance,
        submitted_by=tuple(one.submitters),
        cites=tuple(one.cites),
        notes=(*one.notes, *odd),
    )


def _of_gene(one: GeneClaimFile) -> DatabaseClaim:
    return DatabaseClaim(
        title=one.gene,
        key=str(one.id),
        accession=str(one.id),
        gene=one.gene,
        classification=Classification(kind=None, stated=one.classification, conditions=_conditions(one.disease)),
        submitted_by=tuple(one.submitters),
        cites=tuple(one.cites),
        inheritance=one.inheritance,
        criteria=one.criteria,
        notes=tuple(one.notes),
    )


def _conditions(*given: ConditionFile) -> tuple[Condition, ...]:
    return tuple(Condition(one.name, (one.id,) if one.id else ()) for one in given)


def _place(text: str) -> GenomicPlace:
    assembly, chromosome, position, reference, alternate = text.split(":")
    return GenomicPlace(assembly, chromosome, int(position), reference, alternate)
