"""The lines of a printed page in the order in which they are read: column by column, with what spans them between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from kg.texts.inline import raised
from kg.texts.pages import Letter, Piece

_STEPS: Final = 200
"""How finely a page's width is looked at for the gap between columns."""
_INNER: Final = (0.2, 0.8)
"""Where, of the width of what is printed, a gap between columns is looked for."""
_CROSSING: Final = 0.35
_SIDE: Final = 0.12
"""Shares of the letters: most that may cross the gap, least on either side of it."""
_LINES_BESIDE: Final = 3
_DEEPEST: Final = 3
_SPACE: Final = 0.12
"""Of a letter's height: a gap that is a space, though none is drawn."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a column of a page."""

    text: str
    page: int
    left: float
    right: float
    middle: float
    size: float


def columns_of(pieces: Sequence[Piece], page: int, depth: int = 0) -> list[list[PrintedLine]]:
    """The columns and what spans them, each a list of lines from above, in the order of reading."""
    gap = _gap(pieces) if depth < _DEEPEST else None
    if gap is None:
        return [lines_of(pieces, page)] if pieces else []
    out: list[list[PrintedLine]] = []
    left: list[Piece] = []
    right: list[Piece] = []
    across: list[Piece] = []
    for piece in sorted(pieces, key=lambda one: -_middle(one)):
        if piece[0].left < gap < _end(piece):
            out += [*columns_of(left, page, depth + 1), *columns_of(right, page, depth + 1)]
            left, right = [], []
            across.append(piece)
            continue
        if across:
            out.append(lines_of(across, page))
            across = []
        (left if _end(piece) <= gap else right).append(piece)
    out += [*columns_of(left, page, depth + 1), *columns_of(right, page, depth + 1)]
    return [*out, lines_of(across, page)] if across else out


def lines_of(pieces: Iterable[Piece], page: int) -> list[PrintedLine]:
    """Pieces as lines from above, those of one height joined."""
    return [_line(row, page) for row in rows_of(pieces)]


def rows_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces of one height together, from above, each row from the left."""
    rows: list[list[Piece]] = []
    at = high = 0.0
    for piece in sorted(pieces, key=lambda one: -_middle(one)):
        middle, height = _middle(piece), _height(piece)
        if rows and abs(middle - at) <= 0.5 * max(high, height):
            rows[-1].append(piece)
            if height > high:
                at, high = middle, height
        else:
            rows.append([piece])
            at, high = middle, height
    return [sorted(row, key=lambda one: one[0].left) for row in rows]


def _line(row: list[Piece], page: int) -> PrintedLine:
    letters = [letter for piece in row for letter in piece]
    inked = [letter for letter in letters if not letter.text.isspace()] or letters
    size = median(letter.height for letter in inked)
    return PrintedLine(
        text=written(letters),
        page=page,
        left=min(letter.left for letter in inked),
        right=max(letter.right for letter in inked),
        middle=median(letter.middle for letter in inked),
        size=size,
    )


def written(letters: Sequence[Letter]) -> str:
    """The text of a line; numbers that are set high behind a word are left out."""
    inked = [letter for letter in letters if not letter.text.isspace()]
    if not inked:
        return ""
    size, foot = median(one.height for one in inked), median(one.bottom for one in inked)
    out: list[str] = []
    high: list[str] = []
    for before, letter in pairwise((None, *letters)):
        if letter is None:
            continue
        is_high = letter.height < 0.85 * size and letter.bottom > foot + 0.2 * size
        if high and not is_high and not letter.text.isspace():
            out.append(_settled(out, high))
            high = []
        gap = letter.left - before.right if before else 0
        if gap > _SPACE * size and before and not before.text.isspace() and not letter.text.isspace():
            (high if is_high and high else out).append(" ")
        (high if is_high or (high and letter.text.isspace()) else out).append(letter.text)
    return " ".join("".join([*out, _settled(out, high)]).split())


def _settled(out: list[str], high: list[str]) -> str:
    text = "".join(high)
    behind = " " if text.endswith(" ") else ""
    return raised("".join(out[-8:]), text.strip()) + behind if text.strip() else behind


def _gap(pieces: Sequence[Piece]) -> float | None:
    """Where the columns part: the place that the fewest letters cross; None where there is but one column."""
    boxes = [(piece[0].left, _end(piece), len(piece)) for piece in pieces]
    if len(boxes) < 2 * _LINES_BESIDE:
        return None
    low, high = min(box[0] for box in boxes), max(box[1] for box in boxes)
    step = (high - low) / _STEPS
    if step <= 0:
        return None
    crossed = [0] * (_STEPS + 2)
    for left, right, many in boxes:
        crossed[int((left - low) / step)] += many
        crossed[int((right - low) / step) + 1] -= many
    sums = list(_sums(crossed))
    first, last = (int(share * _STEPS) for share in _INNER)
    least = min(sums[first:last])
    stretch = max(_stretches(sums, least, first, last), key=len)
    gap = low + (stretch[0] + len(stretch) / 2) * step
    total = sum(many for *_, many in boxes)
    left_side = [box for box in boxes if box[1] <= gap]
    right_side = [box for box in boxes if box[0] >= gap]
    sides = all(
        len(side) >= _LINES_BESIDE and sum(box[2] for box in side) >= _SIDE * total for side in (left_side, right_side)
    )
    return gap if sides and least <= _CROSSING * total else None


def _sums(steps: list[int]) -> Iterator[int]:
    total = 0
    for step in steps:
        total += step
        yield total


def _stretches(sums: list[int], least: int, first: int, last: int) -> Iterator[range]:
    start = None
    for at in range(first, last + 1):
        if at < last and sums[at] == least:
            start = at if start is None else start
        elif start is not None:
            yield range(start, at)
            start = None


def _end(piece: Piece) -> float:
    return max(letter.right for letter in piece)


def _middle(piece: Piece) -> float:
    return median(letter.middle for letter in piece)


def _height(piece: Piece) -> float:
    return median(letter.height for letter in piece)
