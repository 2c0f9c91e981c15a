"""What a sentence tells of two relatives whom it names together: `her mother (72) and father (75) were healthy`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from kg.reading.people.facts.told_fact import ToldFact
from kg.reading.people.known import Known
from kg.reading.people.mentions.words import CALLED, KIN_WORDS
from kg.reading.people.turn import Turn

_ONE: Final = (
    rf"(?:(?:(?:the|our)\s(?:\w+\s)?(?:patient|proband)[’']s|her|his|the|their|an?|both)\s)?(?:[\w-]+\s){{0,3}}?(?:{KIN_WORDS})"
    r"(?:\s?\([^()]{0,30}\)|,\s[^,.;]{1,25}(?=,?\sand)|,)?"
)
_AND: Final = re.compile(rf"{_ONE},?\s(?:and|&)\s$", re.I)
"""From one of two who are named together to the other."""
_TWO: Final = re.compile(rf"{_ONE},?\s(?:and|&)\s{_ONE}", re.I)
_SEVERAL: Final = re.compile(
    rf"\b(?:(?:both|all|either|neither|each|two|three|four)\s(?:of\s)?)?(?:(?:her|his|their|the)\s)?(?:[\w-]+\s){{0,2}}?(?:(?:{KIN_WORDS}|parent|grandparent)s|children)\b",
    re.I,
)
"""Several relatives by one word."""
_SECOND: Final = re.compile(_ONE, re.I)
_PLURAL: Final = re.compile(r"\b(?:are|were|both|have|do|show|carry|remain|neither|each)\b", re.I)
_AGES: Final = re.compile(
    r"\W+(?:(?:are|were|is|was|both|now|respectively)\W+)*(?:(?P<aged>aged)\s)?(?P<one>\d{1,3})(?:\syears)?\sand\s"
    r"(?P<two>\d{1,3})\b(?!\s(?:months|weeks|days))(?(aged)|(?=\s(?:years|yrs|y)\b|,?\srespectively))",
    re.I,
)
_OF_WHOM: Final = re.compile(
    rf"(?:un|similarly\s|equally\s)?(?:affected|healthy|asymptomatic|symptomless|pre-?symptomatic)\s(?:[\w-]+\s){{0,2}}?(?P<kin>{KIN_WORDS})\b",
    re.I,
)
_EACH_AGED: Final = re.compile(
    r"[^.;]{0,60}?\b(?P<age>\d{1,3})(?:\s(?:years?|y))?(?:,\s(?P<second>\d{1,3}))?\s(?:and|&)\s(?P<last>\d{1,3})\b(?!\s(?:months|weeks|days|%)|[.,]\d)",
    re.I,
)
_DIED: Final = re.compile(r"\b(?:died|death|deceased|dead)\b", re.I)
_SHARED: Final = frozenset({"affected", "genetic_status"})


def of_one_kin(text: str, fact: ToldFact, persons: Sequence[Known]) -> Sequence[Known]:
    """Of several who are told of, the one before whose name a state stands: `her affected sister and healthy son`."""
    match = _OF_WHOM.match(text, fact.start) if fact.key == "affected" and len(persons) > 1 else None
    if match is None:
        return persons
    kin = CALLED.get(match["kin"].lower(), match["kin"].lower())
    return [one for one in persons if one.kin == kin]


def _pairs(text: str, turns: Sequence[tuple[int, Turn]]) -> Iterator[tuple[Known, Known, int, int]]:
    """Two relatives whom a sentence names as one subject, where the second is named, and where their names end."""
    kin = [(at, turn.persons) for at, turn in turns if turn.persons and all(one.of is not None for one in turn.persons)]
    for at, persons in kin:
        if len(persons) == 2 and (both := _TWO.match(text, at)):
            yield *persons, at, both.end()
    for (first, one), (second, two) in combinations(kin, 2):
        if len(one) == len(two) == 1 and one != two and (first == second or _AND.fullmatch(text, first, second)):
            named = _SECOND.match(text, second)
            yield one[0], two[0], second, named.end() if named else second


def ages_in_turn(
    text: str, end: int, turns: Sequence[tuple[int, Turn]]
) -> tuple[list[tuple[Known, ToldFact]], tuple[int, int]]:
    """The ages of relatives who are named by one word (`both his sons, aged 27 and 30`), and where they stand.

    Which parent is of which age the words do not say.
    """
    for at, turn in turns:
        kin = len(turn.persons) > 1 and all(one.of is not None for one in turn.persons)
        several = _SEVERAL.search(text, at, end) if kin else None
        ages = several and _EACH_AGED.match(text, several.end(), end)
        if not several or not ages:
            continue
        spans = [ages.span(way) for way in ("age", "second", "last") if ages[way]]
        key = "age_at_death" if _DIED.search(ages[0]) else "age_at_examination"
        place = spans[0][0], spans[-1][1]
        if len({one.kin for one in turn.persons}) > 1 or len(spans) != len(turn.persons):
            return [], place
        told = [
            (one, ToldFact(key=key, value=float(text[low:high]), start=low, end=high, rank=1))
            for one, (low, high) in zip(turn.persons, spans, strict=True)
        ]
        return told, place
    return [], (0, 0)


def told_jointly(
    text: str, end: int, turns: Sequence[tuple[int, Turn]], facts: Sequence[ToldFact]
) -> Iterator[tuple[Known, ToldFact]]:
    """What is told of the second and is the first's too, and the ages that are each one's in turn."""
    for one, two, at, behind in _pairs(text, turns):
        stop = min((place for place, turn in turns if place > at and turn.persons != (two,)), default=end)
        for fact in facts:
            if fact.key in _SHARED and at < fact.start < stop and _PLURAL.search(text, at, fact.end):
                yield one, fact
        if ages := _AGES.match(text, behind, end):
            for person, way in ((one, "one"), (two, "two")):
                start, stop = ages.span(way)
                yield person, ToldFact(key="age_at_examination", value=float(ages[way]), start=start, end=stop, rank=1)
