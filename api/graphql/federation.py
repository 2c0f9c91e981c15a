"""Things as other subgraphs name them: a type and one of its keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from api.graphql.kinds import KINDS
from api.graphql.lookup import TYPES, node_of
from api.graphql.node import Asked, Thing
from kg import find
from kg.find import BadPage, Kind
from kg.lexicon.spelling import is_name

_NATURAL: Final = {"pmid": (Kind.PAPER, "PMID:"), "doi": (Kind.PAPER, "DOI:"), "hgvs": (Kind.VARIANT, "")}
"""Keys other than `id` and `curie`: the kind of thing, and what stands before them when they are looked up."""


async def entities(info: Asked, representations: Sequence[Any]) -> list[Thing | None]:
    """Each in its place; None where nothing has that key. Raises `BadPage` for what names no entity."""
    most = info.context.settings.page_most
    if len(representations) > most:
        raise BadPage(f"`representations` may hold {most} at most, not {len(representations)}")
    named = [_named(one) for one in representations]
    iris = await info.context.ask(_iris, info.context.names(), named)
    things = await node_of(info, [iri or "" for iri in iris])
    return [
        thing if isinstance(thing, KINDS[kind]) else None for (kind, _, _), thing in zip(named, things, strict=True)
    ]


def _named(one: Any) -> tuple[str, str, str]:
    """The type, the key and its value."""
    if not isinstance(one, Mapping) or one.get("__typename") not in KINDS:
        raise BadPage("a representation is {__typename: ..., id: ...} with the name of a type that has a key")
    kind = str(one["__typename"])
    for key, value in one.items():
        natural = key in _NATURAL and TYPES[_NATURAL[key][0]] == kind
        if isinstance(value, str) and (key in ("id", "curie") or natural):
            return kind, key, value
    raise BadPage(f"a representation of {kind} has none of its keys")


def _iris(names: find.Names, named: Sequence[tuple[str, str, str]]) -> list[str | None]:
    """The IRIs of natural keys, each kind of key looked up at once; other keys are IRIs or short names already."""
    for key, (kind, before) in _NATURAL.items():
        names.look_up(kind, [before + value for _, other, value in named if other == key and is_name(before + value)])
    found: list[str | None] = []
    for _, key, value in named:
        if key in _NATURAL:
            kind, before = _NATURAL[key]
            found.append(names.one(kind, before + value) if is_name(before + value) else None)
        else:
            found.append(value)
    return found
