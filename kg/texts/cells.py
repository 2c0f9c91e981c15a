"""A value of a spreadsheet as its cell prints it: numbers, percentages, dates and times by their format."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

_QUOTED: Final = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_DIGITS: Final = re.compile(r"[#0?,]*[#0?](?:\.[#0?]+)?")
_PARTS: Final = re.compile(r"(?i)y+|m+|d+|h+|s+|am/pm|a/p|.")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


def printed_cell(value: object, form: str) -> str:
    """The text that a cell shows; nothing for an empty one.

    >>> printed_cell(0.125, "0.0%"), printed_cell(35, "General"), printed_cell(dt.datetime(2020, 1, 2), "d-mmm-yy")
    ('12.5%', '35', '2-Jan-20')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return _moment(value, form)
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if isinstance(value, int | float):
        return _number(value, form)
    return str(value)


def _number(value: float, form: str) -> str:
    """A number by the first part of its format that is for it; one that nobody here understands, in full."""
    sections = form.split(";")
    own = sections[1] if value < 0 and len(sections) > 1 else sections[0]
    bare = _QUOTED.sub("", own)
    digits = _DIGITS.search(bare)
    if own.strip().lower() in ("general", "@", "") or digits is None or re.search(r"[eE/]", bare):
        return _in_full(value)
    number = Decimal(repr(value)) * (100 if "%" in bare else 1)
    places = len(digits[0].partition(".")[2])
    rounded = abs(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded:,}" if "," in digits[0] else f"{rounded}"
    if places and "#" in digits[0].partition(".")[2]:
        text = text.rstrip("0").rstrip(".")
    sign = "-" if value < 0 and len(sections) < 2 and rounded else ""
    shown = re.sub(r'"([^"]*)"', r"\1", re.sub(r"\\(.)|_.|\*.|\[[^\]]*\]", r"\1", own))
    return (sign + _DIGITS.sub(lambda _: text, shown, count=1)).strip()


def _in_full(value: float) -> str:
    if isinstance(value, int) or (value == int(value) and abs(value) < 1e15):
        return str(int(value))
    return f"{value:.15g}"


def _moment(value: dt.datetime | dt.date | dt.time, form: str) -> str:
    """A date or time by its format; in the order of ISO 8601 where the format is none."""
    bare = _QUOTED.sub(lambda found: found[1] or found[2] or "", form.split(";")[0])
    if not re.search(r"(?i)[ymdhs]", bare) or bare.lower() == "general":
        return value.isoformat(" ") if isinstance(value, dt.datetime) else value.isoformat()
    parts = _PARTS.findall(bare)
    half = any(part.lower() in ("am/pm", "a/p") for part in parts)
    return "".join(
        _part(value, part.lower(), _is_minute(parts, at), half) or "" for at, part in enumerate(parts)
    ).strip()


def _is_minute(parts: list[str], at: int) -> bool:
    """Whether an `m` stands beside hours or seconds, and so is no month."""
    letters = [(place, part[0].lower()) for place, part in enumerate(parts) if part[0].lower() in "ymdhs"]
    here = next((number for number, (place, _) in enumerate(letters) if place == at), None)
    if here is None:
        return False
    before = letters[here - 1][1] if here else ""
    after = letters[here + 1][1] if here + 1 < len(letters) else ""
    return before == "h" or after == "s"


def _part(value: dt.datetime | dt.date | dt.time, part: str, minute: bool, half: bool) -> str:
    day = value if isinstance(value, dt.date) else None
    time = value if isinstance(value, dt.datetime | dt.time) else dt.time()
    if part[0] == "y" and day:
        return f"{day.year:04}" if len(part) > 2 else f"{day.year % 100:02}"
    if part[0] == "m" and part.strip("m") == "":
        return f"{time.minute:0{min(len(part), 2)}}" if minute else _month(day, len(part))
    if part[0] == "d" and day:
        return f"{day.day:0{len(part)}}" if len(part) < 3 else day.strftime("%a" if len(part) == 3 else "%A")
    if part[0] == "h":
        return f"{(time.hour % 12 or 12) if half else time.hour:0{min(len(part), 2)}}"
    if part[0] == "s":
        return f"{time.second:0{min(len(part), 2)}}"
    if part in ("am/pm", "a/p"):
        return "AM" if time.hour < 12 else "PM"
    return part


def _month(day: dt.date | None, letters: int) -> str:
    if day is None:
        return ""
    name = _MONTHS[day.month - 1]
    return f"{day.month:0{letters}}" if letters < 3 else name[:3] if letters == 3 else name
