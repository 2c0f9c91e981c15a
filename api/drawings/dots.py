"""Rows of marks on one scale: shares side by side, ages by group, what a review says and what we do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from api.drawings.scale import AxisScale, AxisTick, clipped

LEFT: Final = 300.0
"""Room for names, in units of the picture, which is `WIDTH` wide."""
WIDTH: Final = 820.0
_NOTES: Final = 120.0
_ROW: Final = 26.0
_TOP: Final = 34.0
_LETTERS: Final = 42
_KEYS: Final = 16.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plotted:
    """A number with its interval; `says` is all of it in words. `series` counts from 0, `size` from 0 to 1.

    `whole` is the figure of all together, drawn as a diamond from one end of its interval to the other; `thin` is an
    interval beside it that is drawn as a line.
    """

    value: float
    low: float | None = None
    high: float | None = None
    says: str
    series: int = 0
    size: float = 0.4
    whole: bool = False
    hollow: bool = False
    thin: tuple[float, float] | None = None
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dotted:
    """A row: its name, where that leads, its figures, and a few words at its end."""

    label: str
    figures: Sequence[Plotted]
    note: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedMark:
    """A figure in its place; `shape` is circle, square, triangle or diamond, `half` half its width."""

    x: float
    y: float
    low: float | None
    high: float | None
    half: float
    shape: str
    shade: str
    colour: str
    says: str
    to: str
    hollow: bool
    thin: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DotLine:
    """A row in its place."""

    y: float
    label: str
    whole: str
    note: str
    to: str
    marks: tuple[PlacedMark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DotPlot:
    """The picture, but for its words."""

    width: float
    height: float
    left: float
    right: float
    bottom: float
    lines: tuple[DotLine, ...]
    ticks: tuple[AxisTick, ...]
    keys: tuple[tuple[PlacedMark, str], ...]
    """A mark of each series, and what it stands for."""
    axis: str


_SHADES: Final = ("one", "two", "three", "four", "five", "six")
COLOURS: Final = ("#0072b2", "#b3470b", "#00795a", "#a4487f", "#8a6100", "#3f6f9e")
"""Of categories, as the stylesheet has them for the classes of the same places."""
_SHAPES: Final = ("circle", "square", "triangle")


def dots(
    rows: Iterable[Dotted], axis: str, keys: Sequence[str] = (), shares: bool = False, squares: bool = False
) -> DotPlot:
    """Rows on one scale, that of shares or one that holds every figure; `keys` name the series."""
    rows = tuple(rows)
    right = WIDTH - _NOTES
    ends = [end for row in rows for one in row.figures for end in _ends(one)]
    scale = AxisScale.of_shares(LEFT, right - LEFT) if shares else AxisScale.over(ends, LEFT, right - LEFT)
    top = _TOP + (20 if keys else 0)
    bottom = top + _ROW * len(rows)
    return DotPlot(
        width=WIDTH,
        height=bottom + 42,
        left=LEFT,
        right=right,
        bottom=bottom,
        lines=tuple(_line(row, top + _ROW * (place + 0.5), scale, squares) for place, row in enumerate(rows)),
        ticks=scale.ticks,
        keys=tuple((_key(n, one, squares), one) for n, one in enumerate(keys)),
        axis=axis,
    )


def _key(series: int, words: str, squares: bool) -> PlacedMark:
    scale = AxisScale(low=0, high=1, start=LEFT + 10 + 210.0 * series, length=1)
    return _mark(Plotted(value=0, says=words, series=series), _KEYS, scale, squares)


def shape_of(series: int, squares: bool = False) -> str:
    """The shape of a series, by which it is told from others in grey."""
    return "square" if squares else _SHAPES[series % len(_SHAPES)]


def _ends(one: Plotted) -> Iterable[float]:
    return [end for end in (one.value, one.low, one.high, *(one.thin or ())) if end is not None]


def _line(row: Dotted, y: float, scale: AxisScale, squares: bool) -> DotLine:
    several = len(row.figures) > 1
    marks = (
        _mark(one, y + (7 * (place - (len(row.figures) - 1) / 2) if several else 0), scale, squares)
        for place, one in enumerate(row.figures)
    )
    return DotLine(
        y=y, label=clipped(row.label, _LETTERS), whole=row.label, note=row.note, to=row.to, marks=tuple(marks)
    )


def _mark(one: Plotted, y: float, scale: AxisScale, squares: bool) -> PlacedMark:
    return PlacedMark(
        x=scale.at(one.value),
        y=y,
        low=None if one.low is None else scale.at(one.low),
        high=None if one.high is None else scale.at(one.high),
        half=round(4 + 5 * one.size, 1) if squares else 4.5,
        shape="diamond" if one.whole else shape_of(one.series, squares),
        shade=_SHADES[one.series % 6],
        colour=COLOURS[one.series % 6],
        says=one.says,
        to=one.to,
        hollow=one.hollow,
        thin=(scale.at(one.thin[0]), scale.at(one.thin[1])) if one.thin else None,
    )
