"""Where a text names a relative, and whom it means there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from kg.reading.found import Spot
from kg.reading.people.known import Known
from kg.reading.people.mentions import KIN, MentionKind
from kg.reading.people.mentions.words import KIN_WORDS
from kg.reading.people.relatives import complains, informs, tells_of_another
from kg.reading.people.turn import Named

_PARENT: Final = re.compile(r"\bparents?\b", re.I)
_OWNING: Final = re.compile(rf"\b({KIN_WORDS})[’']s\b(?!\s(?:side|family))", re.I)
"""`her son's wrist`: no person is told of, and what is told is not the patient's."""
_HALF: Final = re.compile(r"^(?:half|step)[- ]")


@dataclass(frozen=True, slots=True)
class KinMet:
    """A relative named at a place. `person` is None where nothing is told of them; `tells`: they tell of another."""

    kin: str
    start: int
    person: Known | None = None
    tells: bool = False


@dataclass(slots=True)
class KinNamed:
    """All relatives whom a text names, by the number of the passage."""

    _met: dict[int, list[KinMet]] = field(default_factory=dict)

    def keep(self, number: int, text: str, place: tuple[int, int], who: Iterable[Named]) -> None:
        """Keep the relatives among the words of a sentence."""
        here = self._met.setdefault(number, [])
        for one, person in who:
            if one.kind is MentionKind.RELATIVE:
                here.append(KinMet(one.kin, one.start, person, tells_of_another(text, one)))
        for match in _PARENT.finditer(text, *place):
            here += (
                KinMet(kin, match.start(), None, informs(text, match.end()) or complains(text, match.start()))
                for kin in ("mother", "father")
            )
        here += (KinMet(match[1].lower(), match.start()) for match in _OWNING.finditer(text, *place))

    def within(self, sentence: Spot, kin: str) -> tuple[KinMet, ...]:
        """Those of one name within a sentence, in its order."""
        met, plain = self._met.get(sentence.passage, ()), _HALF.sub("", kin)
        return tuple(one for one in met if one.kin in (kin, plain) and sentence.start <= one.start < sentence.end)

    @staticmethod
    def knows(kin: str) -> bool:
        """Whether it is a word for one relative, which no sentence means that does not name it."""
        return kin in KIN and kin != "cousin"  # of whom `a cousin` is no mention
