"""From names to things: natural keys in any spelling, ids of any type, and suggestions where nothing is called so."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from types import GenericAlias
from typing import Annotated, Any, Final

import strawberry
from strawberry import argument

from api.graphql.ahead import read_whole
from api.graphql.analyses import standard_answer
from api.graphql.inside import TypeNamed
from api.graphql.kinds import KINDS
from api.graphql.node import Asked, Node, Thing
from kg import find
from kg.find import BadPage, Kind
from kg.lexicon import LONGEST, Lexicon
from kg.lexicon.ours import iri_of
from kg.lexicon.spelling import is_name

TYPES: Final = {
    Kind.PAPER: "Paper",
    Kind.CASE: "Case",
    Kind.VARIANT: "Variant",
    Kind.CONCEPT: "OntologyTerm",
    Kind.OBSERVATION: "Observation",
    Kind.STATISTIC: "CohortStatistic",
    Kind.FAMILY: "Family",
    Kind.GENE: "Gene",
}
"""The type of what each kind of name leads to."""
NULL: Final = "Null where none or several are called so; `extensions.suggestions` then has what may be meant."
_MOST: Final = 5
_TOLD: Final = 20
"""Names of a request that lead to nothing of which more is told: to look for what is like one takes a while."""
_SHOWN: Final = 80
KINDS["Thing"] = Thing
Name = Annotated[str, argument(description="An IRI, a short name (`case:...`, `HP:0002500`) or another name of it.")]
Names = Annotated[list[str], argument(description="Names of any kind, each answered in its place.")]


def by_name(kind: Kind, description: str) -> Any:
    """A field that looks one thing up by a name of it."""

    async def resolve(root: Any, info: Asked, id: Name) -> Any:  # noqa: A002 - the name clients expect
        return (await looked_up(info, kind, [id], several=False))[0]

    of = TypeNamed(TYPES[kind]) | None
    return strawberry.field(resolver=resolve, graphql_type=of, description=f"{description} {NULL}")


def all_by_name(kind: Kind, what: str) -> Any:
    """A field that looks several things up by name, at once."""

    async def resolve(root: Any, info: Asked, ids: Names) -> Any:
        return await looked_up(info, kind, ids)

    description, of = f"{what} by name, each in its place. {NULL}", GenericAlias(list, TypeNamed(TYPES[kind]) | None)
    return strawberry.field(resolver=resolve, graphql_type=of, description=description, metadata={"size": "ids"})


async def looked_up(info: Asked, kind: Kind, names: Sequence[str], several: bool = True) -> list[Any]:
    """Things by name, None for a name that leads to none or to several. Raises `BadPage` for too many names."""
    _bounded(info, names)
    known = info.context.names()
    iris = await info.context.engine.read(_all, known, kind, names)
    read = iter(await read_whole(info, KINDS[TYPES[kind]], [iri for iri in iris if iri]))
    found = [next(read) if iri else None for iri in iris]
    info.context.rewrites += [one for one in dict.fromkeys(known.rewrites) if one not in info.context.rewrites]
    await _missed(info, kind, names, found, several)
    return found


def _bounded(info: Asked, names: Sequence[str]) -> None:
    most = info.context.settings.page_most
    if len(names) > most:
        raise BadPage(f"`ids` may hold {most} at most, not {len(names)}")
    longest = max(map(len, names), default=0)
    if longest > LONGEST:
        raise BadPage(f"a name may have {LONGEST} characters, not {longest}")


def _all(names: find.Names, kind: Kind, spellings: Sequence[str]) -> list[str | None]:
    """The one thing of each name, looked up at once; None for what cannot be a name, or is none of one thing."""
    names.look_up(kind, [one for one in spellings if is_name(one)])
    return [_one(names, kind, one) if is_name(one) else None for one in spellings]


def _one(names: find.Names, kind: Kind, spelling: str) -> str | None:
    before = len(names.rewrites)
    iri = names.one(kind, spelling)
    if iri is None:
        del names.rewrites[before:]  # how a name was read that leads nowhere is told with what may be meant
    return iri


async def _missed(info: Asked, kind: Kind | None, names: Sequence[str], found: Sequence[Any], several: bool) -> None:
    """Tell beside the data what may have been meant: an error would cost the other fields in clients that want none."""
    told, path = info.context.suggestions, info.path.as_list()
    nothing = [(place, name) for place, name in enumerate(names) if found[place] is None]
    for place, name in nothing[: _TOLD - len(told)]:
        like = await info.context.engine.read(_like, info.context.lexicon, kind, name)
        told.append({"path": [*path, place] if several else path, "name": name[:_SHOWN], **like})


def _like(lexicon: Callable[[], Lexicon], kind: Kind | None, name: str) -> dict[str, Any]:
    like = lexicon().resolve(name, kind)
    named = like.candidates or like.suggestions
    why = f"may be any of {len(named)} things" if like.ambiguous else "is the name of nothing here"
    why = f"{why}{''.join(f'; {one}' for one in like.rewrites)}"
    return {"message": f"{name[:_SHOWN]!r} {why}", "suggestions": [one.curie for one in named[:_MOST]]}


async def by_id(info: Asked, ids: Sequence[str], several: bool = True) -> list[Node | None]:
    """Things of any type by IRI or short name, None for others. Raises `BadPage` for too many."""
    _bounded(info, ids)
    found = await node_of(info, ids)
    await _missed(info, None, ids, found, several)
    return found


async def node_of(info: Asked, ids: Sequence[str]) -> list[Node | None]:
    """Things of any type by IRI or short name; None for what is no such name and for what nothing is said of."""
    iris = {one: iri for one in ids if (iri := iri_of(one))}
    types = dict(zip(iris.values(), await info.context.types.load_many(list(iris.values())), strict=True))
    kinds = {iri: kind for iri, classes in types.items() if (kind := Thing.claimed(classes))}
    by_kind = {kind: [iri for iri, other in kinds.items() if other is kind] for kind in kinds.values()}
    read = await asyncio.gather(*(info.context.read(kind, named) for kind, named in by_kind.items()))
    found: dict[str, Node | None] = {one.iri: one for things in read for one in things if one is not None}
    found |= {iri: await standard_answer(info, iri) for iri in iris.values() if iri not in found}
    return [found.get(iris.get(one, "")) for one in ids]
