"""Full texts as curators have them: whatever the file, the same passages and tables, and nothing guessed or lost."""

import datetime as dt
import zipfile
from pathlib import Path

import hypothesis.strategies as st
import openpyxl
import pytest
from fpdf import FPDF
from hypothesis import HealthCheck, given, settings
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from kg.sources.positions import Unreadable
from kg.texts import bounds
from kg.texts.quotes import find_quote
from kg.texts.read import read_text
from kg.texts.text import PassageKind, Place, Text

JATS = """<?xml version="1.0"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) v1.2//EN" "JATS-archivearticle1.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink"><front><article-meta>
<article-id pub-id-type="pmid">0000001</article-id>
<title-group><article-title>A toy family</article-title></title-group>
<permissions><license xlink:href="https://creativecommons.org/licenses/by/4.0/"><p>Open.</p></license></permissions>
<abstract><sec><title>Background</title><p>A toy abstract.</p></sec></abstract></article-meta></front>
<body><sec><title>Case report</title>
<p>She had tremor<sup><xref ref-type="bibr" rid="B1">12</xref>,<xref ref-type="bibr" rid="B2">13</xref></sup> and
10<sup>9</sup> cells in 5 mm<sup>2</sup> [<xref ref-type="bibr" rid="B1">12</xref>].</p>
<sec><title>Imaging</title><p>A scan was made.
<fig><label>Figure 1.</label><caption><p>A toy scan.</p></caption></fig></p>
<table-wrap><label>Table 1</label><caption><title>Toy people</title></caption><table>
<thead><tr><th rowspan="2">Person</th><th colspan="2">Age</th></tr><tr><th>onset</th><th>death</th></tr></thead>
<tbody><tr><td>III-1</td><td>40<sup>a</sup></td><td>50</td></tr>
<tr><td>III-2</td><td colspan="2">unknown</td></tr></tbody>
</table><table-wrap-foot><fn><p>a Toy years.</p></fn></table-wrap-foot></table-wrap></sec></sec>
<sec><title>Funding</title><p>Toy money.</p></sec></body>
<back><ack><p>Thanks.</p></ack><ref-list><ref><mixed-citation>Toy 2001</mixed-citation></ref></ref-list></back>
<sub-article><body><p>A review of it.</p></body></sub-article></article>"""


def read(folder: Path, name: str, content: str | bytes) -> Text:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_text(path)


