"""A table of people: columns mapped once by a person, each cell a proposed fact with its quote and its place."""

import copy
import csv
import io
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cli import main
from kg.errors import FaultyInput
from kg.reading.findings.lexis import Lexis, lexis_of
from kg.reading.printed_cells import NO_UNIT, age_in
from kg.reading.tables.form import MapSheet, TableMap, read_map
from kg.reading.tables.guess import started
from kg.reading.tables.people import PersonCell, chosen, people_of
from kg.reading.tables.person import TableWords
from kg.reading.tables.read import TableRead, read_people
from kg.reading.tables.variants import variants_of_row
from kg.review.bulk import all_added
from kg.review.desk import ReviewDesk
from kg.review.edits import NotEditable, added
from kg.review.tabled import put_people
from kg.settings import PACKAGE
from kg.sources.hpo import Hpo, read_hpo
from kg.sources.positions import Document, value_of
from kg.sources.proposed import proposals_of
from kg.sources.reference import ReferenceData, read_reference
from kg.sources.schema import EvidenceFile
from kg.sources.sheet import FormSheet, read_sheet
from kg.texts.quotes import find_quote
from kg.texts.read import read_text
from kg.texts.text import Place
from tests.small import TOY, small_hpo

TABLE = """Patient,Sex,Age at onset (years),cDNA change,Protein change,Zygosity,Seizures,Tremor,Callosal thinning
P1,F,43,c.2345G>A,p.Arg782His,het,+,-,+
P2,M,40-45,c.2381T>C,p.Ile794Thr,het,-,,n.a.
P3,F,~39,c.2345G>A; c.1754-1G>C,,het,focal,?,+
"""
MENDED = """table: toy
gene: CSF1R
columns:
- {head: Patient, column: label}
- {head: Sex, column: sex, means: {F: female, M: male}}
- {head: Age at onset (years), column: age_at_onset, unit: years}
- {head: cDNA change, column: variant}
- {head: Protein change, column: variant}
- {head: Zygosity, column: zygosity, means: {het: heterozygous}}
- {head: Seizures, column: finding, hpo: "HP:0001250", present: ["+"], absent: ["-"], means: {focal: "HP:0007359"}}
- {head: Tremor, column: finding, hpo: "HP:0001337", absent: ["-"], not_known: ["?"]}
- {head: Callosal thinning, column: imaging, modality: MRI, hpo: "HP:0033725", present: ["+"], not_known: [n.a.]}
"""
DAY = date(2001, 1, 31)
EVIDENCE = """revised: 2001-01-31
paper:
  title: Toy paper
  pmid: "0000001"
  design: case series
  readings:
  - {depth: abstract}
cases:
# a curator's remark
- label: P1
  sex: male
  phenotypes:
  - text: no seizures
    hpo: "HP:0001250"
    label: Seizure
    status: absent
"""


@pytest.fixture(scope="module")
def terms() -> Hpo:
    return read_hpo(small_hpo())


@pytest.fixture(scope="module")
def reference() -> ReferenceData:
    return read_reference(PACKAGE / "reference")


@pytest.fixture(scope="module")
def lexis(terms: Hpo, reference: ReferenceData) -> Lexis:
    return lexis_of(terms, reference, ())


def read(folder: Path, table: str, mapping: str, terms: Hpo, reference: ReferenceData) -> TableRead:
    (folder / "toy.csv").write_text(table)
    (folder / "toy.map.yaml").write_text(mapping)
    sheet = read_map(folder / "toy.map.yaml", terms, reference.vocabulary)
    printed = chosen(read_text(folder / "toy.csv").tables, sheet.file.table, "toy.csv")
    return read_people(people_of(printed, sheet.file.people), TableWords(sheet, terms, reference))


