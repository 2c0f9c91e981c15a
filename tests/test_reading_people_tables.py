"""What the cells of a table tell of the person in its row: sex, ages, what became of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.reading.found import Spot
from kg.reading.people.known import Known
from kg.reading.people.tables.cell_facts import tell_cell
from kg.texts.text import PrintedTable
from tests.test_reading_people import persons, stated

ROWS = [line.split("\t") for line in (Path(__file__).parent / "reading_cells_told.tsv").read_text().splitlines()[1:]]


@pytest.mark.parametrize(("head", "cell", "told"), ROWS)
def test_a_cell_tells_under_its_head(head: str, cell: str, told: str) -> None:
    one = Known(spot=Spot(-1, 0, 1))
    tell_cell(one, head, cell, Spot(-1, 0, len(cell)))
    said = (f"{fact.key} {str(fact.value).removesuffix('.0')}" for _, fact in one.stated)
    assert sorted(said) == sorted(filter(None, told.split("; ")))


@pytest.mark.parametrize("cell", ["33?", "~33", "about 33"])
def test_an_age_that_is_not_sure_says_how_it_is_printed(cell: str) -> None:
    one = Known(spot=Spot(-1, 0, 1))
    tell_cell(one, "Age at onset", cell, Spot(-1, 0, len(cell)))
    [(_, fact)] = one.stated
    assert fact.why == (f"printed {cell}",)


def test_brackets_behind_a_label_tell_sex_and_age() -> None:
    labels = ("II-1 (F, 45)", "II-2 (f)", "II-3 (male, 18 months)", "II-4 (proband)", "II-5 (M, Toy 2001)")
    table = PrintedTable(
        label="Table 1", columns=("Patient", "Seizures"), rows=tuple((label, "+") for label in labels)
    )  # fmt: skip
    found = persons(("Results",), "The patients are listed.", tables=(table,))
    assert {label: stated(one) for label, one in found.items()} == {
        "II-1": {"sex": "female", "age_at_examination": 45},
        "II-2": {"sex": "female"},
        "II-3": {"sex": "male", "age_at_examination": 1.5},
        "II-4": {},
        "II-5": {},
    }


def test_a_column_of_published_cases_stands_beside_persons() -> None:
    table = PrintedTable(
        label="Table 1",
        caption="Features of the two patients and of published carriers",
        columns=("column 1", "III-2", "III-5", "Published (n = 9)"),
        rows=(("Dementia", "-", "+", "7/9"),),
    )
    told = "Patient III-2 was 60 years old. Patient III-5 was 64 years old."
    assert set(persons(("Results",), told, tables=(table,))) == {"III-2", "III-5"}


def test_a_cousin_of_somebody_in_a_table_is_whom_the_heading_names() -> None:
    table = PrintedTable(label="Table 1", columns=("Sign", "III-2", "III-5"), rows=(("Sex", "M", "F"),))
    lines = ("Patient III-2", "A 66-year-old man had tremor.", "Patient III-5", "The cousin of III-2, a woman, was 64.")
    assert set(persons(("Patients",), *lines, tables=(table,))) == {"III-2", "III-5"}
