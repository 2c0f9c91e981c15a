"""Whom a variant is given to: those its place is about, those its words name, and the relatives told to have it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from kg.reading.carriers_told import PARENTS, Held, arose_anew, free_of_denied, relatives_told
from kg.reading.found import Bearing, FoundVariant, Spot
from kg.reading.groups_held import Groups
from kg.reading.variant_words import VariantPlaces, VariantWords
from kg.reading.variants.carrier_relatives import came_from_parent
from kg.reading.variants.held_by_one import held_by_one
from kg.reading.variants.held_by_rest import held_by_rest
from kg.reading.variants.holders import has_all, held_by_all, of_others
from kg.reading.variants.labels_ahead import called, labels_denied, labels_together
from kg.reading.variants.labels_told import labels_told
from kg.reading.whose import Whose

_REPORTED: Final = re.compile(
    r"^[\s,)]*(?:\([^()]*\)\s?)?,?\s?(?:has|have|was|were|is|are)\s(?:been\s)?(?:\w+\s)?(?:reported|described|published|known|listed)\b"
    r"|\b(?:has|have)\s(?:previously\s|already\s)?been\s(?:\w+\s)?(?:reported|described|published)\sin\b", re.I
)  # fmt: skip
_IN_TURN: Final = re.compile(r"\brespectively\b", re.I)
_TOGETHER: Final = "said of several people together"
_BY_ORDER: Final = "the words tell what each has in turn: `respectively`"


@dataclass(frozen=True, slots=True)
class Carriers:
    """The people of a text, and the places that name a variant; `cases` has what is said of each."""

    whose: Whose
    places: VariantPlaces
    cases: Mapping[str, Mapping[str, Any]]

    def of(self, one: FoundVariant) -> Iterator[tuple[FoundVariant, Held]]:
        """Those who have a variant as its place tells, and the relatives told to have it, each as they have it."""
        said = self.places.around(one)
        if said is None or one.relative or one.bearing is not Bearing.PRESENT:
            yield one, self.whose.of(one)
            return
        persons = self.whose.people.persons
        new = arose_anew(said.ahead, said.behind)
        labels, why = free_of_denied(self._holders(one, said), said.denied | (PARENTS if new else set()), persons)
        told = labels_told(said.sentence, said.places, said.place)
        denied = (*labels_denied(said.behind), *told.without)
        without = {called(label.split()[-1], persons) for label in denied}
        also = (called(label.split()[-1], persons) for label in told.also)
        labels = tuple(dict.fromkeys((*labels, *filter(None, also))))
        yield one, (tuple(label for label in labels if label not in without), why)
        for kin in () if new or of_others(said.sentence) else relatives_told(said):
            if label := self._relative(self._led(one, said).spot, kin):
                yield _of_relative(one), ((label,), ())

    def _relative(self, spot: Spot, kin: str) -> str | None:
        """The relative of this kind of those whom a place is about, or of whose relative it is about."""
        label, _ = self.whose.people.who(spot, kin)
        at = self.whose.people.whom(spot)
        theirs = {
            label for one in self.whose.people.persons if one.label in at for label in (one.of, one.label) if label
        }
        found = [one.label for one in self.whose.people.persons if one.of in theirs and one.relative == kin]
        return label or (found[0] if len(found) == 1 else None)

    @property
    def _groups(self) -> Groups:
        return Groups(self.whose, self.cases)

    def _holders(self, one: FoundVariant, said: VariantWords) -> Held:
        plain = self.whose.of(one)
        if _REPORTED.search(said.behind) and of_others(said.sentence):
            return (), ("said of variants of others",)
        if of_others(said.sentence):
            return plain
        if (rest := held_by_rest(said.ahead, said.behind)) and (left := self._groups.rest(rest)):
            return left, ()
        having = [
            called(label.split()[-1], self.whose.people.persons)
            for label in labels_told(said.sentence, said.places, said.place).having
        ]
        if any(having):
            return tuple(dict.fromkeys(filter(None, having))), ()
        group = held_by_all(said.sentence) if said.many == 1 or has_all(said.sentence, said.places) else None
        if group is not None and (both := self._groups.told_here(group, one)):
            return both, (_TOGETHER,)
        if group is not None and (sibs := self._groups.kindred(group, one)):
            return sibs, (_TOGETHER,)
        if len(plain[0]) > 1:
            return plain
        named_ahead = [called(label.split()[-1], self.whose.people.persons) for label in labels_together(said.ahead)]
        if named_ahead and None not in named_ahead and said.many == 1:
            return tuple(filter(None, named_ahead)), ()
        if group is not None and (all_ := self._groups.every(group, one) or self._groups.pair(group, one)):
            return all_, (_TOGETHER,)
        if (named := held_by_one(said.ahead, said.behind)) and (label := self._groups.single(named)):
            return (label,), ()
        patients = self._groups.patients()
        if _IN_TURN.search(said.sentence) and len(patients) == said.many > 1 and self._same_for_all(one):
            return (patients[said.number].label,), (_BY_ORDER,)
        led = self._led(one, said)
        if led is one and said.before is not None and self._of_another_parent(plain[0], said):
            led = said.before
        return plain if led is one else self.whose.of(led)

    def _of_another_parent(self, labels: tuple[str, ...], said: VariantWords) -> bool:
        """Whether a place is about a parent, and its words name another (`V1 in the father, V2 in the mother`)."""
        kin = {two.relative for two in self.whose.people.persons if two.label in labels}
        return bool(kin) and kin <= PARENTS and bool({*relatives_told(said)} & (PARENTS - kin))

    def _led(self, one: FoundVariant, said: VariantWords) -> FoundVariant:
        """The variant before it, where that came from a parent and both are of one person."""
        if said.before is not None and came_from_parent(said.ahead):
            before = self.places.around(said.before)
            return self._led(said.before, before) if before else said.before
        return one

    def _same_for_all(self, one: FoundVariant) -> bool:
        """Whether the place of each variant of a passage is about the same people."""
        return len({self.whose.of(two)[0] for two in self.places.named_in(one.spot.passage)}) == 1


def _of_relative(one: FoundVariant) -> FoundVariant:
    """A variant as a relative has it: what a patient has on both copies of the gene, a parent has on one."""
    both = one.facts.get("zygosity") in ("homozygous", "compound heterozygous")
    return replace(one, facts={key: value for key, value in one.facts.items() if not (both and key == "zygosity")})