def test_each_cell_is_a_proposed_fact_whose_quote_stands_at_its_place(
    tmp_path: Path, terms: Hpo, reference: ReferenceData
) -> None:
    cases = read(tmp_path, TABLE, MENDED, terms, reference).cases
    assert [one["label"] for one in cases] == ["P1", "P2", "P3"]
    first = cases[0]
    place = "toy, row 1, column"
    assert first["quoted"] == [
        {"key": "sex", "value": "female", "quote": "Sex: F", "place": f"{place} Sex", "proposed": True},
        {"key": "age_at_onset", "value": 43.0, "quote": "Age at onset (years): 43",
         "place": f"{place} Age at onset (years)", "proposed": True},
    ]  # fmt: skip
    [variant] = first["variants"]
    assert (variant["coding"], variant["protein"]) == ("c.2345G>A", "p.Arg782His")
    assert (variant["zygosity"], variant["quote"]) == ("heterozygous", "c.2345G>A")
    assert [(one["text"], one["status"]) for one in first["phenotypes"]] == [
        ("Seizures", "present"),
        ("Tremor", "absent"),
    ]
    assert first["imaging"][0]["modality"] == "MRI"
    text = read_text(tmp_path / "toy.csv")
    for case in cases:
        for one in (
            case,
            *(one for kind in ("quoted", "variants", "phenotypes", "imaging") for one in case.get(kind, ())),
        ):
            assert one["place"] in map(str, find_quote(text, one["quote"])), one
    assert len(proposals_of(evidence_of(cases))) == 3 + sum(
        len(case.get(kind, ())) for case in cases for kind in ("quoted", "variants", "phenotypes", "imaging")
    )


def evidence_of(cases: Any) -> EvidenceFile:
    return EvidenceFile.model_validate({**value_of(EVIDENCE), "cases": [*cases]})


def test_what_a_cell_does_not_surely_say_is_told_and_never_settled(
    tmp_path: Path, terms: Hpo, reference: ReferenceData
) -> None:
    found = read(tmp_path, TABLE, MENDED, terms, reference)
    second, third = found.cases[1:]
    assert [one["key"] for one in second["quoted"]] == ["sex"]
    assert any("40-45" in one and "row 2" in one for one in found.told)
    assert third["quoted"][1]["why"] == ["printed as ~39"]
    assert "imaging" not in second and [one["text"] for one in second["phenotypes"]] == ["Seizures"]
    assert [(one["text"], one["hpo"]) for one in third["phenotypes"]] == [("Seizures: focal", "HP:0007359")]
    assert [one["coding"] for one in third["variants"]] == ["c.2345G>A", "c.1754-1G>C"]


def test_all_faults_of_a_table_come_in_one_run_with_row_and_column(
    tmp_path: Path, terms: Hpo, reference: ReferenceData
) -> None:
    broken = TABLE.replace("P1,F,43", "P1,X,forties").replace("P3,F", "P3,X").replace("c.2381T>C", "exon 18")
    mapping = MENDED.replace('means: {focal: "HP:0007359"}', "means: {}").replace(
        ', absent: ["-"], not_known: ["?"]', ""
    )
    with pytest.raises(FaultyInput) as raised:
        read(tmp_path, broken, mapping, terms, reference)
    said = str(raised.value)
    for part in (
        "toy, row 1, column Sex: 'X' is none of the values that the mapping knows; also in row 3",
        "toy, row 1, column Age at onset (years): 'forties' is no age",
        "toy, row 2, column cDNA change: 'exon 18' names no variant",
        "toy, row 3, column Seizures: 'focal'",
        "toy, row 1, column Tremor: '-'",
        "toy, row 3, column Tremor: '?'",
    ):
        assert part in said
    assert "toy.map.yaml:5: error" in said


def test_a_mapping_is_held_against_its_format_the_ontology_and_the_vocabulary(
    tmp_path: Path, terms: Hpo, reference: ReferenceData
) -> None:
    for old, new, told in (
        ("column: sex", "column: gender", "'gender' is not allowed here"),
        ("HP:0001337", "HP:9999999", "HP:9999999 is no current term"),
        ("modality: MRI", "modality: toys", "'toys' is not in the vocabulary"),
        ("column: label", "column: ignore", "not one column is the label of a person"),
        ("gene: CSF1R\n", "", "nothing says of which gene the variants are"),
        ('present: ["+"], absent: ["-"]', 'present: ["+"], absent: ["+"]', "stands under present too"),
        ('present: ["+"], not_known', "present: [yes], not_known", "put it in quotes"),
        ('not_known: ["?"]', 'not_known: [""]', "at least 1 character"),
    ):
        with pytest.raises(FaultyInput, match=r"toy\.map\.yaml:\d+: error") as raised:
            read(tmp_path, TABLE, MENDED.replace(old, new), terms, reference)
        assert told in str(raised.value)
    with pytest.raises(FaultyInput, match=r"did you mean Tremor\?"):
        read(tmp_path, TABLE, MENDED.replace("head: Tremor", "head: Tremors"), terms, reference)


