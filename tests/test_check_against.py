"""Quotes kept honest: each stands in the text it was taken from, or is named with what is most like it."""

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.audit.against import check_against, files_of
from kg.cli import app, main
from kg.errors import FaultyInput
from kg.texts.read import read_text

TEXT = """Toy paper

Case report

A 35-year-old toy woman had an unsteady gait and slurred speech for two toy years.

Her mother had died at 52.

Imaging

MRI showed confluent toy lesions of the frontal white matter.
"""
EVIDENCE = """revised: 2001-01-31
paper:
  title: Toy paper
  pmid: "0000001"
  design: case report
  readings:
  - {{depth: full text}}
cases:
- label: toy woman
  phenotypes:
  - {{text: unsteady gait, status: present, quote: {quote}, place: "{place}"}}
  - {{text: no toys, status: absent, quote: never said, proposed: refused}}
  - {{text: tremor, status: present, quote: of another text, reading: {{depth: excerpt, paper: pmid-0000002}}}}
"""
JATS = """<article><front><article-meta><article-id pub-id-type="pmid">0000001</article-id>
<title-group><article-title>Toy paper</article-title></title-group></article-meta></front>
<body><sec><title>Case report</title><p>She had an unsteady gait.</p>
<table-wrap><label>Table 1</label><table><thead><tr><th>Patient</th><th>Seizures</th></tr></thead>
<tbody><tr><td>P1</td><td>+</td></tr></tbody></table></table-wrap></sec></body></article>"""


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "toy.txt"
    path.write_text(TEXT)
    return path


def evidence(folder: Path, quote: str, place: str = "Case report, paragraph 1") -> Path:
    path = folder / "toy-2001-0000001.yaml"
    path.write_text(EVIDENCE.format(quote=quote, place=place))
    return path


def told(
    text: Path, file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[int, str]:
    monkeypatch.setattr(sys, "argv", ["kg", "check", "--against", str(text), str(file)])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0), capsys.readouterr().out


def test_a_quote_that_stands_is_counted_and_nothing_is_wrong(
    text: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    status, said = told(text, evidence(tmp_path, '"an unsteady gait and [...] speech"'), capsys, monkeypatch)
    assert status == 0
    assert "1 quotes stand in toy.txt, 0 do not, 0 stand elsewhere, 1 were read in another paper, 1 are refused" in said


def test_a_quote_that_is_gone_is_named_with_its_line_and_the_words_most_like_it(
    text: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = evidence(tmp_path, "had a steady gait and slurred speech")
    status, said = told(text, file, capsys, monkeypatch)
    assert status == 1
    assert f"{file.name}:11: error: cases[0].phenotypes[0].quote" in said
    assert "(told: Case report, paragraph 1)" in said
    assert "unsteady gait and slurred speech” (Case report, paragraph 1), if that is meant" in said


def test_a_quote_at_another_place_is_told_and_stands(text: Path, tmp_path: Path) -> None:
    checked = check_against(read_text(text), evidence(tmp_path, "confluent toy lesions"))
    [fault] = checked.faults
    assert not fault.fatal and fault.fix == "Imaging, paragraph 1" and fault.place == "cases[0].phenotypes[0].place"


def test_a_quote_like_nothing_has_no_likeness(text: Path, tmp_path: Path) -> None:
    [fault] = check_against(read_text(text), evidence(tmp_path, "epilepsia partialis continua")).faults
    assert fault.fatal and fault.fix == "the text's own words, or no quote"


def test_a_cell_may_be_quoted_with_its_head(tmp_path: Path) -> None:
    path = tmp_path / "toy.xml"
    path.write_text(JATS)
    read = read_text(path)
    assert not check_against(read, evidence(tmp_path, '"Seizures: +"', "Table 1, row 1, column Seizures")).faults
    assert check_against(read, evidence(tmp_path, '"Seizures: -"', "Table 1, row 1, column Seizures")).faults


def test_the_file_is_found_by_the_identifiers_of_the_text(tmp_path: Path, text: Path) -> None:
    path, file = tmp_path / "toy.xml", evidence(tmp_path, "unsteady gait")
    path.write_text(JATS)
    assert files_of(read_text(path), tmp_path) == (file,)
    with pytest.raises(FaultyInput, match="neither PMID, DOI nor PMC id, nor a title, is told there"):
        files_of(read_text(text), tmp_path)
    text.write_text("Title: Toy paper\n\nReport\n\nNothing of it.\n")
    assert files_of(read_text(text), tmp_path) == (file,), "by the title, as `kg paper read` finds it"
    file.unlink()
    with pytest.raises(FaultyInput, match=r"no evidence file in .* is of the paper"):
        files_of(read_text(path), tmp_path)


def test_a_file_that_breaks_its_format_is_refused_with_every_fault(text: Path, tmp_path: Path) -> None:
    file = evidence(tmp_path, "unsteady gait")
    file.write_text(file.read_text().replace("status: present", "status: seen"))
    with pytest.raises(FaultyInput, match=r"phenotypes\[0\].status: 'seen' is not allowed"):
        check_against(read_text(text), file)


def test_quotes_of_a_supplement_stand_beside_those_of_the_text(text: Path, tmp_path: Path) -> None:
    table, evidence = tmp_path / "people.csv", tmp_path / "toy.yaml"
    table.write_text("Patient,Seizures\nP1,+\n", "utf-8")
    case = '- {label: P1, phenotypes: [{text: fits, status: present, quote: "Seizures: +", place: "people, row 1"}]}\n'
    held = EVIDENCE.format(quote="unsteady gait", place="Case report, paragraph 1") + case
    evidence.write_text(held.replace("row 1", "row 1, column Seizures"), "utf-8")

    def run(*asked: object) -> tuple[int, str]:
        done = CliRunner().invoke(app, [*map(str, asked)])
        return done.exit_code, done.stdout

    assert run("check", evidence, "--against", text)[0] == 1
    told = "toy.yaml: 2 quotes stand in toy.txt and people.csv, 0 do not, 0 stand elsewhere"
    code, said = run("check", evidence, "--against", text, "--against", table)
    assert code == 0 and told in said
    assert "(not found in the text)" not in run("paper", "review", evidence, "--text", text, "--text", table)[1]
