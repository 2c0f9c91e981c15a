"""Numbers of years, months and days as texts print them: in figures, in words, with a part behind a point."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.number_words import NUMBERS, one_of

_WORD: Final = rf"(?:{one_of(NUMBERS)})"
_PARTS: Final = {"¼": 0.25, "½": 0.5, "¾": 0.75}
_TWELFTHS: Final = re.compile(r"\s(\d{1,2})[/⁄]12(?!\d)")
_HALF: Final = re.compile(r"[\s-]+(?:1[/⁄]2|and[\s-]a[\s-]half)")
_GLUED: Final = "years?|yrs?|yo?|months?|mo|weeks?|days?|(?-i:[MF])"
"""What may stand at a number without a space: a unit that is known, a sex. `18m` and `3rd` are no ages in years."""
NUMBER: Final = (
    rf"(?:\d{{1,3}}(?:[.·]\d|,5(?=[\s-]years?\b)|\s?[{''.join(_PARTS)}]|{_HALF.pattern}|\s\d{{1,2}}[/⁄]12)?(?=(?:{_GLUED})?(?![^\W_]|[.,·]\d))"
    rf"|{_WORD}(?:[\s-]{_WORD})?(?:{_HALF.pattern}\b)?)"
)
"""A number in figures or words, with a part behind a point, as half a year and months are printed too (`3½`, `2,5
years`, `4 8/12`).

What goes on behind a point or comma, as `12,500` does, is no such number.
"""
YEARS: Final = r"(?:years?|yrs?|y(?:/?o)?|months?|mo|weeks?|days?)"
"""A unit of age."""
_OLDEST: Final = 120
_MONTHS: Final = re.compile(
    r"(?:,?\s(?:and\s)?|-(?:and-)?)(?P<n>\d{1,2})[\s-]?(?:months?|mos?)\b(?!\s(?:later|after|before|earlier|ago))"
)


def years(number: str, unit: str = "years") -> float | None:
    """An age in years from its print; None for a number that is no age."""
    halved = _HALF.sub("½", number.lower())
    plain = re.sub("[,·]", ".", halved.replace("-", " "))
    part = sum(_PARTS.get(sign, 0) for sign in plain)
    if twelfths := _TWELFTHS.search(plain):
        part, plain = int(twelfths[1]) / 12, plain[: twelfths.start()]
    whole = plain.rstrip("".join(_PARTS)).strip()
    value = part + (float(whole) if whole[0].isdigit() else float(sum(NUMBERS[word] for word in whole.split())))
    per = {"m": 12, "w": 52, "d": 365}.get(unit[:1].lower(), 1)
    age = round(value / per, 2)
    return age if age <= _OLDEST else None


def and_months(text: str, at: int, unit: str = "years") -> float:
    """The months behind a number of years, as a part of a year: `2 years and 6 months`."""
    match = _MONTHS.match(text, at) if unit.startswith("y") else None
    return round(int(match["n"]) / 12, 2) if match and int(match["n"]) < 12 else 0