def test_the_first_run_guesses_what_is_sure_and_leaves_the_rest(tmp_path: Path, lexis: Lexis) -> None:
    (tmp_path / "toy.csv").write_text(
        TABLE.replace("Tremor", '"Toy ""no"" sign"').replace("Zygosity", "Tremor severity")
    )
    text = started(read_text(tmp_path / "toy.csv").tables[0], "toy.csv", "CSF1R", lexis)
    columns = {one.head: one for one in TableMap.model_validate(value_of(text)).columns}
    assert columns["Sex"].means == {"F": "female", "M": "male"}
    assert (columns["Age at onset (years)"].column, columns["Age at onset (years)"].unit) == ("age_at_onset", "years")
    assert (columns["Seizures"].hpo, columns["Seizures"].absent) == ("HP:0001250", ["-"])
    assert (columns["Callosal thinning"].column, columns["Callosal thinning"].hpo) == ("imaging", "HP:0033725")
    assert columns['Toy "no" sign'].column == columns["Tremor severity"].column == "ignore"
    assert text.count("# guessed") > 8 and '# met: "+" 1, "-" 1, "focal" 1' in text


def test_people_who_stand_side_by_side_are_read_by_column(
    tmp_path: Path, terms: Hpo, reference: ReferenceData, lexis: Lexis
) -> None:
    turned = [*zip(*csv.reader(TABLE.splitlines()), strict=True)]
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(turned)
    (tmp_path / "toy.csv").write_text(stream.getvalue())
    assert "people: columns  # guessed" in started(read_text(tmp_path / "toy.csv").tables[0], "toy.csv", None, lexis)
    found = read(tmp_path, stream.getvalue(), MENDED + "people: columns\n", terms, reference).cases
    plain = read(tmp_path, TABLE, MENDED, terms, reference).cases
    assert [bare(one) for one in found] == [bare(one) for one in plain]
    assert found[0]["phenotypes"][0]["place"] == "toy, row 6, column P1"


def bare(value: Any) -> Any:
    if isinstance(value, list):
        return [bare(one) for one in value]
    left = {"place", "why"}
    return {key: bare(one) for key, one in value.items() if key not in left} if isinstance(value, dict) else value


TURNED = """Sign,Anna,Berta,Carla
Seizures,+,-,+
Tremor,-,+,+
Sleep in toys,good,bad,
"""
UNSURE = "Toy,Anna,Berta\nGlee,much,little\nZeal,much,little\n"


@pytest.mark.parametrize(
    ("table", "people", "doubt"),
    [
        (TURNED, "columns", False),
        (TURNED.replace("Anna", "P1").replace("Berta", "P2").replace("Carla", "P3"), "columns", False),
        (TURNED.replace("Sign", "Feature").replace("Sleep in toys", "Sex"), "columns", False),
        (TURNED.replace("Tremor", "Glee"), "columns", True),
        (TABLE, "rows", False),
        (TABLE.replace("Patient", "Who"), "rows", False),
        (UNSURE, "rows", True),
    ],
)
def test_how_people_stand_is_recognised_by_what_is_told_or_told_as_a_doubt(
    tmp_path: Path, lexis: Lexis, table: str, people: str, doubt: bool
) -> None:
    """Of both ways that which makes something of more columns; in doubt the other follows, to be taken instead."""
    (tmp_path / "toy.csv").write_text(table)
    text = started(read_text(tmp_path / "toy.csv").tables[0], "toy.csv", None, lexis)
    assert value_of(text)["people"] == people
    assert ("# Not sure: whether each" in text) is doubt
    if doubt:
        _, way, rest = text.partition(" is a person:\n")
        other = value_of("\n".join(["table: toy", *(line.removeprefix("# ") for line in rest.splitlines())]))
        assert way and TableMap.model_validate(other).people == ("rows" if people == "columns" else "columns")


