"""Whom a text is telling of, while it is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from kg.reading.found import Spot
from kg.reading.people.facts.told_fact import ToldFact
from kg.reading.people.facts_of import heard
from kg.reading.people.known import Known
from kg.reading.people.mentions import MentionKind, PersonMention
from kg.reading.people.register import Register
from kg.reading.people.trades_told import TradesTold
from kg.reading.people.turn import Turn
from kg.reading.people.zones import Zone

_PEDIGREE: Final = re.compile(r"[IVX]+\W?\d|[IVX]+$")
"""A label of a pedigree, which relatives have who are no patients."""

_NUMBERED: Final = re.compile(r"(?:Patient|Case) (\d{1,2})")


@dataclass(slots=True)
class Focus:
    """Where the reading is, and who was told of last.

    `lead` is the patient of the section, `turn` whoever the next sentence is about, `other` a relative who was named
    beside them. `fresh_section`: a heading or a lead names a person who is not described yet.
    `of_relative`: the paragraph began with a relative.
    """

    register: Register
    number: int = 0
    zone: Zone = Zone.CASES
    lead: Known | None = None
    turn: Known | None = None
    other: Known | None = None
    fresh_section: bool = False
    fresh_part: bool = False
    """A heading stands right above the paragraph."""
    just_named: bool = False
    """The heading, or the line, right above names the person with whom the paragraph begins."""
    of_relative: bool = False
    may_be_early: bool = False
    """The passage may tell of a patient who is named further on."""
    gone: bool = False
    """The paragraph tells of a relative's death, or of several relatives."""
    together: tuple[Known, ...] = ()
    """Those of whom the paragraph told last together: `both` behind `Patients 3 and 4`."""
    last_together: Turn | None = None
    """What the paragraph said last of several: `none of them` means these."""
    joint: tuple[Known, ...] = ()
    """Those with whose labels the paragraph began (`Patients 3 and 4.`), while it names none of them alone."""
    several: tuple[Known, ...] = ()
    """Those whom the heading of this part names together."""
    heard: list[Known] = field(default_factory=list)
    """The patients whom the paragraph has named so far: `both` may mean them."""
    just_told: tuple[Known, ...] = ()
    """All of whom the paragraph told so far: `the remaining two` are none of them."""
    in_passing: bool = False
    """Somebody of another paper was named last, and only to say that they were reported."""
    listed: Turn | None = None
    """Whom the items of a list are about, as its lead says."""
    ranked: dict[int, Known] = field(default_factory=dict)
    """The patients by the places that the text gives them (`The second, her cousin`), from 0."""
    placed: dict[tuple[str, int | str], Known] = field(default_factory=dict)
    """The patients by their places among those of a sex (`the second woman`, `the younger man`)."""
    by_sex: str | None = None
    """The sex of those of whom the paragraph tells by turns: `the second` is of these."""
    trades: TradesTold = field(default_factory=TradesTold)
    """What the patients do, by which the text may call them again."""
    counted: int = 0
    """How many patients the text counts (`We saw two women`)."""
    doubt: str = ""
    """Why a pronoun of this sentence may mean another person."""

    def spot(self, one: PersonMention) -> Spot:
        """The place of a mention."""
        return Spot(self.number, one.start, one.end)

    def cases(self) -> list[Known]:
        """Those whom the text tells of as patients, by the places it gives them, else in its order."""
        everybody = [one for one in self.register.persons() if self.is_case(one)]
        placed = {id(self.register.real(one)): at for at, one in self.ranked.items()}
        return sorted(everybody, key=lambda one: placed.get(id(one), len(placed)))

    def is_case(self, one: Known) -> bool:
        """Whether somebody is a patient of the text: nobody's relative, or told of as a case (`Case 2, her son`)."""
        if one.of is None or one.counted:
            return one.sure or one.counted or bool(one.labels)
        return any(not _PEDIGREE.match(label) for label in one.labels)

    def main(self) -> Known | None:
        """The one patient of the text: the only one, or the only proband."""
        patients = [one for one in self.register.patients() if one.sure or one.labels]
        if len(patients) == 1:
            return patients[0]
        probands = [one for one in self.register.patients() if one.role]
        if len(probands) == 1:
            return probands[0]
        anyone = self.register.patients()
        return anyone[0] if len(anyone) == 1 else None


def stranger(focus: Focus, one: PersonMention) -> Known:
    """Somebody of another paper: who is meant by `he` behind them, and nobody of this text."""
    return Known(spot=focus.spot(one), sex=one.sex, sure=False, elsewhere=True)


def labelled(focus: Focus, one: PersonMention) -> Known:
    """The person with a label, a new one if need be."""
    known = focus.register.labelled(one.label) or _numbered(focus, one.label)
    known = known or focus.register.add(Known(spot=focus.spot(one), labels=[one.label]))
    if one.sex:
        tell_sex(focus, known, one)
    return known


def _numbered(focus: Focus, label: str) -> Known | None:
    """The patient whom the text told by that place so far: Patient 4 is `the fourth patient`."""
    match = _NUMBERED.fullmatch(label)
    cases = focus.cases()
    if match is None or not 0 < int(match[1]) <= len(cases):
        return None
    ranked = focus.ranked.get(int(match[1]) - 1)
    person = focus.register.real(ranked) if ranked is not None else cases[int(match[1]) - 1]
    fits = person.counted and not person.labels
    return focus.register.call(person, label) if fits else None


def also(focus: Focus, person: Known, one: PersonMention) -> Known:
    """A person told of in a second way."""
    if person.elsewhere:
        person.sex = person.sex or one.sex
        return person
    if one.kind is MentionKind.LABELLED:
        return focus.register.call(person, one.label)
    if one.kind is MentionKind.ROLE:
        person.role = person.role or "proband" in one.noun
        return person
    if one.name:
        focus.register.name(person, one.name)
        person.counted = person.counted or (person.of is not None and focus.of_relative)
    if one.age is not None and not person.ages:
        alike = [two for two in focus.register.alike(one, exact=True) if two is not person and two.seen_in_short]
        describe(focus, person, one)
        if len(alike) == 1 and not alike[0].labels and not (alike[0].sex and person.sex and alike[0].sex != person.sex):
            return focus.register.unite(person, alike[0])
        return person
    return describe(focus, person, one)


def describe(focus: Focus, person: Known, one: PersonMention) -> Known:
    """Add what a mention says of a person."""
    if one.sex:
        tell_sex(focus, person, one)
    if one.noun and not person.noun:
        person.noun = one.noun
    if one.age is not None:
        if one.age not in person.ages:
            person.ages.append(one.age)
        key = f"age_at_{one.aged_at}"
        heard(person, ToldFact(key=key, value=one.age, start=one.start, end=one.end), focus.number)
    return person


def tell_sex(focus: Focus, person: Known, one: PersonMention) -> None:
    """Keep the sex that a mention tells, once."""
    if one.sex and person.sex is None:
        person.sex = one.sex
        heard(person, ToldFact(key="sex", value=one.sex, start=one.start, end=one.end), focus.number)
    elif person.sex and not any(fact.key == "sex" for _, fact in person.stated):
        heard(person, ToldFact(key="sex", value=person.sex, start=one.start, end=one.end), focus.number)
