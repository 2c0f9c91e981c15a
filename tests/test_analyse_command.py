"""`kg analyse`: the same answers on a terminal, with no more digits than are sure, and nothing cut unsaid."""

import json
import re
import shlex
import subprocess
import sys

import pytest
from rich.console import Console
from typer.testing import CliRunner

from kg.analysis import KINDS, STANDARD, Held, Inquiry
from kg.analysis.answers import answered, as_csv, as_json
from kg.analysis.digits import readable
from kg.analysis.parameters import FaultyQuestion, parameters
from kg.analysis.result import Estimate
from kg.cli import app
from kg.commands.analyse import command
from kg.commands.answer_tables import shown
from kg.errors import KgError, UnknownName
from kg.find.facts import Ref
from kg.release import Release
from tests.every_question import EVERY

RELEASES = ("toy_release", pytest.param("real_release", marks=pytest.mark.slow))


def run(release: Release, *words: str, status: int = 0) -> str:
    done = CliRunner().invoke(app, ["analyse", *words, "--releases", str(release.folder.parent)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == status, done.output
    return done.stdout


@pytest.fixture(scope="module", params=RELEASES)
def both(request: pytest.FixtureRequest) -> tuple[Release, Held]:
    release: Release = request.getfixturevalue(request.param)
    return release, Held.of_release(release)


each = pytest.mark.parametrize("asked", EVERY, ids=lambda one: command(one).removeprefix("kg analyse "))
FIRST = [next(one for one in EVERY if one.kind == kind) for kind in KINDS]


@each
def test_the_command_of_a_question_gives_its_answer(both: tuple[Release, Held], asked: Inquiry) -> None:
    release, held = both
    expected = as_json(answered(held, asked), release.manifest["inputs_digest"])
    words = shlex.split(command(asked))[2:]
    assert json.loads(run(release, *words, "--format", "json")) == json.loads(json.dumps(expected))


@pytest.mark.parametrize("asked", FIRST, ids=lambda one: one.kind)
def test_csv_of_the_command_is_that_of_the_web(both: tuple[Release, Held], asked: Inquiry) -> None:
    release, held = both
    table = as_csv(answered(held, asked).analysis, KINDS[asked.kind].row)
    words = shlex.split(command(asked))[2:]
    assert run(release, *words, "--format", "csv") == table.replace("\r\n", "\n")


@each
def test_a_table_says_how_and_of_whom_and_what_was_refused(
    both: tuple[Release, Held], asked: Inquiry, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answered(both[1], asked)
    shown(found, KINDS[asked.kind].row, None, Console(width=200))
    text = capsys.readouterr().out
    one = found.analysis
    assert one.label in text and one.method.source in text and one.iri in text
    assert all(note in text for note in one.notes)
    assert (f"Left out: {len(one.left_out)}" in text) == bool(one.left_out)
    assert all(each.why in text for each in one.left_out)
    words = set(text.split())
    for row in one.rows:
        # Columns of texts are broken into lines beside each other, so that a reason stands in pieces.
        assert row.refused is None or {word for word in row.refused.split() if len(word) < 20} <= words


def test_a_table_of_the_toy_by_hand(toy_release: Release) -> None:
    printed = run(toy_release, "frequencies", "--by", "sex", "--terms", "Gait disturbance", "--population", "everybody")
    assert "7 people" in printed
    line = next(one for one in printed.splitlines() if "Gait" in one)
    assert re.split(r"\s{2,}", line.strip()) == [
        *("female", "Gait disturbance", "2", "0", "2", "4", "1.00 (0.34-1.00)", "0.50 (0.15-0.85)")
    ]
    assert "Wilson" in printed


def test_what_is_not_shown_is_said(toy_release: Release) -> None:
    printed = run(toy_release, "frequencies", "--rows", "2")
    assert "8 more rows: --rows 0 shows all." in printed
    assert "more rows" not in run(toy_release, "frequencies", "--rows", "0")


def test_nothing_of_a_row_is_cut_on_a_narrow_terminal(toy_release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    printed = run(toy_release, "frequencies")
    assert "…" not in printed and "1.00 (0.34-1.00)" in printed


def test_the_query_for_the_counts_is_printed_alone(toy_release: Release) -> None:
    found = answered(Held.of_release(toy_release), STANDARD[0])
    assert run(toy_release, STANDARD[0].kind, "--sparql").strip() == found.analysis.sparql.strip()


@pytest.mark.parametrize("kind", KINDS)
def test_the_help_of_a_kind_says_what_each_option_asks(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    help_text = CliRunner().invoke(app, ["analyse", kind, "--help"]).stdout
    squeezed = re.sub(r"[\s│]", "", help_text)
    for one in parameters(kind):
        assert re.sub(r"\s", "", one.says) in squeezed, one.name
        assert f"--{re.sub('[A-Z]', lambda letter: '-' + letter[0].lower(), one.name)}" in help_text


def test_alone_it_lists_every_kind_and_the_commands_of_what_a_release_answers() -> None:
    shown = CliRunner().invoke(app, ["analyse"]).stdout
    for kind in KINDS:
        assert f"kg analyse {kind}\n" in shown
    for one in STANDARD:
        assert command(one) in shown.splitlines() or f"  {command(one)}" in shown.splitlines()


def test_all_that_is_wrong_is_told_at_once(toy_release: Release) -> None:
    with pytest.raises(FaultyQuestion) as told:
        run(toy_release, "frequencies", "--by", "sx", "--exon", "four", "--population", "all")
    assert len(told.value.faults) == 3 and "ADULTS" in str(told.value)
    with pytest.raises(UnknownName, match="HP:0001288"):
        run(toy_release, "frequencies", "--terms", "Gait disturbanse")
    with pytest.raises(KgError, match="right would be: table, csv, json"):
        run(toy_release, "frequencies", "--format", "xml")


def test_a_kind_that_is_mistyped_is_told_the_one_meant() -> None:
    assert "frequencies" in CliRunner().invoke(app, ["analyse", "frequences"]).output


def test_progress_goes_beside_the_answer(toy_release: Release) -> None:
    words = ["analyse", "frequencies", "--format", "json", "--releases", str(toy_release.folder.parent)]
    done = subprocess.run([sys.executable, "-m", "kg", *words], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["kind"] == "frequencies"
    assert "working out frequencies" in done.stderr


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Estimate(0.842105, 0.698012, 0.922034), "0.84 (0.70-0.92)"),
        (Estimate(-3.21, -6.14, -0.372), "-3.21 (-6.14 to -0.37)"),
        (Estimate(43.25), "43.2"),
        (Estimate(5.0, 1.2, None), "5 (1.20-?)"),
        (0.0000123456, "0.000012"),
        (0.0, "0.0"),
        (1e-12, "1.0e-12"),
        (0.04149, "0.041"),
        (12345.678, "12,346"),
        (101.0, "101"),
        (True, "yes"),
        (None, ""),
        (Ref("toy:a", "toy thing"), "toy thing"),
        (7, "7"),
    ],
)
def test_a_figure_has_no_more_digits_than_are_worth_reading(value: object, shown: str) -> None:
    assert readable(value) == shown
