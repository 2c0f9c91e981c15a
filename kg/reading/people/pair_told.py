"""`The elder` and `the younger` of two whom a paragraph counts before it tells of either.

`Two half-sisters came to us. The elder began at 42`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.reading.people.focus import Focus, tell_sex
from kg.reading.people.known import Known
from kg.reading.people.mentions import KIN, MentionKind, PersonMention
from kg.reading.people.mentions.words import rank_of
from kg.reading.people.zones import Zone

_TWO: Final = re.compile(
    r"(?<!her\s)(?<!his\s)(?<!their\s)\b(?:[Tt]wo|2|[Aa]\spair\sof|[Bb]oth)\s(?:[a-z-]+\s){0,3}?(?P<half>half-)?(?P<kin>sister|brother|sibling|cousin|twin)s\b"
)
_ONE: Final = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Tt]his)\s(?P<rank>elder|older|eldest|oldest|younger|youngest|first-born|second-born)"
    r"(?=[,.;:)]|$|[’']s\s|\s(?!(?:brother|sister|half|sib|twin|cousin|child|son|daughter|boy|girl|man|woman|patient|case|proband|one|of|age|group|adult|person|people|generation|than|individual)s?\b)[a-z])"
)
_KIN_BEFORE: Final = re.compile(
    r"\b(?:mother|father|parents|aunt|uncle|family\s(?:history|antecedents))\b|\b(?:has|had|have|with)\s$", re.I
)
"""Ahead of two who are a patient's relatives themselves."""
_PLACES: Final = {"elder": 0, "younger": 1}


def pair_mentions(text: str, start: int, end: int) -> Iterator[PersonMention]:
    """`the elder`, `the younger` of a sentence, where the passage counts two siblings or cousins before it."""
    counted = [*_TWO.finditer(text, 0, end)][-1:]
    theirs = bool(counted) and _KIN_BEFORE.search(text, 0, counted[0].start()) is not None
    for match in _ONE.finditer(text, start, end) if counted else ():
        if counted[0].end() > match.start():
            continue
        kin = counted[0]["kin"]
        half = "half " if counted[0]["half"] else ""
        yield PersonMention(
            kind=MentionKind.RELATIVE, start=match.start(), end=match.end(), kin=kin, sex=KIN[kin], of="the",
            sort=f"{'younger' if match['rank'] == 'second-born' else rank_of(match['rank'])} {half}".strip(),
            noun="" if theirs else "pair",
        )  # fmt: skip


def of_pair(focus: Focus, one: PersonMention) -> Known | None:
    """Whom such words mean: whoever was told so before; else a new patient, where the paragraph has named none."""
    rank = rank_of(one.sort)
    if (known := focus.placed.get(("pair", rank))) is not None and known.kin == one.kin:
        return focus.register.real(known)
    siblings = [two for two in focus.register.patients() if two.kin == one.kin and rank_of(two.sort) == rank]
    if len(siblings) == 1:
        return siblings[0]
    named = [two for two in focus.heard if two is not focus.placed.get(("pair", "elder"))]
    if named or focus.zone is not Zone.CASES:
        return None
    person = focus.register.add(
        Known(spot=focus.spot(one), kin=one.kin, sort=one.sort, noun=f"{rank} {one.kin}", counted=True, by_kin=True)
    )
    if one.sex:
        tell_sex(focus, person, one)
    focus.placed["pair", rank] = person
    focus.ranked[_PLACES.get(rank, 0)] = person
    both = [focus.register.real(two) for (sex, _), two in focus.placed.items() if sex == "pair"]
    focus.together = tuple(two for two in both if two.kin == one.kin)[-2:]
    return person
