"""What case reports print in words of their own is found as its term: function and part, test and task, number."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.reading.findings.findings import find_findings
from kg.reading.findings.lexis import Lexis
from kg.reading.findings.names.called import name_stems
from kg.reading.findings.names.every_name import ROOM
from kg.reading.found import Bearing, FoundFinding
from kg.reading.rows import rows
from kg.sources.hpo import Hpo
from kg.texts.text import Passage, Place, Text

TABLE = list(rows(Path(__file__).parent / "reading_names.tsv"))


def found(lexis: Lexis, *paragraphs: str) -> list[FoundFinding]:
    passages = tuple(Passage(text=one, place=Place(section="Case report")) for one in paragraphs)
    return list(find_findings(Text(file="toy.txt", passages=passages), lexis))


def told(lexis: Lexis, *paragraphs: str) -> set[str]:
    return {f"{'no ' if one.bearing is Bearing.ABSENT else ''}{one.label}" for one in found(lexis, *paragraphs)}


@pytest.mark.parametrize("row", TABLE, ids=[row["sentence"][:40] for row in TABLE])
def test_a_sentence_names_its_findings_and_no_other(row: dict[str, str], lexis: Lexis) -> None:
    assert told(lexis, row["sentence"]) == set(filter(None, row["finds"].split("; ")))


def test_words_of_health_deny_and_are_denied(lexis: Lexis) -> None:
    assert told(lexis, "She was afebrile and fully oriented.") == {"no Fever", "no Confusion"}
    assert told(lexis, "He was not fully oriented.") == {"Confusion"}


def test_what_is_examined_and_not_called_normal_or_poor_is_no_finding(lexis: Lexis) -> None:
    assert not told(lexis, "Memory, gait, the EEG and the corpus callosum were examined.")


def test_a_short_form_is_what_the_text_says_it_is(lexis: Lexis) -> None:
    given = "Generalized tonic-clonic seizures (GTCs) are told here."
    assert [one.label for one in found(lexis, given, "He had GTCs again.")] == ["Bilateral tonic-clonic seizure"] * 2
    assert not found(lexis, "He had GTCs again.")
    assert not found(lexis, "The Global Table of Codes (GTC) is old.", "He had GTC again.")


def test_a_chain_of_adjectives_has_one_noun(lexis: Lexis) -> None:
    assert told(lexis, "He had low-set and posteriorly rotated ears.") == {"Low-set ears", "Posteriorly rotated ears"}
    assert told(lexis, "down-turned corners of the mouth") == told(lexis, "downturned corners of the mouth")


@pytest.mark.parametrize(
    "text",
    [
        "seizures that occurred in conjunction with infections",
        "an inactive vitamin",
        "photographs of the mouth",
        "a collection of brains",
        "other neurologic deficits",
        "a disease of the central nervous system",
        "a faint hyperintensity",
    ],
)
def test_a_common_word_is_no_name(text: str, lexis: Lexis) -> None:
    assert told(lexis, text) <= {"Seizure", "Hyperintensity of cerebral white matter on MRI"}


def test_what_is_reckoned_says_so(lexis: Lexis) -> None:
    for one in found(lexis, "CSF: 2 cells/µL. He sat at 14 months. His height was -2.5 SD."):
        assert any(why.startswith("reckoned") for why in one.why), one


def test_each_phrase_of_what_is_examined_is_looked_for(lexis: Lexis) -> None:
    for row in rows(ROOM / "examined.tsv"):
        assert row["told"] in ("", "both", "denied", "healthy", "wanted"), row
        for phrase in row["phrases"].split(", "):
            assert any(one.sort != "none" for one in lexis.index.named(name_stems(phrase))), phrase


def test_what_stands_above_the_first_sentence_states_nothing(lexis: Lexis) -> None:
    journal, title = "Toy Journal of Names 2026;1:1-2. PMID 0000001", "Toy ataxia with seizures: is it always so?"
    sentence = "A toy woman of 44 years had a tremor."
    assert told(lexis, journal, title, "Key words: chorea, dystonia", sentence) == {"Tremor"}
    assert told(lexis, "44 y, ataxia and seizures for a year", sentence) == {"Ataxia", "Seizure", "Tremor"}


def test_each_analyte_and_milestone_names_terms_of_hpo(hpo: Hpo) -> None:
    for row in rows(ROOM / "laboratory.tsv"):
        for way in ("high", "low"):
            assert not row[way] or hpo.terms[row[way]].label == row[f"{way}_label"], row
        assert row["normal"] in ("", "high", "low") and (not row["normal"] or row[row["normal"]]), row
    for row in rows(ROOM.parent / "numbers" / "milestones.tsv"):
        assert hpo.terms[row["hpo"]].label == row["label"] and float(row["in_time"]) < float(row["late"]), row
