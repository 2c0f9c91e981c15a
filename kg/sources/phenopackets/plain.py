"""Values of a packet that are no messages: text, words of enums, numbers, times; each put in its one form."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import datetime
from difflib import get_close_matches
from typing import Any, Final

from kg.sources.phenopackets.ages import BadAge, years
from kg.sources.phenopackets.notes import Notes, Steps
from kg.sources.phenopackets.schema import ENUMS
from kg.sources.phenopackets.text import unfit

_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?)?", re.ASCII)


def plain(value: Any, kind: str, steps: Steps, notes: Notes) -> Any:
    """A value that is no message, in its one form; what is wrong with it is noted."""
    if kind == "string":
        if not isinstance(value, str):
            notes.error(steps, f"{shown(value)} stands here", "text in quotes", "type")
            return ""
        if why := unfit(value):
            notes.error(steps, why, "plain text of a sensible length", "text")
        return value
    if kind in ENUMS:
        return _enum(value, kind, steps, notes)
    return _READ[kind](value, steps, notes)


def _enum(value: Any, kind: str, steps: Steps, notes: Notes) -> str:
    words = ENUMS[kind]
    if value in words and isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(words):
        return words[value]
    near = get_close_matches(value[:60].upper(), words, n=1) if isinstance(value, str) else []
    fix = f"did you mean {near[0]}?" if near else f"one of {', '.join(words)}"
    notes.error(steps, f"{shown(value)} is no such value", fix, "enum")
    return words[0]


def _bool(value: Any, steps: Steps, notes: Notes) -> bool:
    if not isinstance(value, bool):
        notes.error(steps, f"{shown(value)} stands here", "true or false, without quotes", "type")
    return value is True


def _number(value: Any, steps: Steps, notes: Notes) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        notes.error(steps, f"{shown(value)} stands here", "a number, without quotes", "type")
        return 0.0
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        notes.error(steps, "a number too large to hold", "a finite number", "number")
        return 0.0
    return number


def _count(value: Any, steps: Steps, notes: Notes) -> int:
    # protobuf's JSON writes 64-bit integers as strings and reads both
    if isinstance(value, str) and re.fullmatch(r"\d{1,18}", value, re.ASCII):
        return int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**63:
        notes.error(steps, f"{shown(value)} stands here", "a whole number from 0 on", "type")
        return 0
    return value


def _time(value: Any, steps: Steps, notes: Notes) -> str:
    if isinstance(value, str) and _TIME.fullmatch(value):
        try:
            datetime.fromisoformat(value[:19].removesuffix("Z"))
            return value
        except ValueError:
            pass
    notes.error(steps, f"{shown(value)} is no time", "as in 2026-01-31T12:00:00Z", "time")
    return ""


def _duration(value: Any, steps: Steps, notes: Notes) -> str:
    if not isinstance(value, str):
        notes.error(steps, f"{shown(value)} stands here", "an ISO 8601 duration, as in P4Y6M", "type")
        return ""
    try:
        years(value)
    except BadAge as error:
        notes.error(steps, error.what, error.fix, "age")
    return value


def _object(value: Any, steps: Steps, notes: Notes) -> Any:
    if not isinstance(value, dict):
        notes.error(steps, f"{shown(value)} stands here", "an object", "type")
        return {}
    return value


_READ: Final[dict[str, Callable[[Any, Steps, Notes], Any]]] = {
    "bool": _bool,
    "number": _number,
    "count": _count,
    "time": _time,
    "duration": _duration,
    "object": _object,
}


def shown(value: Any) -> str:
    """A value inside a message, cut short."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int) and abs(value) >= 2**64:
        return "a number of many digits"
    text = value if isinstance(value, str) else repr(value)
    cut = text if len(text) <= 40 else text[:37] + "..."
    return repr(cut) if isinstance(value, str) else cut
