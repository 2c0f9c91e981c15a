"""Whose relative somebody is, where a place, a name or another relative tells it: `the son of the first patient`."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.number_words import ORDINALS
from kg.reading.people.focus import Focus
from kg.reading.people.known import Known
from kg.reading.people.mentions.words import rank_of, sex_in

_ORDER: Final = re.compile(rf"\b({'|'.join(ORDINALS)})\b", re.I)
_NAMED: Final = re.compile(r"(?:mrs?|ms|miss|mme|mister)\b\.?\s(\w+)", re.I)
_COUSIN: Final = re.compile(r"(?:the|our)\s(cousin)\b", re.I)
_TWO: Final = re.compile(r"the\s(?:first\s|other\s)?two\b", re.I)
_SEXED: Final = re.compile(r"(?:the|our)\s(?:\w+\s)?((?:wo)?man|girl|boy|lady|gentleman)\b", re.I)


def is_owner_told(of: str) -> bool:
    """Whether words say by a place, a name or another relative whose somebody is."""
    return any(words.match(of) for words in (_NAMED, _COUSIN, _TWO)) or _ORDER.search(of) is not None


def owner_told(focus: Focus, of: str) -> Known | None:
    """The person whom such words mean; None where they mean nobody told of so far."""
    if match := _NAMED.match(of):
        return focus.register.named(match[1].strip(".").upper()) or focus.register.named(match[1].title())
    if _COUSIN.match(of):
        return _only([two for two in focus.cases() if two.kin == "cousin"])
    if _TWO.match(of):
        return next(iter(focus.cases()), None)
    at = ORDINALS.index(found[1].lower()) if (found := _ORDER.search(of)) else None
    sexed = _SEXED.match(of)
    return _placed(focus, at, sex_in(of, sexed[1].lower()) if sexed else None, of)


def _placed(focus: Focus, at: int | None, sex: str | None, of: str) -> Known | None:
    bare = len(of.split()) == 2
    sex = sex or (focus.by_sex if bare else None)
    if sex is not None:
        there = [two for two in focus.cases() if two.sex == sex]
        known = focus.placed.get((sex, rank_of(of) if at is None else at))
        return focus.register.real(known) if known else there[at] if at is not None and at < len(there) else None
    cases = focus.cases()
    if at is None:
        return None
    if (ranked := focus.ranked.get(at)) is not None:
        return focus.register.real(ranked)
    return focus.register.labelled(f"Patient {at + 1}") or (cases[at] if at < len(cases) else None)


def _only(some: list[Known]) -> Known | None:
    return some[0] if len(some) == 1 else None
