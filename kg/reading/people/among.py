"""Whom each place of a sentence is about, in a text of siblings who are known by these words alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.reading.people.contrast import ellipsis, only, opposed, troubled
from kg.reading.people.focus import Focus
from kg.reading.people.mentions import MentionKind, PersonMention, mentions
from kg.reading.people.register import Known
from kg.reading.people.siblings import Siblings, ranked
from kg.reading.people.turns import Turn, Turns, in_order
from kg.reading.people.who_is import MetSentence, meant
from kg.reading.people.zones import Zone

_NUMBER: Final = r"(?:two|three|four|five|six|seven|\d)"
_NOUNS: Final = r"(?:siblings|brothers|sisters|patients|children|cases|twins)"
_VERB: Final = (
    r"(?=[.,;:)]|$|\s(?:had|has|have|was|were|are|is|did|do|could|can|carr\w+|harbou?r\w*|show\w*|develop\w*|died|suffer\w*"
    r"|present\w*|complain\w*|remain\w*|shared?|in|on|who|when|at|by)\b)"
)
_GROUP: Final = re.compile(
    rf"\b(?P<none>[Nn]either|[Nn]one)(?:\sof\s(?:the\s(?P<n1>{_NUMBER})?\s?(?P<of1>{_NOUNS})?|them|these)"
    rf"|\s(?:sibling|brother|sister|twin))?{_VERB}"
    rf"|\b(?P<all>[Aa]ll|[Ee]ach)(?:\s(?:of\s)?(?:the\s|them)?(?P<n2>{_NUMBER})?\s?(?P<of2>{_NOUNS}\b)?)?(?:(?<=[nrtse]s)|{_VERB})"
    rf"|\b(?P<both>[Bb]oth)(?:\s(?:of\sthem|(?P<of3>{_NOUNS}\b)))?(?:(?<=[nrtse]s)|{_VERB})"
    rf"|\b(?P<two>(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Tt]hese)\s(?P<other>other\s)?(?P<n4>{_NUMBER}\s)?(?P<of4>{_NOUNS}|others))\b(?!\sof\b)"
    rf"|\b(?P<pair>[Tt]he\s(?P<n5>{_NUMBER})){_VERB}"
    r"|\b(?P<them>them)\b|\b(?P<they>They)(?=\s(?:both|all|had|were|did|shared|died|developed|carried|never))\b"
    r"|\b(?P<kin>(?:[Tt]he|[Tt]heir|[Bb]oth|[Hh]is|[Hh]er)\s(?:grand)?(?:parents|relatives|children|sons|daughters|cousins|uncles|aunts))\b"
)
_AND: Final = re.compile(
    r"\)?\s?(?:\([^)]{0,20}\)|,\s(?:aged\s)?\d+(?:\syears)?,?)?\s?(?:,|,?\s?and|,?\s?or|as\swell\sas|&)\s?(?:also\s)?(?:in\s|of\s|by\s)?(?:the\s)?"
)
_LAST: Final = re.compile(r"\b[Tt]he\s(?P<which>latter|former)\b(?!\s(?:two|of|group|sign|finding|symptom))")
_PIECE: Final = re.compile(r"[;:]\s|,\s(?:and|but|while|whereas|although)\s|\s(?:while|whereas)\s")
_SEX: Final = {"brothers": "male", "sisters": "female"}
_WAYS: Final = {word: n for n, word in enumerate(["two", "three", "four", "five", "six", "seven"], 2)} | {
    str(n): n for n in range(2, 10)
}
_CARRIED: Final = "told behind what is said of several"
_WHOSE: Final = re.compile(
    r"\b(?:parents|mother|father|uncles?|aunts?|cousins?|children|sons?|daughters?)\sof\s$", re.I
)
_OBJECT: Final = re.compile(r"(?=[.,;:)]|$|\s(?:but|and|or|only|alone|than|too|as|nor|while|whereas|neither)\b)")


@dataclass(frozen=True, slots=True)
class Unit:
    """Persons named together at one place of a sentence; `none`: to say that none of them is meant."""

    start: int
    end: int
    persons: tuple[Known, ...]
    none: bool = False


def turns_among(siblings: Siblings, focus: Focus, text: str, start: int, end: int, before: Turn, done: Turns) -> Turns:
    """From which character of a sentence on it is about which of the siblings, or of their relatives.

    `done` is what the passage told before, to which `; she was not` adds.
    """
    if focus.zone is Zone.ASIDE or focus.zone is Zone.TITLE:
        return [(start, Turn())]
    units = _units(siblings, focus, text, start, end)
    if not units:
        why = before.why or (_CARRIED if len(before.persons) > 1 else "")
        return [(start, Turn(before.persons, why))] if focus.zone is not Zone.GENERAL else [(start, Turn())]
    against = [one for one in units if opposed(text, start, one.start)]
    plain = [one for one in units if one not in against] or units
    events: Turns = []
    piece = _PIECE.search(text, start, plain[0].start)
    if piece and before.persons and not (against and against[0].start < piece.start()):
        events.append((start, before))
    first, last_end = True, start
    for one in plain:
        if troubled(text, one.start) and events:
            spared = events[-1][1]
            events[-1] = (events[-1][0], Turn(spared.persons, spared.why, others=one.persons, none=True))
            continue
        rest = tuple(two for other in against for two in other.persons if _same_piece(text, one, other))
        if only(text, one.start, one.end):
            rest = (*rest, *_group_of(siblings, one, units))
        if len(one.persons) > 1 and rest and set(map(id, rest)) < set(map(id, one.persons)):  # all but the third
            one = Unit(one.start, one.end, tuple(two for two in one.persons if two not in rest), one.none)
        rest = tuple(dict.fromkeys(two for two in rest if two not in one.persons))
        told = ellipsis(text, one.start, one.end, start)
        cut = piece if first else _last_cut(text, last_end, one.start)
        at = start if first and not events else (cut.end() if cut else one.start)
        last_end = one.end
        if told is not None and (events or done):
            heard = events or done
            last = heard[-1][1]
            more = last.persons if told else (*last.persons, *one.persons)
            others = (*last.others, *one.persons) if told else last.others
            heard[-1] = (heard[-1][0], Turn(more, last.why, others=others, none=last.none))
            if not events:
                events.append((start, Turn(one.persons)))
        else:
            why = "" if one.persons else f"said of several people: {text[one.start : one.end]}"
            events.append((at, Turn(one.persons, why, others=rest, none=one.none)))
        first = False
    lists = [one for one in plain if len(one.persons) > 1]
    if lists and (told_each := in_order(text, start, end, (lists[0].start, lists[0].end), lists[0].persons)):
        stop = told_each[-1][0]
        events = [*told_each, *(event for event in events if event[0] >= stop and event[0] > lists[0].start)]
    return sorted(events, key=lambda event: event[0])


def _last_cut(text: str, low: int, high: int) -> re.Match[str] | None:
    """Where the clause begins in which somebody is named behind a finding: `: calcifications in the elder only`."""
    cuts = [*_PIECE.finditer(text, low, high)]
    return cuts[-1] if cuts else None


def _same_piece(text: str, one: Unit, other: Unit) -> bool:
    low, high = min(one.end, other.end), max(one.start, other.start)
    return not re.search(r"[;:]|,\s(?:and|while|whereas)\s", text[low:high])


def _group_of(siblings: Siblings, one: Unit, units: Sequence[Unit]) -> tuple[Known, ...]:
    """Among whom somebody is the only one: a group that the sentence names before, else all."""
    groups = [two.persons for two in units if two.start < one.start and len(two.persons) > 1]
    return groups[-1] if groups else tuple(siblings.people)


def _units(siblings: Siblings, focus: Focus, text: str, start: int, end: int) -> list[Unit]:
    groups = {match.start(): match for match in _GROUP.finditer(text, start, end)}
    taken = {at for match in groups.values() for at in range(match.start(), match.end())}
    met = [one for one in (*mentions(text, start, end), *ranked(text, start, end)) if one.start not in taken]
    met = [one for one in met if one.kind in (MentionKind.RELATIVE, MentionKind.PRONOUN)]
    lasts = {match.start(): match for match in _LAST.finditer(text, start, end)}
    places = sorted({*groups, *lasts, *(one.start for one in met)})
    by_start = {one.start: one for one in met}
    said = MetSentence(text=text, start=start, end=end, met=met, cited=False)
    units: list[Unit] = []
    for at in places:
        unit = (
            _group(siblings, groups[at])
            if at in groups
            else _of_two(siblings, lasts[at], units)
            if at in lasts
            else _one(siblings, focus, said, by_start[at])
        )
        if unit is None:
            continue
        joins = units and at not in lasts and unit.persons and units[-1].persons and not (unit.none or units[-1].none)
        if joins and _AND.fullmatch(text, units[-1].end, unit.start) and not opposed(text, start, units[-1].start):
            joined = tuple(dict.fromkeys((*units[-1].persons, *unit.persons)))
            units[-1] = unit = Unit(units[-1].start, unit.end, joined)
        else:
            units.append(unit)
        if not opposed(text, start, unit.start):
            siblings.name(*(one for one in unit.persons if one.of is None))
    return units


def _one(siblings: Siblings, focus: Focus, said: MetSentence, one: PersonMention) -> Unit | None:
    text = said.text
    if (
        one.kind is MentionKind.PRONOUN
        and one.noun in ("her", "his")
        and not (one.noun == "her" and _OBJECT.match(text, one.end))
    ):
        return None
    person = siblings.meant(one, text[one.start : one.end])
    if person is None and one.kind is MentionKind.RELATIVE and one.kin:
        focus.lead = focus.lead or siblings.people[0]
        person = meant(focus, said, said.met.index(one))
    return Unit(one.start, one.end, (person,)) if person is not None else None


def _of_two(siblings: Siblings, match: re.Match[str], units: Sequence[Unit]) -> Unit | None:
    """`the latter` of the last two."""
    listed = next((one.persons for one in reversed(units) if len(one.persons) == 2), siblings.two)
    if len(listed) != 2:
        return None
    return Unit(match.start(), match.end(), (listed[match["which"] == "latter"],))


def _group(siblings: Siblings, match: re.Match[str]) -> Unit | None:
    if match["kin"]:
        return Unit(match.start(), match.end(), ())
    if _WHOSE.search(match.string[max(0, match.start() - 16) : match.start()]):
        return None
    number = next((_WAYS[match[n].strip()] for n in ("n1", "n2", "n4", "n5") if match[n]), 0)
    noun = next((match[n] for n in ("of1", "of2", "of3", "of4") if match[n]), "")
    every = siblings.of_sex(_SEX.get(noun))
    persons: tuple[Known, ...]
    if match["other"] or noun == "others" or (match["two"] and match[0][:3].lower() in ("his", "her")):
        persons = tuple(one for one in siblings.but(siblings.heard[-1:]) if one in every or noun == "others")
    elif match["them"] or match["they"]:
        persons = siblings.pair()
    elif match["both"] or (number == 2 and len(every) != 2) or (match["none"] or "").lower() == "neither":
        persons = every if len(every) == 2 else siblings.pair()
    elif number and number != len(every):
        persons = ()
    else:
        persons = every
    return Unit(match.start(), match.end(), persons, bool(match["none"])) if persons else None
