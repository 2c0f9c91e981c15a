"""What a laboratory measures in blood: its names, and the terms where it is high or low, of `laboratory.tsv`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from kg.reading.findings.names.called import CalledSo
from kg.reading.rows import rows
from kg.sources.hpo import Hpo

_TABLE: Final = Path(__file__).parent / "laboratory.tsv"
_OURS: Final = 15
"""The rank of what is said of an analyte: before names of HPO that only look alike, as `reduced hemoglobin A`."""
_EXAMINED: Final = 50
_HIGH: Final = ("increased", "high", "rose", "climbed", "peaked", "above normal", "excessive", "exceeded")
_LOW: Final = (
    "reduced",
    "fell",
    "dropped",
    "deficient",
    "insufficient",
    "subnormal",
    "depleted",
    "below normal",
    "lack of",
)
"""How an analyte is said to be too high, and too low."""


class Analyte(NamedTuple):
    """The terms where it is high and where it is low, empty where there is none; `normal` is that which is then absent.

    `short` are names that mean it only before a number: K, PT.
    """

    high: str
    low: str
    normal: str
    phrases: tuple[str, ...]
    short: tuple[str, ...]


@lru_cache(1)
def analytes() -> tuple[Analyte, ...]:
    """Every row of the table."""
    return tuple(
        Analyte(
            row["high"],
            row["low"],
            row[row["normal"]] if row["normal"] else "",
            tuple(row["phrases"].split(", ")),
            tuple(filter(None, row["short"].split(", "))),
        )
        for row in rows(_TABLE)
    )


def of_laboratories(hpo: Hpo) -> Iterator[CalledSo]:
    """`high ferritin`, `ferritin fell`, and ferritin as what is examined."""
    for one in analytes():
        ways = [*((way, one.high) for way in _HIGH), *((way, one.low) for way in _LOW)]
        for phrase in one.phrases:
            yield from (CalledSo(f"{way} {phrase}", term, _OURS) for way, term in ways if term and hpo.current(term))
            if one.normal and hpo.current(one.normal):
                yield CalledSo(phrase, one.normal, _EXAMINED, "examined")
