"""Marks and names along a line that must not hide each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal

LETTER: Final = 6.3
"""How wide a letter of a name is, about."""
_TIGHTEST: Final = 0.75
"""How far letters may be pressed together."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """A text in a picture; `anchor` says which part of it lies at `x`, `pressed` how long it is if not as usual."""

    text: str
    x: float
    y: float
    anchor: Literal["start", "middle", "end"] = "middle"
    pressed: float | None = None

    def within(self, room: float) -> Lettering | None:
        """The same in so much room, pressed together if need be; None where it would not be read."""
        needed = len(self.text) * LETTER
        if needed <= room:
            return self
        return replace(self, pressed=room) if needed * _TIGHTEST <= room else None

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom, about."""
        wide = len(self.text) * LETTER
        left = self.x - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        return left, self.y - 10, left + wide, self.y + 3


def spread(places: Sequence[float], gaps: Sequence[float], low: float, high: float) -> list[float]:
    """Sorted places moved as little as can be, so that each keeps its gap (its own width) from its neighbours.

    Where there is not room for all of them between `low` and `high`, gaps shrink alike.
    """
    if not places:
        return []
    needed = [(before + after) / 2 for before, after in pairwise(gaps)]
    shrink = min(1.0, (high - low) / (sum(needed) or 1.0))
    offsets = [0.0]
    for gap in needed:
        offsets.append(offsets[-1] + gap * shrink)
    # Less the gaps before it, each place may not lie before the last: neighbours that would are put at their mean.
    pools: list[tuple[float, int]] = []
    for place, offset in zip(places, offsets, strict=True):
        pools.append((place - offset, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (one, many), (other, more) = pools[-2:]
            pools[-2:] = [((one * many + other * more) / (many + more), many + more)]
    flat = [mean for mean, many in pools for _ in range(many)]
    return [min(max(place, low), high - offsets[-1]) + offset for place, offset in zip(flat, offsets, strict=True)]


def piled(places: Sequence[float], wide: float) -> list[int]:
    """For sorted places the lowest row of each in which it touches no other."""
    ends: list[float] = []
    rows = []
    for place in places:
        row = next((row for row, end in enumerate(ends) if place - end >= wide), len(ends))
        if row == len(ends):
            ends.append(place)
        ends[row] = place
        rows.append(row)
    return rows
