"""What the order in which a file draws its pieces tells: rows of a table are drawn cell by cell, columns one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Final

from kg.texts.letters import Piece
from kg.texts.printed_lines import end_of, middle_of

_SAME_ROW: Final = 0.3
"""Of a letter's height: how far the middles of two cells of a row may part."""
_WIDE: Final = 0.7
"""Of the widest: a piece that fills its column, as prose does."""
_LINES: Final = 3
_LATE: Final = 0.1
_FULL: Final = 0.3
"""Of what is printed: the width of a column that has a few lines beside it."""


def with_rows(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces in the order of drawing, those of a table's row as one; columns that are drawn row by row stay apart."""
    runs = list(_runs(pieces))
    beside = [run for run in runs if len(run) > 1]
    if not beside:
        return list(pieces)
    widest = median(sorted(max(_width(piece) for piece in run) for run in beside))
    prose = sum(min(map(_width, run)) >= _WIDE * widest for run in beside)
    if prose >= len(beside) / 2 and len(beside) > _LINES:
        return list(pieces)
    return [[letter for piece in run for letter in piece] for run in runs]


def drawn_apart(pieces: Sequence[Piece], gap: float) -> bool:
    """Whether what is left of a gap is drawn before what is right of it, the former as a column of wide lines.

    The number or the foot of a page may be drawn behind both.
    """
    left = [at for at, piece in enumerate(pieces) if end_of(piece) <= gap]
    right = [at for at, piece in enumerate(pieces) if piece[0].left >= gap]
    if len(left) < _LINES or not right:
        return False
    late = sum(at > min(right) for at in left)
    if late > max(1, _LATE * len(left)):
        return False
    whole = max(map(end_of, pieces)) - min(piece[0].left for piece in pieces)
    return median(_width(pieces[at]) for at in left) >= _FULL * whole


def _runs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces that are drawn one after the other on a line, from the left."""
    run: list[Piece] = []
    for piece in pieces:
        if run and not (_level(run[-1], piece) and piece[0].left >= end_of(run[-1])):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _level(one: Piece, two: Piece) -> bool:
    return abs(middle_of(one) - middle_of(two)) <= _SAME_ROW * max(one[0].height, two[0].height)


def _width(piece: Piece) -> float:
    return end_of(piece) - piece[0].left
