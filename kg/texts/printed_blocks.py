"""Lines of a printed column as blocks: what stands together, and how it is printed beside the body of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from kg.texts.column_measure import CAPTION, NEAR, ColumnMeasure
from kg.texts.heads import is_heading
from kg.texts.printed_lines import PrintedLine

_SMALLER: Final = 0.93
_LARGER: Final = 1.12


@dataclass(frozen=True, slots=True)
class PrintedBlock:
    """Lines that stand together: a row of a table, a usual name of a section (`named`), a paragraph or part of one.

    `full` is whether its last line goes to the margin, `first` and `last` its place in the column.
    """

    lines: tuple[PrintedLine, ...]
    is_row: bool
    named: bool
    full: bool
    indented: bool
    first: bool
    last: bool

    @property
    def text(self) -> str:
        """Its lines as they stand."""
        return " ".join(line.text for line in self.lines)

    @property
    def points(self) -> float:
        """The size that it is printed in."""
        return median(line.points for line in self.lines)

    @property
    def face(self) -> str | None:
        """The font that all of it is in."""
        faces = {line.face for line in self.lines}
        return faces.pop() if len(faces) == 1 else None

    @property
    def is_caption(self) -> bool:
        """Whether it names a figure or a table."""
        return CAPTION.match(self.text) is not None


@dataclass(frozen=True, slots=True)
class BodyPrint:
    """What most of a text is printed as."""

    points: float
    face: str | None

    @classmethod
    def of(cls, lines: Iterable[PrintedLine]) -> BodyPrint:
        """The size and the font of the most letters."""
        sizes: Counter[float] = Counter()
        faces: Counter[str | None] = Counter()
        for line in lines:
            sizes[round(line.points, 1)] += len(line.text)
            if line.face is not None:
                faces[line.face] += len(line.text)
        points = sizes.most_common(1)[0][0] if sizes else 0
        return cls(points, faces.most_common(1)[0][0] if faces else None)

    def smaller(self, block: PrintedBlock) -> bool:
        """Whether a block is printed smaller: notes, captions, marks at the edge of a page."""
        return block.points < _SMALLER * self.points

    def larger(self, block: PrintedBlock) -> bool:
        """Whether it is printed larger."""
        return block.points > _LARGER * self.points


def blocks_of(lines: Sequence[PrintedLine]) -> Iterator[PrintedBlock]:
    """The blocks of a column from above."""
    if not lines:
        return
    column = ColumnMeasure.of(lines)
    rows = [column.is_row(line, lines[max(0, at - NEAR) : at + NEAR + 1]) for at, line in enumerate(lines)]
    begun = _beginnings(lines, column, rows)
    for start, end in pairwise([*begun, len(lines)]):
        part = lines[start:end]
        yield PrintedBlock(
            lines=tuple(part),
            is_row=rows[start],
            named=len(part) == 1 and is_heading(part[0].text),
            full=column.sure and not column.short(part[-1], lines[end] if end < len(lines) else None),
            indented=column.indented(part[0]),
            first=start == 0,
            last=end == len(lines),
        )


def _beginnings(lines: Sequence[PrintedLine], column: ColumnMeasure, rows: Sequence[bool]) -> list[int]:
    begun = [0]
    for at, (above, below) in enumerate(pairwise(lines), 1):
        if rows[begun[-1]] or rows[at]:
            parted = rows[at] or not column.continues(lines[begun[-1]], above, below)
        else:
            parted = column.parts(above, below, single=begun[-1] == at - 1)
        if parted:
            begun.append(at)
    return begun
