"""`kg paper new`: what a catalogue says of a paper becomes an evidence file, or completes the one that is there."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, settings
from hypothesis import given as tried
from hypothesis import strategies as st
from typer.testing import CliRunner

from kg.cli import app as kg
from kg.commands.papers import paper_new
from kg.errors import FaultyInput
from kg.model.citation import Author, Citation
from kg.papers import BadCitations, Difference, new_papers, writing
from kg.papers.citations import read_citations
from kg.papers.skeleton import file_name, line, skeleton
from kg.report import Report
from kg.sources import tree
from kg.sources.sheet import read_sheet
from tests.examples import most

DAY = date(2001, 2, 3)
DOCTYPE = (
    '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2019//EN" '
    '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_190101.dtd">'
)
ARTICLE = """<PubmedArticle>
  <MedlineCitation Status="MEDLINE" Owner="NLM">
    <PMID Version="1">0000001</PMID>
    <DateRevised><Year>2019</Year></DateRevised>
    <Article PubModel="Print-Electronic">
      <Journal><JournalIssue><PubDate><Year>2001</Year><Month>Feb</Month></PubDate></JournalIssue>
        <Title>Journal of toys</Title><ISOAbbreviation>J Toys</ISOAbbreviation></Journal>
      <ArticleTitle>A toy's <i>TOY1</i> variant &#8211; p.Arg50His: a &quot;first&quot; report.</ArticleTitle>
      <ELocationID EIdType="pii" ValidYN="Y">S0000</ELocationID>
      <ELocationID EIdType="doi" ValidYN="N">10.0000/wrong</ELocationID>
      <ELocationID EIdType="doi" ValidYN="Y">10.0000/Toy.1</ELocationID>
      <Abstract><AbstractText>Nobody reads this.</AbstractText></Abstract>
      <AuthorList CompleteYN="Y">
        <Author ValidYN="N"><LastName>Tyo</LastName><Initials>A</Initials></Author>
        <Author ValidYN="Y"><LastName>Toy</LastName><ForeName>Anna</ForeName><Initials>A</Initials></Author>
        <Author ValidYN="Y"><CollectiveName>Toy Consortium</CollectiveName></Author>
      </AuthorList>
      <PublicationTypeList><PublicationType UI="D002363">Case Reports</PublicationType></PublicationTypeList>
    </Article>
    <MedlineJournalInfo><MedlineTA>J Toys</MedlineTA></MedlineJournalInfo>
    <CommentsCorrectionsList><CommentsCorrections><PMID>0000009</PMID></CommentsCorrections></CommentsCorrectionsList>
  </MedlineCitation>
  <PubmedData>
    <ArticleIdList>
      <ArticleId IdType="pubmed">0000001</ArticleId><ArticleId IdType="pmc">PMC0000001</ArticleId>
    </ArticleIdList>
    <ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.0000/other</ArticleId></ArticleIdList>
    </Reference></ReferenceList>
  </PubmedData>
</PubmedArticle>"""
JATS = """<?xml version="1.0"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD v1.3 20210610//EN"
  "JATS-archivearticle1-3.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="case-report">
  <front>
    <journal-meta><journal-id journal-id-type="nlm-ta">J Toys</journal-id>
      <journal-title-group><journal-title>Journal of Toys</journal-title></journal-title-group></journal-meta>
    <article-meta>
      <article-id pub-id-type="pmid">0000002</article-id>
      <article-id pub-id-type="pmcid-ver">PMC0000002.1</article-id>
      <article-id pub-id-type="pmc">0000002</article-id>
      <article-id pub-id-type="doi">10.0000/toy.2</article-id>
      <title-group><article-title>Two toys<xref ref-type="fn"><sup>*</sup></xref></article-title>
        <subtitle>a series.</subtitle></title-group>
      <contrib-group>
        <contrib contrib-type="editor"><name><surname>Editor</surname><given-names>E</given-names></name></contrib>
        <contrib contrib-type="author"><name-alternatives>
          <name xml:lang="ja"><surname>玩</surname><given-names>具</given-names></name>
          <name xml:lang="en"><surname>van der Toy</surname><given-names>Bo-Anne C.</given-names></name>
        </name-alternatives></contrib>
        <contrib contrib-type="author"><collab>Toy Group<contrib-group><contrib contrib-type="author">
          <name><surname>Member</surname></name></contrib></contrib-group></collab></contrib>
      </contrib-group>
      <pub-date pub-type="pmc-release"><year>2009</year></pub-date>
      <pub-date pub-type="epub"><year>2002</year></pub-date>
      <pub-date pub-type="collection"><year>2003</year></pub-date>
      <abstract><p>Nobody reads this.</p></abstract>
    </article-meta>
  </front>
  <body><p>&#x3b1;</p></body>
  <back><ref-list><ref><article-title>Not this</article-title></ref></ref-list></back>
