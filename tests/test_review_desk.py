"""Decisions on an evidence file: saved one by one, in its own lines, and taken back to the byte."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import FaultyInput
from kg.review.candidates import Ruling, steps_of
from kg.review.desk import ReviewDesk
from kg.review.edits import NotEditable, added, changed, removed
from kg.review.journal import NothingToUndo, journal_of
from kg.review.rulings import NotDecided
from kg.sources.positions import value_of
from kg.sources.written import lines_of, rows_of

DAY = date(2002, 2, 2)
TOY = """\
# a curator's remark
revised: 2001-01-31
paper:
  title: Toy paper   # as printed
  design: case report
  readings:
  - {depth: full text, url: "https://example.org/toy"}
  proposed: true
  why:
  - the toy names no kind
cases:
- label: toy woman   # hers
  quote: a toy woman
  place: Case report, paragraph 1
  proposed: true
  phenotypes:
  # the first
  - text: tremor
    hpo: "HP:0001337"
    label: Tremor
    status: present
    quote: tremor was suspected
    proposed: true
    why:
    - suspected
  - {text: ataxia, hpo: "HP:0001251", label: Ataxia, status: absent, quote: no ataxia,
     proposed: true}
  quoted:
  - key: sex
    value: female
    quote: toy woman
    proposed: true
- label: toy man

  phenotypes:
  - text: written by hand
    status: present
aside:
- text: toy spot
  status: present
  modality: MRI
  quote: a spot
  proposed: true
- text: toys fall over
  status: present
  proposed: true
