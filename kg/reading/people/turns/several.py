"""Who several are, told by sex, by kin, or as those told of before: `the two men`, `the cousins`, `none of them`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.reading.number_words import NUMBERS
from kg.reading.people.focus import Focus
from kg.reading.people.known import Known
from kg.reading.people.mentions import PersonMention
from kg.reading.people.turn import Turn, Turns

_SEXES: Final = {
    **dict.fromkeys(("women", "girls", "ladies"), "female"),
    **dict.fromkeys(("men", "boys", "gentlemen"), "male"),
}
_KIN: Final = {
    "cousins": ("cousin",),
    "siblings": ("brother", "sister", "sibling", "twin"),
    "sibs": ("brother", "sister", "sibling"),
}
_WHOLE: Final = re.compile(
    r"(?:(?:the|all|both|these|those|our)\b|all\sof\s|both\sof\s|none\sof\s|neither\sof\s|any\sof\s|either\sof\s)", re.I
)
THEM: Final = re.compile(r"(?:any|none|neither|either|each|all|both)\sof\s(?:them|these|those)", re.I)
_LIVING: Final = re.compile(r"\bsurvivors?\b|\bsurviving\b", re.I)


_LISTED: Final = re.compile(r"(?:,|;|\band|\bwhereas|\bwhile|\bbut)\s(?:in\s)?$")


def told_together(focus: Focus, noun: str) -> Turn | None:
    """What is said of these; None where the words do not tell who they are."""
    words = re.findall(r"[\w-]+", noun.lower())
    why = f"said of several people: {noun.strip()}"
    if THEM.fullmatch(noun):
        last = Turn(tuple(of_that_sex(focus))) if focus.by_sex else focus.last_together
        return None if last is None else replace(last, why=why, others=(), none=False)
    if not words or not _WHOLE.match(noun):
        return None
    number = next(
        (NUMBERS.get(word, int(word) if word.isdigit() else 0) for word in words if word in NUMBERS or word.isdigit()),
        0,
    )
    number = number or (2 if words[0] in ("both", "neither", "either") else 0)
    people = _people(focus, words, noun)
    fits = len(people) == (number or len(people)) and len(people) > 1
    return Turn(tuple(people), why) if fits else None


def of_that_sex(focus: Focus) -> list[Known]:
    """Those of whom a paragraph tells by turns."""
    return [one for one in focus.cases() if one.sex == focus.by_sex]


def beside(focus: Focus, text: str, at: int, groups: Sequence[PersonMention]) -> Turns:
    """From each such group on that stands in a list of persons (`Mr. K had tremor, and the cousins ataxia`)."""
    listed = [one for one in groups if one.start >= at and _LISTED.search(text[: one.start])]
    return [(one.start, turn) for one in listed if (turn := told_together(focus, one.noun)) is not None]


def _people(focus: Focus, words: list[str], noun: str) -> list[Known]:
    cases = focus.cases()
    if sex := _SEXES.get(words[-1]):
        return [one for one in cases if one.sex == sex]
    if kin := _KIN.get(words[-1]):
        owned = [one for one in cases if one.of is not None and one.kin in kin]
        firsts = [focus.register.real(one.of) for one in owned if one.of is not None]
        return [one for one in cases if one in owned or one in firsts] if len(set(map(id, firsts))) == 1 else []
    if _LIVING.search(noun):
        return [one for one in cases if not any(fact.key == "age_at_death" for _, fact in one.stated)]
    return []
