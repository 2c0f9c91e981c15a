"""Findings in three states as one picture: how many people, and the share of the reported with its interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from api.view import Drawing
from kg.analysis.frequencies import FrequencyRow, estimated
from kg.analysis.result import Estimate
from kg.find import Frequency

_LABELS, _BAR, _BARS, _SHARE, _SHARES, _WIDE = 340.0, 350.0, 240.0, 620.0, 200.0, 960.0
_ROW, _HEAD, _TOP = 22.0, 30.0, 44.0
_LONGEST: Final = 52
MOST: Final = 150
"""Bars of one picture: more cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreeStates:
    """What a bar shows, and where it leads to: an IRI or a path."""

    label: str
    to: str
    present: int
    absent: int
    cases: int
    share: Estimate | None


def three_states(label: str, to: str, row: FrequencyRow | Frequency) -> ThreeStates:
    """A row of frequencies as a bar."""
    share = estimated(row.present, row.present + row.absent)
    return ThreeStates(label=label, to=to, present=row.present, absent=row.absent, cases=row.cases, share=share)


@dataclass(frozen=True, slots=True)
class BarGroup:
    """Bars below one heading."""

    heading: str
    rows: Sequence[ThreeStates]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedBar:
    """A bar where it lies. `low`, `value` and `high` are None where nothing is reported."""

    y: float
    label: str
    to: str
    says: str
    counts: str
    present: float
    absent: float
    low: float | None
    value: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class PlacedHeading:
    """A heading where it lies."""

    y: float
    text: str


def bars(title: str, says: str, groups: Sequence[BarGroup], every: int | None = None) -> Drawing | None:
    """The picture; None of no bars. Beyond `MOST` the picture says how many are left out, the table has them.

    `every` is how many bars there are, where those beyond `MOST` were not even made.
    """
    every = sum(len(one.rows) for one in groups) if every is None else every
    if not every:
        return None
    placed = list(_placed(groups))
    rows = [one for one in placed if isinstance(one, PlacedBar)]
    left = every - len(rows)
    height = placed[-1].y + _ROW + 30 + (20 if left else 0)
    return Drawing(
        template="drawings/bars.svg",
        title=title,
        says=says,
        width=_WIDE,
        height=height,
        values={
            "bars": rows,
            "headings": [one for one in placed if isinstance(one, PlacedHeading)],
            "left": left,
            "bottom": placed[-1].y + _ROW,
            "end": _LABELS,
            "bar": _BAR,
            "bars_wide": _BARS,
            "share": _SHARE,
            "shares_wide": _SHARES,
            "counts": _SHARE + _SHARES + 16,
            "ticks": [(_SHARE + _SHARES * part / 4, f"{25 * part} %") for part in range(5)],
        },
    )


def _placed(groups: Sequence[BarGroup]) -> Iterator[PlacedBar | PlacedHeading]:
    y, shown = _TOP, 0
    for group in groups:
        rows = group.rows[: MOST - shown]
        if not rows:
            continue
        if group.heading:
            y += _HEAD - _ROW
            yield PlacedHeading(y + 14, group.heading)
            y += _ROW
        for one in rows:
            yield _bar(y, one)
            y += _ROW
        shown += len(rows)


def _bar(y: float, one: ThreeStates) -> PlacedBar:
    reported, of = one.present + one.absent, max(one.cases, 1)
    found = one.share
    ends = (found.low, found.value, found.high) if found else (None, None, None)
    low, value, high = (None if end is None else _SHARE + _SHARES * end for end in ends)
    label = one.label if len(one.label) <= _LONGEST else f"{one.label[: _LONGEST - 1]}…"
    states = f"{one.present} present, {one.absent} absent, {one.cases - reported} not reported of {one.cases}"
    return PlacedBar(
        y=y,
        label=label,
        to=one.to,
        says=f"{one.label}: {states}",
        counts=f"{one.present} of {reported} reported",
        present=_BARS * one.present / of,
        absent=_BARS * one.absent / of,
        low=low,
        value=value,
        high=high,
    )
