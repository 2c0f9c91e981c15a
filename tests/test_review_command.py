"""`kg paper review`: a curator decides by single keys, each decision in the file before the next is asked for."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.build.inputs import Inputs
from kg.cli import app
from kg.review.candidates import Ruling, candidates_in
from kg.review.desk import ReviewDesk
from kg.review.fields import NotSaid, said
from kg.review.keys import BY_KEY, KEYS
from kg.review.passages import LaidText
from kg.review.session import Session
from kg.review.sitting import Choose, behind, first_open
from kg.review.terms import TermDesk
from kg.sources.positions import value_of
from kg.texts.read import read_text
from kg.texts.text import PrintedTable, Text
from tests.checkout import ROOT
from tests.test_review_desk import TOY

TEXT = """\
Title: Toy paper

Case report

We saw a toy woman. In her, tremor was  suspected [1], and there was no ataxia.

Discussion

Toys fall over. A spot was seen on MRI of somebody.
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "toy.yaml").write_text(TOY, "utf-8")
    (tmp_path / "toy.txt").write_text(TEXT, "utf-8")
    return tmp_path / "toy.yaml", tmp_path / "toy.txt"


def review(files: tuple[Path, Path], *keys: str) -> list[str]:
    done = CliRunner().invoke(app, ["paper", "review", str(files[0]), "--text", str(files[1])], input="\n".join(keys))
    assert done.exit_code == 0, done.output
    return done.stdout.splitlines()


def value(files: tuple[Path, Path]) -> dict[str, list[dict[str, object]]]:
    return value_of(files[0].read_text("utf-8"))


def test_the_paper_comes_first_with_how_far_it_was_read(files: tuple[Path, Path]) -> None:
    told = review(files, "q")
    assert told[1:5] == [
        "1 of 7 · 0 of 7 decided, 7 open",
        "the paper",
        "  title: Toy paper, design: case report, depth: full text",
        "  doubtful: the toy names no kind",
    ]


def test_a_whole_file_by_keys(files: tuple[Path, Path]) -> None:
    keys = ("c depth=abstract", "a", "a", "d tremor may be none", "c status=present, text=loss, of balance, side=left")
    told = review(files, *keys, "m toy man", "r", "f")
    assert told[-4:-2] == ["finished: 1 refused entries are gone from toy.yaml", "toy.yaml: 6 of 6 decided, 0 open"]
    assert told[-2] == f"next: kg check --against {files[1]} {files[0]}" and told[-1] == "then: kg check, and kg build"
    now = value(files)
    assert now["paper"]["readings"][0]["depth"] == "abstract"  # type: ignore[call-overload]
    woman, man = now["cases"]
    assert woman["sex"] == "female"
    assert woman["phenotypes"][1] | {"hpo": 0, "label": 0} == {  # type: ignore[index]
        "text": "loss, of balance",
        "hpo": 0,
        "label": 0,
        "status": "present",
        "quote": "no ataxia",
        "side": "left",
    }
    assert now["doubts"] == [{"text": "tremor may be none", "about": "case:toy woman"}]
    assert man["imaging"][0]["text"] == "toy spot" and "aside" not in now  # type: ignore[index]


def test_the_quote_is_marked_in_its_passage(files: tuple[Path, Path]) -> None:
    told = review(files, "n", "n", "n", "q")
    assert "    We saw a toy woman. In her, >>tremor was suspected<< [1], and there was no ataxia." in told
    assert "  doubtful: suspected" in told


def test_a_term_by_its_words_is_written_with_its_label(files: tuple[Path, Path]) -> None:
    told = review(files, "n", "n", "n", "c hpo=resting tremor", "c hpo=xyzzy", "q")
    assert value(files)["cases"][0]["phenotypes"][0]["hpo"] == "HP:0002322"  # type: ignore[index]
    assert value(files)["cases"][0]["phenotypes"][0]["label"] == "Resting tremor"  # type: ignore[index]
    assert any("no term is called 'xyzzy'" in line for line in told)


