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
    ],
)
def test_what_a_cell_says(head: str, cell: str, says: list[str], lexis: Lexis) -> None:
    assert told(lexis, head, cell) == says


def test_a_row_of_sums_is_nobodys(lexis: Lexis) -> None:
    assert not told(lexis, "Notes", "apathy", "Total")
