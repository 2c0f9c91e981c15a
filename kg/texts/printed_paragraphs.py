"""The paragraphs of a printed paper from the lines of its columns; sections that tell of nobody are passed over.

A sentence that a column, a figure, a table, a note or the edge of a page breaks off goes on behind them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from kg.texts.column_measure import ENDED
from kg.texts.gathering import ABSTRACT, Gathering
from kg.texts.heads import folded, is_left_out
from kg.texts.printed_blocks import BodyPrint, PrintedBlock, blocks_of
from kg.texts.printed_headings import Headings
from kg.texts.printed_lines import PrintedLine
from kg.texts.text import PassageKind
from kg.texts.wrapped import HYPHENS, PrintedWords

_SHOWN: Final = 8
_ALIKE: Final = 0.06
_FEW: Final = 3
"""Paragraphs that begin further in, from which all of a text are taken to."""


class PrintedParagraphs:
    """Blocks to passages. `_open` is the paragraph under way; `_beside` what broke it off."""

    def __init__(self, out: Gathering, columns: list[list[PrintedLine]]) -> None:
        lines = [line for column in columns for line in column]
        self._out, self._body = out, BodyPrint.of(lines)
        self._words = PrintedWords(line.text for line in lines)
        self._blocks = [block for column in columns for block in blocks_of(column)]
        self._headings = Headings(self._blocks, self._body).depth
        self._indents = sum(two.indented and not two.first for one, two in pairwise(self._blocks)) >= _FEW
        self._open: list[PrintedBlock] = []
        self._beside: list[PrintedBlock] = []
        self._silent = 0
        self._passed: dict[str, list[int]] = {}
        self._section = ""
        self._tables = False

    def read(self) -> None:
        """Give all paragraphs to what gathers them, and tell what was passed over."""
        for at, block in enumerate(self._blocks):
            if depth := self._headings.get(at):
                self._heading(block, depth)
            elif self._is_beside(block) or self._breaks_in(at):
                self._beside.append(block)
            elif self._open and self._goes_on(self._open[-1], block):
                self._open.append(block)
            else:
                self._end()
                self._open = [block]
        self._end()
        for title, pages in self._passed.items():
            self._out.told.append(f"{title} ({numbered(sorted(set(pages)))}) left out")
        if self._tables:
            self._out.told.append("tables of a PDF come as running text: their columns are not told apart")
        if doubts := self._words.doubts:
            shown = ", ".join(doubts[:_SHOWN]) + (f" and {len(doubts) - _SHOWN} more" if len(doubts) > _SHOWN else "")
            self._out.told.append(f"broken at a line's end, maybe at a hyphen of their own: {shown}")

    def _is_beside(self, block: PrintedBlock) -> bool:
        """Whether a block is no part of the running text: captions, rows of tables, notes, marks of the page."""
        return block.is_caption or block.is_row or self._body.smaller(block)

    def _breaks_in(self, at: int) -> bool:
        """Whether a line at the edge of a column stands within a sentence, as the head or foot of one page alone."""
        block = self._blocks[at]
        alone = len(block.lines) == 1 and (block.first or block.last) and not block.text[:1].islower()
        if not (alone and self._open) or self._open[-1].text.endswith(ENDED):
            return False
        rest = (one for one in range(at + 1, len(self._blocks)) if not self._is_beside(self._blocks[one]))
        after = next(rest, None)
        return after is not None and after not in self._headings and self._blocks[after].text[:1].islower()

    def _goes_on(self, before: PrintedBlock, block: PrintedBlock) -> bool:
        """Whether a block is the rest of one that a column or something beside it broke off."""
        if not (block.first or self._beside) or abs(before.points - block.points) > _ALIKE * block.points:
            return False
        last = before.lines[-1].text
        if last[-1:] in HYPHENS:
            return True
        if not last.endswith(ENDED):
            return block.text[:1].islower() or (before.full and not block.indented)
        return before.full and self._indents and not block.indented and before.face == block.face

    def _heading(self, block: PrintedBlock, depth: int) -> None:
        self._end()
        title, page = self._joined([block]), block.lines[0].page
        if self._silent and depth > self._silent:
            return
        self._silent = depth if is_left_out(title) else 0
        self._section = title
        if not self._silent:
            self._out.open(title.rstrip(":"), depth, page)

    def _end(self) -> None:
        """Give away the paragraph under way, and what stands beside it."""
        whole, beside, self._open, self._beside = self._open, self._beside, [], []
        for blocks in filter(None, (whole, *([block] for block in beside))):
            if self._silent:
                pages = [line.page for block in blocks for line in block.lines]
                self._passed.setdefault(self._section, []).extend(pages)
            else:
                self._give(blocks)

    def _give(self, blocks: Sequence[PrintedBlock]) -> None:
        is_abstract = folded(self._out.section) == folded(ABSTRACT)
        kind = PassageKind.ABSTRACT if is_abstract else PassageKind.PARAGRAPH
        if blocks[0].is_caption:
            kind = PassageKind.CAPTION
            self._tables |= blocks[0].text.lower().lstrip().startswith(("table", "supplementary table"))
        self._out.add(self._joined(blocks), kind, page=blocks[0].lines[0].page)

    def _joined(self, blocks: Sequence[PrintedBlock]) -> str:
        return self._words.joined([line.text for block in blocks for line in block.lines], keep=False)


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
