"""Siblings named together at one place of a sentence: `both`, `the two brothers`, `the latter`, `he and his sister`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.reading.clause_words import BUT
from kg.reading.number_words import from_to, one_of
from kg.reading.people.focus import Focus
from kg.reading.people.known import Known
from kg.reading.people.mentions import MentionKind, PersonMention, mentions
from kg.reading.people.met_sentence import MetSentence
from kg.reading.people.siblings.siblings import Siblings, ranked
from kg.reading.people.turns.contrast import opposed
from kg.reading.people.who_is import meant

_WORDS: Final = from_to(2, 7)
_NUMBER: Final = rf"(?:{one_of(_WORDS)}|\d)"
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
_SEX: Final = {"brothers": "male", "sisters": "female"}
_WAYS: Final = {**_WORDS, **{str(n): n for n in range(2, 10)}}
_WHOSE: Final = re.compile(
    r"\b(?:parents|mother|father|uncles?|aunts?|cousins?|children|sons?|daughters?)\sof\s$", re.I
)
_OBJECT: Final = re.compile(rf"(?=[.,;:)]|$|\s(?:{BUT}|and|or|only|alone|than|too|as|nor|neither)\b)")


@dataclass(frozen=True, slots=True)
class Unit:
    """Persons named together at one place of a sentence; `none`: to say that none of them is meant."""

    start: int
    end: int
    persons: tuple[Known, ...]
    none: bool = False


def units_in(siblings: Siblings, focus: Focus, text: str, start: int, end: int) -> list[Unit]:
    """The siblings, and relatives of theirs, whom a sentence names, those of one breath as one."""
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
