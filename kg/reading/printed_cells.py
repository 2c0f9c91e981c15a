"""A cell of a printed table: the word it is, the age in years that it says. What is not sure is told, never settled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.reading.decimals import decimal

_IN_A_YEAR: Final = {"y": 1.0, "a": 1.0, "m": 12.0, "w": 52.18, "d": 365.25}
_NUMBER: Final = r"(\d+(?:[.,]\d+)?)"
_UNIT: Final = r"(years?|yrs?\.?|y\.?o?\.?|a|months?|mos?\.?|m\.?|weeks?|wks?\.?|w|days?|d)"
_PART: Final = re.compile(rf"{_NUMBER}\s*-?\s*{_UNIT}(?![a-z])(?:[\s-]*(?:old|of age))?")
_TWELFTHS: Final = re.compile(rf"(\d+)\s+(\d+)/12(?:\s*{_UNIT})?")
_ABOUT: Final = re.compile(r"^(?:~|≈|c\.|ca\.?|approx(?:imately|\.)?|about|around)\s*|\s*\?$|\s*\(\?\)$")
_VAGUE: Final = re.compile(
    rf"[<>≤≥].*\d|.*\d\s*0s\b|.*\d\s*(?:-|to|or|/|±|\+/-)\s*\d.*|(?:early|mid|late)\b.*|.*\bin (?:his|her|their)\b.*"
    rf"|(?:before|after|over|under|by)\b.*\d.*|{_NUMBER}\s*\+"
)


@dataclass(frozen=True, slots=True)
class AgeRead:
    """An age in years; without a value where the cell says less, such as a range. `why` is what is doubtful."""

    years: float | None
    why: str | None = None


NO_UNIT: Final = AgeRead(None, "a number without its unit")
"""What a bare number says where nothing tells what it counts."""


def same(word: str) -> str:
    """A cell as it is compared with a word of a mapping: case, spaces and the sort of dash do not matter.

    >>> same(" N.A. "), same("−")
    ('n.a.', '-')
    """
    return " ".join(word.translate(dict.fromkeys(map(ord, "‐‑‒–—−"), "-")).casefold().split())


def age_in(cell: str, unit: str | None) -> AgeRead | None:
    """The age that a cell says, `unit` where it names none itself; None where it says no age.

    >>> age_in("1 y 6 m", None), age_in("~43", "years"), age_in("40-45", "years").years
    (AgeRead(years=1.5, why=None), AgeRead(years=43.0, why='printed as ~43'), None)
    """
    plain = same(cell)
    if _VAGUE.fullmatch(plain) and not _TWELFTHS.fullmatch(plain):
        return AgeRead(None, "no single age")
    bare = _ABOUT.sub("", plain)
    if unit is None and re.fullmatch(_NUMBER, bare):
        return NO_UNIT
    years = _years(bare, unit)
    if years is None or not 0 <= years <= 120:
        return None
    return AgeRead(round(years, 2), None if bare == plain else f"printed as {cell.strip()}")


def _years(text: str, unit: str | None) -> float | None:
    if twelfths := _TWELFTHS.fullmatch(text):
        return int(twelfths[1]) + int(twelfths[2]) / 12
    if re.fullmatch(_NUMBER, text):
        return decimal(text) / _IN_A_YEAR[unit[0]] if unit else None
    if re.sub(r"\band\b|[\s,]", "", _PART.sub("", text)):
        return None
    parts = _PART.findall(text)
    units = [one[0] for _, one in parts]
    if not parts or len(set(units)) != len(units):
        return None
    return sum(decimal(number) / _IN_A_YEAR[one] for (number, _), one in zip(parts, units, strict=True))
