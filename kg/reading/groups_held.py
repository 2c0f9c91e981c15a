"""The people of a text whom words for a group of them mean: `all three`, `both`, `the rest`, `the second`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from kg.reading.found import FoundPerson, FoundVariant
from kg.reading.variants.held_by_one import HeldByOne
from kg.reading.variants.held_by_rest import HeldByRest
from kg.reading.variants.holders import HeldByAll
from kg.reading.variants.labels_ahead import called
from kg.reading.whose import Whose

_ANY_KIN: Final = re.compile(
    r"\b(?:mother|father|parents?|son|daughter|child|children|aunt|uncle|cousin|niece|nephew)s?\b", re.I
)
_KIN: Final = {"brothers": {"brother"}, "sisters": {"sister"}, "twins": {"twin", "brother", "sister"}}
_SIBS: Final = {"brother", "sister", "sibling", "twin", "half-brother", "half-sister"}


@dataclass(frozen=True, slots=True)
class Groups:
    """The people of a text, and what is said of each."""

    whose: Whose
    cases: Mapping[str, Mapping[str, Any]]

    def told_here(self, group: HeldByAll, one: FoundVariant) -> tuple[str, ...]:
        """Those whom the paragraph introduces ahead of `both`, or of `all three`, where they are so many."""
        place = one.spot
        here = [two for two in self.whose.people.persons if two.spot.passage == place.passage and two.spot < place]
        return tuple(two.label for two in here) if group.many == len(here) > 1 and not group.kin else ()

    def every(self, group: HeldByAll, one: FoundVariant) -> tuple[str, ...]:
        """Those of a group; nobody where its number is not that of the text."""
        patients = self.patients()
        here = [*patients, *(two for two in self.whose.people.persons if two.relative and self._is_affected(two))]
        if group.kin and len(patients) == 1:
            kin = _KIN.get(group.kin, _SIBS if "sib" in group.kin else {group.kin.rstrip("s")})
            here = [*patients, *(two for two in self.whose.people.persons if two.relative in kin)]
        apart, _ = self.whose.people.contrary(one.spot)
        chosen = patients if len(patients) == group.many else here
        if group.many == len(self.whose.people.persons) != len(patients) and not group.kin:
            chosen = [*self.whose.people.persons]
        ill = [two for two in chosen if self._is_affected(two) and two.label not in apart]
        chosen = [two for two in chosen if two.label not in apart and (two in ill or not _is_negative(two))]
        labels = tuple(two.label for two in (ill if group.many == 0 and len(ill) > 1 else chosen))
        return labels if len(labels) > 1 and group.many in (0, len(labels)) else ()

    def kindred(self, group: HeldByAll, one: FoundVariant) -> tuple[str, ...]:
        """The siblings of the family that is told of last, where they are so many as the words say."""
        if "sib" not in group.kin and group.kin not in _KIN:
            return ()
        persons = self.whose.people.persons
        about = [two for two in persons if two.label in self.whose.of(one)[0]]
        if len({two.of or two.label for two in about}) != 1:  # `both siblings` of the second of two families
            about = sorted((two for two in persons if two.spot < one.spot), key=lambda two: two.spot)[-1:]
        heads = {two.of if two.relative else two.label for two in about}
        kin = _KIN.get(group.kin, _SIBS)
        sibs = [two for two in persons if (two.of in heads and two.relative in kin) or two.label in heads]
        sibs = [two for two in sibs if not _is_negative(two) and two.spot < one.spot]
        return tuple(two.label for two in sibs) if len(heads) == 1 and len(sibs) == (group.many or 2) else ()

    def rest(self, rest: HeldByRest) -> tuple[str, ...]:
        """All patients but those who are named as such, else but those who were given a variant before."""
        if rest.first:
            every = [one.label for one in self.patients()]
            chosen = every[: rest.first] if rest.first > 0 else every[rest.first :]
            return tuple(chosen) if len(every) > abs(rest.first) else ()
        but = {called(label.split()[-1], self.whose.people.persons) for label in rest.but}
        given = but or {label for label, case in self.cases.items() if case.get("variants")}
        left = tuple(one.label for one in self.patients() if one.label not in given and not _is_negative(one))
        return left if given and None not in given and rest.many in (0, len(left)) else ()

    def pair(self, group: HeldByAll, one: FoundVariant) -> tuple[str, ...]:
        """`Both` of a text of one patient and one relative, or one sibling.

        Nobody where the paragraph names other relatives than a sibling.
        """
        patients, persons = self.patients(), self.whose.people.persons
        if group.many == len(persons) == 2 and len(patients) == 1 and not any(map(_is_negative, persons)):
            return tuple(two.label for two in persons)
        sibs = [two for two in persons if two.relative in _SIBS]
        ahead = self.whose.text.passages[one.spot.passage].text[: one.spot.start]
        fit = group.many == 2 and len(patients) == len(sibs) == 1 and not _is_negative(sibs[0])
        return (patients[0].label, sibs[0].label) if fit and not _ANY_KIN.search(ahead) else ()

    def single(self, named: HeldByOne) -> str | None:
        """The patient whom a label, an order or a sex means, where there is but one."""
        patients = self.patients()
        if len(patients) < 2:
            return None
        if named.order is not None:
            patients = [two for two in patients if not named.sex or _stated(two).get("sex") == named.sex]
            return patients[named.order].label if named.order < len(patients) else None
        if named.label:
            return called(named.label, patients)
        found = [two.label for two in patients if _stated(two).get("sex") == named.sex]
        return found[0] if len(found) == 1 else None

    def patients(self) -> list[FoundPerson]:
        """Those who are nobody's relative."""
        return [one for one in self.whose.people.persons if not one.relative]

    def _is_affected(self, one: FoundPerson) -> bool:
        """Whether a relative is told to have the disease: from what age on, or signs of it."""
        signs = self.cases.get(one.label, {}).get("phenotypes", ())
        ill = "age_at_onset" in _stated(one) or any(sign["status"] == "present" for sign in signs)
        return ill and _stated(one).get("affected") is not False


def _is_negative(one: FoundPerson) -> bool:
    return _stated(one).get("genetic_status") == "negative"


def _stated(one: FoundPerson) -> dict[str, object]:
    return {fact.key: fact.value for fact in one.stated}
