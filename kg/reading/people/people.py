"""The persons of a text: who they are, what is stated of them, and whom each place of the text is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kg.reading.found import FoundPerson, Spot
from kg.reading.people.called import named
from kg.reading.people.facts_of import settled
from kg.reading.people.known import Known
from kg.reading.people.people_found import PeopleFound
from kg.reading.people.register import Register
from kg.reading.people.siblings.siblings import siblings_in, tell_siblings
from kg.reading.people.tables.table_people import own_patient, table_people
from kg.reading.people.turn import Turns
from kg.reading.people.untold import untold
from kg.reading.people.walk import Walk
from kg.texts.text import Text

_LONE: Final = "no words introduce this person; the text says she or he"


def find_people(text: Text) -> PeopleFound:
    """Every person whom a text describes, and a way to ask whom a place of it is about."""
    register = Register()
    tables = table_people(text, register)
    walk = Walk(text, register, tables)
    turns, kin = walk.turns(), walk.kin
    family = () if any(not one.by_kin for one in register.patients()) else siblings_in(text)
    if family:
        register = Register()
        tables = table_people(text, register)
        turns = Walk(text, register, tables, family=[tell_siblings(register, one) for one in family]).turns()
    elif (first := untold(text)) and _told_of_before(first[0], register, turns):
        register = Register()
        tables = table_people(text, register)
        lone = register.add(Known(spot=first[0], sex=first[1], sure=False, why=[_LONE]))
        walk = Walk(text, register, tables, lone)
        turns, kin = walk.turns(), walk.kin
    for one in register.patients():
        if not family and len(better := _better(one, register)) == 1:
            register.unite(one, better[0])
    patients = [one for one in register.patients() if not _better(one, register)]
    if not family:
        _meet(patients, register)
        patients = [one for one in patients if register.real(one) is one]
        own_patient(text, register, patients, tables)
    persons = [one for one in register.persons() if not _better(one, register)]
    called = named(persons, register)
    found = tuple(
        FoundPerson(
            label=called[id(one)],
            spot=one.spot,
            stated=settled(one),
            relative=one.kin if one.of is not None else None,
            of=called.get(id(register.real(one.of))) if one.of is not None else None,
            why=tuple(dict.fromkeys(one.why)),
        )
        for one in persons
    )
    by_passage = {number: ([at for at, _ in rows], [turn for _, turn in rows]) for number, rows in turns.items()}
    return PeopleFound(found, by_passage, tables, called, kin, register, bool(family))


def _told_of_before(first: Spot, register: Register, turns: Mapping[int, Turns]) -> bool:
    """Whether the first `she` or `he` of a text means somebody whom no words introduce, there or before."""
    if not register.patients():
        return True
    if any(one.spot < first or one.spot.passage == first.passage for one in register.patients()):
        return False
    here = [turn for at, turn in turns.get(first.passage, ()) if at <= first.start]
    return not any(one.spot.passage < 0 for one in register.patients()) and not (here and here[-1].persons)


def _better(one: Known, register: Register) -> list[Known]:
    """Those whom `a woman`, of whom no age is told, may be: described elsewhere in the text; who may be one is nobody.

    Where it is one alone, it is that one: what stands behind `a woman` is not lost.
    """
    if one.sure or one.labels or one.ages or one.of is not None:
        return []
    better = [two for two in register.patients() if two is not one and (two.sure or two.labels or two.ages)]
    if register.has_name(one):  # Mrs. E is not Mrs. A
        better = [two for two in better if not register.has_name(two)]
    return [two for two in better if not (two.sex and one.sex and two.sex != one.sex)]


def _meet(patients: Sequence[Known], register: Register) -> None:
    """The one whom an abstract describes, and the one case of that sex whose age is not told, are one person."""
    short = [one for one in patients if one.seen_in_short and not one.labels and one.ages and one.sex]
    cases = [one for one in patients if one.labels and not one.ages and not one.seen_in_short]
    if len(short) == 1 and len(cases) == 1 and cases[0].sex == short[0].sex:
        cases[0].why.append(f"the abstract tells of a {short[0].ages[0]:g}-year-old, whom it takes for this one")
        register.unite(*short, *cases)
