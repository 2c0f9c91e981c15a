"""Files of ClinVar and gnomAD in their real formats, about the toy gene: accessions and numbers begin with 9.

Header and rows of the table: as in the file of 2026-06-28, whose first lines stand in public text (a report of its
columns, 43 of them). XML: as test/data/clinvar-somatic/VCV000406155.xml and multi-classification/VCV000013961.xml of
clingen-data-model/clinvar-ingest (commits 8392a667, bb1c0d9b). CSV: as browser/src/VariantList/ExportVariantsButton.tsx
of broadinstitute/gnomad-browser (commit 00445a10) writes it.
"""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from kg.build.imported import our_variants
from kg.build.sources import read_sources
from kg.imports.database_work import DatabaseImport
from tests.conftest import TOY
from tests.small import toy_inputs

TOYBASE = TOY / "databases" / "toybase-2001-01.yaml"


def beside_papers(home: Path, *releases: str) -> Path:
    """The toy papers in a folder of their own, and toy database releases beside them: the toy one, or their texts."""
    evidence = home / "evidence"
    shutil.copytree(TOY / "evidence", evidence)
    (evidence / "databases").mkdir()
    for number, text in enumerate(releases or (TOYBASE.read_text(encoding="utf-8"),)):
        name = TOYBASE.name if not number else f"toybase-{number}.yaml"
        (evidence / "databases" / name).write_text(text, encoding="utf-8")
    return evidence


HEADER = (
    "#AlleleID\tType\tName\tGeneID\tGeneSymbol\tHGNC_ID\tClinicalSignificance\tClinSigSimple\tLastEvaluated\t"
    "RS# (dbSNP)\tnsv/esv (dbVar)\tRCVaccession\tPhenotypeIDS\tPhenotypeList\tOrigin\tOriginSimple\tAssembly\t"
    "ChromosomeAccession\tChromosome\tStart\tStop\tReferenceAllele\tAlternateAllele\tCytogenetic\tReviewStatus\t"
    "NumberSubmitters\tGuidelines\tTestedInGTR\tOtherIDs\tSubmitterCategories\tVariationID\tPositionVCF\t"
    "ReferenceAlleleVCF\tAlternateAlleleVCF\tSomaticClinicalImpact\tSomaticClinicalImpactLastEvaluated\t"
    "ReviewStatusClinicalImpact\tOncogenicity\tOncogenicityLastEvaluated\tReviewStatusOncogenicity\t"
    "SCVsForAggregateGermlineClassification\tSCVsForAggregateSomaticClinicalImpact\t"
    "SCVsForAggregateOncogenicityClassification"
)
COLUMNS = HEADER.removeprefix("#").split("\t")
EXON = {"GRCh38": 0, "GRCh37": -500}
"""How far the toy gene lies from its place on GRCh38."""


def row(number: int, name: str, place: int | None = None, bases: str = "G>A", **more: str) -> str:
    """A row of the table; `place` counts on GRCh38, and `more` replaces columns."""
    assembly = more.get("Assembly", "GRCh38")
    before, _, after = bases.partition(">")
    at = "-1" if place is None else str(place + EXON.get(assembly, 0))
    plain = {
        "AlleleID": str(800_000_000 + number),
        "Type": "single nucleotide variant",
        "Name": name,
        "GeneID": "900000001",
        "GeneSymbol": "TOY1",
        "HGNC_ID": "-",
        "ClinicalSignificance": "Pathogenic",
        "ClinSigSimple": "1",
        "LastEvaluated": "Dec 17, 2024",
        "RS# (dbSNP)": str(900_000_000 + number),
        "RCVaccession": f"RCV{900_000_000 + number}",
        "PhenotypeIDS": "MONDO:MONDO:0000001,MedGen:C0000001,OMIM:000001,Orphanet:000001|MedGen:C3661900",
        "PhenotypeList": "Toy disorder|not provided",
        "Origin": "germline;unknown",
        "OriginSimple": "germline",
        "Assembly": assembly,
        "Chromosome": "99",
        "Start": at,
        "Stop": at,
        "ReferenceAllele": "na",
        "AlternateAllele": "na",
        "Cytogenetic": "99q1",
        "ReviewStatus": "criteria provided, multiple submitters, no conflicts",
        "NumberSubmitters": "4",
        "TestedInGTR": "N",
        "SubmitterCategories": "3",
        "VariationID": str(900_000_000 + number),
        "PositionVCF": at,
        "ReferenceAlleleVCF": before,
        "AlternateAlleleVCF": after,
    }
    return "\t".join({**dict.fromkeys(COLUMNS, "-"), **plain, **more}[name] for name in COLUMNS)


