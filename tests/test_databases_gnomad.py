"""Allele frequencies come in as the gnomAD browser exports them, or by names of VCF fields; what cannot be is told."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.engine.memory import MemoryEngine
from kg.errors import FaultyInput
from kg.imports.database_work import import_gnomad
from kg.imports.databases import assembly_of
from kg.imports.reports import DatabaseReport
from tests.databases import EXPORT, asked, counted, export
from tests.examples import most

NAME = "gnomAD_v4.1.0_TOY1_2026_01_01.csv"
HIS = counted(3059, coding="c.149G>A")


def taken(home: Path, data: bytes, name: str = NAME, **more: Any) -> DatabaseReport:
    return import_gnomad(asked(home / name, data, **more), home / "databases")


def engine(home: Path) -> MemoryEngine:
    return MemoryEngine.of_file(home / "databases" / "gnomad" / "dataset.nq.gz")


def state(home: Path) -> dict[str, bytes]:
    folder = home / "databases"
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def counts(home: Path) -> list[tuple[str | None, ...]]:
    names = ("population", "alleleCount", "alleleNumber", "alleleFrequency", "homozygoteCount")
    wanted = " ".join(f"OPTIONAL {{ ?f kg:{name} ?{name} }}" for name in names)
    rows = engine(home).rows(f"SELECT * {{ ?f a kg:AlleleFrequency . {wanted} }} ORDER BY ?f")
    return [tuple(one[name].value if name in one else None for name in names) for one in rows]


def test_counts_of_everybody_and_of_each_population(tmp_path: Path) -> None:
    report = taken(tmp_path, export(HIS))
    assert (report.rows, dict(report.joined)) == (1, {"coding name": 1})
    assert counts(tmp_path) == [
        ("African/African American", "3", "400", "0.0075", "1"),
        (None, "3", "1000", "0.003", "1"),
        ("European (non-Finnish)", "0", "600", "0", "0"),
    ]
    rows = engine(tmp_path).rows("SELECT DISTINCT ?v ?x ?r ?s { ?f kg:frequencyOf ?v ; kg:datasetVersion ?r ."
                                 " ?f kg:filterStatus ?s . ?v skos:notation ?x } ORDER BY ?x")  # fmt: skip
    assert [(one["x"].value, one["r"].value, one["s"].value) for one in rows] == [
        ("dbSNP:rs900000001", "4.1.0", "exomes: PASS"),
        ("gnomAD:99-3059-G-A", "4.1.0", "exomes: PASS"),
    ]


def test_where_no_name_fits_the_place_decides(tmp_path: Path) -> None:
    elsewhere = counted(3101, coding="c.9G>A", transcript="TOY_0009.1")
    report = taken(tmp_path, export(elsewhere, counted(1027), counted(9999), counted(3060, "GA>G")))
    assert report.of_genes == 3, "the third lies outside of the gene"
    assert dict(report.joined) == {"coordinates": 1}
    assert dict(report.not_joined) == {"no paper here names it": 2}, "a deletion has a place of its own too"


def test_older_releases_count_on_the_older_assembly(tmp_path: Path) -> None:
    assert dict(taken(tmp_path, export(counted(3059 - 500)), "toy.csv", release="2.1.1").joined) == {"coordinates": 1}
    assert [assembly_of(one, Path()) for one in ("ExAC", "2.1", "v3.1.2", "4.1")] == ["GRCh37"] * 2 + ["GRCh38"] * 2
    for wrong in ("7", "GRCh38", "4.1.2.3"):
        with pytest.raises(FaultyInput, match="is no release of gnomAD"):
            assembly_of(wrong, Path())


def test_a_place_that_is_of_the_other_assembly_is_flagged(tmp_path: Path) -> None:
    report = taken(tmp_path, export(counted(3059 - 500, coding="c.149G>A")))
    assert [fault.kind for fault in report.faults] == ["names-disagree"]
    assert report.faults[0].what == (
        "c.149G>A lies at 3059 of GRCh38, the record says 2559, which is its place on GRCh37"
    )


def test_names_of_vcf_fields_and_tabs(tmp_path: Path) -> None:
    head = "chrom\tpos\tref\talt\thgvsc\tAC\tAN\tAF\tnhomalt\tAC_afr\tAN_afr\tAF_afr"
    row = "chr99\t3059\tG\tA\tTOY_0001.1:c.149G>A\t3\t1000\t3.00000e-03\t1\t3\t400\t7.50000e-03"
    taken(tmp_path, f"{head}\n{row}\n".encode(), "toy.tsv", release="4.1")
    assert counts(tmp_path) == [("afr", "3", "400", "0.0075", None), (None, "3", "1000", "0.003", "1")]


def test_an_export_without_ids_is_read_too(tmp_path: Path) -> None:
    lines = export(HIS).decode().split("\r\n")
    data = "\n".join(line.partition(",")[2] for line in lines).encode()
    assert taken(tmp_path, gzip.compress(data), NAME + ".gz").joined.total() == 1


def test_the_release_is_told_by_the_name_or_the_user(tmp_path: Path) -> None:
    with pytest.raises(FaultyInput, match="does not say its release; give it with --release"):
        taken(tmp_path, export(HIS), "toy.csv")
    taken(tmp_path, export(HIS), "toy.csv", release="4.1")
    assert json.loads(state(tmp_path)["gnomad/manifest.json"])["source_version"] == "4.1"


def test_twice_is_once(tmp_path: Path) -> None:
    taken(tmp_path, export(HIS))
    first = state(tmp_path)
    taken(tmp_path, export(HIS))
    assert state(tmp_path) == first


def changed(**more: Any) -> str:
    return counted(3101, coding="c.190+1G>A", **more)


AFR = "African/African American"
FAULTY = {
    "more alleles than there are": ({"Allele Count": 1001}, "count-above-number", "1001 alleles of 1000"),
    "of a population": ({f"Allele Count {AFR}": 401}, "count-above-number", "401 alleles of 400"),
    "a share that is none": ({"Allele Frequency": 0.3}, "frequency", "0.3 is not 3 of 1000, which is 0.003"),
    "above one": ({"Allele Frequency": 3}, "number", "'3' is no share"),
    "negative": ({"Allele Count": -3}, "number", "'-3' is no whole number from 0"),
    "negative share": ({"Allele Frequency": -0.003}, "number", "'-0.003' is no share"),
    "words": ({"Allele Number": "many"}, "number", "'many' is no whole number from 0"),
    "no counts": ({"Allele Number": ""}, "number", "the row has no counts"),
    "homozygotes": ({"Homozygote Count": 4}, "homozygotes", "4 homozygotes with 3 alleles"),
    "bases": ({"gnomAD ID": "", "Alternate": "<DEL>"}, "bases", "'G><DEL>' are no bases"),
    "no chromosome": ({"gnomAD ID": "", "Chromosome": "9 9>"}, "place", "'9 9>' names no chromosome"),
    "another place": ({"Position": 3102}, "place", "99-3101-G-A and its columns 99-3102-G-A disagree"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_row_is_told_and_spoils_nothing(tmp_path: Path, name: str) -> None:
    more, kind, what = FAULTY[name]
    taken(tmp_path, export(HIS))
    alone = state(tmp_path)["gnomad/dataset.nq.gz"]
    report = taken(tmp_path, export(changed(**more), HIS))
    assert [(fault.line, fault.kind, fault.what) for fault in report.faults] == [(2, kind, what)]
    assert state(tmp_path)["gnomad/dataset.nq.gz"] == alone
    before = state(tmp_path)
    with pytest.raises(FaultyInput, match="strict was asked for"):
        taken(tmp_path, export(changed(**more), HIS), strict=True)
    assert state(tmp_path) == before


def test_rows_too_short_and_rows_twice(tmp_path: Path) -> None:
    report = taken(tmp_path, export(HIS, HIS, "99-1-A-C,99"))
    assert [(fault.line, fault.kind) for fault in report.faults] == [(3, "repeated"), (4, "columns")]
    assert report.joined.total() == 1


@pytest.mark.parametrize("share", ["0.003", "0.0030", "3e-3", "0.00300000000000001", "0", "0.01"])
def test_a_share_may_be_rounded_where_it_is_written_short(tmp_path: Path, share: str) -> None:
    assert taken(tmp_path, export(counted(3059, **{"Allele Frequency": share}))).errors == 0


def test_a_share_of_nobody_is_none(tmp_path: Path) -> None:
    nobody = {name: 0 for name in EXPORT if "Count" in name or "Number" in name}
    assert taken(tmp_path, export(counted(3059, **{**nobody, "Allele Frequency": ""}))).errors == 0
    assert counts(tmp_path)[1] == (None, "0", "0", None, "0")


NOT_READ = {
    "a header without counts": (b"gnomAD ID,Allele Number\n99-1-A-C,5\n", "it lacks Allele Count"),
    "a header without places": (b"AC,AN\n1,5\n", "it lacks gnomAD ID"),
    "another table": (b"a,b\n1,2\n", "is no header of allele frequencies"),
    "empty": (b"", "it is empty"),
    "Latin": (export(HIS).replace(b"gnomAD Exomes", b"gnomAD \xe9"), "line 2: byte 0xe9 is not UTF-8"),
    "nothing of the gene": (export(counted(9999)), "1 rows read, none sound of TOY1"),
}


@pytest.mark.parametrize("name", NOT_READ)
def test_a_file_that_is_none_changes_nothing(tmp_path: Path, name: str) -> None:
    taken(tmp_path, export(HIS))
    before = state(tmp_path)
    data, what = NOT_READ[name]
    with pytest.raises(FaultyInput, match=what):
        taken(tmp_path, data)
    assert state(tmp_path) == before


@settings(max_examples=most(200), deadline=None)
@given(st.dictionaries(st.sampled_from(EXPORT), st.text(st.characters(exclude_characters='\r\n",', max_codepoint=500))))
def test_whatever_stands_in_a_row_it_is_read_or_told(tmp_path_factory: pytest.TempPathFactory, more: Any) -> None:
    home = tmp_path_factory.mktemp("any")
    report = taken(home, export(HIS, changed(**more)))
    assert report.variants >= 1
    assert len(engine(home)) == report.statements
