"""PDFs: lines joined to paragraphs, heads and feet of pages and the list of references left out.

Nothing is guessed: a page that is a picture is told, no title is made of the largest letters, and of identifiers only
the one that is printed on the first page without another of its kind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles
from typing import Final

from kg.model.citation import Citation
from kg.sources import surnames as names
from kg.texts.gathering import ABSTRACT, Gathering
from kg.texts.heads import folded, is_heading, is_left_out
from kg.texts.pages import PdfPage, Piece, pages_of
from kg.texts.printed_lines import PrintedLine, columns_of, rows_of, written
from kg.texts.text import PassageKind, Text
from kg.texts.wrapped import HYPHENS, PrintedWords

_AT_EDGE: Final = 2
"""Lines from the top and from the bottom of a page that may be its head and foot."""
_REPEATED: Final = 0.4
"""Share of the pages on which a head stands; those of left and right pages differ."""
_FEW_LETTERS: Final = 20
_MOSTLY_PICTURE: Final = 0.7
_NUMBER: Final = re.compile(r"(?i)[-–—|\s]*(?:page\s*|p\.\s*|[a-z]{1,2})?\d{1,5}(?:\s*(?:of|/)\s*\d{1,5})?[-–—|\s]*")
_CAPTION: Final = re.compile(
    r"(?:Supplementary )?(?:FIG(?:URE|\.)?|Fig(?:ure|\.)?|T(?:able|ABLE))\s*S?\d+[A-Za-z]?\s*(?:[.:|]|$|(?=[A-Z]))"
)
_DOI: Final = re.compile(r"(?<![\w/])10\.\d{4,9}/[^\s\"<>]+")
_PMID: Final = re.compile(r"\bPMID\s*:?\s*(\d{1,8})\b")
_BULLETS: Final = ("• ", "▪ ", "● ", "■ ", "◦ ")
_ENDED: Final = (".", "!", "?", ":", ".”", '."', ".)", "]")


def read(path: Path) -> Text:
    """The text of a PDF; raises `UnreadableText`."""
    out = Gathering(path)
    pages = list(pages_of(path))
    out.told += _pictures(pages)
    if not any(page.letters or page.pictured for page in pages):
        out.told.append("its pages hold neither text nor pictures: nothing was read")
    first = (
        [written([letter for piece in row for letter in piece]) for row in rows_of(pages[0].pieces)] if pages else []
    )
    repeated = _repeated(pages)
    columns = [column for page in pages for column in columns_of(_body(page, repeated), page.number)]
    _Paragraphs(out, columns).read()
    return out.text(_citation(first))


def _pictures(pages: Sequence[PdfPage]) -> Iterator[str]:
    bare = [page.number for page in pages if page.letters < _FEW_LETTERS and page.pictured]
    under = [page.number for page in pages if page.letters >= _FEW_LETTERS and page.pictured > _MOSTLY_PICTURE]
    if bare:
        held, they = ("holds a picture", "it was") if len(bare) == 1 else ("hold pictures", "they were")
        yield f"{_numbered(bare)} {held} and no text: {they} not read"
    if under:
        yield f"{_numbered(under)}: a picture covers the page; its text was made by a machine, and may err anywhere"


def _numbered(numbers: Sequence[int]) -> str:
    """Page numbers with those in a row drawn together."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    shown = ", ".join(f"{part[0]}-{part[-1]}" if len(part) > 1 else str(part[0]) for part in parts)
    return f"page{'s' if len(numbers) > 1 else ''} {shown}"


def _edges(page: PdfPage) -> Iterator[tuple[str, list[Piece]]]:
    """The first and last lines of a page, their numbers made alike."""
    rows = rows_of(page.pieces)
    for row in (*rows[:_AT_EDGE], *rows[max(_AT_EDGE, len(rows) - _AT_EDGE) :]):
        yield " ".join(written([letter for piece in row for letter in piece]).split()), row


