"""Figures in tables of groups: signs in rows, sums below, means by group; controls and the literature told apart."""

from __future__ import annotations

import pytest

from kg.reading.figures.repeated import once
from kg.reading.figures.tabled import find_tabled
from kg.reading.findings.lexis import Lexis
from kg.reading.found import FoundFigure, Spot
from kg.sources.schema import StatisticFile
from kg.texts.text import PrintedTable, Text


def told(one: FoundFigure) -> str:
    above, below, percent = (one.facts.get(key, "-") for key in ("numerator", "denominator", "percent"))
    share = f"{above}/{below}" + (f" {percent:g}%" if percent != "-" else "")
    means = " ".join(f"{key} {one.facts[key]}" for key in ("mean", "median", "sd", "range") if key in one.facts)
    marks = "".join(f" {key}" for key in ("second_hand", "initial") if one.facts.get(key))
    return f"{one.facts['measure']} {means or share}{'' if 'hpo' in one.facts or means else ' (no term)'}{marks}"


def found(lexis: Lexis, head: str, row: str, caption: str = "") -> list[str]:
    table = PrintedTable(
        label="Table 1",
        caption=caption,
        columns=tuple(head.split(" | ")),
        rows=tuple(tuple(one.split(" | ")) for one in row.split(" || ")),
    )
    figures = find_tabled(Text(file="toy", passages=(), tables=(table,)), lexis)
    for one in figures:
        StatisticFile.model_validate(dict(one.facts))
    return [told(one) for one in figures]


@pytest.mark.parametrize(
    ("head", "row", "figures"),
    [
        ("Sign | All (n = 12)", "Seizures | 7 (58)", ["Seizure 7/12 58%"]),
        ("Sign | All (n = 12)", "Seizures, n (%) | 7 (58%)", ["Seizure 7/12 58%"]),
        ("Sign | All, n=12", "Seizures (%) | 7 (58.3)", ["Seizure 7/12 58.3%"]),
        ("Sign | 12 carriers", "Seizures | 7 [58]", ["Seizure 7/12 58%"]),
        ("Sign | Carriers (N = 12) > % (n)", "Seizures | 58 (7)", ["Seizure 7/12 58%"]),
        ("Sign | Carriers (n = 12)", "Seizures | 58% (7)", ["Seizure 7/12 58%"]),
        ("Sign | Carriers (n = 12)", "Seizures | 58% (7/12)", ["Seizure 7/12 58%"]),
        ("Sign | Carriers", "Seizures | 7/12", ["Seizure 7/12"]),
        ("Sign | Carriers", "Seizures | 7/12 (58)", ["Seizure 7/12 58%"]),
        ("Sign | Carriers", "Seizures | 7/12, 58%", ["Seizure 7/12 58%"]),
        ("Sign | Carriers", "Seizures | 7 of 12 (58%)", ["Seizure 7/12 58%"]),
        ("Sign | Carriers", "Seizures | 58%", ["Seizure -/- 58%"]),
        ("Sign | Carriers, n | Carriers", "Seizures | 7 | 58%", ["Seizure -/- 58%"]),
        ("Sign | Number of carriers (n = 12)", "Seizures | 7", ["Seizure 7/12"]),
        ("Sign | Carriers (n = 12)", "Seizures, n | 0", ["Seizure 0/12"]),
        ("Sign | Carriers (n = 12)", "Seizures | 7/10 (70)", ["Seizure 7/10 70%"]),
        ("Sign | Carriers (n = 12)", "Seizures | 7 (70)", ["Seizure 7/- 70%"]),
        ("Sign | Women (n = 7) | Men (n = 5) | p", "Seizures | 4 (57) | 3 (60) | 0.91",
         ["Seizure 4/7 57%", "Seizure 3/5 60%"]),
        ("Sign | Carriers (n = 12) | Controls (n = 30)", "Tremor | 7 (58) | 1 (3)",
         ["Tremor 7/12 58%", "Tremor 1/30 3% (no term)"]),
        ("Sign | Ours (n = 12) | Published carriers", "Tremor | 7 (58) | 61/90",
         ["Tremor 7/12 58%", "Tremor 61/90 second_hand"]),
        ("Sign | Carriers (n = 12)", "First symptom | First symptom || Tremor | 3 (25)", ["Tremor 3/12 25% initial"]),
        ("Sign | Carriers (n = 12)", "Female | 7 (58)", ["female 7/12 58% (no term)"]),
        ("Patient | Seizures | Tremor", "P1 | + | - || Total | 2/4 | 1/4", ["Seizure 2/4", "Tremor 1/4"]),
        ("Patient | Seizures | Tremor", "P1 | + | - || All (n = 4) | 2 (50%) | 1 (25%)",
         ["Seizure 2/4 50%", "Tremor 1/4 25%"]),
        ("Item | Women (n = 7)", "Age at onset, y, mean (SD) | 41.8 (10.6)", ["age at onset mean 41.8 sd 10.6"]),
        ("Item | Women (n = 7)", "Age at onset, median (range) | 42 (21–68)", ["age at onset median 42.0 range 21-68"]),
        ("Item | Women (n = 7)", "Age at onset, median (IQR) | 42 (21–68)", ["age at onset median 42.0"]),
        ("Item | Women (n = 7)", "Age at onset (years) | 41.8 ± 10.6", ["age at onset mean 41.8 sd 10.6"]),
        ("Item | Women (n = 7)", "Disease duration, mean ± SD | 6.1 ± 3.3", ["disease duration mean 6.1 sd 3.3"]),
    ],
)  # fmt: skip
def test_a_table_of_groups(head: str, row: str, figures: list[str], lexis: Lexis) -> None:
    assert found(lexis, head, row) == figures


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("Sign | P1 | P2", "Seizures | + | -"),
        ("Sign | P1 | P2", "Age at onset | 43 | 51"),
        ("Patient | Seizures | Muscle weakness", "P1 | 2019 | 4/5"),
        ("Item | Carriers (n = 12)", "Family history of dementia | 7 (58)"),
        ("Item | Carriers (n = 12)", "Seizures controlled | 7 (58)"),
        ("Item | Carriers (n = 12)", "Misdiagnosis: dementia | 7 (58)"),
        ("Item | Carriers (n = 12)", "Seizures | NR"),
        ("Item | Carriers (n = 12)", "Seizures per year | 7"),
        ("Item | Carriers (n = 12)", "MoCA score | 22 (5)"),
    ],
)
def test_a_cell_that_is_no_figure_of_a_group(head: str, row: str, lexis: Lexis) -> None:
    assert found(lexis, head, row) == []


def test_a_figure_that_is_told_again_is_one_figure() -> None:
    facts = {"measure": "Tremor", "hpo": "HP:0001337", "numerator": 7, "denominator": 12}
    first, again = (FoundFigure(spot=Spot(number, 0, 4), facts=facts) for number in (0, 3))
    percent = FoundFigure(spot=Spot(1, 0, 4), facts={"measure": "Tremor", "hpo": "HP:0001337", "percent": 58.0})
    other = FoundFigure(spot=Spot(0, 20, 24), facts={**facts, "group": "men"})
    assert once((first, percent, again)) == (first,)
    assert once((first, other)) == (first, other)
    assert once((percent,)) == (percent,)
