"""Checks of group figures: counts, percentages, ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.report import Fault
from kg.sources.positions import Steps
from kg.sources.schema import StatisticFile
from kg.sources.sheet import Sheet

_WORDS: Final = re.compile(r"[^\W_]+")
_JOINTS: Final = frozenset(("a", "among", "an", "and", "as", "at", "for", "in", "of", "on", "or", "the", "to", "with"))
_TWICE: Final = re.compile(r"\bsame figure as\b", re.IGNORECASE)
_NUMBERS: Final = (
    *("numerator", "denominator", "percent", "mean", "sd", "median", "range", "value", "values", "groups", "p"),
    *("odds_ratio", "correlation", "ci95", "rank", "lower_bound", "follow_up_months", "n"),
)
_KINDS: Final = (
    *("hpo", "status", "unit", "modality", "sequence", "region"),
    *("side", "initial", "second_hand", "direction"),
)
_RANGE: Final = re.compile(r"(-?\d+(?:\.\d+)?)\s*-\s*(-?\d+(?:\.\d+)?)")


def check_figures(sheet: Sheet) -> Iterator[Fault]:
    """Every contradiction inside a statistic."""
    for number, figure in enumerate(sheet.file.statistics):
        steps: Steps = ("statistics", number)
        yield from _counts(sheet, steps, figure)
        yield from _range(sheet, steps, figure)
        yield from _twice(sheet, number, figure)


def _counts(sheet: Sheet, steps: Steps, figure: StatisticFile) -> Iterator[Fault]:
    above, below, percent = figure.numerator, figure.denominator, figure.percent
    if above is None or below is None:
        return
    if above > below:
        what = f"{above} of {below} is more than all"
        yield sheet.fault((*steps, "numerator"), "counts", what, f"a numerator of at most {below}")
    elif percent is not None:
        off = abs(100 * above / below - percent)
        tolerance = _tolerance(percent)
        # A whole percentage cut off instead of rounded is off by less than one.
        cut = figure.approximate or (tolerance == 0.5 and off < 1)
        about = f"statistic:{figure.measure}"
        marked = cut or any(doubt.about == about for doubt in sheet.file.doubts)
        if off > tolerance:
            what = f"{above} of {below} are {100 * above / below:.1f} %, not {percent:g} %"
            fix = f"percent: {100 * above / below:.1f}, or other counts"
            fix += "" if marked else f"; if the paper prints it so, add a doubt `about: {about}`"
            yield sheet.fault((*steps, "percent"), "percent", what, fix, fatal=not marked)


def _tolerance(percent: float) -> float:
    """Half a unit of the last printed digit, and a little more for printed decimals."""
    decimals = len(f"{percent:g}".partition(".")[2])
    return 0.5 if not decimals else 0.6 * 10.0**-decimals


def _range(sheet: Sheet, steps: Steps, figure: StatisticFile) -> Iterator[Fault]:
    if figure.range is None:
        return
    match = _RANGE.fullmatch(figure.range.strip())
    low, high = (float(match[1]), float(match[2])) if match else (1.0, 0.0)
    if low > high:
        what = f"the range {figure.range!r} is not LOW-HIGH"
        yield sheet.fault((*steps, "range"), "range-form", what, "two numbers, the lower first, as in 21-75")
        return
    for name in ("mean", "median"):
        value = getattr(figure, name)
        if value is not None and not low <= value <= high:
            what = f"the {name} {value:g} lies outside the range {figure.range}"
            yield sheet.fault((*steps, name), "range-holds", what, f"a {name} from {low:g} to {high:g}")


def _twice(sheet: Sheet, number: int, figure: StatisticFile) -> Iterator[Fault]:
    """A figure that stands in the file before: read twice, it would be counted twice."""
    steps: Steps = ("statistics", number)
    if any(_TWICE.search(note) for note in figure.notes):
        what = "a note says that it is the same figure as another"
        yield sheet.fault(steps, "figure-repeated", what, "one of the two, from the better reading")
        return
    for before, other in enumerate(sheet.file.statistics[:number]):
        if _same(figure, other):
            alike = _words(figure.group or "") == _words(other.group or "")
            what = f"{figure.measure!r} is the figure of statistics[{before}] again"
            what += "" if alike else f", of {figure.group or 'no group'!r} and of {other.group or 'no group'!r}"
            fix = "one of the two, from the better reading; or what tells them apart"
            yield sheet.fault(steps, "figure-repeated", what, fix, fatal=alike)
            return


def _same(one: StatisticFile, two: StatisticFile) -> bool:
    """Whether two figures measure the same in whatever order of words, and no number or word of theirs differs."""
    if _words(one.measure) != _words(two.measure):
        return False
    if any(getattr(one, key) != getattr(two, key) for key in _KINDS if getattr(one, key) and getattr(two, key)):
        return False
    pairs = [(getattr(one, key), getattr(two, key)) for key in _NUMBERS]
    held = [(a, b) for a, b in pairs if a not in (None, []) and b not in (None, [])]
    bare = all(a in (None, []) and b in (None, []) for a, b in pairs)
    return all(a == b for a, b in held) and (bool(held) or bare)


def _words(text: str) -> tuple[str, ...]:
    return tuple(sorted(set(_WORDS.findall(text.casefold())) - _JOINTS))
