"""Bars of parts that lie end to end: how many have a finding, lack it, and of how many neither is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from api.drawings.scale import AxisScale, AxisTick, clipped

_LEFT: Final = 300.0
_WIDTH: Final = 820.0
_NOTES: Final = 120.0
_ROW: Final = 24.0
_HIGH: Final = 16.0
_TOP: Final = 48.0
_LETTERS: Final = 42
LOOKS: Final = {
    "present": "#0b5fa5",
    "absent": "#b3470b",
    "unread": "#d8dde3",
    "one": "#0072b2",
    "two": "#b3470b",
    "three": "#00795a",
    "four": "#a4487f",
    "five": "#8a6100",
    "six": "#3f6f9e",
}
"""The colour of each class of the stylesheet, as it is on white."""


@dataclass(frozen=True, slots=True)
class BarPart:
    """So much of a bar, of a class of the stylesheet; `says` is what it stands for."""

    amount: float
    look: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stacked:
    """A bar: its name, where that leads, its parts, and a few words at its end."""

    label: str
    parts: Sequence[BarPart]
    note: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedPart:
    """A part in its place; `hatch` are the strokes that tell what is absent from what is not, also in grey."""

    x: float
    width: float
    look: str
    colour: str
    says: str
    hatch: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedStack:
    """A bar in its place."""

    y: float
    label: str
    whole: str
    note: str
    to: str
    pieces: tuple[PlacedPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StackPlot:
    """The picture, but for its words."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    high: float
    stacks: tuple[PlacedStack, ...]
    ticks: tuple[AxisTick, ...]
    keys: tuple[tuple[PlacedPart, str], ...]
    axis: str


def stacks(rows: Iterable[Stacked], axis: str, keys: Sequence[tuple[str, str]] = ()) -> StackPlot:
    """Bars on one scale from 0 on; `keys` name the classes."""
    rows = tuple(rows)
    right = _WIDTH - _NOTES
    scale = AxisScale.up_to([sum(part.amount for part in row.parts) for row in rows], _LEFT, right - _LEFT)
    bottom = _TOP + _ROW * len(rows)
    return StackPlot(
        width=_WIDTH,
        height=bottom + 42,
        left=_LEFT,
        right=right,
        top=_TOP,
        bottom=bottom,
        high=_HIGH,
        stacks=tuple(_stack(row, _TOP + _ROW * place + (_ROW - _HIGH) / 2, scale) for place, row in enumerate(rows)),
        ticks=scale.ticks,
        keys=tuple((_piece(_LEFT + 170 * n, 16, 14, look, words, 12), words) for n, (look, words) in enumerate(keys)),
        axis=axis,
    )


def _stack(row: Stacked, y: float, scale: AxisScale) -> PlacedStack:
    pieces, done = [], 0.0
    for part in row.parts:
        if part.amount:
            x = scale.at(done)
            done += part.amount
            pieces.append(_piece(x, y, scale.at(done) - x, part.look, part.says, _HIGH))
    return PlacedStack(
        y=y, label=clipped(row.label, _LETTERS), whole=row.label, note=row.note, to=row.to, pieces=tuple(pieces)
    )


def _piece(x: float, y: float, width: float, look: str, says: str, high: float) -> PlacedPart:
    hatch = ""
    if look == "absent":
        steps = range(int((width + high) // 6) + 1)
        hatch = " ".join(filter(None, (_stroke(x, y, width, high, 6.0 * one) for one in steps)))
    return PlacedPart(x=round(x, 1), width=round(width, 1), look=look, colour=LOOKS[look], says=says, hatch=hatch)


def _stroke(x: float, y: float, width: float, high: float, along: float) -> str:
    """A stroke at 45 degrees from the upper edge down to the left, cut where the bar ends."""
    first, last = min(along, width), max(along - high, 0)
    if first <= last:
        return ""
    return f"M{x + first:.1f} {y + along - first:.1f}L{x + last:.1f} {y + along - last:.1f}"
