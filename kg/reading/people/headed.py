"""Whom a heading names: who leads its part of the text, and with whom the paragraph below it begins."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.found import Spot
from kg.reading.people.apposed import TRADE_AHEAD, apposed
from kg.reading.people.focus import Focus, also, describe, labelled
from kg.reading.people.known import Known
from kg.reading.people.mentions import KIN, MentionKind, PersonMention, mentions
from kg.reading.people.mentions.words import KIN_WORDS, rank_of
from kg.reading.people.met_sentence import MetSentence
from kg.reading.people.zones import Zone

_BESIDE: Final = re.compile(r"[\s,;:=()\[\]/–—-]*")
_INTRODUCED: Final = re.compile(
    r",\s(?:an?\s|aged\s|age\s|\d)|\s\(|\s(?:aged|of|was|is)\s(?:aged\s|now\s)?\d"
    r"|\s(?:(?:also|first|had)\s)?(?:presented|was\s(?:seen|referred|examined|admitted|evaluated)|came)\b"
)
"""Behind a relative where a section is theirs."""

_UNBORN: Final = re.compile(r"\bfo?etus\b|\bpregnancy\b", re.I)
_ALONE: Final = re.compile(
    rf"\W*(?:\d[\d.]*\W+)?(?:(?:case|family|clinical)\s(?:report|history|description)\W+)?(?:the\s)?"
    rf"(?P<who>(?P<role>proband|proposit(?:us|a)|index\s(?:case|patient))"
    rf"|(?:(?P<sort>elder|older|younger|eldest|oldest|youngest|first|second|third|middle|affected|twin|maternal|paternal)\s)?"
    rf"(?P<kin>{KIN_WORDS}))"
    r"(?:\sof\sthe\s(?:proband|patient|index\s(?:case|patient)))?\W*",
    re.I,
)
"""A heading that names one person and nothing else."""


def lead_by_heading(focus: Focus, name: str) -> None:
    """The person whom a heading names leads its section, several do so together; else the last one goes on."""
    focus.turn, focus.just_named = None, False
    if focus.zone is not Zone.CASES:
        return
    people = _people(focus, name) or _by_kin(focus, name)
    if len(people) == 1:
        focus.lead, focus.several = people[0], ()
        if _UNBORN.search(name):
            people[0].noun = people[0].noun or "fetus"
        focus.fresh_section = focus.just_named = True
    elif people:
        focus.lead, focus.several = None, tuple(people)


def names_one(line: str) -> bool:
    """Whether a line names one person and nothing else (`The sister`): a heading that the text does not mark."""
    return not line.rstrip().endswith((".", ",", ":")) and _ALONE.fullmatch(line) is not None


def _people(focus: Focus, name: str) -> list[Known]:
    found: list[Known] = []
    last: PersonMention | None = None
    for one in mentions(name, 0, len(name)):
        if one.kind is MentionKind.LABELLED:
            if last is not None and _of_one(name, last, one):
                found[-1] = focus.register.call(found[-1], one.label)
            else:
                found.append(labelled(focus, one))
        elif one.kind is MentionKind.DESCRIBED and last is not None and apposed(name, last, one):
            also(focus, found[-1], one)
        last = one if one.kind is MentionKind.LABELLED else last
    return list(dict.fromkeys(found))


def _by_kin(focus: Focus, name: str) -> list[Known]:
    """The person of a heading that is nothing but `Elder sister`, `The mother` or `Proband`."""
    if (match := _ALONE.fullmatch(name)) is None:
        return []
    spot = Spot(focus.number, match.start("who"), match.end("who"))
    register, probands = focus.register, [one for one in focus.register.patients() if one.role]
    if match["role"]:
        return [*probands[:1]] or [register.add(Known(spot=spot, role=True))]
    kin, told = match["kin"].lower(), (match["sort"] or "").lower()
    sort = rank_of(told) or told
    known = [one for one in register.persons() if one.kin == kin and sort in ("", rank_of(one.sort) or one.sort)]
    if known:
        return known[:1]
    main = next(iter(probands), None) or focus.main()
    owner = None if main is None or main.kin else main
    noun = f"{told} {kin}".strip()
    return [register.add(Known(spot=spot, kin=kin, sort=sort, noun=noun, of=owner, sex=KIN[kin]))]


def _of_one(name: str, one: PersonMention, two: PersonMention) -> bool:
    """Whether two labels beside each other are one person's: `Patient 3 (II-2)`."""
    beside = one.end <= two.start and _BESIDE.fullmatch(name, one.end, two.start) is not None
    return beside and (" " in one.label) != (" " in two.label)


def below(focus: Focus, said: MetSentence, index: int) -> Known | None:
    """Whom a heading names, where the paragraph below begins by saying whose relative they are."""
    one, lead = said.met[index], focus.lead
    if not focus.just_named or index or one.kind is not MentionKind.RELATIVE or lead is None or not lead.agrees(one):
        return None
    own = one.of in ("her", "his", "their")  # the heading's person may have a mother, too
    if one.of in ("her", "his") and lead.sex and (lead.sex == "female") != (one.of == "her"):
        own = not _INTRODUCED.match(said.text, one.end)  # below a man's heading `her brother` is he
    elif own:
        own = lead.sex is not None or not _INTRODUCED.match(said.text, one.end)
    if not TRADE_AHEAD.fullmatch(said.text, said.start, one.start) or own:
        return None
    lead.kin = lead.kin or one.kin
    return describe(focus, lead, one)
