"""Whom each place of a sentence is about, in a text of siblings who are known by these words alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.reading.clause_words import ALTHOUGH, BUT, WHILE
from kg.reading.people.focus import Focus
from kg.reading.people.known import Known
from kg.reading.people.siblings.siblings import Siblings
from kg.reading.people.siblings.units import Unit, units_in
from kg.reading.people.turn import Turn, Turns
from kg.reading.people.turns.contrast import ellipsis, only, opposed, troubled
from kg.reading.people.turns.lists import in_order
from kg.reading.people.zones import Zone

_PIECE: Final = re.compile(rf"[;:]\s|,\s(?:and|{BUT}|{ALTHOUGH})\s|\s(?:{WHILE})\s")
_PARTED: Final = re.compile(rf"[;:]|,\s(?:and|{WHILE})\s")
"""What parts two who are named: not `, but not in her`."""
_CARRIED: Final = "told behind what is said of several"


def turns_among(siblings: Siblings, focus: Focus, text: str, start: int, end: int, before: Turn, done: Turns) -> Turns:
    """From which character of a sentence on it is about which of the siblings, or of their relatives.

    `done` is what the passage told before, to which `; she was not` adds.
    """
    if focus.zone is Zone.ASIDE or focus.zone is Zone.TITLE:
        return [(start, Turn())]
    units = units_in(siblings, focus, text, start, end)
    if not units:
        why = before.why or (_CARRIED if len(before.persons) > 1 else "")
        return [(start, Turn(before.persons, why))] if not focus.zone.of_world else [(start, Turn())]
    against = [one for one in units if opposed(text, start, one.start)]
    plain = [one for one in units if one not in against] or units
    events = _events(siblings, text, start, (plain, against, units), before, done)
    lists = [one for one in plain if len(one.persons) > 1]
    if lists and (told_each := in_order(text, start, end, (lists[0].start, lists[0].end), lists[0].persons)):
        stop = told_each[-1][0]
        events = [*told_each, *(event for event in events if event[0] >= stop and event[0] > lists[0].start)]
    return sorted(events, key=lambda event: event[0])


def _events(
    siblings: Siblings, text: str, start: int, named: tuple[Sequence[Unit], Sequence[Unit], Sequence[Unit]],
    before: Turn, done: Turns,
) -> Turns:  # fmt: skip
    """From which character on it is about whom; `named`: those it is about, those told apart, and all."""
    plain, against, units = named
    events: Turns = []
    piece = _PIECE.search(text, start, plain[0].start)
    if piece and before.persons and not (against and against[0].start < piece.start()):
        events.append((start, before))
    first, last_end = True, start
    for said in plain:
        if troubled(text, said.start) and events:
            at, spared = events[-1]
            events[-1] = (at, Turn(spared.persons, spared.why, others=said.persons, none=True))
            continue
        one, rest = _apart(siblings, text, said, units, against)
        told = ellipsis(text, one.start, one.end, start)
        cut = piece if first else _last_cut(text, last_end, one.start)
        at = start if first and not events else (cut.end() if cut else one.start)
        first, last_end = False, one.end
        if told is not None and (heard := events or done):
            heard[-1] = (heard[-1][0], _added(heard[-1][1], one, told))
            if not events:
                events.append((start, Turn(one.persons)))
        else:
            why = "" if one.persons else f"said of several people: {text[one.start : one.end]}"
            events.append((at, Turn(one.persons, why, others=rest, none=one.none)))
    return events


def _apart(
    siblings: Siblings, text: str, one: Unit, units: Sequence[Unit], against: Sequence[Unit]
) -> tuple[Unit, tuple[Known, ...]]:
    """Those whom a sentence is about, and those of whom it says the contrary there."""
    rest = tuple(two for other in against for two in other.persons if _same_piece(text, one, other))
    if only(text, one.start, one.end):
        rest = (*rest, *_group_of(siblings, one, units))
    if len(one.persons) > 1 and rest and set(map(id, rest)) < set(map(id, one.persons)):  # all but the third
        one = Unit(one.start, one.end, tuple(two for two in one.persons if two not in rest), one.none)
    return one, tuple(dict.fromkeys(two for two in rest if two not in one.persons))


def _added(turn: Turn, one: Unit, contrary: bool) -> Turn:
    """A clause told before, of which `whereas he did` says the contrary of them, and `as did he` the same."""
    if contrary:
        return Turn(turn.persons, turn.why, others=(*turn.others, *one.persons), none=turn.none)
    return Turn((*turn.persons, *one.persons), turn.why, others=turn.others, none=turn.none)


def _last_cut(text: str, low: int, high: int) -> re.Match[str] | None:
    """Where the clause begins in which somebody is named behind a finding: `: calcifications in the elder only`."""
    cuts = [*_PIECE.finditer(text, low, high)]
    return cuts[-1] if cuts else None


def _same_piece(text: str, one: Unit, other: Unit) -> bool:
    low, high = min(one.end, other.end), max(one.start, other.start)
    return not _PARTED.search(text, low, high)


def _group_of(siblings: Siblings, one: Unit, units: Sequence[Unit]) -> tuple[Known, ...]:
    """Among whom somebody is the only one: a group that the sentence names before, else all."""
    groups = [two.persons for two in units if two.start < one.start and len(two.persons) > 1]
    return groups[-1] if groups else tuple(siblings.people)