</article>"""


def pubmed(*articles: str, doctype: str = DOCTYPE) -> str:
    return f'<?xml version="1.0" ?>\n{doctype}\n<PubmedArticleSet>\n' + "\n".join(articles) + "\n</PubmedArticleSet>"


def minimal(pmid: str = "0000001", title: str = "A toy", more: str = "") -> str:
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article><ArticleTitle>{title}</ArticleTitle>{more}"
        "</Article></MedlineCitation></PubmedArticle>"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "evidence"
    made.mkdir()
    return made


def given(folder: Path, text: str | bytes, name: str = "toys.xml") -> Path:
    path = folder.parent / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def cited(folder: Path, text: str | bytes):
    report = Report()
    found = read_citations(given(folder, text), report)
    assert not report.fatal, report.fatal
    return found


def test_a_record_of_pubmed(folder: Path) -> None:
    (one,) = cited(folder, pubmed(ARTICLE))
    assert one.title == 'A toy\'s TOY1 variant – p.Arg50His: a "first" report'
    assert one.authors == (Author("Toy", "A"), Author("Toy Consortium"))
    assert (one.journals, one.year) == (("Journal of toys", "J Toys", "J Toys"), 2001)
    assert one.identifiers == {"pmid": "0000001", "doi": "10.0000/Toy.1", "pmcid": "PMC0000001"}
    assert one.kinds == ("Case Reports",)


def test_an_article_of_pmc(folder: Path) -> None:
    (one,) = cited(folder, JATS)
    assert one.title == "Two toys: a series"
    assert one.authors == (Author("van der Toy", "BAC"), Author("Toy Group"))
    assert (one.journal, one.year, one.kinds) == ("Journal of Toys", 2003, ("case-report",))
    assert one.identifiers == {"pmid": "0000002", "doi": "10.0000/toy.2", "pmcid": "PMC0000002"}


@pytest.mark.parametrize(
    "wrapped",
    [
        JATS[JATS.index("<article ") :],
        "<pmc-articleset>" + JATS[JATS.index("<article ") :] + "</pmc-articleset>",
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><GetRecord><record><metadata>'
        + JATS[JATS.index("<article ") :].replace("<article ", '<article xmlns="https://jats.nlm.nih.gov/ns/x" ', 1)
        + "</metadata></record></GetRecord></OAI-PMH>",
        JATS.replace('pub-id-type="pmc"', 'pub-id-type="pmcid"').replace(
            '>0000002</article-id>\n      <article-id pub-id-type="doi',
            '>PMC0000002</article-id>\n      <article-id pub-id-type="doi',
        ),
        JATS.replace('pub-id-type="pmc"', 'pub-id-type="pmcaid"'),
        JATS.replace('<article-id pub-id-type="pmc">0000002</article-id>', ""),
    ],
)
def test_the_wrappings_of_pmc(folder: Path, wrapped: str) -> None:
    (one,) = cited(folder, wrapped)
    assert one.identifiers == {"pmid": "0000002", "doi": "10.0000/toy.2", "pmcid": "PMC0000002"}


@pytest.mark.parametrize(
    ("more", "year"),
    [
        (
            "@2001 Dec-2002 Jan@",
            2001,
        ),
        ("@Winter@", None),
        ("<ArticleDate><Year>2004</Year></ArticleDate>", 2004),
        ("", None),
    ],
)
def test_the_dates_of_pubmed(folder: Path, more: str, year: int | None) -> None:
    issue = "<Journal><JournalIssue><PubDate><MedlineDate>{}</MedlineDate></PubDate></JournalIssue></Journal>"
    more = issue.format(more.strip("@")) if more.startswith("@") else more
    assert cited(folder, pubmed(minimal(more=more)))[0].year == year


def test_a_chapter_of_a_book(folder: Path) -> None:
    chapter = """<PubmedBookArticle><BookDocument><PMID>0000003</PMID>
      <ArticleIdList><ArticleId IdType="bookaccession">NBK1</ArticleId></ArticleIdList>
      <Book><BookTitle>Toys of the World</BookTitle><PubDate><Year>1993</Year></PubDate>
        <AuthorList Type="editors"><Author><LastName>Editor</LastName></Author></AuthorList></Book>
      <ArticleTitle>Toy disease</ArticleTitle>
      <AuthorList Type="authors"><Author><LastName>Toy</LastName><Initials>C</Initials></Author></AuthorList>
      </BookDocument><PubmedBookData/></PubmedBookArticle>"""
    (one,) = cited(folder, pubmed(chapter))
    assert (one.title, one.first_author, one.journal, one.year) == ("Toy disease", "Toy C", None, 1993)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_encodings(folder: Path, encoding: str) -> None:
    text = pubmed(minimal(title="Ä toy")).replace('version="1.0" ', f'version="1.0" encoding="{encoding}"')
    assert cited(folder, text.encode(encoding))[0].title == "Ä toy"


def test_a_skeleton(folder: Path) -> None:
    (change,), report = new_papers(given(folder, pubmed(ARTICLE)), folder, DAY)
    assert (change.started, change.path.name, not len(report)) == (True, "toy-2001-0000001.yaml", True)
    text = change.path.read_text(encoding="utf-8")
    assert 'pmid: "0000001"\n  doi: "10.0000/Toy.1"\n  pmcid: PMC0000001\n  first_author: Toy A\n' in text
    assert "# The catalogue calls it: Case Reports.\n" in text
    assert "Nobody reads this" not in text


def test_check_says_what_the_reader_must_add(folder: Path) -> None:
    (change,), _ = new_papers(given(folder, pubmed(ARTICLE)), folder, DAY)
    _, faults = read_sheet(change.path)
    lines = change.path.read_text(encoding="utf-8").splitlines()
    assert [(fault.place, lines[fault.line - 1].strip()) for fault in faults] == [
        ("paper.design", "design:"),
        ("paper.readings", "readings: []"),
    ]
    assert [fault.fix for fault in faults] == [
        "one of case report, case series, cohort, review, meta-analysis, guideline",
        "at least one entry",
    ]
    told = CliRunner().invoke(kg, ["check", "--evidence", str(folder)])
    assert told.exit_code == 1
    assert "toy-2001-0000001.yaml:" in told.output
    assert "2 errors" in told.output


def test_a_skeleton_filled_in_is_evidence(folder: Path) -> None:
    (change,), _ = new_papers(given(folder, pubmed(ARTICLE)), folder, DAY)
    text = change.path.read_text(encoding="utf-8")
    text = text.replace("design:\n", "design: review\n").replace("readings: []", "readings: [{depth: abstract}]")
    change.path.write_text(text, encoding="utf-8")
    sheet, faults = read_sheet(change.path)
    assert sheet is not None
    assert not faults
    assert sheet.file.paper.title == 'A toy\'s TOY1 variant – p.Arg50His: a "first" report'
    assert CliRunner().invoke(kg, ["check", "--evidence", str(folder)]).exit_code == 0


def test_twice_is_once(folder: Path) -> None:
    source = given(folder, pubmed(ARTICLE))
    new_papers(source, folder, DAY)
    before = (folder / "toy-2001-0000001.yaml").read_bytes()
    (change,), _ = new_papers(source, folder, date(2002, 1, 1))
    assert (change.started, change.added, change.differs) == (False, (), ())
    assert (folder / "toy-2001-0000001.yaml").read_bytes() == before


HELD = """# A curator's comment.
revised: 2001-01-31   # the day
paper:
    title: "A toy's TOY1 variant –  p.Arg50His: a 'first' report"   # as printed

    # found by hand
    doi: 10.0000/toy.1
    journal: J. Toys
    # what kind
    design: case report
    readings:
    - {depth: abstract, url: "https://example.org/toy"}
