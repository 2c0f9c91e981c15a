"""Brothers and sisters whom a text knows by nothing but these words: `the eldest brother`, `the sister`.

No patient leads such a text: each of them is one, and `he` is the brother who was named last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from kg.reading.found import Spot, StatedFact
from kg.reading.number_words import from_to, one_of
from kg.reading.people.known import Known
from kg.reading.people.mentions import MentionKind, PersonMention, mentions
from kg.reading.people.mentions.words import RANK, rank_of
from kg.reading.people.register import Register
from kg.reading.people.sections import zones
from kg.reading.people.zones import Zone
from kg.reading.spellings import plain_signs
from kg.texts.text import PassageKind, Text

_KIN: Final = {
    "brother": "male", "sister": "female", "half-brother": "male", "half-sister": "female", "sibling": None,
    "twin": None,
}  # fmt: skip
_FEW: Final = one_of(from_to(2, 4))
_OF_RANK: Final = re.compile(
    rf"\b[Tt]he\s(?P<rank>{RANK})(?:\sone|\sof\s(?:the|them)(?:\s(?:{_FEW}))?(?:\s(?:siblings|brothers|sisters))?)?"
    r"(?=[.,;:)’']|$|\s(?:had|has|was|is|did|could|only|alone|and|but|who|also|never|showed|developed|died|presented|carried"
    r"|in|with|complained|suffered|remained)\b)"
)
_SEVERAL: Final = re.compile(rf"\b(?:{_FEW}|both)\s(?:[\w-]+\s){{0,2}}?(brother|sister|sibling|twin)s\b", re.I)


def siblings_in(text: Text) -> tuple[Known, ...]:
    """The siblings whom a text tells apart, two or more, in its order; none where it does not."""
    found: dict[tuple[str, str], Known] = {}
    group = ""
    for number, (passage, zone) in enumerate(zip(text.passages, zones(text), strict=True)):
        if zone not in (Zone.CASES, Zone.ABSTRACT) or passage.kind is PassageKind.HEADING:
            continue
        words = plain_signs(passage.text)
        several = _SEVERAL.search(words)
        group = several[1].lower() if several else group
        for one in sorted((*mentions(words, 0, len(words)), *ranked(words, 0, len(words))), key=lambda one: one.start):
            if one.kind is MentionKind.RELATIVE and not one.kin and group:
                one = replace(one, kin=group, sex=_KIN[group])
            if one.kind is MentionKind.RELATIVE and one.kin in _KIN and _of_siblings(one, words):
                spot = Spot(number, one.start, one.end)
                rank = rank_of(words[one.start : one.end])
                sort = next(iter(re.findall(rf"\b{RANK}\b", words[one.start : one.end], re.I)), "")
                noun = f"{sort.lower()} {one.kin}".strip()
                found.setdefault((one.kin, rank), Known(spot=spot, sex=one.sex, noun=noun, kin=one.kin, sort=rank))
    told_apart = {kin for kin, rank in found if rank}
    people = [one for (kin, rank), one in found.items() if rank or kin not in told_apart]
    return tuple(people) if len(people) > 1 else ()


def tell_siblings(register: Register, one: Known) -> Known:
    """Enter a sibling as a person, with the sex that the word tells."""
    if one.sex:
        one.stated.append((0, StatedFact(key="sex", value=one.sex, spot=one.spot)))
    return register.add(one)


def _of_siblings(one: PersonMention, words: str) -> bool:
    """Whether a word is one of the siblings whom the text is about: theirs alone, not a parent's or a patient's."""
    return one.of in ("the", "a", "an", "one", "another", "her", "his", "") and not re.match(
        r"\sof\b", words[one.end : one.end + 4]
    )


@dataclass(slots=True)
class Siblings:
    """Whom the words of such a text mean, while it is read; `heard` has them in the order in which they were named."""

    people: Sequence[Known]
    heard: list[Known] = field(default_factory=list)
    two: tuple[Known, ...] = ()
    """The last two who were named in one breath: `the former` and `the latter`."""

    def name(self, *people: Known) -> None:
        """They are named now."""
        self.two = people if len(people) == 2 else self.two
        self.heard = [one for one in self.heard if one not in people] + list(people)

    def meant(self, one: PersonMention, words: str) -> Known | None:
        """The sibling whom a word means: of several the one named last."""
        rank = rank_of(words) if one.kind is MentionKind.RELATIVE else ""
        fits = [
            two
            for two in self.people
            if (one.sex is None or two.sex in (None, one.sex)) and (not rank or two.sort == rank)
        ]
        if one.kind is MentionKind.RELATIVE and one.kin not in (*_KIN, ""):
            return None
        if one.of in ("her", "his") and len(fits) > 1:  # her sister is not herself
            owner = [two for two in self.heard if two.sex == ("female" if one.of == "her" else "male")]
            fits = [two for two in fits if two is not (owner[-1] if owner else None)]
        if len(fits) == 1:
            return fits[0]
        last = [two for two in self.heard if two in fits]
        return last[-1] if last and not rank else None

    def of_sex(self, sex: str | None) -> tuple[Known, ...]:
        """All brothers, or all sisters."""
        return tuple(one for one in self.people if sex is None or one.sex == sex)

    def but(self, people: Sequence[Known]) -> tuple[Known, ...]:
        """All others."""
        return tuple(one for one in self.people if one not in people)

    def pair(self) -> tuple[Known, ...]:
        """The two named last, in their order."""
        return tuple(self.heard[-2:]) if len(self.heard) > 1 else ()


def ranked(text: str, start: int, end: int) -> Iterator[PersonMention]:
    """`the youngest`, `the elder of the two`, as mentions of a sibling."""
    for match in _OF_RANK.finditer(text, start, end):
        yield PersonMention(
            kind=MentionKind.RELATIVE, start=match.start(), end=match.end(), sort=match["rank"], of="the"
        )
