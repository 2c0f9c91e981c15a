"""Relay connections with cursors made of keys, so that pages neither overlap nor skip, in both directions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Generic, Self, TypeVar, cast

import strawberry
from graphql import FieldNode

from api.graphql.ahead import read_ahead
from api.graphql.cursors import Cursors
from api.graphql.inputs import Direction, wanted
from api.graphql.inside import fragments_of, nodes_of
from api.graphql.kinds import KINDS
from api.graphql.node import Asked, Thing, resolved
from api.graphql.selection import Fragments, fields_of, names_of
from api.settings import Settings
from kg import find
from kg.find import BadPage, Key, Listing, Order, Relation
from kg.names import digest

T = TypeVar("T")
PAGE: Final = {"page": True}
"""The metadata of fields that show what is on a page, which the price knows them by."""


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a list: Relay's four arguments."""

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None

    def part(self, cursors: Cursors, settings: Settings) -> Part:
        """The same by keys; raises `BadPage` for what Relay does not define, and for cursors of another list."""
        after = None if self.after is None else cursors.read(self.after)
        before = None if self.before is None else cursors.read(self.before)
        backwards = self.last is not None or (self.first is None and self.before is not None)
        return Part(cursors, self._size(settings.page_size, settings.page_most), after, before, backwards)

    def _size(self, usual: int, most: int) -> int:
        if self.first is not None and self.last is not None:
            raise BadPage("give `first` or `last`, not both")
        name, asked = ("last", self.last) if self.last is not None else ("first", self.first)
        if asked is not None and asked < 0:
            raise BadPage(f"`{name}` must be 0 or more, not {asked}")
        if asked is not None and asked > most:
            raise BadPage(f"`{name}` may be {most} at most, not {asked}; take the next page by `after: endCursor`")
        return min(usual, most) if asked is None else asked


@dataclass(frozen=True, slots=True)
class Part:
    """Up to `size` things of a list, after one thing and before another; `backwards`: those nearest to its end."""

    cursors: Cursors
    size: int
    after: Key | None
    before: Key | None
    backwards: bool

    def cut(self, start: int, end: int) -> tuple[int, int]:
        """Where it begins and ends between two places."""
        return (
            (max(start, end - self.size), end) if self.backwards else (start, max(start, min(end, start + self.size)))
        )

    def info(self, keys: Sequence[Key], before: bool, after: bool) -> PageInfo:
        """Where it lies."""
        ends = [self.cursors.write(key) for key in (*keys[:1], *keys[-1:])]
        first, last = ends or (None, None)
        return PageInfo(has_next_page=after, has_previous_page=before, start_cursor=first, end_cursor=last)


@strawberry.federation.type(description="Where a page lies in its list.", shareable=True)
class PageInfo:
    """Relay's page information."""

    has_next_page: bool = strawberry.field(description="Whether there is more after it.")
    has_previous_page: bool = strawberry.field(description="Whether there is more before it.")
    start_cursor: str | None = strawberry.field(description="The cursor of its first edge.")
    end_cursor: str | None = strawberry.field(description="The cursor of its last edge.")


@strawberry.type(description="A thing in a list, with its place.")
class Edge(Generic[T]):
    """Relay's edge."""

    cursor: str = strawberry.field(description="Its place, for `after` and `before`.")
    node: T = strawberry.field(description="The thing.")


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    """Relay's connection; what it costs a query is read only when it is asked for."""

    keys: strawberry.Private[tuple[Key, ...]]
    listing: strawberry.Private[Listing]
    cursors: strawberry.Private[Cursors]
    owner: strawberry.Private[str | None]
    total: strawberry.Private[int | None]
    where: ClassVar[type[find.Filter]]
    kind: ClassVar[str]

    page_info: PageInfo = strawberry.field(description="Where the page lies.")
    rewrites: list[str] = strawberry.field(description="Which names of the filter were read as others, in words.")

    @classmethod
    def of_iris(cls, info: Asked, iris: Sequence[str], window: Window) -> Self:
        """The page of a list whose things are known, by IRI; a cursor is good for the same things alone."""
        keys: tuple[Key, ...] = tuple((None, iri) for iri in sorted(iris))
        named: Any = cls.where
        listing = Listing(named(id=tuple(iri for _, iri in keys)))
        cursors = Cursors(Cursors.of(info, "", None).field, owner=digest(*keys))
        part = window.part(cursors, info.context.settings)
        page, page_info = _cut(keys, listing, part)
        known: dict[str, Any] = {"listing": listing, "cursors": cursors, "owner": None, "total": len(keys)}
        return cls(keys=page, page_info=page_info, rewrites=[], **known)

    @resolved("How many there are in all.")
    async def total_count(self, info: Asked) -> int:
        """Of an owner's list it is known already."""
        if self.total is not None:
            return self.total
        return await info.context.engine.read(find.count, info.context.names(), self.listing)

    @resolved("The things of this page.", page=True)
    def nodes(self, info: Asked) -> list[T]:
        """In one read, with what they lead to."""
        found: Any = self._things(info, nodes_of(info))
        return found if isinstance(found, list) else cast(list[T], _there(found))

    @resolved("The things of this page, each with its cursor.", page=True)
    async def edges(self, info: Asked) -> list[Edge[T]]:
        """In one read, with what they lead to."""
        nodes = [one for one in fields_of(nodes_of(info), fragments_of(info)) if one.name.value == "node"]
        found: Any = self._things(info, nodes)
        things = {one.iri: one for one in (found if isinstance(found, list) else await found) if one is not None}
        return [Edge(cursor=self.cursors.write(key), node=things[key[1]]) for key in self.keys if key[1] in things]

    def _things(self, info: Asked, nodes: Sequence[FieldNode]) -> Any:
        """The things, now where they were read ahead, or to be awaited."""
        kind, fragments = KINDS[self.kind], fragments_of(info)
        asked = list(fields_of(nodes, fragments))
        names = names_of(asked)
        properties, ready = kind.reads(names), info.context.ready
        known = [ready.get((iri, properties)) for _, iri in self.keys]
        if all(known):
            return [one for said in known if said and (one := kind.picked(said)) is not None]
        return self._read(info, kind, names, asked, fragments)

    async def _read(
        self, info: Asked, kind: type[Thing], names: frozenset[str], asked: Sequence[FieldNode], fragments: Fragments
    ) -> Any:
        found = await info.context.read(kind, [iri for _, iri in self.keys], names)
        await read_ahead(info.context, found, asked, fragments)
        return found


