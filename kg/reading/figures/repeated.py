"""A figure that a text tells again: in the abstract and below, in words and in a table, it is one figure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kg.reading.found import FoundFigure

_OF: Final = ("status", "initial", "second_hand")
_MEANS: Final = ("mean", "median", "sd", "range", "unit")


def once(figures: Iterable[FoundFigure]) -> tuple[FoundFigure, ...]:
    """Each figure at its first place; a percent alone is told again where its count stands elsewhere.

    Two figures of one sentence, or of one row, are of two groups, whatever their numbers.
    """
    every = [*figures]
    kept: list[FoundFigure] = []
    for one in every:
        counted = "numerator" in one.facts or "percent" not in one.facts
        again = any(_same(one, other) and not _beside(one, other) for other in kept)
        if not again and (counted or not any(_counts(other, one) for other in every)):
            kept.append(one)
    return tuple(kept)


def _same(one: FoundFigure, other: FoundFigure) -> bool:
    keys = ("numerator", "denominator", *_MEANS) if "denominator" in one.facts else ("numerator", "percent", *_MEANS)
    return _of_one(one, other) and all(one.facts.get(key) == other.facts.get(key) for key in keys)


def _counts(one: FoundFigure, bare: FoundFigure) -> bool:
    """Whether a figure has the count of another, which is only a percent."""
    above, below = one.facts.get("numerator"), one.facts.get("denominator")
    if not _of_one(one, bare) or not isinstance(above, int) or not isinstance(below, int) or not below:
        return False
    return abs(100 * above / below - float(bare.facts["percent"])) <= 1


def _of_one(one: FoundFigure, other: FoundFigure) -> bool:
    name = "hpo" if "hpo" in one.facts and "hpo" in other.facts else "measure"
    return all(one.facts.get(key) == other.facts.get(key) for key in (name, *_OF))


def _beside(one: FoundFigure, other: FoundFigure) -> bool:
    if one.spot.passage != other.spot.passage:
        return False
    return one.spot.passage >= 0 or one.spot.row == other.spot.row
