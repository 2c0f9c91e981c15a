"""Persons as they are described: who is new, and who is one whom the text described before."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.people.focus import Focus, also, describe, stranger
from kg.reading.people.known import Known
from kg.reading.people.literature.cites import HERE
from kg.reading.people.mentions import PersonMention
from kg.reading.people.mentions.words import FOLDER
from kg.reading.people.spoken_of import bystander, in_passing, nobody_yet, of_that_sex, patients_of, young_kin
from kg.reading.people.zones import Zone
from kg.reading.rows import any_of

_OTHER_NOUN: Final = re.compile(
    r"(?:[\s,-]+(?!who\b|with\b|was\b|had\b|history|course|scar|diagnos|follow|study|report|period|interval|database|scanner|machine|registry|mice\b|mouse|rats?\b|animals?|hospital|cohort|programme"
    r"|guideline|system|device|paper|journal|donor|control|survival|risk)[\w-]+){1,4}?"
    r"(?=,?\s(?:who|with|presented|was|had|developed|came)\b|,\s)"
)
_NO_PERSON: Final = re.compile(
    r"\b(?:mice|mouse|rats?|animals?|controls?|volunteers?"
    r"|donors?)\b(?!\s?[-,]?\s?matched)",
    re.I,
)
_TRADES: Final = "|".join(any_of(FOLDER / name) for name in ("trades.tsv", "helpers.tsv"))
_TRADED: Final = re.compile(rf"(?:\s[\w-]+){{0,3}}?\s(?:ex-)?(?i:{_TRADES})\b(?![-\s]matched)")
_ANY: Final = re.compile(r"\b(?:[Ww]hen(?:ever)?|[Ii]f|[Ss]hould)\s$|\b[Tt]he\s(?:youngest|oldest)(?:\spatient)?,\s$")
"""Ahead of whoever that may be (`If a 40-year-old has dementia`), or of one of a cohort."""
_FRAGMENT: Final = 60
"""Characters behind an age that opens a sentence and is all of it but the trade: `48-year-old school cleaner.`"""
_THANKS: Final = re.compile(r"\b(?:thank\w*|grateful|assistance|helped|figures|correspond\w*)\b", re.I)
_PROBAND: Final = re.compile(r"(?:the|our)\s(?:[\w-]+\s)?(?:proband|proposit(?:us|a)|index\s(?:case|patient))\b", re.I)
_NEXT: Final = re.compile(r"[\s,]*(?:who|with|presented|presenting|was|had|developed|came|carrying|diagnosed|\(|,)")


def described(focus: Focus, text: str, start: int, end: int, one: PersonMention, cited: bool) -> Known | None:
    """The person whom a description in a sentence means; None for one of another paper."""
    if focus.zone is Zone.ASIDE or cited or (one.age is None and one.sex is None and not one.noun):
        return None
    if one.noun == "trade":
        return focus.trades.meant(one.name)
    if one.name:
        return _by_name(focus, text, start, end, one)
    person = _described(focus, text, start, end, one)
    if person is not None and _PROBAND.match(text, one.start) and focus.zone is Zone.CASES:
        person.role = True
    return person


def _described(focus: Focus, text: str, start: int, end: int, one: PersonMention) -> Known | None:
    short = (
        re.search(
            r"(?i)y/?o\b|[,/]?\s?[FM]$|^[MF]\s?[,/]|^\d+[FM]$|^(?:fe)?male|^(?:wo)?man\b|^girl|^boy|^(?:age|sex|gender|patient|case)\b",
            text[one.start : one.end],
        )
        is not None
    )
    field = short and not one.fresh and not one.noun
    short = short or _TRADED.match(text, one.end) is not None
    led = re.match(r"(?i)an?\s|this\s|the\s", text[one.start : one.start + 5]) is not None
    if bystander(text, start, one) or (not focus.register.persons() and _ANY.search(text[start : one.start])):
        return None
    if text[one.start] == "(" or _NO_PERSON.search(text, max(start, one.start - 30), one.end):
        return None
    other_noun = _OTHER_NOUN.match(text, one.end)
    follows = _NEXT.match(text, other_noun.end() if other_noun else one.end)
    bare = one.age is not None and not led and not text[start : one.start].strip()
    alone = bare and end - one.end <= _FRAGMENT
    if (
        not one.noun
        and not short
        and not alone
        and not ((led or bare) and (follows or (re.match(r"\w", text[one.end - 1]) and one.sex)))
    ):
        return None
    exact = focus.register.alike(one, exact=True) if one.age is not None else []
    if focus.zone.of_world and not HERE.search(text, start, end):
        known = exact[0] if len(exact) == 1 and not one.fresh else focus.main() if one.ours else None
        if known is None and not one.fresh and one.age is None:
            return of_that_sex(focus, one)
        return known or (stranger(focus, one) if one.fresh or (one.age is not None and focus.main()) else None)
    if not one.fresh:
        if exact:
            return exact[0]
        told_of = focus.turn if field and focus.turn is not None else focus.lead
        fits = told_of if told_of is not None and told_of.agrees(one) else None
        first = focus.zone is Zone.CASES and one.sex is not None and nobody_yet(focus, text, one)
        if fits is None and one.age is None and not first:
            kin = (young_kin(focus, one) or patients_of(focus, one)) if one.sex else []
            return kin[0] if len(kin) == 1 else None
        if fits is not None:
            return describe(focus, fits, one)
        if field and told_of is not None:
            return told_of
    if one.age is None and focus.zone is Zone.CASES and in_passing(focus, text, start, one):
        return focus.lead if focus.lead is not None and focus.lead.agrees(one) else None
    return _introduced(focus, one, exact)


def _by_name(focus: Focus, text: str, start: int, end: int, one: PersonMention) -> Known | None:
    """`Mrs K`: whoever was called so, the person told of who has no name yet, or a new one."""
    if focus.zone not in (Zone.CASES, Zone.ABSTRACT) or _THANKS.search(text, start, end):
        return focus.register.named(one.name) if focus.zone is Zone.DISCUSSION else None
    lead = focus.lead
    person = focus.register.named(one.name)
    if person is not None and not person.agrees(one) and one.age is None:
        return None  # Mrs T is the wife, or the mother, of Mr T
    if person is None and lead is not None and lead.agrees(one) and not focus.register.has_name(lead):
        person = lead
    person = describe(focus, person, one) if person is not None and person.agrees(one) else _introduced(focus, one, [])
    focus.register.name(person, one.name)
    return person


def _introduced(focus: Focus, one: PersonMention, exact: list[Known]) -> Known:
    """`a 35-year-old woman`: the person whom the heading names, one whom the abstract described, or a new one."""
    short = focus.zone.of_world or focus.zone in (Zone.ABSTRACT, Zone.TITLE)
    lead = focus.lead
    headed = lead is not None and bool(lead.labels or lead.role or lead.kin)
    waiting = headed and lead is not None and not lead.ages and lead.agrees(one) and focus.fresh_section
    if lead is not None and waiting and not short:
        focus.fresh_section = False
        return also(focus, lead, one)
    if one.age is None and short and (main := focus.main()) is not None and main.agrees(one):
        return describe(focus, main, one)
    found = [two for two in exact if short or two.seen_in_short or not two.labels]
    if len(found) == 1:
        person = found[0]
        person.seen_in_short = person.seen_in_short and short
        return describe(focus, person, one)
    weak = [two for two in focus.register.patients() if not two.sure and two.agrees(one)][:2]
    weak = [two for two in weak if not (one.name and focus.register.has_name(two))]  # Mrs. E is not Mrs. A
    if weak and not found:
        person = describe(focus, weak[0], one)
        person.sure = person.sure or one.age is not None
        person.seen_in_short = person.seen_in_short and short
        return person
    person = focus.register.add(Known(spot=focus.spot(one), sure=one.age is not None, seen_in_short=short))
    if len(found) > 1:
        person.why.append(f"may be one of {len(found)} persons of this age and sex in the text")
    elif lead is not None and lead.seen_in_short and not short and lead.ages and lead.sex == one.sex:
        person.why.append(f"the abstract tells of a {lead.ages[0]:g}-year-old; whether they are one person is not said")
    return describe(focus, person, one)
