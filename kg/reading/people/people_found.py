"""The people of a text as they are asked for: whom a place is about, and whom it tells apart."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.reading.found import FoundPerson, Spot
from kg.reading.people.kin_met import KinNamed
from kg.reading.people.known import Known
from kg.reading.people.register import Register
from kg.reading.people.tables.table_people import TablePlaces
from kg.reading.people.turn import Turn

_NUMBERED: Final = re.compile(
    r"(?:Patient|Case|Proband|Individual|Subject|Child|Twin|Sib|Sibling|Brother|Sister)\s[\dA-H]"
)

_FEW: Final = 10
"""Patients who are few enough that what one alone has tells of all others."""


@dataclass(frozen=True, slots=True)
class PeopleFound:
    """The persons of a text. `who` and `whom` tell whom a place is about."""

    persons: tuple[FoundPerson, ...]
    _turns: Mapping[int, tuple[list[int], list[Turn]]]
    _tables: TablePlaces
    _called: Mapping[int, str]
    _kin: KinNamed
    _register: Register = field(repr=False)
    of_siblings: bool = False
    """The persons are siblings known by these words alone: `the sister` is one of them, and nobody's relative."""

    def whom(self, spot: Spot) -> tuple[str, ...]:
        """The labels of all whom a place is about: several where a sentence speaks of them together."""
        return tuple(self._label(one) for one in self._at(spot).persons)

    def contrary(self, spot: Spot) -> tuple[tuple[str, ...], bool]:
        """The labels of those of whom the words say the contrary (`in her but not in him`).

        And whether that is so of all whom the place is about (`in none of the three`).
        """
        turn = self._at(spot)
        return tuple(self._label(one) for one in turn.others), turn.none

    def told_apart(self, spot: Spot, relative: str) -> bool:
        """Whether a relative is named there only to say that they differ (`unlike her brother`)."""
        return any(one.kin == relative for one in self._at(spot).others)

    def relative_at(self, sentence: Spot, spot: Spot, relative: str) -> tuple[str | None, bool]:
        """The label of the person whom a sentence means by the word for a relative.

        And whether it means no relative by it: it names none (`a mother of two`), only what they tell, or another of
        whom it tells first.
        """
        met = self._kin.within(sentence, relative)
        none = self._kin.knows(relative) and all(one.tells for one in met)
        ahead = any(one.start < spot.start for one in met)
        if not ahead and any(one.of is not None for one in self._at(spot).persons):
            return None, True
        people = {self._label(one.person) for one in met if one.person is not None and self._is_called(one.person)}
        return (people.pop() if len(people) == 1 else None), none

    def _is_called(self, one: Known) -> bool:
        return id(self._register.real(one)) in self._called

    def together(self, spot: Spot) -> str:
        """Why what is said of several together may not hold of each; '' where it does."""
        turn = self._at(spot)
        return turn.why if len(turn.persons) > 1 else ""

    def who(self, spot: Spot, relative: str | None = None) -> tuple[str | None, tuple[str, ...]]:
        """The label of the person whom a place is about, and why that is doubtful; `relative` of theirs, where told.

        None where it is about nobody of the paper, about several, or about a relative who is no person of the text.
        """
        turn = self._at(spot)
        found = list(turn.persons)
        if len(found) != 1:
            why = f"said of {', '.join(map(self._label, found))} together" if found else turn.why
            return None, (why,) if why else ()
        one = self._register.real(found[0])
        why_one = (turn.why,) if turn.why else ()
        if relative is None or one.kin == relative:
            return self._label(one), why_one
        kin = [other for other in self._register.persons() if other.of is not None and other.kin == relative]
        if not kin and one.of is None and one.kin:  # siblings, of whom none leads
            kin = [other for other in self._register.persons() if other.of is None and other.kin == relative]
            return (self._label(kin[0]), why_one) if len(kin) == 1 else (None, why_one)
        theirs = [other for other in kin if other.of is not None and self._register.real(other.of) is one]
        if len(theirs) == 1:
            return self._label(theirs[0]), why_one
        many = "several of that name" if theirs else "no person of the text"
        return None, (f"said of {relative} of {self._label(one)}, {many}",)

    def _label(self, one: Known) -> str:
        return self._called[id(self._register.real(one))]

    def _everybody(self) -> tuple[Known, ...]:
        """The patients of the text: those whom it numbers or counts, else those who are nobody's relative too."""
        called = [one for one in self._register.persons() if id(one) in self._called]
        numbered = tuple(one for one in called if any(_NUMBERED.match(label) for label in one.labels))
        plain = len(numbered) < 2
        return tuple(one for one in called if one in numbered or one.counted or (plain and one.of is None))

    def _at(self, spot: Spot) -> Turn:
        if spot.passage < 0:
            one = self._tables.person(spot)
            return Turn((one,) if one and id(self._register.real(one)) in self._called else ())
        starts, turns = self._turns.get(spot.passage, ([], []))
        at = bisect_right(starts, spot.start) - 1
        turn = turns[at] if at >= 0 else Turn()
        persons = tuple(dict.fromkeys(map(self._register.real, turn.persons)))
        if turn.lone:
            patients = [one for one in self._register.patients() if id(one) in self._called]
            if len(patients) == 1:
                return Turn((patients[0],), turn.lone)
        if turn.all_of:
            every = self._everybody()
            persons = every if turn.all_of in (-1, len(every)) and (turn.all_of > 0 or len(every) > 1) else persons
        everybody = self._everybody() if turn.sole else ()
        apart = tuple(one for one in everybody if one not in persons) if len(everybody) <= _FEW else ()
        here, others = (
            tuple(one for one in whom if id(one) in self._called)
            for whom in (persons, tuple(dict.fromkeys((*map(self._register.real, turn.others), *apart))))
        )
        return Turn(here, turn.why, others=others, none=turn.none)
