"""Whom each place of a sentence is about."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.reading.focus import Focus
from kg.reading.mentions import MentionKind, PersonMention
from kg.reading.register import Known
from kg.reading.zones import Zone

_SEVERAL_KIN: Final = re.compile(
    r"\b(?:parents|siblings|brothers|sisters|children|sons|daughters|aunts|uncles|cousins|relatives|members)$", re.I
)


@dataclass(frozen=True, slots=True)
class Turn:
    """Whom the text is about from a place on; nobody where `persons` is empty."""

    persons: tuple[Known, ...] = ()
    why: str = ""


Named = tuple[PersonMention, Known | None]


def turns_of(focus: Focus, text: str, start: int, who: Sequence[Named], before: Known | None) -> list[tuple[int, Turn]]:
    """From which character of a sentence on it is about whom; `before`: who was told of in the one before."""
    singles = [(one, person) for one, person in who if person is not None and one.noun not in ("her", "his")]
    if not singles:
        singles = [(one, person) for one, person in who if person is not None]
    groups = [one for one, _ in who if one.kind is MentionKind.GROUP]
    if not singles:
        if groups:
            return [(start, Turn(why=f"said of several people: {groups[0].noun.strip()}"))]
        strangers = [one for one, person in who if one.kind is MentionKind.DESCRIBED and person is None and one.age]
        if strangers:
            return [(start, Turn(why="said of a person of another paper"))]
        return [(start, _carried(focus, before))]
    listed = _listed(focus, text, singles)
    if listed:
        return [(start, Turn(tuple(listed)))]
    events: list[tuple[int, Turn]] = []
    distinct = list(dict.fromkeys(id(focus.register.real(person)) for _, person in singles))
    first, first_person = singles[0]
    begins = first.start - start <= 3
    opening = (
        Turn((first_person,), _doubt(focus, first))
        if len(distinct) == 1 or begins or before is None
        else _carried(focus, before)
    )
    events.append((start, opening))
    events += [(one.start, Turn((person,), _doubt(focus, one))) for one, person in singles]
    strangers = [one for one, person in who if person is None and one.fresh and one.age is not None]
    events += [(one.start, Turn(why="said of a person of another paper")) for one in strangers]
    kin = [one for one in groups if _SEVERAL_KIN.search(one.noun)]
    events += [(one.start, Turn(why=f"said of several people: {one.noun}")) for one in kin]
    return sorted(events, key=lambda event: event[0])


def _doubt(focus: Focus, one: PersonMention) -> str:
    return focus.doubt if one.kind is MentionKind.PRONOUN else ""


def _listed(focus: Focus, text: str, singles: list[tuple[PersonMention, Known]]) -> list[Known]:
    """The persons of a list (`Patients 1 and 3`, `in II-3, II-1 and III:1`) of whom a sentence speaks together."""
    if len(singles) < 2 or any(one.kind not in (MentionKind.LABELLED, MentionKind.RELATIVE) for one, _ in singles):
        return []
    for (one, _), (two, _) in itertools.pairwise(singles):
        between = text[one.end : two.start]
        if one.end < two.start and not re.fullmatch(
            r"\)?\s?(?:,|and|&|or|,\sand)?\s?(?:in\s)?(?:the\s)?(?:her\s|his\s)?\(?", between
        ):
            return []
    return list(dict.fromkeys(focus.register.real(person) for _, person in singles))


def _carried(focus: Focus, before: Known | None) -> Turn:
    if focus.zone in (Zone.GENERAL, Zone.ASIDE, Zone.TITLE):
        if before is not None and focus.zone is Zone.GENERAL:
            return Turn(why="a general statement behind one of a person")
        return Turn()
    person = before or focus.lead or focus.main()
    if person is None:
        return Turn(why="nobody is named before it")
    if person.of is not None and focus.lead is not None and not focus.of_relative:
        return Turn((focus.lead,), "told behind a relative, whom it may be about")
    return Turn((person,))
