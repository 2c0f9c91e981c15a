"""ClinVar's VCV XML (schema 2): the records of some genes.

Elements as in test/data/multi-classification/VCV000013961.xml, test/data/clinvar-somatic/VCV000406155.xml and
VCV000040200.xml of clingen-data-model/clinvar-ingest (commits bb1c0d9b and 8392a667): germline classification, somatic
clinical impact and oncogenicity stand apart there since 2024.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.imports.clinvar_table import ASSEMBLIES, ClinVarReader, checked, unfit
from kg.imports.notes import RefusedRow, RowNotes
from kg.imports.pieces import GIVER, Pieces
from kg.imports.words import curie, iso_date, whole
from kg.model.database import Classification, ClinVarVariation, Condition, GenomicPlace, SourceName
from kg.model.words import ClassificationKind
from kg.sources.tree import BadXml, Element, tree_of

_KINDS: Final[dict[str, ClassificationKind]] = {
    "GermlineClassification": ClassificationKind.GERMLINE,
    "SomaticClinicalImpact": ClassificationKind.SOMATIC_CLINICAL_IMPACT,
    "OncogenicityClassification": ClassificationKind.ONCOGENICITY,
}
_LEFT_OUT: Final = (
    *("Citation", "Comment", "DescriptionHistory", "TraitMappingList"),
    *("RCVList", "ObservedData", "Method"),
)


@dataclass(slots=True)
class XmlReader(ClinVarReader):
    """Reads one file of records."""

    release_date: str | None = None

    def read(self) -> list[ClinVarVariation]:
        """The variations of the genes, by their numbers; raises `BadFile`."""
        pieces, marks = Pieces(self.stream), [gene.encode() for gene in self.genes]
        found: dict[int, ClinVarVariation] = {}
        for before, piece in pieces:
            self.rows = pieces.records
            if self.rows % 100_000 == 0:
                self.tell(f"{self.rows:,} records")
            if any(mark in piece for mark in marks):
                one = self._record(before, piece)
                if one and found.setdefault(one.variation, one) is not one:
                    what = f"{one.accession} came before"
                    self.notes.refuse(one.line, RefusedRow(one.accession, what, "a record once", "repeated"))
        self.release_date = pieces.release_date
        return [found[key] for key in sorted(found)]

    def _record(self, before: int, piece: bytes) -> ClinVarVariation | None:
        try:
            node = tree_of(piece, self.stream.path, _LEFT_OUT, GIVER, before)
        except BadXml as error:
            self.notes.refuse(error.line, RefusedRow("the record", error.what, error.fix, "xml"))
            return None
        gene = self._gene(node)
        if gene is None:
            return None
        self.mine += 1
        try:
            return _variation(node, gene, self.notes)
        except RefusedRow as why:
            self.notes.refuse(node.line, why)
            return None

    def _gene(self, node: Element) -> str | None:
        genes = (gene for allele in _alleles(node) for gene in allele.all("GeneList", "Gene"))
        symbols = (gene.attributes.get("Symbol") for gene in genes)
        return next((one for one in symbols if one in self.genes), None)


def _alleles(node: Element) -> list[Element]:
    """The simple alleles of a record: one, or those of its haplotypes."""
    records = ("ClassifiedRecord", "IncludedRecord", "InterpretedRecord")
    ways: tuple[tuple[str, ...], ...] = ((), ("Haplotype",), ("Genotype", "Haplotype"), ("Genotype",))
    return [one for record in records for way in ways for one in node.all(record, *way, "SimpleAllele")]


def _variation(node: Element, gene: str, notes: RowNotes) -> ClinVarVariation:
    about = node.attributes
    number = whole(about.get("VariationID", ""), "VariationID", 1)
    accession = about.get("Accession") or f"VCV{number:09d}"
    if node.first("InterpretedRecord"):
        what = "the record is of the format before 2024 (InterpretedRecord)"
        raise RefusedRow(accession, what, "VCV XML of schema 2, with ClassifiedRecord", "old-format")
    alleles = _alleles(node)
    allele = alleles[0]
    version, classified = about.get("Version"), tuple(_classifications(node, accession, notes))
    refs = (ref.attributes for ref in allele.all("XRefList", "XRef"))
    return ClinVarVariation(
        variation=number,
        accession=accession,
        version=whole(version, "Version", 1) if version else None,
        allele=whole(allele.attributes.get("AlleleID", ""), "AlleleID", 1),
        title=about.get("VariationName") or allele.said("Name") or accession,
        gene=gene,
        names=tuple(dict.fromkeys(_names(allele))),
        places=tuple(dict.fromkeys(_places(allele))),
        rs=next((f"rs{ref['ID']}" for ref in refs if ref.get("DB") == "dbSNP" and ref.get("ID", "").isdecimal()), None),
        key=f"clinvar-{number}",
        unfit=unfit(len(alleles) > 1, classified),
        classifications=classified,
        line=node.line,
    )


def _names(allele: Element) -> Iterator[SourceName]:
    """The names on every transcript that ClinVar gives, so that ours may be among them."""
    for one in allele.all("HGVSlist", "HGVS"):
        written = one.said("NucleotideExpression", "Expression") or ""
        transcript, _, change = written.rpartition(":")
        if transcript and change.startswith("c."):
            protein = (one.said("ProteinExpression", "Expression") or "").rpartition(":")[2]
            yield SourceName(transcript, change, protein or None)


def _places(allele: Element) -> Iterator[GenomicPlace]:
    for one in allele.all("Location", "SequenceLocation"):
        told = one.attributes
        if told.get("Assembly") in ASSEMBLIES and told.get("positionVCF"):
            position = whole(told["positionVCF"], "positionVCF", 1)
            bases = told.get("referenceAlleleVCF", "").upper(), told.get("alternateAlleleVCF", "").upper()
            if all(bases):
                yield GenomicPlace(told["Assembly"], told.get("Chr", ""), position, *bases)


def _classifications(node: Element, accession: str, notes: RowNotes) -> Iterator[Classification]:
    for name, kind in _KINDS.items():
        for one in node.all("ClassifiedRecord", "Classifications", name):
            told, review = one.attributes, one.said("ReviewStatus")
            stated = "; ".join(filter(None, (_described(part) for part in one.all("Description"))))
            if not stated:
                what = f"its {name} has no Description"
                raise RefusedRow(accession, what, "a classification in words", "classification")
            checked(stated.partition(" (")[0], review, one.line, accession, notes)
            day = told.get("DateLastEvaluated")
            yield Classification(
                kind=kind,
                stated=stated,
                review=review,
                evaluated=iso_date(day, f"{accession} {name}") if day else None,
                submitters=_count(told, "NumberOfSubmitters"),
                submissions=_count(told, "NumberOfSubmissions"),
                conditions=tuple(dict.fromkeys(_conditions(one))),
                origins=tuple(sorted(set(filter(None, _origins(node, name))))),
                explanation=one.said("Explanation"),
            )


def _described(part: Element) -> str:
    """A description; of a clinical impact also for what it matters, which stands in attributes."""
    names = ("ClinicalImpactAssertionType", "ClinicalImpactClinicalSignificance")
    more = ", ".join(part.attributes[name] for name in names if part.attributes.get(name))
    return f"{part.text} ({more})" if part.text and more else part.text


def _count(told: dict[str, str], name: str) -> int | None:
    return whole(told[name], name) if told.get(name) else None


def _conditions(one: Element) -> Iterator[Condition]:
    """The traits of the sets that contribute to the aggregate."""
    for several in one.all("ConditionList", "TraitSet"):
        if several.attributes.get("ContributesToAggregateClassification") == "false":
            continue
        for trait in several.all("Trait"):
            values = trait.all("Name", "ElementValue")
            name = next((one.text for one in values if one.attributes.get("Type") == "Preferred"), None)
            refs = (ref.attributes for ref in trait.all("XRef") if ref.attributes.get("Type") != "secondary")
            curies = [code for ref in refs if (code := curie(ref.get("DB", ""), ref.get("ID", "")))]
            if name or curies:
                yield Condition(name, tuple(sorted(set(curies))))


def _origins(node: Element, name: str) -> Iterator[str]:
    """Where those submissions found the allele that classify it in this way."""
    for one in node.all("ClassifiedRecord", "ClinicalAssertionList", "ClinicalAssertion"):
        if one.first("Classification", name):
            yield from (sample.text for sample in one.all("ObservedInList", "ObservedIn", "Sample", "Origin"))