def both(number: int, name: str, place: int | None = None, bases: str = "G>A", **more: str) -> list[str]:
    """A row for each assembly, as the table has them."""
    return [row(number, name, place, bases, **{**more, "Assembly": one}) for one in ("GRCh37", "GRCh38")]


def table(*rows: str | list[str]) -> bytes:
    """A whole table."""
    lines = [one for some in rows for one in ([some] if isinstance(some, str) else some)]
    return "\n".join([HEADER, *lines, ""]).encode()


RELEASE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<ClinVarVariationRelease xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation='
    '"http://ftp.ncbi.nlm.nih.gov/pub/clinvar/xsd_public/ClinVar_VCV_2.0.xsd" ReleaseDate="2024-09-17">\n'
)
END = "</ClinVarVariationRelease>\n"
GERMLINE = """<GermlineClassification DateLastEvaluated="2018-04-06" NumberOfSubmissions="2" NumberOfSubmitters="1"
        DateCreated="2018-10-10" MostRecentSubmission="2018-10-10">
        <ReviewStatus>criteria provided, single submitter</ReviewStatus>
        <Description>{stated}</Description>
        <Explanation DataSource="ClinVar" Type="public">toy explanation</Explanation>
        <Citation Type="general"><ID Source="PubMed">0000001</ID></Citation>
        <DescriptionHistory Dated="2017-01-01"><Description>Uncertain significance</Description></DescriptionHistory>
        <ConditionList>
          <TraitSet ID="900001" Type="Disease" ContributesToAggregateClassification="true">
            <Trait ID="900002" Type="Disease">
              <Name><ElementValue Type="Alternate">Toy disease</ElementValue></Name>
              <Name><ElementValue Type="Preferred">Toy disorder</ElementValue></Name>
              <XRef ID="000001" DB="Orphanet" /><XRef ID="C0000001" DB="MedGen" /><XRef ID="MONDO:0000001" DB="MONDO" />
              <XRef Type="MIM" ID="000001" DB="OMIM" />
              <XRef Type="secondary" ID="HP:0000001" DB="Human Phenotype Ontology" />
            </Trait>
          </TraitSet>
          <TraitSet ID="900003" Type="Disease" ContributesToAggregateClassification="false">
            <Trait ID="900004"><Name><ElementValue Type="Preferred">Other toy</ElementValue></Name></Trait>
          </TraitSet>
        </ConditionList>
      </GermlineClassification>"""
SOMATIC = """<SomaticClinicalImpact DateLastEvaluated="2018-10-16" NumberOfSubmissions="1" NumberOfSubmitters="1">
        <ReviewStatus>no assertion criteria provided</ReviewStatus><Description>Tier II - Potential</Description>
      </SomaticClinicalImpact>
      <OncogenicityClassification DateLastEvaluated="2024-01-24" NumberOfSubmissions="1" NumberOfSubmitters="1">
        <ReviewStatus>no assertion criteria provided</ReviewStatus><Description>Oncogenic</Description>
      </OncogenicityClassification>"""


def hgvs(name: str, protein: str | None) -> str:
    """A name of a variant on a transcript."""
    told = f"<ProteinExpression><Expression>TOYP_0001.1:{protein}</Expression></ProteinExpression>" if protein else ""
    return (
        f'<HGVS Type="coding"><NucleotideExpression change={quoteattr(name.partition(":")[2])}>'
        f"<Expression>{escape(name)}</Expression></NucleotideExpression>{told}</HGVS>"
    )


