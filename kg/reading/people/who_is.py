"""Whom a mention means: a label, a pronoun, `the proband`, a relative."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from kg.reading.number_words import ORDINALS
from kg.reading.people.apposed import apposed
from kg.reading.people.focus import Focus, also, labelled, stranger, tell_sex
from kg.reading.people.introduced import described
from kg.reading.people.known import Known
from kg.reading.people.late_kin import of_the_living
from kg.reading.people.mentions import MentionKind, PersonMention
from kg.reading.people.mentions.words import RANK_WORDS
from kg.reading.people.met_sentence import MetSentence
from kg.reading.people.ordinals import in_order
from kg.reading.people.relatives import informs, relative_meant
from kg.reading.people.spoken_of import anybody
from kg.reading.people.zones import Zone

_ANYBODY: Final = re.compile(
    r"\b(?:an?|any|every|each|no)\s(?:[\w-]+\s){0,2}?(?:child|patient|person|individual|carrier|adult|infant|woman|man|girl|boy|relative)\b"
    r"|\b(?:any|every|some)(?:one|body)\b|\b(?:patients|those\swho)\b", re.I
)  # fmt: skip
_MAY: Final = re.compile(r"\b(?:should|may|might|can|must|will|would|need(?:s|ed)?\sto|ought)\b")
"""`A child with regression should have her bones filmed` speaks of no child that is known."""
_ORDERED: Final = frozenset((*ORDINALS, "one", "other", "last", "final", "remaining", *RANK_WORDS))
"""Words by which a patient is one of several."""
_CLINICAL: Final = re.compile(r"\s(?:had|presented|developed|died|complained|suffered|experienced)\b")
"""Behind `the case`, where it is a person."""


def meant(focus: Focus, said: MetSentence, index: int) -> Known | None:
    """The person whom a mention of a sentence means; None where it is nobody of this text."""
    one = said.met[index]
    after = said.met[index + 1] if index + 1 < len(said.met) else None
    called = after is not None and bool(after.name) and apposed(said.text, one, after)
    label = after.label if after and after.kind is MentionKind.LABELLED and apposed(said.text, one, after) else ""
    if one.kind is MentionKind.LABELLED:
        new = not said.cited and not said.refers and focus.zone in (Zone.CASES, Zone.ABSTRACT)
        unknown = labelled(focus, one) if new else stranger(focus, one) if focus.zone.of_world else None
        return focus.register.labelled(one.label) or unknown
    if one.kind is MentionKind.STRANGER:
        return stranger(focus, one)
    if one.kind is MentionKind.PRONOUN:
        if (
            focus.zone.of_world
            and _ANYBODY.search(said.text, said.start, one.start)
            and _MAY.search(said.text, said.start, said.end)
        ):
            return None
        person = _pronoun(focus, said, one)
        tells = (
            one.noun in ("she", "he") and person is not None and person.of is not None and informs(said.text, one.end)
        )
        return None if tells else person
    if one.kind is MentionKind.ROLE:
        if not focus.register.persons() and anybody(said.text, one):
            return None
        clinical = _CLINICAL.match(said.text, one.end) is not None
        return _role(focus, said, one, label, clinical)
    if one.kind is MentionKind.RELATIVE:
        return relative_meant(focus, said, index, called or bool(label))
    if one.kind is MentionKind.DESCRIBED:
        if said.cited and not one.ours and (one.fresh or focus.zone is Zone.LITERATURE):
            return stranger(focus, one)
        return described(focus, said.text, said.start, said.end, one, said.cited)
    return None


def _pronoun(focus: Focus, said: MetSentence, one: PersonMention) -> Known | None:
    turn = focus.turn
    if turn is None and focus.zone.of_world and (main := focus.main()) and main.sex in (None, one.sex):
        focus.turn = turn = main
    if turn is None:
        return _nobody_here(focus, one)
    lead, other = focus.lead, focus.other
    if turn.unborn and lead is not None and lead is not turn and lead.sex in (None, one.sex):
        return lead  # nobody calls a child before birth she or he
    if turn.sex and one.sex and turn.sex != one.sex:
        if other is not None and other.sex == one.sex and one.noun in ("she", "he"):
            return other
        if lead is not None and lead is not turn and lead.sex in (None, one.sex):
            return lead
        heard = [two for two in focus.heard if two.sex == one.sex]
        return heard[0] if len(heard) == 1 else _nobody_here(focus, one)
    if (
        turn.of is not None
        and lead is not None
        and lead is not turn
        and lead.sex in (None, one.sex)
        and not focus.of_relative
    ):
        if turn.dead and of_the_living(said.text, said.start, one.end if one.noun in ("she", "he") else None):
            return lead
        focus.doubt = f"{one.noun!r} may also be the person told of before the relative"
    if one.noun in ("she", "he"):
        tell_sex(focus, turn, one)
    return turn


def _nobody_here(focus: Focus, one: PersonMention) -> Known | None:
    """Where others are told of, `he` who is none of the paper is one of them."""
    return stranger(focus, one) if focus.zone.of_world and one.noun in ("she", "he") and focus.main() else None


def _role(focus: Focus, said: MetSentence, one: PersonMention, label: str, clinical: bool) -> Known | None:
    """`the patient`, `the proband`, with the label that stands behind it.

    `In this case` alone makes nobody, unless something `clinical` is told of the case.
    """
    if focus.turn is not None and focus.turn.elsewhere and (one.label.startswith(("This", "this")) or not one.ours):
        if focus.zone is Zone.LITERATURE:
            return focus.turn
        focus.doubt = f"{one.label!r} may also be the person of another paper told of before"
    if one.noun == "field" and focus.turn is not None:
        return focus.turn
    if label and (known := focus.register.labelled(label)):
        return also(focus, known, one)
    if label and focus.lead is not None and focus.lead.labels and focus.zone is Zone.CASES:
        return also(focus, labelled(focus, replace(one, label=label)), one)
    words = one.label.lower().split()
    if _ORDERED.intersection(words):
        return in_order(focus, said, one, opens=not said.text[: one.start].strip())
    if focus.zone.of_world or focus.zone in (Zone.TITLE, Zone.ASIDE):
        return focus.main()
    if "proband" in one.noun or "proposit" in one.noun or "index" in words:
        probands = [two for two in focus.register.patients() if two.role]
        if probands:
            return focus.lead if focus.lead in probands else probands[0]
        person = focus.lead or focus.main()
        if person is None:
            person = focus.register.add(Known(spot=focus.spot(one), sure=False))
        person.role = True
        return person
    lead = focus.lead or focus.main()
    if lead is None and not focus.register.persons() and (one.noun != "case" or clinical):
        lead = focus.register.add(Known(spot=focus.spot(one), sure=False))
    return lead
