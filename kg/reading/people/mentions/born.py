"""Relatives told by their birth alone.

`The fifth of the siblings`, `His firstborn`, `the last-born`; behind one such, `the second, a man of 46`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.reading.people.mentions.kinds import MentionKind, PersonMention
from kg.reading.people.mentions.numbers import NUMBER
from kg.reading.people.mentions.words import sex_in

_PLACE: Final = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eldest|oldest|youngest|last|penultimate)"
)
_OWNER: Final = (
    r"(?P<owner>[Tt]he|[Hh]er|[Hh]is|[Tt]heir|[A-Z]\.?[’']s|[Tt]he\s(?:patient|proband|index\s(?:case|patient))[’']s)"
)
_SIBLINGS: Final = r"(?:siblings|sibs|sibship|brothers(?:\sand\ssisters)?|sisters(?:\sand\sbrothers)?)"
_CHILDREN: Final = r"(?:children|offspring|sons|daughters)"
_SOMEBODY: Final = (
    rf"(?=,\s(?:an?\s|aged\s|now\s|still\s|{NUMBER}(?:,|\syears))|\s\((?:[MF]\b|(?:fe)?male|{NUMBER})"
    r"|\s(?:was|is)\s(?:negative|a\s|healthy|well|asymptomatic|not\stested))"
)
_BORN: Final = re.compile(
    rf"\b{_OWNER}\s(?:(?P<born>(?P<p1>\w+)-?born|firstborn|lastborn)(?!\s(?:child|son|daughter|infant|baby|brother|sister|sibling|twin|girl|boy)\b)\b"
    rf"|(?P<p2>{_PLACE})(?:\sof\s(?:the|her|his|their|these)\s(?:{NUMBER}\s)?(?:(?P<sibs>{_SIBLINGS})|(?P<children>{_CHILDREN}))\b|(?P<bare>){_SOMEBODY}))"
)
_KIN_TOLD: Final = re.compile(
    rf"\b(?:(?P<child>(?:[Hh]er|[Hh]is|[Tt]heir|[A-Z]\.?[’']s)\s(?:[\w-]+\s)?(?:{_CHILDREN}|first-?born|eldest|children))|(?P<sibling>{_SIBLINGS}|(?:is|was)\sthe\s{_PLACE}\sof\s{NUMBER}))\b"
)
_SEXED: Final = re.compile(
    r"(?:,|\s\()\s?(?P<who>an?\s(?:[\w-]+\s){0,3}?(?:nun|monk|man|woman|girl|boy|lady|gentleman|(?:fe)?male)|Mrs?\b|Miss|Ms\b|[MF]\b|(?:fe)?male)|\s(?:\w+\s)?(?P<self>him|her)self\b"
)
_FEMALE: Final = ("Mrs", "Ms", "Miss", "F")
_NAMES: Final = {
    ("sibling", "female"): "sister", ("sibling", "male"): "brother", ("child", "female"): "daughter",
    ("child", "male"): "son",
}  # fmt: skip


def born(text: str, start: int, end: int) -> Iterator[PersonMention]:
    """Those whom a sentence tells by their birth: children or siblings, whichever the text told of before."""
    told = ""
    for match in _BORN.finditer(text, start, end):
        kin = "sibling" if match["sibs"] else "child" if match["children"] else ""
        own = match["owner"].lower() != "the"
        kin = kin or ("child" if own else told or _told_before(text, match.start()))
        if not kin or (match["bare"] is not None and not told and not own):
            continue  # the second of something else
        told = kin
        sex = _sex(text, match.end(), end)
        place = (match["p1"] or match["p2"] or match["born"].removesuffix("born")).lower()
        yield PersonMention(
            kind=MentionKind.RELATIVE, start=match.start(), end=match.end(), kin=_NAMES.get((kin, sex or ""), kin),
            sex=sex, sort=place, of=match["owner"].rstrip("."), noun="born",
        )  # fmt: skip


def _told_before(text: str, at: int) -> str:
    last = [*_KIN_TOLD.finditer(text, 0, at)][-1:]
    return last[0].lastgroup or "" if last else ""


def _sex(text: str, at: int, end: int) -> str | None:
    found = _SEXED.match(text, at, end)
    if found is None:
        return None
    if found["self"]:
        return "female" if found["self"] == "her" else "male"
    who = found["who"]
    if who in ("Mr", "M"):
        return "male"
    return "female" if who in _FEMALE or who.endswith("nun") else "male" if who.endswith("monk") else sex_in(who)
