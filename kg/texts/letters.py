"""Letters of a printed page with their places on paper, and the pages that they stand on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letter:
    """A character and the box around it; up is more."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def middle(self) -> float:
        """Half way up."""
        return (self.bottom + self.top) / 2

    @property
    def height(self) -> float:
        """That of its font, whatever the letter."""
        return self.top - self.bottom


Piece = list[Letter]


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page from 1: its pieces of lines as the file draws them, and how much of it the largest picture covers."""

    number: int
    pieces: list[Piece]
    pictured: float

    @property
    def letters(self) -> int:
        """How many there are, without spaces."""
        return sum(1 for piece in self.pieces for letter in piece if not letter.text.isspace())