def test_people_numbered_without_a_head_are_named_by_their_numbers(tmp_path: Path, lexis: Lexis) -> None:
    (tmp_path / "toy.csv").write_text(TABLE.replace("Patient", "Toy"))
    guess = value_of(started(read_text(tmp_path / "toy.csv").tables[0], "toy.csv", None, lexis))
    assert guess["columns"][0] == {"head": "Toy", "column": "label"}
    (tmp_path / "toy.csv").write_text(UNSURE)
    assert "# No column is known to name the people" in started(
        read_text(tmp_path / "toy.csv").tables[0], "toy.csv", None, lexis
    )


@pytest.mark.parametrize("people", ["rows", "columns"])
def test_either_way_is_written_by_hand_and_the_wrong_one_is_told(
    tmp_path: Path, terms: Hpo, reference: ReferenceData, people: str
) -> None:
    rows = [*csv.reader(io.StringIO(TURNED))]
    table = TURNED if people == "columns" else "\n".join(",".join(row) for row in zip(*rows, strict=True)) + "\n"
    mapping = f"""table: toy
people: {people}
columns:
- {{head: Sign, column: label}}
- {{head: Seizures, column: finding, hpo: "HP:0001250", present: ["+"], absent: ["-"]}}
- {{head: Tremor, column: finding, hpo: "HP:0001337", present: ["+"], absent: ["-"]}}
- {{head: Sleep in toys, column: ignore}}
"""
    cases = read(tmp_path, table, mapping, terms, reference).cases
    assert [one["label"] for one in cases] == ["Anna", "Berta", "Carla"]
    assert [sign["status"] for sign in cases[0]["phenotypes"]] == ["present", "absent"]
    wrong = {"rows": "columns", "columns": "rows"}[people]
    with pytest.raises(FaultyInput) as told:
        read(tmp_path, table, mapping.replace(f"people: {people}", f"people: {wrong}"), terms, reference)
    assert str(told.value) == (
        f"toy.map.yaml:2: error: people: the heads of the mapping are those of toy with its people in {people}, "
        f"and it says {wrong}\n    right would be: `people: {people}`"
    )


def test_rows_of_a_person_who_is_there_complete_that_case(tmp_path: Path, terms: Hpo, reference: ReferenceData) -> None:
    path = tmp_path / "toy-2001-0000001.yaml"
    path.write_text(EVIDENCE)
    cases = read(tmp_path, TABLE, MENDED, terms, reference).cases
    text = read_text(tmp_path / "toy.csv")
    put = put_people(path, cases, text, DAY)
    assert (put.started, put.completed) == (2, 1)
    assert path.read_text().startswith(EVIDENCE[: EVIDENCE.index("- label")])
    sheet, faults = read_sheet(path)
    assert sheet is not None and not faults
    case = sheet.file.cases[0]
    assert (case.sex, case.quoted[0].value, case.quoted[0].why) == ("male", "female", ["the file says male"])
    assert case.phenotypes[1].why == ["the file says absent"] and case.proposed is None
    written = path.read_bytes()
    assert put_people(path, cases, text, DAY).facts == 0
    assert path.read_bytes() == written


def test_a_mapping_mended_after_decisions_says_what_it_has_otherwise(
    tmp_path: Path, terms: Hpo, reference: ReferenceData
) -> None:
    path = tmp_path / "toy-2001-0000001.yaml"
    path.write_text(EVIDENCE)
    put_people(path, read(tmp_path, TABLE, MENDED, terms, reference).cases, read_text(tmp_path / "toy.csv"), DAY)
    desk = ReviewDesk(path, DAY)
    of = {one.quote: one.steps for one in desk.candidates() if one.person == "P3"}
    desk.accept(of["Callosal thinning: +"])
    mended = MENDED.replace('means: {focal: "HP:0007359"}', 'means: {focal: "HP:0001337"}').replace("years}", "months}")
    mended = mended.replace('"HP:0033725", present: ["+"]', '"HP:0033725", absent: ["+"]')
    again = read(tmp_path, TABLE, mended, terms, reference).cases
    put_people(path, again, read_text(tmp_path / "toy.csv"), DAY)
    [case] = [one for one in value_of(path.read_text())["cases"] if one["label"] == "P3"]
    assert [one["hpo"] for one in case["phenotypes"]] == ["HP:0007359", "HP:0001337"]
    assert case["phenotypes"][1]["why"][-1].startswith("an earlier mapping read the same cell as present: Seizures")
    assert [one["value"] for one in case["quoted"] if one["key"] == "age_at_onset"] == [39, 3.25]
    assert [one["status"] for one in case["imaging"]] == ["present"], "a person has decided on it"
    assert put_people(path, again, read_text(tmp_path / "toy.csv"), DAY).facts == 0


