"""Whom a variant is given to: those its place is about, those its words name, and the relatives told to have it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from kg.reading.carriers_told import Held, free_of_denied, relatives_told
from kg.reading.found import Bearing, FoundPerson, FoundVariant
from kg.reading.variant_words import VariantPlaces, VariantWords
from kg.reading.variants.carrier_relatives import came_from_parent
from kg.reading.variants.holders import HeldByAll, HeldByOne, held_by_all, held_by_one, of_others
from kg.reading.variants.labels_ahead import called, labels_denied, labels_together
from kg.reading.whose import Whose

_REPORTED: Final = re.compile(
    r"^[\s,)]*(?:\([^()]*\)\s?)?,?\s?(?:has|have|was|were|is|are)\s(?:been\s)?(?:\w+\s)?(?:reported|described|published|known|listed)\b"
    r"|\b(?:has|have)\s(?:previously\s|already\s)?been\s(?:\w+\s)?(?:reported|described|published)\sin\b", re.I
)  # fmt: skip
_ANY_KIN: Final = re.compile(
    r"\b(?:mother|father|parents?|son|daughter|child|children|aunt|uncle|cousin|niece|nephew)s?\b", re.I
)
_IN_TURN: Final = re.compile(r"\brespectively\b", re.I)
_TOGETHER: Final = "said of several people together"
_BY_ORDER: Final = "the words tell what each has in turn: `respectively`"
_KIN: Final = {"brothers": {"brother"}, "sisters": {"sister"}, "twins": {"twin", "brother", "sister"}}
_SIBS: Final = {"brother", "sister", "sibling", "twin", "half-brother", "half-sister"}


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
        labels, why = free_of_denied(self._holders(one, said), said.denied, persons)
        without = {called(label.split()[-1], persons) for label in labels_denied(said.behind)}
        yield one, (tuple(label for label in labels if label not in without), why)
        for kin in () if of_others(said.sentence) else relatives_told(said):
            label, _ = self.whose.people.who(self._led(one, said).spot, kin)
            if label:
                yield _of_relative(one), ((label,), ())

    def _holders(self, one: FoundVariant, said: VariantWords) -> Held:
        plain = self.whose.of(one)
        if _REPORTED.search(said.behind) and of_others(said.sentence):
            return (), ("said of variants of others",)
        if of_others(said.sentence):
            return plain
        group = held_by_all(said.sentence) if said.many == 1 else None
        if group is not None and (both := self._told_here(group, one)):
            return both, (_TOGETHER,)
        if len(plain[0]) > 1:
            return plain
        named_ahead = [called(label.split()[-1], self.whose.people.persons) for label in labels_together(said.ahead)]
        if named_ahead and None not in named_ahead and said.many == 1:
            return tuple(filter(None, named_ahead)), ()
        if group is not None and (all_ := self._all(group, one) or self._pair(group, one)):
            return all_, (_TOGETHER,)
        if (named := held_by_one(said.ahead, said.behind)) and (label := self._one(named)):
            return (label,), ()
        patients = self._patients()
        if _IN_TURN.search(said.sentence) and len(patients) == said.many > 1 and self._same_for_all(one):
            return (patients[said.number].label,), (_BY_ORDER,)
        return plain if (led := self._led(one, said)) is one else self.whose.of(led)

    def _led(self, one: FoundVariant, said: VariantWords) -> FoundVariant:
        """The variant before it, where that came from a parent and both are of one person."""
        if said.before is not None and came_from_parent(said.ahead):
            before = self.places.around(said.before)
            return self._led(said.before, before) if before else said.before
        return one

    def _told_here(self, group: HeldByAll, one: FoundVariant) -> tuple[str, ...]:
        """Those whom the paragraph introduces ahead of `both`, or of `all three`, where they are so many."""
        place = one.spot
        here = [two for two in self.whose.people.persons if two.spot.passage == place.passage and two.spot < place]
        return tuple(two.label for two in here) if group.many == len(here) > 1 and not group.kin else ()

    def _all(self, group: HeldByAll, one: FoundVariant) -> tuple[str, ...]:
        """Those of a group; nobody where its number is not that of the text."""
        patients = self._patients()
        here = [*patients, *(two for two in self.whose.people.persons if two.relative and self._is_affected(two))]
        if group.kin and len(patients) == 1:
            kin = _KIN.get(group.kin, _SIBS if "sib" in group.kin else {group.kin.rstrip("s")})
            here = [*patients, *(two for two in self.whose.people.persons if two.relative in kin)]
        apart, _ = self.whose.people.contrary(one.spot)
        chosen = patients if len(patients) == group.many else here
        ill = [two for two in chosen if self._is_affected(two) and two.label not in apart]
        chosen = [two for two in chosen if two.label not in apart and (two in ill or not _is_negative(two))]
        labels = tuple(two.label for two in (ill if group.many == 0 and len(ill) > 1 else chosen))
        return labels if len(labels) > 1 and group.many in (0, len(labels)) else ()

    def _pair(self, group: HeldByAll, one: FoundVariant) -> tuple[str, ...]:
        """`Both` of a text of one patient and one sibling; nobody where the paragraph names other relatives."""
        patients, sibs = self._patients(), [two for two in self.whose.people.persons if two.relative in _SIBS]
        ahead = self.whose.text.passages[one.spot.passage].text[: one.spot.start]
        fit = group.many == 2 and len(patients) == len(sibs) == 1 and not _is_negative(sibs[0])
        return (patients[0].label, sibs[0].label) if fit and not _ANY_KIN.search(ahead) else ()

    def _one(self, named: HeldByOne) -> str | None:
        """The patient whom a label, an order or a sex means, where there is but one."""
        patients = self._patients()
        if len(patients) < 2:
            return None
        if named.order is not None:
            return patients[named.order].label if named.order < len(patients) else None
        if named.label:
            return called(named.label, patients)
        found = [two.label for two in patients if _stated(two).get("sex") == named.sex]
        return found[0] if len(found) == 1 else None

    def _same_for_all(self, one: FoundVariant) -> bool:
        """Whether the place of each variant of a passage is about the same people."""
        return len({self.whose.of(two)[0] for two in self.places.named_in(one.spot.passage)}) == 1

    def _patients(self) -> list[FoundPerson]:
        return [one for one in self.whose.people.persons if not one.relative]

    def _is_affected(self, one: FoundPerson) -> bool:
        """Whether a relative is told to have the disease: from what age on, or signs of it."""
        signs = self.cases.get(one.label, {}).get("phenotypes", ())
        ill = "age_at_onset" in _stated(one) or any(sign["status"] == "present" for sign in signs)
        return ill and _stated(one).get("affected") is not False


def _of_relative(one: FoundVariant) -> FoundVariant:
    """A variant as a relative has it: what a patient has on both copies of the gene, a parent has on one."""
    both = one.facts.get("zygosity") in ("homozygous", "compound heterozygous")
    return replace(one, facts={key: value for key, value in one.facts.items() if not (both and key == "zygosity")})


def _is_negative(one: FoundPerson) -> bool:
    return _stated(one).get("genetic_status") == "negative"


def _stated(one: FoundPerson) -> dict[str, object]:
    return {fact.key: fact.value for fact in one.stated}
