"""Scales of pictures: where a number lies, and at which round numbers lines stand. Ticks are matplotlib's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

_MOST: Final = 6
_STEPS: Final = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class AxisTick:
    """A round number and where it lies."""

    at: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisScale:
    """Numbers from `low` to `high` on a line that begins at `start` and is so long; a negative length goes up."""

    low: float
    high: float
    start: float
    length: float
    percent: bool = False

    @classmethod
    def over(cls, values: Iterable[float], start: float, length: float, floor: float | None = None) -> Self:
        """A scale between round numbers that holds all of some values, and `floor`."""
        found = [*values, *([] if floor is None else [floor])] or [0.0, 1.0]
        low, high = min(found), max(found)
        ticks = _located(low, high if high > low else low + 1)
        return cls(low=ticks[0], high=ticks[-1], start=start, length=length)

    @classmethod
    def up_to(cls, values: Iterable[float], start: float, length: float) -> Self:
        """From 0 to the greatest of some values, which ends the scale, round or not."""
        return cls(low=0, high=max(values, default=0) or 1, start=start, length=length)

    @classmethod
    def of_shares(cls, start: float, length: float) -> Self:
        """From 0 to 100 %, for values from 0 to 1."""
        return cls(low=0, high=1, start=start, length=length, percent=True)

    def at(self, value: float) -> float:
        """Where a value lies; what is off the scale lies at its end."""
        part = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return round(self.start + part * self.length, 1)

    @property
    def ticks(self) -> tuple[AxisTick, ...]:
        """The round numbers of the scale."""
        if self.percent:
            return tuple(AxisTick(self.at(one / 4), f"{25 * one} %") for one in range(5))
        inside = [one for one in _located(self.low, self.high) if self.low <= one <= self.high]
        return tuple(AxisTick(self.at(one), f"{one:g}") for one in inside)


def _located(low: float, high: float) -> list[float]:
    # Loading it takes a while, and wants a folder to write to: only a picture with an axis does.
    from matplotlib.ticker import MaxNLocator

    return [round(float(one), 9) for one in MaxNLocator(nbins=_MOST, steps=_STEPS).tick_values(low, high)]


def clipped(text: str, most: int) -> str:
    """A text that a picture has room for; all of it stands in its title."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
