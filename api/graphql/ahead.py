"""Reading ahead: when a list of things has been read, what they lead to is read for all of them, level by level.

A page then costs one query a level, however many things are on it, and its fields find what they need without waiting:
thousands of small waits were most of what a page cost.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any, cast

from graphql import FieldNode

from api.graphql.context import Context
from api.graphql.inside import fragments_of, metadata, nodes_of, to_snake_case
from api.graphql.kinds import KINDS
from api.graphql.node import LINK, NAMING, READS, Asked, Thing
from api.graphql.selection import Fragments, by_key, fields_of, names_of

PLAIN = frozenset({"nodes", "edges"})


async def read_ahead(
    context: Context, things: Iterable[Thing | None], asked: Sequence[FieldNode], fragments: Fragments
) -> None:
    """Read what the fields `asked` of some things will want, and what is asked of that, and so on."""
    known = [one for one in things if one is not None and "facts" in one.__dict__]
    wanted = []
    for nodes in by_key(asked).values():
        below = _below(nodes, fragments)
        names = names_of(below)
        for kind, iris in _leads(known, nodes[0]).items():
            if iris and (not kind.classes or not names <= NAMING):
                wanted.append(_level(context, kind, sorted(iris), below, fragments))
    await asyncio.gather(*wanted)


async def read_whole(info: Asked, kind: type[Thing], iris: Sequence[str]) -> list[Thing | None]:
    """The things that a field answers with, and all that is asked below it."""
    fragments = fragments_of(info)
    asked = list(fields_of(nodes_of(info), fragments))
    found = await info.context.read(kind, iris, names_of(asked))
    await read_ahead(info.context, found, asked, fragments)
    return found


async def _level(
    context: Context, kind: type[Thing], iris: Sequence[str], below: Sequence[FieldNode], fragments: Fragments
) -> None:
    await read_ahead(context, await context.read(kind, iris, names_of(below)), below, fragments)


def _leads(things: Iterable[Thing], node: FieldNode) -> dict[type[Thing], set[str]]:
    """The things that a field leads to from others, by the type that the field names; none where it needs a query."""
    found: dict[type[Thing], set[str]] = {}
    name = to_snake_case(node.name.value)
    for one in things:
        noted = metadata(cast(Any, type(one))).get(name, {})
        if LINK in noted and not _chosen(node):
            refs = one.led(noted[READS])
            found.setdefault(KINDS[noted[LINK]], set()).update(ref.iri for ref in refs)
    return found


def _chosen(node: FieldNode) -> bool:
    """Whether a filter or an order chooses among what a field leads to."""
    return any(one.name.value in ("where", "orderBy") for one in node.arguments or ())


def _below(nodes: Sequence[FieldNode], fragments: Fragments) -> list[FieldNode]:
    """What is asked of the things of a field; of a connection, of those on its page."""
    found = list(fields_of(nodes, fragments))
    if not names_of(found) & PLAIN:
        return found
    things = [one for one in found if one.name.value == "nodes"]
    edges = [one for one in found if one.name.value == "edges"]
    things += [one for one in fields_of(edges, fragments) if one.name.value == "node"]
    return list(fields_of(things, fragments))
