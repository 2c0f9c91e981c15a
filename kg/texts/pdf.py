"""PDFs: lines joined to paragraphs, heads and feet of pages and the list of references left out.

Nothing is guessed: a page that is a picture is told, no title is made of the largest letters, and of identifiers only
the one that is printed on the first page without another of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from kg.model.citation import Citation
from kg.sources import surnames as names
from kg.texts.gathering import Gathering
from kg.texts.letter_codes import UNTOLD
from kg.texts.letters import PdfPage
from kg.texts.line_numbers import without_numbers
from kg.texts.page_columns import columns_of
from kg.texts.page_edges import body, repeated_lines
from kg.texts.pages import pages_of
from kg.texts.printed_lines import PrintedLine, rows_of, written
from kg.texts.printed_paragraphs import PrintedParagraphs, numbered
from kg.texts.printed_rows import with_rows
from kg.texts.text import Text

_FEW_LETTERS: Final = 20
_MOSTLY_PICTURE: Final = 0.7
_DOI: Final = re.compile(r"(?<![\w/])10\.\d{4,9}/[^\s\"<>]+")
_PMID: Final = re.compile(r"\bPMID\s*:?\s*(\d{1,8})\b")


def read(path: Path) -> Text:
    """The text of a PDF; raises `UnreadableText`."""
    out = Gathering(path)
    pages, numbered_lines = without_numbers(list(pages_of(path)))
    out.told += _pictures(pages)
    out.told += _untold(pages)
    if numbered_lines:
        out.told.append(f"numbers of lines ({numbered(numbered_lines)}) left out")
    if not any(page.letters or page.pictured for page in pages):
        out.told.append("its pages hold neither text nor pictures: nothing was read")
    first = (
        [written([letter for piece in row for letter in piece]) for row in rows_of(pages[0].pieces)] if pages else []
    )
    repeated = repeated_lines(pages)
    columns = [column for page in pages for column in _columns(page, repeated)]
    PrintedParagraphs(out, columns).read()
    return out.text(_citation(first))


def _columns(page: PdfPage, repeated: frozenset[str]) -> Iterator[list[PrintedLine]]:
    """The columns of a page, and behind them what stands on its side."""
    for pieces in (body(page, repeated), *page.turned):
        yield from columns_of(with_rows(pieces), page.number)


def _pictures(pages: Sequence[PdfPage]) -> Iterator[str]:
    bare = [page.number for page in pages if page.letters < _FEW_LETTERS and page.pictured]
    under = [page.number for page in pages if page.letters >= _FEW_LETTERS and page.pictured > _MOSTLY_PICTURE]
    if bare:
        held, they = ("holds a picture", "it was") if len(bare) == 1 else ("hold pictures", "they were")
        yield f"{numbered(bare)} {held} and no text: {they} not read"
    if under:
        yield f"{numbered(under)}: a picture covers the page; its text was made by a machine, and may err anywhere"


def _untold(pages: Sequence[PdfPage]) -> Iterator[str]:
    many = [page.number for page in pages for piece in page.pieces for letter in piece if letter.text == UNTOLD]
    if many:
        one = "a letter" if len(many) == 1 else f"{len(many):,} letters"
        where = numbered(sorted(set(many)))
        yield f"{where}: the file does not tell {one}, each shown as {UNTOLD}; words may be others than they seem"


def _citation(lines: Sequence[str]) -> Citation | None:
    """The one DOI and the one PMID that the first page prints; none of which there are two, or that a line may cut."""
    text = "\n".join(lines)
    dois = {one[0].rstrip(".,;:)]") for one in _DOI.finditer(text)}
    pmids = {one[1] for one in _PMID.finditer(text)}
    doi = names.doi(dois.pop()) if len(dois) == 1 else None
    if doi and re.search(re.escape(doi) + r"[-/._]?\n", text) and not doi[-1].isalnum():
        doi = None
    pmid = names.pmid(pmids.pop()) if len(pmids) == 1 else None
    return Citation(line=1, doi=doi, pmid=pmid) if doi or pmid else None
