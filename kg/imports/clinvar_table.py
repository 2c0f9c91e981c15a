"""ClinVar's `variant_summary.txt`: a row an allele and assembly; the rows of some genes, put together by allele.

Columns as in the file's header of June 2026 (43 of them) and of 2020 (34): those that are read are asked for by name.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from kg.imports.notes import RefusedRow, RowNotes
from kg.imports.stream import BadFile, Stream
from kg.imports.words import conditions, given, iso_date, known, names_of, whole
from kg.model.database import STARS, Classification, ClinVarVariation, GenomicPlace, SourceName
from kg.model.words import ClassificationKind

Row = Mapping[str, str]
ASSEMBLIES: Final = ("GRCh38", "GRCh37")
_PASSED: Final = ("NCBI36", "na", "-", "")
_SEVERAL: Final = frozenset({"Haplotype", "Diplotype", "CompoundHeterozygote", "Distinct chromosomes", "Phase unknown"})
_NEEDED: Final = (
    "AlleleID", "Type", "Name", "GeneSymbol", "ClinicalSignificance", "LastEvaluated", "RS# (dbSNP)", "PhenotypeIDS",
    "PhenotypeList", "Origin", "Assembly", "Chromosome", "ReviewStatus", "NumberSubmitters", "VariationID",
    "PositionVCF", "ReferenceAlleleVCF", "AlternateAlleleVCF",
)  # fmt: skip
_SOMATIC: Final = "SomaticClinicalImpact"
_KINDS: Final[tuple[tuple[ClassificationKind, str, str, str], ...]] = (
    (ClassificationKind.GERMLINE, "ClinicalSignificance", "LastEvaluated", "ReviewStatus"),
    (
        *(ClassificationKind.SOMATIC_CLINICAL_IMPACT, _SOMATIC),
        *(f"{_SOMATIC}LastEvaluated", "ReviewStatusClinicalImpact"),
    ),
    (ClassificationKind.ONCOGENICITY, "Oncogenicity", "OncogenicityLastEvaluated", "ReviewStatusOncogenicity"),
)
"""Of each kind the columns with its classification, its day, and its review status."""


@dataclass(slots=True)
class ClinVarReader:
    """A reader of one file, whatever its form. `rows` counts all rows or records, `mine` those of the genes."""

    stream: Stream
    genes: Collection[str]
    notes: RowNotes
    tell: Callable[[str], None]
    rows: int = 0
    mine: int = 0


@dataclass(slots=True)
class TableReader(ClinVarReader):
    """Reads one table; memory holds the alleles of the genes."""

    _columns: list[str] = field(default_factory=list)
    _held: dict[tuple[int, int], ClinVarVariation] = field(default_factory=dict)

    def read(self) -> list[ClinVarVariation]:
        """The variations of the genes, by their numbers; raises `BadFile`."""
        lines = self.stream.lines()
        self._columns = self._header(next(lines))
        tabs, marks = len(self._columns) - 1, [gene.encode() for gene in self.genes]
        for raw in lines:
            self.rows += 1
            if self.rows % 1_000_000 == 0:
                self.tell(f"{self.rows:,} rows")
            if raw.count(b"\t") != tabs:
                self._short(raw, tabs)
                continue
            for mark in marks:  # a generator here would take as long as all the rest
                if mark in raw:
                    self._take(raw)
                    break
        return [self._held[key] for key in sorted(self._held)]

    def _header(self, raw: bytes) -> list[str]:
        names = raw.decode("utf-8", "replace").removeprefix("\ufeff").removeprefix("#").split("\t")
        spelt = {name.lower(): name for name in (*_NEEDED, *(one for kind in _KINDS for one in kind[1:]))}
        columns = [spelt.get(name.strip().lower(), name.strip()) for name in names]
        missing = [name for name in _NEEDED if name not in columns]
        if missing:
            what = f"its first line is no header of variant_summary.txt: it lacks the columns {', '.join(missing)}"
            raise BadFile(self.stream.path, what, "variant_summary.txt or variant_summary.txt.gz of ClinVar")
        return columns

    def _short(self, raw: bytes, tabs: int) -> None:
        if raw:
            what = f"the row has {raw.count(b'	') + 1} columns, the header {tabs + 1}"
            self.notes.refuse(self.stream.line, RefusedRow("the row", what, "a value or - in every column", "columns"))

    def _take(self, raw: bytes) -> None:
        line = self.stream.line
        try:
            row = dict(zip(self._columns, raw.decode("utf-8").split("\t"), strict=True))
        except UnicodeDecodeError as error:
            what = f"byte 0x{raw[error.start]:02x} is not UTF-8"
            return self.notes.refuse(line, RefusedRow("the row", what, "the file as fetched", "encoding"))
        gene = self._gene(row)
        if gene is None:
            return None
        self.mine += 1
        try:
            self._put(_variation(row, gene, line, self.notes))
        except RefusedRow as why:
            self.notes.refuse(line, why)

    def _gene(self, row: Row) -> str | None:
        """The gene that the name is of; a stretch that covers several genes is of the first that is asked for."""
        named, symbols = names_of(row["Name"])[0], row["GeneSymbol"].rpartition(": ")[2].split(";")
        if named is not None and named in self.genes:
            return named
        return next((one for one in symbols if one in self.genes), None)

    def _put(self, one: ClinVarVariation) -> None:
        """Keep a row, or add its place to what another assembly's row said of the same allele."""
        key = (one.variation, one.allele or 0)
        there = self._held.setdefault(key, one)
        if there is one:
            return
        if replace(there, places=(), line=0) != replace(one, places=(), line=0):
            what = f"says other things of {one.accession} than line {there.line}, which is kept"
            fix = "rows of one allele that differ in their place alone"
            self.notes.warn(one.line, one.accession, what, fix, "rows")
        self._held[key] = replace(there, places=tuple(dict.fromkeys((*there.places, *one.places))))