"""


@pytest.fixture
def desk(tmp_path: Path) -> ReviewDesk:
    (tmp_path / "toy.yaml").write_text(TOY, "utf-8")
    return ReviewDesk(tmp_path / "toy.yaml", DAY)


def case(desk: ReviewDesk, number: int = 0) -> dict[str, object]:
    return value_of(desk.path.read_text("utf-8"))["cases"][number]


def test_candidates_come_in_the_order_of_the_file(desk: ReviewDesk) -> None:
    assert [(one.name, str(one)) for one in desk.candidates() if one.verdict is Ruling.OPEN] == [
        ("paper", "title: Toy paper, design: case report, depth: full text"),
        ("cases.0", "toy woman"),
        ("cases.0.quoted.0", "sex: female"),
        ("cases.0.phenotypes.0", "present: tremor = Tremor (HP:0001337)"),
        ("cases.0.phenotypes.1", "absent: ataxia = Ataxia (HP:0001251)"),
        ("aside.0", "present: toy spot [MRI]"),
        ("aside.1", "present: toys fall over"),
    ]
    assert str(desk.progress()) == "0 of 7 decided, 7 open"
    assert all(steps_of(one.name) == one.steps for one in desk.candidates())


def test_an_accepted_finding_brings_its_person_and_its_doubt(desk: ReviewDesk) -> None:
    desk.accept(("cases", 0, "phenotypes", 0), doubt="tremor was only suspected")
    text = desk.path.read_text("utf-8")
    assert "proposed" not in case(desk) and "why" not in case(desk)["phenotypes"][0]
    assert case(desk)["phenotypes"][0]["quote"] == "tremor was suspected"
    assert value_of(text)["doubts"] == [{"text": "tremor was only suspected", "about": "case:toy woman"}]
    assert value_of(text)["revised"] == DAY
    kept = ("# a curator's remark", "title: Toy paper   # as printed", "- label: toy woman   # hers", "  # the first")
    assert all(line in text for line in kept)


def test_what_is_said_of_a_person_goes_under_its_own_key(desk: ReviewDesk) -> None:
    desk.accept(("cases", 0, "quoted", 0))
    assert case(desk)["sex"] == "female"
    assert case(desk)["quoted"] == [{"key": "sex", "quote": "toy woman"}]


def test_what_is_said_of_a_person_is_opened_again_with_its_value(desk: ReviewDesk) -> None:
    desk.accept(("cases", 0, "quoted", 0))
    desk.reopen(("cases", 0, "quoted", 0))
    assert "sex" not in case(desk)
    assert case(desk)["quoted"] == [{"key": "sex", "value": "female", "quote": "toy woman", "proposed": True}]


def test_how_far_a_paper_was_read_is_changed_in_its_reading(desk: ReviewDesk) -> None:
    desk.accept(("paper",), {"design": "case series", "depth": "abstract"})
    paper = value_of(desk.path.read_text("utf-8"))["paper"]
    assert paper["readings"] == [{"depth": "abstract", "url": "https://example.org/toy"}]
    assert paper["design"] == "case series" and "proposed" not in paper


def test_a_changed_candidate_is_accepted_as_changed(desk: ReviewDesk) -> None:
    desk.accept(("cases", 0, "phenotypes", 1), {"status": "present", "side": "left"})
    assert case(desk)["phenotypes"][1] | {"quote": ""} == {
        "text": "ataxia",
        "hpo": "HP:0001251",
        "label": "Ataxia",
        "status": "present",
        "side": "left",
        "quote": "",
    }


def test_a_decision_that_breaks_the_format_is_refused_and_changes_nothing(desk: ReviewDesk) -> None:
    with pytest.raises(NotDecided, match=r"'maybe' is not allowed here\n +right would be: one of present, absent"):
        desk.accept(("cases", 0, "phenotypes", 0), {"status": "maybe"})
    with pytest.raises(NotDecided, match="did you mean label"):
        desk.change(("cases", 0), {"labels": "toy"})
    assert desk.path.read_text("utf-8") == TOY


def test_what_nobody_has_is_given_to_a_person_or_stays(desk: ReviewDesk) -> None:
    with pytest.raises(NotDecided, match="nobody is said to have it"):
        desk.accept(("aside", 0))
    with pytest.raises(NotDecided, match="right would be one of: toy woman, toy man"):
        desk.give(("aside", 0), "nobody")
    desk.give(("aside", 0), "toy man")
    assert case(desk, 1)["imaging"] == [{"text": "toy spot", "status": "present", "modality": "MRI", "quote": "a spot"}]
    assert [one.name for one in desk.candidates() if one.list == "aside"] == ["aside.0"]


def test_a_file_is_finished_when_all_is_decided(desk: ReviewDesk) -> None:
    desk.refuse(("cases", 0, "phenotypes", 1))
    with pytest.raises(NotDecided, match="6 candidates are open"):
        desk.finish()
    for one in desk.candidates():
        if one.verdict is Ruling.OPEN:
            (desk.refuse if one.list == "aside" else desk.accept)(one.steps)
    assert desk.finish() == 3
    value = value_of(desk.path.read_text("utf-8"))
    assert "aside" not in value and len(value["cases"][0]["phenotypes"]) == 1
    assert not journal_of(desk.path).exists()


@pytest.mark.parametrize("written", ['"true"', "Refused", "1", "maybe", "[true]"])
def test_what_no_format_allows_under_proposed_is_open_and_never_dropped(desk: ReviewDesk, written: str) -> None:
    desk.path.write_text(TOY.replace("     proposed: true}", f"     proposed: {written}}}"), "utf-8")
    assert desk.at(("cases", 0, "phenotypes", 1)).verdict is Ruling.OPEN
    for one in desk.candidates():
        if one.verdict is Ruling.OPEN and one.steps != ("cases", 0, "phenotypes", 1):
            (desk.refuse if one.list == "aside" else desk.accept)(one.steps)
    with pytest.raises(NotDecided, match="1 candidates are open"):
        desk.finish()
    desk.accept(("cases", 0, "phenotypes", 1))
    assert "proposed" not in case(desk, 0)["phenotypes"][1]


def test_a_journal_cut_short_in_a_letter_and_signs_that_part_lines_lose_no_way_back(desk: ReviewDesk) -> None:
    before = desk.path.read_bytes()
    desk.accept(("cases", 0, "phenotypes", 0), {"text": "tremor\u2028\u0085of the toy"})
    with journal_of(desk.path).open("ab") as stream:
        stream.write('{"what": "toy ä'.encode()[:-1])
    desk.refuse(("cases", 0, "phenotypes", 1))
    assert [desk.undo().partition(" ")[0] for _ in range(2)] == ["refuse", "accept"]
    assert desk.path.read_bytes().replace(b"2002-02-02", b"2001-01-31") == before


@pytest.mark.parametrize("spoil", [lambda path: path.write_bytes(b"\xff"), lambda path: path.unlink()])
def test_a_file_that_goes_or_breaks_while_it_is_open_is_told(desk: ReviewDesk, spoil: Callable[[Path], object]) -> None:
    spoil(desk.path)
    with pytest.raises(FaultyInput, match=r"toy\.yaml:1: .*; "):
        desk.accept(("paper",))


def test_two_who_decide_on_one_file_lose_no_decision_of_the_other(desk: ReviewDesk) -> None:
    signs = "".join(f"  - {{text: toy sign {n}, status: present, proposed: true}}\n" for n in range(24))
    desk.path.write_text(TOY.split("aside:")[0] + signs, "utf-8")
    every = [one.steps for one in desk.candidates() if one.person == "toy man" and one.verdict is Ruling.OPEN]
    with ThreadPoolExecutor(2) as two:
        halves = [two.submit(lambda n: [*map(ReviewDesk(desk.path, DAY).refuse, every[n::2])], n) for n in (0, 1)]
    assert [len(half.result()) for half in halves] == [12, 12]
    assert {desk.at(steps).verdict for steps in every} == {Ruling.REFUSED}
    for _ in every:
        desk.undo()
    assert {desk.at(steps).verdict for steps in every} == {Ruling.OPEN}


DECISIONS = st.lists(st.tuples(st.sampled_from(["accept", "refuse", "reopen", "give", "change"]), st.integers(0, 30)))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(decisions=DECISIONS)
def test_all_decisions_can_be_taken_back_to_the_byte(tmp_path: Path, decisions: list[tuple[str, int]]) -> None:
    path = tmp_path / "toy.yaml"
    path.write_text(TOY, "utf-8")
    journal_of(path).unlink(missing_ok=True)
    made = 0
    for verb, number in decisions:
        desk = ReviewDesk(path, DAY)  # a new process for each
        every = desk.candidates()
        one = every[number % len(every)]
        more = {"give": ("toy man",), "change": ({"text": "toy words: changed"},)}.get(verb, ())
        try:
            getattr(desk, verb)(one.steps, *more)
            made += 1
        except (NotDecided, NotEditable):
            continue
    for _ in range(made):
        ReviewDesk(path, DAY).undo()
    assert path.read_text("utf-8") == TOY
    with pytest.raises(NothingToUndo):
        ReviewDesk(path, DAY).undo()


def test_a_process_killed_between_journal_and_file_loses_no_decision(
    desk: ReviewDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.refuse(("aside", 0))
    before = desk.path.read_text("utf-8")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("kg.review.desk.write_all", killed)
        desk.refuse(("aside", 1))
    assert desk.path.read_text("utf-8") == before
    again = ReviewDesk(desk.path, DAY)
    assert again.undo() == "refuse present: toy spot [MRI]"
    again.refuse(("aside", 1))
    with journal_of(desk.path).open("a") as cut:
        cut.write('{"what": "acc')
    assert ReviewDesk(desk.path, DAY).undo() == "refuse present: toys fall over"


def test_lines_changed_by_hand_since_are_not_taken_back(desk: ReviewDesk) -> None:
    desk.refuse(("aside", 1))
    desk.path.write_text(desk.path.read_text("utf-8").replace("refused", "true"), "utf-8")
    with pytest.raises(NothingToUndo, match="changed by hand since"):
        desk.undo()
    assert journal_of(desk.path).read_text("utf-8").count("\n") == 1


KEYS = st.sampled_from(["text", "status", "side", "quote", "fresh"])
WORDS = st.one_of(st.text(max_size=60), st.integers(), st.booleans(), st.lists(st.text(max_size=9), min_size=1))


@given(keys=st.dictionaries(KEYS, WORDS, max_size=3), crlf=st.booleans(), at=st.sampled_from([0, 1]))
def test_a_changed_entry_says_what_was_wanted_and_the_rest_stays(keys: dict[str, object], crlf: bool, at: int) -> None:
    text = TOY.replace("\n", "\r\n") if crlf else TOY
    steps = ("cases", 0, "phenotypes", at)
    made = changed(text, steps, keys)
    here, now = lines_of(text)[steps], lines_of(made)[steps]
    assert rows_of(made)[: here.first] == rows_of(text)[: here.first]
    assert rows_of(made)[now.end :] == rows_of(text)[here.end :]
    entry = value_of(made)["cases"][0]["phenotypes"][at]
    assert {key: entry.get(key) for key in keys} == keys


def test_an_entry_comes_and_goes() -> None:
    entry = {"text": "toy: new", "status": "present"}
    for steps in (("cases", 1, "phenotypes"), ("cases", 1, "imaging"), ("statistics",), ("paper", "readings")):
        made = added(TOY, steps, entry)
        number = len(value_of(made)[steps[0]]) - 1 if len(steps) == 1 else None
        there = value_of(made)
        for step in steps:
            there = there[step]
        assert there[-1] == entry
        back = removed(made, (*steps, len(there) - 1))
        assert value_of(back) == value_of(TOY), number


@pytest.mark.parametrize("steps", [("cases", 1), ("cases", 0)])
def test_what_cannot_be_changed_line_by_line_is_told_and_nothing_is_lost(steps: tuple[str, int]) -> None:
    """What two places share cannot be changed at one of them."""
    with pytest.raises(NotEditable, match=r"cases\[.\] is written in such a way"):
        changed("cases:\n- &a {label: toy, proposed: true}\n- *a\n", steps, {"proposed": None})


def test_what_holds_itself_is_told(desk: ReviewDesk) -> None:
    desk.path.write_text(TOY.replace("- label: toy man\n", "- label: toy man\n  notes: &a [*a]\n"), "utf-8")
    with pytest.raises(NotEditable, match="holds itself"):
        desk.refuse(("aside", 0))


@pytest.mark.parametrize("hand", ["- label: toy child\n  notes: [by hand]\n", "# by hand\n"])
def test_what_went_is_put_back_where_it_was_though_lines_came_before_it(desk: ReviewDesk, hand: str) -> None:
    desk.accept(("paper",))
    before = desk.path.read_text("utf-8")
    desk.accept(("cases", 0))
    text = desk.path.read_text("utf-8")
    desk.path.write_text(text.replace("cases:\n", "cases:\n" + hand), "utf-8")
    assert desk.undo() == "accept toy woman"
    assert desk.path.read_text("utf-8") == before.replace("cases:\n", "cases:\n" + hand)


def test_what_went_is_not_put_back_where_the_lines_around_it_are_others(desk: ReviewDesk) -> None:
    desk.accept(("paper",))
    desk.accept(("cases", 0))
    spoilt = desk.path.read_text("utf-8").replace("label: toy woman ", "label: other woman ")
    desk.path.write_text(spoilt, "utf-8")
    with pytest.raises(NothingToUndo, match="changed by hand since"):
        desk.undo()
    assert desk.path.read_text("utf-8") == spoilt
