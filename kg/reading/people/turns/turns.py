"""Whom each place of a sentence is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.reading.people.focus import Focus
from kg.reading.people.known import Known
from kg.reading.people.mentions import MentionKind, PersonMention
from kg.reading.people.turn import PIECE, STRANGER, Named, Single, Turn, Turns
from kg.reading.people.turns.begun import begun_at, clause_behind
from kg.reading.people.turns.carried import carried, is_stranger, of_nobody_named
from kg.reading.people.turns.contrast import alone, only, opposed
from kg.reading.people.turns.groups import of_groups, several_kin
from kg.reading.people.turns.lists import joined, of_list
from kg.reading.people.turns.not_theirs import OF_OTHERS, spared, without
from kg.reading.people.turns.several import beside
from kg.reading.people.zones import Zone

_NONE: Final = re.compile(
    r"\s(?:(?:has|had|have)\s(?:had\s)?(?:none|not|no\ssuch|neither)|(?:did|was|were|does|is)\s(?:not|n[o’']t)|never\s(?:had|did))\b(?=\s?[.,;)])"
)
"""Behind who has not what a clause on others tells: `eleven had seizures, whereas she has had none`."""
_FEW: Final = 10
_UNLIKE: Final = re.compile(r"\b(?:unlike|differently|contrast|compared|similar|like|as\sin)\b", re.I)
_IN_EACH: Final = re.compile(r"(?<=\bin\s(?:her|him))\s(?:and|or|nor)\s(?:also\s)?in\s", re.I)
"""Behind a pronoun that names one of several: `in her or in her brother`."""
_BACK: Final = re.compile(
    r"[^,;.]{0,60},\s(?=(?:came|was|had|has|presented|developed|is|complained|noticed|began|became|died|consulted|showed)\b)"
)
"""Behind `a man, whose son is well`: to where the sentence is of the man again."""
_OPENS: Final = re.compile(
    r"\b(?:inherit\w*|transmit\w*|passed|segregat\w*|matern\w*|patern\w*|de\snovo|himself|herself|in\s(?:him"
    r"|her)\sand)\b",
    re.I,
)
"""Ahead of a relative, where the sentence is of the patient until it names them."""


def turns_of(focus: Focus, text: str, start: int, end: int, who: Sequence[Named], before: Known | None) -> Turns:
    """From which character of a sentence on it is about whom; `before`: who was told of in the one before.

    Who is named to be told apart (`unlike her brother`, `but not in P2`) is not whom it is about.
    """
    against = [(one, person) for one, person in who if person is not None and opposed(text, start, one.start)]
    plain = [named for named in who if named not in against]
    turns = _told_of(focus, text, start, end, plain, before)
    if not any(turn.persons for _, turn in turns):
        turns = spared(text, start, against) or turns
    turns = without(text, start, end, plain, turns)
    rest = [(one.start, person) for one, person in against if person is not None]
    for one, person in plain:
        if one.kind is MentionKind.LABELLED and person is not None and only(text, one.start, one.end):
            among = focus.together if person in focus.together else _numbered(focus)
            rest += [(one.start, two) for two in among if two is not person]
    for one, person in plain:
        if person is None or person.elsewhere or not alone(text, one):
            continue
        if focus.by_sex is not None and one.kind is MentionKind.ROLE:  # the first of the women, and not of all
            rest += [(one.start, two) for two in focus.cases() if two.sex == focus.by_sex and two is not person]
        else:
            turns = [(at, replace(turn, sole=True)) if turn.persons == (person,) else (at, turn) for at, turn in turns]
    for place, person in rest:
        leads = not any(one.start < place for one, two in plain if two is not None)
        ahead = [turn.persons for at, turn in turns if at <= place]
        here = ahead[-1] if ahead else ()
        turns = [
            (at, replace(turn, others=(*turn.others, person)))
            if turn.persons and person not in turn.persons and (leads or (at <= place and turn.persons == here))
            else (at, turn)
            for at, turn in turns
        ]
    return turns


def _numbered(focus: Focus) -> list[Known]:
    """The patients with labels, where they are few enough that `P3 alone` tells of all others."""
    patients = [one for one in focus.register.patients() if one.labels]
    return patients if len(patients) <= _FEW and focus.zone is Zone.CASES else []


def _told_of(focus: Focus, text: str, start: int, end: int, who: Sequence[Named], before: Known | None) -> Turns:
    known = [(one, person) for one, person in who if person is not None]
    singles = [
        (one, person) for one, person in known if one.noun not in ("her", "his", "him") or _IN_EACH.match(text, one.end)
    ] or known
    groups = [one for one, _ in who if one.kind is MentionKind.GROUP]
    strangers = [one for one, person in who if person is None and is_stranger(text, one)]
    if singles:
        each = _of_each(focus, text, start, singles, before, strangers) + several_kin(text, groups)
        each += beside(focus, text, singles[0][0].end, groups)
        if (led := [one for one in groups if one.end < singles[0][0].start]) and (
            cut := clause_behind(text, led[-1], singles[0])
        ):
            others = of_groups(focus, text, start, cut, led, before)
            if _NONE.match(text, singles[0][0].end) and not any(turn.persons for _, turn in others):
                others = [(start, Turn((singles[0][1],), OF_OTHERS, none=True))]
            each = [*others, (cut, each[0][1]), *(turn for turn in each[1:] if turn[0] > cut)]
        return of_list(focus, text, start, end, singles, before) or sorted(each, key=lambda turn: turn[0])
    if groups:
        return of_groups(focus, text, start, end, groups, before)
    if strangers:
        return [(start, Turn(why=STRANGER))]
    return of_nobody_named(focus, text, start, end, before)


def _of_each(
    focus: Focus, text: str, start: int, singles: Sequence[Single], before: Known | None,
    strangers: Sequence[PersonMention],
) -> Turns:  # fmt: skip
    """From each mention on a sentence is about that person; ahead of the first, often about whoever was before."""
    first, person = singles[0]
    one_person = len({id(focus.register.real(two)) for _, two in singles}) == 1
    opens = person.of is not None and _OPENS.search(text, start, first.start)
    labelled = first.kind is MentionKind.LABELLED and not _UNLIKE.search(text, start, first.start)
    whole = first.start - start <= 3 or (focus.zone.of_world and not PIECE.search(text, start, first.start))
    theirs = (one_person and not opens) or before is None or labelled or whole
    each = joined(text, singles, [(begun_at(text, *one, singles), _turn(focus, *one)) for one in singles])
    return [
        (start, each[0][1] if theirs else carried(focus, text[start : first.start], before)),
        *each,
        *(
            (back.end(), Turn((two.of,)))
            for one, two in singles
            if one.of == "whose" and two.of is not None and (back := _BACK.match(text, one.end))
        ),
        *((one.start, Turn(why=STRANGER)) for one in strangers if one.fresh),
    ]


def _turn(focus: Focus, one: PersonMention, person: Known) -> Turn:
    doubt = focus.doubt if one.kind in (MentionKind.PRONOUN, MentionKind.ROLE) else ""
    return Turn(why=STRANGER) if person.elsewhere else Turn((person,), doubt)
