"""What lines of a printed column have in common: it tells where paragraphs begin, and what the rows of a table are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
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
_OF_LINES: Final = 0.2
"""Lines that end together, and their share, from which a margin is told."""
_FLUSH: Final = 0.3
"""Of a line's height: how near to the margin a line that is set from margin to margin ends."""
_NEW: Final = 1.35
_SAME: Final = 1.15
"""Of the step from line to line: what parts paragraphs, and what is none."""
NEAR: Final = 3
_IN_LINE: Final = 0.15
"""How many lines above and below cells are looked for, and how far they may part, of a letter's height."""
_EVEN: Final = 0.04
_MOSTLY: Final = 0.6
_APART: Final = 1.12
"""Where most steps are even, what parts paragraphs that sentences end."""
_LEADING: Final = 1.35
"""Of a line's height: the step between lines of a heading, which is printed larger."""


@dataclass(frozen=True, slots=True)
class ColumnMeasure:
    """Its margins, the step from line to line and the usual size.

    `sure` is whether lines end at a margin of theirs, `regular` whether most steps are even.
    """

    left: float
    right: float
    step: float
    points: float
    sure: bool
    regular: bool

    @classmethod
    def of(cls, lines: Sequence[PrintedLine]) -> ColumnMeasure:
        """That of these lines, from above."""
        steps = [above.middle - below.middle for above, below in pairwise(lines)]
        step = median(steps) if len(steps) > 2 else 1.5 * lines[0].size
        right = Counter(round(line.right / 2) for line in lines).most_common(1)[0][1]
        return cls(
            left=min(_in_line([line.left for line in lines])),
            right=max(_in_line([line.right for line in lines])),
            step=step,
            points=median(line.points for line in lines),
            sure=right >= _SURE,
            regular=sum(abs(one - step) < _EVEN * step for one in steps) > _MOSTLY * len(steps),
        )

    def is_row(self, line: PrintedLine, near: Sequence[PrintedLine]) -> bool:
        """Whether a line has cells: they begin below those of others, or stand far apart.

        A line that goes from margin to margin may have wide spaces between its words.
        """
        flush = self.right - line.right < _FLUSH * line.size and line.left - self.left < _HANGING * line.size
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
        ended, short = above.text.endswith(ENDED), self.short(above, below)
        if self._set_apart(above, below, ended):
            return True
        if below.text.startswith(_BULLETS) or (CAPTION.match(below.text) and ended):
            return True
        if (is_heading(below.text) and (ended or short)) or is_heading(above.text):
            return True
        if (short or self.centred(above)) and above.face != below.face and above.face is not None:
            return True
        begins = self.indented(below) and (single or not self.indented(above))
        return (begins and (ended or self.right - above.right > _UNFILLED * above.size)) or (short and ended)

    def _set_apart(self, above: PrintedLine, below: PrintedLine, ended: bool) -> bool:
        """Whether space or size parts two lines."""
        gap, larger = above.middle - below.middle, min(above.points, below.points) > (1 + _OTHER_SIZE) * self.points
        if abs(below.points - above.points) > _OTHER_SIZE * above.points:
            return True
        if larger:
            return gap > _NEW * max(self.step, _LEADING * below.size)
        return gap > _NEW * self.step or (self.regular and ended and gap > _APART * self.step)

    def indented(self, line: PrintedLine) -> bool:
        """Whether a line begins further in than most."""
        return line.left - self.left > _INDENTED * line.size

    def centred(self, line: PrintedLine) -> bool:
        """Whether a line stands in the middle of its column, away from both margins."""
        before, behind = line.left - self.left, self.right - line.right
        return min(before, behind) > _INDENTED * line.size and abs(before - behind) < 0.5 * line.size

    def short(self, line: PrintedLine, following: PrintedLine | None) -> bool:
        """Whether the first word of the next line would have stood on this one."""
        room = self.right - line.right
        return room > line.size + (following.first if following else 1.5 * line.size)


def _in_line(ends: Sequence[float]) -> Sequence[float]:
    """Where most lines begin, or end; all of them where hardly two are in line."""
    common, many = Counter(round(end / 2) for end in ends).most_common(1)[0]
    sure = many >= _SURE and many >= _OF_LINES * len(ends)
    return [end for end in ends if round(end / 2) == common] if sure else ends
