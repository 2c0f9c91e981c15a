"""Where the people of a family lie on its pedigree, by the usual symbols; only ties that are told are drawn."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from api.drawings.pedigree_lines import PedigreeStroke, couples_of, strokes
from kg.model.words import GeneticStatus
from kg.portrait.family import FamilyMember, FamilyPortrait
from kg.portrait.spoken import TESTED_BRIEFLY, whether_tested

SIZE: Final = 36
_PITCH, _FALL, _TOP, _EDGE, _LETTERS = 156, 164, 52, 96, 22
_SIDES: Final = {"paternal": 0, "": 1, "maternal": 2}
ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


@dataclass(frozen=True, slots=True, kw_only=True)
class PedigreeSymbol:
    """A person: `shape` by sex, filled where ill; `x` and `y` are its middle."""

    x: float
    y: float
    shape: str
    ill: bool
    dotted: bool
    unknown: bool
    dead: bool
    first: bool
    lines: tuple[str, ...]
    to: str
    says: str


@dataclass(frozen=True, slots=True)
class GenerationLabel:
    """The words at the left of a row."""

    y: float
    words: str


@dataclass(frozen=True, slots=True)
class PedigreePlan:
    """The whole picture."""

    width: float
    height: float
    size: int
    symbols: tuple[PedigreeSymbol, ...]
    strokes: tuple[PedigreeStroke, ...]
    labels: tuple[GenerationLabel, ...]


def pedigree_plan(found: FamilyPortrait) -> PedigreePlan:
    """Generations below each other, each in the middle; who is in none that is told stands in the last row."""
    rows: dict[int, list[int]] = defaultdict(list)
    last = max((one.row for one in found.members if one.row is not None), default=-1) + 1
    for at, one in enumerate(found.members):
        rows[last if one.row is None else one.row].append(at)
    widest = max(map(len, rows.values()))
    places: dict[int, tuple[float, float]] = {}
    for down, row in enumerate(sorted(rows)):
        left = _EDGE + (widest - len(rows[row])) * _PITCH / 2 + _PITCH / 2
        for across, at in enumerate(_side_by_side(found, rows[row])):
            places[at] = (left + across * _PITCH, _TOP + down * _FALL)
    labels = [
        GenerationLabel(_TOP + down * _FALL, _row_words(found, row, last)) for down, row in enumerate(sorted(rows))
    ]
    return PedigreePlan(
        width=_EDGE + widest * _PITCH + 10,
        height=_TOP + len(rows) * _FALL - 48,
        size=SIZE,
        symbols=tuple(_symbol(one, *places[at]) for at, one in enumerate(found.members)),
        strokes=tuple(strokes(found, places, SIZE, _PITCH)),
        labels=tuple(one for one in labels if one.words),
    )


def _side_by_side(found: FamilyPortrait, row: list[int]) -> list[int]:
    """Paternal relatives, then siblings and couples, the father first, then maternal relatives."""
    couples = {at for pair in couples_of(found) for at in pair}
    male = {at for at in row if found.members[at].person.sex == "male"}
    return sorted(
        row, key=lambda at: (_SIDES[found.members[at].side], at not in couples, at in couples and at not in male, at)
    )


def _row_words(found: FamilyPortrait, row: int, last: int) -> str:
    if row == last:
        return "not told" if last else ""
    return ROMAN[row + found.top - 1] if found.numbered else ""


def _symbol(one: FamilyMember, x: float, y: float) -> PedigreeSymbol:
    person = one.person
    ages = [f"onset {person.onset:g} y"] if person.onset is not None else []
    ages += [f"died {person.died:g} y"] if person.died is not None else []
    ages += [f"examined {person.examined:g} y"] if person.examined is not None and person.died is None else []
    name = textwrap.wrap(person.name, _LETTERS)
    name = name if len(name) <= 3 else [*name[:2], f"{name[2][: _LETTERS - 1]}…"]
    lines = (*name, *([", ".join(ages)] if ages else ()), *_tested(person.status))
    told = [
        person.sex or "sex not told",
        _ill(person.affected),
        *([whether_tested(person.status)] if person.status else []),
    ]
    return PedigreeSymbol(
        x=x,
        y=y,
        shape={"male": "square", "female": "circle"}.get(person.sex, "diamond"),
        ill=person.affected is True,
        dotted=person.affected is False and person.status is GeneticStatus.CONFIRMED,
        unknown=person.affected is None,
        dead=one.dead,
        first=one.first,
        lines=lines,
        to=person.person.iri,
        says=f"{person.name}: {', '.join([*told, *(['dead'] if one.dead else [])])}",
    )


def _tested(status: GeneticStatus | None) -> tuple[str, ...]:
    return (TESTED_BRIEFLY[status],) if status in TESTED_BRIEFLY else ()


def _ill(affected: bool | None) -> str:
    return "not told whether ill" if affected is None else "ill" if affected else "no signs"
