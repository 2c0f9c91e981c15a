"""Relay connections with cursors made of keys, so that pages neither overlap nor skip, in both directions."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar, cast

import strawberry
from graphql import FieldNode

from api.graphql.ahead import read_ahead
from api.graphql.inputs import Direction, wanted
from api.graphql.inside import fragments_of, nodes_of
from api.graphql.kinds import KINDS
from api.graphql.node import Asked, Thing, resolved
from api.graphql.selection import Fragments, fields_of, names_of
from kg import find
from kg.find import BadPage, Key, Listing, Order, Relation

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a list: Relay's four arguments."""

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None

    def size(self, usual: int, most: int) -> int:
        """How many; raises `BadPage` for what Relay does not define and for more than the server gives."""
        if self.first is not None and self.last is not None:
            raise BadPage("give `first` or `last`, not both")
        name, asked = ("last", self.last) if self.last is not None else ("first", self.first)
        if asked is not None and asked < 0:
            raise BadPage(f"`{name}` must be 0 or more, not {asked}")
        if asked is not None and asked > most:
            raise BadPage(f"`{name}` may be {most} at most, not {asked}; take the next page by `after: endCursor`")
        return min(usual, most) if asked is None else asked

    @property
    def backwards(self) -> bool:
        """Whether it is read from its end."""
        return self.last is not None or (self.first is None and self.before is not None)

    def edge(self) -> Key | None:
        """The key that it is read from; the other end, if given, is a bound."""
        cursor = self.before if self.backwards else self.after
        return None if cursor is None else key_of(cursor)

    def bound(self) -> Key | None:
        """The key where it ends at the latest."""
        cursor = self.after if self.backwards else self.before
        return None if cursor is None else key_of(cursor)


def cursor_of(key: Key) -> str:
    """The cursor of a thing: opaque to clients, and good for as long as the thing and its value are there."""
    return urlsafe_b64encode(json.dumps(key, ensure_ascii=False, separators=(",", ":")).encode()).decode().rstrip("=")


def key_of(cursor: str) -> Key:
    """The key of a cursor; raises `BadPage`.

    >>> key_of(cursor_of((40.0, "http://example.org/a")))
    (40.0, 'http://example.org/a')
    """
    try:
        value, iri = json.loads(urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
    except (ValueError, TypeError, RecursionError) as error:
        raise BadPage("that is no cursor of this API; cursors come from `edges` and `pageInfo`") from error
    if not isinstance(iri, str) or isinstance(value, bool) or not isinstance(value, str | int | float | None):
        raise BadPage("that is no cursor of this API; cursors come from `edges` and `pageInfo`")
    return float(value) if isinstance(value, int) else value, iri


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
    owner: strawberry.Private[str | None]
    total: strawberry.Private[int | None]
    where: ClassVar[type[find.Filter]]
    kind: ClassVar[str]

    page_info: PageInfo = strawberry.field(description="Where the page lies.")
    rewrites: list[str] = strawberry.field(description="Which names of the filter were read as others, in words.")

    @resolved("How many there are in all.")
    async def total_count(self, info: Asked) -> int:
        """Of an owner's list it is known already."""
        if self.total is not None:
            return self.total
        return await info.context.ask(find.count, info.context.names(), self.listing)

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
        return [Edge(cursor=cursor_of(key), node=things[key[1]]) for key in self.keys if key[1] in things]

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
    settings = info.context.settings
    size = window.size(settings.page_size, settings.page_most)
    by = Order[order.field.value] if order else Order.IRI
    listing = Listing(wanted(made.where, where), by, bool(order) and order.direction is Direction.DESC, relation)
    if relation is None or owner is None:
        return _of_all(info, made, listing, window, size)
    if local and where is None and order is None:
        # As its own properties say.
        known = find.Owned(tuple((None, ref.iri) for ref in owner.led(local)))
        return _of_owner(made, listing, owner, known, window, size)
    return _of_relation(info, made, listing, owner, window, size)


async def _of_all(
    info: Asked, made: type[Connection[Any]], listing: Listing, window: Window, size: int
) -> Connection[Any]:
    keys, page_info, rewrites = await _page(info, listing, window, size)
    return made(keys=keys, listing=listing, owner=None, total=None, page_info=page_info, rewrites=rewrites)


async def _of_relation(
    info: Asked, made: type[Connection[Any]], listing: Listing, owner: Thing, window: Window, size: int
) -> Connection[Any]:
    return _of_owner(made, listing, owner, await info.context.owned.load((listing, owner.iri)), window, size)


def _of_owner(
    made: type[Connection[Any]], listing: Listing, owner: Thing, known: find.Owned, window: Window, size: int
) -> Connection[Any]:
    keys, page_info = _cut(known.keys, listing, window, size)
    rewrites, total = list(known.rewrites), len(known.keys)
    return made(keys=keys, listing=listing, owner=owner.iri, total=total, page_info=page_info, rewrites=rewrites)


async def _page(
    info: Asked, listing: Listing, window: Window, size: int
) -> tuple[tuple[Key, ...], PageInfo, list[str]]:
    """A page that the engine cuts."""
    names, edge, bound, back = info.context.names(), window.edge(), window.bound(), window.backwards
    found = await info.context.ask(find.page, names, listing, size, edge, back)
    keys = found.keys
    if bound is not None:
        inside = _ordered({*keys, bound}, listing)
        place = inside.index(bound)
        keys = tuple(key for key in (inside[place + 1 :] if back else inside[:place]) if key != bound)
    more, further = (found.more or len(keys) < len(found.keys)), edge is not None
    return keys, _info(keys, before=more if back else further, after=further if back else more), list(found.rewrites)


def _cut(keys: tuple[Key, ...], listing: Listing, window: Window, size: int) -> tuple[tuple[Key, ...], PageInfo]:
    """A page of a list that is known."""
    start, end = 0, len(keys)
    for cursor, after in ((window.after, True), (window.before, False)):
        if cursor is not None:
            key = key_of(cursor)
            place = _ordered({*keys, key}, listing).index(key)
            start, end = (place + (key in keys), end) if after else (start, place)
    start, end = (max(start, end - size), end) if window.backwards else (start, min(end, start + size))
    page = keys[start:end]
    return page, _info(page, before=start > 0, after=end < len(keys))


def _ordered(keys: Iterable[Key], listing: Listing) -> list[Key]:
    try:
        return find.ordered(keys, listing.descending)
    except TypeError as error:
        raise BadPage("that cursor is of a list in another order") from error


def ranked(keys: Sequence[Key], window: Window, usual: int, most: int) -> tuple[int, int, PageInfo]:
    """From where to where a page reaches in a list that has an order of its own, such as best first."""
    size, start, end = window.size(usual, most), 0, len(keys)
    try:
        start = keys.index(key_of(window.after)) + 1 if window.after is not None else start
        end = keys.index(key_of(window.before)) if window.before is not None else end
    except ValueError as error:
        raise BadPage("that cursor is of another list") from error
    start, end = (max(start, end - size), end) if window.backwards else (start, max(start, min(end, start + size)))
    return start, end, _info(tuple(keys[start:end]), before=start > 0, after=end < len(keys))


def _info(keys: tuple[Key, ...], before: bool, after: bool) -> PageInfo:
    return PageInfo(
        has_next_page=after,
        has_previous_page=before,
        start_cursor=cursor_of(keys[0]) if keys else None,
        end_cursor=cursor_of(keys[-1]) if keys else None,
    )
