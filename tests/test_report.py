"""`kg report`: a release in one page that needs nothing else, and says what the answers say."""

import csv
import io
import os
import re
import shutil
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from matplotlib.colors import to_hex
from PIL import Image

from kg.analysis import KINDS, STANDARD, Held, answer
from kg.analysis.answers import as_csv
from kg.analysis.pooled import PooledShare, PooledShareRow
from kg.export.folders import NotOurs
from kg.export.report import export_report
from kg.export.report.answer_parts import forest
from kg.export.report.canvas import COLOURS, lettered, svg
from kg.export.report.figures import ages
from kg.release import Release
from tests.browser import opened
from tests.checkout import ROOT
from tests.conftest import built
from tests.small import TOY, toy_inputs

FIGURE = re.compile(r"-?[\d.,e-]+(?: \([\d.,e?-]+(?: to )?[\d.,e?-]*\))?")
RELEASES = ("toy_release", "cohort_release", "real_release")
NOTHING = re.compile(r"\b(?:nan|none|inf|infinity|null|undefined)\b", re.IGNORECASE)


@dataclass
class Table:
    """A table of a page, with the notes below it."""

    caption: str = ""
    file: str = ""
    head: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def cell(self, name: str, told: str) -> str:
        """What a cell says: a letter stands for a note below."""
        for note in self.notes:
            if note.startswith(f"{name} {told}: "):
                return note.removeprefix(f"{name} {told}: ").removesuffix(".")
        return told


