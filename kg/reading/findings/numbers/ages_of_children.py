"""An age of a child as it is printed, in months."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.decimals import decimal
from kg.reading.number_words import from_to, one_of

_WORDS: Final = from_to(1, 20)
_MONTHS: Final = {"w": 12 / 52, "m": 1, "y": 12}
_HALF: Final = r"½|[ -]?1/2| and a half"
AGE: Final = (
    rf"(?P<age>\d+(?:[.,]\d+)?|{one_of(_WORDS)})(?P<half>{_HALF})?"
    r"(?:[ -]?(?P<unit>weeks?|wks?|months?|mo|mths?|years?|yrs?|y|m)\b\.?"
    r"(?: and (?P<more>\d+|one|two|three|four|five|six) months)?)?"
)
"""A pattern of an age; where no unit stands behind it, it is one of years."""


def months_of(match: re.Match[str]) -> float:
    """The months of an age that `AGE` has matched.

    >>> months_of(re.match(AGE, "2½ years")), months_of(re.match(AGE, "18 mo"))
    (30.0, 18.0)
    """
    told = match["age"].lower()
    age = _WORDS[told] if told in _WORDS else decimal(told)
    more = (match["more"] or "0").lower()
    months = _WORDS[more] if more in _WORDS else int(more)
    return float((age + (0.5 if match["half"] else 0)) * _MONTHS[(match["unit"] or "y")[0].lower()] + months)
