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
_FEW_BESIDE: Final = 2
"""Numbers in one margin; where another margin of the page is sure, these are enough."""
_COUNTED: Final = 0.8
"""Share of the numbers that are one more, or five more, than the number above."""
_OF_ROWS: Final = 0.6
"""Share of the rows between the first and the last number that have one; every fifth is numbered in some."""
_STEPS: Final = (1, 5, 2, 10)
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
    middle: float
    apart: bool


def without_numbers(page: PdfPage) -> PdfPage:
    """A page without the numbers of its lines; those of a table's rows stay, as they are printed like its words."""
    rows = [row[0][0].middle for row in rows_of(page.pieces)]
    bare = [[letter for letter in piece if inked([letter])] for piece in page.pieces]
    found: defaultdict[tuple[bool, int], list[_Number]] = defaultdict(list)
    for left in (True, False):
        for number in (one for piece in bare for one in _at_end(piece, left)):
            found[left, round(number.edge / 3)].append(number)
    for numbers in found.values():
        numbers.sort(key=lambda one: -one.middle)
    if not any(_counts(numbers, rows, _FEWEST) for numbers in found.values()):
        return page
    counted = [numbers for numbers in found.values() if _counts(numbers, rows, _FEW_BESIDE)]
    gone = {letter for numbers in counted for one in numbers for letter in one.letters}
    pieces = [[letter for letter in piece if id(letter) not in gone] for piece in page.pieces]
    return replace(page, pieces=[_trimmed(piece) for piece in pieces if inked(piece)])


def _at_end(piece: Sequence[Letter], left: bool) -> Iterator[_Number]:
    ordered = piece if left else piece[::-1]
    many = next((at for at, letter in enumerate(ordered) if not letter.text.isdecimal()), len(ordered))
    many = next((at + 1 for at, (one, two) in enumerate(pairwise(ordered[:many])) if _gap(one, two) > 0.6), many)
    if not 0 < many <= 5 or (many < len(ordered) and _gap(ordered[many - 1], ordered[many]) < 0.4):
        return
    number, rest = ordered[:many], ordered[many:]
    own, others = median(one.height for one in number), median(one.height for one in rest) if rest else 0
    yield _Number(
        letters=tuple(map(id, number)),
        value=int("".join(one.text for one in (number if left else number[::-1]))),
        edge=max(one.right for one in number),
        middle=number[0].middle,
        apart=not rest or own < _SMALLER * others or number[0].face != rest[0].face or _is_prose(rest),
    )


def _is_prose(rest: Sequence[Letter]) -> bool:
    """Whether a row is long and has no cells."""
    return len(rest) >= _PROSE and all(_gap(one, two) < _CELLS for one, two in pairwise(rest))


def _gap(one: Letter, two: Letter) -> float:
    """Of a letter's height: how far apart two letters stand, in either order."""
    return max(two.left - one.right, one.left - two.right) / max(0.1, one.height, two.height)


def _counts(numbers: Sequence[_Number], rows: Sequence[float], least: int) -> bool:
    if len(numbers) < least or sum(one.apart for one in numbers) < _COUNTED * len(numbers):
        return False
    steps = [below.value - above.value for above, below in pairwise(numbers)]
    step = max(_STEPS, key=steps.count)
    between = [row for row in rows if numbers[-1].middle <= row <= numbers[0].middle]
    return steps.count(step) >= _COUNTED * len(steps) and len(numbers) * step >= _OF_ROWS * len(between)


def _trimmed(piece: Piece) -> Piece:
    first = next(at for at, letter in enumerate(piece) if not letter.text.isspace())
    return piece[first:]
