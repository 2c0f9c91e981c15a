"""Medians, ratios and slopes of measurements; numbers as people read them."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    """Several measurements of one thing: the median, and the least and the most of them."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        return cls(statistics.median(values), min(values), max(values))


def slope(sizes: Sequence[float], values: Sequence[float]) -> float | None:
    """The slope of the least-squares line through the logarithms: 1 where twice the size costs twice as much.

    `None` for less than two sizes. What is nothing at some size has no logarithm, and that size is left out.

    >>> slope([1, 10, 100], [3, 30, 300])
    1.0
    >>> slope([1, 10, 100], [7, 7, 7])
    0.0
    """
    points = [(math.log(size), math.log(value)) for size, value in zip(sizes, values, strict=True) if value > 0]
    if len({x for x, _ in points}) < 2:
        return None
    return round(statistics.linear_regression(*zip(*points, strict=True)).slope, 3)


def beyond(sizes: Sequence[float], values: Sequence[float], size: float) -> float | None:
    """What the line through the logarithms tells of another size, larger than those measured."""
    found = slope(sizes, values)
    if found is None:
        return None
    x, y = (statistics.fmean(math.log(one) for one in of) for of in (sizes, values))
    return math.exp(y + found * (math.log(size) - x))


def share(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """How many of our times are shorter, within three times, and longer than that, than those beside them.

    >>> share([1, 2, 9, 50], [2, 1, 4, 5])
    '1 faster, 2 within 3 times, 1 slower than that, of 4'
    """
    ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
    faster, within = sum(one < 1 for one in ratios), sum(1 <= one <= 3 for one in ratios)
    return (
        f"{faster} faster, {within} within 3 times, {len(ratios) - faster - within} slower than that, of {len(ratios)}"
    )


def short(value: float | None, unit: str = "") -> str:
    """Three digits that tell, with thousands apart.

    >>> short(1234567), short(12.345, "s"), short(0.00123), short(None)
    ('1,234,567', '12.3 s', '0.00123', '')
    """
    if value is None or math.isnan(value):
        return ""
    if math.isinf(value):
        return "no end"
    digits = max(0, 2 - math.floor(math.log10(abs(value)))) if value else 0
    return f"{value:,.{digits}f} {unit}".rstrip()


def megabytes(size: float) -> str:
    """Bytes in millions."""
    return f"{size / 1e6:,.0f} MB"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown, its columns under each other in plain text too."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    lines = [[one.ljust(width) for one, width in zip(row, widths, strict=True)] for row in (head, *rows)]
    lines.insert(1, ["-" * width for width in widths])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
