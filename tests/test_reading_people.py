"""Persons are found, each once, with what is told of them; and each place of a text is about the right one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.reading.found import FoundPerson, Spot
from kg.reading.people.people import find_people
from kg.reading.people.people_found import PeopleFound
from kg.sources.schema import CaseFile
from kg.texts.text import Passage, PassageKind, Place, PrintedTable, Text


def text_of(*parts: str | tuple[str], tables: tuple[PrintedTable, ...] = ()) -> Text:
    """Paragraphs; a heading is a tuple."""
    passages, section, number = [], "", 0
    for part in parts:
        if isinstance(part, tuple):
            (section,), number = part, 0
            passages.append(Passage(text=section, place=Place(section=section), kind=PassageKind.HEADING))
            continue
        number += 1
        kind = PassageKind.ABSTRACT if section == "Abstract" else PassageKind.PARAGRAPH
        passages.append(Passage(text=part, place=Place(section=section, paragraph=number), kind=kind))
    return Text(file="toy.txt", passages=tuple(passages), tables=tables)


def persons(*parts: str | tuple[str], tables: tuple[PrintedTable, ...] = ()) -> dict[str, FoundPerson]:
    return {one.label: one for one in find_people(text_of(*parts, tables=tables)).persons}


def stated(one: FoundPerson) -> dict[str, object]:
    return {fact.key: fact.value for fact in one.stated}


def about(text: Text, words: str, people: PeopleFound | None = None) -> str | None:
    people = people or find_people(text)
    number = next(number for number, passage in enumerate(text.passages) if words in passage.text)
    start = text.passages[number].text.index(words)
    return people.who(Spot(number, start, start + len(words)))[0]


CASE = ("Case report",)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("A 35-year-old woman presented with apathy.", "35-year-old woman"),
        ("This 43-year old right-handed Chinese man was admitted.", "43-year-old man"),
        ("A 35‑year‑old lady with apathy was seen.", "35-year-old lady"),
        ("A woman, aged 35 years, was admitted.", "35-year-old woman"),
        ("A thirty-five-year-old woman was admitted.", "35-year-old woman"),
        ("The patient was a 33 year-old female.", "33-year-old woman"),
        ("Mrs. X, 56 y/o, F, had apathy.", "56-year-old woman"),
        ("An 18-month-old boy had seizures.", "18-month-old boy"),
        ("Patient 2, a 29-year-old woman, had seizures.", "Patient 2"),
        ("Case 3: A 29-year-old woman had seizures.", "Case 3"),
        ("Individual III:1 is a 12-year-old girl.", "III:1"),
        ("The proband (II-3) was a right-handed man.", "II-3"),
        ("A woman in her mid-30s had gait problems.", "woman"),
    ],
)
def test_a_person_is_found_in_every_manner_of_telling(words, label):
    assert list(persons(CASE, words)) == [label]


@pytest.mark.parametrize(
    "words",
    [
        "Rademakers et al. described a 40-year-old woman with a mutation.",
        "A 45-year-old man has been reported in the literature.",
        "Of 24 patients, seven women had seizures.",
        "All patients and controls gave consent.",
        "The T2 sequence was at 3 T, and slices were 2 mm thick.",
    ],
)
def test_others_and_groups_are_no_persons_of_the_text(words):
    assert persons(CASE, words) == {}


def test_a_person_of_the_introduction_is_another_papers():
    assert list(persons(("Introduction",), "A 40-year-old woman was the first.", CASE, "A 35-year-old man fell.")) == [
        "35-year-old man"
    ]


def test_abstract_and_case_report_tell_of_one_person():
    found = persons(
        ("Abstract",),
        "We report a 46-year-old woman.",
        CASE,
        "Patient 1. The proband (III-2) is a 46-year-old right-handed woman.",
        ("Discussion",),
        "Our patient had apathy.",
    )
    assert list(found) == ["Patient 1"]
    assert stated(found["Patient 1"]) == {"sex": "female", "age_at_examination": 46, "also_labelled": "III-2"}


def test_persons_of_other_ages_stay_apart_and_that_is_told():
    found = persons(("Abstract",), "We report a 46-year-old woman.", CASE, "A 47-year-old woman fell.")
    assert list(found) == ["46-year-old woman", "47-year-old woman"]
    assert "whether they are one person is not said" in found["47-year-old woman"].why[0]


def test_relatives_of_whom_something_is_told_are_persons():
    found = persons(
        CASE,
        "A 35-year-old woman was brought by her husband and her mother. Her father had died at 56 with dementia. "
        "Her brother, aged 38, was healthy and had not been tested. Her parents were not related.",
    )
    assert list(found) == ["35-year-old woman", "father of 35-year-old woman", "brother of 35-year-old woman"]
    father, brother = found["father of 35-year-old woman"], found["brother of 35-year-old woman"]
    assert (father.relative, father.of, stated(father)) == (
        "father",
        "35-year-old woman",
        {"sex": "male", "age_at_death": 56},
    )
    assert stated(brother) == {
        "sex": "male",
        "age_at_examination": 38,
        "affected": False,
        "genetic_status": "not individually tested",
    }


def test_a_relative_with_a_label_has_it():
    found = persons(
        CASE,
        "The proband (II-3) was a man. His sister (II-1), aged 49, had seizures at 48. A second sister (II-2) is"
        " healthy.",
    )
    assert {label: (one.relative, one.of) for label, one in found.items()} == {
        "II-3": (None, None),
        "II-1": ("sister", "II-3"),
        "II-2": ("sister", "II-3"),
    }


@pytest.mark.parametrize(
    ("words", "key", "value"),
    [
        ("At the age of 33 she developed apathy.", "age_at_onset", 33),
        ("Onset was at 33 years.", "age_at_onset", 33),
        ("Apathy had begun two years earlier, at the age of 33.", "age_at_onset", 33),
        ("She had apathy since the age of 33.", "age_at_onset", 33),
        ("She had a 2-year history of apathy.", "age_at_onset", 33),
        ("She died at 38 years of pneumonia.", "age_at_death", 38),
        ("She passed away aged 38.", "age_at_death", 38),
        ("MRI at age 34 showed lesions.", "age_at_imaging", 34),
        ("There was no family history of dementia.", "family_history", "sporadic"),
        ("She was of Han Chinese origin.", "origin", "Han Chinese"),
        ("Her parents were first cousins.", "consanguinity", "parents first cousins"),
        ("She tested negative.", "genetic_status", "negative"),
    ],
)
def test_what_is_told_of_a_person(words, key, value):
    found = persons(CASE, "A 35-year-old woman was seen.", words)["35-year-old woman"]
    assert stated(found).get(key) == value


def test_what_is_reckoned_says_how():
    found = persons(CASE, "A 44-year-old man had a one-year history of apathy.")["44-year-old man"]
    (onset,) = [fact for fact in found.stated if fact.key == "age_at_onset"]
    assert (onset.value, onset.why) == (43, ("reckoned: 44 years when seen, less 1",))


def test_words_without_a_number_are_no_age():
    assert "age_at_examination" not in stated(persons(CASE, "A man in his forties had seizures.")["man"])


def test_each_place_is_about_the_right_person():
    text = text_of(
        ("Patient 1",),
        "Patient 1 was a 44-year-old man. He had rigidity.",
        "MRI showed atrophy.",
        ("Patient 2",),
        "Patient 2, a 29-year-old woman, had spasticity. Her mother had dementia at 60. The patient denied headache.",
        ("Discussion",),
        "ALSP leads to ataxia. Patients 1 and 2 had no aphasia. In patient 2, tremor was seen.",
    )
    people = find_people(text)
    told = ("rigidity", "atrophy", "spasticity", "dementia", "headache", "ataxia", "aphasia", "tremor")
    assert {words: about(text, words, people) for words in told} == {
        "rigidity": "Patient 1",
        "atrophy": "Patient 1",
        "spasticity": "Patient 2",
        "dementia": "mother of Patient 2",
        "headache": "Patient 2",
        "ataxia": None,
        "aphasia": None,
        "tremor": "Patient 2",
    }
    at = text.passages[-1].text.index("aphasia")
    assert people.whom(Spot(len(text.passages) - 1, at, at + 7)) == ("Patient 1", "Patient 2")


def test_a_pronoun_that_fits_two_says_so():
    text = text_of(CASE, "A 35-year-old woman had apathy. Her mother died at 56. She had dementia.")
    at = text.passages[1].text.index("dementia")
    label, why = find_people(text).who(Spot(1, at, at + 8))
    assert label == "mother of 35-year-old woman"
    assert "may also be" in why[0]


def test_a_relative_asked_for_is_theirs_or_nobody():
    text = text_of(CASE, "A 35-year-old woman had apathy. Her father died at 56 with dementia.")
    people = find_people(text)
    at = Spot(1, 24, 30)
    assert people.who(at, "father")[0] == "father of 35-year-old woman"
    nobody, why = people.who(at, "aunt")
    assert nobody is None
    assert "no person of the text" in why[0]


def test_rows_of_a_table_are_persons():
    table = PrintedTable(
        label="Table 1",
        columns=("Patient", "Sex", "Age at onset", "Family history"),
        rows=(("P1", "F", "28", "+"), ("P2", "M", "35", "-")),
    )
    found = persons(("Results",), "Patient P2 had myoclonus. P1 died at 66 years.", tables=(table,))
    assert {label: stated(one) for label, one in found.items()} == {
        "P1": {"sex": "female", "age_at_onset": 28, "family_history": "familial", "age_at_death": 66},
        "P2": {"sex": "male", "age_at_onset": 35, "family_history": "sporadic"},
    }


def test_columns_of_a_table_are_persons():
    table = PrintedTable(
        label="Table 1",
        columns=("", "Patient 1", "Patient 2"),
        rows=(("Sex", "F", "M"), ("Age at onset, years", "28", "35"), ("Seizures", "+", "-")),
    )
    text = text_of(("Results",), "Patient 2 was deaf.", tables=(table,))
    people = find_people(text)
    assert {one.label: stated(one) for one in people.persons} == {
        "Patient 1": {"sex": "female", "age_at_onset": 28},
        "Patient 2": {"sex": "male", "age_at_onset": 35},
    }
    assert people.who(Spot(-1, 0, 1, 2, 2)) == ("Patient 2", ())


def test_one_label_in_two_families_is_two_persons():
    table = PrintedTable(
        label="Table 1",
        columns=("Family", "Individual", "Sex", "Age at onset"),
        rows=(("A", "II-1", "F", "35"), ("B", "II-1", "M", "42")),
    )
    found = persons(("Results",), "Two families are listed.", tables=(table,))
    assert {label: stated(one)["family"] for label, one in found.items()} == {
        "A II-1": "family A",
        "B II-1": "family B",
    }


def test_a_column_of_counts_names_nobody():
    table = PrintedTable(
        label="Table 1", columns=("Gene", "Variant", "Patients"), rows=(("CSF1R", "c.2381T>C", "3"), ("TOY1", "-", "2"))
    )
    assert persons(("Results",), "Variants are listed.", tables=(table,)) == {}


def test_a_table_of_other_papers_has_no_persons():
    table = PrintedTable(
        label="Table 1", columns=("Case", "Sex", "Age", "Reference"), rows=(("1", "F", "28", "Toy 2001"),)
    )
    assert persons(CASE, "Cases of others are listed.", tables=(table,)) == {}


def test_what_is_stated_is_in_the_format_of_a_case():
    found = persons(
        CASE,
        "A 44-year-old Japanese man (family A), born to consanguineous parents, had onset at 40 years and carrie"
        "d the variant. "
        "He died at 50. Family history was unremarkable. MRI was made at age 45. Onset was in infancy.",
    )
    for one in found.values():
        plain = {key: value for key, value in stated(one).items() if key != "also_labelled"}
        CaseFile.model_validate({"label": one.label, **plain})


@given(
    st.lists(
        st.sampled_from(
            [
                "A 35-year-old woman",
                "Her mother",
                "(II-1)",
                "Patient 1",
                "Patients 1 and 2",
                "died at 56",
                "she",
                "he",
                "The proband",
                ".",
                ", ",
                "MRI",
                "Onset was at 33",
                "and",
                "was",
                "his twin sister",
                "et al.",
                "of the proband",
                "aged 40",
                "family A",
                "at",
                "age",
                "years",
                "(",
                ")",
                "5-month-old",
                "is 3 years old",
            ]
        ),
        max_size=40,
    )
)
def test_no_text_is_too_odd(words):
    text = text_of(("Abstract",), " ".join(words), CASE, " ".join(words), ("Discussion",), " ".join(reversed(words)))
    people = find_people(text)
    labels = [one.label for one in people.persons]
    assert len(labels) == len(set(labels))
    for one in people.persons:
        assert one.of is None or (one.of in labels and one.of != one.label)
        for fact in one.stated:
            passage = text.passages[fact.spot.passage]
            assert 0 <= fact.spot.start < fact.spot.end <= len(passage.text)
    for number, passage in enumerate(text.passages):
        for at in range(0, len(passage.text), 9):
            label, _ = people.who(Spot(number, at, at + 1))
            assert label is None or label in labels
