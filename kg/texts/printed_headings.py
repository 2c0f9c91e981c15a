"""Which blocks of a printed text are headings: by usual names, and by a print that is not that of the body."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from kg.texts.heads import folded
from kg.texts.printed_blocks import BodyPrint, PrintedBlock

_LONGEST: Final = 150
_MOST_LINES: Final = 3
_NUMBERED: Final = re.compile(r"\d{1,2}((?:\.\d{1,2})*)\.?\s")
_BEGINS: Final = re.compile(r"[^\W\d_a-z]|\d{1,2}(?:\.\d{1,2})*\.?\s+[^\W\d_a-z]")
_ENDS: Final = (",", ";", "-", "–")
_BOLD: Final = re.compile(r"(?i)bold|black|heavy|demi|medi|bx")
_WORDS_OF_A_SENTENCE: Final = 8


class Headings:
    """How deep the heading that a block is stands, from 1, for the blocks of a text by their number."""

    def __init__(self, blocks: Sequence[PrintedBlock], body: BodyPrint) -> None:
        self._blocks, self._body = blocks, body
        found = list(self._set_apart())
        texts: dict[tuple[int, str | None], set[str]] = defaultdict(set)
        for at in found:
            texts[_style(blocks[at])].add(folded(blocks[at].text))
        named = {_style(block) for block in blocks if block.named and not self._plain(block)}
        begun = next((at for at, block in enumerate(blocks) if block.named or self._is_prose(block)), len(blocks))
        self.depth = {at: 1 for at, block in enumerate(blocks) if block.named}
        for at in found:
            style = _style(blocks[at])
            known = style in named or len(texts[style]) > 1
            if at > begun or known:
                self.depth.setdefault(at, self._deep(blocks[at], named))

    def _set_apart(self) -> Iterator[int]:
        """Blocks that are printed as headings are."""
        for at, block in enumerate(self._blocks):
            text = block.text
            if len(block.lines) > _MOST_LINES or len(text) > _LONGEST or block.is_caption or block.is_row:
                continue
            if not _BEGINS.match(text) or text.endswith(_ENDS) or sum(map(str.isalpha, text)) < 4 or "@" in text:
                continue
            if text.endswith(".") and len(text.split()) > _WORDS_OF_A_SENTENCE:
                continue
            strong = not block.last and (text.isupper() or _BOLD.search(block.face or "") is not None)
            if not self._plain(block) and (strong or not self._body.smaller(block)) and self._leads(at):
                yield at

    def _plain(self, block: PrintedBlock) -> bool:
        """Whether a block is printed as the body is, or its print tells nothing."""
        if self._body.larger(block):
            return False
        return block.face is None or block.face == self._body.face

    def _leads(self, at: int) -> bool:
        """Whether the body of the text follows, behind other headings maybe."""
        block, rest = self._blocks[at], self._blocks[at + 1 : at + 3]
        if block.last or not rest:
            return block.last and bool(rest) and self._follows(rest[0])
        return self._follows(rest[0]) or (_style(rest[0]) != _style(block) and len(rest) > 1 and self._follows(rest[1]))

    def _follows(self, block: PrintedBlock) -> bool:
        same = block.face in (self._body.face, None) and not block.is_row and not block.is_caption
        return same and not self._body.smaller(block) and not self._body.larger(block)

    def _is_prose(self, block: PrintedBlock) -> bool:
        return self._follows(block) and len(block.lines) > 1

    def _deep(self, block: PrintedBlock, named: set[tuple[int, str | None]]) -> int:
        if numbered := _NUMBERED.match(block.text):
            return 1 + numbered[1].count(".")
        size, _ = _style(block)
        return 1 if not named or any(_style(block) == one or size > one[0] for one in named) else 2


def _style(block: PrintedBlock) -> tuple[int, str | None]:
    return round(block.points), block.face
