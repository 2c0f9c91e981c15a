"""Values of a packet that are no messages: text, words of enums, numbers, times; each put in its one form.

protobuf's JSON takes a number also as text, and the word of an enum also as its number, plain or as text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, Final

from kg.sources.phenopackets.ages import BadAge, span, years
from kg.sources.phenopackets.notes import PacketNotes, Steps
from kg.sources.phenopackets.schema import ENUMS
from kg.sources.phenopackets.text import unfit

_NUMBER: Final = re.compile(r"-?\d{1,40}(?:\.\d{1,400})?(?:[eE][+-]?\d{1,4})?", re.ASCII)


def plain(value: Any, kind: str, steps: Steps, notes: PacketNotes) -> Any:
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


def _enum(value: Any, kind: str, steps: Steps, notes: PacketNotes) -> str:
    words = ENUMS[kind]
    if value in words and isinstance(value, str):
        return value
    number = _whole(value)
    if number is not None and 0 <= number < len(words):
        return words[number]
    near = get_close_matches(value[:60].upper(), words, n=1) if isinstance(value, str) else []
    fix = f"did you mean {near[0]}?" if near else f"one of {', '.join(words)}"
    notes.error(steps, f"{shown(value)} is no such value", fix, "enum")
    return words[0]


def _bool(value: Any, steps: Steps, notes: PacketNotes) -> bool:
    if not isinstance(value, bool):
        notes.error(steps, f"{shown(value)} stands here", "true or false, without quotes", "type")
    return value is True


def _number(value: Any, steps: Steps, notes: PacketNotes) -> float:
    if value in ("NaN", "Infinity", "-Infinity"):
        notes.error(steps, f"{value} was not measured", "a finite number, or no value at all", "number")
        return 0.0
    told = isinstance(value, str) and _NUMBER.fullmatch(value)
    if not told and (isinstance(value, bool) or not isinstance(value, int | float)):
        notes.error(steps, f"{shown(value)} stands here", "a number", "type")
        return 0.0
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        notes.error(steps, "a number too large to hold", "a finite number", "number")
        return 0.0
    return number


def _count(value: Any, steps: Steps, notes: PacketNotes) -> int:
    number = _whole(value)
    if number is None or not 0 <= number < 2**63:
        notes.error(steps, f"{shown(value)} stands here", "a whole number from 0 on", "type")
        return 0
    return number


def _whole(value: Any) -> int | None:
    """A whole number in any form of protobuf's JSON: 64-bit integers are text there; None for all else."""
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        if value.removeprefix("-").isdecimal():
            return int(value)
        value = float(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _time(value: Any, steps: Steps, notes: PacketNotes) -> str:
    if isinstance(value, str) and "/" not in value and span(value):
        return value
    notes.error(steps, f"{shown(value)} is no time", "as in 2026-01-31T12:00:00Z", "time")
    return ""


def _duration(value: Any, steps: Steps, notes: PacketNotes) -> str:
    if not isinstance(value, str):
        notes.error(steps, f"{shown(value)} stands here", "an ISO 8601 duration, as in P4Y6M", "type")
        return ""
    try:
        years(value)
    except BadAge as error:
        notes.error(steps, error.what, error.fix, "age")
    return value


def _object(value: Any, steps: Steps, notes: PacketNotes) -> Any:
    if not isinstance(value, dict):
        notes.error(steps, f"{shown(value)} stands here", "an object", "type")
        return {}
    return value


_READ: Final[dict[str, Callable[[Any, Steps, PacketNotes], Any]]] = {
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
