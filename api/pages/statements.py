"""Statements as a page lists them: property by property, of each no more than a reader takes in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from kg.find import Ref
from kg.find.things import Fact

LISTED: Final = 100
"""Values of one property on a page: what excludes a whole system of the body excludes a thousand terms below it."""


@dataclass(frozen=True, slots=True)
class PropertyRows:
    """The statements with one property that are shown, and how many more there are."""

    property: Ref
    shown: Sequence[Fact]
    more: int


def by_property(facts: Sequence[Fact]) -> Iterator[PropertyRows]:
    """Statements by property, in the order they come in."""
    for _, same in groupby(facts, key=lambda fact: fact.property.iri):
        members = list(same)
        yield PropertyRows(members[0].property, members[:LISTED], len(members) - min(len(members), LISTED))
