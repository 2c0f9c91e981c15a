"""A figure that a text tells again: in the abstract and below, in words and in a table, it is one figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import ceil, floor
from typing import Final

from kg.reading.found import FoundFigure

_OF: Final = ("status", "initial", "second_hand")
_MEANS: Final = ("mean", "median", "sd", "range", "unit")
_Key = tuple[object, ...]


def once(figures: Iterable[FoundFigure]) -> tuple[FoundFigure, ...]:
    """Each figure at its first place; a percent alone is none where its count stands elsewhere.

    Two figures of one passage, or of one row of a table, are of two groups, whatever their numbers.
    """
    every = [*figures]
    counted = defaultdict(set)
    for one in every:
        above, below = one.facts.get("numerator"), one.facts.get("denominator")
        if isinstance(above, int) and isinstance(below, int) and below:
            counted[_of(one)].add(round(100 * above / below))
    homes: dict[_Key, set[_Key]] = defaultdict(set)
    kept: list[FoundFigure] = []
    for one in every:
        home, key = _home(one), _numbers(one)
        if homes[key] - {home} or ("numerator" not in one.facts and _is_counted(one, counted[_of(one)])):
            continue
        homes[key].add(home)
        kept.append(one)
    return tuple(kept)


def _is_counted(one: FoundFigure, percents: set[int]) -> bool:
    told = one.facts.get("percent")
    return isinstance(told, float) and not percents.isdisjoint(range(floor(told), ceil(told) + 1))


def _of(one: FoundFigure) -> _Key:
    return (one.facts.get("hpo", one.facts["measure"]), *map(one.facts.get, _OF))


def _numbers(one: FoundFigure) -> _Key:
    """What is alike in two figures that are one; a percent counts only where the number of all is not told."""
    keys = ("numerator", "denominator") if "denominator" in one.facts else ("numerator", "percent")
    return (*_of(one), *map(one.facts.get, (*keys, *_MEANS)))


def _home(one: FoundFigure) -> _Key:
    return (one.spot.passage, one.spot.row)
