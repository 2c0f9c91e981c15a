"""Findings by groups of people: a cell for each, darker the more of those of whom it is told have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from api.drawings.scale import clipped

_LEFT: Final = 300.0
_TOP: Final = 70.0
_ROW: Final = 24.0
_MOST: Final = 150.0
_LETTERS: Final = 42


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatTally:
    """How many of a group have a finding and lack it; `says` is that in words."""

    present: int
    absent: int
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """A tally in its place; `strength` is how dark it is, from 0 to 1. Of nobody told is `text` a dot."""

    x: float
    y: float
    strength: float
    text: str
    told: bool
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatTable:
    """The picture, but for its words."""

    width: float
    height: float
    left: float
    top: float
    column: float
    row: float
    columns: tuple[tuple[float, str, str], ...]
    rows: tuple[tuple[float, str, str, str], ...]
    """Place, name as far as there is room, the whole name, and where it leads."""
    cells: tuple[HeatCell, ...]


def heat(
    rows: Sequence[tuple[str, str]], columns: Sequence[str], tallies: Mapping[tuple[int, int], HeatTally]
) -> HeatTable:
    """A table of so many rows (name, and where it leads) and columns; what no tally is of is not reported."""
    column = min(_MOST, max(46.0, (820 - _LEFT) / max(len(columns), 1)))
    lettered = max(int(column // 6.5), 5)
    return HeatTable(
        width=round(_LEFT + column * len(columns) + 10, 1),
        height=_TOP + _ROW * len(rows) + 12,
        left=_LEFT,
        top=_TOP,
        column=column,
        row=_ROW,
        columns=tuple((_LEFT + column * (n + 0.5), clipped(one, lettered), one) for n, one in enumerate(columns)),
        rows=tuple((_TOP + _ROW * n, clipped(one, _LETTERS), one, to) for n, (one, to) in enumerate(rows)),
        cells=tuple(
            _cell(_LEFT + column * n, _TOP + _ROW * m, tallies.get((m, n)), f"{rows[m][0]}, {columns[n]}")
            for m in range(len(rows))
            for n in range(len(columns))
        ),
    )


def _cell(x: float, y: float, told: HeatTally | None, which: str) -> HeatCell:
    if told is None or not told.present + told.absent:
        return HeatCell(x=x, y=y, strength=0, text="·", told=False, says=f"{which}: not reported")
    reported = told.present + told.absent
    return HeatCell(
        x=x,
        y=y,
        strength=round(0.08 + 0.42 * told.present / reported, 2) if told.present else 0,
        text=f"{told.present}/{reported}",
        told=True,
        says=f"{which}: {told.says}",
    )
