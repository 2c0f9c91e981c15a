"""Who is whose relative, as far as names in a paper tell: `mother of proband`, `sibling 2 of 3`, `family of the girl`.

The graph holds no kinship but the papers' own names for people and families. A tie is read only where both of its ends
are named; all else stays as the words it is. Nothing is concluded: the brother of a girl with a mother gets no mother.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from kg.model.words import Meant

_DOWN: Final[Mapping[str, int]] = {
    **dict.fromkeys(("grandmother", "grandfather"), -2),
    **dict.fromkeys(("mother", "father", "uncle", "aunt"), -1),
    **dict.fromkeys(("brother", "sister", "sibling", "sib", "cousin"), 0),
    **dict.fromkeys(("son", "daughter", "child", "nephew", "niece"), 1),
}
"""How many generations below whoever they are relatives of."""
_PARENTS: Final = ("mother", "father")
_SIBLINGS: Final = ("brother", "sister", "sibling", "sib")
_CHILDREN: Final = ("son", "daughter", "child")
_KIN: Final = rf"(?:(?P<how>maternal|paternal|half|twin)[ -])?(?P<kin>{'|'.join(_DOWN)})"
_OF: Final = re.compile(rf"\b{_KIN}\b(?: \w+)? of (?:the )?(?P<whom>.+)$", re.IGNORECASE)
_OWN: Final = re.compile(rf"^(?P<whom>.+)'s {_KIN}\b", re.IGNORECASE)
_ALONE: Final = re.compile(rf"\b{_KIN}\b", re.IGNORECASE)
_ONE_OF: Final = re.compile(r"\b(?:sibling|brother|sister) \w+ of (?P<many>\w+)", re.IGNORECASE)
_FAMILY_OF: Final = re.compile(r"^family of (?:the )?(?P<whom>.+)$", re.IGNORECASE)
_ALL_SIBLINGS: Final = re.compile(
    r"\b(?:siblings|sisters|brothers|brother and sister|sister and brother)\b", re.IGNORECASE
)
_PARENT_AND: Final = re.compile(
    r"^(?P<parent>father|mother) and (?:\w+ )?(?:daughters?|sons?|children|child)\b", re.IGNORECASE
)
_FIRST: Final = re.compile(r"\b(?:proband|index (?:patient|case))\b", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\b(?P<generation>I{1,3}|IV|VI{0,3})[-:.]\d+\b")
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


class Kinship(Meant):
    """What two people are to each other."""

    PARENT = "parent", "The first is a parent of the second."
    SIBLING = "sibling", "They are brothers or sisters."
    OTHER = "other", "Another relative: no line leads from one to the other."


@dataclass(frozen=True, slots=True)
class KinTie:
    """Two people by their places in the family. `down`: how many generations the second stands below the first."""

    kind: Kinship
    first: int
    second: int
    down: int


@dataclass(frozen=True, slots=True)
class KinWord:
    """What a person's name says of kinship: the word, whose relative, where it says, and on which side."""

    kin: str
    whom: str
    how: str


def kin_word(name: str) -> KinWord | None:
    """What a name says; None where it has no word of kinship.

    >>> kin_word("family 1 brother of proband")
    KinWord(kin='brother', whom='proband', how='')
    >>> kin_word("maternal uncle 2").how, kin_word("woman of 39")
    ('maternal', None)
    """
    found = _OF.search(name) or _OWN.search(name) or _ALONE.search(name)
    if not found:
        return None
    parts = found.groupdict()
    return KinWord(parts["kin"].lower(), parts.get("whom") or "", (parts["how"] or "").lower())


def is_first(name: str) -> bool:
    """Whether a name says that the family came to be known by this person."""
    return bool(_FIRST.search(name)) and kin_word(name) is None


def generation(name: str) -> int | None:
    """The generation of a number in a pedigree.

    >>> generation("patient III-4"), generation("fetus (sibling IV:5)"), generation("V")
    (3, 4, None)
    """
    found = _NUMBER.search(name)
    return _ROMAN.index(found["generation"]) + 1 if found else None


def ties(family: str, names: Sequence[str]) -> tuple[KinTie, ...]:
    """What the names of a family and of its people tell, each tie once."""
    return tuple(dict.fromkeys((*_by_name(family, names), *_by_family(family, names))))


def _by_name(family: str, names: Sequence[str]) -> Iterator[KinTie]:
    around = _FAMILY_OF.search(family)
    anchor = _meant(around["whom"], names) if around else []
    for place, name in enumerate(names):
        said = kin_word(name)
        if said:
            others = _meant(said.whom, names) or (anchor if len(anchor) == 1 else [])
            yield from (_tie(said, place, other) for other in others if other != place)


def _by_family(family: str, names: Sequence[str]) -> Iterator[KinTie]:
    if _ALL_SIBLINGS.search(family):
        yield from _siblings(range(len(names)))
    groups: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        if one_of := _ONE_OF.search(name):
            groups.setdefault(one_of["many"], []).append(place)
    for places in groups.values():
        yield from _siblings(places)
    if parent_and := _PARENT_AND.search(family):
        words = [kin_word(name) for name in names]
        parents = [at for at, one in enumerate(words) if one and one.kin == parent_and["parent"].lower()]
        children = [at for at, one in enumerate(words) if one and one.kin in _CHILDREN]
        yield from (KinTie(Kinship.PARENT, parent, child, 1) for parent in parents for child in children)


def _siblings(places: Sequence[int]) -> Iterator[KinTie]:
    return (KinTie(Kinship.SIBLING, first, second, 0) for first, second in combinations(places, 2))


def _tie(said: KinWord, place: int, other: int) -> KinTie:
    if said.kin in _PARENTS and not said.how:
        return KinTie(Kinship.PARENT, place, other, 1)
    if said.kin in _CHILDREN:
        return KinTie(Kinship.PARENT, other, place, 1)
    if said.kin in _SIBLINGS:
        first, second = sorted((place, other))
        return KinTie(Kinship.SIBLING, first, second, 0)
    return KinTie(Kinship.OTHER, place, other, -_DOWN[said.kin])


def _meant(whom: str, names: Sequence[str]) -> list[int]:
    """The people whom words name: by the whole name, by what it begins with, or as the first of the family."""
    words = whom.strip(" .").lower()
    if not words:
        return []
    whole = [at for at, name in enumerate(names) if name.lower() == words]
    if whole:
        return whole
    if _FIRST.fullmatch(words):
        return [at for at, name in enumerate(names) if is_first(name)]
    pieces = {piece for piece in re.split(r"[ /,]+", words) if len(piece) > 2}
    return [at for at, name in enumerate(names) if name.lower().partition(" (")[0] in pieces]
