"""Relatives as they are named: whose they are, which of several, or that the words mean no relative at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from kg.reading.people.mentions.kinds import MentionKind, PersonMention
from kg.reading.people.mentions.numbers import NUMBER, years
from kg.reading.people.mentions.words import CALLED, KIN, KIN_OF_KIN

_NO_KIN: Final = frozenset({"child", "sibling", "twin", "cousin"})
"""What `a child` is, when nobody says whose."""
_AGED: Final = re.compile(rf"({NUMBER})-years?-old")
_FURTHER: Final = re.compile(
    r"older|elder|younger|eldest|youngest|second|third|other|another|half|twin|maternal|paternal|\baffected"
)
_SORT: Final = re.compile(r"older|elder|younger|eldest|youngest|maternal|paternal|second|third|other|half|twin")
_FRESH: Final = re.compile(r"second|third|other")
_OF: Final = re.compile(r" of (?!\d)")
_AS: Final = re.compile(r"\b(?:birth\sof|was|is|as)\s$")
_CHILD_OF: Final = re.compile(
    r"\b(?:child|son|daughter|boy|girl|infant|baby|offspring|born|issue|pregnancy)\s(?:of|to)\s(?:[\w-]+,?\s){0,4}$"
)
_PARENT_OF: Final = re.compile(r"\b(?:mother|father|parent)\sof\s(?:\w+\s)?$")
_HERS: Final = {"hers": "her", "his": "his"}
"""`A brother of hers`."""
_SIDES: Final = {"mother": "maternal", "father": "paternal"}


def told_relative(match: re.Match[str]) -> Iterator[PersonMention]:
    """The relative of a match; a parent `of two` is a person described, and some words mean nobody."""
    owner, mods, word = (match["owner"] or "").lower(), match["mods"].lower(), match["kin"].lower()
    aged = _AGED.search(mods)
    age = years(aged[1]) if aged else None
    met = partial(PersonMention, start=match.start(), end=match.end())
    if not match["whom"] and _OF.match(match.string, match.end()):  # the first child of healthy parents
        if aged and owner in ("a", "an"):  # a 33-year-old mother of two
            yield met(kind=MentionKind.DESCRIBED, age=age, sex=KIN[word], fresh=True)
        return
    if _nobody(match, owner, mods, word):
        if aged and owner in ("a", "an", "this") and word == "child":  # a two-year-old child
            yield met(kind=MentionKind.DESCRIBED, age=age, noun=word, fresh=owner != "this", ours=owner == "this")
        return
    if not owner and mods.strip() == "only" and word in ("son", "daughter", "child"):  # a lawyer, only son
        yield met(kind=MentionKind.DESCRIBED, sex=KIN[word])
        return
    kin, side = _called(match, word)
    if kin:
        yield met(
            kind=MentionKind.RELATIVE, kin=kin, sort=" ".join(_SORT.findall(f"{mods} {side}")), sex=KIN[kin],
            of=_HERS.get(match["whom"], match["ownlabel"] or match["whom"] or owner), age=age,
            fresh=bool(_FRESH.search(mods)) or owner == "another",
        )  # fmt: skip


def child_of(match: re.Match[str]) -> bool:
    """Whether some are named only for their kin: `child of first-cousin parents, who`, `a mother of two sons`."""
    ahead = match.string[max(0, match.start() - 60) : match.start()]
    return _PARENT_OF.search(ahead) is not None or (
        match[0].endswith("parents") and _CHILD_OF.search(ahead) is not None
    )


def _nobody(match: re.Match[str], owner: str, mods: str, word: str) -> bool:
    """Whether the words mean the proband (`the birth of the child`), or a child of nobody who is named."""
    if match["whom"]:
        return False
    ahead = match.string[max(0, match.start() - 12) : match.start()]
    if owner == "the" and _AS.search(ahead):
        return True
    return owner in ("a", "an", "this", "the") and word in _NO_KIN and not _FURTHER.search(mods)


def _called(match: re.Match[str], word: str) -> tuple[str, str]:
    """What the relative is to the patient, '' where no word is known for it, and on which parent's side."""
    kin = CALLED.get(word, word)
    if not match["kin2"] and not match["kin3"]:
        return kin, ""
    near, far = (kin, match["kin2"].lower()) if match["kin2"] else (match["kin3"].lower(), kin)
    return KIN_OF_KIN.get((near, CALLED.get(far, far)), ""), _SIDES.get(near, "")
