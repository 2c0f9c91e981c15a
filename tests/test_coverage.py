"""What is not read of the literature: told paper by paper, counted, never guessed, and without a release."""

import csv
import io
import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from kg.audit.coverage import NotRead, not_read
from kg.audit.coverage_page import page
from kg.audit.coverage_told import lines, rows, tree
from kg.cli import main
from kg.errors import FaultyInput
from kg.settings import PACKAGE
from kg.sources.positions import yaml_of
from kg.sources.reference import read_reference
from tests.small import TOY

WHOLE = {
    "label": "P1", "sex": "female", "age_at_onset": 40, "variants": [{"gene": "TOY1", "coding": "c.149G>A"}],
    "imaging": [{"text": "lesions", "modality": "MRI", "status": "present"}],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def written(folder: Path, name: str, paper: dict[str, Any], *cases: dict[str, Any], **more: Any) -> None:
    about = {"title": f"Toy paper {name}", "design": "case series", "readings": [{"depth": "full text"}], **paper}
    text = yaml_of({"revised": "2001-01-31", "paper": about, "cases": [*cases], **more}, 100)
    (folder / f"{name}.yaml").write_text(text.replace("'2001-01-31'", "2001-01-31"))


def found(folder: Path) -> NotRead:
    return not_read(folder, TOY / "reference", read_reference(TOY / "reference").vocabulary)


def test_each_gap_is_counted_and_named(folder: Path) -> None:
    abstract = {"readings": [{"depth": "abstract"}]}
    autopsy = {"label": "P3", "imaging": [{"text": "spheroids", "modality": "autopsy", "status": "present"}]}
    negative = {"label": "P4", "genetic_status": "negative"}
    kept_out = {"label": "P5", "kept_out": "not read"}
    figure = {"measure": "seizures", "hpo": "HP:0001250", "numerator": 3, "denominator": 9}
    screened = {"measure": "carriers among those screened", "numerator": 3, "denominator": 2000}
    waiting = {"label": "P6", "proposed": True}
    written(folder, "a", abstract, WHOLE, autopsy, negative, kept_out, waiting, statistics=[figure, screened])
    [one] = found(folder).papers
    assert one.gaps == (
        "abstract only",
        "no year",
        "no identifier",
        "imaging of 1 person not read",
        "1 person without age",
        "1 person without sex",
        "variant of 1 person not named",
        "up to 7 people counted with a finding and not described",
        "1 proposal waiting",
    )
    assert (one.people, one.adds) == (2, 11)


def test_a_paper_that_is_read_whole_has_no_gap(folder: Path) -> None:
    written(folder, "a", {"pmid": "0000001", "year": 2001}, WHOLE, {**WHOLE, "label": "P2", "studies": []})
    assert (found(folder).papers, found(folder).whole) == ((), 1)


def test_what_a_full_text_would_add_most_comes_first(folder: Path) -> None:
    named = {"pmid": "0000001", "year": 2001}
    written(folder, "a", named, {"label": "P1"}, {"label": "P2"}, {"label": "P3"})
    written(
        folder,
        "b",
        {**named, "pmid": "0000002", "readings": [{"depth": "excerpt"}]},
        {**WHOLE, "sex": None, "imaging": []},
    )
    written(
        folder, "c", {**named, "pmid": "0000003", "readings": [{"depth": "abstract"}]}, {"label": "P1"}, {"label": "P2"}
    )
    assert [(one.file, one.adds) for one in found(folder).papers] == [("c.yaml", 8), ("b.yaml", 2), ("a.yaml", 0)]


def test_papers_that_are_named_and_not_there_are_candidates(folder: Path) -> None:
    paper = {"pmid": "0000001", "year": 2001}
    shared = [{"paper": "pmid-0000008", "why": "toy"}, {"paper": "pmid-0000002", "why": "toy"}]
    written(folder, "a", paper, WHOLE, shares_people=shared, notes=["As in PMID: 0000007 and PMID 0000001."])
    written(folder, "b", {**paper, "pmid": "0000002"}, WHOLE)
    (folder / "databases").mkdir()
    release = {"variants": [{"coding": "c.149G>A", "cites": ["0000007"]}, {"stated": "toy", "cites": ["0000007"]}]}
    (folder / "databases" / "toy-1.yaml").write_text(yaml_of(release, 100))
    seven, eight = found(folder).candidates
    assert (seven.pmid, seven.adds, seven.variants, seven.files) == ("0000007", 3, ("c.149G>A", "toy"), ("a.yaml",))
    assert seven.new == ("toy",) and seven.said == ("As in PMID: 0000007 and PMID 0000001.",)
    assert (eight.pmid, eight.adds, eight.variants, eight.files, eight.said) == ("0000008", 1, (), ("a.yaml",), ())


def test_a_variant_is_new_where_no_file_has_any_of_its_names(folder: Path) -> None:
    mine = {**WHOLE, "variants": [{"gene": "TOY1", "protein": "p.Arg50His"}]}
    written(folder, "a", {"pmid": "0000001", "year": 2001}, mine)
    (folder / "databases").mkdir()
    rows_of = [
        {"coding": "c.149G>A", "protein": "p.Arg50His", "cites": ["0000007"]},
        {"coding": "c.150C>T", "protein": "p.Arg50=", "cites": ["0000008"]},
    ]
    (folder / "databases" / "toy-1.yaml").write_text(yaml_of({"variants": rows_of}, 100))
    assert [(one.pmid, one.new) for one in found(folder).candidates] == [("0000008", ("c.150C>T",)), ("0000007", ())]


def test_it_is_plain_what_to_fetch_first_and_why(folder: Path) -> None:
    """First what a full text is known to add, with its title and the way to it; then what nobody can say of."""
    abstract = {"year": 2001, "readings": [{"depth": "abstract"}]}
    written(folder, "a", {**abstract, "pmid": "0000001"}, {"label": "P1"})
    written(folder, "b", {**abstract, "pmid": "0000002", "pmcid": "PMC0000002"}, {"label": "P1"}, {"label": "P2"})
    written(folder, "c", {**abstract, "title": "Toys & bricks"}, WHOLE)
    written(folder, "d", {"pmid": "0000004"}, WHOLE)
    seen = found(folder)
    assert [one.file for one in seen.to_fetch] == ["b.yaml", "a.yaml"]
    assert [[one.file for one in some] for some in (seen.in_part, seen.in_full)] == [["c.yaml"], ["d.yaml"]]
    told = "\n".join(lines(seen))
    assert "Of 4 papers 1 were read whole; 4 have gaps, 0 no gap." in told
    assert re.search(r"abstract only +3 papers\n", told) and re.search(r"imaging not read +2 papers, 3 people", told)
    first, second = told.index("b.yaml: Toy paper b"), told.index("a.yaml: Toy paper a")
    assert first < second < told.index("c.yaml") < told.index("d.yaml")
    assert "free in PMC: https://pmc.ncbi.nlm.nih.gov/articles/PMC0000002/" in told
    text = page(seen)
    assert 'href="https://pubmed.ncbi.nlm.nih.gov/?term=Toys+%26+bricks">look for it in PubMed</a>' in text
    heads = re.findall(r"<h2[^>]*>([^<]+)</h2>", text)
    assert heads == [
        "To fetch first (2)",
        "Not read whole, and nothing is known to be missing (1)",
        "Read whole, and it does not say, or something waits to be decided (1)",
        "Named and not there (0)",
    ]


def test_it_is_said_that_the_reviews_list_is_not_there(folder: Path) -> None:
    written(folder, "a", {"pmid": "0000001", "year": 2001}, WHOLE)
    assert "list of the 4 studies of the review pmid-0000003 is not in the evidence (it was not read; 0" in str(
        found(folder).review
    )
    ours = not_read(PACKAGE / "evidence", PACKAGE / "reference", read_reference(PACKAGE / "reference").vocabulary)
    assert ours.review is not None and ours.review.studies == 78 and "it was read as abstract" in str(ours.review)
    assert ours.papers and ours.candidates and all(one.file for one in ours.papers)


def test_the_page_leads_to_each_paper_and_runs_nothing(folder: Path) -> None:
    evil = '<script>alert("toy")</script>'
    written(
        folder, "a", {"title": evil, "pmid": "0000001", "doi": "10.1000/toy<1>", "pmcid": "PMC0000001"}, {"label": "P1"}
    )
    text = page(found(folder))
    assert "<script" not in text and "&lt;script&gt;" in text
    links = re.findall(r'href="([^"]+)"', text)
    assert links == [
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC0000001/",  # free to read
        "https://pubmed.ncbi.nlm.nih.gov/0000001/",
        "https://doi.org/10.1000/toy%3C1%3E",
    ]
    body = text[text.index("<body>") : text.index("</html>")]
    assert ElementTree.fromstring(body.replace("<br>", "<br/>")).find("table") is not None


def test_rows_and_json_hold_the_same_and_no_spreadsheet_runs_them(folder: Path) -> None:
    written(folder, "a", {"title": "=toy()"}, {"label": "P1"}, notes=["PMID 0000007"])
    seen = found(folder)
    held, named = csv.DictReader(io.StringIO(rows(seen)))
    assert held["title"] == "'=toy()" and named["pmid"] == "0000007" and named["named_by"] == "a.yaml"
    assert [one["file"] for one in tree(seen)["papers"]] == ["a.yaml"]


def test_broken_files_are_all_told(folder: Path) -> None:
    for name in "ab":
        written(folder, name, {"design": "toy"})
    with pytest.raises(FaultyInput) as raised:
        found(folder)
    assert "a.yaml:" in str(raised.value) and "b.yaml:" in str(raised.value)
    with pytest.raises(FaultyInput, match="there is no folder"):
        found(folder / "none")


def test_the_command_needs_no_release(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(TOY / "evidence", tmp_path / "evidence")
    given = ["--evidence", str(tmp_path / "evidence"), "--reference", str(TOY / "reference")]
    monkeypatch.setenv("KG_RELEASES", str(tmp_path / "none"))

    def run(form: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["kg", "coverage", *given, "--format", form])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), capsys.readouterr().out

    status, said = run("text")
    assert status == 0 and "toy-a-2001-0000001.yaml" in said
    assert json.loads(run("json")[1])["papers"]
    assert run("html")[1].startswith("<!doctype html>")
    assert run("csv")[1].startswith("adds,file,key")
    assert run("toy")[0] == 1
