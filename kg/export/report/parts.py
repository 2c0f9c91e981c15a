"""What a report is made of, as values: sections of words, pictures and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from matplotlib.figure import Figure

Cells: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure with its words below; `name` is what its files are called."""

    name: str
    words: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, its words above and notes below. The page shows `most` rows; `whole` is its file, if that holds more."""

    name: str
    words: str
    columns: Cells
    rows: Sequence[Cells]
    whole: tuple[Cells, Sequence[Cells]] | None = None
    most: int = 12
    notes: Cells = ()

    @property
    def shown(self) -> Sequence[Cells]:
        """The rows on the page."""
        return self.rows[: self.most]

    @property
    def file(self) -> tuple[Cells, Sequence[Cells]]:
        """The columns and rows of its file."""
        return self.whole or (self.columns, self.rows)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report under a heading, with paragraphs of words."""

    title: str
    words: tuple[str, ...]
    parts: tuple[Picture | Grid, ...] = ()
