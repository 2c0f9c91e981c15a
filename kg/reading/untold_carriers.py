"""Who is left to carry a variant of a text where its place does not tell it: proposed, each time with the doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kg.reading.family_carriers import FamilyCarriers
from kg.reading.found import Bearing, FoundPerson, FoundVariant
from kg.reading.variant_words import VariantName, VariantPlaces, name_of
from kg.reading.variants.holders import of_others
from kg.texts.text import PassageKind, Text

_ALONE: Final = "who carries it is not told here; the text tells of one patient"
_ONE_VARIANT: Final = "who carries it is not told here; the text names no other variant"
_OF_RELATIVES: Final = "told of relatives alone; the text tells of one patient, whose variant it may be"
_CONFIRMED: Final = "told to carry a variant; the text names no other"
_CONFIRMED_HERE: Final = "told to carry a variant; the paragraph names no other"
_ALLELES: Final = 2
_GENERAL: Final = re.compile(r"\b(?:introduction|background|methods?|references|review)\b", re.I)

Untold = tuple[FoundVariant, tuple[str, ...], tuple[str, ...]]
"""A variant, the labels of those who may have it, and why that is doubtful."""


@dataclass(frozen=True, slots=True)
class UntoldCarriers:
    """The people of a text as cases that have the variants of which the text says that they have them."""

    text: Text
    persons: Sequence[FoundPerson]
    places: VariantPlaces
    variants: Sequence[FoundVariant]
    cases: Mapping[str, Mapping[str, Any]]
    families: FamilyCarriers

    def patients_left(self, one: FoundVariant) -> Untold:
        """The patients of a text of one variant, or its one patient, for a variant that nobody is told to carry.

        Nobody where a patient has another, or where the text lists what is known.
        """
        patients = [two for two in self.persons if not two.relative]
        free = [two for two in patients if self._is_free(two)]
        if len(free) != len(patients) or self._is_known(one):
            return one, (), ()
        names = {name_of(two.facts) for two in self.variants}
        why = _ALONE if len(free) == 1 else _ONE_VARIANT
        return one, tuple(two.label for two in free if len(free) == 1 or len(names) == 1), (why,)

    def carriers_told(self) -> Iterator[Untold]:
        """The one variant of a text, or else of the paragraph, for each who is told to carry one and is given none."""
        present = self._present()
        for person in self.persons:
            if _status(person) == "confirmed" and not self._has(person):
                theirs = () if len(present) == 1 else self._of_family(person)
                yield from theirs
                place = next(fact.spot.passage for fact in person.stated if fact.key == "genetic_status")
                here = present if len(present) == 1 else {} if theirs else self._present(place)
                if len(here) == 1:
                    why = _CONFIRMED if here is present else _CONFIRMED_HERE
                    yield next(iter(here.values())), (person.label,), (why,)

    def _of_family(self, person: FoundPerson) -> tuple[Untold, ...]:
        return tuple(self.families.of_kind(person)) or tuple(self.families.of_family(person))

    def _present(self, passage: int | None = None) -> dict[VariantName, FoundVariant]:
        """The variants that a text, or a passage of it, says to be there, each where it is first told."""
        every = (one for one in reversed(self.variants) if one.bearing is Bearing.PRESENT)
        return {name_of(one.facts): one for one in every if passage in (None, one.spot.passage)}

    def patient_of_relatives(self) -> Iterator[Untold]:
        """The variants that relatives of the only patient have, one or two, where the patient is given none."""
        patients = [two for two in self.persons if not two.relative]
        if len(patients) != 1 or not self._is_free(patients[0]):
            return
        held = {name_of(two) for case in self.cases.values() for two in case.get("variants", ())}
        theirs: dict[VariantName, FoundVariant] = {}
        for one in self.variants:
            if one.bearing is Bearing.PRESENT and name_of(one.facts) in held:
                theirs.setdefault(name_of(one.facts), one)
        if len(theirs) <= _ALLELES:
            yield from ((one, (patients[0].label,), (_OF_RELATIVES,)) for one in theirs.values())

    def _has(self, one: FoundPerson) -> bool:
        return bool(self.cases[one.label].get("variants"))

    def _is_free(self, one: FoundPerson) -> bool:
        return not self._has(one) and _status(one) != "negative"

    def _is_known(self, one: FoundVariant) -> bool:
        """Whether a variant is told as one that others have reported."""
        if one.spot.passage < 0:
            return of_others(self.text.tables[-1 - one.spot.passage].caption)
        passage, said = self.text.passages[one.spot.passage], self.places.around(one)
        general = passage.kind is not PassageKind.HEADING and _GENERAL.search(passage.place.section)
        return bool(general or (said and of_others(said.sentence)))


def _status(one: FoundPerson) -> object:
    return next((fact.value for fact in one.stated if fact.key == "genetic_status"), None)
