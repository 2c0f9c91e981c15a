"""Figures for readers: no more digits than are worth reading. Files keep all that left the analysis."""

from __future__ import annotations

from typing import Any, Final

from kg.analysis.result import Estimate
from kg.find.facts import Ref

_DIGITS: Final = 3
_SMALL: Final = 2
_LARGE: Final = 1000


def readable(value: Any) -> str:
    """A value of a row with the digits that are worth reading; empty for none.

    >>> readable(Estimate(0.842105, 0.698012, 0.922034)), readable(0.0000123456), readable(43.25), readable(14.0)
    ('0.84 (0.70-0.92)', '0.000012', '43.2', '14')
    """
    if value is None:
        return ""
    if isinstance(value, Estimate):
        if value.low is None and value.high is None:
            return readable(value.value)
        ends = [readable(one) or "?" for one in (value.low, value.high)]
        return f"{readable(value.value)} ({(' to ' if '-' in ends[0] + ends[1] else '-').join(ends)})"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return _figure(value)
    if isinstance(value, Ref):
        return value.label
    return str(value)


def _figure(value: float) -> str:
    if abs(value) >= _LARGE or (abs(value) > 1 and value.is_integer()):
        return f"{value:,.0f}"
    digits = _SMALL if abs(value) < 1 else _DIGITS
    text = f"{value:#.{digits}g}".rstrip(".")
    return text if "e" not in text or abs(value) < 1e-6 else f"{value:.{digits + 4}f}"
