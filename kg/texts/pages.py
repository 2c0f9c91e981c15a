"""The pages of a PDF as pieces of lines with their places on paper. The only importer of pypdfium2 (PDFium).

PDFium gives characters in the order in which the file draws them; where they stand tells lines and columns. Called in a
process apart (`apart.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

import pypdfium2
from pypdfium2 import raw

from kg.texts import bounds
from kg.texts.bounds import UnreadableText
from kg.texts.letters import Letter, PdfPage, Piece

_MOST_OF_A_PAGE: Final = 200_000
_MOST_OBJECTS: Final = 2_000
_SAME_LINE: Final = 0.6
"""Of a letter's height: how far the middle of the next may lie from it."""
_APART: Final = 1.0
"""Of a letter's height: a gap that parts two pieces of a line, as those of two columns."""
_HYPHEN: Final = 2
"""What PDFium gives for a hyphen at the end of a line."""


def pages_of(path: Path) -> Iterator[PdfPage]:
    """Every page; raises `UnreadableText` for what is locked, broken or has too many."""
    if path.stat().st_size > bounds.LARGEST_PDF:
        what = f"it is larger than {bounds.LARGEST_PDF // 2**20} MB, the most that is read of a PDF"
        raise UnreadableText(path, 1, what, "the pages that tell of people as a file of their own")
    try:
        document = pypdfium2.PdfDocument(path)
        many = len(document)
    except pypdfium2.PdfiumError as error:
        raise _unreadable(path, str(error)) from None
    if many > bounds.MOST_PAGES:
        what = f"it has {many:,} pages; no more than {bounds.MOST_PAGES:,} are read"
        raise UnreadableText(path, 1, what, "the pages that tell of people as a file of their own")
    for number in range(many):
        try:
            page = document[number]
            yield PdfPage(number + 1, list(_pieces(path, number + 1, page.get_textpage())), _pictured(page))
            page.close()
        except pypdfium2.PdfiumError as error:
            fix = "a file whose pages all open; print it to a new PDF"
            raise UnreadableText(path, 1, f"page {number + 1} cannot be read: {error}", fix) from None


def _unreadable(path: Path, said: str) -> UnreadableText:
    if "password" in said.lower():
        return UnreadableText(path, 1, "it is locked with a password", "save it without one, where you may")
    fix = "the whole PDF, as other programs open it; print it to a new PDF"
    return UnreadableText(path, 1, f"it is no PDF that can be read: {said}", fix)


def _pieces(path: Path, number: int, text: pypdfium2.PdfTextPage) -> Iterator[Piece]:
    many = text.count_chars()
    if many > _MOST_OF_A_PAGE:
        what = f"page {number} has {many:,} characters; no page of a paper has more than {_MOST_OF_A_PAGE:,}"
        raise UnreadableText(path, 1, what, "a PDF of pages as they are printed")
    piece: Piece = []
    last: Letter | None = None
    for letter in _letters(text, many):
        if last and not letter.text.isspace() and not _goes_on(last, letter):
            yield piece
            piece = []
        if letter.text == "\n" or (letter.text.isspace() and not piece):
            continue
        piece.append(letter)
        if not letter.text.isspace():
            last = letter
    if piece:
        yield piece


def _goes_on(last: Letter, letter: Letter) -> bool:
    high = max(last.height, letter.height)
    near = abs(letter.middle - last.middle) <= _SAME_LINE * high
    return near and -0.5 * high <= letter.left - last.right <= _APART * high


def _letters(text: pypdfium2.PdfTextPage, many: int) -> Iterator[Letter]:
    box = raw.FS_RECTF()
    half = 0
    for at in range(many):
        code = raw.FPDFText_GetUnicode(text.raw, at)
        if 0xD800 <= code < 0xDC00:
            half = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((half - 0xD800) << 10) + (code - 0xDC00) if half else 0xFFFD
        half = 0
        if code in (10, 13):
            written = "\n"
        elif code == _HYPHEN:
            written = "-"
        elif code < 32 or code in (0xFFFE, 0xFFFF):
            continue
        else:
            written = chr(code)
        raw.FPDFText_GetLooseCharBox(text.raw, at, box)
        yield Letter(written, box.left, box.right, box.bottom, box.top)


def _pictured(page: pypdfium2.PdfPage) -> float:
    """The share of a page that its largest picture covers; 0 without any."""
    width, height = page.get_size()
    largest = 0.0
    for one in islice(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3), _MOST_OBJECTS):
        left, bottom, right, top = one.get_bounds()
        share = (right - left) * (top - bottom) / max(1.0, width * height)
        largest = max(largest, min(1.0, share), 0.001)
    return largest