CASE = st.fixed_dictionaries(
    {"label": st.sampled_from(("P1", "P2"))},
    optional={
        "sex": st.just("male"),
        "phenotypes": st.lists(st.just({"text": "toy", "status": "present"}), max_size=2),
        "quoted": st.lists(st.just({"key": "sex", "quote": "a toy: man"}), max_size=2),
    },
)


@settings(max_examples=40)
@given(
    cases=st.lists(CASE, max_size=3),
    flow=st.sampled_from((True, False)),
    end=st.sampled_from(("\n", "\r\n", "")),
    data=st.data(),
)
def test_many_entries_at_once_are_what_they_are_one_by_one(cases: Any, flow: bool, end: str, data: Any) -> None:
    head = "revised: 2001-01-31 # a remark\npaper:\n  title: Toy\n"
    listed = yaml.safe_dump(copy.deepcopy(cases), default_flow_style=flow, sort_keys=False).rstrip("\n")
    text = f"{head}cases:{' ' if listed[0] == '[' else chr(10)}{listed}{end}"
    text = text.replace("\n", end or "\n")
    lists = [("cases", number, kind) for number in range(len(cases)) for kind in ("phenotypes", "quoted", "imaging")]
    places = data.draw(st.lists(st.sampled_from([*lists, ("cases",)]), unique=True))
    additions = [
        (steps, [{"text": f"new: {number}, {n}", "label": "x"} for n in "ab"]) for number, steps in enumerate(places)
    ]
    try:
        wanted = text
        for steps, entries in additions:
            wanted = added(wanted, steps, *entries)
    except NotEditable:
        with pytest.raises(NotEditable):
            all_added(text, additions)
        return
    made = all_added(text, additions)
    assert value_of(made) == value_of(wanted)
    assert made.replace("\r\n", "\n").startswith(head)


def test_another_papers_file_is_refused_and_stays_as_it_is(tmp_path: Path, terms: Hpo) -> None:
    path = tmp_path / "toy-2001-0000001.yaml"
    path.write_text(EVIDENCE)
    (tmp_path / "toy.xml").write_text(
        '<article><front><article-meta><article-id pub-id-type="pmid">0000002</article-id></article-meta></front>'
        "<body><p>Toy.</p></body></article>"
    )
    with pytest.raises(FaultyInput, match="of another paper"):
        put_people(path, [], read_text(tmp_path / "toy.xml"), DAY)
    assert path.read_text() == EVIDENCE


def test_a_table_of_a_hundred_thousand_rows_gets_a_clear_message(tmp_path: Path) -> None:
    path = tmp_path / "toy.csv"
    path.write_text("Patient,Sex\n" + "P1,F\n" * 100_000)
    with pytest.raises(FaultyInput, match="more than 20,000 rows"):
        read_text(path)
    path.write_text("Patient,Sex\n" + "P1,F\n" * 2_001)
    with pytest.raises(FaultyInput, match="more than 2,000 people are not read"):
        people_of(read_text(path).tables[0], "rows")


def test_rows_that_part_people_and_totals_are_no_people(tmp_path: Path, terms: Hpo, reference: ReferenceData) -> None:
    table = "Patient,Sex,Toys\nFamily A,Family A,Family A\nP1,F,1\nTotal,,1\n"
    mapping = (
        "table: toy\nleave_out: [total]\ncolumns:\n- {head: Patient, column: label}\n"
        "- {head: Sex, column: sex, means: {F: female}}\n- {head: Toys, column: ignore}\n"
    )
    found = read(tmp_path, table, mapping, terms, reference)
    assert [one["label"] for one in found.cases] == ["P1"] and "no person" in found.told[0]