def _alike(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _repeated(pages: Sequence[PdfPage]) -> frozenset[str]:
    counted = Counter(key for page in pages for key in {_alike(text) for text, _ in _edges(page)})
    least = max(2, round(_REPEATED * len(pages)))
    return frozenset(key for key, many in counted.items() if many >= least and key)


def _body(page: PdfPage, repeated: frozenset[str]) -> list[Piece]:
    gone = {
        id(piece) for text, row in _edges(page) if _alike(text) in repeated or _NUMBER.fullmatch(text) for piece in row
    }
    return [piece for piece in page.pieces if id(piece) not in gone]


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


class _Paragraphs:
    """Lines to paragraphs. `_silent` holds the pages of what is passed over, `_open` the paragraph under way."""

    def __init__(self, out: Gathering, columns: list[list[PrintedLine]]) -> None:
        self._out, self._columns = out, columns
        self._words = PrintedWords(line.text for column in columns for line in column)
        self._open: list[PrintedLine] = []
        self._silent = False
        self._passed: dict[str, list[int]] = {}
        self._section = ""
        self._tables = False

    def read(self) -> None:
        """Give all paragraphs to what gathers them, and tell what was passed over."""
        for column in self._columns:
            self._column(column)
        self._end()
        for title, pages in self._passed.items():
            self._out.told.append(f"{title} ({_numbered(sorted(set(pages)))}) left out")
        if self._tables:
            self._out.told.append("tables of a PDF come as running text: their columns are not told apart")

    def _column(self, lines: list[PrintedLine]) -> None:
        if not lines:
            return
        steps = [above.middle - below.middle for above, below in pairwise(lines)]
        step = median(steps) if len(steps) > 2 else 1.5 * lines[0].size
        left = min(
            quantiles([line.left for line in lines], n=10)[0] if len(lines) > 9 else lines[0].left, lines[0].left
        )
        left = max(left, min(line.left for line in lines))
        right = max(line.right for line in lines)
        before: PrintedLine | None = None
        for line in lines:
            if self._is_heading(line, before, step):
                self._heading(line)
                before = None
                continue
            if self._begins(line, before, step, left, right):
                self._end()
            self._open.append(line)
            before = line

    def _is_heading(self, line: PrintedLine, before: PrintedLine | None, step: float) -> bool:
        if not is_heading(line.text):
            return False
        ended = not self._open or self._open[-1].text.endswith(_ENDED)
        return ended or before is None or before.middle - line.middle > 1.2 * step

    def _begins(self, line: PrintedLine, before: PrintedLine | None, step: float, left: float, right: float) -> bool:
        """Whether a line begins a paragraph."""
        if line.text.startswith(_BULLETS):
            return True
        if not self._open or _CAPTION.match(line.text):
            return not self._open or before is None or self._open[-1].text.endswith(_ENDED)
        if before is None:
            last = self._open[-1].text
            return not (last[-1:] in HYPHENS or (not last.endswith(_ENDED) and line.text[:1].islower()))
        if before.middle - line.middle > 1.35 * step or abs(line.size - before.size) > 0.12 * before.size:
            return True
        indented = line.left - left > 0.8 * line.size and before.left - left <= 0.8 * line.size
        short = right - before.right > 2.5 * line.size and before.text.endswith(_ENDED)
        return (indented and before.text.endswith(_ENDED)) or short

    def _heading(self, line: PrintedLine) -> None:
        self._end()
        self._silent = is_left_out(line.text)
        self._section = line.text
        if not self._silent:
            self._out.open(line.text.rstrip(":"), 1, line.page)

    def _end(self) -> None:
        lines, self._open = self._open, []
        if not lines:
            return
        if self._silent:
            self._passed.setdefault(self._section, []).extend(line.page for line in lines)
            return
        text = self._words.joined([line.text for line in lines], keep=False)
        is_abstract = folded(self._out.section) == folded(ABSTRACT)
        kind = PassageKind.ABSTRACT if is_abstract else PassageKind.PARAGRAPH
        if caption := _CAPTION.match(text):
            kind = PassageKind.CAPTION
            self._tables |= "table" in caption[0].lower()
        self._out.add(text, kind, page=lines[0].page)
