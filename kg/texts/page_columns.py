"""The columns of a printed page in the order in which they are read, with what spans them between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kg.texts.letters import Piece
from kg.texts.printed_lines import PrintedLine, end_of, lines_of, middle_of
from kg.texts.printed_rows import drawn_apart

_STEPS: Final = 200
"""How finely a page's width is looked at for the gap between columns."""
_INNER: Final = (0.2, 0.8)
"""Where, of the width of what is printed, a gap between columns is looked for."""
_CROSSING: Final = 0.35
_SIDE: Final = 0.12
"""Shares of the width of all lines: most that may cross the gap, least on either side of it."""
_CENTRED: Final = 0.3
"""Of a letter's height."""
_SPANS: Final = 0.65
_STEP: Final = 1.5
"""Of a letter's height: the step from line to line at most."""
_LINES_BESIDE: Final = 3
_DEEPEST: Final = 3


def columns_of(pieces: Sequence[Piece], page: int, depth: int = 0) -> list[list[PrintedLine]]:
    """The columns and what spans them, each a list of lines from above, in the order of reading."""
    gap = _gap(pieces) if depth < _DEEPEST else None
    if gap is None:
        return [lines_of(pieces, page)] if pieces else []
    out: list[list[PrintedLine]] = []
    beside: list[int] = []
    across: list[int] = []

    def end() -> None:
        drawn = [pieces[at] for at in sorted(beside)]
        out.extend(columns_of([one for one in drawn if end_of(one) <= gap], page, depth + 1))
        out.extend(columns_of([one for one in drawn if end_of(one) > gap], page, depth + 1))
        out.extend([lines_of([pieces[at] for at in across], page)] if across else [])
        beside.clear()
        across.clear()

    for at in sorted(range(len(pieces)), key=lambda one: -middle_of(pieces[one])):
        crosses = pieces[at][0].left < gap < end_of(pieces[at])
        if across and not crosses:
            crosses = _goes_on(pieces, across, at)
        if (across or not beside) and not crosses:
            crosses = _heads(pieces, at, [pieces[one] for one in across[-1:]] or pieces)
        if across and not crosses:
            end()
        (across if crosses else beside).append(at)
    end()
    return out


def _heads(pieces: Sequence[Piece], at: int, above: Sequence[Piece]) -> bool:
    """Whether a piece stands alone in its row, in the middle of what is above it or of the page: names, a title."""
    piece = pieces[at]
    middle = min(one[0].left for one in above) + max(map(end_of, above))
    off, high = abs(middle - piece[0].left - end_of(piece)) / 2, piece[0].height
    if off >= _CENTRED * high:
        return False
    return all(one is piece or abs(one[0].middle - piece[0].middle) >= high for one in pieces)


def _goes_on(pieces: Sequence[Piece], across: Sequence[int], at: int) -> bool:
    """Whether a piece is drawn behind what spans most of the page, and right below it: its last line, or a cell's."""
    upper, piece = pieces[across[-1]], pieces[at]
    if across[-1] + 1 != at:
        return False
    whole = max(map(end_of, pieces)) - min(one[0].left for one in pieces)
    wide = any(end_of(pieces[one]) - pieces[one][0].left > _SPANS * whole for one in across)
    near = middle_of(upper) - middle_of(piece) < _STEP * min(upper[0].height, piece[0].height)
    return wide and near


def _gap(pieces: Sequence[Piece]) -> float | None:
    """Where the columns part: the place that the least of the lines crosses; None where there is but one column."""
    boxes = [(piece[0].left, end_of(piece), end_of(piece) - piece[0].left) for piece in pieces]
    if len(boxes) < 2 * _LINES_BESIDE:
        return None
    low, high = min(box[0] for box in boxes), max(box[1] for box in boxes)
    step = (high - low) / _STEPS
    if step <= 0:
        return None
    crossed = [0.0] * (_STEPS + 2)
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
    return gap if least <= _CROSSING * total and (sides or drawn_apart(pieces, gap)) else None


def _sums(steps: list[float]) -> Iterator[float]:
    total = 0.0
    for step in steps:
        total += step
        yield total


def _stretches(sums: list[float], least: float, first: int, last: int) -> Iterator[range]:
    start = None
    for at in range(first, last + 1):
        if at < last and sums[at] < least + 1e-6:
            start = at if start is None else start
        elif start is not None:
            yield range(start, at)
            start = None
