"""The mentions of a text, from left to right: each match of the pattern as what it says of a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from kg.reading.people.mentions.fields import field, sex_behind, told_in_short
from kg.reading.people.mentions.kin import child_of, told_relative
from kg.reading.people.mentions.kinds import MentionKind, PersonMention
from kg.reading.people.mentions.labels import ROMAN, tidy
from kg.reading.people.mentions.numbers import and_months, years
from kg.reading.people.mentions.pattern import PATTERN
from kg.reading.people.mentions.several_kin import each_of_kin
from kg.reading.people.mentions.words import KIN, SEX_OF, sex_in

_YOUNG: Final = re.compile(r"\s(?:infant|neonate|newborn|child|baby|fetus)\b")
_BORN: Final = {"boy": "brother", "girl": "sister", "infant": "sibling", "neonate": "sibling"}
_EARLIER: Final = re.compile(r"(?:\s(?:who\s(?:was|had\sbeen)\s)?born)?\s(?:[\w-]+\s){1,3}(?:earlier|before)\b")
"""`a boy born two years earlier` is a child of the same parents."""
_AT: Final = re.compile(
    r"(?:\s?years)?(?:\sold)?,?\sat\s(?:the\s)?(?:(?:time|age|moment)\sof\s)?(?:the\s|her\s|his\s|symptom\s|disease\s|clinical\s)?(onset|death)\b",
    re.I,
)
"""Behind a description with an age: what it is the age at."""
_WHEN: Final = re.compile(
    r"\b(?:when|since|until|before|after|as)\s(?:she|he|the\s\w+)\s(?:was|were|turned)\s(?:(?:only|just|about|already)\s)*$",
    re.I,
)
_MOST: Final = 12
"""Patients of a range, as `patients 1 to 4` is one."""
_PRESENT: Final = re.compile(r"the\s(?:present|current)\s", re.I)
_WHO_IS: Final = re.compile(r"she|her\b", re.I)


def mentions(text: str, start: int, end: int) -> Iterator[PersonMention]:
    """What speaks of persons between two places of a text, from left to right."""
    for match in PATTERN.finditer(text, start, end):
        yield from _TOLD[match.lastgroup or ""](match)


def _several(match: re.Match[str]) -> Iterator[PersonMention]:
    word = match["several"].split()[0].rstrip("s").capitalize()
    if span := re.search(r"(\d+)\s?(?:to|through|[-–])\s?(\d+)$", match["several"]):
        for number in range(int(span[1]), min(int(span[2]), int(span[1]) + _MOST) + 1):
            start = match.start()
            yield PersonMention(kind=MentionKind.LABELLED, start=start, end=match.end(), label=tidy(f"{word} {number}"))
        return
    for one in re.finditer(rf"{ROMAN}|\d+", match["several"]):
        label = tidy(one[0] if re.match("[IVX]", one[0]) else f"{word} {one[0]}")
        yield PersonMention(kind=MentionKind.LABELLED, start=match.start() + one.start(), end=match.end(), label=label)


def _labelled(match: re.Match[str]) -> Iterator[PersonMention]:
    label, (start, end) = tidy(match["labelled"]), match.span()
    sex = SEX_OF.get(label.split()[0].lower())
    yield PersonMention(kind=MentionKind.LABELLED, start=start, end=end, label=label, sex=sex)


def _described(
    match: re.Match[str], *, sex: str | None, age: float | None = None, noun: str = "", fresh: bool = True,
    ours: bool = False, name: str = ""
) -> Iterator[PersonMention]:  # fmt: skip
    at = _AT.match(match.string, match.end()) if age is not None else None
    yield PersonMention(
        kind=MentionKind.DESCRIBED, start=match.start(), end=match.end(), sex=sex, age=age, noun=noun, fresh=fresh,
        ours=ours, name=name, aged_at=at[1].lower() if at else "examination",
    )  # fmt: skip


def _titled(match: re.Match[str]) -> Iterator[PersonMention]:
    sex = "male" if match["title"] in ("Mr", "Mister") else "female"
    age = years(match["age10"]) if match["age10"] else None
    return _described(match, sex=sex, age=age, noun="person", name=match["name"].strip(". "))


def _traded(match: re.Match[str]) -> Iterator[PersonMention]:
    age = years(match["age11"]) if match["age11"] else None
    fresh = (match["article4"] or match["article5"]).lower() in ("a", "an")
    return _described(match, sex=sex_in(match[0]), age=age, noun="person", fresh=fresh)


def _aged(match: re.Match[str]) -> Iterator[PersonMention]:
    noun = (match["noun"] or match["noun2"] or "").lower()
    if not noun and _WHEN.search(match.string, max(0, match.start() - 40), match.start()):
        return iter(())  # tells the age at something else
    article = (match["article"] or match["aged"] or "").lower()
    number = match["age"] or match["age2"] or match["age8"] or match["age13"] or match["age17"]
    unit = match["unit"] or match["unit2"] or match["unit8"] or "years"
    fresh = not article.startswith(("the", "this", "our"))
    ours = article.startswith(("our", "this"))
    age = years(number, unit)
    if age is not None:
        age += float(match["months"] or 0) / 12 if match["age"] else and_months(match.string, match.end(), unit)
    told = sex_in(match[0], noun) or sex_behind(match)
    return _described(match, sex=told, age=age, noun=noun, fresh=fresh, ours=ours)


def _short(match: re.Match[str]) -> Iterator[PersonMention]:
    sex, age, alone = told_in_short(match)
    return _described(match, sex=sex, age=age, fresh=not alone)


def _woman(match: re.Match[str]) -> Iterator[PersonMention]:
    noun, article = (match["noun3"] or match["noun4"]).lower(), (match["article2"] or "a").lower()
    if article in ("a", "one", "another") and match.string[match.end() : match.end() + 1] in ("'", "’"):
        return  # a woman's risk is no woman
    if noun.endswith("male") and _YOUNG.match(match.string, match.end()):
        noun = "girl" if noun == "female" else "boy"
    if noun in _BORN and _EARLIER.match(match.string, match.end()):
        kin = _BORN[noun]
        yield PersonMention(kind=MentionKind.RELATIVE, start=match.start(), end=match.end(), kin=kin, sex=KIN[kin])
        return
    fresh, ours = article in ("a", "one", "another"), article in ("our", "this") or _PRESENT.match(match[0])
    yield from _described(match, sex=sex_in(match[0], noun), noun=noun, fresh=fresh, ours=bool(ours))


def _role(match: re.Match[str]) -> Iterator[PersonMention]:
    words = re.split(r",|\s\(", match[0])[0]
    noun = words.split()[-1].lower()
    sex = sex_in(match[0], noun) if match["ordered"] else None
    yield PersonMention(
        kind=MentionKind.ROLE, start=match.start(), end=match.end(), ours=bool(match["ours"]),
        noun=noun, label=words, sex=sex, age=years(match["age18"]) if match["age18"] else None,
    )  # fmt: skip


def _group(match: re.Match[str]) -> Iterator[PersonMention]:
    if each := [*each_of_kin(match)]:
        yield from each
    elif not child_of(match):
        yield PersonMention(kind=MentionKind.GROUP, start=match.start(), end=match.end(), noun=match[0])


def _pronoun(match: re.Match[str]) -> Iterator[PersonMention]:
    sex = "female" if _WHO_IS.match(match["pronoun"]) else "male"
    noun = match["pronoun"].lower()
    yield PersonMention(kind=MentionKind.PRONOUN, start=match.start(), end=match.end(), sex=sex, noun=noun)


_TOLD: Final[Mapping[str, Callable[[re.Match[str]], Iterator[PersonMention]]]] = {
    "relative": told_relative, "several": _several, "labelled": _labelled, "titled": _titled, "traded": _traded,
    "described": _aged, "aged": _aged, "short": _short, "woman": _woman, "ours": _role, "ordered": _role, "role": _role,
    "field": field, "group": _group, "pronoun": _pronoun,
}  # fmt: skip