def test_one_of_several_terms_is_picked_or_none(files: tuple[Path, Path]) -> None:
    told = review(files, "n", "n", "n", "c hpo=unsteady stumbling", "0", "c hpo=kinetic tremor", "1", "q")
    assert any(line.startswith("  1 HP:") for line in told)
    assert any("none of them was picked" in line for line in told)
    assert value(files)["cases"][0]["phenotypes"][0]["label"] != "Tremor"  # type: ignore[index]


def test_what_cannot_be_done_is_told_and_nothing_is_lost(files: tuple[Path, Path]) -> None:
    told = review(files, "x", "u", "r", "f", "c status", "c nothing=1", "n", "m nobody", "q")
    text = "\n".join(told)
    assert files[0].read_text("utf-8") == TOY
    for words in (
        "'x' is no key; ? tells",
        "nothing was decided on toy.yaml",
        "a paper cannot be refused",
        "7 candidates are open",
        "'status' says no key",
        "there is no key 'nothing' here; right would be one of: design, depth",
        "toy woman cannot be given to a person",
    ):
        assert words in text


def test_a_file_broken_by_hand_meanwhile_is_told_until_it_is_mended(files: tuple[Path, Path]) -> None:
    shown: list[str] = []
    desk = ReviewDesk(files[0], date(2026, 1, 1))
    session = Session(desk, None, TermDesk(Inputs.pinned(ROOT)), lambda _: "", lambda *lines: shown.extend(lines))
    assert session.press("a")
    whole = files[0].read_text("utf-8")
    files[0].write_text(whole.replace("cases:", "cases: [", 1), "utf-8")
    session.show()
    assert "the YAML breaks off" in shown[0] and "mend it" in shown[1]
    assert session.press("a") and session.press("u") and session.press("n")
    files[0].write_text(whole.replace("cases:", "# by hand\ncases:", 1), "utf-8")
    session.show()
    assert session.press("a") and desk.progress().taken == 2
    assert "# by hand" in files[0].read_text("utf-8")


def test_all_of_a_person_at_once_and_taken_back_one_by_one(files: tuple[Path, Path]) -> None:
    told = review(files, "n", "A", "n", "A y", "q")
    assert any("3 at once" in line or "3 decided" in line for line in told)
    states = {one.name: one.verdict for one in candidates_in(value(files))}
    assert states["cases.0.phenotypes.0"] is Ruling.OPEN  # it has a doubt
    assert {states[name] for name in ("cases.0", "cases.0.quoted.0", "cases.0.phenotypes.1")} == {Ruling.TAKEN}
    review(files, *"uuu", "q")
    assert files[0].read_text("utf-8") == TOY
    review(files, "n", "R y", "q")
    assert {one["proposed"] for one in value(files)["cases"][0]["phenotypes"]} == {"refused"}  # type: ignore[attr-defined]


def test_the_list_names_every_candidate_with_its_state_and_place(files: tuple[Path, Path]) -> None:
    review(files, "n", "a", "r", "q")
    command = ["paper", "review", str(files[0]), "--list"]
    rows = CliRunner().invoke(app, command).stdout.splitlines()
    assert rows[-1] == "2 of 7 decided, 5 open" and len(rows) == 8
    assert " ".join(rows[1].split()) == "accepted cases.0 toy woman: toy woman · Case report, paragraph 1"
    assert rows[3].startswith("open     ? cases.0.phenotypes.0")
    told = json.loads(CliRunner().invoke(app, [*command, "--format", "json"]).stdout)
    assert [one["state"] for one in told] == ["open", "accepted", "refused", *["open"] * 4]
    assert told[3]["why"] == ["suspected"] and told[3]["facts"]["hpo"] == "HP:0001337"


