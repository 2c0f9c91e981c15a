"""Counts and percents as papers print them, and the words for those who are counted."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.people.mentions import NUMBER, years

WORD: Final = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|all|none|both|no)"
)
COUNT: Final = rf"(?:\d{{1,5}}|{WORD})"
PERCENT: Final = r"\d{1,3}(?:[.·,]\d{1,2})?\s?(?:%|per\s?cent|percent)"
PEOPLE: Final = (
    r"(?:patients|carriers|cases|women|men|individuals|probands|children|subjects|families|people|persons"
    r"|members|females|males|controls|participants|adults|infants|relatives|brains)"
)
_NONE: Final = {"none": 0, "no": 0, "both": 2}


def number(word: str) -> int | None:
    """How many a word or a numeral says; `all` says nothing alone.

    >>> number("seven"), number("12"), number("none"), number("all")
    (7, 12, 0, None)
    """
    if word.isdigit():
        return int(word)
    if word.lower() in _NONE:
        return _NONE[word.lower()]
    return int(years(word) or 0) if re.fullmatch(NUMBER, word, re.I) else None


def percent(printed: str) -> float:
    """The number of a percent, whatever its point.

    >>> percent("12·5 %"), percent("12,5 per cent")
    (12.5, 12.5)
    """
    return float(re.sub(r"[^\d.]", "", printed.replace("·", ".").replace(",", ".")))
