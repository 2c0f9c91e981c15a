"""What the words around a finding say of it: each row of the table is a sentence and what it must mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.reading.findings.findings import find_findings
from kg.reading.findings.lexis import Lexis
from kg.reading.found import Bearing, FoundFinding
from kg.reading.rows import rows
from kg.texts.text import Passage, PassageKind, Place, Text

TABLE = list(rows(Path(__file__).parent / "reading_bearing.tsv"))
DENIALS = list(rows(Path(__file__).parent / "reading_denials.tsv"))


def read(lexis: Lexis, *paragraphs: str, section: str = "Case report") -> list[FoundFinding]:
    passages = tuple(Passage(text=one, place=Place(section=section)) for one in paragraphs)
    return list(find_findings(Text(file="toy.txt", passages=passages), lexis))


def one(lexis: Lexis, words: str, *paragraphs: str, section: str = "Case report") -> FoundFinding:
    found = read(lexis, *paragraphs, section=section)
    same = [each for each in found if each.text == words] or [each for each in found if words in each.text]
    assert same, f"{words!r} is not among {[each.text for each in found]}"
    return same[0]


@pytest.mark.parametrize("row", TABLE, ids=[f"{row['sentence'][:40]}-{row['finding']}" for row in TABLE])
def test_a_sentence_says_of_a_finding(row: dict[str, str], lexis: Lexis) -> None:
    found = one(lexis, row["finding"], row["sentence"])
    told = (found.bearing.value, found.relative or "", row["why"] if row["why"] in found.why else "; ".join(found.why))
    assert told == (row["bearing"], row["relative"], row["why"])


@pytest.mark.parametrize("row", DENIALS, ids=[row["sentence"][:60] for row in DENIALS])
def test_a_denial_reaches_what_it_denies_and_nothing_else(row: dict[str, str], lexis: Lexis) -> None:
    found = read(lexis, "A 35-year-old woman was seen.", row["sentence"])
    wanted = {"present": row["present"], "absent": row["absent"], "not this person": row["elsewhere"]}
    for bearing, words in wanted.items():
        for word in filter(None, words.split("; ")):
            same = [each for each in found if word.lower() in each.text.lower() or word == each.label]
            assert same and same[0].bearing == bearing, (word, bearing, [(each.text, each.bearing) for each in found])


def test_what_is_told_of_neither_parent_is_told_of_both(lexis: Lexis) -> None:
    found = read(lexis, "A 35-year-old woman was seen.", "Neither parent had dementia.")
    assert {(each.relative, each.bearing) for each in found} == {
        ("mother", Bearing.ABSENT),
        ("father", Bearing.ABSENT),
    }


def test_every_kind_of_bearing_is_in_the_table() -> None:
    assert {row["bearing"] for row in TABLE} == {str(one) for one in Bearing}


def test_a_relative_of_whom_a_paragraph_begins_stays_its_subject(lexis: Lexis) -> None:
    text = "Her mother died at 57. She had dementia. A CT scan showed cerebral atrophy. The patient has ataxia."
    found = {each.text: each for each in read(lexis, "A 40-year-old woman had apathy.", text)}
    assert (found["dementia"].relative, found["cerebral atrophy"].relative) == ("mother", "mother")
    assert found["ataxia"].bearing is Bearing.PRESENT


def test_a_pronoun_that_cannot_be_the_patients_is_the_relatives(lexis: Lexis) -> None:
    text = "A 40-year-old woman was seen. Her father died at 60. He had had dementia. She had apathy."
    found = {each.text: each for each in read(lexis, text)}
    assert found["dementia"].relative == "father" and found["apathy"].relative is None


def test_what_is_told_of_two_relatives_is_each_ones(lexis: Lexis) -> None:
    found = read(
        lexis, "His mother and maternal uncle both had dementia. Her father and her brother, aged 40, had tremor."
    )
    assert [(each.label, each.relative) for each in found] == [
        ("Dementia", "uncle"),
        ("Dementia", "mother"),
        ("Tremor", "brother"),
        ("Tremor", "father"),
    ]


def test_a_relative_is_known_again_by_their_label(lexis: Lexis) -> None:
    later = "The proband is well. MRI of II-1 was done after seizures."
    found = one(lexis, "seizures", "Her sister (II-1) was examined.", later)
    assert (found.bearing, found.relative) == (Bearing.ELSEWHERE, "sister")


def test_a_text_without_a_person_says_nothing_of_one(lexis: Lexis) -> None:
    essay = "Dementia is feared by societies. " + "Exercise of the mind is recommended by many authors today. " * 30
    assert {each.bearing for each in read(lexis, essay)} == {Bearing.ELSEWHERE}


def test_what_is_examined_and_normal_makes_its_finding_absent(lexis: Lexis) -> None:
    text = "Sensation and coordination were normal. Muscle strength was full, but gait was slow. Memory aids were used."
    found = {each.label: each.bearing for each in read(lexis, text)}
    assert found["Somatic sensory dysfunction"] is found["Incoordination"] is found["Muscle weakness"] is Bearing.ABSENT
    assert "Memory impairment" not in found


def test_figures_of_groups_are_nobodys_findings(lexis: Lexis) -> None:
    text = "Seizures were seen in 3 of 12 patients. Two of the four had apathy. None had ataxia. Dementia (MMSE 12/30)."
    assert [each.text for each in read(lexis, text) if each.bearing is not Bearing.ELSEWHERE] == ["Dementia"]


def test_what_is_taken_back_later_is_doubtful_where_it_was_told(lexis: Lexis) -> None:
    text = "Schizophrenia was diagnosed at 30. She had tremor. The diagnosis of schizophrenia was later revised."
    found = read(lexis, text)
    assert [(each.label, "taken back" in each.why) for each in found] == [
        ("Schizophrenia", True),
        ("Tremor", False),
        ("Schizophrenia", True),
    ]


def test_titles_and_headings_state_nothing(lexis: Lexis) -> None:
    title = Passage(text="A woman with dementia", place=Place(), kind=PassageKind.TITLE)
    assert not find_findings(Text(file="toy.txt", passages=(title,)), lexis)
