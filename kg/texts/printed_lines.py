"""The lines of a printed page: pieces of one height joined, from above, and how each is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from kg.texts.inline import raised
from kg.texts.letters import Letter, Piece

_NUMBER: Final = re.compile(r"((?:\d{1,2}(?:\.\d{1,2})*|[IVXA-H]{1,4})\.?)\s")
_ENOUGH: Final = 15
_ONE_FACE: Final = 0.9
"""Share of a line's letters; marks and signs are often of another font."""
_STOP: Final = 1.0
_CELL: Final = 1.8
"""Of a letter's height: a gap between cells; those between the words of a line that was set wide are smaller."""
_SPACE: Final = 0.12
"""Of a letter's height: a gap that is a space, though none is drawn."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a column of a page. `size` is how high its letters are, `points` what they are printed in.

    `face` is the font that all of it is in, None where there are several; `first` is how wide its first word is,
    `stops` where words begin behind a gap, and `wide` whether one of these gaps is as those between cells.
    """

    text: str
    page: int
    left: float
    right: float
    middle: float
    size: float
    face: str | None = None
    points: float = 0
    first: float = 0
    stops: tuple[float, ...] = ()
    wide: bool = False


def lines_of(pieces: Iterable[Piece], page: int) -> list[PrintedLine]:
    """Pieces as lines from above, those of one height joined."""
    return [_line(row, page) for row in rows_of(pieces)]


def rows_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces of one height together, from above, each row from the left."""
    rows: list[list[Piece]] = []
    at = high = 0.0
    for piece in sorted(pieces, key=lambda one: -middle_of(one)):
        middle, height = middle_of(piece), _height(piece)
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
    face, many = Counter(letter.face for letter in inked).most_common(1)[0]
    gap = next((at for at, letter in enumerate(letters) if letter.text.isspace() and at), len(letters))
    words = pairwise(inked[_numbering(letters) :])
    gaps = [(one, two) for one, two in words if two.left - one.right > _STOP * size]
    return PrintedLine(
        text=written(letters),
        page=page,
        left=min(letter.left for letter in inked),
        right=max(letter.right for letter in inked),
        middle=median(letter.middle for letter in inked),
        size=size,
        face=face if many >= _ONE_FACE * len(inked) else None,
        points=median(letter.points for letter in inked),
        first=letters[gap - 1].right - letters[0].left,
        stops=tuple(two.left for _, two in gaps),
        wide=any(two.left - one.right > _CELL * size for one, two in gaps),
    )


def _numbering(letters: Sequence[Letter]) -> int:
    """How many letters of a line are the number of a heading, behind which a gap parts no cells."""
    match = _NUMBER.match("".join(letter.text[:1] for letter in letters))
    return len(match[1]) if match else 0


def written(letters: Sequence[Letter]) -> str:
    """The text of a line; numbers that are set high behind a word are left out."""
    inked = [letter for letter in letters if not letter.text.isspace()]
    if not inked:
        return ""
    size, foot = median(one.height for one in inked), median(one.bottom for one in inked)
    out: list[str] = []
    high: list[str] = []
    for at, letter in enumerate(letters):
        before = letters[at - 1] if at else None
        is_high = letter.height < 0.85 * size and letter.bottom > foot + 0.2 * size
        if high and not is_high and not letter.text.isspace():
            out.append(_settled(out, high))
            out += [" "] if len(out) == 1 and _is_word(letters[at : at + 2]) else []
            high = []
        gap = letter.left - before.right if before else 0
        if gap > _SPACE * size and before and not before.text.isspace() and not letter.text.isspace():
            (high if is_high and high else out).append(" ")
        (high if is_high or (high and letter.text.isspace()) else out).append(letter.text)
    return " ".join("".join([*out, _settled(out, high)]).split())


def _is_word(letters: Sequence[Letter]) -> bool:
    """Whether a word begins, as behind the high mark of a note at a line's beginning, and as none does in `18F`."""
    return len(letters) == 2 and letters[0].text.isalpha() and letters[1].text.islower()


def _settled(out: list[str], high: list[str]) -> str:
    text = "".join(high)
    behind = " " if text.endswith(" ") else ""
    return raised("".join(out[-8:]), text.strip()) + behind if text.strip() else behind


def end_of(piece: Piece) -> float:
    """How far to the right a piece goes."""
    return max(letter.right for letter in piece)


def middle_of(piece: Piece) -> float:
    """How high a piece stands, whatever is set high or low in it."""
    return median(letter.middle for letter in _some(piece))


def _height(piece: Piece) -> float:
    return median(letter.height for letter in _some(piece))


def _some(piece: Piece) -> Piece:
    """As many of its letters as tell how most of them stand."""
    return piece[:: max(1, len(piece) // _ENOUGH)]
