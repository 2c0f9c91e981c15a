"""Who `the boy` or `a woman` is, of whom no age is told: somebody told of already, one of another paper, or new."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.people.focus import Focus, stranger
from kg.reading.people.known import Known
from kg.reading.people.mentions import PersonMention
from kg.reading.people.zones import Zone

_PRESENTED: Final = re.compile(
    r"\b(?:report|describe|present|include|identified|encountered|enrolled|recruited|patients?|cases?|probands?|subjects?|individuals?)"
    r"\b(?![^.;]*\b(?:described|found|revealed|showed)\b)|\b(?:second|third|other|another|next)\b|^\W*\w+\W*$|[:;]\s?$",
    re.I,
)
"""Ahead of `a woman` who is a further patient: `We also report`, `The second patient is`, `Then`."""
_FURTHER: Final = re.compile(r"another\b|an?\s(?:second|third|further|other|different|unrelated)\b", re.I)
_BYSTANDER: Final = re.compile(
    r"(?:\b(?:friend|neighbou?r|colleague|co-?worker|partner|husband|wife|spouse|fianc[eé]e?|boss|employer|room-?mate|flat-?mate|class-?mate"
    r"|passer-?by|stranger|witness|raters?|readers?|observers?|examiners?|investigators?)"
    r"|\b(?:her|his|the|their|our|another)\s(?:\w+\s)?(?:teacher|carer|caregiver|nurse|doctor|physician|practitioner|GP|neurologist|radiologist"
    r"|psychiatrist|psychologist|surgeon|therapist|landlord|landlady|driver|officer))"
    r"(?:\sof\s(?:the|her|his|their)\s\w+)?(?:,\s|\s\()(?:also\s|(?:her|him)self\s)?(?:an?\s)?(?:[\w-]+\s){0,2}?"
    r"(?:woman|man|lady|gentleman|girl|boy|(?:fe)?male|\d)",
    re.I,
)
"""`A friend of the family, a woman of 60, drove her`: who only saw or helped the patient."""
_HERSELF: Final = re.compile(r"[^.;,]{0,60},\s(?:s?he|the\spatient)\b")
"""Behind who is told of already: `A quiet woman by nature, she had become loud`."""
_ANYONE: Final = re.compile(
    r"[’']?s?\s(?:or\s(?:the\s)?(?:wo)?man\b|(?:often|usually|frequently|typically|commonly|generally|rarely|may|might|should|can|must|needs?)\b"
    r"|(?:with|who|whose)\b[^.;]*\b(?:should|must|may|needs?|can)\b)"
)
_PARENT: Final = re.compile(r"mother|father|parent|aunt|uncle")


def bystander(text: str, start: int, one: PersonMention) -> bool:
    """Whether a description says who somebody is that only saw or helped the patient."""
    found = _BYSTANDER.search(text, start, one.end)
    return found is not None and found.end() > one.start


def in_passing(focus: Focus, text: str, start: int, one: PersonMention) -> bool:
    """Whether `a woman` behind a patient who is described is no new one: `He described a woman of great order`.

    A paper introduces a further one as the subject of a sentence, or says that it reports them.
    """
    lead, ahead = focus.lead, text[start : one.start]
    if lead is None or not (lead.sex or lead.ages) or _FURTHER.match(text[one.start : one.end]):
        return False
    return (bool(ahead.strip()) and not _PRESENTED.search(ahead)) or _HERSELF.match(text, one.end) is not None


def nobody_yet(focus: Focus, text: str, one: PersonMention) -> bool:
    """Whether `the girl` can be nobody told of so far: the first of all, or below a heading the first boy."""
    if not focus.register.persons():
        return not anybody(text, one)
    fits = any(two.sex in (None, one.sex) for two in focus.register.patients())
    return not text[: one.start].strip() and focus.fresh_part and not fits and not young_kin(focus, one)


def young_kin(focus: Focus, one: PersonMention) -> list[Known]:
    """The relatives of that sex, without those whom nobody calls a boy or a girl."""
    kin = [two for two in focus.register.persons() if two.of is not None and two.sex == one.sex]
    return [two for two in kin if not _PARENT.search(two.kin)]


def patients_of(focus: Focus, one: PersonMention) -> list[Known]:
    """The patients of that sex, in a part on patients."""
    here = focus.register.patients() if focus.zone is Zone.CASES else []
    return [two for two in here if two.sex == one.sex and (two.sure or two.labels)]


def anybody(text: str, one: PersonMention) -> bool:
    """Whether `the proband` is whoever has the disease: `The proband often has depression`."""
    return _ANYONE.match(text, one.end) is not None


def of_that_sex(focus: Focus, one: PersonMention) -> Known | None:
    """`the woman` of a discussion: who was told of before, of another paper too, or the only woman of this one."""
    if focus.turn is not None and focus.turn.agrees(one):
        return focus.turn
    fits = [two for two in focus.register.patients() if one.sex and two.sex == one.sex and (two.sure or two.labels)]
    if len(fits) == 1 and focus.zone is not Zone.LITERATURE:
        return fits[0]
    return stranger(focus, one) if not fits and one.sex and focus.main() else None
