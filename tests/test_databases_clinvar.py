"""ClinVar comes in as its table or its XML: joined to our variants, kept apart from papers, whole or not at all."""

import gzip
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from kg.build.imported import our_variants
from kg.build.inputs import Inputs
from kg.build.sources import read_sources
from kg.cli import app
from kg.engine.memory import MemoryEngine
from kg.errors import FaultyInput, UnknownName
from kg.imports import pieces
from kg.imports.database_work import import_clinvar
from kg.imports.databases import databases, remove_database
from kg.imports.join import Joined, Joiner, Ours, Unjoined
from kg.imports.reports import DatabaseReport
from kg.imports.words import conditions, known
from kg.model.database import GenomicPlace, Sited, SourceName
from kg.model.gene import CodingPosition, GeneModel
from kg.settings import PACKAGE
from kg.sources.hgvs import parse_coding
from kg.sources.reference import read_reference
from tests.conftest import TOY
from tests.databases import (
    COLUMNS,
    END,
    GERMLINE,
    HEADER,
    SOMATIC,
    archive,
    asked,
    both,
    row,
    table,
    vcv,
)
from tests.examples import most

N = "TOY_0001.1(TOY1):"
HIS = N + "c.149G>A (p.Arg50His)"


def taken(home: Path, data: bytes, name: str = "variant_summary.txt", **more: Any) -> DatabaseReport:
    return import_clinvar(asked(home / name, data, **more), home / "databases")


def engine(home: Path) -> MemoryEngine:
    return MemoryEngine.of_file(home / "databases" / "clinvar" / "dataset.nq.gz")


def state(home: Path) -> dict[str, bytes]:
    folder = home / "databases"
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def said(home: Path, *names: str) -> list[tuple[str | None, ...]]:
    """Properties of the classifications, by their order."""
    wanted = " ".join(f"OPTIONAL {{ ?c kg:{name} ?{name} }}" for name in names)
    rows = engine(home).rows(f"SELECT * {{ ?c a kg:VariantClassification . {wanted} }} ORDER BY ?c")
    return [tuple(one[name].value if name in one else None for name in names) for one in rows]


# --- the join


def test_every_way_to_join_and_what_is_left(tmp_path: Path) -> None:
    report = taken(
        tmp_path,
        table(
            both(1, HIS, 3059),
            both(2, "TOY_0001.7(TOY1):c.190+1G>A", 3101),
            both(3, "TOY_0009.1(TOY1):c.5C>T (p.Gln2Ter)", 1045, "C>T"),
            both(4, N + "c.208C>T (p.Leu70Pro)", 4018, "C>T"),
            both(5, N + "c.7G>A (p.Gly3Ser)", 1027),
            both(6, "TOY_0009.1(TOY1):c.5dup", Type="Duplication"),
            both(7, "GRCh38/hg38 99q1(chr99:1000-5000)x1", Type="copy number loss", GeneSymbol="TOY0;TOY1"),
            both(8, N + "c.149GGC[3]", Type="Microsatellite"),
            both(9, N + "c.[149G>A;209T>C]", Type="Haplotype"),
            row(10, "TOY_0000.1(TOY0):c.149G>A (p.Arg50His)", GeneSymbol="TOY0"),
            row(11, "TOY_0000.1(TOY10):c.149G>A (p.Arg50His)", GeneSymbol="TOY10"),
        ),
    )
    assert report.rows == 20
    assert report.of_genes == 18
    assert report.joined == {"coding name": 2, "coordinates": 1, "protein name": 1}
    assert report.not_joined == {
        "no paper here names it": 1,
        "it is named on other transcripts alone": 1,
        "it has no coding name": 1,
        "its coding name is none that is read here": 1,
        "it is a haplotype or genotype of several changes": 1,
    }
    found = {
        (row["v"].value.rpartition("/")[2], row["how"].value)
        for row in engine(tmp_path).rows("SELECT ?v ?how { ?c kg:classificationOf ?v ; kg:joinedBy ?how }")
    }
    assert found == {
        ("c.149G-A", "coding name"),
        ("c.190+1G-A", "coding name"),
        ("c.25C-T", "coordinates"),
        ("p.Leu70Pro", "protein name"),
    }


