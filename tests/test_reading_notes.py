"""What notes and letters write in short is read as at length, and quoted as it is printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.reading.findings.lexis import Lexis
from kg.reading.findings.notes.written_out import own_short_forms, written_out
from kg.reading.rows import rows
from tests.test_reading_bearing import read

NOTES = list(rows(Path(__file__).parent / "reading_notes.tsv"))


@pytest.mark.parametrize("row", NOTES, ids=[row["sentence"][:60] for row in NOTES])
def test_a_note_says_of_a_finding(row: dict[str, str], lexis: Lexis) -> None:
    found = read(lexis, "A 35-year-old woman was seen.", row["sentence"])
    wanted = {"present": row["present"], "absent": row["absent"], "not this person": row["elsewhere"]}
    for bearing, words in wanted.items():
        for word in filter(None, words.split("; ")):
            same = [each for each in found if word == each.label or word.lower() in each.text.lower()]
            assert same and same[0].bearing == bearing, (word, [(each.label, each.bearing) for each in found])


@pytest.mark.parametrize(
    "text",
    [
        "It took 5 L of oxygen, 3 mg/L of protein, L-dopa and L-type channels.",
        "The CSF1R gene (R782H) was read with R software.",
        "Mo Toy saw patient N, a man.",
        "She was no better, and said no.",
        "c.2345G>A and p.(Arg782His), T>C, IVS13+1G>A",
    ],
)
def test_what_is_no_short_hand_stays(text: str) -> None:
    assert written_out(text).text == text


def test_a_text_may_give_short_forms_of_its_own() -> None:
    text = "Myotonic dystrophy (DM), corpus callosum (CC) and white matter (WM) are told. He had DM."
    own = own_short_forms([text])
    assert written_out("He had DM.", own).text == "He had DM."
    assert written_out("thin CC, WM lesions", own).text == "thin corpus callosum, white matter lesions"


def test_places_are_those_of_the_print(lexis: Lexis) -> None:
    text = "R hemiplegia, plantars ↑ bilat., tremor -ve."
    out = written_out(text)
    at = out.text.index("tremor")
    assert text[slice(*out.back(at, at + 6))] == "tremor"
    found = read(lexis, "A 35-year-old woman was seen.", text)
    assert all(text[each.spot.start : each.spot.end] == each.text for each in found)
