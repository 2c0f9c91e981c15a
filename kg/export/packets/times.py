"""Times as phenopackets write them, from ages in years and from the words that packets came with."""

from __future__ import annotations

import re
from typing import Any

from kg.sources.phenopackets.ages import duration, years


def age(written: str) -> dict[str, Any]:
    """An age in years."""
    return {"age": {"iso8601duration": duration(float(written))}}


def is_exact(written: str) -> bool:
    """Whether the duration of an age gives the very number back."""
    return years(duration(float(written))) == float(written)


def stated(words: str) -> dict[str, Any]:
    """The time that an import told in these words: an age, a range, days of pregnancy, an interval, a class, a date.

    >>> stated("P10Y/P20Y")["ageRange"]["end"], stated("20w3d")["gestationalAge"]["days"]
    ({'iso8601duration': 'P20Y'}, 3)
    """
    low, slash, high = words.partition("/")
    if words.startswith("P"):
        if not slash:
            return {"age": {"iso8601duration": words}}
        return {"ageRange": {"start": {"iso8601duration": low}, "end": {"iso8601duration": high}}}
    if weeks := re.fullmatch(r"(\d+)w(\d+)d", words):
        return {"gestationalAge": {"weeks": int(weeks[1]), "days": int(weeks[2])}}
    if slash:
        return {"interval": {"start": low, "end": high}}
    if re.match(r"[A-Za-z]", words):
        return {"ontologyClass": {"id": words}}
    return {"timestamp": words}