def test_a_protein_name_joins_only_what_is_known_by_nothing_else(tmp_path: Path) -> None:
    report = taken(tmp_path, table(both(1, N + "c.148C>A (p.Arg50His)", 3058, "C>A")))
    assert (report.joined.total(), dict(report.not_joined)) == (0, {"no paper here names it": 1})


def test_names_that_disagree_are_flagged_and_kept(tmp_path: Path) -> None:
    report = taken(tmp_path, table(both(1, N + "c.100C>T (p.Arg35Trp)", 3010, "C>T"), both(2, HIS, 3060)))
    assert [fault.kind for fault in report.faults] == ["names-disagree"] * 3
    assert report.errors == 0
    notes = {note for (note,) in said(tmp_path, "note")}
    assert "c.100C>T is in codon 34, but p.Arg35Trp names residue 35" in notes
    assert "c.149G>A lies at 3059 of GRCh38, the record says 3060" in notes


def test_a_residue_that_a_paper_counts_otherwise_is_flagged(tmp_path: Path) -> None:
    report = taken(tmp_path, table(both(1, N + "c.149G>A (p.Arg49His)", 3059)))
    what = [fault.what for fault in report.faults]
    assert "a paper here names it p.Arg50His, the record p.Arg49His" in what


@cache
def real_gene() -> GeneModel:
    return read_reference(PACKAGE / "reference").genes["CSF1R"]


def joiner(*ours: str) -> Joiner:
    return Joiner(real_gene(), Ours({f"https://w3id.org/csf1r-kg/variant/CSF1R/{one}": set() for one in ours}))


def met(*names: str, places: tuple[GenomicPlace, ...] = ()) -> Sited:
    told = tuple(SourceName(*name.split(":")) for name in names)
    return Sited(title="toy", key="toy", gene="CSF1R", names=told, places=places)


def test_transcripts_of_one_isoform_count_alike_in_the_coding_part_alone() -> None:
    """The layout of the real gene; which transcripts share an isoform is read from the reference data."""
    mine = joiner("c.2350G-A", "c.*36A-C")
    for transcript in ("NM_005211.4", "NM_005211.3", "NM_001288705.3", "ENST00000675795.1"):
        assert isinstance(mine.join(met(f"{transcript}:c.2350G>A")), Joined), transcript
    assert mine.join(met("NM_001375321.1:c.2350G>A")) == Unjoined("it is named on other transcripts alone")
    assert isinstance(mine.join(met(f"{mine.gene.reference_transcript}:c.*36A>C")), Joined)
    other = next(one.id for one in mine.gene.transcripts if one.id != mine.gene.reference_transcript)
    assert mine.join(met(f"{other}:c.*36A>C")) == Unjoined(
        "it is named outside of the coding part, on another transcript"
    )


def test_coordinates_lead_to_the_name_on_either_assembly() -> None:
    """NM_001288705.3:c.2350G>A is NC_000005.10:g.150056311C>T; both are in the reference data, with their source."""
    mine = joiner("c.2350G-A")
    for assembly, position in (("GRCh38", 150056311), ("GRCh37", 150056311 - 620437)):
        found = mine.join(met(places=(GenomicPlace(assembly, "5", position, "C", "T"),)))
        assert isinstance(found, Joined)
        assert found.how == "coordinates"
    for place in (
        GenomicPlace("GRCh38", "4", 150056311, "C", "T"),
        GenomicPlace("GRCh38", "5", 150056311, "CA", "C"),
        GenomicPlace("GRCh38", "5", 1, "C", "T"),
        GenomicPlace("T2T", "5", 150056311, "C", "T"),
    ):
        assert isinstance(mine.join(met(places=(place,))), Unjoined), place


def test_what_is_not_sure_or_not_in_all_cells_is_not_the_plain_change() -> None:
    """Real layout; ClinVar writes such names."""
    mine = joiner("c.2350_2352del", "c.2350G-A")
    there = (GenomicPlace("GRCh38", "5", 150056311, "C", "T"),)
    for name in ("c.(2350_2352)del", "c.(?_2350)_(2352_?)del", "c.2350_2352del?"):
        assert mine.join(met(f"NM_001288705.3:{name}")) == Unjoined("its coding name is none that is read here"), name
    mosaic = mine.join(met("NM_001288705.3:c.2350=/G>A", places=there))
    assert isinstance(mosaic, Joined)
    assert mosaic.how == "coordinates"
    assert ["mosaic" in note for note in mosaic.notes] == [True]
    assert mine.join(met(places=there)) == Joined(mosaic.variant, "coordinates")


