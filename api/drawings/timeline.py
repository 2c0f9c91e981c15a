"""A person's course on an axis of years: a row for each event, spans as bands, and what has no age below the axis."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil
from typing import Final, TypeAlias

from kg.portrait.course import Happened, LifeCourse, LifeEvent
from kg.portrait.spoken import capital

WIDTH: Final = 760.0
_LEFT: Final = 290.0
_RIGHT: Final = 730.0
_TOP: Final = 46.0
_ROW: Final = 34.0
_MOST_UNPLACED: Final = 8
_STEPS: Final = (0.25, 0.5, 1, 2, 5, 10, 20)
_TICKS: Final = 8
_LINE: Final = 44
_FULL: Final = 112
"""Letters that fit beside the axis, and across the picture."""
_Places: TypeAlias = Callable[[float], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """An event: `x` is where it lies, `x2` where its span ends; None below the axis. `told` is its age in words."""

    kind: str
    label: str
    more: str
    told: str
    says: str
    iri: str
    y: float
    x: float | None = None
    x2: float | None = None
    told_x: float = 0.0
    anchor: str = "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The rows and the axis; `ill` spans the years from the first signs to the last age told, where both are ages."""

    rows: tuple[TimelineRow, ...]
    unplaced: tuple[TimelineRow, ...]
    left_out: int
    ticks: tuple[tuple[float, str], ...]
    bottom: float
    height: float
    life: float
    ill: tuple[float, float] | None
    left: float = _LEFT
    right: float = _RIGHT


def timeline(course: LifeCourse) -> Timeline | None:
    """Where everything lies; None where no event has an age or a span of years."""
    highs = [one.when.high for one in course.placed if one.when and one.when.high is not None]
    if not highs:
        return None
    step = next((one for one in _STEPS if max(highs) / one <= _TICKS), _STEPS[-1])
    end = max(ceil(max(highs) / step), 1) * step

    def x(years: float) -> float:
        return round(_LEFT + (_RIGHT - _LEFT) * years / end, 1)

    rows = tuple(_row(one, number, x) for number, one in enumerate(course.placed))
    bottom = _TOP + _ROW * len(rows)
    shown = course.unplaced[:_MOST_UNPLACED]
    return Timeline(
        rows=rows,
        unplaced=tuple(_below(one, bottom + 52 + _ROW * number) for number, one in enumerate(shown)),
        left_out=len(course.unplaced) - len(shown),
        ticks=tuple((x(tick * step), f"{tick * step:g}") for tick in range(round(end / step) + 1)),
        bottom=bottom,
        height=bottom + (52 + _ROW * (len(shown) + (len(course.unplaced) > len(shown))) if shown else 10),
        life=x(max(highs)),
        ill=_ill(course.placed, x(max(highs)), x),
    )


def _row(one: LifeEvent, number: int, x: _Places) -> TimelineRow:
    when = one.when
    low, high = x(when.low if when and when.low is not None else 0), x(when.high if when and when.high else 0)
    fits = high + 14 + 6.2 * len(when.words if when else "") < WIDTH
    return TimelineRow(
        kind=one.kind.value,
        label=cut(_named(one), _LINE),
        more=cut(one.more, _LINE + 4),
        told=when.words if when else "",
        says=says(one),
        iri=one.iri,
        y=_TOP + _ROW * number,
        x=low,
        x2=max(high, low + 8) if when and when.span else None,
        told_x=(max(high, low + 8) if when and when.span else high) + 11 if fits else low - 11,
        anchor="start" if fits else "end",
    )


def _below(one: LifeEvent, y: float) -> TimelineRow:
    told = f"{one.when.words}: " if one.when else ""
    return TimelineRow(
        kind=one.kind.value,
        label=cut(f"{told}{_named(one)}", _FULL - 12),
        more=cut(one.more, _FULL),
        told=one.when.words if one.when else "",
        says=says(one),
        iri=one.iri,
        y=y,
    )


def _named(one: LifeEvent) -> str:
    """An event by its own words; a treatment and a former diagnosis say what they are."""
    kind = f"{one.kind.value}: " if one.kind in (Happened.THERAPY, Happened.DIAGNOSIS, Happened.MEASURED) else ""
    words = f"{kind}{one.words}"
    return capital(words)


def says(one: LifeEvent) -> str:
    """An event in one sentence, for who points at it or hears it."""
    when = one.when.words if one.when else "age not told"
    return f"{_named(one)}: {when}{f'; {one.more}' if one.more else ''}"


def told(course: LifeCourse) -> str:
    """The picture in words."""
    parts = [f"{_named(one)} at {one.when.words}" for one in course.placed if one.when and not one.when.span]
    parts += [f"{_named(one)} {one.when.words}" for one in course.placed if one.when and one.when.span]
    rest = len(course.unplaced)
    more = f" Of {rest} event{'s' if rest > 1 else ''} no age is told." if rest else ""
    return f"From birth on, in years. {'; '.join(parts)}.{more}"


def cut(words: str, most: int) -> str:
    """As much of a text as fits."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip(' ,;')}…"


def _ill(placed: Iterable[LifeEvent], end: float, x: _Places) -> tuple[float, float] | None:
    onset = next((one.when for one in placed if one.kind is Happened.ONSET and one.when and not one.when.span), None)
    if onset is None or onset.low is None or x(onset.low) >= end:
        return None
    return x(onset.low), end
