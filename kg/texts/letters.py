"""Letters of a printed page with their places on paper, the pieces of lines that they make, and their pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

_SAME_LINE: Final = 0.6
"""Of a letter's height: how far the middle of the next may lie from it."""
_APART: Final = 1.0
"""Of a letter's height: a gap that parts two pieces of a line, as those of two columns."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A character and the box around it; up is more. `face` is its font's name, blank where the file tells none.

    `points` is the size that it is printed in, which the box of a font of small capitals does not tell.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    face: str = ""
    points: float = 0

    @property
    def middle(self) -> float:
        """Half way up."""
        return (self.bottom + self.top) / 2

    @property
    def height(self) -> float:
        """That of its font, whatever the letter."""
        return self.top - self.bottom

    def turned(self, quarters: int) -> Letter:
        """Where it stands once a page whose text runs so many quarters to the left is turned upright."""
        boxes = {
            1: (self.bottom, self.top, -self.right, -self.left),
            2: (-self.right, -self.left, -self.top, -self.bottom),
            3: (-self.top, -self.bottom, self.left, self.right),
        }
        return Letter(self.text, *boxes[quarters], self.face, self.points) if quarters else self


Piece = list[Letter]


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page from 1: its pieces of lines as the file draws them, and how much of it the largest picture covers.

    `turned` holds the pieces that run up, head down or down the page, each kind turned upright.
    """

    number: int
    pieces: list[Piece]
    pictured: float
    turned: tuple[list[Piece], ...] = ()

    @property
    def letters(self) -> int:
        """How many there are, without spaces."""
        return sum(map(inked, (*self.pieces, *(piece for pieces in self.turned for piece in pieces))))


def inked(piece: Piece) -> int:
    """How many letters a piece has, without spaces."""
    return sum(1 for letter in piece if not letter.text.isspace())


def pieces_of(letters: Iterable[Letter]) -> Iterator[Piece]:
    """Letters in the order in which they are drawn as pieces of lines."""
    piece: Piece = []
    last: Letter | None = None
    for letter in letters:
        if last and not letter.text.isspace() and not _goes_on(last, letter):
            yield piece
            piece = []
        if letter.text == "\n" or (letter.text.isspace() and not piece):
            continue
        piece.append(letter)
        if not letter.text.isspace():
            last = letter
    if piece:
        yield piece


def _goes_on(last: Letter, letter: Letter) -> bool:
    high = max(last.height, letter.height)
    near = abs(letter.middle - last.middle) <= _SAME_LINE * high
    back = -0.5 * high <= letter.left - last.right or letter.left >= last.left  # those of a ligature share its box
    return near and back and letter.left - last.right <= _APART * high
