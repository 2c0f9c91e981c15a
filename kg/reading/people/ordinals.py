"""`The second patient`, `the third, her cousin`: by the numbers, or by the order of a text."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.number_words import NUMBERS, ORDINALS, one_of
from kg.reading.people.by_sex import is_placed, of_sex
from kg.reading.people.focus import Focus, stranger
from kg.reading.people.known import Known
from kg.reading.people.mentions import MentionKind, PersonMention
from kg.reading.people.met_sentence import MetSentence
from kg.reading.people.zones import Zone

_PEOPLE: Final = (
    r"patients|cases|probands|individuals|subjects|members|siblings|sibs|brothers|sisters|twins|children|women|men|girls"
    r"|boys|infants|adults|carriers|people|persons|cousins|sons|daughters|females|males|autopsies|brains"
)
_COUNTED: Final = re.compile(
    rf"(?P<ahead>\b(?:had|has|have|with|her|his)\s)?\b(?P<n>{one_of(NUMBERS)}|\d{{1,2}}|both|these)\s(?:(?:[\w-]+\s){{0,3}}?(?:half-)?(?P<people>{_PEOPLE})"
    rf"|(?:(?!with|had|and|in|when|she|years)[\w-]+\s)?"
    rf"(?!years|months|weeks|days|decades|hours|times|was|has|is)(?P<things>\w{{3,}}s))\b", re.I
)  # fmt: skip
"""How many of what a text counts: whom or what a bare `the second` means."""


_LAST: Final = ("the last", "the final", "the remaining", "the other")
_BEGINS: Final = re.compile(r",\s(?:an?\s|aged\s|\d)|\s\(")
_OF_THEM: Final = re.compile(
    r"\s*(?:(?:of|among)\s(?:the|our|these)\s[\w\s]{3,24},\s|(?:finally|lastly|next|then),?\s)?", re.I
)
"""Ahead of whom a sentence begins with: `Of the two men, the elder`."""
_IS_SOMEBODY: Final = re.compile(
    r",?\s(?:(?:was|is)\s)?an?\s(?:[\w-]+\s){0,3}(?:man|woman|girl|boy|lady|(?:fe)?male)\b", re.I
)


def in_order(focus: Focus, said: MetSentence, one: PersonMention, *, opens: bool) -> Known | None:
    """Whom the words mean; of several others, where the text has but one. Nobody for the second of two seizures."""
    words = one.label.lower().split()
    first = _OF_THEM.fullmatch(said.text, said.start, one.start) is not None
    if is_placed(one):
        return of_sex(focus, one, opens=first) if focus.zone is not Zone.LITERATURE else stranger(focus, one)
    if len(words) == 3 and one.label.lower().startswith(_LAST) and _BEGINS.match(said.text, one.end):
        return None  # `The last patient, a 58-year-old teacher`: whom the words behind it introduce
    at = place_told(focus, words)
    bare = one.kind is MentionKind.ROLE and one.noun not in ("patient", "case", "proband") and " of " not in one.label
    if at is None or (focus.zone is Zone.LITERATURE and not one.ours):
        return None if at is None else stranger(focus, one)
    if bare and not _IS_SOMEBODY.match(said.text, one.end) and not _of_people(focus, said.text[: one.start]):
        return None
    if bare and focus.by_sex is not None and one.label.count(" ") == 1:
        return of_sex(focus, one, opens=first)
    focus.by_sex = None
    if (ranked := focus.ranked.get(at)) is not None:
        return focus.register.real(ranked)
    person = _new_or_known(focus, one, at, opens=opens, bare=bare)
    if person is not None and person.elsewhere is False:
        focus.ranked[at] = person
        person.counted = True
    return person


def keep_place(focus: Focus, one: PersonMention, person: Known) -> None:
    """Keep which of the patients somebody is (`The first, a man of 31`), whom the words behind it introduce."""
    person.counted = person.counted or (one.kind is MentionKind.ROLE and one.label.lower().startswith(_LAST))
    at = place_told(focus, one.label.lower().split()) if one.kind is MentionKind.ROLE and one.label else None
    if at is not None:
        focus.register.real(focus.ranked.setdefault(at, person)).counted = True


def place_told(focus: Focus, words: list[str]) -> int | None:
    """Which of the patients, from 0: `one` of two is the first, `the other` the second."""
    if order := next((word for word in words if word in ORDINALS), None):
        return ORDINALS.index(order)
    if words == ["one"] or "other" in words:
        return int(words[0] != "one") if focus.counted == 2 else None
    return focus.counted - 1 if "last" in words and focus.counted else None


def counted_in(text: str, start: int, end: int) -> int:
    """How many patients a sentence counts: `We saw two unrelated women`; 0 where it counts none, or somebody's kin."""
    for match in _COUNTED.finditer(text, start, end):
        if match["people"] and not match["ahead"]:
            word = match["n"].lower()
            return int(word) if word.isdigit() else 2 if word == "both" else NUMBERS.get(word, 0)
    return 0


def _of_people(focus: Focus, ahead: str) -> bool:
    """Whether a bare `the second` is one of people whom the text counts, and no seizure, scan or child of somebody."""
    last = [*_COUNTED.finditer(ahead)][-1:]
    if last and not last[0]["people"] and len(ahead) - last[0].end() < 200:
        return False
    if last and last[0]["ahead"] and last[0]["people"]:
        return False
    return bool(focus.counted or focus.ranked or len(focus.cases()) > 1)


def _new_or_known(focus: Focus, one: PersonMention, at: int, *, opens: bool, bare: bool) -> Known | None:
    patients = [two for two in focus.cases() if two.spot.passage >= 0]  # the rows of a table have their own order
    known = focus.register.labelled(f"Patient {at + 1}") or focus.register.labelled(f"Case {at + 1}")
    if known is None and focus.zone.of_world and not one.ours and len(patients) < 2:
        return stranger(focus, one)
    follows = at in (0, *(before + 1 for before in focus.ranked)) or opens
    if known is None and at == len(patients) and follows and focus.zone is Zone.CASES:
        return focus.register.add(Known(spot=focus.spot(one)))
    if known is not None:
        return known
    taken = [focus.register.real(two) for two in focus.ranked.values()]
    if at < len(patients) and patients[at] not in taken:
        return patients[at]
    return None if bare else focus.lead