class Page(HTMLParser):
    """The links, images, tables and texts of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.folder, self.source = path.parent, path.read_text(encoding="utf-8")
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.tables: list[Table] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(self.source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.tags.append((tag, told))
        if tag not in {"meta", "img"}:
            self._open.append(tag)
        if tag == "table":
            self.tables.append(Table())
        elif tag == "tr" and "tbody" in self._open:
            self.tables[-1].rows.append([])
        elif tag == "td":
            self.tables[-1].rows[-1].append("")
        elif tag == "p" and told.get("class") == "small":
            self.tables[-1].notes.append("")
        elif tag == "a" and "caption" in self._open:
            self.tables[-1].file = unquote(told["href"])

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, "tags are closed in their order"

    def handle_data(self, data: str) -> None:
        here = self._open[-1] if self._open else ""
        self.texts += [data] if here not in {"style", ""} else []
        if here == "td":
            self.tables[-1].rows[-1][-1] += data
        elif here == "th":
            self.tables[-1].head.append(data)
        elif here == "caption":
            self.tables[-1].caption += data
        elif here == "p" and self.tables and self.tables[-1].notes and not self.tables[-1].notes[-1]:
            self.tables[-1].notes[-1] = data

    def values(self, *names: str) -> list[str]:
        """The values of attributes."""
        return [told[name] for _, told in self.tags for name in names if name in told]


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Release], Page]:
    """The report of a release, made once for all tests."""
    made: dict[Path, Page] = {}

    def of(release: Release) -> Page:
        if release.folder not in made:
            folder = tmp_path_factory.mktemp("report") / "of"
            export_report(release, folder)
            made[release.folder] = Page(folder / "report.html")
        return made[release.folder]

    return of


@pytest.fixture(params=RELEASES)
def release(request: pytest.FixtureRequest) -> Release:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Release)
    return found


@pytest.fixture
def page(release: Release, told: Callable[[Release], Page]) -> Page:
    return told(release)


def sheet(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_file_that_the_page_names_is_there_and_no_other(page: Page) -> None:
    named = {unquote(one) for one in page.values("href") if not one.startswith("#")}
    assert named | {"report.html"} == set(files(page.folder))
    assert {one[1:] for one in page.values("href") if one.startswith("#")} == set(page.values("id"))
    assert len(page.values("id")) == len(set(page.values("id"))) > 5


def test_the_page_needs_nothing_from_elsewhere(page: Page) -> None:
    assert {one.partition(",")[0] for one in page.values("src", "srcset")} == {"data:image/svg+xml;base64"}
    assert not {tag for tag, _ in page.tags} & {"script", "link", "iframe", "object", "embed", "form", "base", "svg"}
    assert not re.search(r"@import|url\(", page.source)
    [policy] = [about["content"] for _, about in page.tags if about.get("http-equiv") == "Content-Security-Policy"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def test_nothing_is_shown_that_is_no_figure(page: Page) -> None:
    for table in page.tables:
        cells = [table.cell(name, cell) for row in table.rows for name, cell in zip(table.head, row, strict=True)]
        wrong = {cell for cell in cells if NOTHING.fullmatch(cell) or re.search(r"\bnan\b|\binf\b", cell)}
        assert not wrong, (table.caption, wrong)
        figures = [one for cell in cells if FIGURE.fullmatch(cell) for one in re.findall(r"\d+\.\d+", cell)]
        assert not [one for one in figures if len(one.replace(".", "").lstrip("0")) > 3], table.caption
    assert not [text for text in page.texts if re.search(r"\.\.(?!\.)|\bnan\b|Ref\(|Estimate\(", text)]


def test_every_figure_is_told_in_words_and_is_the_one_beside_the_page(page: Page) -> None:
    images = [about for tag, about in page.tags if tag == "img"]
    links = [one for one in page.values("href") if one.endswith(".svg")]
    assert len(images) == len(links) > 2
    for about, link in zip(images, links, strict=True):
        assert len(about["alt"]) > 15
        drawn = b64decode(about["src"].partition(",")[2])
        assert drawn == (page.folder / link).read_bytes()
        assert ElementTree.fromstring(drawn).tag.endswith("svg")
        with Image.open(page.folder / link.replace(".svg", ".png")) as png:
            assert min(png.size) > 200


def test_every_declared_answer_is_a_table_whose_file_is_the_answer(release: Release, page: Page) -> None:
    held, tables = Held.of_release(release), {one.file: one for one in page.tables}
    shown = [one for one in STANDARD if one.kind != "frequencies"]
    for asked in shown:
        name = f"tables/{'-'.join(asked.iri.rsplit('/', 2)[1:])}.csv"
        found = answer(held, asked)
        assert sheet(page.folder / name) == list(csv.reader(io.StringIO(as_csv(found, KINDS[asked.kind].row)))), name
        assert found.method.name in " ".join(tables[name].notes)
        assert all(one.removesuffix(".") in " ".join(tables[name].notes) for one in found.notes)
    assert len(shown) > 15


def test_what_the_page_shows_is_what_its_files_say(page: Page) -> None:
    held = 0
    for table in page.tables:
        head, *body = sheet(page.folder / table.file)
        more = re.findall(r"^(\d+) more rows", "\n".join(table.notes), re.MULTILINE)
        assert len(table.rows) + sum(map(int, more)) == len(body), table.caption
        for shown, row in zip(table.rows, body, strict=False):
            whole = dict(zip(head, row, strict=True))
            for name, cell in zip(table.head, shown, strict=True):
                held += same(table.cell(name, cell), name, whole, table.caption)
    assert held > 100


def same(cell: str, name: str, whole: dict[str, str], where: str) -> bool:
    """Whether a cell is what a row of a file says, rounded; True for one that holds a figure."""
    words = name.split()
    key = name if name in whole else words[0] + "".join(map(str.capitalize, words[1:]))
    full = whole.get(f"{key}Label", whole[key])
    numbers = [one.replace(",", "") for one in re.findall(r"(?<![\w.])-?\d[\d,.]*(?:e-?\d+)?", cell)]
    if not re.fullmatch(r"-?\d[\d.]*(?:e-?\d+)?", full):
        yes = {"yes": "true", "no": "false"}.get(cell)
        assert yes == full if yes else cell in {full, full.removeprefix("'")}, (where, name, cell, full)
        return False
    exact = [full, *(whole[key + end] for end in ("Low", "High") if whole.get(key + end))]
    assert len(numbers) == len(exact), (where, name, cell, exact)
    for seen, true in zip(numbers, exact, strict=True):
        rounded = 0.0 if float(true) == int(float(true)) and "." not in true else 0.051 * abs(float(true))
        assert abs(float(seen) - float(true)) <= rounded, (where, name, cell, exact)
    return True


def test_the_same_release_gives_the_same_bytes_whoever_makes_it(
    toy_release: Release, told: Callable[[Release], Page], tmp_path: Path
) -> None:
    first = told(toy_release).folder
    command = [sys.executable, "-m", "kg", "report", str(tmp_path / "again")]
    there = {**os.environ, "KG_RELEASES": str(toy_release.folder.parent), "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    done = subprocess.run(command, env=there, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0 and "report.html" in done.stdout.replace("\n", ""), done.stderr
    assert "figures" in done.stderr, "what takes time says where it is"
    assert files(tmp_path / "again") == files(first)


def test_only_a_former_report_is_replaced(
    toy_release: Release, told: Callable[[Release], Page], tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "report.html").write_text("<p>toy: of somebody else", encoding="utf-8")
    with pytest.raises(NotOurs, match=r"report\.html"):
        export_report(toy_release, theirs)
    assert files(theirs) == {"report.html": b"<p>toy: of somebody else"}
    former = tmp_path / "former"
    shutil.copytree(told(toy_release).folder, former)
    (former / "notes.txt").write_text("toy", encoding="utf-8")
    with pytest.raises(NotOurs, match=r"notes\.txt"):
        export_report(toy_release, former)
    (former / "notes.txt").unlink()
    (former / "figures" / "variant-map.svg").write_text("toy: changed", encoding="utf-8")
    export_report(toy_release, former)
    assert files(former) == files(told(toy_release).folder)


HOSTILE = "<b>toy</b> & <script>alert(1)</script> 患者 مريض"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The toy graph, where a paper's author and doubt, and a person, are called as nobody should trust a page with."""
    evidence = tmp_path_factory.mktemp("hostile") / "evidence"
    shutil.copytree(TOY / "evidence", evidence)
    path = evidence / "toy-a-2001-0000001.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ("first_author: Toy A", f"first_author: '{HOSTILE}'"),
        ("toy doubt: the printed page numbers disagree", HOSTILE),
        ("toy man", f"toy man {HOSTILE}".replace('"', "")),
    ):
        assert old in text
        text = text.replace(f'"case:{old}"', f'"case:{new}"').replace(f"label: {old}", f"label: '{new}'")
        text = text.replace(old, new) if new not in text else text
    path.write_text(text, encoding="utf-8")
    return built(tmp_path_factory, "hostile-releases", toy_inputs(evidence))


