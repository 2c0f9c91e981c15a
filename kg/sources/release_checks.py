"""Checks of a database release that ships: what the format cannot say.

Names that do not agree are the database's: they are kept, told and flagged. What we write of them must be sound.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from kg.model.change import Coding
from kg.model.database import STARS
from kg.model.gene import GeneModel, MisplacedError
from kg.model.words import Significance
from kg.names import slug
from kg.report import Fault
from kg.sources.checks_variants import against_gene, changes
from kg.sources.hpo import Hpo
from kg.sources.positions import Steps
from kg.sources.release_schema import ClaimFile, ReleaseFile, VariantClaimFile
from kg.sources.schema import VariantFile
from kg.sources.sheet import FormSheet, meant

ReleaseSheet = FormSheet[ReleaseFile]


def check_release(sheet: ReleaseSheet, stem: str, hpo: Hpo, genes: Mapping[str, GeneModel]) -> Iterator[Fault]:
    """Everything that is wrong or doubtful in one release."""
    file = sheet.file
    wanted = f"{slug(file.database)}-{slug(file.release)}"
    if stem != wanted:
        what = f"the file of {file.database} {file.release} is called {stem}"
        yield sheet.fault((), "file-name", what, f"{wanted}.yaml")
    held = len(file.variants) + len(file.genes)
    if held != file.source.rows:
        what = f"{held} claims stand here, and {file.source.rows} rows were read"
        yield sheet.fault(("source", "rows"), "rows", what, "a claim for every row")
    yield from _repeats(sheet)
    for number, one in enumerate(file.variants):
        yield from _claim(one, sheet, ("variants", number), genes)
        yield from _variant(one, sheet, ("variants", number), genes.get(one.gene))
    for number, about in enumerate(file.genes):
        yield from _claim(about, sheet, ("genes", number), genes)
        term = hpo.get(about.inheritance) if about.inheritance else None
        if about.inheritance and (term is None or term.obsolete):
            what = f"{about.inheritance} is no current term of HPO"
            yield sheet.fault(("genes", number, "inheritance"), "hpo", what, "a mode of inheritance, as HP:0000006")


def _repeats(sheet: ReleaseSheet) -> Iterator[Fault]:
    file = sheet.file
    seen: Counter[str] = Counter()
    listed: list[tuple[str, int, ClaimFile]] = [("variants", n, one) for n, one in enumerate(file.variants)]
    listed += [("genes", n, one) for n, one in enumerate(file.genes)]
    for kind, number, one in listed:
        key = one.id or (str(one.variation) if isinstance(one, VariantClaimFile) and one.variation else "")
        if not key:
            fix = "id: the accession" + (", or variation: ClinVar's number" if kind == "variants" else "")
            yield sheet.fault((kind, number), "claim-unnamed", "the record has no name in its database", fix)
        elif seen[key]:
            what = f"{key} stands here a second time"
            yield sheet.fault((kind, number), "claim-repeated", what, "one claim a record")
        seen[key] += 1


def _claim(one: ClaimFile, sheet: ReleaseSheet, steps: Steps, genes: Mapping[str, GeneModel]) -> Iterator[Fault]:
    if one.gene not in genes:
        fix = meant(one.gene, genes, "a gene of kg/reference/gene.yaml, or add it there")
        yield sheet.fault((*steps, "gene"), "gene-unknown", f"the gene {one.gene} is not known", fix)


def _variant(one: VariantClaimFile, sheet: ReleaseSheet, steps: Steps, gene: GeneModel | None) -> Iterator[Fault]:
    if not (one.coding or one.protein):
        yield sheet.fault(steps, "variant-unnamed", "the variant has no name", "coding: or protein: with its name")
    stated = Significance.said(one.classification.replace("/", " or "))
    if stated and one.significance not in (stated, None):
        what = f"{one.classification!r} is called {one.significance}"
        yield sheet.fault((*steps, "significance"), "significance", what, f"significance: {stated}")
    if one.review is not None and one.review not in STARS:
        fix = "as in: criteria provided, single submitter"
        yield sheet.fault((*steps, "review"), "review-status", f"{one.review!r} is no review status of ClinVar", fix)
    coding, protein = yield from changes(sheet, steps, one)
    if gene is not None and gene.exons:
        named = VariantFile.model_validate(one.model_dump(include={"gene", "coding", "protein", "stated"}))
        for key, kind, what, fix in against_gene(named, coding, protein, gene):
            yield sheet.fault((*steps, key), kind, what, f"{fix}; it is flagged", fatal=False)
        yield from _sited(one, sheet, steps, coding, gene)


def _sited(
    one: VariantClaimFile, sheet: ReleaseSheet, steps: Steps, coding: Coding | None, gene: GeneModel
) -> Iterator[Fault]:
    """A place on the genome that is not that of the coding name."""
    if one.place is None or coding is None or coding.kind != "substitution":
        return
    assembly, _, position, reference, _ = one.place.split(":")
    try:
        wanted = gene.genomic(coding.first, assembly)
    except MisplacedError:
        return  # told by its position already
    if wanted is not None and len(reference) == 1 and wanted != int(position):
        what = f"{coding} lies at {wanted} of {assembly}, the record says {position}"
        yield sheet.fault((*steps, "place"), "place", what, "a name and a place that agree; it is flagged", fatal=False)
