"""Checks of group figures: counts, percentages, ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.report import Fault
from kg.sources.positions import Steps
from kg.sources.schema import StatisticFile
from kg.sources.sheet import Sheet

_RANGE: Final = re.compile(r"(-?\d+(?:\.\d+)?)\s*-\s*(-?\d+(?:\.\d+)?)")


def check_figures(sheet: Sheet) -> Iterator[Fault]:
    """Every contradiction inside a statistic."""
    for number, figure in enumerate(sheet.file.statistics):
        steps: Steps = ("statistics", number)
        yield from _counts(sheet, steps, figure)
        yield from _range(sheet, steps, figure)


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
