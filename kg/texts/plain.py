"""Plain text: paragraphs parted by blank lines, lines that were wrapped joined, pages parted by form feeds."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import median
from typing import Final

from kg.texts import bounds
from kg.texts.gathering import ABSTRACT, Gathering
from kg.texts.heads import folded, is_heading, is_left_out, is_titled
from kg.texts.ligatures import unparted
from kg.texts.plain_tables import plain_table
from kg.texts.text import PassageKind, Text
from kg.texts.wrapped import PrintedWords

_BLANK: Final = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_HASHES: Final = re.compile(r"(#{1,6})\s+(.+?)\s*#*")
_CAPTION: Final = re.compile(r"(?:Supplementary )?(?:Fig(?:ure|\.)|Table)\s*S?\d+\s*[.:|]", re.IGNORECASE)
_LINE_OF_ITS_OWN: Final = 160
"""Characters of the usual line of a block whose lines are no wrapped ones, each a paragraph."""
_BROKEN: Final = re.compile(r"[a-z]{2}-[ \t]*\n[ \t]*(?=[a-z]{2})")
_BREAKS: Final = 0.06
"""Share of the lines that end on a hyphen where words were broken to fit: else it is a hyphen of the author's."""


def read_plain(path: Path) -> Text:
    """The text of a UTF-8 file (or of UTF-16 with its mark); raises `UnreadableText`."""
    text = bounds.decoded(path, bounds.whole(path, bounds.LARGEST_TEXT, "a plain text"))
    if not text.strip():
        raise bounds.UnreadableText(path, 1, "it is empty", "a file with the text of a paper")
    return _Plain(path, text).read()


class _Plain:
    def __init__(self, path: Path, text: str) -> None:
        self._out = Gathering(path)
        lines = [unparted(line) for line in text.split("\n")]
        self._text = "\n".join(lines)
        self._words = PrintedWords(lines)
        breaks = len(_BROKEN.findall(self._text))
        self._keep = breaks < 3 or breaks < _BREAKS * sum(bool(line.strip()) for line in lines)
        self._silent, self._opened = 0, False

    def read(self) -> Text:
        """All of it, page by page."""
        pages = self._text.split("\f")
        for number, page in enumerate(pages, 1):
            blocks = [[line for line in block.split("\n") if line.strip()] for block in _BLANK.split(page)]
            for lines, below in zip(blocks, [*blocks[1:], []], strict=True):
                self._block(lines, below[:1], number if len(pages) > 1 else None)
        return self._out.text()

    def _block(self, lines: list[str], below: list[str], page: int | None) -> None:
        """One block; `below`: the first line of the next one."""
        heads = 0
        if self._opened and _names_what_follows([*lines, *below][:2]):
            self._open(lines[0].strip(), 1, page)
            lines = lines[1:]
        while heads < len(lines) and self._heading(lines[heads].strip(), page, alone=len(lines) == heads + 1):
            heads += 1
        lines = lines[heads:]
        if not lines or self._silent:
            return
        if table := plain_table(lines):
            self._paragraphs(list(table.before), page)
            self._out.table(table.label, table.caption, table.cells[:1], table.cells[1:], table.notes)
            lines = list(table.after)
        self._paragraphs(lines, page)

    def _paragraphs(self, lines: list[str], page: int | None) -> None:
        if not lines:
            return
        paragraphs = [[line] for line in lines] if median(map(len, lines)) > _LINE_OF_ITS_OWN else [lines]
        for one in paragraphs:
            text = self._words.joined(one, keep=self._keep)
            is_abstract = folded(self._out.section) == folded(ABSTRACT)
            kind = PassageKind.ABSTRACT if is_abstract else PassageKind.PARAGRAPH
            self._out.add(text, PassageKind.CAPTION if _CAPTION.match(text) else kind, page=page)

    def _heading(self, line: str, page: int | None, alone: bool) -> bool:
        """Open a section where a line is its heading; what stands below some is passed over until the next."""
        hashes = _HASHES.fullmatch(line)
        if not (hashes or is_heading(line) or (alone and _shouted(line))):
            return False
        depth, title = (len(hashes[1]), hashes[2]) if hashes else (1, line)
        if not (self._silent and hashes and depth > self._silent):
            self._open(title, depth, page)
        return True

    def _open(self, title: str, depth: int, page: int | None) -> None:
        self._silent, self._opened = depth if is_left_out(title) else 0, True
        if not self._silent:
            self._out.open(title.rstrip(":"), depth, page)


def _names_what_follows(lines: list[str]) -> bool:
    """Whether a line of no usual name heads a paragraph that is one long line, as `THE PROBAND (II-4)` may."""
    return len(lines) == 2 and len(lines[1]) > _LINE_OF_ITS_OWN and not is_heading(lines[0]) and is_titled(lines[0])


def _shouted(line: str) -> bool:
    """A short line of its own in capitals; a person's label (III-2) has too few letters for one."""
    return len(line) <= 60 and line.isupper() and sum(map(str.isalpha, line)) > 5 and line[-1] not in ".,;"
