"""Curves of Kaplan and Meier: steps, bands of intervals, marks of who was lost from sight, numbers at risk below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from api.drawings.dots import COLOURS
from api.drawings.scale import AxisScale, AxisTick

_LEFT: Final = 130.0
_WIDTH: Final = 780.0
_TOP: Final = 20.0
_HIGH: Final = 300.0
_SHADES: Final = ("one", "two", "three", "four", "five", "six")
_DASHES: Final = ("", "8 4", "2 4", "10 4 2 4", "5 2", "1 3")


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveStep:
    """A step of a curve: the share from this time on, how many were at risk until then, and what happened."""

    time: float
    share: float
    low: float | None
    high: float | None
    at_risk: int
    events: int
    censored: int
    says: str
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCurve:
    """A group and its steps, in their order."""

    name: str
    people: int
    moments: Sequence[CurveStep]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedCurve:
    """A curve in its place: its `path`, the outline of its `band`, its marks, and the numbers at risk below."""

    name: str
    shade: str
    colour: str
    dash: str
    path: str
    band: str
    lost: tuple[tuple[float, float, str], ...]
    events: tuple[tuple[float, float, str, str], ...]
    risk: tuple[tuple[float, int], ...]
    row: float
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePlot:
    """The picture, but for its words."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    across: tuple[AxisTick, ...]
    up: tuple[AxisTick, ...]
    curves: tuple[PlacedCurve, ...]
    axis: str
    what: str


def curve(groups: Iterable[GroupCurve], start: float, axis: str, what: str) -> CurvePlot:
    """Curves that begin at the share `start` at time 0: 1 of who is alive, 0 of who has fallen ill."""
    groups = [one for one in groups if one.moments]
    right, bottom = _WIDTH - 20, _TOP + _HIGH
    times = [moment.time for one in groups for moment in one.moments]
    across = AxisScale.over(times, _LEFT, right - _LEFT, floor=0)
    up = AxisScale(low=0, high=1, start=bottom, length=-_HIGH, percent=True)
    rows = bottom + 64
    return CurvePlot(
        width=_WIDTH,
        height=rows + 20 * len(groups) + 6,
        left=_LEFT,
        right=right,
        top=_TOP,
        bottom=bottom,
        across=across.ticks,
        up=up.ticks,
        curves=tuple(_drawn(one, n, start, (across, up), rows + 20 * (n + 1)) for n, one in enumerate(groups)),
        axis=axis,
        what=what,
    )


def _drawn(one: GroupCurve, place: int, start: float, scales: tuple[AxisScale, AxisScale], row: float) -> PlacedCurve:
    across, up = scales
    moments = one.moments
    return PlacedCurve(
        name=one.name,
        shade=_SHADES[place % 6],
        colour=COLOURS[place % 6],
        dash=_DASHES[place % 6],
        path=_steps([(0, start), *((each.time, each.share) for each in moments)], scales, moments[-1].time),
        band=_band(moments, scales),
        lost=tuple((across.at(each.time), up.at(each.share), each.says) for each in moments if each.censored),
        events=tuple((across.at(each.time), up.at(each.share), each.says, each.to) for each in moments if each.events),
        risk=tuple((across.at(time), _at_risk(moments, time)) for time in _times(across)),
        row=row,
        people=one.people,
    )


def _times(scale: AxisScale) -> list[float]:
    return [float(tick.text) for tick in scale.ticks]


def _at_risk(moments: Sequence[CurveStep], time: float) -> int:
    """How many were followed up to a time and had not had it before."""
    later = [each.at_risk for each in moments if each.time >= time]
    return later[0] if later else 0


def _steps(points: Sequence[tuple[float, float]], scales: tuple[AxisScale, AxisScale], last: float) -> str:
    across, up = scales
    path = [f"M{across.at(points[0][0])} {up.at(points[0][1])}"]
    for time, share in points[1:]:
        path.append(f"H{across.at(time)}V{up.at(share)}")
    return "".join([*path, f"H{across.at(last)}"])


def _band(moments: Sequence[CurveStep], scales: tuple[AxisScale, AxisScale]) -> str:
    """The outline between the ends of the intervals, from the first step that has one."""
    across, up = scales
    told = [(each.time, each.low, each.high) for each in moments if each.low is not None and each.high is not None]
    if len(told) < 2:
        return ""
    upper = [f"M{across.at(told[0][0])} {up.at(told[0][2])}"]
    upper += [f"H{across.at(time)}V{up.at(high)}" for time, _, high in told[1:]]
    lower = [f"L{across.at(told[-1][0])} {up.at(told[-1][1])}"]
    lower += [f"V{up.at(low)}H{across.at(time)}" for _, (time, low, _) in pairwise(reversed(told))]
    return "".join([*upper, *lower, "Z"])
