"""Figures of groups are read with what they are of; grades, scores and dates are none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.reading.figures.figures import find_figures
from kg.reading.found import Bearing, FoundFigure, FoundFinding, Spot
from kg.sources.schema import StatisticFile
from kg.texts.text import Passage, Place, Text


def found(words: str, section: str = "Results") -> tuple[FoundFigure, ...]:
    text = Text(file="toy.txt", passages=(Passage(text=words, place=Place(section=section)),))
    signs = re.finditer(r"seizures|dementia|tremor|calcifications|multiple sclerosis", words, re.IGNORECASE)
    findings = [
        FoundFinding(
            spot=Spot(0, match.start(), match.end()),
            sentence=Spot(0, 0, len(words)),
            text=match[0],
            hpo="HP:0000001",
            label=match[0].lower(),
            bearing=Bearing.PRESENT,
        )
        for match in signs
    ]
    return find_figures(text, findings)


HERE = Path(__file__).parent


def rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def printed(one: FoundFigure) -> str:
    """`seizures 7/12 58%`, as the tables write it."""
    above, below, percent = (one.facts.get(key, "-") for key in ("numerator", "denominator", "percent"))
    no = "no " if one.facts.get("status") == "absent" else ""
    return f"{no}{one.facts['measure']} {above}/{below}" + (f" {percent:g}%" if percent != "-" else "")


@pytest.mark.parametrize(("words", "shares"), rows("reading_shares.tsv"))
def test_a_share_is_read_in_whatever_form(words, shares):
    assert "; ".join(printed(one) for one in found(words) if "hpo" in one.facts) == shares


@pytest.mark.parametrize("words", [row[0] for row in rows("reading_no_shares.tsv")])
def test_what_is_counted_otherwise_is_no_share_of_people(words):
    assert [printed(one) for one in found(words) if "hpo" in one.facts] == []


def share(one: FoundFigure) -> tuple[object, ...]:
    return tuple(map(one.facts.get, ("measure", "numerator", "denominator", "percent")))


@pytest.mark.parametrize(
    ("words", "shares"),
    [
        ("Seizures were seen in 7/12 (58%).", [("seizures", 7, 12, 58)]),
        ("Seizures were seen in 7 of 12 patients.", [("seizures", 7, 12, None)]),
        ("Three of eight had tremor.", [("tremor", 3, 8, None)]),
        ("Two of the four had seizures.", [("seizures", 2, 4, None)]),
        ("Seizures (58%, 7/12) were seen.", [("seizures", 7, 12, 58)]),
        ("Dementia was present in 58% (7/12) of carriers.", [("dementia", 7, 12, 58)]),
        ("Dementia was present in 58% of patients.", [("dementia", None, None, 58)]),
        ("Dementia in 5/9, and tremor in 1/9.", [("dementia", 5, 9, None), ("tremor", 1, 9, None)]),
        ("Twelve carriers were seen. None had tremor.", [("tremor", 0, 12, None)]),
        ("Of 24 carriers, tremor in 8 (33%; 95% CI 18-53).", [("tremor", 8, 24, 33)]),
        ("Calcifications were seen in all 20 (100%).", [("calcifications", 20, 20, 100)]),
        ("We saw 15 carriers, nine of whom (60%) had tremor.", [("tremor", 9, 15, 60)]),
        (
            "Seizures in 7/24 (29%), more often in women than in men (6/14 vs 1/10).",
            [("seizures", 7, 24, 29), ("seizures", 6, 14, None), ("seizures", 1, 10, None)],
        ),
        (
            "None of the 24 had seizures, and a single one (1/24, 4%) had tremor.",
            [("seizures", 0, 24, None), ("tremor", 1, 24, 4)],
        ),
    ],
)  # fmt: skip
def test_shares_of_people(words, shares):
    assert [share(one) for one in found(words)] == shares


@pytest.mark.parametrize(
    "words",
    [
        "Muscle strength was 4/5 in the legs.",
        "The MMSE score was 26/30, and later 14 of 30.",
        "Slices 2/3 show the lesion of grade II/III.",
        "She was seen on 3/5/2019 and 12/2020.",
        "Reflexes were 3+/4 and power 4/5.",
        "Figure 2 of 5 is a part of 2019.",
    ],
)
def test_grades_scores_and_dates_are_no_figures(words):
    assert found(words) == ()


@pytest.mark.parametrize(
    ("words", "facts"),
    [
        ("Mean age at onset was 43 years (range 18-78).", {"mean": 43, "range": "18-78", "unit": "years"}),
        ("Mean age at onset was 43 ± 11 years.", {"mean": 43, "sd": 11, "unit": "years"}),
        ("The median survival was 6.8 years (range, 2–29).", {"median": 6.8, "range": "2-29", "unit": "years"}),
        ("Mean disease duration was 30 months.", {"mean": 30, "unit": "months"}),
    ],
)  # fmt: skip
def test_means_and_medians(words, facts):
    (one,) = found(words)
    assert {key: value for key, value in one.facts.items() if key not in ("group", "measure")} == facts


@pytest.mark.parametrize(
    ("words", "shares"),
    [
        ("In 5 of 12 patients, seizures came first, and in 3/12 tremor was seen.", ["seizures 5/12", "tremor 3/12"]),
        ("Seizures were seen in 6 of 14, dementia in 9/14 (64%) and tremor in four (29%).",
         ["seizures 6/14", "dementia 9/14", "tremor 4/14"]),
        ("Of 20 carriers, 12 (60%) had dementia and 3 (15%) died.", ["dementia 12/20", "died 3/20"]),
        ("3 of 8 patients with tremor had calcifications.", ["calcifications 3/8"]),
        ("The tremor was seen in 3/8, calcifications in 23% (7/30), and seizures in one.",
         ["tremor 3/8", "calcifications 7/30"]),
    ],
)  # fmt: skip
def test_each_share_goes_with_its_own_finding(words, shares):
    assert [
        f"{one.facts['measure']} {one.facts['numerator']}/{one.facts['denominator']}" for one in found(words)
    ] == shares


@pytest.mark.parametrize(
    "words",
    [
        "Seizures ceased in 2 of 3 patients.",
        "Tremor improved in 3 of 4 patients on levodopa.",
        "Levetiracetam controlled seizures in 4/5 patients.",
        "It was effective in 5/6 patients with seizures.",
        "Of 14 recipients, 9 (64%) had stable or improved tremor.",
        "Seizures or dementia were found in 8/10 patients.",
        "Out of 17 patients, 5 (29%) had stopped their drugs, and two had no seizures.",
    ],
)
def test_a_course_or_a_choice_is_no_share_of_a_sign(words):
    signs = {"seizures", "dementia", "tremor"}
    assert not signs & {str(one.facts["measure"]) for one in found(words)}


def test_what_is_about_so_many_and_the_number_of_a_page_are_no_figures():
    assert found("Calcifications are seen in about 54% of the patients.") == ()
    assert found("Seizures led to a drop in naming (46/60, 2nd percentile).") == ()
    assert found("4 of 13 face and hand, and seizures recurred.") == ()
    assert found("4 of 13") == () == found("The Boston Naming Test was 57/60 with tremor.")


def test_what_does_not_agree_is_told():
    (one,) = found("Seizures were seen in 7/12 (85%).")
    assert one.why == ("7 of 12 is 58%, and 85% is printed",)
    (two,) = found("Seizures were seen in 12 of 7 patients.")
    assert two.why == ("12 of 7 is more than all",)
    (three,) = found("Mean age at onset was 43 years (range 50-78).")
    assert three.why == ("mean 43 lies outside of 50-78",)
    (four,) = found("Consanguinity was told in 7/12 (58%).")
    assert (four.facts["measure"], "was not recognised" in four.why[0]) == ("Consanguinity was told in", True)


@pytest.mark.parametrize(
    ("words", "measure"),
    [
        ("Of the patients, 88 657 (89.6%) of 98 942 patients lived in towns.", "lived in towns"),
        ("Surgery was done in 12 of 30 patients (40%).", "Surgery was done in"),
        ("A heart rate of 80 was seen; 5/12 carriers had a pacemaker.", "had a pacemaker"),
    ],
)
def test_a_share_of_nothing_known_is_called_by_the_words_of_its_clause(words, measure):
    assert [one.facts["measure"] for one in found(words)] == [measure]


@pytest.mark.parametrize(
    "words",
    [
        "The hybridization lost 2.53% per hour.",
        "Agreement was within 95% limits of agreement for individuals.",
        "Test and retest agreed in 95% of individuals.",
        "The expression fell by 37% in females (p = 0.002).",
        "Non-steroidal drugs are given to 1.6% [9, 10].",
        "This was seen in 7/12 (58%).",
        "The odds ratio was 1.2 (95%-CI 1.1 to 1.4) in 40% of cases.",
    ],
)
def test_a_bare_percent_of_nothing_known_is_no_figure(words):
    assert found(words) == ()


def test_a_p_value_goes_with_its_figure():
    (one,) = found("58% of patients had dementia (p = 0.03).")
    assert one.facts["p"] == 0.03
    (two,) = found("58% of patients had dementia (p < 0.001).")
    assert two.facts["p"] == "<0.001"


@given(
    st.integers(1, 400), st.integers(1, 400), st.sampled_from(["{}/{}", "{} of {} patients", "{} out of {} carriers"])
)
def test_every_count_is_read_back(part, whole, form):
    if 1900 <= whole <= 2100:
        return
    (one,) = found(f"Seizures were seen in {form.format(part, whole)}.")
    assert (one.facts["numerator"], one.facts["denominator"]) == (part, whole)
    StatisticFile.model_validate(dict(one.facts))


def summed(one: FoundFigure) -> str:
    told = [f"{key} {one.facts[key]:g}" for key in ("mean", "median", "sd") if key in one.facts]
    told += [f"range {one.facts['range']}"] if "range" in one.facts else []
    told += [str(one.facts["unit"])] if "unit" in one.facts else []
    told += [f"p {one.facts['p']}"] if "p" in one.facts else []
    whose = f" [{one.facts['group']}]" if "group" in one.facts else ""
    return f"{one.facts['measure']}: {', '.join(told)}{whose}"


@pytest.mark.parametrize(("words", "figures"), rows("reading_summaries.tsv"))
def test_a_mean_or_a_median_is_read_in_whatever_form(words, figures):
    assert "; ".join(summed(one) for one in found(words) if "numerator" not in one.facts) == figures


@pytest.mark.parametrize(("words", "section", "whose"), rows("reading_groups.tsv"))
def test_whom_a_share_is_of(words, section, whose):
    one = next(one for one in found(words, section) if one.facts["measure"] == "seizures")
    second_hand, no_term = one.facts.get("second_hand", False), "hpo" not in one.facts
    assert f"{one.facts.get('group')}{' 2' if second_hand else ''}{' -' if no_term else ''}" == whose
