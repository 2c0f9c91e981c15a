"""Checks of variant names: do they parse, and do position, residue, exon and stated base agree?

A disagreement that the file itself marks (a doubt about the variant, or the print quoted in `stated`) is a
warning: it is the paper's, to be kept and flagged. Any other one is most likely a slip of the pen, and fatal.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from typing import Final

from pydantic import BaseModel

from kg.model.change import Coding, Protein
from kg.model.gene import STOP, GeneModel, MisplacedError
from kg.report import Fault
from kg.sources.agreement import codon_disagreements, disagreements, splice_bases
from kg.sources.hgvs import HgvsError, normalise, parse_coding, parse_protein
from kg.sources.positions import Steps
from kg.sources.reference import ReferenceData
from kg.sources.release_schema import VariantClaimFile
from kg.sources.schema import VariantFile
from kg.sources.sheet import FormSheet, Sheet, meant

_BETWEEN: Final = re.compile(r"[\s;,:()\[\]]+|p\.")


def variants(sheet: Sheet) -> Iterator[tuple[Steps, VariantFile]]:
    """Every variant a file names, with its place."""
    for number, case in enumerate(sheet.file.cases):
        for n, variant in enumerate(case.variants):
            yield ("cases", number, "variants", n), variant
    for n, variant in enumerate(sheet.file.variants):
        yield ("variants", n), variant


def names(variant: VariantFile) -> set[str]:
    """Every name by which a doubt may speak of a variant."""
    printed = {name for name in (variant.coding, variant.protein, variant.stated) if name}
    return printed | {normal(name) for name in printed}


def normal(name: str) -> str:
    """The normal form of a name, or the name as it is where it cannot be read."""
    try:
        return normalise(name)
    except HgvsError:
        return name


def check_variants(sheet: Sheet, reference: ReferenceData) -> Iterator[Fault]:
    """Everything that is wrong or doubtful in the variants of a file."""
    for steps, variant in variants(sheet):
        gene = reference.genes.get(variant.gene)
        if gene is None:
            fix = meant(variant.gene, reference.genes, "a gene of kg/reference/gene.yaml, or add it there")
            yield sheet.fault((*steps, "gene"), "gene-unknown", f"the gene {variant.gene} is not known", fix)
        else:
            yield from _named(sheet, steps, variant, gene)
        known = reference.vocabulary
        if variant.consequence and known.on_splicing(variant.consequence) is None:
            what = f"the consequence {variant.consequence!r} speaks of splicing in words that the vocabulary lacks"
            fix = f"{', '.join(known.splicing_phrases)}, or teach it the phrase in kg/reference/vocabulary.yaml"
            yield sheet.fault((*steps, "consequence"), "consequence-unknown", what, fix)


def check_names(sheets: Iterable[Sheet]) -> Iterator[Fault]:
    """One coding name with different protein names, in one file or in two: at most one of them can be right."""
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for sheet in sheets:
        for steps, variant in variants(sheet):
            both = _both(variant)
            if both is None or any(codon_disagreements(*both)):
                continue  # told already, and no measure for others
            coding, protein = map(str, both)
            known, where = first.setdefault((variant.gene, coding), (protein, sheet.name))
            if known != protein:
                what = f"{coding} is {protein} here, and {known} in {where}"
                found = ("protein", "names-disagree", what, f"one of {known} and {protein}")
                yield _weighed(sheet, steps, variant, found)


def _both(variant: VariantFile) -> tuple[Coding, Protein] | None:
    try:
        named = variant.coding and variant.protein
        return (parse_coding(variant.coding or ""), parse_protein(variant.protein or "")) if named else None
    except HgvsError:
        return None


def changes(
    sheet: FormSheet[BaseModel], steps: Steps, variant: VariantFile | VariantClaimFile
) -> Generator[Fault, None, tuple[Coding | None, Protein | None]]:
    """What is wrong with the form of a variant's names; returns those that can be read."""
    coding: Coding | None = None
    protein: Protein | None = None
    try:
        coding = parse_coding(variant.coding) if variant.coding else None
    except HgvsError as error:
        yield sheet.fault((*steps, "coding"), "hgvs-coding", error.what, error.fix)
    try:
        protein = parse_protein(variant.protein) if variant.protein else None
    except HgvsError as error:
        yield sheet.fault((*steps, "protein"), "hgvs-protein", error.what, error.fix)
    return coding, protein