def refused(folder: Path, name: str, content: str | bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read(folder, name, content)
    assert name in str(caught.value)
    assert caught.value.fix
    return str(caught.value)


def said(text: Text) -> list[tuple[str, str]]:
    return [(str(one.place), one.text) for one in text.passages if one.kind is not PassageKind.HEADING]


def test_an_article_of_pmc_with_its_sections_and_without_references(tmp_path: Path) -> None:
    text = read(tmp_path, "toy.xml", JATS)
    assert said(text) == [
        ("Title", "A toy family"),
        ("Abstract > Background, paragraph 1", "A toy abstract."),
        ("Case report, paragraph 1", "She had tremor and 10^9 cells in 5 mm2 [12]."),
        ("Case report > Imaging, paragraph 1", "A scan was made."),
        ("Figure 1, paragraph 1", "A toy scan."),
    ]
    assert text.citation
    assert (text.citation.pmid, text.citation.title) == ("0000001", "A toy family")
    assert text.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert text.told == ("1 sub-article of the article, by others, left out",)


def test_a_table_has_its_spans_repeated_and_its_heads_joined(tmp_path: Path) -> None:
    (table,) = read(tmp_path, "toy.xml", JATS).tables
    assert table.label == "Table 1"
    assert table.caption == "Toy people"
    assert table.columns == ("Person", "Age > onset", "Age > death")
    assert table.rows == (("III-1", "40 a", "50"), ("III-2", "unknown", "unknown"))
    assert table.notes == ("a Toy years.",)


def test_a_table_that_is_a_picture_is_told(tmp_path: Path) -> None:
    text = read(
        tmp_path, "toy.xml", "<article><body><table-wrap><label>Table 2</label><graphic/></table-wrap></body></article>"
    )
    assert text.told == ("Table 2 (line 1) is a picture: its cells were not read",)


PLAIN = """A toy paper\r
\r
Case report\r
A 35-year-\r
old woman had leukoen-\r
cephalopathy with leukoencephalopathy in her family.\r
\r
Person\tAge\r
III-1\t40\r
\r
References\r
1. Toy 2001.\r
\r
Figure legends\r
Figure 1. A toy scan.\r
"""


def test_plain_text_with_its_wrapped_lines_joined(tmp_path: Path) -> None:
    text = read(tmp_path, "toy.txt", b"\xef\xbb\xbf" + PLAIN.encode())
    assert said(text) == [
        ("paragraph 1", "A toy paper"),
        (
            "Case report, paragraph 1",
            "A 35-year-old woman had leukoencephalopathy with leukoencephalopathy in her family.",
        ),
        ("Figure legends, paragraph 1", "Figure 1. A toy scan."),
    ]
    assert (text.tables[0].columns, text.tables[0].rows) == (("Person", "Age"), (("III-1", "40"),))
    assert said(read(tmp_path, "toy.txt", "One.\fTwo.")) == [
        ("page 1, paragraph 1", "One."),
        ("page 2, paragraph 2", "Two."),
    ]


def test_a_line_of_no_usual_name_heads_the_long_paragraph_below_it(tmp_path: Path) -> None:
    long = "He was slow, and the gait was spastic. " * 6
    heads = ["2 Case data", "The patient", "THE PROBAND (II-4)", "Brother 1"]
    none = ["He was slow", "Toy Journal 2026;1:1-2", "Tremor, and", "Keywords: apathy"]
    path = tmp_path / "toy.txt"
    below = [f"{line}\n{long}" for line in heads] + [f"{line}\n\n{long}" for line in heads]
    path.write_text(
        "\n\n".join(["A toy", "Introduction\nALSP is rare.", *below, *(f"{line}\n\n{long}" for line in none)])
    )
    found = [one.text for one in read_text(path).passages if one.kind is PassageKind.HEADING]
    assert found == ["Introduction", *heads, *heads]


def test_a_printed_page_as_plain_text_has_its_words_whole(tmp_path: Path) -> None:
    page = "A toy had di ff use re fl ex changes, defi cits of atten-\ntion, no head-\naches and re-\nstricted gaze."
    whole = "A toy had diffuse reflex changes, deficits of attention, no headaches and restricted gaze."
    assert said(read(tmp_path, "toy.txt", page)) == [("paragraph 1", whole)]


def pdf_of(*pages: list[tuple[float, float, float, str]], size: float = 10) -> FPDF:
    """Pages of boxes of text: from the left, from above, how wide."""
    made = FPDF()
    made.set_auto_page_break(False)
    for boxes in pages:
        made.add_page()
        for left, above, wide, words in boxes:
            made.set_font("Helvetica", size=size)
            made.set_xy(left, above)
            made.multi_cell(wide, 5, words, align="J")
    return made


LEFT = "The first column tells of a toy woman who was well until she fell at home. " * 5
RIGHT = "The second column tells of her toy brother who had tremor and slowness at rest. " * 5


def test_a_pdf_in_two_columns_without_heads_and_feet(tmp_path: Path) -> None:
    head, doi = (10, 5, 190, "Toy Journal of Toys"), (10, 15, 190, "A toy paper across the page. doi:10.1000/toy.1")
    pages = [
        # Drawn row by row, as some programs do: the right column comes first in the file.
        [head, doi, (108, 40, 92, RIGHT), (10, 40, 92, "Case report"), (10, 46, 92, LEFT), (100, 285, 20, "101")],
        [
            head,
            (108, 20, 92, "References"),
            (108, 26, 92, "1. Toy 2001. " * 30),
            (10, 20, 92, LEFT),
            (100, 285, 20, "102"),
        ],
        [head, (10, 20, 190, "References"), (10, 26, 190, "2. Toy 2002."), (100, 285, 20, "103")],
    ]
    path = tmp_path / "toy.pdf"
    pdf_of(*pages).output(str(path))
    text = read_text(path)
    assert said(text) == [
        ("page 1, paragraph 1", "A toy paper across the page. doi:10.1000/toy.1"),
        ("Case report, page 1, paragraph 1", LEFT.strip()),
        ("Case report, page 1, paragraph 2", RIGHT.strip()),
        ("Case report, page 2, paragraph 3", LEFT.strip()),
    ]
    assert text.told == ("References (pages 2-3) left out",)
    assert text.citation
    assert text.citation.doi == "10.1000/toy.1"
    assert find_quote(text, "toy brother ... at rest") == (Place(section="Case report", page=1, paragraph=2),)


def test_a_page_that_is_a_picture_is_told_and_not_guessed(tmp_path: Path) -> None:
    made = pdf_of([(10, 20, 190, "A toy woman had tremor of both hands.")])
    for _ in range(2):
        made.add_page()
        made.image(Image.new("L", (40, 40), 128), 0, 0, 210, 297)
    made.output(str(tmp_path / "toy.pdf"))
    text = read_text(tmp_path / "toy.pdf")
    assert text.told == ("pages 2-3 hold pictures and no text: they were not read",)
    assert len(text.passages) == 1
    assert text.citation is None


def test_a_locked_pdf_is_refused(tmp_path: Path) -> None:
    made = pdf_of([(10, 20, 190, "Toy")])
    made.set_encryption(owner_password="toy", user_password="toys")
    assert "locked with a password" in refused(tmp_path, "toy.pdf", bytes(made.output()))


PAGE = """<!doctype html><html><head><meta charset="utf-8"><meta name="citation_title" content="A toy page">
<meta name="citation_pmid" content="0000002"><script>var toy = "<p>no</p>";</script></head><body><nav><p>Menu</p></nav>
<main><article><h1>A toy page</h1><section class="abstract"><h2>Abstract</h2><p>Short.</p></section>
<h2>Case report</h2><p>She had <b>tremor</b>.<sup><a href="#B1">1</a>,<a href="#B2">2</a></sup><p>Then she fell.
<section class="tw xbox"><h3>Table 1.</h3><div class="caption"><p>Toy people</p></div><table><thead>
<tr><th>Person<th>Age
</thead><tbody><tr><td>III-1<td>40</table><div class="tw-foot"><p>A note.</p></div></section>
<figure><h3>Figure 1.</h3><figcaption><p>A toy scan.</p></figcaption></figure>
<section class="ref-list"><h2>References</h2><ol><li>Toy 2001</ol></section></article></main></body></html>"""


def test_a_saved_page_without_menus_scripts_and_references(tmp_path: Path) -> None:
    text = read(tmp_path, "toy.html", PAGE)
    assert said(text) == [
        ("Title", "A toy page"),
        ("Abstract, paragraph 1", "Short."),
        ("Case report, paragraph 1", "She had tremor."),
        ("Case report, paragraph 2", "Then she fell."),
        ("Figure 1, paragraph 1", "A toy scan."),
    ]
    (table,) = text.tables
    assert (table.label, table.caption, table.notes) == ("Table 1", "Toy people", ("A note.",))
    assert (table.columns, table.rows) == (("Person", "Age"), (("III-1", "40"),))
    assert text.citation
    assert text.citation.pmid == "0000002"


def test_a_table_in_plain_text_tells_what_parts_its_cells(tmp_path: Path) -> None:
    text = read(tmp_path, "toy.csv", 'Table S1. Toy people;;\nPerson;Sex;Sex\nIII-1;F;"a; b"\n')
    (table,) = text.tables
    assert (table.label, table.caption) == ("toy", "Table S1. Toy people")
    assert (table.columns, table.rows) == (("Person", "Sex", "Sex (2)"), (("III-1", "F", "a; b"),))
    assert text.told == ("cells are parted by semicolons",)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(st.from_regex(r"[a-z0-9;,\"' ]{0,5}[a-z]", fullmatch=True), min_size=3, max_size=3),
        min_size=2,
        max_size=6,
    )
)
def test_a_table_in_plain_text_keeps_every_cell(tmp_path: Path, rows: list[list[str]]) -> None:
    quoted = "\n".join("\t".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    (table,) = read(tmp_path, "toy.tsv", quoted).tables
    assert table.rows == tuple(tuple(" ".join(cell.split()) for cell in row) for row in rows[1:])


def book(path: Path) -> tuple[openpyxl.Workbook, Worksheet]:
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    return made, sheet


def test_a_workbook_has_its_cells_as_they_are_printed(tmp_path: Path) -> None:
    path = tmp_path / "toy.xlsx"
    made, sheet = book(path)
    sheet.title = "People"
    sheet.append(["Toy people"])
    sheet.append(["Person", "Age", None, "Share", "Seen"])
    sheet.append([None, "onset", "death"])
    sheet.append(["III-1", 40, 50.5, 0.125, dt.datetime(2020, 1, 2)])
    sheet.append(["III-2", 41, None, "=1/8", None])
    sheet["D4"].number_format, sheet["E4"].number_format = "0.0%", "d-mmm-yy"
    for cells in ("A1:E1", "B2:C2", "A2:A3"):
        sheet.merge_cells(cells)
    made.create_sheet("Hidden").sheet_state = "hidden"
    made.save(path)
    text = read_text(path)
    (table,) = text.tables
    assert (table.label, table.caption) == ("People", "Toy people")
    assert table.columns == ("Person", "Age > onset", "Age > death", "Share", "Seen")
    assert table.rows == (("III-1", "40", "50.5", "12.5%", "2-Jan-20"), ("III-2", "41", "", "", ""))
    assert "the sheet People has formulas without an outcome (D5): these cells are empty" in text.told
    assert "the sheet Hidden is hidden; it was read all the same" in text.told


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        (
            "a.txt",
            b"toy\nt\xe9toy",
            "a.txt:2: byte 0xe9 (the 6th of the file) is not UTF-8; right would be: to save the",
        ),
        ("a.txt", b"", "it is empty"),
        ("a.txt", b"toy\0toy", "NUL"),
        ("a.doc", b"\xd0\xcf\x11\xe0toy", "old Word or Excel file"),
        ("a.png", b"\x89PNG toy", "a picture"),
        ("a.gz", b"\x1f\x8btoy", "gunzip"),
        ("a.xml", "<?xml version='1.0'?><toy/>", "the root <toy>"),
        ("a.xml", "<?xml version='1.0'?><PubmedArticleSet/>", "no full text"),
        ("a.xml", "<!DOCTYPE article [<!ENTITY a 'b'>]><article>&a;</article>", "declarations of its own"),
        ("a.xml", "<article>" + "<sec>" * 200, "deep"),
        ("a.pdf", b"%PDF-1.7\ntoy", "no PDF that can be read"),
        ("a.zip", b"PK\x03\x04toy", "broken ZIP"),
        ("a.csv", 'a,b\n"c,d\n', "a cell cannot be told from the next"),
        ("a.html", "<html>" + "<div>" * 200, "deep"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_would_be_right(
    tmp_path: Path, name: str, content: str | bytes, words: str
) -> None:
    said = refused(tmp_path, name, content)
    assert words in said and "; right would be: " in said


def test_the_kind_is_told_by_the_content(tmp_path: Path) -> None:
    assert read(tmp_path, "toy.pdf", JATS).citation
    assert read(tmp_path, "toy.txt", "Person\tSex\nIII-1\tF\nIII-2\tM\n").tables
    docx = tmp_path / "toy.bin"
    with zipfile.ZipFile(docx, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(Unreadable, match="Word file"):
        read_text(docx)


def test_a_table_of_a_hundred_thousand_rows_is_refused(tmp_path: Path) -> None:
    assert "more than 20,000 rows" in refused(tmp_path, "toy.csv", "a,b\n" + "1,2\n" * 100_000)
    made = openpyxl.Workbook(write_only=True)
    sheet = made.create_sheet("People")
    for _ in range(bounds.MOST_ROWS + 5):
        sheet.append(["toy"])
    made.save(tmp_path / "toy.xlsx")
    with pytest.raises(Unreadable, match="the sheet People has more than 20,000 rows"):
        read_text(tmp_path / "toy.xlsx")


def test_spans_that_make_a_table_too_wide_or_too_large_are_refused(tmp_path: Path) -> None:
    table = "<article><body><table-wrap><table>{}</table></table-wrap></body></article>"
    wide = table.format("<tr><td colspan='1000000000'>toy</td></tr>")
    assert "more than 1,000 columns" in refused(tmp_path, "toy.xml", table.format("<tr><td colspan='9999'>a</td></tr>"))
    assert read(tmp_path, "toy.xml", wide).tables[0].columns == ("toy",)
    many = table.format("<tr><td colspan='900' rowspan='9000'>toy</td></tr>" + "<tr></tr>" * 500)
    assert "more than 400,000 cells" in refused(tmp_path, "toy.xml", many)


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "toy.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", "<toy/>")
        with archive.open("xl/toy.xml", "w", force_zip64=True) as stream:
            for _ in range(bounds.UNPACKED // 2**20 + 1):
                stream.write(bytes(2**20))
    with pytest.raises(Unreadable, match="unpack to 301 MB"):
        read_text(path)


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    for name, start, largest in (
        ("toy.txt", b"toy ", bounds.LARGEST_TEXT),
        ("toy.html", b"<html>", bounds.LARGEST_PAGE),
        ("toy.pdf", b"%PDF-1.7", bounds.LARGEST_PDF),
    ):
        with (tmp_path / name).open("wb") as stream:
            stream.write(start)
            stream.truncate(largest + 1)
        with pytest.raises(Unreadable, match="larger than"):
            read_text(tmp_path / name)
