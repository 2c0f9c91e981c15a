"""All of a text's patients but some: `all but patient 3`, `the remaining two`, `the other patient`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.reading.clause_words import EXCEPT
from kg.reading.number_words import from_to, one_of
from kg.reading.variants.labels_ahead import ONE_LABEL

_NUMBERS: Final = from_to(2, 8)
_ALL_BUT: Final = re.compile(
    rf"\b(?:all|every\w*|each|any)\b[^.;,]{{0,30}}?,?\s(?:but|{EXCEPT})\s(?:the\s)?(?P<but>{ONE_LABEL})"
    rf"(?:(?:,|\s(?:and|or))\s(?P<two>{ONE_LABEL}))?",
    re.I,
)
_BUT_ALL: Final = re.compile(
    rf"\b(?:{EXCEPT})\s(?:the\s)?(?P<but>{ONE_LABEL})(?:(?:,|\s(?:and|or))\s(?P<two>{ONE_LABEL}))?,\s(?:\w+\s)?(?:all|every\w*|each)\b",
    re.I,
)
_PEOPLE: Final = (
    r"(?P<who>patients?|cases?|probands?|individuals?|siblings?|famil(?:y|ies)|children|members|ones?|subjects?)"
)
_REST: Final = (
    rf"\b(?:(?:the\s)?(?:remaining|other)(?:\s(?P<n>{one_of(_NUMBERS)}))?(?:\s(?:\w+\s)?{_PEOPLE})?"
    r"|the\s(?:others|rest)\b(?:\sof\sthe\s\w+)?)"
)
_AHEAD: Final = re.compile(
    rf"{_REST}\s(?:(?:all|both|each|also)\s)?(?:(?:carr|harbou?r)\w+|had|have|has|shar\w+|show\w+|(?:was|were)\s(?:[\w-]+\s){{1,3}}for)\b[^.;,]{{0,60}}$",
    re.I,
)
_BEHIND: Final = re.compile(rf"^[^.;,]{{0,40}}?\b(?:in|by)\s(?:all\s)?{_REST}(?=[\s,.;)]|$)", re.I)


_FIRST: Final = re.compile(
    rf"\b(?:the|our)\s(?P<end>first|last)\s(?P<n>{one_of(_NUMBERS)})\b(?:\s(?:\w+\s)?{_PEOPLE})?[^.;,]{{0,60}}$", re.I
)


@dataclass(frozen=True, slots=True)
class HeldByRest:
    """How many the rest are (0: not told), and the labels of those who are not among them."""

    many: int
    but: tuple[str, ...] = ()
    first: int = 0
    """How many at the head of the text's order; below 0, at its end."""


def held_by_rest(ahead: str, behind: str) -> HeldByRest | None:
    """The rest whom the words around a variant say to have it.

    >>> held_by_rest("All but patient C carried ", "")
    HeldByRest(many=0, but=('patient C',), first=0)
    """
    if match := _BUT_ALL.search(ahead) or _ALL_BUT.search(ahead) or _ALL_BUT.search(behind):
        return HeldByRest(0, tuple(filter(None, (match["but"], match["two"]))))
    if match := _FIRST.search(ahead):
        many = _NUMBERS[match["n"].lower()]
        return HeldByRest(many, first=many if match["end"].lower() == "first" else -many)
    rest = _AHEAD.search(ahead) or _BEHIND.search(behind)
    if rest is None:
        return None
    alone = rest["who"] and not rest["n"] and not re.search(r"s$|children", rest["who"], re.I)
    return HeldByRest(1 if alone else _NUMBERS.get((rest["n"] or "").lower(), 0))
