"""Relatives told the other way round: Case 1 is `the father` of Case 2, his daughter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.reading.people.focus import Focus
from kg.reading.people.known import Known
from kg.reading.people.mentions import PersonMention

SIBLINGS: Final = ("brother", "sister", "sibling", "twin")
"""Who have the same parents."""
_BACK: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("son", "daughter", "child"), ("mother", "father")),
    **dict.fromkeys(("mother", "father"), ("son", "daughter", "child")),
    **dict.fromkeys(SIBLINGS, SIBLINGS),
    **dict.fromkeys(("nephew", "niece"), ("aunt", "uncle")),
    **dict.fromkeys(("aunt", "uncle"), ("nephew", "niece")),
    "cousin": ("cousin",),
}
"""What somebody may be to a relative of theirs."""


def the_other_way(focus: Focus, owner: Known | None, one: PersonMention) -> Known | None:
    """Whom a case, or a relative, has for a relative as whose relative they were told of."""
    cases = [two for two in focus.cases() if two.of is not None and two.kin]
    if one.of not in ("the", "our", "this"):
        cases = [two for two in cases if two is owner] or _known_by(focus, owner, one)
    met = {
        id(first): first
        for two in cases
        if two.of is not None
        for first in [focus.register.real(two.of)]
        if one.kin in _BACK.get(two.kin, ()) and first.sex in (None, one.sex) and not one.sort and not one.fresh
    }
    return met.popitem()[1] if len(met) == 1 else None


def _known_by(focus: Focus, owner: Known | None, one: PersonMention) -> list[Known]:
    """A relative who is no case, where nobody else is of that kind: her brother has the looks of `his sister`."""
    if owner is None or owner.of is None or one.of not in ("his", "her") or one.age is not None:
        return []
    rivals = [two for two in focus.register.persons() if two.kin == one.kin and two is not owner and two.of is not None]
    return [] if rivals else [owner]
