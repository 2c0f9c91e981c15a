"""Patients called by what they do: `The machinist was using a wheelchair`, behind `a right-handed machinist`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.reading.people.known import Known
from kg.reading.people.mentions import MentionKind, PersonMention
from kg.reading.people.mentions.words import FOLDER, KIN_WORDS
from kg.reading.people.turn import Named
from kg.reading.rows import any_of

_TRADE: Final = rf"(?:{any_of(FOLDER / 'trades.tsv')})"
_GIVEN: Final = re.compile(rf"\b(?:an?|our|retired|former)\s(?:[\w-]+\s){{0,4}}?(?P<trade>(?i:{_TRADE}))\b")
_DOES: Final = (
    r"(?=[,.;:)]|[’']s\b|\s(?:was|is|had|has|did|could|died|became|underwent"
    r"|still|never|also|now|and|remains?|lives|walks|needs|\w+ed)\b)"
)
_SAYS: Final = r"(?!\s(?:said|reported|told|noticed|asked)\b)"
_KIN: Final = re.compile(
    rf"\b(?:{KIN_WORDS}|husband|wife|spouse|partner|friend|colleague|neighbou?r)\b",
    re.I,
)
_CLAUSE: Final = re.compile(r"[;.]|,\s(?:but|and|when|because|so)\s")
_FAR: Final = 90


class TradesTold:
    """What those told of do, in the text so far: a word for two of them means neither."""

    def __init__(self) -> None:
        self._of: dict[str, list[Known]] = {}
        self._called: re.Pattern[str] | None = None

    def mentions(self, text: str, start: int, end: int) -> Iterator[PersonMention]:
        """Where a sentence calls somebody so who was introduced by it."""
        for match in self._called.finditer(text, start, end) if self._called else ():
            yield PersonMention(
                kind=MentionKind.DESCRIBED, start=match.start(), end=match.end(), noun="trade", name=match["trade"]
            )

    def meant(self, trade: str) -> Known | None:
        """The one person of that trade."""
        people = self._of.get(_last(trade), [])
        return people[0] if len(people) == 1 else None

    def keep(self, text: str, start: int, end: int, who: Sequence[Named]) -> None:
        """Keep what a sentence says that somebody is: `Patient 3, a retired school principal`."""
        for match in _GIVEN.finditer(text, start, end):
            near = [(one, two) for one, two in who if one.start <= match.start() < one.end + _FAR]
            ahead = [(one, two) for one, two in near if two is not None and one.kind is not MentionKind.GROUP]
            if not ahead:
                continue
            one, person = ahead[-1]
            between = text[one.end : match.start()] if match.start() > one.end else ""
            if person.elsewhere or _KIN.search(between) or _CLAUSE.search(between):
                continue
            if not re.match(r"^$|^,\s|^\s(?:was|is|had\sbeen|worked|\()", between):
                continue
            known = self._of.setdefault(_last(match["trade"]), [])
            if person not in known:
                known.append(person)
        single = [word for word, people in self._of.items() if len(people) == 1]
        words = "|".join(sorted(map(re.escape, single), key=len, reverse=True))
        self._called = re.compile(rf"\b[Tt]he\s(?:[\w-]+\s)?(?P<trade>{words})\b{_SAYS}{_DOES}") if single else None


def _last(trade: str) -> str:
    """The word by which somebody may be called again: the `engineer` of a `software engineer`."""
    return re.split(r"[\s-]", trade.lower())[-1]
