"""What each person is called in the file: the paper's label, else what they are; no two alike."""

from __future__ import annotations

from typing import Final

from kg.reading.people.known import Known
from kg.reading.people.register import Register

_CALLED: Final = {"female": "woman", "male": "man"}
_YOUNG: Final = 18


def named(persons: list[Known], register: Register) -> dict[int, str]:
    """By the identity of each person."""
    called: dict[int, str] = {}
    taken: set[str] = set()
    for one in sorted(persons, key=lambda person: person.of is not None):
        label = one.labels[0] if one.labels else _described(one, called, register)
        base, number = label, 2
        while label in taken:
            label, number = f"{base} ({number})", number + 1
        taken.add(label)
        called[id(one)] = label
    return called


def _described(one: Known, called: dict[int, str], register: Register) -> str:
    if one.of is not None:
        sort = f"{one.sort} " if one.sort else ""
        owner = register.real(one.of)
        return f"{sort}{one.kin} of {called.get(id(owner)) or _described(owner, called, register)}"
    seen = (float(fact.value) for _, fact in one.stated if fact.key == "age_at_examination")
    age = one.ages[0] if one.ages else next(seen, None)
    young = age is not None and age < _YOUNG
    plain = (
        one.noun if one.noun not in ("", "patient", "case", "proband", "person", "female", "male", "subject") else ""
    )
    noun = plain or (
        ("girl" if one.sex == "female" else "boy") if young and one.sex else _CALLED.get(one.sex or "", "patient")
    )
    if age is None or not round(age * 12):
        return noun
    return f"{round(age * 12)}-month-old {noun}" if age < 2 and age != int(age) else f"{age:g}-year-old {noun}"
