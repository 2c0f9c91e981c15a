"""Points in time as protobuf's JSON writes them, compared as instants and not as texts."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

_TIME: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_DAY: Final = 24 * 3600 * 10**9
_ZONES: Final = 14 * 3600 * 10**9
"""How far a time whose zone is not told may lie from the same reading elsewhere."""
_START: Final = datetime(1, 1, 1, tzinfo=UTC)


def span(text: str) -> tuple[int, int] | None:
    """The first and the last nanosecond that a date, a time or an interval (`start/end`) may mean; None if it is none.

    >>> span("2020-01-01T10:00:00+09:00") == span("2020-01-01T01:00:00Z")
    True
    """
    first, _, last = text.partition("/")
    one, two = _point(first), _point(last or first)
    return (one[0], two[1]) if one and two else None


def _point(text: str) -> tuple[int, int] | None:
    match = _TIME.fullmatch(text)
    if match is None or (match[3] and match[2].count(":") < 2):
        return None
    day, clock, fraction, zone = match.groups()
    try:
        then = datetime.fromisoformat(f"{day}T{clock or '00:00'}{(zone or 'Z') if clock else 'Z'}")
        since = then - _START
    except (ValueError, OverflowError):
        return None
    at = since // timedelta(seconds=1) * 10**9 + int((fraction or "0").ljust(9, "0"))
    if not clock:
        return at - _ZONES, at + _DAY - 1 + _ZONES
    return (at, at) if zone else (at - _ZONES, at + _ZONES)


def surely_after(one: str, two: str) -> bool:
    """Whether a time lies after another, whatever zones and hours are not told."""
    first, second = span(one), span(two)
    if first is None or second is None:
        return False
    naive = not re.search(r"(Z|[+-]\d\d:\d\d)$", one + "\n" + two, re.MULTILINE)
    slack = 2 * _ZONES if naive else 0  # both were told at one place, as it seems
    return first[0] + slack > second[1]
