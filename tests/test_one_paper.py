"""Files of two papers are told once, at the head, wherever somebody holds one against the other."""

from __future__ import annotations

import sys
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.curate.app import make_curate_app
from api.curate.opened import opened
from kg.audit.compare import compare, doubted
from kg.cli import main
from kg.errors import FaultyInput
from kg.papers.one_paper import PaperNamed, another_text
from kg.review.desk import ReviewDesk
from kg.review.passages import LaidText
from kg.sources.hpo import read_hpo
from kg.texts.read import read_text
from tests.small import small_hpo
from tests.test_curate import TERMS

DAY = date(2002, 2, 2)
FILE = """\
revised: 2001-01-31
paper:
  title: A toy woman with tremor
  design: case report
  readings:
  - {depth: full text}
cases:
- label: toy woman
  phenotypes:
  - {text: tremor, status: present, quote: she had a toy tremor, proposed: true}
  - {text: ataxia, status: present, quote: she walked like a toy, proposed: true}
  - {text: chorea, status: absent, quote: no toy chorea, proposed: true}
"""
OTHER = "Title: Families of painted bricks\n\nMethods\n\nBricks were painted, and she had a toy brush.\n"
SAME = "Title: A toy woman with tremor\n\nReport\n\nAt 40 she had a toy tremor; she walked like a toy; no toy chorea.\n"


@pytest.mark.parametrize(
    ("ids", "title", "told"),
    [
        ({}, "A toy woman with tremor: a case report", None),
        ({}, "Tremor in a toy woman", "its title is"),
        ({}, None, None),
        ({"pmid": "0000001"}, "Painted bricks", None),
        ({"pmid": "0000002"}, "A toy woman with tremor", "its pmid is 0000001, not 0000002"),
        ({"doi": "10.0000/TOY", "pmid": "0000002"}, "Painted bricks", None),
        ({"pmcid": "PMC0000001"}, "Painted bricks", "its title is"),
    ],
)
def test_two_are_told_by_identifiers_else_by_titles(ids: dict[str, str], title: str | None, told: str | None) -> None:
    one = PaperNamed("a.yaml", {"pmid": "0000001", "doi": "10.0000/toy"}, "A toy woman with tremor")
    other = PaperNamed("b.txt", ids, title)
    found = one.apart(other) or (None if one.shares(other) else one.titled_otherwise(other))
    assert (found or "").startswith(told or "") and bool(found) is bool(told)


@pytest.mark.parametrize(
    ("title", "quotes", "stand", "told"),
    [
        ("Painted bricks", 9, 0, True),
        ("Painted bricks", 9, 1, False),
        (None, 9, 0, True),
        (None, 2, 0, False),
        ("Painted bricks", 0, 0, False),
    ],
)
def test_words_that_stand_say_more_than_a_title(title: str | None, quotes: int, stand: int, told: bool) -> None:
    found = another_text(PaperNamed("a.yaml", {}, "A toy woman"), PaperNamed("b.txt", {}, title), quotes, stand)
    assert bool(found) is told


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "toy.yaml").write_text(FILE, "utf-8")
    (tmp_path / "other.txt").write_text(OTHER, "utf-8")
    (tmp_path / "same.txt").write_text(SAME, "utf-8")
    return tmp_path / "toy.yaml"


def run(monkeypatch: pytest.MonkeyPatch, *words: str | Path) -> int:
    monkeypatch.setattr(sys, "argv", ["kg", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


HEAD = "toy.yaml looks to be of another paper than other.txt: its title is “A toy woman with tremor”, not “Families of"


def test_quotes_held_against_another_papers_text(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "check", "--against", file.with_name("other.txt"), file) == 1
    said = capsys.readouterr().out
    assert said.startswith(HEAD) and "none of its 3 quotes stands there; right would be: the text that toy.yaml" in said
    assert "does not stand in" not in said and "0 quotes stand in other.txt, 3 do not" in said
    assert run(monkeypatch, "check", "--against", file.with_name("same.txt"), file) == 0
    assert "another paper" not in capsys.readouterr().out


def test_a_review_beside_another_papers_text(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO("q"))
    run(monkeypatch, "paper", "review", file, "--text", file.with_name("other.txt"))
    assert capsys.readouterr().err.startswith(HEAD)


def test_the_page_beside_another_papers_text(file: Path) -> None:
    for name, there in (("other.txt", True), ("same.txt", False)):
        pair = (ReviewDesk(file, DAY), LaidText(read_text(file.with_name(name))))
        app = make_curate_app(opened([pair], TERMS, "toy-token"))
        client = TestClient(app, base_url="http://127.0.0.1:8001")  # type: ignore[arg-type]
        assert (HEAD in client.get("/curate/1").text) is there


@pytest.mark.parametrize(("more", "refused"), [('  pmid: "0000002"\n', True), ("  doi: 10.0000/toy\n", False)])
def test_two_readers_of_two_papers(
    file: Path, more: str, refused: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(FILE.replace("  design", '  pmid: "0000001"\n  design').replace(", proposed: true", ""), "utf-8")
    other, before = file.with_name("other.yaml"), file.read_bytes()
    told = FILE.replace("A toy woman with tremor", "Families of painted bricks").replace(", proposed: true", "")
    other.write_text(told.replace("  design", more + "  design"), "utf-8")
    assert run(monkeypatch, "paper", "compare", file, other) == (1 if refused else 0)
    said = capsys.readouterr()
    if refused:
        assert "toy.yaml and other.yaml are of two papers, and nothing was compared" in said.err and not said.out
        return
    assert said.err.startswith("toy.yaml and other.yaml look to be of two papers")
    assert "compared all the same" in said.err and "differences" in said.out
    with pytest.raises(FaultyInput, match=r"no doubt was written into toy\.yaml"):
        doubted(file, compare(file, other, read_hpo(small_hpo())), DAY)
    assert file.read_bytes() == before
