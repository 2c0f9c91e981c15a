"""Whom the mentions of a sentence mean, one behind the other, and whom the next sentences are about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.reading.people.apposed import apposed, led_relative, said_to_be
from kg.reading.people.focus import Focus, also, tell_sex
from kg.reading.people.headed import below
from kg.reading.people.kin_apposed import also_kin, beside, kin_of_a_case
from kg.reading.people.known import Known
from kg.reading.people.mentions import MentionKind, PersonMention
from kg.reading.people.met_sentence import MetSentence
from kg.reading.people.ordinals import keep_place
from kg.reading.people.relatives import other_kin, relative
from kg.reading.people.turn import Named
from kg.reading.people.who_is import meant
from kg.reading.people.zones import Zone


def person_met(focus: Focus, said: MetSentence, index: int, who: Sequence[Named], lead: Known | None) -> Known | None:
    """Whom a mention means: the person named just before it, in a second way, or whoever else."""
    one = said.met[index]
    previous, known = who[-1] if who else (None, None)
    if previous is None or known is None:
        found = below(focus, said, index) or meant(focus, said, index)
        if found is not None and previous is not None and apposed(said.text, previous, one):
            _is_sibling(focus, found, previous)
            keep_place(focus, previous, found)
        return found
    is_kin = one.kind is MentionKind.RELATIVE and one.of in ("the", "this")
    if is_kin and previous.label.lower().startswith(f"{one.kin} "):  # `Brother 2. The younger brother`
        return known
    if previous.kind is one.kind is MentionKind.RELATIVE and previous.start == one.start and known.of is not None:
        return beside(focus, known, one)
    if kin_of_a_case(said.text, previous, one) and known.agrees(one):
        return also_kin(focus, known, one)
    if known.agrees(one) and apposed(said.text, previous, one):
        keep_place(focus, one, known)  # `Her cousin, the fourth of our series`
        return also(focus, known, one)
    if known.counted and known.agrees(one) and said_to_be(said.text, previous, one):
        return also(focus, known, one)
    if known.spot == focus.spot(previous) and (owner := other_kin(focus, said.text, previous, one)) is not None:
        known.kin, known.sort, known.of = one.kin, "", owner  # `His elder brother, the father of Patient 4`
        return known
    if not led_relative(said.text, said.start, previous, one):
        return meant(focus, said, index)
    focus.lead = focus.turn = lead
    kin = relative(focus, one, True)
    two = kin is not None and kin is not known and not (kin.labels and known.labels)  # II-2, a sister of II-1
    focus.turn = focus.register.unite(known, kin) if kin is not None and two else known
    return focus.turn


def _is_sibling(focus: Focus, person: Known, one: PersonMention) -> None:
    """`The first sib, a man aged 27`, of whom nobody was told before, is a patient and the first of the siblings."""
    siblings = one.kin in ("brother", "sister", "sibling", "twin") and (one.of == "the" or (not one.of and one.sort))
    if one.kind is MentionKind.RELATIVE and siblings and person.of is None and not person.kin:
        person.kin, person.sort = one.kin, one.sort
        tell_sex(focus, person, one)


def is_subject(text: str, start: int, who: Sequence[Named]) -> bool:
    """Whether a sentence begins with the person named last (`In 2015, her mother ...`), or says so in two ways."""
    one, person = who[-1]
    ahead = text[start : one.start]
    if re.fullmatch(r"(?:[\w\s]{0,40},\s)?(?:(?!(?:in|of|from|with|by|to|for|on)\b)\w+\s){0,2}\W{0,2}", ahead):
        return True
    people = [two for _, two in who if two is not None]
    return len(people) > 1 and people[-2] is person


def is_topic(text: str, start: int, who: Sequence[Named], person: Known) -> bool:
    """Whether a sentence is about somebody of another paper, and does not only name them by the way."""
    one = next((one for one, two in who if two is person), None)
    if one is None or one.kind is not MentionKind.STRANGER:
        return True
    return re.fullmatch(r"(?:[\w\s]{0,40},\s)?(?:[Ii]n\s)?\W{0,2}", text[start : one.start]) is not None


def follow(focus: Focus, one: PersonMention, person: Known, opens: bool, subject: bool) -> None:
    """Whom the next sentences are about, after a mention."""
    person.by_kin = person.by_kin and one.kind in (MentionKind.RELATIVE, MentionKind.PRONOUN)
    if person.elsewhere:
        focus.turn = person if focus.zone.of_world else focus.turn
        return
    if (person.of is not None or one.kind is MentionKind.RELATIVE) and not (subject or person.unborn):
        focus.other = person
        return
    focus.turn = person
    here = focus.zone in (Zone.CASES, Zone.ABSTRACT, Zone.TITLE) and one.noun not in ("she", "he")
    if (person.of is None or focus.is_case(person)) and here:
        focus.lead = person
    if opens and person.of is not None:
        focus.of_relative = True
