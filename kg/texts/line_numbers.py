"""The numbers that count the lines of a preprint in its margin: they stand beside the words and are none of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final

from kg.texts.letters import Letter, PdfPage, Piece, inked
from kg.texts.printed_lines import rows_of

_FEWEST: Final = 8
_FEW: Final = 2
"""Numbers in a margin that tell that lines are numbered, and where that is told."""
_COUNTED: Final = 0.8
"""Share of the numbers that are so much more than the number above, and that are printed apart from words."""
_STEPS: Final = (1, 5, 2, 10)
_DIGITS: Final = 5
_TO_WORDS: Final = 0.4
"""Of a letter's height: the least gap between a number and the words of its line."""
_SMALLER: Final = 0.93
_PROSE: Final = 25
_CELLS: Final = 1.2
"""Letters of a row that is prose, and the gap, of a letter's height, that parts cells."""


@dataclass(frozen=True, slots=True)
class _Number:
    """A number at an end of a piece; `edge` is where numbers of one margin are in line."""

    letters: tuple[int, ...]
    value: int
    edge: float
    apart: bool


def without_numbers(pages: Sequence[PdfPage]) -> tuple[list[PdfPage], list[int]]:
    """Pages without the numbers of their lines, and which had such; those of a table's rows stay.

    Where one page is sure to have them, a few are enough on another, as on the last.
    """
    margins = [_margins(page) for page in pages]
    sure = any(_counts(numbers, _FEWEST) for page in margins for numbers in page)
    out, told = [], []
    for page, found in zip(pages, margins, strict=True):
        gone = {at for numbers in found if sure and _counts(numbers, _FEW) for one in numbers for at in one.letters}
        pieces = [[letter for letter in piece if id(letter) not in gone] for piece in page.pieces]
        out.append(replace(page, pieces=[_trimmed(piece) for piece in pieces if inked(piece)]) if gone else page)
        told += [page.number] if gone else []
    return out, told


def _margins(page: PdfPage) -> list[list[_Number]]:
    """Numbers that stand below one another at the ends of lines, from above."""
    found: defaultdict[tuple[bool, int], list[_Number]] = defaultdict(list)
    for row in rows_of(page.pieces):
        bare = [[letter for letter in piece if inked([letter])] for piece in row]
        for at, piece in enumerate(bare):
            for left, beside in ((True, bare[at + 1 : at + 2]), (False, bare[max(0, at - 1) : at])):
                alone = not beside and len(bare) > 1  # at the other end of its row: the first cell of a table
                for number in [] if alone else _at_end(piece, left, beside[0] if beside else []):
                    found[left, round(number.edge / 3)].append(number)
    return list(found.values())


def _at_end(piece: Piece, left: bool, beside: Piece) -> Iterator[_Number]:
    ordered = piece if left else piece[::-1]
    many = next((at for at, letter in enumerate(ordered) if not letter.text.isdecimal()), len(ordered))
    many = next((at + 1 for at, (one, two) in enumerate(pairwise(ordered[:many])) if _gap(one, two) > _TO_WORDS), many)
    if not 0 < many <= _DIGITS or (many < len(ordered) and _gap(ordered[many - 1], ordered[many]) < _TO_WORDS):
        return
    number, words = ordered[:many], ordered[many:] or beside
    own, others = (median(one.height for one in part) if part else 0 for part in (number, words))
    yield _Number(
        letters=tuple(map(id, number)),
        value=int("".join(one.text for one in (number if left else number[::-1]))),
        edge=max(one.right for one in number),
        apart=not words or own < _SMALLER * others or _is_prose(words),
    )


def _is_prose(rest: Sequence[Letter]) -> bool:
    """Whether a row is long and has no cells."""
    return len(rest) >= _PROSE and all(_gap(one, two) < _CELLS for one, two in pairwise(rest))


def _gap(one: Letter, two: Letter) -> float:
    """Of a letter's height: how far apart two letters stand, in either order."""
    return max(two.left - one.right, one.left - two.right) / max(0.1, one.height, two.height)


def _counts(numbers: Sequence[_Number], least: int) -> bool:
    if len(numbers) < least or sum(one.apart for one in numbers) < _COUNTED * len(numbers):
        return False
    steps = [below.value - above.value for above, below in pairwise(numbers)]
    return max(steps.count(step) for step in _STEPS) >= _COUNTED * len(steps)


def _trimmed(piece: Piece) -> Piece:
    first = next(at for at, letter in enumerate(piece) if not letter.text.isspace())
    return piece[first:]
