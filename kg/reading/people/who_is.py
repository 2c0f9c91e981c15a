"""Whom a mention means: a label, a pronoun, `the proband`, a relative."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.reading.people.apposed import apposed
from kg.reading.people.focus import Focus, also, describe, labelled, tell_sex
from kg.reading.people.introduced import described
from kg.reading.people.mentions import MentionKind, PersonMention
from kg.reading.people.register import Known
from kg.reading.people.zones import Zone

_TOLD: Final = re.compile(
    r"\b(?:died|death|dead|deceased|dementia|diagnos\w+|symptom\w*|affected|unaffected|carr(?:y|ies|ied)"
    r"|carriers?|variant|mutation"
    r"|develop\w+|suffer\w+|had|has|healthy|asymptomatic|tested|similar|disease|onset|normal|age|aged|years"
    r"|showed|shown|heterozyg\w+|homozyg\w+|free|complain\w*|treated|genotyped|sequenced|took|killed|committed|mute|bedridden|alcoholic"
    r"|disabled|handicapped|retarded|unwell|spastic|institutionali[sz]ed|hospitali[sz]ed"
    r"|history|suicide|ill|deaf|blind|epilep\w*|psych\w*|wheelchair|bedridden|gait|tremor|cognitive|dement\w*"
    r"|leuk\w*|stillborn|alive|well|genotype|depress\w+|parkinson\w*|seizures?|stroke)\b", re.I
)  # fmt: skip
_ACTS: Final = re.compile(
    r"\b(?:by|with|to|from|according\sto|and)\s$|\b(?:by|with|to|according\sto)\s(?:her|his|the|their)\s$", re.I
)
_INFORMS: Final = re.compile(
    r"\b(?:brought|accompanied|reported\sby|noticed\sby|noted\sby|observed\sby|according|lives?|lived|living"
    r"|referred|told|described\sby)\b",
    re.I,
)
_PASSED_ON: Final = re.compile(
    r"\b(?:inherited(?:\s\w+)?\sfrom|transmitted(?:\s\w+)?\s(?:by|from)|(?:also\s)?(?:found|present|detected|identified|confirmed|seen)"
    r"\s(?:\w+\s){0,3}in(?:\sboth\s\w+\sand)?|segregated\s(?:from|with|in)|passed\son\sby)\s$", re.I
)  # fmt: skip
"""A variant that somebody is said to have passed on, or to have too."""
_SAYS: Final = re.compile(
    r"(?:,[^,.;]{0,40},)?\s(?:had\s|has\s)?(?:also\s|first\s|further\s)?(?:notic|not(?:ed|es)|report|observ|told|tells|said|says|describ|stat"
    r"|recall|remark|mention|felt|feels|thought|believ|brought|accompan|confirm|pointed|complained\sof\s(?:her"
    r"|his)\b)",
    re.I,
)
_AT_AGE: Final = re.compile(r"\b(?:at|since|from)\s(?:the\sage\sof\s|age\s)?\d", re.I)
"""A relative who tells of the patient, and not of themselves."""
_BEHIND: Final = re.compile(r",?\s\(?(?:of\s)?\d{1,3}\b")
_WAS: Final = re.compile(r"\b(?:is|was|were|has\sbeen|had\sbeen)\s(?:\w+ly\s)?\w+(?:ed|en)\b")
_BY_OTHERS: Final = re.compile(r"\s(?:previously\s|first\s)?(?:reported|described|published)\s(?:by|in)\b")
_ORDER: Final = ("first", "second", "third", "fourth", "fifth", "sixth")


@dataclass(frozen=True, slots=True, kw_only=True)
class MetSentence:
    """A sentence of a passage: its place, whom it names, and whether it speaks of another paper."""

    text: str
    start: int
    end: int
    met: Sequence[PersonMention]
    cited: bool
    refers: bool = False
    """Whether it ends with a number of the list of references, as what others found does."""


def meant(focus: Focus, said: MetSentence, index: int) -> Known | None:
    """The person whom a mention of a sentence means; None where it is nobody of this text."""
    one = said.met[index]
    after = said.met[index + 1] if index + 1 < len(said.met) else None
    label = after.label if after and after.kind is MentionKind.LABELLED and apposed(said.text, one, after) else ""
    if one.kind is MentionKind.LABELLED:
        new = not said.cited and not said.refers and focus.zone in (Zone.CASES, Zone.ABSTRACT)
        return focus.register.labelled(one.label) or (labelled(focus, one) if new else None)
    if one.kind is MentionKind.PRONOUN:
        return _pronoun(focus, one)
    if one.kind is MentionKind.ROLE:
        return None if said.cited and _BY_OTHERS.match(said.text, one.end) else _role(focus, one, label)
    if one.kind is MentionKind.RELATIVE:
        if said.text[one.start - 1 : one.start] == "(":  # says of the one before it whose relative they are
            return None
        if _SAYS.match(said.text, one.end) and not _AT_AGE.search(said.text, one.end, said.end):
            return None
        if said.refers and one.of in ("the", "a", "an", ""):
            return None
        return relative(focus, one, _told_of(said, index, bool(label)))
    if one.kind is MentionKind.DESCRIBED:
        return described(focus, said.text, said.start, said.end, one, said.cited)
    return None


def _told_of(said: MetSentence, index: int, has_label: bool) -> bool:
    """Whether a sentence tells something of a relative, who does more in it than tell or come along."""
    one, text = said.met[index], said.text
    stop = next(
        (two.start for two in said.met[index + 1 :] if two.kind is MentionKind.RELATIVE and two.start > one.start),
        said.end,
    )
    joint = re.match(r"\s?(?:,|and)\s", text[one.end : one.end + 6]) is not None
    told_of = has_label or bool(_TOLD.search(text, one.start, said.end if joint else stop))
    told_of = told_of or bool(_BEHIND.match(text, one.end)) or bool(_WAS.search(text, one.end, min(stop, one.end + 60)))
    ahead = text[max(said.start, one.start - 14) : one.start]
    told_of = told_of or bool(_PASSED_ON.search(text, max(said.start, one.start - 50), one.start))
    agent = bool(_ACTS.search(ahead)) and bool(_INFORMS.search(text, max(said.start, one.start - 40), one.start))
    return told_of and not agent and not said.cited


def _pronoun(focus: Focus, one: PersonMention) -> Known | None:
    turn = focus.turn
    if turn is None and focus.zone is Zone.GENERAL and (main := focus.main()) and main.sex in (None, one.sex):
        focus.turn = turn = main
    if turn is None:
        return None
    lead, other = focus.lead, focus.other
    if turn.sex and one.sex and turn.sex != one.sex:
        if other is not None and other.sex == one.sex and one.noun in ("she", "he"):
            return other
        if lead is not None and lead is not turn and lead.sex in (None, one.sex):
            return lead
        return None
    if turn.of is not None and lead is not None and lead.sex in (None, one.sex) and not focus.of_relative:
        focus.doubt = f"{one.noun!r} may also be the person told of before the relative"
    if turn.sex is None and one.noun in ("she", "he"):
        tell_sex(focus, turn, one)
    return turn


def _role(focus: Focus, one: PersonMention, label: str = "") -> Known | None:
    """`the patient`, `the proband`, with the label that stands behind it."""
    if label and (known := focus.register.labelled(label)):
        return also(focus, known, one)
    if label and focus.lead is not None and focus.lead.labels and focus.zone is Zone.CASES:
        return also(focus, labelled(focus, replace(one, label=label)), one)
    words = one.label.lower().split()
    order = next((word for word in words if word in _ORDER), None)
    if order:
        number = str(_ORDER.index(order) + 1)
        known = focus.register.labelled(f"Patient {number}") or focus.register.labelled(f"Case {number}")
        patients = focus.register.patients()
        at = _ORDER.index(order)
        return known or (patients[at] if at < len(patients) else focus.lead)
    if focus.zone in (Zone.GENERAL, Zone.TITLE, Zone.ASIDE):
        return focus.main()
    if "proband" in one.noun or "proposit" in one.noun or "index" in words:
        probands = [two for two in focus.register.patients() if two.role]
        if probands:
            return probands[0]
        person = focus.lead or focus.main()
        if person is None:
            person = focus.register.add(Known(spot=focus.spot(one), sure=False))
        person.role = True
        return person
    lead = focus.lead or focus.main()
    if lead is None and not focus.register.persons():
        lead = focus.register.add(Known(spot=focus.spot(one), sure=False))
    return lead


def _owner(focus: Focus, one: PersonMention) -> Known | None:
    of = one.of.lower()
    if of in ("her", "his", "whose", "their"):
        sex = {"her": "female", "his": "male"}.get(of)
        turn, lead = focus.turn, focus.lead
        if lead is not None and (sex is None or lead.sex in (None, sex)):
            return lead
        return turn if turn is not None and (sex is None or turn.sex in (None, sex)) else lead
    if "proband" in of or "index" in of or "proposit" in of:
        return next((two for two in focus.register.patients() if two.role), None) or focus.lead or focus.main()
    if re.search(r"\d", of):
        return focus.register.labelled(one.of)
    if "patient" in of:
        return focus.lead or focus.main()
    probands = [two for two in focus.register.patients() if two.role]
    return probands[0] if len(probands) == 1 else focus.lead


def relative(focus: Focus, one: PersonMention, told_of: bool) -> Known | None:
    """The person who is somebody's relative: one who is known, or a new one if something is told of them."""
    owner = _owner(focus, one)
    known = focus.register.relative(owner, one)
    if known is not None:
        return describe(focus, known, one) if one.age is not None else known
    if not told_of or owner is None or focus.zone in (Zone.TITLE, Zone.GENERAL, Zone.ASIDE):
        return None
    if one.of in ("the", "") and owner.of is not None:
        return None
    person = focus.register.add(Known(spot=focus.spot(one), kin=one.kin, sort=one.sort, of=owner, noun=one.kin))
    if one.sex:
        tell_sex(focus, person, one)
    return describe(focus, person, one)
