"""The pages of a PDF as pieces of lines with their places on paper. The only importer of pypdfium2 (PDFium).

PDFium gives characters in the order in which the file draws them; where they stand tells lines and columns. Called in a
process apart (`apart.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import addressof, c_int, create_string_buffer
from dataclasses import dataclass
from itertools import islice
from math import hypot, pi
from pathlib import Path
from typing import Final

import pypdfium2
from pypdfium2 import raw

from kg.texts import bounds
from kg.texts.bounds import UnreadableText
from kg.texts.letter_codes import OF_TEX, written
from kg.texts.letters import Letter, PdfPage, inked, pieces_of

_MOST_OF_A_PAGE: Final = 200_000
_MOST_OBJECTS: Final = 2_000
_LONGEST_NAME: Final = 128
_TURNED: Final = 150
"""Letters that run up a page, or down it, from which they are a table on its side and no mark in the margin."""


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
            yield _page(path, number + 1, page)
            page.close()
        except pypdfium2.PdfiumError as error:
            fix = "a file whose pages all open, or printed to a new one"
            raise UnreadableText(path, 1, f"page {number + 1} cannot be read: {error}", fix) from None


def _unreadable(path: Path, said: str) -> UnreadableText:
    if "password" in said.lower():
        return UnreadableText(path, 1, "it is locked with a password", "to save it without one, where you may")
    fix = "the whole PDF, as other programs open it, or printed to a new one"
    return UnreadableText(path, 1, f"it is no PDF that can be read: {said}", fix)


def _page(path: Path, number: int, page: pypdfium2.PdfPage) -> PdfPage:
    text = page.get_textpage()
    many = text.count_chars()
    if many > _MOST_OF_A_PAGE:
        what = f"page {number} has {many:,} characters; no page of a paper has more than {_MOST_OF_A_PAGE:,}"
        raise UnreadableText(path, 1, what, "a PDF of pages as they are printed")
    runs: dict[int, list[Letter]] = {0: [], 1: [], 2: [], 3: []}
    for quarters, letter in _letters(text, many):
        runs[quarters].append(letter.turned(quarters))
    turned = [list(pieces_of(runs[quarters])) for quarters in (1, 2, 3) if inked(runs[quarters]) >= _TURNED]
    return PdfPage(number, list(pieces_of(runs[0])), _pictured(page), tuple(turned))


def _letters(text: pypdfium2.PdfTextPage, many: int) -> Iterator[tuple[int, Letter]]:
    """Each letter, and to which quarter it is turned."""
    box = raw.FS_RECTF()
    half = 0
    drawn, run = 0, _Run()
    for at in range(many):
        code = raw.FPDFText_GetUnicode(text.raw, at)
        if 0xD800 <= code < 0xDC00:
            half = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((half - 0xD800) << 10) + (code - 0xDC00) if half else 0xFFFD
        half = 0
        by = addressof(one.contents) if (one := raw.FPDFText_GetTextObject(text.raw, at)) else 0
        if by and by != drawn:
            drawn, run = by, _Run.of(text, at)
        raw.FPDFText_GetLooseCharBox(text.raw, at, box)
        if text_of := written(code, box.right > box.left, by != 0 and run.of_tex):
            face, points = (run.face, run.points) if by else ("", 0)
            yield run.quarters, Letter(text_of, box.left, box.right, box.bottom, box.top, face, points)


@dataclass(frozen=True, slots=True)
class _Run:
    """What all letters that a file draws at once have in common."""

    face: str = ""
    points: float = 0
    quarters: int = 0
    of_tex: bool = False

    @classmethod
    def of(cls, text: pypdfium2.PdfTextPage, at: int) -> _Run:
        """That of a letter: its font without the sizes that some are drawn for (`CMR10`, `CMR12`), its size."""
        name, flags, matrix = create_string_buffer(_LONGEST_NAME), c_int(), raw.FS_MATRIX()
        long = raw.FPDFText_GetFontInfo(text.raw, at, name, _LONGEST_NAME, flags)
        told = name.raw[: max(0, min(long, _LONGEST_NAME) - 1)].decode("latin-1")
        raw.FPDFText_GetMatrix(text.raw, at, matrix)
        face = re.sub(r"^[A-Z]{6}\+|\d+", "", told)
        return cls(
            face=face,
            points=round(raw.FPDFText_GetFontSize(text.raw, at) * hypot(matrix.c, matrix.d), 1),
            quarters=-round(raw.FPDFText_GetCharAngle(text.raw, at) / (pi / 2)) % 4,
            of_tex=OF_TEX.fullmatch(face) is not None,
        )


def _pictured(page: pypdfium2.PdfPage) -> float:
    """The share of a page that its largest picture covers; 0 without any."""
    width, height = page.get_size()
    largest = 0.0
    for one in islice(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3), _MOST_OBJECTS):
        left, bottom, right, top = one.get_bounds()
        share = (right - left) * (top - bottom) / max(1.0, width * height)
        largest = max(largest, min(1.0, share), 0.001)
    return largest