def test_a_place_leads_to_a_change_of_several_bases_too() -> None:
    """Where the record shows the bases; the layout and the place are those of NM_001288705.3:c.2350G>A."""
    mine = joiner("c.2350del", "c.2349_2350del", "c.2350delinsAA")
    for position, reference, alternate, name in (
        (150056310, "GC", "G", "c.2350del"),
        (150056310, "GCA", "G", "c.2349_2350del"),
        (150056311, "C", "TT", "c.2350delinsAA"),
    ):
        found = mine.join(met(places=(GenomicPlace("GRCh38", "5", position, reference, alternate),)))
        assert isinstance(found, Joined), name
        assert found.variant.endswith(name)


def test_every_coding_name_of_the_evidence_is_found_again_by_name_and_by_place() -> None:
    """Names as papers give them, and where the gene model has them on each assembly."""
    inputs = Inputs.shipped()
    sources = read_sources(inputs, lambda _: None)
    mine = Joiner(sources.reference.genes["CSF1R"], our_variants(inputs, sources.records))
    base, opposite = "ACGT", "TGCA"
    coding = sorted({iri for iri in mine.ours if "/CSF1R/c." in iri})
    assert len(coding) > 40
    for iri in coding:
        name = iri.rpartition("/")[2]
        change = parse_coding(re.sub("([ACGT]+)-([ACGT]+)$", r"\1>\2", name))
        found = mine.join(met(f"NM_005211.4:{change}"))
        assert isinstance(found, Joined) and (found.variant, found.how) == (iri, "coding name")
        for assembly in ("GRCh38", "GRCh37") if change.kind == "substitution" else ():
            at = mine.gene.genomic(change.first, assembly)
            assert at is not None
            bases = [opposite[base.index(one)] for one in (change.reference, change.inserted)]
            found = mine.join(met(places=(GenomicPlace(assembly, "5", at, *bases),)))
            assert isinstance(found, Joined) and (found.variant, found.how) == (iri, "coordinates")


@settings(deadline=None)
@given(st.integers(1, 2919), st.sampled_from(["GRCh38", "GRCh37"]))
def test_a_coding_position_comes_back_from_the_genome(base: int, assembly: str) -> None:
    gene = joiner().gene
    at = gene.genomic(CodingPosition(base), assembly)
    assert at is not None
    assert gene.coding_at(at, assembly) == CodingPosition(base)


def test_introns_count_from_the_nearer_exon() -> None:
    toy = read_reference(TOY / "reference").genes["TOY1"]
    assert str(toy.coding_at(1051)) == "30+1"
    assert str(toy.coding_at(2000)) == "31-1"
    # 950 bases lie between: the middle two are c.30+475 and c.31-475.
    assert (str(toy.coding_at(1525)), str(toy.coding_at(1526))) == ("30+475", "31-475")
    assert (str(toy.coding_at(1001)), str(toy.coding_at(4130))) == ("-20", "*20")
    assert (toy.coding_at(1000), toy.coding_at(4131)) == (None, None)


# --- what is said


