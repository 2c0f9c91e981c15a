"""What is said of several at once: all persons of the text, or a group of others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.reading.number_words import from_to, one_of
from kg.reading.people.focus import Focus
from kg.reading.people.known import Known
from kg.reading.people.mentions import PersonMention
from kg.reading.people.relatives import informs
from kg.reading.people.turn import PIECE, Turn, Turns
from kg.reading.people.turns.carried import carried
from kg.reading.people.turns.several import THEM, told_together

_SEVERAL_KIN: Final = re.compile(
    r"\b(?:parents|siblings|brothers|sisters|children|sons|daughters|aunts|uncles|cousins|relatives|members)$", re.I
)
_FAMILY: Final = re.compile(rf"{_SEVERAL_KIN.pattern}|\b(?:families|family)$", re.I)
_PATIENT: Final = re.compile(
    r"patients|cases|probands|siblings|sibs|brothers|sisters|children|individuals|boys|girls"
    r"|women|men|twins|members"
)
_COUNT: Final = {**from_to(2, 10), **{str(n): n for n in range(2, 11)}}
_SOME_OF: Final = re.compile(
    rf"\b(?:(?:\d+|{one_of(from_to(1, 10))}|half|most|some|none|each|any|many|few"
    r"|several|all|majority|number|proportion|rest|remainder|third|quarter|percent)\sof|%\sof"
    r"|among|only|least|than|other|except)\s(?:the\s|our\s)?$", re.I
)  # fmt: skip
_BORN_TO: Final = re.compile(r"\b(?:to|of|from|by)\s(?:[\w-]+,?\s(?:and\s)?){0,3}$", re.I)
"""Ahead of parents who are named to say whose child somebody is."""
_VERB: Final = re.compile(
    r"\b(?:had|has|have|was|were|are|is|did|showed|shared|died|suffered|carried|\w{3,}ed)\b", re.I
)
_CITES: Final = re.compile(r"\[\d[\d,\s–-]*\]|\bet\sal\b|\bliterature\b|\breview(?:ed)?\b", re.I)
_TOLD_BY_OTHERS: Final = re.compile(r"\s(?:(?:that|who|which)\s\w+\s)?(?:reported|described|published)\b", re.I)
_THEY: Final = re.compile(
    r"(?:,?\s(?:who|both|all|also|each)|\s\([^)]{0,40}\))*\s(?:were|are|was|had|have|has|died|developed|show|carr|suffer|live|did|do|tested|presented|remain)"
)
"""What stands behind a word for several relatives where the sentence tells of them."""


def several_kin(text: str, groups: Sequence[PersonMention]) -> Turns:
    """From each word for several relatives of whom the sentence tells, it is about them."""
    kin = [one for one in groups if _SEVERAL_KIN.search(one.noun) and _THEY.match(text, one.end)]
    kin = [one for one in kin if not informs(text, one.end)]
    return [(one.start, Turn(why=f"said of several people: {one.noun}")) for one in kin]


def of_groups(
    focus: Focus, text: str, start: int, end: int, groups: Sequence[PersonMention], before: Known | None
) -> Turns:
    """What is said of all persons of the text (`both patients`) is each one's; of other groups it is nobody's."""
    one = groups[0]
    groups = [
        one,
        *(two for two in groups[1:] if not THEM.fullmatch(two.noun)),
    ]  # all had it, none of them that
    several = Turn(why=f"said of several people: {one.noun.strip()}")
    if len(groups) == 1 and not _cites(text, start, end, one) and (turn := told_together(focus, one.noun)) is not None:
        return [(start, turn)]
    number = _all_of(text, start, end, one) if len(groups) == 1 else 0
    these = number == -1 and bool(focus.together) and one.noun.lower().startswith("these")
    if number and (these or number == len(focus.together)):
        return [(start, Turn(focus.together, several.why))]
    if number and before is None and focus.lead is None and not _VERB.search(text, start, end):
        return [(start, several)]  # a title
    if number:
        pair = tuple(focus.heard) if number == len(focus.heard) else ()
        return [(start, Turn(pair, several.why, all_of=number))]
    if informs(text, one.end) and _FAMILY.search(one.noun):
        return [(start, carried(focus, text[start:end], before, True))]
    if one.noun.endswith("parents") and _BORN_TO.search(text[start : one.start]):
        return [(start, carried(focus, text[start:end], before, True))]
    aside = one.start - start > 20 and text[one.start - 1] == "("
    if aside and _SEVERAL_KIN.search(one.noun):
        return [(start, carried(focus, text[start : one.start], before, True)), (one.start, several)]
    behind = one.start > start and PIECE.search(text, start, one.start)
    if behind and _SEVERAL_KIN.search(one.noun):
        return [(start, carried(focus, text[start : behind.start()], before)), (behind.end(), several)]
    return [(start, several)]


def _all_of(text: str, start: int, end: int, one: PersonMention) -> int:
    """How many persons a group is that may be all of the text: `both`, `all three patients`; 0 for another."""
    ahead = text[max(start, one.start - 24) : one.start]
    if _SOME_OF.search(ahead):
        return 0
    if _cites(text, start, end, one):
        return 0
    words = one.noun.lower().replace("-", " ").split()
    if re.search(r"\b(?:other|published|previous|reported|literature|control|healthy)", one.noun, re.I):
        return 0
    one_by_one = words[0] == "neither" and words[-1] != "parent"
    if words[0] in ("both", "neither") or "both" in words:
        return 2 if len(words) == 1 or words[-1] == "them" or _PATIENT.fullmatch(words[-1]) or one_by_one else 0
    if words[0] == "all" and words[-1] in _COUNT:
        return _COUNT[words[-1]]
    if words[0] in ("all", "our", "these") and len(words) == 2 and _PATIENT.fullmatch(words[1]):
        return -1
    found = next((_COUNT[word] for word in words if word in _COUNT), 0)
    return found if _PATIENT.fullmatch(words[-1]) and found > 1 else 0


def _cites(text: str, start: int, end: int, one: PersonMention) -> bool:
    return _CITES.search(text, start, end) is not None or _TOLD_BY_OTHERS.match(text, one.end) is not None
