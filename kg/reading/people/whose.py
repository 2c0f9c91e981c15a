"""Whose relative somebody is: `her mother`, `the father of the second woman`, `Mr. K's daughter`, `the son of A`."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.people.bare_letters import LETTERED
from kg.reading.people.focus import Focus
from kg.reading.people.known import Known
from kg.reading.people.mentions import PersonMention
from kg.reading.people.mentions.words import SEX_OF
from kg.reading.people.owners import is_owner_told, owner_told

_LETTER: Final = re.compile(r"(?:\w+\s)?([A-Z])\.?")
"""Whose relative somebody is: `the daughter of A`, where the paper has a Case A."""
_BY_AGE: Final = re.compile(r"(?:the|our)\s(?:elder|older|younger)\b")
_NUMBER: Final = re.compile(r"(?:patient|case)\s(\d{1,2})", re.I)
_RANKS: Final = {"elder": max, "older": max, "younger": min}


def owner_of(focus: Focus, one: PersonMention) -> Known | None:
    """The person whose relative a mention names, as its words say; else of whom the text tells."""
    of = one.of.lower()
    if of in ("her", "his", "whose", "their"):
        sex = {"her": "female", "his": "male"}.get(of)
        turn, lead = focus.turn, focus.lead
        others = turn is not None and turn.elsewhere and (sex is None or turn.sex in (None, sex))
        if lead is not None and not others and (sex is None or lead.sex in (None, sex)):
            return lead
        if turn is not None and (sex is None or turn.sex in (None, sex)):
            return turn
        return next((two for two in reversed(focus.heard) if two.sex == sex), lead)
    if is_owner_told(of):
        return owner_told(focus, of)
    if _BY_AGE.match(of):
        return _by_age(focus, of)
    if "proband" in of or "index" in of or "proposit" in of:
        probands = [two for two in focus.register.patients() if two.role]
        here = [two for two in probands if two is focus.lead]
        return next(iter((*here, *probands)), None) or focus.lead or focus.main()
    if re.search(r"\d", of):
        return focus.register.labelled(one.of) or _numbered(focus, one.of)
    if letter := _LETTER.fullmatch(one.of):
        by_word = (focus.register.labelled(f"{word} {letter[1]}") for word in ("Case", *LETTERED))
        return next(filter(None, by_word), None) or focus.register.named(letter[1]) or focus.lead
    if "patient" in of:
        return focus.lead or focus.main()
    probands = [two for two in focus.register.patients() if two.role]
    return probands[0] if len(probands) == 1 else focus.lead


def _by_age(focus: Focus, words: str) -> Known | None:
    """`The elder man`, `the younger sister`: the first or the last by age of those of one sex."""
    *_, noun = words.split()
    told = [one for one in focus.cases() if SEX_OF.get(noun) in (None, one.sex)]
    rank = next(_RANKS[word] for word in words.split() if word in _RANKS)
    return rank(told, key=lambda one: one.ages[0]) if len(told) > 1 and all(one.ages for one in told) else None


def _numbered(focus: Focus, words: str) -> Known | None:
    """`Patient 4`, whom the text calls `the fourth of our series`."""
    number = _NUMBER.fullmatch(words)
    one = focus.ranked.get(int(number[1]) - 1) if number else None
    return focus.register.real(one) if one is not None else None