def test_the_table_says_what_clinvar_says(tmp_path: Path) -> None:
    taken(tmp_path, table(both(1, HIS, 3059)), release="2026-06-28")
    names = ("statedClassification", "reviewStatus", "reviewStars", "lastEvaluated", "submitterCount", "accession")
    assert said(tmp_path, *names) == [
        ("Pathogenic", "criteria provided, multiple submitters, no conflicts", "2", "2024-12-17", "4", "VCV900000001")
    ]
    rows = engine(tmp_path).rows("SELECT ?o ?words ?geno { ?c kg:statedCondition ?words ; kg:classifiedAs ?geno }")
    assert {one["words"].value for one in rows} == {
        "Toy disorder (MONDO:0000001, MedGen:C0000001, OMIM:000001, ORPHA:000001)",
        "not provided (MedGen:C3661900)",
    }
    assert {one["geno"].value.rpartition("/")[2] for one in rows} == {"GENO_0000840"}
    graphs = engine(tmp_path).rows("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    assert [one["g"].value for one in graphs] == ["https://w3id.org/csf1r-kg/graph/clinvar"]
    assert not engine(tmp_path).rows("SELECT ?s { ?s kg:significance|a/kg:Genotype ?o }")


def test_several_classes_at_once_are_kept_in_words_alone(tmp_path: Path) -> None:
    taken(tmp_path, table(both(1, HIS, 3059, ClinicalSignificance="Pathogenic/Likely pathogenic; risk factor")))
    assert said(tmp_path, "statedClassification", "classifiedAs") == [
        ("Pathogenic/Likely pathogenic; risk factor", None)
    ]


def test_three_questions_are_three_answers(tmp_path: Path) -> None:
    more = {
        "SomaticClinicalImpact": "Tier II - Potential",
        "SomaticClinicalImpactLastEvaluated": "Jan 24, 2024",
        "ReviewStatusClinicalImpact": "no assertion criteria provided",
        "Oncogenicity": "Oncogenic",
        "OncogenicityLastEvaluated": "Jan 24, 2024",
        "ReviewStatusOncogenicity": "criteria provided, single submitter",
    }
    taken(tmp_path, table(both(1, HIS, 3059, **more)))
    names = ("classificationKind", "statedClassification", "lastEvaluated", "reviewStars")
    kg = "https://w3id.org/csf1r-kg/ontology#"
    assert said(tmp_path, *names) == [
        (kg + "germline", "Pathogenic", "2024-12-17", "2"),
        (kg + "oncogenicity", "Oncogenic", "2024-01-24", "1"),
        (kg + "somaticClinicalImpact", "Tier II - Potential", "2024-01-24", "0"),
    ]
    # The table does not say which of the three its conditions, submitters and origins belong to.
    assert {one for row in said(tmp_path, "statedCondition", "submitterCount", "alleleOrigin") for one in row} == {None}


def test_the_xml_says_the_same_and_more(tmp_path: Path) -> None:
    both_names = [("TOY_0009.1:c.5G>A", None), ("TOY_0001.2:c.149G>A", "p.Arg50His")]
    classified = GERMLINE.format(stated="Pathogenic") + SOMATIC
    report = taken(tmp_path, vcv(archive(1, HIS, both_names, 3059, classified=classified)), "toy.xml")
    assert (report.rows, report.of_genes, dict(report.joined)) == (1, 1, {"coding name": 1})
    names = ("statedClassification", "accessionVersion", "datasetVersion", "submissionCount", "alleleOrigin")
    assert said(tmp_path, *names) == [
        ("Pathogenic", "3", "2024-09-17", "2", "germline"),
        ("Oncogenic", "3", "2024-09-17", "1", None),
        ("Tier II - Potential", "3", "2024-09-17", "1", None),
    ]
    words = [one for (one,) in said(tmp_path, "statedCondition") if one]
    assert words == ["Toy disorder (MONDO:0000001, MedGen:C0000001, OMIM:000001, ORPHA:000001)"]


def test_a_haplotype_in_xml_is_none_of_our_variants(tmp_path: Path) -> None:
    report = taken(tmp_path, vcv(archive(1, HIS, [("TOY_0001.1:c.149G>A", None)], haplotype=True)), "toy.xml")
    assert dict(report.not_joined) == {"it is a haplotype or genotype of several changes": 1}


def test_only_variants_of_papers_unless_all_are_asked_for(tmp_path: Path) -> None:
    data = table(both(1, HIS, 3059), both(2, N + "c.7G>A (p.Gly3Ser)", 1027), both(3, "GRCh38/hg38 99q1x1"))
    assert taken(tmp_path, data).kept == 0
    assert not engine(tmp_path).rows("SELECT ?v { ?v a kg:Variant }")
    assert taken(tmp_path, data, every=True).kept == 2
    labels = engine(tmp_path).rows("SELECT ?l ?v { ?v a kg:Variant ; rdfs:label ?l } ORDER BY ?l")
    assert [(one["l"].value, one["v"].value.rpartition("/")[2]) for one in labels] == [
        ("GRCh38/hg38 99q1x1", "clinvar-900000003"),
        ("TOY1 c.7G>A", "c.7G-A"),
    ]
    assert len(engine(tmp_path).rows("SELECT ?c { ?c kg:joinedBy ?how }")) == 1


# --- the account, twice, out again


def test_the_account_and_the_reproducible_folder(tmp_path: Path) -> None:
    data = table(both(1, HIS, 3059), both(2, N + "c.7G>A (p.Gly3Ser)", 1027))
    taken(tmp_path, data, release="2026-06-28")
    first = state(tmp_path)
    taken(tmp_path, data, release="2026-06-28")
    assert state(tmp_path) == first
    about = json.loads(first["clinvar/manifest.json"])
    assert about["source_version"] == "2026-06-28"
    assert about["report"]["joined"] == {"coding name": 1}
    assert about["report"]["not_joined"] == {"no paper here names it": 1}
    assert about["licence"].startswith("https://www.ncbi.nlm.nih.gov/")
    lines = gzip.decompress(first["clinvar/dataset.nq.gz"]).decode().splitlines()
    assert len(lines) == len(set(lines)) == sum(about["graphs"].values())


def test_packed_or_not_gives_the_same_but_for_the_checksum(tmp_path: Path) -> None:
    data = table(both(1, HIS, 3059))
    taken(tmp_path, data)
    plain = state(tmp_path)
    taken(tmp_path, gzip.compress(data), "variant_summary.txt.gz")
    packed = state(tmp_path)
    assert packed["clinvar/dataset.nq.gz"] == plain["clinvar/dataset.nq.gz"]
    assert packed["clinvar/manifest.json"] != plain["clinvar/manifest.json"]


def test_out_again(tmp_path: Path) -> None:
    taken(tmp_path, table(both(1, HIS, 3059)))
    assert [one.name for one in databases(tmp_path / "databases")] == ["clinvar"]
    remove_database("clinvar", tmp_path / "databases")
    assert databases(tmp_path / "databases") == []
    with pytest.raises(UnknownName, match="nothing was imported from clinvar"):
        remove_database("clinvar", tmp_path / "databases")


def test_a_database_knows_whether_variants_have_come_since(tmp_path: Path) -> None:
    request = asked(tmp_path / "toy.txt", table(both(1, HIS, 3059)))
    import_clinvar(request, tmp_path / "databases")
    (database,) = databases(tmp_path / "databases")
    assert database.knew(request.ours)
    assert not database.knew(Ours({**request.ours.proteins, "urn:toy": set()}))


# --- what is wrong

GOOD = both(1, HIS, 3059)


def broken(**more: str) -> str:
    return row(2, N + "c.25C>T (p.Gln9Ter)", 1045, "C>T", **more)


FAULTY_ROWS = {
    "too few columns": ("\t".join(broken().split("\t")[:-1]), "columns", "the row has 42 columns, the header 43"),
    "no number": (broken(VariationID="toy"), "number", "'toy' is no whole number from 1"),
    "negative": (broken(NumberSubmitters="-3"), "number", "'-3' is no whole number from 0"),
    "no day": (broken(LastEvaluated="yesterday"), "date", "'yesterday' is no day"),
    "assembly": (broken(Assembly="GRCz11"), "assembly", "the assembly 'GRCz11' is not known"),
}


@pytest.mark.parametrize("name", FAULTY_ROWS)
def test_a_faulty_row_is_told_and_spoils_nothing(tmp_path: Path, name: str) -> None:
    bad, kind, what = FAULTY_ROWS[name]
    taken(tmp_path, table(GOOD))
    alone = state(tmp_path)["clinvar/dataset.nq.gz"]
    report = taken(tmp_path, table(bad, GOOD))
    assert [(fault.line, fault.kind, fault.what, fault.fatal) for fault in report.faults] == [(2, kind, what, True)]
    assert state(tmp_path)["clinvar/dataset.nq.gz"] == alone
    before = state(tmp_path)
    with pytest.raises(FaultyInput, match="strict was asked for"):
        taken(tmp_path, table(bad, GOOD), strict=True)
    assert state(tmp_path) == before


@pytest.mark.parametrize(
    ("column", "word", "kind"),
    [("ClinicalSignificance", "Harmful", "classification"), ("ReviewStatus", "looked at", "review-status")],
)
def test_unknown_words_are_kept_and_flagged(tmp_path: Path, column: str, word: str, kind: str) -> None:
    report = taken(tmp_path, table(row(1, HIS, 3059, **{column: word})))
    assert [(fault.kind, fault.fatal) for fault in report.faults] == [(kind, False)]
    ((stated, status, stars),) = said(tmp_path, "statedClassification", "reviewStatus", "reviewStars")
    assert word in (stated, status)
    assert stars == (None if column == "ReviewStatus" else "2")


def test_rows_of_one_allele_that_differ_are_told(tmp_path: Path) -> None:
    report = taken(tmp_path, table(row(1, HIS, 3059), row(1, HIS, 3059, Assembly="GRCh37", ReviewStatus="-")))
    assert [fault.kind for fault in report.faults] == ["rows"]


LESS = "\t".join(name for name in HEADER.split("\t") if name not in ("ReviewStatus", "Assembly"))
NOT_READ = {
    "empty": ("toy.txt", b"", "it is empty"),
    "not gzip": ("toy.txt.gz", table(GOOD), "its name ends in .gz, but it is no gzip file"),
    "cut gzip": ("toy.txt.gz", gzip.compress(table(GOOD))[:-20], "the gzip file is cut off"),
    "damaged gzip": ("toy.txt.gz", b"\x1f\x8b\x08\x00" + b"\0" * 40, "the gzip file is damaged"),
    "columns": ("toy.txt", LESS.encode() + b"\n", "it lacks the columns Assembly, ReviewStatus"),
    "another table": ("toy.txt", b"a\tb\n1\t2\n", "is no header of variant_summary.txt"),
    "no gene": ("toy.txt", table(row(1, HIS, GeneSymbol="TOY0").replace("TOY1", "TOY0")), "1 rows read, none sound"),
    "cut xml": ("toy.xml", vcv(archive(1, HIS, []))[:-200], "cut off inside the record that begins in line 3"),
    "no end": ("toy.xml", vcv(archive(1, HIS, []))[: -len(END)], "does not come after record 1"),
    "RCV": ("toy.xml", b"<ReleaseSet Dated='2024-01-26'><ClinVarSet/></ReleaseSet>", "which is ClinVar's RCV format"),
    "another xml": ("toy.xml", b"<html><body/></html>", "its root is <html>"),
    "no element": ("toy.xml", b"<!-- toy -->", "it holds no element"),
    "encoding": ("toy.xml", vcv(archive(1, HIS, [])).replace(b"UTF-8", b"UTF-16", 1), "its encoding is UTF-16"),
    "entities": (
        "toy.xml",
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + vcv(archive(1, HIS, [])).partition(b"?>")[2],
        "makes declarations of its own",
    ),
}


@pytest.mark.parametrize("name", NOT_READ)
def test_a_file_that_is_none_changes_nothing(tmp_path: Path, name: str) -> None:
    taken(tmp_path, table(GOOD))
    before = state(tmp_path)
    file, data, what = NOT_READ[name]
    with pytest.raises(FaultyInput, match=what):
        taken(tmp_path, data, file)
    assert state(tmp_path) == before
    assert [path.name for path in (tmp_path / "databases").iterdir()] == ["clinvar"], "no rubbish"


GOOD_RECORD = archive(1, HIS, [("TOY_0001.1:c.149G>A", "p.Arg50His")], 3059)
FAULTY_RECORDS = {
    "no xml": (archive(2, HIS, []).replace("<Species>", "<Species", 1), "xml", "the XML breaks off"),
    "an entity": (archive(2, HIS, []).replace("Homo sapiens", "&toy;"), "xml", "undefined entity"),
    "no number": (archive(2, HIS, []).replace('VariationID="900000002" V', 'VariationID="x" V'), "number", "'x' is no"),
    "no day": (archive(2, HIS, []).replace("2018-04-06", "in spring"), "date", "'in spring' is no day"),
    "twice": (GOOD_RECORD, "repeated", "VCV900000001 came before"),
    "no words": (archive(2, HIS, [], classified=GERMLINE.format(stated="")), "classification", "has no Description"),
    "old": (archive(2, HIS, []).replace("ClassifiedRecord", "InterpretedRecord"), "old-format", "before 2024"),
}


@pytest.mark.parametrize("name", FAULTY_RECORDS)
def test_a_faulty_record_is_told_and_spoils_nothing(tmp_path: Path, name: str) -> None:
    bad, kind, what = FAULTY_RECORDS[name]
    taken(tmp_path, vcv(GOOD_RECORD), "toy.xml")
    alone = state(tmp_path)["clinvar/dataset.nq.gz"]
    report = taken(tmp_path, vcv(GOOD_RECORD, bad), "toy.xml")
    assert [fault.kind for fault in report.faults] == [kind]
    assert what in report.faults[0].what
    assert report.faults[0].line > GOOD_RECORD.count("\n"), "counted in the whole file"
    assert state(tmp_path)["clinvar/dataset.nq.gz"] == alone


@pytest.mark.parametrize("block", [1, 7, 64, 1000])
def test_records_are_found_wherever_a_block_ends(tmp_path: Path, monkeypatch: Any, block: int) -> None:
    monkeypatch.setattr(pieces, "_BLOCK", block)
    names = [("TOY_0001.1:c.149G>A", None)]
    other = archive(3, "TOY_0000.1(TOY0):c.149G>A", [], gene="TOY0")
    data = vcv(archive(1, HIS, names), other, archive(2, N + "c.190+1G>A", [("TOY_0001.1:c.190+1G>A", None)]))
    report = taken(tmp_path, data, "toy.xml")
    assert (report.rows, report.of_genes, report.joined.total(), report.errors) == (3, 2, 2, 0)


def test_a_single_record_without_a_root_is_read(tmp_path: Path) -> None:
    assert taken(tmp_path, GOOD_RECORD.encode(), "toy.xml", release="2024-09").joined.total() == 1


def test_a_release_that_the_file_denies_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FaultyInput, match="says that it is the release of 2024-09-17, not of 2023-01"):
        taken(tmp_path, vcv(GOOD_RECORD), "toy.xml", release="2023-01")
    with pytest.raises(FaultyInput, match="'June' is no release"):
        taken(tmp_path, table(GOOD), release="June")


