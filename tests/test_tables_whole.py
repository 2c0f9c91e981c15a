"""Nothing that a release says of a person, variant, observation, measurement ... is lost in its tables in silence."""

import csv
import re
from pathlib import Path

import pytest
from frictionless import validate

from kg.engine import Engine
from kg.export.catalogue import TABLES
from kg.export.columns import Part
from kg.export.tables import export_tables
from kg.lexicon.spelling import PROLOGUE
from kg.names import contract
from kg.release import Release
from tests.test_tables import Rows, breaches, check_counts, read

NOT_IN_TABLES = {
    "rdf:type": "the table itself; of observations `kind`, and `term` for the class that a finding is an instance of",
    "kg:excludes": "as kg:codedAsAbsent: observations.term_iri; what follows from it is inferred",
    "kg:hasDoubt": "doubt_subjects, from the other end",
    "kg:hasQuotation": "quotations.of_iri, from the other end",
    "kg:hasReading": "readings.paper_iri, from the other end",
    "kg:hasFinding": "observations.case_iri and observation_cases, from the other end",
    "kg:hasExcludedFinding": "as kg:hasFinding",
    "kg:hasGroupFinding": "as kg:hasFinding",
    "kg:hasExcludedGroupFinding": "as kg:hasFinding",
    "kg:hasGenotype": "genotypes.case_iri, from the other end",
    "kg:hasVariant": "genotypes, which lead from a person to a variant",
    "kg:hasImagingStudy": "studies.case_iri, from the other end",
    "kg:hasEarlierDiagnosis": "earlier_diagnoses.case_iri, from the other end",
    "kg:hasTreatment": "treatments.case_iri, from the other end",
    "kg:hasMeasurement": "measurements.case_iri, from the other end",
    "kg:hasGroupValue": "group_values.statistic_iri, from the other end",
    "kg:hasTranscript": "the gene model is reference data, and no fact about people: SPARQL",
    "kg:assembly": "variant_places.assembly, of one record with its position",
    "kg:chromosome": "variant_places.chromosome, of one record with its position",
    "kg:position": "variant_places.position",
    "kg:hasRow": "analysis_rows.analysis_iri, from the other end",
    "kg:leavesOut": "analysis_left_out.analysis_iri, from the other end",
}
PAPERS_ELSEWHERE = {"papers": {"skos:exactMatch": "pmid, doi and pmcid, as addresses"}}
NO_TABLE = {
    "kg:Family": "cases.family is its name, and its paper is that of its people",
    "kg:Disease": "case_diseases.disease is its name",
}
OTHERS = "FILTER(?g != graph:inferred)"


def carried(engine: Engine, pattern: str) -> set[str]:
    query = f"{PROLOGUE} SELECT DISTINCT ?p WHERE {{ {pattern} GRAPH ?g {{ ?x ?p ?v }} {OTHERS} }}"
    return {contract(row["p"].value) for row in engine.rows(query)}


@pytest.fixture(scope="session", params=["toy", "cohort", pytest.param("real", marks=pytest.mark.slow)])
def release(request: pytest.FixtureRequest) -> Release:
    found: Release = request.getfixturevalue(f"{request.param}_release")
    return found


def test_every_property_has_a_column_or_a_reason(release: Release) -> None:
    engine = release.engine()
    lost = {}
    for pattern in dict.fromkeys(table.things for table in TABLES):
        own = [table for table in TABLES if table.things == pattern]
        columns = {name for table in own for column in table.columns for name in column.properties}
        reasons = NOT_IN_TABLES | PAPERS_ELSEWHERE.get(own[0].name, {})
        lost[own[0].name] = carried(engine, pattern) - columns - {"rdfs:label"} - reasons.keys()
    assert {name: some for name, some in lost.items() if some} == {}


def test_every_class_of_a_paper_or_cohort_has_a_table_or_a_reason(release: Release) -> None:
    tables = " UNION ".join(f"{{ {table.things} }}" for table in TABLES if not table.many)
    rows = release.engine().rows(f"""{PROLOGUE} SELECT DISTINCT ?c WHERE {{ GRAPH ?g {{ ?x a ?c }}
        FILTER(REGEX(STR(?g), "/graph/(paper|cohort)/") && STRSTARTS(STR(?c), STR(kg:))) MINUS {{ {tables} }} }}""")
    assert {contract(row["c"].value) for row in rows} - NO_TABLE.keys() == set()


