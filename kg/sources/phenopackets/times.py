"""Ages and points in time as phenopackets write them: ISO 8601 durations in years, and times compared as instants."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

from kg.errors import KgError

OLDEST: Final = 130
"""Years; nobody has reached 123."""
_NUMBER: Final = r"(\d{1,9}(?:[.,]\d{1,9})?)"
_DURATION: Final = re.compile(
    rf"P(?=.)(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}W)?(?:{_NUMBER}D)?(?:T(?=.)(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?",
    re.ASCII,
)
# A year of 365.25 days, as the Julian year of astronomy; a month is a twelfth of it.
_YEARS: Final = (1, 1 / 12, 7 / 365.25, 1 / 365.25, 1 / 8766, 1 / 525960, 1 / 31557600)
_TIME: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_DAY: Final = 24 * 3600 * 10**9
_ZONES: Final = 14 * 3600 * 10**9
"""How far a time whose zone is not told may lie from the same reading elsewhere."""
_START: Final = datetime(1, 1, 1, tzinfo=UTC)


class BadAge(KgError, ValueError):
    """No age; `fix` says what would be right."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.what, self.fix = what, fix


@lru_cache(maxsize=8192)
def years(duration: str) -> float:
    """The years of an ISO 8601 duration, to a hundredth of a day or so; raises `BadAge`.

    >>> years("P4Y6M"), years("P4M"), years("P0D")
    (4.5, 0.33333, 0.0)
    """
    match = _DURATION.fullmatch(duration)
    if match is None:
        if duration.startswith("-") or "-" in duration:
            raise BadAge(f"{duration[:40]!r} is a negative age", "an age from birth on, as in P4Y6M")
        raise BadAge(f"{duration[:40]!r} is no ISO 8601 duration", "P and years, months, days, as in P4Y6M")
    parts = match.groups()
    if any(part and ("." in part or "," in part) for part in [one for one in parts if one][:-1]):
        raise BadAge(f"{duration!r} has a fraction before its last part", "a fraction in the last part alone")
    age = sum(float(part.replace(",", ".")) * each for part, each in zip(parts, _YEARS, strict=True) if part)
    if age > OLDEST:
        raise BadAge(f"{duration!r} is {age:,.0f} years", f"an age of at most {OLDEST} years")
    return round(age, 5)


def duration(age: float) -> str:
    """An age of years as an ISO 8601 duration in whole years and months, or days where months would be far off.

    Papers print two decimals: what lies within half a hundredth of a year of whole months is these months.

    >>> duration(34), duration(4.5), duration(0.08), duration(0.02), duration(0)
    ('P34Y', 'P4Y6M', 'P1M', 'P7D', 'P0D')
    """
    months = round(12 * age)
    if abs(12 * age - months) <= 0.06 and (months or not age):
        whole, rest = divmod(months, 12)
        return _written(Y=whole, M=rest)
    days = round((age - int(age)) * 365.25)
    return _written(Y=int(age), D=days) if days < 365 else _written(Y=int(age) + 1)


def _written(**parts: int) -> str:
    return "P" + ("".join(f"{number}{unit}" for unit, number in parts.items() if number) or "0D")


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