def test_what_papers_call_things_is_text_and_never_markup(hostile: Release, told: Callable[[Release], Page]) -> None:
    page = told(hostile)
    assert any(HOSTILE in text for text in page.texts), "it is shown"
    assert not {tag for tag, _ in page.tags} & {"b", "script"}
    assert "<script" not in page.source


def test_a_forest_marks_what_was_pooled_and_says_of_a_study_that_it_was_not(real_release: Release) -> None:
    held, apart = Held.of_release(real_release), 0
    for asked in (one for one in STANDARD if isinstance(one, PooledShare)):
        found = answer(held, asked)
        rows = [row for row in found.rows if isinstance(row, PooledShareRow) and row.estimate]
        for [picture] in filter(None, [list(forest("toy", "Toy words.", found, "share"))]):
            [axes] = picture.figure.axes
            diamonds = [row for row, mark in zip(rows, axes.collections[1::2], strict=True) if len(orange(mark))]
            assert diamonds == [row for row in rows if row.study == "pooled"]
            told = [one.get_text() for one in axes.texts]
            alone = [row.weight is None and row.study != "pooled" for row in rows]
            assert [text.endswith("not pooled") for text in told] == alone
            apart += sum(alone)
    assert apart, "one of them holds a study that could not be weighed"


def orange(mark: Any) -> list[Any]:
    return [one for one in mark.get_facecolor() if to_hex(one).upper() == COLOURS[1]]


@pytest.mark.parametrize("script", ["患者", "مريض", "रोगी", "😀", "$x^2$", "a\x07b", "Ångström, Тойев"])
def test_a_label_in_any_script_is_drawn_without_a_warning(script: str) -> None:
    assert svg(ages([(script, [40.0])], script and lettered(script)))


def test_a_browser_shows_and_prints_it_whole(
    real_release: Release, told: Callable[[Release], Page], tmp_path: Path
) -> None:
    page = told(real_release)
    with opened(tmp_path / "profile") as chromium:
        chromium.get((page.folder / "report.html").as_uri())
        shown = "return [...document.images].every(one => one.complete && one.naturalWidth > 100)"
        assert chromium.execute_script(shown)
        # A page of A4 within Chromium's margins is 718 pixels wide.
        size = {"width": 718, "height": 1000, "deviceScaleFactor": 1, "mobile": False}
        chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        wide = (
            "return [...document.querySelectorAll('table, img')].filter(one => one.getBoundingClientRect().right > 719)"
        )
        cut = chromium.execute_script(f"{wide}.map(one => one.innerText || one.alt)")
        assert not cut, cut
        printed: Any = chromium.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.7})
        asked = [one for one in chromium.get_log("browser") if one["level"] == "SEVERE"]
    assert not asked
    pdf = b64decode(printed["data"])
    assert pdf.startswith(b"%PDF") and len(re.findall(rb"/Type ?/Page\b", pdf)) > 10
