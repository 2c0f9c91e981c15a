"""The paragraphs of a printed paper from the lines of its columns; sections that tell of nobody are passed over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median, quantiles
from typing import Final

from kg.texts.gathering import ABSTRACT, Gathering
from kg.texts.heads import folded, is_heading, is_left_out
from kg.texts.printed_lines import PrintedLine
from kg.texts.text import PassageKind
from kg.texts.wrapped import HYPHENS, PrintedWords

_CAPTION: Final = re.compile(
    r"(?:Supplementary )?(?:FIG(?:URE|\.)?|Fig(?:ure|\.)?|T(?:able|ABLE))\s*S?\d+[A-Za-z]?\s*(?:[.:|]|$|(?=[A-Z]))"
)
_BULLETS: Final = ("• ", "▪ ", "● ", "■ ", "◦ ")
_ENDED: Final = (".", "!", "?", ":", ".”", '."', ".)", "]")


class PrintedParagraphs:
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
            self._out.told.append(f"{title} ({numbered(sorted(set(pages)))}) left out")
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


def numbered(numbers: Sequence[int]) -> str:
    """Page numbers with those in a row drawn together."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    shown = ", ".join(f"{part[0]}-{part[-1]}" if len(part) > 1 else str(part[0]) for part in parts)
    return f"page{'s' if len(numbers) > 1 else ''} {shown}"
