"""Names of findings are found in any form and order; what only looks like one is not; the tables name real terms."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.reading.findings.lexis import BONE, BRAIN, NO_SCAN, WHITE_MATTER, Lexis
from kg.reading.findings.names.every_name import ROOM, all_names
from kg.reading.findings.names.index import TermIndex
from kg.reading.findings.names.matched import MatchedText
from kg.reading.findings.names.stems import words
from kg.reading.rows import rows
from kg.reading.sentences import sentences
from kg.sources.hpo import Hpo

FOUND = {
    "Corpus callosum atrophy": ("HP:0007371",),
    "atrophy of the corpus callosum": ("HP:0007371",),
    "thinning of the corpus callosum": ("HP:0033725",),
    "Her memory was severely impaired.": ("HP:0002354",),
    "cognitive and motor decline": ("HP:0001268", "HP:0002333"),
    "gait and limb ataxia": ("HP:0002066", "HP:0002070"),
    "hyperreflexia and spasticity of the legs": ("HP:0002395", "HP:0002061"),
    "impaired memory and attention": ("HP:0002354", "HP:5200044"),
    "memory and gait were impaired": ("HP:0002354", "HP:0001288"),
    "atrophy of the frontal and parietal lobes": ("HP:0006913", "HP:0012104"),
    "white-matter hyperintensities": ("HP:0030890",),
    "leucoencephalopathy": ("HP:0002352",),
    "haemorrhages in the retina": ("HP:0000573",),
    "brisk deep tendon reflexes": ("HP:0001348",),
    "bilateral Babinski signs": ("HP:0003487",),
    "She could not find words and was unsteady.": ("HP:0030784", "HP:0002317"),
    "wheelchair-bound": ("HP:0002505",),
    "impaired gait and slurred speech": ("HP:0001288", "HP:0001260"),
    "tremor of the hands and muscle weakness": ("HP:0002378", "HP:0001324"),
    "an early-onset generalised epilepsy": ("HP:0001250",),
}
NOTHING = (
    "Adult-onset leukoencephalopathy with axonal spheroids and pigmented glia (ALSP)",
    "hereditary diffuse leukoencephalopathy with spheroids",
    "multiple sclerosis was diagnosed",
    "CADASIL and metachromatic leukodystrophy",
    "the family history was unremarkable",
    "an early onset of symptoms",
    "a 44-year-old man and many others",
    "stroke unit",
    "a fall in platelets",
    "autosomal dominant inheritance",
    "She took an antidepressant.",
)


def found(lexis: Lexis, text: str) -> list[str | None]:
    return [one.name.hpo for one in lexis.index.find(words(text)) if one.name.sort == "finding"]


@pytest.mark.parametrize("text", FOUND)
def test_a_name_is_found_in_any_form_and_order(text: str, lexis: Lexis) -> None:
    assert sorted(map(str, found(lexis, text))) == sorted(FOUND[text])


@pytest.mark.parametrize("text", NOTHING)
def test_a_false_friend_is_no_finding(text: str, lexis: Lexis) -> None:
    assert not found(lexis, text)


@pytest.mark.parametrize("table", ["signs", "examined"])
def test_every_term_of_our_tables_is_a_phenotype_of_hpo_with_its_label(table: str, hpo: Hpo) -> None:
    for row in rows(ROOM / f"{table}.tsv"):
        if row["hpo"]:
            assert hpo.current(row["hpo"]) and hpo.terms[row["hpo"]].label == row["label"]
            assert "HP:0000118" in hpo.ancestors(row["hpo"])


def test_every_phrase_of_our_tables_is_found_as_its_term(lexis: Lexis) -> None:
    """A row that another one, or a name of HPO with more words, takes away would be a promise that is not kept."""
    for row in rows(ROOM / "signs.tsv"):
        for phrase in row["phrases"].split(", "):
            terms = {lexis.hpo.terms[one].label if one else "" for one in found(lexis, phrase)}
            assert row["label"] in terms, f"{phrase!r} of {row['label']} is read as {terms}"


def test_terms_that_the_code_names_are_there(hpo: Hpo) -> None:
    assert all(map(hpo.current, (*BRAIN, *NO_SCAN, *BONE, *WHITE_MATTER)))


def test_onset_course_and_inheritance_are_no_findings(lexis: Lexis) -> None:
    names = {one.hpo for one in all_names(lexis.hpo, {}, ()) if one.hpo}
    told = {"HP:0000118", "HP:0040006", "HP:0002686"}
    assert names and all(told & lexis.hpo.ancestors(one) for one in names)


def test_what_curators_matched_is_known_where_they_agree(hpo: Hpo) -> None:
    toys = [("toy walk oddly", "HP:0001288"), ("toy gaze thing", "HP:0000639"), ("toy gaze thing", "HP:0000496")]
    matched = [MatchedText(text, term, None, False, "toy") for text, term in toys]
    index = TermIndex.of(all_names(hpo, {}, matched))
    assert [one.name.hpo for one in index.find(words("He did toy walk oddly."))] == ["HP:0001288"]
    assert not [one for one in index.find(words("toy gaze things")) if "toy" in one.name.text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It was seen (Fig. 2). No tremor.", ["It was seen (Fig. 2).", "No tremor."]),
        ("Dr. Toy saw her, i.e. the patient. She fell.", ["Dr. Toy saw her, i.e. the patient.", "She fell."]),
        ("MMSE was 18.5. MRI was done.", ["MMSE was 18.5.", "MRI was done."]),
        ("It was bright on T2. CT was normal.", ["It was bright on T2.", "CT was normal."]),
        ("J. Toy et al. described it. It is rare.", ["J. Toy et al. described it.", "It is rare."]),
        ("Signs:\n• tremor\n• ataxia", ["Signs:", "•", "tremor", "•", "ataxia"]),
    ],
)
def test_sentences_end_where_they_end(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == parts


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=120))
def test_sentences_are_in_order_and_lose_no_word(text: str) -> None:
    spans = list(sentences(text))
    assert spans == sorted(spans) and all(0 <= start < end <= len(text) for start, end in spans)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


def test_the_table_of_bearings_is_no_part_of_the_reader() -> None:
    """Its sentences are written for tests: no phrase table may have one of them whole."""
    told = {row["sentence"] for row in rows(Path(__file__).parent / "reading_bearing.tsv")}
    assert not told & {phrase for row in rows(ROOM / "signs.tsv") for phrase in row["phrases"].split(", ")}