def test_one_label_in_two_families_is_of_two_people(tmp_path: Path, terms: Hpo, reference: ReferenceData) -> None:
    mapping = (
        "table: toy\ncolumns:\n- {head: Patient, column: label}\n- {head: Family, column: family}\n"
        "- {head: Sex, column: sex, means: {F: female, M: male}}\n"
    )
    parted = "Patient,Sex,Family\nA,A,A\nII-1,F,\nI-1,F,\nB,B,B\nII-1,M,\n"
    told = "Patient,Sex,Family\nII-1,F,A\nI-1,F,A\nII-1,M,B\n"
    for table in (parted, told):
        cases = read(tmp_path, table, mapping, terms, reference).cases
        assert [(one["label"], one["quoted"][-1]["value"]) for one in cases] == [
            ("A, II-1", "female"),
            ("I-1", "female"),
            ("B, II-1", "male"),
        ]
        assert cases[0]["why"] == ["several families have somebody called II-1"] and "why" not in cases[1]


def test_two_rows_of_one_label_are_taken_for_one_person_and_that_is_doubtful(
    tmp_path: Path, terms: Hpo, reference: ReferenceData
) -> None:
    rows = TABLE.splitlines()
    [case, *_] = read(tmp_path, "\n".join((*rows[:2], rows[2].replace("P2", "P1"))), MENDED, terms, reference).cases
    assert "row 2" in case["why"][0]
    assert [(one["value"], one.get("why")) for one in case["quoted"] if one["key"] == "sex"] == [
        ("female", None),
        ("male", ["another row says female"]),
    ]


@pytest.mark.parametrize(
    ("cell", "unit", "years"),
    [
        ("43", "years", 43), ("18", "months", 1.5), ("43 y", None, 43), ("1 y 6 m", None, 1.5), ("18 mo", None, 1.5),
        ("43,5 yrs", None, 43.5), ("1 6/12", None, 1.5), ("40–45", "years", None), ("<1", "years", None),
        ("40s", "years", None), ("late 30s", None, None), ("35-year-old", None, 35),
    ],
)  # fmt: skip
def test_ages(cell: str, unit: str | None, years: float | None) -> None:
    age = age_in(cell, unit)
    assert age is not None and age.years == years


def test_ages_without_a_unit_are_one_fault_of_their_column(
    tmp_path: Path, terms: Hpo, reference: ReferenceData
) -> None:
    with pytest.raises(FaultyInput, match=r"\A\S+: error: column Age at onset \(years\): ages are printed without"):
        read(tmp_path, TABLE, MENDED.replace(", unit: years", ""), terms, reference)


def test_a_number_without_a_unit_and_words_are_no_age() -> None:
    assert age_in("43", None) is NO_UNIT
    assert [age_in(cell, "years") for cell in ("forties", "200", "", "43 x", "5 y 6 y")] == [None] * 5


def test_variants_of_a_row(reference: ReferenceData) -> None:
    def named(*cells: str) -> list[tuple[str | None, str | None, int]]:
        told = [(PersonCell(f"Variant {n}", cell, Place()), cell, "CSF1R") for n, cell in enumerate(cells)]
        entries, unread = variants_of_row(told, reference)
        assert not (entries and unread)
        return [(one.get("coding"), one.get("protein"), len(one["why"])) for one in entries]

    assert named("c.2345G>A; c.1754-1G>C") == [("c.2345G>A", None, 0), ("c.1754-1G>C", None, 0)]
    assert named("c.2345G→A (p.R782H)") == named("p.Arg782His", "c.2345G>A") == [("c.2345G>A", "p.Arg782His", 0)]
    assert named("c.2345G>A toy words") == [("c.2345G>A", None, 1)]
    assert named("c.2345C>A")[0][2] == 1, "the gene has another base there"
    assert named("exon 18") == named("c.2345G>A", "none") == []