def archive(
    number: int,
    title: str,
    names: list[tuple[str, str | None]],
    place: int | None = None,
    bases: str = "G>A",
    classified: str | None = None,
    gene: str = "TOY1",
    haplotype: bool = False,
) -> str:
    """A record of VCV XML."""
    before, _, after = bases.partition(">")
    places = "".join(
        f'<SequenceLocation Assembly="{assembly}" Chr="99" start="{place + far}" stop="{place + far}"'
        f' positionVCF="{place + far}" referenceAlleleVCF="{before}" alternateAlleleVCF="{after}" />'
        for assembly, far in EXON.items()
        if place is not None
    )
    allele = f"""<SimpleAllele AlleleID="{800_000_000 + number}" VariationID="{900_000_000 + number}">
      <GeneList><Gene Symbol="{gene}" FullName="toy gene" GeneID="900000001" RelationshipType="within single gene">
        <Location><SequenceLocation Assembly="GRCh38" Chr="99" start="1001" stop="4130" Strand="+" /></Location>
      </Gene></GeneList>
      <Name>{escape(title)}</Name>
      <VariantType>single nucleotide variant</VariantType>
      <Location><CytogeneticLocation>99q1</CytogeneticLocation>{places}</Location>
      <HGVSlist>{"".join(hgvs(*name) for name in names)}</HGVSlist>
      <XRefList><XRef Type="rs" ID="{900_000_000 + number}" DB="dbSNP" /></XRefList>
    </SimpleAllele>"""
    inside = f'<Haplotype VariationID="{900_000_000 + number}">{allele}{allele}</Haplotype>' if haplotype else allele
    return f"""<VariationArchive VariationID="{900_000_000 + number}" VariationName={quoteattr(title)}
  VariationType="single nucleotide variant" DateCreated="2018-10-10" DateLastUpdated="2024-06-23"
  Accession="VCV{900_000_000 + number}" Version="3" RecordType="classified" NumberOfSubmissions="2">
  <RecordStatus>current</RecordStatus>
  <Species>Homo sapiens</Species>
  <ClassifiedRecord>
    {inside}
    <RCVList><RCVAccession Accession="RCV{900_000_000 + number}" Version="3" /></RCVList>
    <Classifications>{classified or GERMLINE.format(stated="Pathogenic")}</Classifications>
    <ClinicalAssertionList>
      <ClinicalAssertion ID="900005">
        <Classification><ReviewStatus>criteria provided, single submitter</ReviewStatus>
          <GermlineClassification>Pathogenic</GermlineClassification></Classification>
        <ObservedInList><ObservedIn><Sample><Origin>germline</Origin></Sample></ObservedIn></ObservedInList>
      </ClinicalAssertion>
    </ClinicalAssertionList>
  </ClassifiedRecord>
</VariationArchive>
"""


def vcv(*records: str) -> bytes:
    """A whole release of VCV XML."""
    return (RELEASE + "".join(records) + END).encode()


def of_both_kinds() -> str:
    """A record of a toy variant that a paper names, classified for the germline and for tumours."""
    names: list[tuple[str, str | None]] = [("TOY_0001.1:c.149G>A", "p.Arg49His")]
    both = GERMLINE.format(stated="Pathogenic") + SOMATIC
    return archive(1, "TOY_0001.1(TOY1):c.149G>A", names, 3059, classified=both)


POPULATIONS = ("African/African American", "European (non-Finnish)")
EXPORT = [
    "gnomAD ID", "Chromosome", "Position", "rsIDs", "Reference", "Alternate", "Source", "Filters - exomes",
    "Filters - genomes", "Transcript", "HGVS Consequence", "Protein Consequence", "Transcript Consequence",
    "VEP Annotation", "ClinVar Clinical Significance", "ClinVar Variation ID", "Flags", "Allele Count",
    "Allele Number", "Allele Frequency", "Homozygote Count", "Hemizygote Count",
    *(f"{what} {whom}" for whom in POPULATIONS
      for what in ("Allele Count", "Allele Number", "Homozygote Count", "Hemizygote Count")),
]  # fmt: skip


def counted(place: int, bases: str = "G>A", coding: str = "", transcript: str = "TOY_0001.1", **more: Any) -> str:
    """A row of the browser's export: 3 alleles of 1,000, of which one population has all."""
    before, _, after = bases.partition(">")
    plain = {
        "gnomAD ID": f"99-{place}-{before}-{after}",
        "Chromosome": "99",
        "Position": place,
        "rsIDs": "rs900000001",
        "Reference": before,
        "Alternate": after,
        "Source": "gnomAD Exomes,gnomAD Genomes",
        "Filters - exomes": "PASS",
        "Filters - genomes": "NA",
        "Transcript": transcript if coding else "",
        "Transcript Consequence": coding,
        "Allele Count": 3,
        "Allele Number": 1000,
        "Allele Frequency": 0.003,
        "Homozygote Count": 1,
        "Hemizygote Count": 0,
        "Allele Count African/African American": 3,
        "Allele Number African/African American": 400,
        "Homozygote Count African/African American": 1,
        "Hemizygote Count African/African American": 0,
        "Allele Count European (non-Finnish)": 0,
        "Allele Number European (non-Finnish)": 600,
        "Homozygote Count European (non-Finnish)": 0,
    }
    values = (str({**plain, **more}.get(name, "")) for name in EXPORT)
    return ",".join(f'"{one}"' if "," in one else one for one in values)


def export(*rows: str) -> bytes:
    """A whole export."""
    return "\r\n".join([",".join(EXPORT), *rows, ""]).encode()


@cache
def _toy() -> tuple[Any, Any]:
    inputs = toy_inputs()
    sources = read_sources(inputs, lambda _: None)
    return sources.reference, our_variants(inputs, sources.records)


def asked(source: Path, data: bytes | None = None, **more: Any) -> DatabaseImport:
    """An import over the toy evidence; the file is written where data is given."""
    if data is not None:
        source.write_bytes(data)
    reference, ours = _toy()
    return DatabaseImport(**{"source": source, "reference": reference, "ours": ours, **more})
