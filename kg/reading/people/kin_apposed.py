"""Relatives beside each other: one of two persons (`her brother, the father of patient 4`), several by one word."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.people.focus import Focus, describe
from kg.reading.people.known import Known
from kg.reading.people.mentions import MentionKind, PersonMention
from kg.reading.people.whose import owner_of

_BESIDE: Final = re.compile(r",\s|\s\(|,\s(?:who\s(?:is|was)|and)\s")


def kin_of_a_case(text: str, before: PersonMention, one: PersonMention) -> bool:
    """Whether a relative is said to be another's too, whom the words name."""
    kin = before.kind is one.kind is MentionKind.RELATIVE and before.start < one.start
    named = re.search(r"\d|\s", one.of) is not None and (before.sex is None or one.sex in (None, before.sex))
    return kin and named and _BESIDE.fullmatch(text[before.end : one.start]) is not None


def also_kin(focus: Focus, known: Known, one: PersonMention) -> Known:
    """A relative of a relative is told of as a case's, if they are a case's too."""
    owner = owner_of(focus, one)
    if owner is None or owner is known:
        return known
    if known.of is None or not focus.is_case(focus.register.real(known.of)) or one.kin in ("mother", "father"):
        known.kin, known.sort, known.of = one.kin, one.sort, owner
    return describe(focus, known, one)


def beside(focus: Focus, known: Known, one: PersonMention) -> Known:
    """The next of several relatives whom one word names (`both parents`), beside the one before: of the same person."""
    owner = focus.register.real(known.of) if known.of is not None else None
    other = focus.register.relative(owner, one)
    made = Known(spot=focus.spot(one), kin=one.kin, of=owner, noun=one.kin)
    other = other or focus.register.add(made)
    return describe(focus, other, one)