def test_single_keys_at_a_terminal_and_a_killed_process_loses_nothing(files: tuple[Path, Path]) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "kg", "paper", "review", str(files[0]), "--text", str(files[1])]
    process = subprocess.Popen(command, cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    shown = ""

    def until(words: str) -> None:
        nonlocal shown
        end = time.monotonic() + 20
        while words not in shown:
            ready, _, _ = select.select([ours], [], [], max(0, end - time.monotonic()))
            assert ready, shown
            shown += os.read(ours, 4096).decode("utf-8", "replace")

    def press(key: bytes) -> None:
        """As soon as keys are waited for: what is pressed before a candidate is shown decides nothing."""
        while termios.tcgetattr(ours)[3] & termios.ICANON:
            time.sleep(0.01)
        os.write(ours, key)

    try:
        until("0 of 7 decided")
        press(b"a")
        until("1 of 7 decided")
        press(b"c")
        until("change (")
        os.write(ours, b"label=toy girl\n")
        until("2 of 7 decided")
        assert "\x1b[7m" in shown  # the quote stands in reverse
        process.send_signal(signal.SIGKILL)
    finally:
        process.kill()
        process.wait(30)
        os.close(ours)
    assert "proposed" not in value(files)["paper"] and value(files)["cases"][0]["label"] == "toy girl"
    assert "taken back: accept toy woman" in review(files, "u", "q")


def test_the_next_is_found_again_when_places_move(files: tuple[Path, Path]) -> None:
    before = candidates_in(value(files))
    spot = next(one for one in before if one.name == "aside.0")
    review(files, *"nnnnn", "m toy man", "q")
    now = candidates_in(value(files))
    following = behind(spot, before, now, Choose())
    assert following is not None and str(following) == "present: toys fall over" and following.name == "aside.0"
    doubtful = Choose(doubtful_first=True).of(now)
    assert [one.name for one in doubtful][:3] == ["paper", "cases.0.phenotypes.0", "cases.0"]
    assert first_open(now, Choose(person="toy man")) is None


def test_a_line_of_keys_is_read_as_it_is_meant(files: tuple[Path, Path]) -> None:
    sign = next(one for one in candidates_in(value(files)) if one.list == "phenotypes")
    assert said(sign, "text=a, b, onset_age=35.5, initial=yes, -side") == {
        "text": "a, b",
        "onset_age": 35.5,
        "initial": True,
        "side": None,
    }
    with pytest.raises(NotSaid, match="says no key"):
        said(sign, "present")


def test_every_key_does_one_thing() -> None:
    assert len(BY_KEY) == len(KEYS) == len({one.deed for one in KEYS})


def test_a_cell_that_is_quoted_behind_its_head_is_marked_whole() -> None:
    table = PrintedTable(label="Table 1", columns=("Patient", "Seizures"), rows=(("I-1", "+"), ("I-2", "no")))
    laid = LaidText(Text(file="toy", passages=(), tables=(table,)))
    [sign] = (
        one
        for one in candidates_in({"paper": {}, "aside": [{"text": "seizures", "quote": "Seizures: +"}]})
        if one.list == "aside"
    )
    found = laid.where(sign)
    assert found is not None and laid.piece(found.piece).words == "+" and found.spans == ((0, 1),)


def test_a_text_laid_out_marks_quotes_that_overlap(files: tuple[Path, Path]) -> None:
    laid = LaidText(read_text(files[1]))
    every = candidates_in(value(files))
    marked = [stretch for part in laid.marked(every).values() for stretch in part if stretch.names]
    assert ("cases.0", "cases.0.quoted.0") in {one.names for one in marked}
    assert {name for one in marked for name in one.begins} == {
        "cases.0",
        "cases.0.quoted.0",
        "cases.0.phenotypes.0",
        "cases.0.phenotypes.1",
    }


def test_where_there_is_but_one_key_its_value_is_enough(files: tuple[Path, Path]) -> None:
    told = review(files, "a", "n", "c male", "q")
    assert "  keys: value" in told
    assert value(files)["cases"][0]["sex"] == "male"