def test_a_gene_that_nobody_knows_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="the gene TOY7 is not in the reference data; there are: TOY1"):
        taken(tmp_path, table(GOOD), genes=("TOY7",))


@settings(max_examples=most(200), deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(COLUMNS), st.text(st.characters(exclude_characters="\t\r\n", exclude_categories=["Cs"]))
    )
)
def test_whatever_stands_in_a_row_it_is_read_or_told(tmp_path_factory: pytest.TempPathFactory, more: Any) -> None:
    home = tmp_path_factory.mktemp("any")
    report = taken(home, table(GOOD, row(2, name=HIS, place=3059, **more)))
    assert report.variants >= 1
    assert len(engine(home)) == report.statements


@given(st.lists(st.sampled_from(["MONDO:MONDO:0000001", "OMIM:000001", "", "|", ",", ";", "Gene:toy", "-"])), st.text())
def test_conditions_never_fail(ids: list[str], names: str) -> None:
    assert all(str(one) for one in conditions("".join(ids), names))


def test_words_of_clinvar_are_known() -> None:
    """Values of real rows: the first lines of the table of 2026-06-28, and counts over whole releases."""
    for words in (
        "Pathogenic/Likely pathogenic",
        "Pathogenic/Pathogenic, low penetrance; risk factor",
        "Conflicting classifications of pathogenicity; other",
        "Pathogenic/Likely pathogenic/Established risk allele; risk factor",
        "Uncertain significance/Uncertain risk allele",
        "Tier IV - Benign/Likely benign",
    ):
        assert known(words), words


# --- the command line


def test_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_COHORTS", str(tmp_path / "none"))
    monkeypatch.setenv("KG_DATABASES", str(tmp_path / "databases"))
    file = tmp_path / "variant_summary.txt.gz"
    file.write_bytes(gzip.compress(table(GOOD, broken(LastEvaluated="soon"))))
    over = ["--evidence", str(TOY / "evidence"), "--reference", str(TOY / "reference")]
    done = CliRunner().invoke(app, ["import", "clinvar", str(file), "--release", "2026-06-28", *over])
    assert done.exit_code == 0, done.output
    assert "joined by coding name: 1" in done.stdout
    assert "'soon' is no day" in done.stderr
    assert (tmp_path / "databases" / "clinvar" / "faults.txt").read_text().count("\n") == 1
    assert "clinvar is gone" in CliRunner().invoke(app, ["remove", "clinvar"]).stdout
