"""Two readings of one paper: who is who, where they differ, how well they agree, and what stays in doubt."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.audit.compare import DIFFER, Compared, compare, doubted
from kg.audit.kappa import agreement
from kg.cli import main
from kg.errors import FaultyInput
from kg.sources.hpo import Hpo, read_hpo
from kg.sources.positions import yaml_of
from kg.sources.sheet import read_sheet
from tests.small import small_hpo

DAY = date(2001, 1, 31)
PAPER = {"title": "Toy", "pmid": "0000001", "design": "case series", "readings": [{"depth": "full text"}]}
SEIZURE = {"text": "seizures", "hpo": "HP:0001250", "status": "present"}
TREMOR = {"text": "tremor", "hpo": "HP:0001337", "status": "present"}
VARIANT = {"gene": "CSF1R", "coding": "c.2345G>A", "zygosity": "heterozygous"}


@pytest.fixture(scope="module")
def terms() -> Hpo:
    return read_hpo(small_hpo())


def written(folder: Path, name: str, *cases: dict[str, Any], **more: Any) -> Path:
    path = folder / name
    path.write_text("# a remark\n" + yaml_of({"revised": "2001-01-31", "paper": PAPER, "cases": [*cases], **more}, 100)
                    .replace("'2001-01-31'", "2001-01-31"))  # fmt: skip
    return path


def kinds(found: Compared) -> list[tuple[str, str | None, str | None]]:
    return [(one.kind, one.one, one.other) for one in found.differ]


def test_a_file_agrees_with_itself_whatever_it_holds(tmp_path: Path, terms: Hpo) -> None:
    case = {
        "label": "P1",
        "sex": "female",
        "phenotypes": [SEIZURE, {**TREMOR, "status": "absent"}],
        "variants": [VARIANT],
    }
    one = written(tmp_path, "a.yaml", case)
    found = compare(one, one, terms)
    assert found.differ == () and found.agree[0].kappa == 1
    assert doubted(one, found, DAY) == (0, 0)


def test_people_are_matched_by_label_else_by_what_is_told_of_them(tmp_path: Path, terms: Hpo) -> None:
    one = written(
        tmp_path, "a.yaml", {"label": "P1", "sex": "male"}, {"label": "P2", "sex": "female", "age_at_onset": 43},
        {"label": "P3", "sex": "male"}
    )  # fmt: skip
    other = written(
        tmp_path, "b.yaml", {"label": "43-year-old woman", "sex": "female", "age_at_onset": 43}, {"label": "p1"},
        {"label": "toy man", "sex": "male"}
    )  # fmt: skip
    people = compare(one, other, terms).people
    assert [(pair.one.label, pair.other.label, pair.by) for pair in people.pairs] == [
        ("P1", "p1", "label"),
        ("P2", "43-year-old woman", "sex, ages, variants and signs"),
    ]
    assert [one.label for one in (*people.only_one, *people.only_other)] == ["P3", "toy man"]


def test_two_who_are_as_like_are_nobodys_match(tmp_path: Path, terms: Hpo) -> None:
    alike = {"sex": "female", "age_at_onset": 43}
    one = written(tmp_path, "a.yaml", {"label": "P1", **alike})
    other = written(tmp_path, "b.yaml", {"label": "X", **alike}, {"label": "Y", **alike})
    assert compare(one, other, terms).people.pairs == ()


def test_every_sort_of_difference_is_told(tmp_path: Path, terms: Hpo) -> None:
    scan = {"text": "lesions", "hpo": "HP:0002500", "modality": "MRI", "status": "present"}
    figure = {"measure": "seizures", "numerator": 3, "denominator": 9}
    one = written(
        tmp_path, "a.yaml",
        {"label": "P1", "sex": "female", "age_at_onset": 43, "variants": [VARIANT],
         "phenotypes": [SEIZURE, {"text": "gait ataxia", "hpo": "HP:0002066", "status": "present"}, TREMOR],
         "imaging": [{**scan, "side": "left"}]},
        statistics=[figure],
    )  # fmt: skip
    other = written(
        tmp_path, "b.yaml",
        {"label": "P1", "sex": "male", "age_at_onset": 44, "variants": [{**VARIANT, "zygosity": "homozygous"}],
         "phenotypes": [{**SEIZURE, "status": "absent"}, {**TREMOR, "text": "odd gait", "hpo": "HP:0001288"}],
         "imaging": [{**scan, "side": "right"}]},
        statistics=[{**figure, "numerator": 4}],
    )  # fmt: skip
    found = compare(one, other, terms)
    assert kinds(found) == [
        ("value", "female", "male"),
        ("value", "43", "44"),
        ("variant", "heterozygous", "homozygous"),
        ("status", "present", "absent"),
        ("term", "gait ataxia (HP:0002066)", "odd gait (HP:0001288)"),
        ("finding", "tremor (HP:0001337), present", None),
        ("imaging", "left", "right"),
        ("figure", "3", "4"),
    ]
    term = next(one for one in found.differ if one.kind == "term")
    assert term.what == "term of a finding: HP:0002066 (Gait ataxia) is a kind of HP:0001288 (Gait disturbance)"


def test_differences_stay_as_doubts_until_the_files_agree(tmp_path: Path, terms: Hpo) -> None:
    doubts = [{"text": "A doubt of the curator.", "about": "paper"}]
    one = written(tmp_path, "a.yaml", {"label": "P1", "sex": "female", "phenotypes": [SEIZURE]}, doubts=doubts)
    other = written(tmp_path, "b.yaml", {"label": "P1", "sex": "male", "phenotypes": [TREMOR]})
    third = written(tmp_path, "c.yaml", {"label": "P1", "sex": "female", "phenotypes": [SEIZURE, TREMOR]})
    before = one.read_text()
    assert doubted(one, compare(one, other, terms), DAY) == (3, 0)
    assert doubted(one, compare(one, third, terms), DAY) == (1, 0)
    sheet, faults = read_sheet(one)
    assert sheet is not None and not faults
    told = [doubt.text for doubt in sheet.file.doubts]
    assert told[0] == doubts[0]["text"] and all(text.startswith(DIFFER) for text in told[1:])
    assert {doubt.about for doubt in sheet.file.doubts[1:]} == {"case:P1"}
    assert doubted(one, compare(one, other, terms), DAY) == (0, 0)
    other.write_text(other.read_text().replace("sex: male", "sex: female"))
    assert doubted(one, compare(one, other, terms), DAY) == (0, 1)
    other.write_bytes(one.read_bytes())
    assert doubted(one, compare(one, other, terms), DAY) == (0, 2)
    third.write_bytes(one.read_bytes())
    assert doubted(one, compare(one, third, terms), DAY) == (0, 1)
    assert one.read_text() == before


def test_what_nobody_accepted_counts_where_it_is_asked_for(tmp_path: Path, terms: Hpo) -> None:
    sex = {"key": "sex", "value": "female", "quote": "a woman", "proposed": True}
    refused = {**TREMOR, "proposed": "refused"}
    signs = [{**SEIZURE, "proposed": True}, refused]
    one = written(
        tmp_path, "a.yaml", {"label": "P1", "quoted": [sex], "phenotypes": signs}, {"label": "P2", "proposed": True}
    )
    other = written(
        tmp_path, "b.yaml", {"label": "P1", "sex": "female", "phenotypes": [SEIZURE]}, {"label": "P2", "sex": "male"}
    )
    assert kinds(compare(one, other, terms, proposed=True)) == [("value", None, "male")]
    assert kinds(compare(one, other, terms)) == [
        ("person", None, "P2"),
        ("value", None, "female"),
        ("finding", None, "seizures (HP:0001250), present"),
    ]
    found = compare(one, other, terms, proposed=True)
    doubted(one, found, DAY)
    sheet, _ = read_sheet(one)
    assert sheet is not None and [doubt.about for doubt in sheet.file.doubts] == ["paper"], "no build knows P2"


def test_two_papers_are_not_compared(tmp_path: Path, terms: Hpo) -> None:
    one, other = written(tmp_path, "a.yaml"), written(tmp_path, "b.yaml")
    other.write_text(other.read_text().replace("0000001", "0000002"))
    with pytest.raises(FaultyInput, match="two readings of one paper"):
        compare(one, other, terms)


def test_kappa_by_hand() -> None:
    """Of 50 things, 20 and 15 alike, 5 and 10 not: 0.7 observed, 0.5 by chance (a textbook's example)."""
    answers = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    found = agreement("toys", "toys", answers)
    assert (found.n, found.alike, found.observed) == (50, 35, 0.7)
    assert found.kappa == pytest.approx(0.4) and 0.1 < (found.standard_error or 0) < 0.15


def test_an_undefined_kappa_is_said_in_words() -> None:
    assert agreement("toys", "toys", []).undefined == "there is nothing to count"
    same = agreement("toys", "toys", [("yes", "yes")] * 3)
    assert (same.kappa, same.observed) == (None, 1) and "both say yes of all" in (same.undefined or "")


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=12))
def test_kappa_is_what_its_definition_says(answers: list[tuple[str, str]]) -> None:
    found = agreement("toys", "toys", answers)
    if found.kappa is None:
        assert len({word for pair in answers for word in pair}) < 2
        return
    n = len(answers)
    chance = sum(sum(a == w for a, _ in answers) * sum(b == w for _, b in answers) for w in "abc") / n**2
    assert found.kappa == pytest.approx((found.alike / n - chance) / (1 - chance))


def test_the_command_tells_it_as_text_and_as_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = written(tmp_path, "a.yaml", {"label": "P1", "sex": "female", "phenotypes": [SEIZURE]})
    other = written(tmp_path, "b.yaml", {"label": "P1", "sex": "male", "phenotypes": [SEIZURE, TREMOR]})

    def run(*more: str) -> str:
        monkeypatch.setattr(sys, "argv", ["kg", "paper", "compare", str(one), str(other), *more])
        with pytest.raises(SystemExit) as ended:
            main()
        assert not ended.value.code
        return capsys.readouterr().out

    tested = other.read_text()
    other.write_bytes(one.read_bytes())
    said = run()
    assert "findings: 1 of 1 alike (100%), no kappa, as both say present of all" in said
    assert "imaging: no kappa, as there is nothing to count" in said
    other.write_text(tested)
    said = run("--write")
    assert "value: case:P1: sex: a.yaml has female, b.yaml has male" in said
    assert "findings: 1 of 2 alike (50%)" in said
    tree = json.loads(run("--format", "json"))
    assert len(tree["differences"]) == 2 and tree["agreement"][0]["n"] == 2
    assert one.read_text().count(DIFFER) == 2
