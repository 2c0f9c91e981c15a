"""Who is compared with whom: two groups of people that share nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Final, TypeAlias

import numpy as np

from kg.analysis.counts import grouped
from kg.analysis.people import Mask, Numbers, People
from kg.analysis.population import OfPeople
from kg.analysis.result import LeftOut
from kg.errors import UnknownName
from kg.find.facts import Ref
from kg.find.groups import Group

FEWEST: Final = 4
"""Of two groups of three nobody can tell that they differ: Fisher's test of 3 of 3 against 0 of 3 and the Mann-Whitney
test of 3 ages all above 3 others give p = 2/20. Of four against four they give 2/70."""
Groups: TypeAlias = Mapping[int, Mask]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfGroups(OfPeople):
    """A question about groups of people, compared with each other."""

    by: Annotated[Group, "By what to tell people apart."] = Group.VARIANT_CLASS
    group: Annotated[str | None, "This group alone, by its label, IRI or a part of its label; if none, each."] = None
    against: Annotated[str | None, "Compared with this group; if none, with all others."] = None
    at_least: Annotated[int, "Test only where so much is known of so many people in both groups."] = FEWEST


@dataclass(frozen=True, slots=True)
class Sides:
    """`against` is None for all others; `both` would stand on both sides, and stand on none."""

    group: Ref
    against: Ref | None
    mine: Mask
    theirs: Mask
    both: Numbers

    @property
    def name(self) -> str:
        """As people say it."""
        return f"{self.group.label} against {self.against.label if self.against else 'all others'}"


def groups(people: People, who: Mask, asked: OfGroups) -> Groups:
    """The people of each group there is."""
    return {group: mine for group, mine in grouped(people, who, asked.by).items() if group is not None}


def sides(people: People, found: Groups, asked: OfGroups) -> tuple[Sides, ...]:
    """Every comparison that is asked for; two groups are compared once. Raises `UnknownName`."""
    one, other = (named(people, found, name) if name else None for name in (asked.group, asked.against))
    if one is None and other is None and len(found) == 2:
        one, other = found
    chosen = [group for group in found if group != other] if one is None else [one]
    rivals = [*found] if other is None else [other]
    against = ((group, [rival for rival in rivals if rival != group]) for group in chosen)
    return tuple(_sides(people, found, group, theirs, other) for group, theirs in against if theirs)


def named(people: People, found: Iterable[int], name: str) -> int:
    """The group of a name: its IRI, label, or words that one label alone holds. Raises `UnknownName`."""
    wanted = name.strip().lower()
    called = {group: people.ref(group) for group in found}
    exact = [n for n, one in called.items() if wanted in map(str.lower, (one.iri, one.curie, one.label))]
    held = exact or [n for n, one in called.items() if wanted in one.label.lower()]
    if len(held) != 1:
        there = ", ".join(sorted(one.label for one in called.values())) or "none"
        many = "several groups" if held else "no group"
        raise UnknownName(f"{many} of these people are called {name[:80]!r}; there are: {there}", name)
    return held[0]


def in_both(people: People, compared: Iterable[Sides]) -> Iterator[LeftOut]:
    """Who stands on no side of some comparisons, since they would on both."""
    why: dict[int, list[str]] = {}
    for one in compared:
        for person in one.both:
            why.setdefault(int(person), []).append(one.name)
    for person, names in sorted(why.items()):
        yield LeftOut(what=people.ref(person), why=f"counts with both: not in {', '.join(names)}")


def _sides(people: People, found: Groups, group: int, theirs: list[int], other: int | None) -> Sides:
    mine, rest = found[group], np.logical_or.reduce([found[one] for one in theirs])
    return Sides(
        group=people.ref(group),
        against=None if other is None else people.ref(other),
        mine=mine & ~rest,
        theirs=rest & ~mine,
        both=(mine & rest).nonzero()[0],
    )
