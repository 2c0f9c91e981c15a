"""Several persons in one breath: lists, labels in brackets, and what each has in turn."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Final

from kg.reading.people.focus import Focus
from kg.reading.people.known import Known
from kg.reading.people.mentions import MentionKind
from kg.reading.people.turn import PIECE, Single, Turn, Turns
from kg.reading.people.turns.carried import carried

_RESPECTIVELY: Final = re.compile(r"\brespectively\b", re.I)
_IN_TURN: Final = "the words tell what each has in turn: `respectively`"
_VERB: Final = re.compile(
    r"\b(?:was|were|is|are|had|has|have|carried|carr(?:y|ies)|showed|harbou?red|developed|presented|in)\b", re.I
)
_ITEM: Final = re.compile(r",\s(?:and\s)?(?!respectively)|\sand\s", re.I)
_WHO: Final = re.compile(
    r"\b(?:the|his|her|our|an?)\s(?:\w+\s){0,2}(?:eldest|oldest|youngest|elder|younger|first|second|third|proband|brother|sister|patient|twin)\s$",
    re.I,
)
_INSIDE: Final = re.compile(r"[^\s]")


def of_list(
    focus: Focus, text: str, start: int, end: int, singles: Sequence[Single], before: Known | None
) -> Turns:  # fmt: skip
    """A sentence that speaks of persons together; nothing where it speaks of each alone."""
    if behind := _in_brackets(text, start, singles):
        return behind
    listed = [one for one in _listed(focus, text, singles) if not one.elsewhere]
    if not listed:
        return []
    first = singles[0][0]
    cut = PIECE.search(text, start, first.start)
    if cut and cut.end() >= first.start - 12:
        return [(start, carried(focus, text[start : cut.start()], before)), (cut.end(), Turn(tuple(listed)))]
    place = first.start, max(one.end for one, _ in singles)
    return in_order(text, start, end, place, listed) or [(start, Turn(tuple(listed)))]


def _listed(focus: Focus, text: str, singles: Sequence[Single]) -> list[Known]:
    """The persons of a list (`Patients 1 and 3`, `in II-3, II-1 and III:1`) of whom a sentence speaks together."""
    kinds = {one.kind for one, _ in singles}
    named = {MentionKind.LABELLED, MentionKind.RELATIVE, MentionKind.ROLE, MentionKind.PRONOUN}
    if len(singles) < 2 or not kinds <= named:
        return []
    if {MentionKind.ROLE, MentionKind.PRONOUN} & kinds and not re.search(
        r"\b(?:and|or|nor)\s", text[singles[0][0].end : singles[-1][0].start + 4]
    ):
        return []
    for (one, _), (two, _) in itertools.pairwise(singles):
        between = text[one.end : two.start]
        if one.end < two.start and not re.fullmatch(
            r"\)?\s?(?:\(\s?[A-H]\s?\)\s?)?(?:,|and|&|n?or|,\sand)?\s?(?:also\s)?(?:in\s)?(?:the\s)?(?:her\s"
            r"|his\s)?\(?",
            between,
        ):
            return []
    return list(dict.fromkeys(focus.register.real(person) for _, person in singles))


def in_order(text: str, start: int, end: int, place: tuple[int, int], listed: Sequence[Known]) -> Turns:
    """`A and B were seen in patients 1 and 3, respectively`: the first has A, the second B.

    `place` is where the list of persons stands. Where the items share their last words (`frontal and parietal
    lesions`), those are of all.
    """
    told = _RESPECTIVELY.search(text, start, end)
    if not told:
        return []
    low, high = place
    end = len(text[: told.start()].rstrip(" ,;")) if told.start() > high else end
    first = low - start > 12 and not told.start() > high + 12
    verb = _VERB.search(text, start, low) if first else _VERB.search(text, high, end)
    begin, stop = (start, verb.start() if verb else low) if first else (verb.end() if verb else high, end)
    cuts = [begin, *(cut.end() for cut in _ITEM.finditer(text, begin, stop))]
    if len(cuts) != len(listed):
        return []
    whole = Turn(tuple(listed))
    words = [len(text[at:to].split()) for at, to in zip(cuts, [*cuts[1:], stop], strict=True)]
    if not first and words[0] <= 2 and words[-1] >= words[0] + 2 and not re.search(r"\d", text[begin:stop]):
        return [(start, Turn(tuple(listed), _IN_TURN)), (end, whole)]
    events = [(at, Turn((person,))) for at, person in zip(cuts, listed, strict=True)]
    if told.start() > high and not first:
        return [(start, whole), *events, (end, whole)]
    return [*events, (stop, whole)] if first else [(start, whole), *events]


def _in_brackets(text: str, start: int, singles: Sequence[Single]) -> Turns:
    """`A (patient 1) and B (patients 2 and 3)`: what stands before a bracket with labels is of those."""
    if any(one.kind is not MentionKind.LABELLED for one, _ in singles):
        return []
    events: Turns = []
    at, inside = start, list(singles)
    while inside:
        first = inside[0][0]
        opening, closing = text.rfind("(", at, first.start), text.find(")", first.start)
        if opening > 0 and _WHO.search(text, at, opening):
            return []  # the eldest (P1): what is theirs stands behind it
        if opening < 0 or closing < 0 or not text[at:opening].strip() or _INSIDE.search(text, opening + 1, first.start):
            return []
        here = [person for one, person in inside if one.start < closing]
        stop = max(one.end for one, _ in inside if one.start < closing)
        if not re.fullmatch(r"[\s,]*", text[stop:closing]):
            return []
        events.append((at, Turn(tuple(dict.fromkeys(here)))))
        inside = [(one, person) for one, person in inside if one.start >= closing]
        at = closing + 1
    return [*events, (at, events[-1][1])] if events else []


def joined(text: str, singles: Sequence[Single], turns: Turns) -> Turns:
    """The turns of those named; who is named in one breath is told of together (`Patients 1 and 3, while 2`)."""
    found: Turns = []
    for number, ((one, _), (at, turn)) in enumerate(zip(singles, turns, strict=True)):
        before = singles[number - 1][0] if number else None
        together = (
            before is not None
            and before.kind is one.kind is MentionKind.LABELLED
            and (before.end == one.end or re.fullmatch(r"(?:,|,?\sand|\s&)\s(?:in\s)?", text[before.end : one.start]))
        )
        if before is not None and before.kind is one.kind is MentionKind.RELATIVE and before.start == one.start:
            found[-1] = (found[-1][0], Turn(tuple(dict.fromkeys((*found[-1][1].persons, *turn.persons)))))
        elif together and found[-1][1].persons and turn.persons:
            people = tuple(dict.fromkeys((*found[-1][1].persons, *turn.persons)))
            found[-1] = (found[-1][0], Turn(people, "said of several together"))
        else:
            found.append((at, turn))
    return found
