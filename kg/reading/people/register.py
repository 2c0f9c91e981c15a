"""The persons of a text while it is read: who is the same, and who is whose relative."""

from __future__ import annotations

from typing import Final

from kg.reading.people.known import Known
from kg.reading.people.mentions import PersonMention, same_label

_MOST: Final = 1000
"""Persons among whom one who is described is looked for, so that no text costs more than its length."""


class Register:
    """All persons so far. One who turns out to be another is kept under the one who was met first."""

    def __init__(self) -> None:
        self._all: list[Known] = []
        self._order: dict[int, int] = {}
        self._same: dict[int, Known] = {}
        self._by_label: dict[str, Known] = {}
        self._by_name: dict[str, Known] = {}

    def real(self, one: Known) -> Known:
        """The person that stands for this one, after all that was found to be the same."""
        while id(one) in self._same:
            one = self._same[id(one)]
        return one

    def persons(self) -> list[Known]:
        """All, each once, in the order of the text."""
        return [one for one in self._all if id(one) not in self._same]

    def patients(self) -> list[Known]:
        """Those who are nobody's relative; of a great many, the first."""
        return [one for one in self._all[:_MOST] if id(one) not in self._same and one.of is None]

    def add(self, one: Known) -> Known:
        """A new person."""
        self._order[id(one)] = len(self._order)
        self._all.append(one)
        for label in one.labels:
            self._by_label[same_label(label)] = one
        return one

    def labelled(self, label: str) -> Known | None:
        """The person with this label, in whatever spelling."""
        found = self._by_label.get(same_label(label))
        return self.real(found) if found else None

    def call(self, one: Known, label: str) -> Known:
        """Give a person a label; one who has it already is the same person."""
        holder = self.labelled(label)
        if holder is not None and holder is not one:
            return self.unite(holder, one)
        if holder is None:
            one.labels.append(label)
        self._by_label[same_label(label)] = one
        return one

    def named(self, name: str) -> Known | None:
        """The person whom the text calls by this name or initial (`Mrs K`); it is no label, and stays in the text."""
        found = self._by_name.get(name)
        return self.real(found) if found else None

    def name(self, one: Known, name: str) -> None:
        """Keep what the text calls a person by."""
        self._by_name.setdefault(name, one)

    def has_name(self, one: Known) -> bool:
        """Whether the text calls a person by a name."""
        return any(self.real(two) is one for two in self._by_name.values())

    def unite(self, one: Known, two: Known) -> Known:
        """Two persons are one: the one who stands first in the text stays. None is one of other papers' patients."""
        one, two = self.real(one), self.real(two)
        if one is two or two.elsewhere:
            return one
        if one.elsewhere:
            return two
        first, other = (one, two) if self._order[id(one)] < self._order[id(two)] else (two, one)
        first.labels += [label for label in other.labels if label not in first.labels]
        first.ages += [age for age in other.ages if age not in first.ages]
        first.sex, first.noun = first.sex or other.sex, first.noun or other.noun
        if first.of is None and other.of is not None and self.real(other.of) is not first:
            first.kin, first.sort, first.of = other.kin, other.sort, other.of
        first.seen_in_short = first.seen_in_short and other.seen_in_short
        first.sure, first.role = first.sure or other.sure, first.role or other.role
        first.counted = first.counted or other.counted
        first.stated += other.stated
        first.why += other.why
        self._same[id(other)] = first
        if first.of is not None and self.real(first.of) is first:  # nobody is their own relative
            first.kin, first.of = "", None
        return first

    def alike(self, mention: PersonMention, *, exact: bool = False) -> list[Known]:
        """Patients whom a description fits; `exact`: of whom the age is told too."""
        found = [one for one in self.patients() if one.agrees(mention)]
        return [one for one in found if mention.age in one.ages] if exact else found

    def relative(self, owner: Known | None, mention: PersonMention) -> Known | None:
        """A relative of whom the text spoke before."""
        for one in self._all[:_MOST]:
            if (
                id(one) in self._same
                or one.of is None
                or one.kin != mention.kin
                or (owner is not None and self.real(one.of) is not owner)
            ):
                continue
            if mention.fresh or (mention.sort and one.sort and mention.sort != one.sort):
                continue
            return one
        return None
