"""Which things, in which order, from where to where: pages by key, whole lists of many owners, counts.

A page is found by the key of the thing before it, never by a number, so that pages of one list never overlap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeAlias

from kg.engine import Row
from kg.errors import KgError
from kg.find.called import Names
from kg.find.filters import Filter
from kg.find.pattern import Writing, among
from kg.find.patterns import pattern
from kg.find.relations import Relation
from kg.lexicon.spelling import PROLOGUE, literal, number

Key: TypeAlias = tuple[str | float | None, str]
"""The value a thing is ordered by, None where it has none, and its IRI."""


class Order(Enum):
    """What a list is ordered by: a property with one value, and whether that is a number. Things without come last."""

    IRI = ("", False)
    LABEL = ("rdfs:label", False)
    CASE_LABEL = ("kg:caseLabel", False)
    AGE_AT_ONSET = ("kg:ageAtOnset", True)
    AGE_AT_EXAMINATION = ("kg:ageAtExamination", True)
    AGE_AT_DEATH = ("kg:ageAtDeath", True)
    AGE_AT_OBSERVATION = ("kg:ageAtObservation", True)
    HGVS_CODING = ("kg:hgvsCoding", False)
    YEAR = ("kg:year", False)
    FIRST_AUTHOR = ("kg:firstAuthor", False)
    MEASURE = ("kg:measure", False)
    GROUP_SIZE = ("kg:n", True)

    def __init__(self, link: str, number: bool) -> None:
        self.link, self.number = link, number


@dataclass(frozen=True, slots=True)
class Listing:
    """Things that meet a filter, in an order; with a relation, those of an owner."""

    where: Filter
    order: Order = Order.IRI
    descending: bool = False
    relation: Relation | None = None


@dataclass(frozen=True, slots=True)
class Slice:
    """Some of a list, in its order. `more`: others follow in the direction that was read."""

    keys: tuple[Key, ...]
    more: bool
    rewrites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Owned:
    """All things of one owner, in order."""

    keys: tuple[Key, ...]
    rewrites: tuple[str, ...] = ()


_SORTED: Final = 10_000


class BadPage(KgError, ValueError):
    """A page that cannot be: a size below zero, or a cursor of another list."""


def page(names: Names, listing: Listing, size: int, beyond: Key | None = None, backwards: bool = False) -> Slice:
    """Up to `size` things after the key `beyond`; before it, the nearest to it, if `backwards`. Raises `BadPage`."""
    if size < 0:
        raise BadPage("a page has a size of 0 or more")
    inner = f"SELECT ?x {_key(listing)} WHERE {{ {_pattern(names, listing)} }} GROUP BY ?x"
    test = _beyond(listing, beyond, backwards) if beyond else ""
    # Under a LIMIT Virtuoso sorts 10,000 rows and no more; a longer page is cut here.
    limit = f"LIMIT {size + 1}" if size < _SORTED else ""
    rows = names.engine.rows(
        f"{PROLOGUE} SELECT ?x ?key WHERE {{ {{ {inner} }} {test} }} ORDER BY {_order(listing, backwards)} {limit}"
    )
    keys = [_read(row) for row in rows[:size]]
    return Slice(tuple(reversed(keys) if backwards else keys), len(rows) > size, tuple(names.rewrites))


def owned(names: Names, wanted: Iterable[tuple[Listing, str]]) -> dict[tuple[Listing, str], Owned]:
    """All things of every owner in its listing's order: one query, however many owners and listings."""
    owners: dict[Listing, list[str]] = defaultdict(list)
    for listing, owner in wanted:
        owners[listing].append(owner)
    branches, rewrites = [], {}
    for place, (listing, named) in enumerate(owners.items()):
        names.rewrites.clear()
        inner = f"{among('?owner', dict.fromkeys(named))} {_pattern(names, listing)}"
        rewrites[listing] = tuple(names.rewrites)
        select = f"SELECT ?owner ?x {_key(listing)} WHERE {{ {inner} }} GROUP BY ?owner ?x"
        branches.append(f"{{ {{ {select} }} BIND({place} AS ?listing) }}")
    found: dict[tuple[int, str], list[Key]] = defaultdict(list)
    query = f"{PROLOGUE} SELECT ?listing ?owner ?x ?key WHERE {{ {' UNION '.join(branches)} }}"
    for row in names.engine.rows(query) if branches else ():
        found[int(row["listing"].value), row["owner"].value].append(_read(row))
    return {
        (listing, owner): Owned(tuple(ordered(found[place, owner], listing.descending)), rewrites[listing])
        for place, (listing, named) in enumerate(owners.items())
        for owner in named
    }


def count(names: Names, listing: Listing) -> int:
    """How many there are in all."""
    query = f"{PROLOGUE} SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {_pattern(names, listing)} }}"
    return int(names.engine.rows(query)[0]["n"].value)


def ordered(keys: Iterable[Key], descending: bool) -> list[Key]:
    """Keys in order: by value, then by IRI; those without a value last, whichever the direction."""
    by_iri = sorted(keys, key=lambda key: key[1])
    valued = [key for key in by_iri if key[0] is not None]
    # One listing has keys of one type only; a sort keeps the order of equals, reversed or not.
    valued.sort(key=lambda key: key[0], reverse=descending)  # type: ignore[arg-type,return-value]
    return [*valued, *(key for key in by_iri if key[0] is None)]


def _pattern(names: Names, listing: Listing) -> str:
    relation = f"{listing.relation.pattern} . " if listing.relation else ""
    own = pattern(Writing(names), listing.where, sure=bool(listing.relation and listing.relation.sure))
    key = f" OPTIONAL {{ ?x {listing.order.link} ?k }}" if listing.order.link else ""
    return f"{relation}{own}{key}"


def _key(listing: Listing) -> str:
    if not listing.order.link:
        return ""
    return "(MIN(?k) AS ?key)" if listing.order.number else "(MIN(STR(?k)) AS ?key)"


def _order(listing: Listing, backwards: bool) -> str:
    iri = "DESC(?x)" if backwards else "?x"
    if not listing.order.link:
        return iri
    there = "BOUND(?key)" if backwards else "(!BOUND(?key))"
    return f"{there} {'DESC' if listing.descending is not backwards else 'ASC'}(?key) {iri}"


def _beyond(listing: Listing, key: Key, backwards: bool) -> str:
    """The things that stand after a key in the order that is read."""
    value, iri = key
    after = f"STR(?x) {'<' if backwards else '>'} {literal(iri)}"
    if not listing.order.link:
        return f"FILTER({after})"
    if value is None:
        rest = f"!BOUND(?key) && {after}"
        return f"FILTER(BOUND(?key) || ({rest}))" if backwards else f"FILTER({rest})"
    written = number(value) if listing.order.number else literal(str(value))
    sign = "<" if listing.descending is not backwards else ">"
    tests = f"(?key {sign} {written}) || (?key = {written} && {after})"
    return f"FILTER({tests})" if backwards else f"FILTER(!BOUND(?key) || {tests})"


def _read(row: Row) -> Key:
    key = row.get("key")
    if key is None:
        return None, row["x"].value
    number = (key.datatype or "").rpartition("#")[2] in ("decimal", "integer", "double", "float")
    return float(key.value) if number else key.value, row["x"].value
