"""Lines of a printed column as blocks: what stands together, how it is printed beside the body of the text, where it ends.

The body is what most letters of the text are printed as.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from kg.texts.heads import is_heading
from kg.texts.printed_lines import PrintedLine

CAPTION: Final = re.compile(
    r"(?:Supplementary )?(?:FIG(?:URE|\.)?|Fig(?:ure|\.)?|T(?:able|ABLE))\s*S?\d+[A-Za-z]?\s*(?:[.:|]|$|(?=[A-Z]))"
)
ENDED: Final = (".", "!", "?", ":", ".”", '."', ".)", "]")
_BULLETS: Final = ("• ", "▪ ", "● ", "■ ", "◦ ")
_OTHER_SIZE: Final = 0.12
_INDENTED: Final = 0.8
_HANGING: Final = 2.0
"""Of a line's height: how far in a paragraph begins, and how far in a cell goes on in lines of its own."""
_UNFILLED: Final = 1.2
"""Of a line's height: what a line that is set from margin to margin leaves of its column at most."""
_SURE: Final = 3
"""Lines that end together, from which a margin is told."""
_NEW: Final = 1.35
_SAME: Final = 1.15
"""Of the step from line to line: what parts paragraphs, and what is none."""
_NEAR: Final = 3
_IN_LINE: Final = 0.15
"""How many lines above and below cells are looked for, and how far they may part, of a letter's height."""
_EVEN: Final = 0.04
_MOSTLY: Final = 0.6
_APART: Final = 1.12
"""Where most steps are even, what parts paragraphs that sentences end."""
_LEADING: Final = 1.35
"""Of a line's height: the step between lines of a heading, which is printed larger."""


@dataclass(frozen=True, slots=True)
class PrintedBlock:
    """Lines that stand together. `full` is whether the last goes to the margin, `near` how its first stands below
    what is before it in the column."""

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
class Body:
    """What most of a text is printed as."""

    points: float
    face: str | None

    @classmethod
    def of(cls, lines: Iterable[PrintedLine]) -> Body:
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
        return block.points < 0.93 * self.points

    def larger(self, block: PrintedBlock) -> bool:
        """Whether it is printed larger."""
        return block.points > 1.12 * self.points


def blocks_of(lines: Sequence[PrintedLine]) -> Iterator[PrintedBlock]:
    """The blocks of a column from above."""
    if not lines:
        return
    column = _Column.of(lines)
    rows = [column.is_row(line, lines[max(0, at - _NEAR) : at + _NEAR + 1]) for at, line in enumerate(lines)]
    begun: list[int] = [0]
    for at, (above, below) in enumerate(pairwise(lines), 1):
        single = begun[-1] == at - 1
        if rows[begun[-1]] or rows[at]:
            parted = rows[at] or not column.continues(lines[begun[-1]], above, below)
        else:
            parted = column.parts(above, below, single)
        if parted:
            begun.append(at)
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


@dataclass(frozen=True, slots=True)
class _Column:
    left: float
    right: float
    step: float
    points: float
    sure: bool
    regular: bool

    @classmethod
    def of(cls, lines: Sequence[PrintedLine]) -> _Column:
        steps = [above.middle - below.middle for above, below in pairwise(lines)]
        step = median(steps) if len(steps) > 2 else 1.5 * lines[0].size
        right = Counter(round(line.right / 2) for line in lines).most_common(1)[0][1]
        return cls(
            left=_margin([line.left for line in lines], min),
            right=_margin([line.right for line in lines], max),
            step=step,
            points=median(line.points for line in lines),
            sure=right >= _SURE,
            regular=sum(abs(one - step) < _EVEN * step for one in steps) > _MOSTLY * len(steps),
        )

    def is_row(self, line: PrintedLine, near: Sequence[PrintedLine]) -> bool:
        """Whether a line has cells: they begin below those of others, or stand far apart.

        A line that goes from margin to margin may have wide spaces between its words.
        """
        flush = self.right - line.right < 0.3 * line.size and line.left - self.left < _HANGING * line.size
        most = max((self._shared(line, one) for one in near if one is not line), default=0)
        if flush:
            return most > 1 and most == len(line.stops)
        return most > 0 or line.wide

    def _shared(self, line: PrintedLine, other: PrintedLine) -> int:
        """How many cells begin in line with those of another line."""
        return sum(any(abs(stop - one) < _IN_LINE * line.size for one in other.stops) for stop in line.stops)

    def continues(self, row: PrintedLine, above: PrintedLine, below: PrintedLine) -> bool:
        """Whether a line goes on in a cell of the row that is under way."""
        return above.middle - below.middle <= _SAME * self.step and below.left - row.left > _HANGING * below.size

    def parts(self, above: PrintedLine, below: PrintedLine, single: bool) -> bool:
        """Whether a line begins a block; `single` is whether the one above began one."""
        gap = above.middle - below.middle
        ended, short = above.text.endswith(ENDED), self.short(above, below)
        larger = min(above.points, below.points) > (1 + _OTHER_SIZE) * self.points
        if (
            gap > _NEW * (max(self.step, _LEADING * below.size) if larger else self.step)
            or abs(below.points - above.points) > _OTHER_SIZE * above.points
        ):
            return True
        if below.text.startswith(_BULLETS) or (CAPTION.match(below.text) and ended):
            return True
        if self.regular and ended and not larger and gap > _APART * self.step:
            return True
        if (is_heading(below.text) and (ended or short)) or is_heading(above.text):
            return True
        if (short or self.centred(above)) and above.face != below.face and above.face is not None:
            return True
        begins = self.indented(below) and (single or not self.indented(above))
        return (begins and (ended or self.right - above.right > _UNFILLED * above.size)) or (short and ended)

    def indented(self, line: PrintedLine) -> bool:
        return line.left - self.left > _INDENTED * line.size

    def centred(self, line: PrintedLine) -> bool:
        """Whether a line stands in the middle of its column, away from both margins."""
        before, behind = line.left - self.left, self.right - line.right
        return min(before, behind) > _INDENTED * line.size and abs(before - behind) < 0.5 * line.size

    def short(self, line: PrintedLine, following: PrintedLine | None) -> bool:
        """Whether the first word of the next line would have stood on this one."""
        room = self.right - line.right
        return room > line.size + (following.first if following else 1.5 * line.size)


def _margin(ends: Sequence[float], outermost: type[min] | type[max]) -> float:  # type: ignore[valid-type]
    """Where the most lines end; the outermost where no two end together."""
    common, many = Counter(round(end / 2) for end in ends).most_common(1)[0]
    if many < _SURE or many < 0.2 * len(ends):
        return outermost(ends)
    return outermost(end for end in ends if round(end / 2) == common)
