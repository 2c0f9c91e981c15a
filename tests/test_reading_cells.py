"""What the cells of a table say of the finding that their head names: signs, words, kinds of it; sums are nobody's."""

from __future__ import annotations

import pytest

from kg.reading.findings.cells import find_in_cells
from kg.reading.findings.lexis import Lexis
from kg.texts.text import PrintedTable, Text


def told(lexis: Lexis, head: str, cell: str, who: str = "P1") -> list[str]:
    table = PrintedTable(label="Table 1", columns=("Patient", head), rows=((who, cell),))
    found = find_in_cells(Text(file="toy", passages=(), tables=(table,)), lexis)
    return [f"{one.bearing} {one.label}{'?' if one.why else ''}" for one in found]


@pytest.mark.parametrize(
    ("head", "cell", "says"),
    [
        ("Tremor at rest", "+a", ["present Resting tremor"]),
        ("Tremor", "yes†", ["present Tremor"]),
        ("Tremor", "yes (mild)", ["present Tremor"]),
        ("Tremor", "late", ["present Tremor"]),
        ("Tremor", "−*", ["absent Tremor"]),
        ("Tremor", "±", ["present Tremor?"]),
        ("History of seizures", "+", ["present Seizure?"]),
        *(("Tremor", cell, []) for cell in ("ND", "NA")),
        *(("Tremor", cell, []) for cell in ("", "?", "2/4", "not done", "-2")),
        ("Apathy/abulia", "-", ["absent Apathy", "absent Abulia"]),
        ("Apathy/abulia", "+", []),
        ("Gait disturbance", "spastic", ["present Spastic gait"]),
        ("Gait", "ataxic", ["present Gait ataxia"]),
        ("Reflexes", "normal", ["absent Abnormal reflex"]),
        ("Notes", "bedridden; no seizures", ["present Loss of ambulation", "absent Seizure"]),
        ("Diagnosis of a sister", "dementia", []),
        *(
            ("Tremor", cell, ["present Tremor"])
            for cell in ("at 45 y", "R>L", "+ since 50", "mild bilateral", "-/+", "1+")
        ),
        *(("Tremor", cell, ["absent Tremor"]) for cell in ("-/-", "NAD", "―")),
        *(("Tremor", cell, []) for cell in ("NR", "n/a", "yes until 40, then no", "45")),
        ("Dementia/age", "+/45", ["present Dementia"]),
        ("Brain MRI: WML", "punctate", ["present Abnormal cerebral white matter morphology"]),
    ],
)
def test_what_a_cell_says(head: str, cell: str, says: list[str], lexis: Lexis) -> None:
    assert told(lexis, head, cell) == says


def test_a_row_of_sums_is_nobodys(lexis: Lexis) -> None:
    assert not told(lexis, "Notes", "apathy", "Total")


def test_notes_below_a_table_say_what_its_marks_mean(lexis: Lexis) -> None:
    rows = (("P1", "N"), ("P2", "P"), ("P3", "Y"))
    notes = ("Abbreviations: N, not examined; P, present; CT, computed tomography.",)
    table = PrintedTable(label="Table 1", columns=("Patient", "Tremor"), rows=rows, notes=notes)
    found = find_in_cells(Text(file="toy", passages=(), tables=(table,)), lexis)
    assert [(one.spot.row, str(one.bearing)) for one in found] == [(1, "present"), (2, "present")]


def test_a_row_stands_in_its_part_of_the_table(lexis: Lexis) -> None:
    rows = (("Brain MRI", "", ""), ("Atrophy", "+", "-"), ("Gait", "spastic", "normal"))
    table = PrintedTable(label="Table 1", columns=("Feature", "Case A", "Case B"), rows=rows)
    found = find_in_cells(Text(file="toy", passages=(), tables=(table,)), lexis)
    told = [(one.label, str(one.bearing)) for one in found]
    assert told[:2] == [("Cerebral atrophy", "present"), ("Cerebral atrophy", "absent")]
    assert told[2:] == [("Spastic gait", "present"), ("Gait disturbance", "absent")]


def test_cells_of_other_papers_tell_of_nobody(lexis: Lexis) -> None:
    table = PrintedTable(label="Table 1", columns=("Feature", "Case A", "Toy et al. [2]"), rows=(("Tremor", "+", "-"),))
    [one] = find_in_cells(Text(file="toy", passages=(), tables=(table,)), lexis)
    assert str(one.bearing) == "present"