def _named(sheet: Sheet, steps: Steps, variant: VariantFile, gene: GeneModel) -> Iterator[Fault]:
    coding, protein = yield from changes(sheet, steps, variant)
    if gene.exons:
        for key, kind, what, fix in against_gene(variant, coding, protein, gene):
            yield _weighed(sheet, steps, variant, (key, kind, what, fix))


def _weighed(sheet: Sheet, steps: Steps, variant: VariantFile, found: tuple[str, str, str, str]) -> Fault:
    key, kind, what, fix = found
    target = variant.coding or variant.protein or ""
    known = {normal(name) for name in names(variant)}
    about = {doubt.about.removeprefix("variant:") for doubt in sheet.file.doubts}
    marked = any(name in known or normal(name) in known for name in about)
    if not marked:
        fix += f"; if the paper prints it so, add a doubt `about: variant:{target}`"
    return sheet.fault((*steps, key), kind, what, fix, fatal=not (marked or _printed(variant, kind)))


def _printed(variant: VariantFile, kind: str) -> bool:
    """Whether `stated` shows that the paper itself prints what disagrees."""
    if variant.stated is None:
        return False
    coding = variant.coding is None or variant.coding.partition(".")[2] in "".join(variant.stated.split())
    if kind in ("codon-residue", "protein-effect", "reference-residue", "names-disagree") and variant.protein:
        pieces = filter(None, _BETWEEN.split(variant.stated))
        return coding and normal(variant.protein) in {normal(piece) for piece in pieces}
    return coding and variant.coding is not None and kind in ("splice-base", "reference-base")


def against_gene(
    variant: VariantFile, coding: Coding | None, protein: Protein | None, gene: GeneModel
) -> Iterator[tuple[str, str, str, str]]:
    """(key, kind, what, fix) of each thing in which a variant's names do not agree with each other or with the gene."""
    if protein and protein.last.number > gene.protein_length + (protein.last.amino == STOP):
        what = f"{protein} lies beyond the {gene.protein_length} residues of the protein"
        yield "protein", "residue-beyond", what, f"a residue of 1 to {gene.protein_length}"
    if coding:
        try:
            gene.place(coding.first), gene.place(coding.last)
        except MisplacedError as error:
            yield "coding", "position", error.what, error.fix
            return
        yield from splice_bases(coding)
    yield from disagreements(coding, protein, gene)
    yield from _numbers(variant, coding, protein, gene)


def _numbers(
    variant: VariantFile, coding: Coding | None, protein: Protein | None, gene: GeneModel
) -> Iterator[tuple[str, str, str, str]]:
    exons, introns = _places(coding, protein, gene)
    where = [f"exon {n}" for n in sorted(exons)] + [f"intron {n}" for n in sorted(introns)]
    if not where:
        return
    name = coding or protein
    fix = f"{' and '.join(where)}, by the exon table of {gene.reference_transcript}"
    if variant.exon is not None and variant.exon not in exons:
        yield "exon", "exon", f"exon {variant.exon} does not hold {name}", fix
    if variant.intron is not None and variant.intron not in introns:
        yield "intron", "intron", f"intron {variant.intron} does not hold {name}", fix


def _places(coding: Coding | None, protein: Protein | None, gene: GeneModel) -> tuple[set[int], set[int]]:
    if coding:
        places = [gene.place(coding.first), gene.place(coding.last)]
        return {p.exon for p in places if p.exon}, {p.intron for p in places if p.intron}
    if protein is None:
        return set(), set()
    ends = (protein.first.number, protein.last.number)
    found = (exon for exon in gene.exons if exon.aa_first is not None and exon.aa_last is not None)
    return {e.number for e in found if any((e.aa_first or 0) <= n <= (e.aa_last or 0) for n in ends)}, set()