SIGNS = ("Seizures", "Tremor", "Gait, toy")
CELLS = {"+": "present", "yes": "present", "-": "absent", "no": "absent", "n.a.": None, "": None}
PERSON = st.tuples(
    st.sampled_from(("F", "M", "")),
    st.one_of(st.none(), st.integers(0, 120)),
    st.tuples(*(st.sampled_from([*CELLS]) for _ in SIGNS)),
)


@settings(max_examples=40)
@given(people=st.lists(PERSON, min_size=1, max_size=8), side=st.booleans(), terms=st.just(read_hpo(small_hpo())))
def test_toy_people_come_back_cell_by_cell(
    people: list[Any], side: bool, terms: Hpo, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows = [["Patient", "Sex", "Age", *SIGNS]]
    rows += [
        [f"P{number}", sex, "" if age is None else str(age), *signs] for number, (sex, age, signs) in enumerate(people)
    ]
    path = tmp_path_factory.getbasetemp() / "random.csv"
    with path.open("w", newline="") as stream:
        csv.writer(stream).writerows(zip(*rows, strict=True) if side else rows)
    lists = {"present": ["+", "yes"], "absent": ["-", "no"], "not_known": ["n.a."]}
    columns: list[dict[str, Any]] = [
        {"head": "Patient", "column": "label"},
        {"head": "Sex", "column": "sex", "means": {"F": "female", "M": "male"}},
        {"head": "Age", "column": "age_at_examination", "unit": "years"},
    ]
    columns += [{"head": sign, "column": "finding", **lists} for sign in SIGNS]
    value = {"table": "random", "people": "columns" if side else "rows", "columns": columns}
    sheet: MapSheet = FormSheet("toy.map.yaml", TableMap.model_validate(value), Document(value))
    text = read_text(path)
    known = TableWords(sheet, terms, read_reference(TOY / "reference"))
    cases = read_people(people_of(text.tables[0], sheet.file.people), known).cases
    assert len(cases) == len(people)
    for case, (sex, age, signs) in zip(cases, people, strict=True):
        stated = {one["key"]: one["value"] for one in case.get("quoted", ())}
        assert stated.get("sex") == {"F": "female", "M": "male", "": None}[sex]
        assert stated.get("age_at_examination") == age
        said = {one["text"]: one["status"] for one in case.get("phenotypes", ())}
        assert said == {sign: CELLS[cell] for sign, cell in zip(SIGNS, signs, strict=True) if CELLS[cell]}


def test_the_command_starts_a_mapping_once_then_fills_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    table, into = tmp_path / "toy.csv", tmp_path / "toy-2001-0000001.yaml"
    table.write_text("Patient,Sex,Age at onset\nP8,F,43\nP9,M,51\n")
    into.write_text(EVIDENCE)
    given = ["kg", "paper", "table", str(table), "--reference", str(TOY / "reference")]

    def run(*more: str) -> int:
        monkeypatch.setattr(sys, "argv", [*given, *more])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0)

    mapping = tmp_path / "toy-toy.map.yaml"
    assert run() == 0 and mapping.is_file()
    assert run() == 1 and "is there already" in capsys.readouterr().err
    mapping.write_text(mapping.read_text().replace("age_at_onset  # guessed", "age_at_onset\n  unit: years"))
    assert run("--map", str(mapping), "--into", str(into)) == 0
    assert "2 cases started, 0 completed, 4 facts proposed" in capsys.readouterr().out


def test_the_mapping_that_the_readme_shows_is_one(tmp_path: Path, terms: Hpo, reference: ReferenceData) -> None:
    shown = (PACKAGE / "reading" / "tables" / "README.md").read_text(encoding="utf-8")
    [block] = [one for one in shown.split("```yaml\n")[1:] if one.startswith("table:")]
    table = "Patient,Age at onset,Seizures,Callosal thinning\nP1,43,focal,yes\nTotal,n.a.,,\n"
    found = read(tmp_path, table, block.partition("```")[0].replace("Table 2", "toy"), terms, reference)
    [case] = found.cases
    assert (case["quoted"][0]["value"], len(case["phenotypes"]), len(case["imaging"])) == (43, 1, 1)
