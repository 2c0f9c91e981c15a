"""What a sentence tells of the persons it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.reading.people.facts.ages import ages
from kg.reading.people.facts.durations import after_onset, durations
from kg.reading.people.facts.elided import elided
from kg.reading.people.facts.joint import ages_in_turn, of_one_kin, told_jointly
from kg.reading.people.facts.told_fact import ToldFact
from kg.reading.people.facts.told_of import told
from kg.reading.people.facts_of import WELL, heard
from kg.reading.people.focus import Focus
from kg.reading.people.known import Known
from kg.reading.people.turn import Turn
from kg.reading.people.zones import Zone

_ENDS: Final = re.compile(r"[;:]|,\s(?:and|but|while|whereas|which)\s")
_IS: Final = re.compile(r"\b(?:is|are|remains?)\s(?:(?:still|currently|clinically|now|entirely)\s)*$", re.I)
"""Ahead of `asymptomatic`: said of today, and of a brother or sister told of as one of several."""
_CARRIER: Final = re.compile(r"carrier|\b(?:predictive|pre-?symptomatic)\s(?:genetic\s)?test")
_DIED: Final = re.compile(r"\b(?:died|death|succumbed|passed\saway|expired|deceased)\b[^.;]{0,50}$", re.I)
_OF_FAMILY: Final = frozenset({"origin", "consanguinity", "family_history", "family", "inheritance"})
"""What is told of a person's parents or relatives together is a fact of the person."""


def _surely_well(text: str, fact: ToldFact, person: Known, start: int, end: int) -> bool:
    """Whether who is called well has not the disease, and was not only seen before it began."""
    carrier = _CARRIER.search(text, start, end) is not None or text[fact.start : fact.end].lower() == "unaffected"
    return carrier or bool(person.kin and _IS.search(text, max(start, fact.start - 30), fact.start))


def keep_facts(
    focus: Focus, text: str, start: int, end: int, turns: Sequence[tuple[int, Turn]],
    apart: Sequence[tuple[int, Turn]] = (),
) -> None:  # fmt: skip
    """Keep what a sentence tells, each fact with whom its place is about; `apart`: who is named by contrast."""
    if focus.zone in (Zone.TITLE, Zone.ASIDE):
        return
    facts = (*ages(text, start, end), *told(text, start, end), *elided(text, start, end))
    in_turn, apiece = ages_in_turn(text, end, turns)
    facts = tuple(fact for fact in facts if not (fact.key.startswith("age") and apiece[0] <= fact.end <= apiece[1]))
    for person, fact in (*in_turn, *told_jointly(text, end, turns, facts)):
        heard(person, fact, focus.number)
    for fact in facts:
        place = fact.start if fact.whose is None else fact.whose
        before = [turn for at, turn in reversed(turns) if at <= place]
        last = max((at for at, _ in turns if at <= place), default=start)
        here = [turn for at, turn in apart if last < at <= place and not _ENDS.search(text, at, place)]
        turn = next((turn for turn in (*here, *before) if turn.persons or fact.key not in _OF_FAMILY), Turn())
        if not turn.persons and fact.key in _OF_FAMILY and focus.zone is Zone.CASES and focus.lead is not None:
            turn = Turn((focus.lead,))
        for person in of_one_kin(text, fact, turn.persons):
            if fact.key == "affected" and person.of is None and not _surely_well(text, fact, person, start, end):
                heard(person, replace(fact, key=WELL), focus.number)
            else:
                heard(person, fact, focus.number, turn.why)
    _reckoned(focus, text, start, end, turns)


def _reckoned(focus: Focus, text: str, start: int, end: int, turns: Sequence[tuple[int, Turn]]) -> None:
    """Ages at onset that follow from how long the disease had lasted when the person was seen, or died."""
    for length, rank, at, stop in durations(text, start, end):
        one = _alone(turns, at)
        seen = (
            one.ages
            or [
                float(fact.value) for _, fact in one.stated if fact.key == "age_at_examination" and fact.spot.start < at
            ]
            if one is not None
            else []
        )
        if one is not None and seen:
            later = (at_age for at_age in _ages_here(focus, one, at) if at_age > seen[0])
            if next(later, None) is None:
                _less(focus, one, seen[0], "when seen", length, rank, (at, stop))
    for length, at, stop in after_onset(text, start, end):
        one = _alone(turns, at)
        if one is not None and _DIED.search(text, start, at):
            _died(focus, one, length, (at, stop))
        deaths = [float(fact.value) for _, fact in one.stated if fact.key == "age_at_death"] if one is not None else []
        if one is not None and deaths:
            _less(focus, one, deaths[-1], "at death", length, 1, (at, stop))


def _died(focus: Focus, one: Known, length: float, place: tuple[int, int]) -> None:
    """The age at death of who died so long after an onset whose age is told."""
    onsets = [float(fact.value) for _, fact in one.stated if fact.key == "age_at_onset"]
    if onsets and not any(fact.key == "age_at_death" for _, fact in one.stated):
        why = f"reckoned: {min(onsets):g} years at onset, and {length:g}"
        fact = ToldFact(
            key="age_at_death", value=round(min(onsets) + length, 2), start=place[0], end=place[1], rank=2, why=(why,)
        )
        heard(one, fact, focus.number)


def _ages_here(focus: Focus, one: Known, before: int) -> list[float]:
    """The ages of a person told in the passage so far: behind a later one, `two years before` counts from that."""
    told = (fact for _, fact in one.stated if fact.key.startswith("age") and fact.spot.passage == focus.number)
    return [float(fact.value) for fact in told if fact.spot.start < before]


def _alone(turns: Sequence[tuple[int, Turn]], at: int) -> Known | None:
    turn = next((turn for place, turn in reversed(turns) if place <= at), Turn())
    return turn.persons[0] if len(turn.persons) == 1 else None


def _less(focus: Focus, one: Known, age: float, when: str, length: float, rank: int, place: tuple[int, int]) -> None:
    if age >= length:
        why = f"reckoned: {age:g} years {when}, less {length:g}"
        onset = round(age - length, 2)
        fact = ToldFact(key="age_at_onset", value=onset, start=place[0], end=place[1], rank=rank, why=(why,))
        heard(one, fact, focus.number)
