"""Papers by the year they came out, stacked by how far they were read: where each bar lies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from api.view import Drawing
from kg.model.words import Depth
from kg.portrait.papers import PaperLine

_HEIGHT: Final = 150.0
_LEFT, _TOP, _FOOT, _STEP, _WIDTH = 30.0, 34.0, 26.0, 20.0, 16.0
_MOST_YEARS: Final = 60
"""Years before are shown together, so that one old paper does not make all bars thin."""
ORDER: Final = (Depth.FULL_TEXT, Depth.EXCERPT, Depth.ABSTRACT)
TONES: Final = {Depth.FULL_TEXT: "#0b5fa5", Depth.EXCERPT: "#7fb2dd", Depth.ABSTRACT: "#d8dde3"}
"""From dark to pale, so that they differ without colours too."""


@dataclass(frozen=True, slots=True)
class DepthPart:
    """A part of a bar: the papers of a year that were read so far."""

    depth: Depth
    fill: str
    count: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class YearBar:
    """A year; `told` is its label where there is room for one, `year` None for papers without a year."""

    year: int | None
    told: str
    x: float
    total: int
    top: float
    parts: tuple[DepthPart, ...]


def by_year(papers: Sequence[PaperLine]) -> tuple[tuple[int | None, Counter[Depth]], ...]:
    """How many papers of each year were read how far, from the first to the last; those without a year at the end."""
    counts: dict[int | None, Counter[Depth]] = {}
    for one in papers:
        if one.depth:
            counts.setdefault(one.year, Counter())[one.depth] += 1
    known = [year for year in counts if year is not None]
    years: list[int | None] = [*range(max(min(known), max(known) - _MOST_YEARS), max(known) + 1)] if known else []
    return tuple((year, counts.get(year, Counter())) for year in [*years, *([None] if None in counts else [])])


def years_drawing(papers: Sequence[PaperLine]) -> Drawing | None:
    """The picture; None where no paper has a year."""
    counted = by_year(papers)
    most = max((sum(counts.values()) for _, counts in counted), default=0)
    if len(counted) < 2 or not most:
        return None
    bars = tuple(_bar(at, year, counts, _HEIGHT / most) for at, (year, counts) in enumerate(counted))
    told = [year for year, _ in counted if year is not None]
    return Drawing(
        template="drawings/years.svg",
        title="Papers by year",
        says=f"Papers by the year they came out, {told[0]} to {told[-1]}, each bar by how far they were read.",
        width=max(_LEFT + len(counted) * _STEP + 10, 420),
        height=_TOP + _HEIGHT + _FOOT,
        values={
            "bars": bars,
            "bar": _WIDTH,
            "base": _TOP + _HEIGHT,
            "left": _LEFT,
            "ticks": [(n, _TOP + _HEIGHT - n * _HEIGHT / most) for n in _ticks(most)],
            "key": [(one, TONES[one], _LEFT + at * 130) for at, one in enumerate(ORDER)],
        },
    )


def _bar(at: int, year: int | None, counts: Counter[Depth], scale: float) -> YearBar:
    parts, foot = [], _TOP + _HEIGHT
    for depth in ORDER:
        if counts[depth]:
            foot -= counts[depth] * scale
            parts.append(DepthPart(depth, TONES[depth], counts[depth], round(foot, 2), round(counts[depth] * scale, 2)))
    told = "no year" if year is None else str(year) if year % 5 == 0 else ""
    return YearBar(year, told, _LEFT + at * _STEP, counts.total(), round(foot, 2), tuple(parts))


def _ticks(most: int) -> list[int]:
    step = next(one for one in (1, 2, 5, 10, 20, 50, 100, 200, 500, 10**6) if most / one <= 5)
    return list(range(step, most + 1, step))
