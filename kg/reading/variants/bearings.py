"""Whether a variant is there, as the words around its name tell, and of whom: a relative, a control, a database."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.clause_words import BUT
from kg.reading.found import Bearing
from kg.reading.variants.around import Around

_KIN: Final = (
    r"mother|father|brothers?|sisters?|siblings?|sons?|daughters?|parents?|parental|children|aunt|uncle|cousin"
    r"|grand(?:mother|father)|relatives?|controls?|gnomAD|databases?|ExAC|1000\sGenomes|family\smembers|husband|wife|spouse|partner"
)
_IT: Final = (
    r"\b(?=\s(?:the\s|this\s|these\s|any\s|an?\s|either\s|both\s)?(?:[\w-]+\s){0,3}?"
    r"(?:variants?|mutations?|changes?|alleles?|substitutions?|it\b|them\b|[cp]\.|[A-Z]\d))"
)
"""A variant behind `without`, which is otherwise said of a sign (`a man without seizures`)."""
_ABSENT: Final = re.compile(
    r"\b(?:not\s(?:be\s)?(?:found|present|confirmed|verified|detected|identified|seen|observed|carried)"
    r"|absent|not\sin|did\snot\s(?:carry"
    r"|have|harbou?r)"
    r"|in\s(?:neither|none|no\s(?:other\s)?(?:patient|relative|sibling|individual|person|control|member)s?)"
    r"|neither\s(?:\w+|[^.,;]{1,40}\snor\s[^.,;]{1,40}?)\s(?:carried|had|harbou?red|was)|none\sof|(?:tested|was|were)\snegative|excluded|ruled\sout)\b"
    rf"|\b(?:lack(?:ed|s|ing)?|without){_IT}",
    re.I,
)
_OF_THE_NEXT: Final = re.compile(
    r"(?:(?:tested|was|were)\snegative\sfor|did\snot\s(?:carry|have|harbou?r)|(?<!was\s)(?<!were\s)excluded|neither)\b"
    rf"|\b(?:lack\w*|without){_IT}",
    re.I,
)
_FOUND: Final = re.compile(
    r"(?<!not )\b(?:found|identified|detected|present|revealed|carried|harbou?red|shared|showed|disclosed|confirmed"
    r"|demonstrated|verified|seen"
    r"|arose|occurred|de\snovo"
    r"|(?:hetero|homo)zygous\sin|inherited|segregat\w+)\b"
    rf"(?:[^.;]|\.(?!\s))*?(?:[,;]|\b(?:{BUT}|and|which)\b)", re.I
)  # fmt: skip
_NEXT: Final = re.compile(rf";|,\sand\b|\b(?:{BUT})\b(?!\s(?:not|neither|for)\b)", re.I)
_IN: Final = re.compile(r"\b(?:in|by)\s", re.I)
_NOBODY: Final = re.compile(r"controls?|gnomAD|databases?|ExAC|1000\sGenomes", re.I)
_PARENTS: Final = re.compile(r"parent|mother|father", re.I)
"""Who are tested for what their child has."""
_WHOSE: Final = re.compile(rf"\b({_KIN})\b", re.I)


def bearings(around: Around, index: int) -> tuple[tuple[Bearing, str | None], ...]:
    """Whether the variant is there, and whose it is where that is a relative's or a control's.

    Two answers where a sentence finds it in one and denies it of another.
    """
    low, high = around.window(index)
    cuts = [one.end() for one in _NEXT.finditer(around.text, low, around.places[index][0])]
    low = cuts[-1] if index and cuts else low  # what stands ahead of it is of the one before
    denied = _ABSENT.search(around.text, low, high)
    last = index + 1 == len(around.places)
    if (
        denied
        and not last
        and denied.start() > around.places[index][1]
        and _OF_THE_NEXT.match(around.text, denied.start())
    ):
        denied = None
    if denied is None:
        return ((Bearing.PRESENT, None),)
    whose = _WHOSE.search(around.text, denied.end(), high) or _WHOSE.search(around.text, low, high)
    absent = (Bearing.ABSENT, whose[1].lower() if whose else None)
    if whose and _NOBODY.fullmatch(whose[1]):  # that nobody else has it says nothing of the person who has
        return ((Bearing.PRESENT, None), absent)
    found = _FOUND.search(around.text, around.places[index][1], denied.start())
    found = found or _FOUND.search(around.text, low, denied.start())
    if (
        found and not whose and found.start() >= around.places[index][1] and _IN.search(found[0])
    ):  # `in II-1 but not in II-2`: whose it is, people tell
        return ((Bearing.PRESENT, None),)
    return (
        ((Bearing.PRESENT, None), absent)
        if whose and (found or (denied.start() >= around.places[index][1] and _PARENTS.search(whose[1])))
        else (absent,)
    )
