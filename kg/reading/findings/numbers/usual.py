"""Values that stand without their range: the limits of `usual.tsv`, wide enough to hold in any laboratory."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from kg.reading.findings.names.analytes import analytes
from kg.reading.rows import rows

Way = Literal["high", "low", "normal"]
_NO_UNIT = "none"


class Usual(NamedTuple):
    """Below `low` a value is low, above `high` it is high, from `least` to `most` normal; None is no limit."""

    low: float | None
    least: float
    most: float
    high: float | None

    def way(self, value: float) -> Way | None:
        """What a value is, nothing between the limits.

        >>> Usual(100, 150, 400, 600).way(310), Usual(100, 150, 400, 600).way(130)
        ('normal', None)
        """
        if self.low is not None and value < self.low:
            return "low"
        if self.high is not None and value > self.high:
            return "high"
        return "normal" if self.least <= value <= self.most else None


def usual_way(name: str, value: float, unit: str) -> Way | None:
    """What anybody would call a value of what bears this name, in this unit."""
    limits = _limits().get((name.lower(), "".join(unit.lower().split()) or _NO_UNIT))
    return limits.way(value) if limits else None


@lru_cache(1)
def _limits() -> Mapping[tuple[str, str], Usual]:
    """The limits by every name of an analyte and every unit."""
    alike = {one: names for each in analytes() for names in [(*each.phrases, *each.short)] for one in names}
    return {
        (name.lower(), unit): Usual(_number(row["low"]), float(row["least"]), float(row["most"]), _number(row["high"]))
        for row in rows(Path(__file__).parent / "usual.tsv")
        for name in alike[row["name"]]
        for unit in row["units"].split(", ")
    }


def _number(printed: str) -> float | None:
    return float(printed) if printed else None
