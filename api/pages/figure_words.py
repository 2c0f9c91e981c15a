"""Numbers as a reader sees them: shares in percent, years, small probabilities; intervals beside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kg.analysis import Estimate

_SMALL: Final = 0.001


def percent(value: float) -> str:
    """A share from 0 to 1.

    >>> percent(0.838875), percent(1.0), percent(0.0041)
    ('84 %', '100 %', '0.4 %')
    """
    return f"{100 * value:.1f} %" if 0 < value < 0.01 or 0.99 < value < 1 else f"{100 * value:.0f} %"


def age(value: float) -> str:
    """Years.

    >>> age(40.4673), age(0.08)
    ('40.5', '0.08')
    """
    return f"{value:.1f}".removesuffix(".0") if abs(value) >= 1 else f"{value:.2g}"


def plain(value: float | None) -> str:
    """Any other number to three digits; what is smaller than a thousandth as such.

    >>> plain(0.00002), plain(0.0412), plain(None), plain(195.0)
    ('< 0.001', '0.041', 'not worked out', '195')
    """
    if value is None:
        return "not worked out"
    if 0 < abs(value) < _SMALL:
        return "< 0.001" if value > 0 else "> -0.001"
    return f"{value:.2g}" if abs(value) < 1 else f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"


def interval(one: Estimate, form: Callable[[float], str]) -> str:
    """A figure with the ends of its interval.

    >>> interval(Estimate(0.5, 0.25, 0.75), percent)
    '50 % (25 to 75 %)'
    """
    value = form(one.value)
    if one.low is None and one.high is None:
        return value
    low = "?" if one.low is None else form(one.low)
    high = "?" if one.high is None else form(one.high)
    if low.endswith(" %") and high.endswith(" %"):
        low = low.removesuffix(" %")
    return f"{value} ({low} to {high})"
