"""Whoever writes an evidence file does it alone: what another wrote meanwhile is never lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache
from pathlib import Path
from threading import Event

import pytest

from kg import lock
from kg.audit.compare import compare, doubted
from kg.papers import new_papers
from kg.papers.writing import alone_with
from kg.reading.propose import PaperReader
from kg.review.begin import begin
from kg.review.desk import ReviewDesk
from kg.review.tabled import put_people
from kg.sources.hpo import read_hpo
from kg.sources.positions import value_of
from kg.sources.reference import read_reference
from kg.texts.read import read_text
from tests.small import small_hpo, toy_inputs

DAY = date(2002, 2, 2)
FILE = """\
revised: 2001-01-31
paper:
  title: Toy case report
  pmid: "0000001"
  design: case report
  readings:
  - {depth: abstract}
cases:
- label: toy woman
  sex: female
  proposed: true
"""
TEXT = (
    "Toy case report\n\nCase report\n\nPatient toy A, a 35-year-old toy woman, developed tremor. She had no seizures.\n"
)
CITED = """<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version="1">0000001</PMID><Article>
<ArticleTitle>Toy case report</ArticleTitle><Journal><Title>Journal of toys</Title></Journal>
<AuthorList><Author ValidYN="Y"><LastName>Toy</LastName><Initials>A</Initials></Author></AuthorList>
</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"""
Write = Callable[[Path], object]


@cache
def reader() -> PaperReader:
    return PaperReader.of(read_hpo(small_hpo()), read_reference(toy_inputs().reference), toy_inputs().evidence)


def beside(path: Path, name: str, text: str) -> Path:
    (path.parent.parent / name).write_text(text, "utf-8")
    return path.parent.parent / name


def read_into(path: Path) -> object:
    return begin(read_text(beside(path, "toy.txt", TEXT)), path.parent, reader(), DAY, path.name)


def tabled(path: Path) -> object:
    case = {"label": "toy man", "quote": "toy man", "place": "Table 1", "proposed": True}
    return put_people(path, [case], read_text(beside(path, "toy.txt", TEXT)), DAY)


def compared(path: Path) -> object:
    other = beside(path, "other.yaml", FILE.replace("female", "male").replace("  proposed: true\n", ""))
    mine = beside(path, "mine.yaml", FILE.replace("  proposed: true\n", ""))
    return doubted(path, compare(mine, other, read_hpo(small_hpo())), DAY)


def cited(path: Path) -> object:
    return new_papers(beside(path, "toy.xml", CITED), path.parent, DAY)


WRITERS: dict[str, Write] = {
    "kg paper read": read_into,
    "kg paper table": tabled,
    "kg paper compare --write": compared,
    "kg paper new": cited,
    "kg paper review": lambda path: ReviewDesk(path, DAY).accept(("cases", 0)),
}


@pytest.mark.parametrize("by_link", [False, True])
@pytest.mark.parametrize("name", WRITERS)
def test_who_comes_while_another_writes_waits_and_keeps_what_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, by_link: bool
) -> None:
    (tmp_path / "evidence").mkdir()
    path = tmp_path / "evidence" / "toy-a.yaml"
    path.write_text(FILE, "utf-8")
    place = path
    if by_link:
        place = path.with_name("link.yaml")
        path.rename(tmp_path / "toy-a.yaml")
        path = tmp_path / "toy-a.yaml"
        place.symlink_to(path)
    waits, locked = Event(), lock._locked

    def told(file: int) -> bool:
        got = locked(file)
        if not got:
            waits.set()
        return got

    monkeypatch.setattr(lock, "_locked", told)
    with ThreadPoolExecutor(1) as other:
        with alone_with("toy", path):
            writes = other.submit(WRITERS[name], place)
            assert waits.wait(60)
            assert path.read_text("utf-8") == FILE and not writes.done()
            path.write_text(FILE + "  notes: [written meanwhile]\n", "utf-8")
        writes.result(60)
    now = path.read_text("utf-8")
    assert value_of(now)["cases"][0]["notes"] == ["written meanwhile"]
    assert now != FILE + "  notes: [written meanwhile]\n", "nothing was written"
    assert not [one.name for one in tmp_path.rglob("*.lock")]


def test_two_who_start_the_file_of_one_paper_start_one(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    sources = [tmp_path / "one.txt", tmp_path / "two.txt"]
    for source, more in zip(sources, ("She had a tremor.", "She had ataxia."), strict=True):
        source.write_text(TEXT + more + "\n", "utf-8")
    held = reader()
    with ThreadPoolExecutor(2) as two:
        made = [*two.map(lambda one: begin(read_text(one), tmp_path / "evidence", held, DAY, None), sources)]
    assert [one.name for one in (tmp_path / "evidence").glob("*.yaml")] == [made[0].path.name]
    assert sorted(one.started for one in made) == [False, True]
    assert "ataxia" in made[0].path.read_text("utf-8")
