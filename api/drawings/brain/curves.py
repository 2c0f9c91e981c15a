"""Curves through points: how shapes are written that were drawn by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]


def path(text: str) -> str:
    """A closed path of SVG from `x,y x,y`; at `|`, and where a curve ends in one point, stands a corner.

    >>> path("0,0 9,0 | 9,0 9,9 | 9,9 0,0")
    'M0 0l9 0l0 9l-9-9z'
    """
    curves = [[_point(one) for one in curve.split()] for curve in text.split("|")]
    smooth = len(curves) == 1
    first = curves[0][0]
    found = [f"M{_number(first[0])} {_number(first[1])}"]
    for curve in curves:
        found += _round(curve, smooth)
    return "".join(found).replace(" -", "-") + "z"


def _round(curve: Sequence[Point], closed: bool) -> Iterator[str]:
    """Steps from point to point, with the slope at each that of its neighbours (Catmull and Rom)."""
    many = len(curve)
    if many == 2:
        (x, y), (to_x, to_y) = curve
        yield f"l{_number(to_x - x)} {_number(to_y - y)}"
        return
    for at in range(many if closed else many - 1):
        here, there = curve[at], curve[(at + 1) % many]
        slope = _slope(curve, (at + 1) % many, closed)
        end = [there[0] - slope[0], there[1] - slope[1]]
        # `s` goes on as the last step came in, which is how these slopes lie; the first step says its own.
        start = _slope(curve, at, closed)
        numbers = [*start] if at == 0 else []
        numbers += [end[0] - here[0], end[1] - here[1], there[0] - here[0], there[1] - here[1]]
        yield ("c" if at == 0 else "s") + " ".join(map(_number, numbers))


def _slope(curve: Sequence[Point], at: int, closed: bool) -> Point:
    many = len(curve)
    before = curve[(at - 1) % many] if closed else curve[max(at - 1, 0)]
    after = curve[(at + 1) % many] if closed else curve[min(at + 1, many - 1)]
    return (after[0] - before[0]) / 6, (after[1] - before[1]) / 6


def _point(text: str) -> Point:
    x, _, y = text.partition(",")
    return float(x), float(y)


def _number(value: float) -> str:
    return f"{round(value, 1) + 0:g}"