async def _there(found: Any) -> Any:
    return [one for one in await found if one is not None]


def connect(
    info: Asked,
    made: type[Connection[Any]],
    where: object,
    order: Any,
    window: Window,
    relation: Relation | None,
    owner: Thing | None,
    local: Sequence[str],
) -> Any:
    """The page of a list, of all things or of those that a relation leads to: now, or to be awaited."""
    by = Order[order.field.value] if order else Order.IRI
    listing = Listing(wanted(made.where, where), by, bool(order) and order.direction is Direction.DESC, relation)
    part = window.part(Cursors.of(info, order.field.name if order else by.name, owner, by), info.context.settings)
    if relation is None or owner is None:
        return _of_all(info, made, listing, part)
    if local and where is None and order is None:
        # As its own properties say.
        return _of_owner(made, listing, owner, find.Owned(tuple((None, ref.iri) for ref in owner.led(local))), part)
    return _of_relation(info, made, listing, owner, part)


async def _of_all(info: Asked, made: type[Connection[Any]], listing: Listing, part: Part) -> Connection[Any]:
    keys, page_info, rewrites = await _page(info, listing, part)
    known: dict[str, Any] = {"listing": listing, "cursors": part.cursors, "owner": None, "total": None}
    return made(keys=keys, page_info=page_info, rewrites=rewrites, **known)


async def _of_relation(
    info: Asked, made: type[Connection[Any]], listing: Listing, owner: Thing, part: Part
) -> Connection[Any]:
    return _of_owner(made, listing, owner, await info.context.owned.load((listing, owner.iri)), part)


def _of_owner(
    made: type[Connection[Any]], listing: Listing, owner: Thing, owned: find.Owned, part: Part
) -> Connection[Any]:
    keys, page_info = _cut(owned.keys, listing, part)
    total = len(owned.keys)
    known: dict[str, Any] = {"listing": listing, "cursors": part.cursors, "owner": owner.iri, "total": total}
    return made(keys=keys, page_info=page_info, rewrites=list(owned.rewrites), **known)


async def _page(info: Asked, listing: Listing, part: Part) -> tuple[tuple[Key, ...], PageInfo, list[str]]:
    """A page that the engine cuts: read from one end, and the other, if given, is a bound."""
    back = part.backwards
    edge, bound = (part.before, part.after) if back else (part.after, part.before)
    found = await info.context.engine.read(find.page, info.context.names(), listing, part.size, edge, back)
    keys = found.keys
    if bound is not None:
        inside = find.ordered({*keys, bound}, listing.descending)
        place = inside.index(bound)
        keys = tuple(key for key in (inside[place + 1 :] if back else inside[:place]) if key != bound)
    more, further = (found.more or len(keys) < len(found.keys)), edge is not None
    before, after = (more, further) if back else (further, more)
    return keys, part.info(keys, before, after), list(found.rewrites)


def _cut(keys: tuple[Key, ...], listing: Listing, part: Part) -> tuple[tuple[Key, ...], PageInfo]:
    """A page of a list that is known."""
    start, end = 0, len(keys)
    for key, after in ((part.after, True), (part.before, False)):
        if key is not None:
            place = find.ordered({*keys, key}, listing.descending).index(key)
            start, end = (place + (key in keys), end) if after else (start, place)
    start, end = part.cut(start, end)
    page = keys[start:end]
    return page, part.info(page, before=start > 0, after=end < len(keys))


@dataclass(frozen=True, slots=True)
class Ranked(Generic[T]):
    """A page of a list that is known and has an order of its own, such as best first; `whole` is all of it."""

    whole: Sequence[T]
    nodes: Sequence[T]
    keys: Sequence[Key]
    cursors: Cursors
    page_info: PageInfo

    @classmethod
    def of(cls, whole: Sequence[T], key: Callable[[T], Key], part: Part) -> Self:
        """The page that is a part. Raises `BadPage` for a cursor that is not of this list."""
        keys = [key(one) for one in whole]
        try:
            start = 0 if part.after is None else keys.index(part.after) + 1
            end = len(keys) if part.before is None else keys.index(part.before)
        except ValueError as error:
            raise BadPage("that cursor is of another list: its thing is not in this one") from error
        start, end = part.cut(start, end)
        page = keys[start:end]
        page_info = part.info(page, before=start > 0, after=end < len(keys))
        return cls(whole, whole[start:end], page, part.cursors, page_info)

    @property
    def total_count(self) -> int:
        """How many there are in all."""
        return len(self.whole)

    @property
    def edges(self) -> list[Edge[T]]:
        """Each with its cursor."""
        return [Edge(cursor=self.cursors.write(key), node=one) for key, one in zip(self.keys, self.nodes, strict=True)]