def _variation(row: Row, gene: str, line: int, notes: RowNotes) -> ClinVarVariation:
    number = whole(row["VariationID"], "VariationID", 1)
    accession = f"VCV{number:09d}"
    named = names_of(row["Name"])[1]
    rs = given(row["RS# (dbSNP)"])
    classified = tuple(_classifications(row, line, accession, notes))
    return ClinVarVariation(
        variation=number,
        accession=accession,
        allele=whole(row["AlleleID"], "AlleleID", 1),
        title=row["Name"],
        gene=gene,
        names=(named,) if isinstance(named, SourceName) else (),
        places=_places(row),
        rs=f"rs{whole(rs, 'RS# (dbSNP)', 1)}" if rs else None,
        key=f"clinvar-{number}",
        unfit=unfit(row["Type"] in _SEVERAL, classified),
        classifications=classified,
        line=line,
    )


def _places(row: Row) -> tuple[GenomicPlace, ...]:
    assembly = row["Assembly"]
    if assembly in _PASSED:
        return ()
    if assembly not in ASSEMBLIES:
        what = f"the assembly {assembly[:30]!r} is not known"
        raise RefusedRow("Assembly", what, "GRCh38, GRCh37, NCBI36 or na", "assembly")
    bases = [row["ReferenceAlleleVCF"].upper(), row["AlternateAlleleVCF"].upper()]
    if given(row["PositionVCF"]) is None or not all(one.isalpha() and one.isascii() for one in bases) or "NA" in bases:
        return ()
    position = whole(row["PositionVCF"], "PositionVCF", 1)
    return (GenomicPlace(assembly, row["Chromosome"].removeprefix("chr"), position, *bases),)


def _classifications(row: Row, line: int, accession: str, notes: RowNotes) -> Iterator[Classification]:
    """Those that the row makes; what the table gives for all together is kept where there is but one."""
    stated = [kind for kind in _KINDS if given(row.get(kind[1], ""))]
    alone = len(stated) == 1
    submitters = given(row["NumberSubmitters"])
    for kind, words, day, review in stated:
        evaluated, status = given(row.get(day, "")), given(row.get(review, ""))
        checked(row[words], status, line, accession, notes)
        yield Classification(
            kind=kind,
            stated=row[words],
            review=status,
            evaluated=iso_date(evaluated, day) if evaluated else None,
            submitters=whole(submitters, "NumberSubmitters") if submitters and alone else None,
            conditions=tuple(dict.fromkeys(conditions(row["PhenotypeIDS"], row["PhenotypeList"]))) if alone else (),
            origins=tuple(filter(given, row["Origin"].split(";"))) if alone else (),
        )


def unfit(several: bool, classified: tuple[Classification, ...]) -> str | None:
    """Why a variation cannot be joined, whatever its names."""
    if several:
        return "it is a haplotype or genotype of several changes"
    return None if classified else "it is not classified by itself"


def checked(stated: str, review: str | None, line: int, accession: str, notes: RowNotes) -> None:
    """Flag words that are none of ClinVar's; they are kept as they stand."""
    if not known(stated):
        what = f"{stated[:60]!r} is no classification that is known here"
        fix = "Pathogenic, Likely benign ..., or several joined by / or ;"
        notes.warn(line, accession, what, fix, "classification")
    if review is not None and review not in STARS:
        what = f"{review[:60]!r} is no review status that is known here"
        notes.warn(line, accession, what, "as in: criteria provided, single submitter", "review-status")