def test_no_reason_is_out_of_date(cohort: Engine, toy: Engine) -> None:
    seen = set().union(*(carried(engine, table.things) for engine in (cohort, toy) for table in TABLES))
    assert NOT_IN_TABLES.keys() - seen - {"kg:hasExcludedGroupFinding", "kg:leavesOut"} == set()


@pytest.fixture(scope="session")
def folder(cohort_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("tables") / "cohort"
    export_tables(cohort_release, made)
    return made


@pytest.fixture(scope="session")
def held(folder: Path) -> dict[str, Rows]:
    return read(folder)


def test_the_tables_of_a_cohort_are_what_their_package_says(folder: Path) -> None:
    assert list(breaches(folder)) == []


def test_another_validator_finds_them_sound(folder: Path) -> None:
    report = validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "note"])[:10]
    assert len(report.tasks) == len(list(folder.glob("*.csv")))


def test_another_validator_finds_what_is_wrong(folder: Path, tmp_path: Path) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    cases = tmp_path / "cases.csv"
    cases.write_text(cases.read_text(encoding="utf-8").replace(",4000,", ",soon,"), encoding="utf-8")
    report = validate(str(tmp_path / "datapackage.json"))
    assert ("survival_days", "type-error") in {tuple(row) for row in report.flatten(["fieldName", "type"])}


def test_every_cell_of_a_cohort_is_in_the_graph(cohort: Engine, held: dict[str, Rows]) -> None:
    check_counts(cohort, held)


def test_no_table_of_the_full_packet_is_empty_and_no_column_of_a_cohort(held: dict[str, Rows]) -> None:
    """The full packet says everything that is read of packets, so that a column nobody fills is a mistake in it."""
    for name in ("measurements", "case_diseases", "observation_modifiers", "variant_places", "case_references"):
        assert held[name], name
        empty = {column for column in held[name][0] if not any(row[column] for row in held[name])}
        assert not empty, (name, empty)


def test_all_values_stand_in_the_long_table_that_a_column_names(cohort: Engine) -> None:
    many = {table.name: table for table in TABLES if table.many}
    named = [(table, column) for table in TABLES for column in table.columns if column.all_in]
    assert named
    for table, column in named:
        long = many[str(column.all_in)]
        assert long.things == table.things
        assert set(column.properties) <= set(long.many)


def test_a_person_of_a_cohort(held: dict[str, Rows]) -> None:
    (person,) = (row for row in held["cases"] if row["case_label"] == "toy-1")
    said = {name: cell for name, cell in person.items() if cell and not name.endswith("_iri")}
    assert said == {
        "case": "toy: toy-1",
        "case_label": "toy-1",
        "paper": "doi:10.0000/toy",
        "stated_sex": "other",
        "karyotypic_sex": "XXY",
        "age_at_examination": "50.5",
        "age_at_death": "51",
        "stated_age_at_onset": "OMIM:000000 P10Y/P20Y",
        "stated_age_at_examination": "P50Y6M",
        "stated_age_at_death": "P51Y",
        "onset_class": "Adult onset",
        "vital_status": "deceased",
        "survival_days": "4000",
        "cause_of_death": "Toy cause",
        "genetic_status": "confirmed",
        "progress_status": "solved",
        "description": "another toy summary",
        "created": "2026-01-01T00:00:00Z",
        "creator": "toy",
    }
    own = person["case_iri"]
    assert person["onset_class_iri"].endswith("HP_0003581")
    assert {(row["disease"], row["status"]) for row in held["case_diseases"] if row["case_iri"] == own} == {
        ("Toy disease", "present"),
        ("Toy disease too", "present"),
        ("Other toy disease", "absent"),
    }
    assert {row["paper_iri"].rpartition("/")[2] for row in held["case_papers"] if row["case_iri"] == own} == {
        *(f"pmid-000000{number}" for number in (1, 2, 3)),
        "doi-10.0000-toy",
    }
    assert {row["reference"] for row in held["case_references"]} == {"https://toy.example/b", "a toy file"}
    more = {row["value"] for row in held["further_values"] if row["row"] == own}
    assert more == {"unsolved", "toy summary"}