notes:
- kept   # always
"""


def test_an_existing_file_is_completed_and_keeps_every_line(folder: Path) -> None:
    path = folder / "mine.yaml"
    path.write_text(HELD, encoding="utf-8")
    (change,), _ = new_papers(given(folder, pubmed(ARTICLE)), folder, DAY)
    assert (change.path, change.added, change.differs) == (path, ("pmid", "pmcid", "first_author", "year"), ())
    wanted = HELD.replace("2001-01-31", "2001-02-03")
    wanted = wanted.replace("# as printed\n", '# as printed\n    pmid: "0000001"\n')
    wanted = wanted.replace("toy.1\n", "toy.1\n    pmcid: PMC0000001\n    first_author: Toy A\n")
    wanted = wanted.replace("J. Toys\n", "J. Toys\n    year: 2001\n")
    assert path.read_text(encoding="utf-8") == wanted
    assert list(folder.iterdir()) == [path]


def test_what_is_held_is_never_overwritten(folder: Path) -> None:
    path = folder / "mine.yaml"
    text = HELD.replace("J. Toys", "Another").replace("design:", "year: 1999\n    design:")
    path.write_text(text, encoding="utf-8")
    (change,), _ = new_papers(given(folder, pubmed(ARTICLE)), folder, DAY)
    assert change.differs == (Difference("journal", "Another", "Journal of toys"), Difference("year", 1999, 2001))
    assert "Another" in path.read_text(encoding="utf-8")


def test_a_title_of_ours_is_told_beside_the_printed_one(folder: Path) -> None:
    (folder / "mine.yaml").write_text(HELD.replace("    doi:", "    title_read: false\n    doi:"), encoding="utf-8")
    (change,), _ = new_papers(given(folder, pubmed(ARTICLE)), folder, DAY)
    assert [one.field for one in change.differs] == ["title_read"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_keys_without_value_ends_of_lines_and_the_last_line(folder: Path, end: str) -> None:
    path = folder / "mine.yaml"
    text = 'revised: 2001-01-31\npaper:\n  title: |\n    A toy\n  pmid: "0000001"\n  year:  # when?\n  journal: J Toys'
    path.write_bytes(text.replace("\n", end).encode())
    new_papers(given(folder, pubmed(ARTICLE)), folder, DAY)
    wanted = (
        'revised: 2001-02-03\npaper:\n  title: |\n    A toy\n  pmid: "0000001"\n  doi: "10.0000/Toy.1"\n'
        "  pmcid: PMC0000001\n  first_author: Toy A\n  year: 2001  # when?\n  journal: J Toys\n"
    )
    assert path.read_bytes().decode() == wanted.replace("\n", end)


@pytest.mark.parametrize(
    "held",
    [
        'revised: 2001-01-31\npaper: {title: A toy, pmid: "0000001"}\n',
        'revised: 2001-01-31\npaper:\n  title: A toy\n  pmid: "0000001"\n  pmid: "0000001"\n',
        'revised: 2001-01-31\npaper:\n  title: A toy\n  pmid: "0000001"\n  journal: |+\n    J Toys\n\n',
        'revised: 2001-01-31\npaper:\n  title: A toy\n  pmid: "0000001"\n...\n',
    ],
)
def test_a_file_that_cannot_be_added_to_is_left_alone_and_told(folder: Path, held: str) -> None:
    path = folder / "mine.yaml"
    path.write_text(held, encoding="utf-8")
    with pytest.raises(BadCitations) as bad:
        new_papers(given(folder, pubmed(ARTICLE)), folder, DAY)
    (fault,) = bad.value.report.fatal
    assert fault.what.startswith("mine.yaml cannot be completed: ")
    assert "first_author: Toy A" in fault.fix
    assert path.read_text(encoding="utf-8") == held


def test_a_title_that_is_there_already_is_warned_of(folder: Path) -> None:
    (folder / "mine.yaml").write_text("paper:\n  title: a TOY.\n", encoding="utf-8")
    (change,), report = new_papers(given(folder, pubmed(minimal())), folder, DAY)
    assert change.started
    assert any("mine.yaml has the same title" in fault.what for fault in report.warnings)


def test_two_files_of_one_paper_are_told(folder: Path) -> None:
    (folder / "a.yaml").write_text('paper:\n  pmid: "0000001"\n', encoding="utf-8")
    (folder / "b.yaml").write_text("paper:\n  doi: 10.0000/TOY.1\n", encoding="utf-8")
    with pytest.raises(BadCitations, match=r"a\.yaml and b\.yaml"):
        new_papers(given(folder, pubmed(ARTICLE)), folder, DAY)


def test_one_bad_record_keeps_all_from_being_written(folder: Path) -> None:
    with pytest.raises(BadCitations, match=r"PubmedArticle\[1\]"):
        new_papers(given(folder, pubmed(ARTICLE, minimal(pmid="none"))), folder, DAY)
    assert not list(folder.iterdir())


def test_a_failure_while_writing_leaves_every_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "mine.yaml"
    path.write_text(HELD, encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(writing.shutil, "copymode", full)
    with pytest.raises(OSError, match="no space"):
        new_papers(given(folder, pubmed(ARTICLE)), folder, DAY)
    assert [(one.name, one.read_text(encoding="utf-8")) for one in folder.iterdir()] == [("mine.yaml", HELD)]


def test_permissions_and_links_stay(folder: Path) -> None:
    real = folder.parent / "elsewhere.yaml"
    real.write_text(HELD, encoding="utf-8")
    real.chmod(0o640)
    (folder / "mine.yaml").symlink_to(real)
    new_papers(given(folder, pubmed(ARTICLE)), folder, DAY)
    assert (folder / "mine.yaml").is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert "PMC0000001" in real.read_text(encoding="utf-8")


def test_two_hundred_records_in_one_file(folder: Path) -> None:
    records = [minimal(pmid=str(1000 + number), title=f"Toy {number}") for number in range(200)]
    changes, report = new_papers(
        given(folder, pubmed(*records, "<DeleteCitation><PMID>1</PMID></DeleteCitation>")), folder, DAY
    )
    assert len(changes) == len(list(folder.iterdir())) == 200
    assert not report.fatal


def test_names_of_files(folder: Path) -> None:
    names = [file_name(one) for text in (pubmed(ARTICLE), JATS) for one in cited(folder, text)]
    assert names == ["toy-2001-0000001.yaml", "van-der-toy-2003-0000002.yaml"]


def test_a_hostile_name_stays_in_the_folder(folder: Path) -> None:
    more = "<AuthorList><Author><CollectiveName>../../etc/passwd\n: x</CollectiveName></Author></AuthorList>"
    (change,), _ = new_papers(given(folder, pubmed(minimal(more=more)), "to\nys: #.xml"), folder, DAY)
    assert change.path.name == "etc-passwd-x-0000001.yaml"
    assert change.path.parent == folder


BOMB = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DEEP = "<PubmedArticleSet>" + "<a>" * 200 + "</a>" * 200 + "</PubmedArticleSet>"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "it is empty"),
        (" \n", "it is empty"),
        ("no XML at all", "breaks off"),
        ("%PDF-1.7", "breaks off"),
        (b"\x1f\x8b\x08\x00", "packed"),
        (b"\xff\xfe\x00", "breaks off"),
        ('{"pmid": 1}', "breaks off"),
        (pubmed(ARTICLE)[:900], "breaks off inside <"),
        (pubmed(ARTICLE).replace("</PMID>", "</PMDI>"), "mismatched tag"),
        (pubmed(ARTICLE) + "<more/>", "junk after document"),
        (pubmed("Tom & Toy"), "not well-formed"),
        (pubmed(minimal(title="\x01")), "not well-formed"),
        (pubmed(minimal()).encode().replace(b"A toy", b"\xe9"), "not well-formed"),
        (pubmed(minimal()).replace('version="1.0"', 'version="1.0" encoding="klingon"'), "encoding"),
        (pubmed(minimal()).replace('version="1.0"', 'version="1.0" encoding="utf-16"'), "encoding"),
        ("<html><body>PubMed is down</body></html>", "its root is <html>"),
        ("<eFetchResult><ERROR>none</ERROR></eFetchResult>", "its root is <eFetchResult>"),
        ("<PubmedArticleSet/>", "holds no record"),
        ("<pmc-articleset><Reply error='none'/></pmc-articleset>", "<Reply> is no record"),
        ("<OAI-PMH><error/></OAI-PMH>", "holds no record"),
        ("<article/>", "no PMID, DOI or PMCID"),
        ("<article><front/></article>", "no PMID, DOI or PMCID"),
        (pubmed(minimal(pmid="0")), "no PMID, DOI or PMCID"),
        (pubmed(minimal(pmid="123456789")), "no PMID, DOI or PMCID"),
        (pubmed(minimal(pmid="1 or 2")), "no PMID, DOI or PMCID"),
        (pubmed(minimal(title="")), "it has no title"),
        (pubmed(minimal(), minimal()), "is also that of the record"),
        (pubmed("<PubmedArticle/>"), "no PMID, DOI or PMCID"),
        (DEEP, "100 deep"),
        (pubmed(minimal(title="&l9;"), doctype=f"<!DOCTYPE x [<!ENTITY l0 'lol'>{BOMB}]>"), "declarations of its own"),
        (pubmed(minimal(title="&e;"), doctype='<!DOCTYPE x [<!ENTITY e SYSTEM "/etc/passwd">]>'), "declarations"),
        (pubmed(minimal(), doctype='<!DOCTYPE x [<!ENTITY % p SYSTEM "http://example.org/p"> %p;]>'), "declarations"),
        (pubmed(minimal(), doctype='<!DOCTYPE x SYSTEM "x" [<!ATTLIST PMID a CDATA "b">]>'), "declarations"),
        (pubmed(minimal(title="&nbsp;toy")), "the entity &nbsp; is not expanded"),
        (pubmed(minimal(title="&nbsp;toy"), doctype=""), "undefined entity"),
    ],
)  # fmt: skip
def test_malformed_input_is_told_and_nothing_is_written(folder: Path, text: str | bytes, told: str) -> None:
    with pytest.raises(BadCitations) as bad:
        new_papers(given(folder, text), folder, DAY)
    assert told in str(bad.value)
    assert not any("toys.xml" in fault.what for fault in bad.value.report)
    assert all(fault.file == "toys.xml" and fault.line >= 1 and fault.fix for fault in bad.value.report)
    assert not list(folder.iterdir())


def test_an_external_dtd_is_named_and_never_fetched(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    real = Path.open

    def watched(self: Path, *args: object, **kwargs: object):
        opened.append(self.name)
        return real(self, *args, **kwargs)

    source = given(folder, pubmed(minimal(), doctype='<!DOCTYPE x SYSTEM "/etc/hostname">'))
    monkeypatch.setattr(Path, "open", watched)
    report = Report()
    assert len(read_citations(source, report)) == 1
    assert opened == ["toys.xml"]


def test_a_file_that_is_too_large_or_not_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadCitations, match="cannot be read"):
        new_papers(folder / "none.xml", folder, DAY)
    with pytest.raises(BadCitations, match="cannot be read"):
        new_papers(folder, folder, DAY)
    with pytest.raises(FaultyInput, match="no folder"):
        new_papers(given(folder, pubmed(minimal())), folder / "none", DAY)
    monkeypatch.setattr(tree, "LARGEST", 2**20)
    with pytest.raises(BadCitations, match="larger than 1 MB"):
        new_papers(given(folder, pubmed(minimal(title="x" * 2**20))), folder, DAY)
    monkeypatch.setattr(tree, "MOST", 100)
    with pytest.raises(BadCitations, match="more than 100 elements"):
        new_papers(given(folder, pubmed(minimal(title="<i/>" * 100))), folder, DAY)


def test_a_broken_evidence_file_may_be_of_the_paper(folder: Path) -> None:
    (folder / "broken.yaml").write_text("paper: [", encoding="utf-8")
    with pytest.raises(BadCitations, match="broken"):
        new_papers(given(folder, pubmed(minimal())), folder, DAY)


def test_a_retracted_paper_is_warned_of(folder: Path) -> None:
    more = "<PublicationTypeList><PublicationType>Retracted Publication</PublicationType></PublicationTypeList>"
    _, report = new_papers(given(folder, pubmed(minimal(more=more))), folder, DAY)
    assert "Retracted Publication" in " ".join(fault.what for fault in report.warnings)


def link(kind: str) -> str:
    """A record of PubMed with a link to another one; the DTD keeps links outside the article."""
    told = f'<CommentsCorrections RefType="{kind}"><RefSource>Toy J. 2012</RefSource><PMID>0000005</PMID>'
    links = f"<CommentsCorrectionsList>{told}</CommentsCorrections></CommentsCorrectionsList>"
    return pubmed(minimal().replace("</MedlineCitation>", links + "</MedlineCitation>"))


def related(kind: str) -> str:
    """An article of PMC with a link to another one."""
    one = f'<related-article related-article-type="{kind}" ext-link-type="doi" xlink:href="10.0000/toy.9"/>'
    return JATS.replace("<abstract>", one + "<abstract>")


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        (link("RetractionIn"), "retracted", "RetractionIn: Toy J. 2012, PMID 0000005"),
        (link("RetractedandRepublishedIn"), "retracted", "RetractedandRepublishedIn: Toy J. 2012, PMID 0000005"),
        (link("ExpressionOfConcernIn"), "concern", "ExpressionOfConcernIn: Toy J. 2012, PMID 0000005"),
        (link("ErratumIn"), "corrected", "ErratumIn: Toy J. 2012, PMID 0000005"),
        (link("CorrectedandRepublishedIn"), "corrected", "CorrectedandRepublishedIn: Toy J. 2012, PMID 0000005"),
        (link("RetractionOf"), "notice", "RetractionOf: Toy J. 2012, PMID 0000005"),
        (link("ExpressionOfConcernFor"), "notice", "ExpressionOfConcernFor: Toy J. 2012, PMID 0000005"),
        (related("retraction-forward"), "retracted", "retraction-forward: doi 10.0000/toy.9"),
        (related("expression-of-concern"), "concern", "expression-of-concern: doi 10.0000/toy.9"),
        (related("correction-forward"), "corrected", "correction-forward: doi 10.0000/toy.9"),
        (related("retracted-article"), "notice", "retracted-article: doi 10.0000/toy.9"),
        (related("object-of-concern"), "notice", "object-of-concern: doi 10.0000/toy.9"),
        (JATS.replace("case-report", "retraction"), "notice", "retraction"),
        (JATS.replace("case-report", "expression-of-concern"), "notice", "expression-of-concern"),
        (pubmed(minimal(title="RETRACTED: a toy")), "retracted", "the title begins with 'RETRACTED:'"),
        (pubmed(minimal(title="Retracted Article: a toy")), "retracted", "the title begins with 'Retracted Article:'"),
        (pubmed(minimal(title="[Retracted] A toy")), "retracted", "the title begins with '[Retracted]'"),
        (pubmed(minimal(title="WITHDRAWN: a toy.")), "retracted", "the title begins with 'WITHDRAWN:'"),
        (pubmed(minimal(title="A toy (Retracted)")), "retracted", "the title ends with '(Retracted)'"),
        (pubmed(minimal(title="Retraction: A toy")), "notice", "the title begins with 'Retraction:'"),
        (pubmed(minimal(title="Expression of Concern: A toy")), "notice", "begins with 'Expression of Concern'"),
    ],
)  # fmt: skip
def test_a_retraction_or_concern_is_told_and_written_as_a_doubt(folder: Path, text: str, kind: str, words: str) -> None:
    (change,), report = new_papers(given(folder, text), folder, DAY)
    (told,) = [fault for fault in report.warnings if fault.kind == f"citation-{kind}"]
    assert words in told.what
    doubts = yaml.safe_load(change.path.read_text(encoding="utf-8")).get("doubts", [])
    assert [(one["about"], words in one["text"]) for one in doubts] == [("paper", True)] * (kind != "corrected")


@pytest.mark.parametrize("kind", ["CommentIn", "Cites", "ReprintIn", "UpdateOf", "AssociatedDataset", ""])
def test_other_links_say_nothing_of_a_papers_fate(folder: Path, kind: str) -> None:
    (one,) = cited(folder, link(kind))
    assert one.notices == ()


@pytest.mark.parametrize(
    "title",
    [
        "Withdrawn behaviour in toys",
        "Retracted eyelids of toys - two reports",
        "Retraction of muscles: a toy",
        "Concern of toys",
        "A toy removed by surgery",
        "Drug withdrawal: a toy",
    ],
)
def test_a_title_that_only_has_such_a_word(folder: Path, title: str) -> None:
    (one,) = cited(folder, pubmed(minimal(title=title)))
    assert one.notices == ()


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("[Not Available].</ArticleTitle><VernacularTitle>Ein Spielzeug.", "Ein Spielzeug"),
        ("[Title not available]</ArticleTitle><VernacularTitle>Un <i>jouet</i>.", "Un jouet"),
        ("[In Process Citation]</ArticleTitle><VernacularTitle>Ein Spielzeug.", "Ein Spielzeug"),
        ("[A toy].</ArticleTitle><VernacularTitle>Ein Spielzeug.", "[A toy]"),
        ("Toys not available in shops.", "Toys not available in shops"),
        ("H<sub>2</sub>O and 10<sup>-3</sup> toys<sup>*</sup>.", "H2O and 10-3 toys"),
        ("<math><semantics><mi>β</mi><annotation>\\beta</annotation></semantics></math>-toys.", "β-toys"),
    ],
)
def test_the_titles_of_pubmed(folder: Path, written: str, title: str) -> None:
    end = "" if "<VernacularTitle>" in written else "</ArticleTitle><VernacularTitle>Not this"
    text = pubmed(minimal(title=written + end)).replace("</ArticleTitle></Article>", "</VernacularTitle></Article>")
    (one,) = cited(folder, text)
    assert one.title == title


MATH = "<mml:math xmlns:mml='http://www.w3.org/1998/Math/MathML'><mml:mi>β</mml:mi></mml:math>"
TEX = r"<tex-math>\documentclass{minimal}\begin{document}$\beta$\end{document}</tex-math>"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Toys<break/>with wheels", "Toys with wheels"),
        ("Toys <break/> with wheels", "Toys with wheels"),
        (f"A <inline-formula><alternatives>{MATH}{TEX}</alternatives></inline-formula> toy", "A β toy"),
        (f"A <inline-formula><alternatives>{TEX}{MATH}</alternatives></inline-formula> toy", "A β toy"),
        (f"A <alternatives><inline-graphic/>{TEX}<textual-form>β</textual-form></alternatives> toy", "A β toy"),
        (f"A <inline-formula>{TEX}</inline-formula> toy", "A [formula] toy"),
        ("CO<sub>2</sub> <named-content content-type='gene'><italic>TOY1</italic></named-content>", "CO2 TOY1"),
        ("A toy<sup><xref ref-type='fn'>1</xref></sup>", "A toy"),
        ("A <bold>toy<xref ref-type='fn'>a</xref></bold><fn><p>Thanks</p></fn>", "A toy"),
        ("A toy<sup>†,‡</sup> of <styled-content>wood</styled-content>", "A toy of wood"),
        ("Toys</article-title><subtitle>new<break/>ones<xref>*</xref>.</subtitle><article-title>", "Toys: new ones"),
        ("</article-title><trans-title-group><trans-title>A toy.</trans-title></trans-title-group><x>", "A toy"),
    ],
)
def test_the_titles_of_pmc(folder: Path, written: str, title: str) -> None:
    start, end = JATS.index("<title-group>"), JATS.index("</title-group>")
    text = JATS[:start] + f"<title-group><article-title>{written}</article-title>" + JATS[end:]
    text = text.replace("<x></article-title>", "").replace("<article-title></article-title>", "", written.count("<sub"))
    (one,) = cited(folder, text)
    assert one.title == title


@pytest.mark.parametrize("suffix", ["Jr", "Sr", "2nd", "3rd", "III", "IV"])
def test_a_suffix_stays_as_it_is_printed(folder: Path, suffix: str) -> None:
    name = f"<LastName>Toy</LastName><Initials>WF</Initials><Suffix>{suffix}</Suffix>"
    (one,) = cited(folder, pubmed(minimal(more=f"<AuthorList><Author>{name}</Author></AuthorList>")))
    assert (one.first_author, file_name(one)) == (f"Toy WF {suffix}", "toy-0000001.yaml")
    name = f"Bo-Anne C.</given-names><suffix>{suffix}.</suffix>"
    (one,) = cited(folder, JATS.replace("Bo-Anne C.</given-names>", name))
    assert one.first_author == f"van der Toy BAC {suffix}"


def test_a_degree_is_no_suffix_of_a_name(folder: Path) -> None:
    name = "<LastName>Toy</LastName><Initials>WF</Initials><Suffix>PhD, MPH</Suffix>"
    (one,) = cited(folder, pubmed(minimal(more=f"<AuthorList><Author>{name}</Author></AuthorList>")))
    assert one.first_author == "Toy WF"


def test_a_notice_may_bear_the_title_of_the_paper_that_it_is_about(folder: Path) -> None:
    (one,) = cited(folder, link("RetractionOf").replace(">A toy<", '>Retracted: "A toy"<'))
    assert [told.kind for told in one.notices] == ["notice"]


def test_the_command_tells_what_it_did(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "mine.yaml").write_text(HELD.replace("J. Toys", "Another"), encoding="utf-8")
    paper_new(given(folder, pubmed(ARTICLE, minimal("0000002"))), folder)
    told = capsys.readouterr()
    assert "completed mine.yaml: pmid, pmcid, first_author, year" in told.out
    assert "journal stays 'Another'; the catalogue has 'Journal of toys'" in told.out
    assert "started " in told.out
    assert "it names no authors" in told.err
    paper_new(given(folder, pubmed(ARTICLE)), folder)
    assert "mine.yaml has it all" in capsys.readouterr().out


WORDS = (
    st.text(st.characters(exclude_categories=("Cs",)), min_size=1).map(lambda text: " ".join(text.split())).filter(bool)
)


@settings(deadline=None)
@tried(WORDS, WORDS, WORDS)
@example("null", "- [x]: {y} # z", "2001-01-01")
@example("'quoted' \"twice\"", "a: b", "*alias &anchor !tag %")
@example(" ".join(["long"] * 60), "\x84\ufeff\u200b", "...")
def test_any_words_come_back_out_of_a_skeleton(title: str, author: str, journal: str) -> None:
    one = Citation(1, title, (Author(author, "A"),), (journal,), 2001, "0000001", kinds=(journal, "# x"))
    text = skeleton(one, f"{author}.xml", Path("none"), DAY)
    found = yaml.safe_load(text)
    assert found["paper"] == {
        "title": title,
        "pmid": "0000001",
        "first_author": f"{author} A",
        "journal": journal,
        "year": 2001,
        "design": None,
        "readings": [],
    }
    assert found["revised"] == DAY
    assert all(part.startswith("  ") for part in line("title", title).splitlines())


@settings(max_examples=most(300), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@tried(st.integers(0, len(pubmed(ARTICLE))), st.integers(0, 40), st.binary(max_size=8))
def test_no_damage_gets_further_than_a_message(folder: Path, start: int, length: int, put: bytes) -> None:
    whole = pubmed(ARTICLE).encode()
    source = given(folder, whole[:start] + put + whole[start + length :])
    try:
        changes, _ = new_papers(source, folder, DAY)
    except BadCitations as bad:
        assert bad.report.fatal
        assert not list(folder.iterdir())
    else:
        for change in changes:
            _, faults = read_sheet(change.path)
            assert {fault.place for fault in faults} == {"paper.design", "paper.readings"}, faults
            change.path.unlink()
