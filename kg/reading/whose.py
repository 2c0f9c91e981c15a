"""Whom a finding or a variant is told of, as the words of persons around it tell."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from kg.reading.found import Bearing, FoundFinding, FoundVariant, Spot
from kg.reading.people.people_found import PeopleFound
from kg.texts.text import Text

_OF_SIBLINGS: Final = frozenset(
    {"brother", "sister", "sibling", "siblings", "twin", "half-brother", "half-sister", "family"}
)
_DENIES: Final = re.compile(r"\b(?:no|not|never|none|neither|nor|without|free|spared|escaped|lack\w*|absent)\b", re.I)
_BUT_NOT: Final = re.compile(
    r",?\s(?:but|and|though)\snot\s(?:(?:in|of|by|for)\s)?[^,.;]{1,40},\s|,\s(?:neither|none)\sof\s(?:which|these)\b.*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Whose:
    """The people of a text."""

    text: Text
    people: PeopleFound

    def of(self, one: FoundFinding | FoundVariant) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The labels of those whom a finding or a variant is told of, and why that is doubtful."""
        relative = None if self.people.of_siblings and one.relative in _OF_SIBLINGS else one.relative
        if relative and not self.people.of_siblings and self.people.told_apart(one.spot, relative):
            if one.bearing is Bearing.ELSEWHERE:
                return (), (f"told by contrast with the {relative}",)
            relative = None
        if relative and isinstance(one, FoundFinding) and one.sentence.passage >= 0 and not self.people.of_siblings:
            person, none = self.people.relative_at(one.sentence, one.spot, relative)
            if person and person in (several := self.people.whom(one.spot)) and len(several) > 1:
                relative = None  # `MRI of all three showed atrophy, on the left in her brother`
            elif person:
                return (person,), ()
            relative = None if none else relative
        together = () if relative else self.people.whom(one.spot)
        if len(together) > 1:
            return together, tuple(filter(None, (self.people.together(one.spot),)))
        label, why = self.people.who(one.spot, relative)
        return ((label,) if label else ()), why

    def told_apart(self, one: FoundFinding) -> tuple[FoundFinding, tuple[str, ...]]:
        """A finding as the words of persons bear on it, and the labels of those of whom they say the contrary.

        Only a denial by `no` or its like says that the other has it: who `walked normally, unlike him` tells of
        herself.
        """
        labels, none = self.people.contrary(one.spot)
        if none and labels and not self.people.whom(one.spot):  # `neither of which our patient had` denies it of them
            return (replace(one, bearing=Bearing.PRESENT) if one.bearing is Bearing.ABSENT else one), labels
        if none and one.bearing is not Bearing.ABSENT:
            one = replace(one, bearing=Bearing.ABSENT)
        denied = one.bearing is Bearing.ABSENT and (
            one.sentence is None or not _DENIES.search(self._words(one.sentence))
        )
        if one.bearing is Bearing.ABSENT and labels and one.sentence is not None:
            words = self._words(one.sentence)
            rest = _BUT_NOT.sub(" ", words)
            if rest != words and not _DENIES.search(rest):  # `Twin A, but not twin B, had seizures`
                one, denied = replace(one, bearing=Bearing.PRESENT), False
        return one, () if one.why or denied else labels

    def by_contrast(self, spot: Spot) -> bool:
        """Whether a place tells of one of the paper's own, unlike another (`In contrast to P1, P2 had fits`)."""
        return (
            len(self.people.whom(spot)) == 1
            and bool(self.people.contrary(spot)[0])
            and not self.people.contrary(spot)[1]
        )

    def _words(self, spot: Spot) -> str:
        return self.text.passages[spot.passage].text[spot.start : spot.end] if spot.passage >= 0 else ""