def test_findings_and_measurements_of_a_cohort(held: dict[str, Rows]) -> None:
    (seizure,) = (row for row in held["observations"] if row["description"] == "toy words")
    assert (seizure["age_range_low"], seizure["age_range_high"], seizure["stated_time"]) == ("10", "20", "P10Y/P20Y")
    assert (seizure["severity"], seizure["stated_resolution"]) == ("Mild", "P45Y")
    own = seizure["observation_iri"]
    assert {row["modifier"] for row in held["observation_modifiers"] if row["observation_iri"] == own} == {
        "Right",
        "Left",
    }
    assert [row["reference"] for row in held["observation_references"]] == ["https://toy.example/a"]
    assert {row["gestational_days"] for row in held["observations"]} == {"", "143"}
    assert {row["onset_class_iri"].rpartition("/")[2] for row in held["observations"]} == {"", "HP_0003577"}
    by_assay = {row["assay"]: row for row in held["measurements"]}
    level, sign = by_assay["Toy level"], by_assay["Toy sign"]
    assert [level[name] for name in ("value", "unit", "normal_low", "normal_high", "age_at_observation")] == [
        *("7.5", "gram", "1", "5", "40")
    ]
    assert (sign["result"], sign["age_range_low"], sign["value"]) == ("Positive", "10", "")


def test_a_place_on_a_genome_is_taken_apart_as_the_graph_has_it(cohort: Engine, held: dict[str, Rows]) -> None:
    places = {row["genomic_change"]: row for row in held["variant_places"]}
    assert places["hg19:HLA-T*01:01:7:GA:<DEL:ME>"]["chromosome"] == "HLA-T*01:01"
    assert places["hg19:HLA-T*01:01:7:GA:<DEL:ME>"]["alternate"] == "<DEL:ME>"
    rows = cohort.rows("SELECT * { ?v kg:genomicChange ?c ; kg:assembly ?a ; kg:chromosome ?o ; kg:position ?p }")
    assert len(rows) == len(places) == 2
    for row in rows:
        parts = places[row["c"].value]
        assert [parts[name] for name in ("assembly", "chromosome", "position")] == [row[k].value for k in "aop"]


def test_breakends_are_taken_apart_too() -> None:
    (places,) = (table for table in TABLES if table.name == "variant_places")
    pieces = {column.name: str(column.piece) for column in places.columns if column.piece}
    found = {name: re.fullmatch(piece, "hg38:chr1:100:G:G]17:198982]") for name, piece in pieces.items()}
    assert {name: match and match[1] for name, match in found.items()} == {
        "assembly": "hg38",
        "chromosome": "chr1",
        "position": "100",
        "reference": "G",
        "alternate": "G]17:198982]",
    }


def test_genotypes_of_a_cohort(held: dict[str, Rows]) -> None:
    found = {row["source_id"]: row for row in held["genotypes"] if row["interpretation_status"] == "contributory"}
    (one,) = found.values()
    assert one["significance_iri"].endswith("GENO_0000845")
    assert (one["stated_significance"], one["stated_zygosity"]) == ("uncertain significance", "heterozygous")
    assert (one["interpreted_for"], one["gene"]) == ("Toy disease", "TOY1")
    names = {row["stated_as"] for row in held["genotype_names"] if row["genotype_iri"] == one["genotype_iri"]}
    assert names == {"NM_000000.1:c.55del", "NP_000000.1:p.(Gly412Arg)"}
    kinds = {(row["name"], row["kind"]) for row in held["variant_names"]}
    assert ("toy allele", "other name") in kinds
    assert ("NC_000000.1:g.100G>A", "genomic HGVS") in kinds
    assert ("toy:0:A:G", "other notation") in kinds
    variant = {row["vrs_id"] for row in held["variants"]}
    assert "ga4gh:VA.toy" in variant
    assert "toy" in {row["structural_type"] for row in held["variants"]}


def test_no_column_repeats_the_name_of_another(folder: Path) -> None:
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            header = next(csv.reader(stream))
        assert len(set(header)) == len(header), path.name


def test_a_piece_is_of_one_property() -> None:
    for table in TABLES:
        for column in table.columns:
            assert not column.piece or (column.part is Part.VALUE and len(column.properties) == 1)
