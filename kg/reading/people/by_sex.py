"""Patients told by their place among those of their sex: `the second woman`, `the younger man`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from kg.reading.number_words import ORDINALS
from kg.reading.people.focus import Focus, describe
from kg.reading.people.known import Known
from kg.reading.people.mentions import PersonMention
from kg.reading.people.mentions.words import RANK_WORDS, SEX_OF, rank_of
from kg.reading.people.zones import Zone

_SEXED: Final = re.compile(
    r"\b(?:(?P<female>(?:the|all|both)\s(?:\w+\s)?(?:women|girls|ladies))|(?P<male>(?:the|all|both)\s(?:\w+\s)?(?:men|boys|gentlemen)))\b",
    re.I,
)
_AGED: Final = ("elder", "younger")


def sex_told(text: str, start: int, end: int) -> str | None:
    """The sex of those of whom words tell together, and one of whom a bare `the second` behind them is."""
    found = [*_SEXED.finditer(text, start, end)]
    return found[-1].lastgroup if found else None


def is_placed(one: PersonMention) -> bool:
    """Whether words tell the place of somebody among those of a sex, or by age alone."""
    words = one.label.lower().split()
    return one.sex is not None or not set(RANK_WORDS).isdisjoint(words)


def of_sex(focus: Focus, one: PersonMention, *, opens: bool) -> Known | None:
    """Whom such words mean: whoever was told so before, the one at that place, or a new patient."""
    sex = one.sex or focus.by_sex
    words = one.label.lower().split()
    told = one if one.noun in SEX_OF else replace(one, noun="")
    if sex is None:
        return None
    at: int | str = next((ORDINALS.index(word) for word in words if word in ORDINALS), rank_of(one.label))
    focus.by_sex = sex
    if (known := focus.placed.get((sex, at))) is not None:
        return describe(focus, focus.register.real(known), told)
    person = _at(focus, sex, at, one, opens=opens)
    if person is not None:
        focus.placed[sex, at] = person
        person.counted = True
        describe(focus, person, told)
    return person


def _at(focus: Focus, sex: str, at: int | str, one: PersonMention, *, opens: bool) -> Known | None:
    there = [two for two in focus.cases() if two.sex == sex]
    here = focus.zone is Zone.CASES
    if isinstance(at, str):
        return _by_age(focus, there, sex, at, one, new=here and opens)
    if at < len(there):
        return there[at]
    follows = at == len(there) and (opens or at == 0 or (sex, at - 1) in focus.placed)
    return _new(focus, sex, one) if here and follows else None


def _by_age(focus: Focus, there: list[Known], sex: str, at: str, one: PersonMention, *, new: bool) -> Known | None:
    """The elder or the younger of two, by their ages or as the text called the other."""
    other = focus.placed.get((sex, _AGED[at == _AGED[0]]))
    left = [two for two in there if other is None or two is not focus.register.real(other)]
    if len(there) == 2 and len(left) == 1:
        return left[0]
    if len(there) == 2 and all(two.ages for two in there) and there[0].ages[0] != there[1].ages[0]:
        return sorted(there, key=lambda two: two.ages[0], reverse=at == _AGED[0])[0]
    if new and len(there) < 2 and not left:
        return _new(focus, sex, one)
    fits = focus.turn if focus.turn is not None and focus.turn.sex == sex else None
    return fits or (left[0] if len(left) == 1 else None)


def _new(focus: Focus, sex: str, one: PersonMention) -> Known:
    return focus.register.add(Known(spot=focus.spot(one), sex=sex, counted=True))
