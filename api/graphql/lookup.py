"""From names to things: natural keys in any spelling, ids of any type, and suggestions where nothing is called so."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Annotated, Any, Final

import strawberry
from strawberry import argument

from api.graphql.ahead import read_whole
from api.graphql.kinds import KINDS
from api.graphql.node import Asked, Node, Thing
from kg import find
from kg.errors import KgError, UnknownName
from kg.find import BadPage, Kind, Said
from kg.lexicon import Lexicon, Resolution
from kg.lexicon.ours import iri_of
from kg.lexicon.spelling import is_name
from kg.names import PREFIXES, contract

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
_MOST: Final = 5
Name = Annotated[str, argument(description="An IRI, a short name (`case:...`, `HP:0002500`) or another name of it.")]
Names = Annotated[list[str], argument(description="Names of any kind, each answered in its place.")]


class NotFound(KgError, LookupError):
    """Nothing is called so, or more than one thing; `suggestions` are ids that may have been meant."""

    def __init__(self, message: str, suggestions: Sequence[str]) -> None:
        hint = f"; did you mean {' or '.join(suggestions)}?" if suggestions else ""
        super().__init__(message + hint)
        self.suggestions = list(suggestions)


def by_name(kind: Kind, leads_to: Any, description: str) -> Any:
    """A field that looks one thing up by a name of it; null, with an error that helps, where that fails."""

    async def resolve(root: Any, info: Asked, id: Name) -> Any:  # noqa: A002 - the name clients expect
        return await called(info, kind, id)

    resolve.__annotations__["return"] = leads_to | None
    return strawberry.field(resolver=resolve, description=description)


def all_by_name(kind: Kind, leads_to: Any, what: str) -> Any:
    """A field that looks several things up by name, at once."""

    async def resolve(root: Any, info: Asked, ids: Names) -> Any:
        return await looked_up(info, kind, ids)

    resolve.__annotations__["return"] = list[leads_to | None]
    description = f"{what} by name, each in its place; null where none or several are called so."
    return strawberry.field(resolver=resolve, description=description, metadata={"size": "ids"})


async def called(info: Asked, kind: Kind, name: str) -> Any:
    """The one thing of this name. Raises `NotFound`, which leaves the field null and says what may have been meant."""
    names = info.context.names()
    try:
        found = await info.context.ask(names.all, kind, name)
    except UnknownName as error:
        raise NotFound(str(error), await _like(info, kind, name)) from error
    if len(found) > 1:
        several = [contract(iri) for iri in found[:_MOST]]
        raise NotFound(f"{name[:80]!r} may be any of {len(found)} things", several)
    thing = (await read_whole(info, KINDS[TYPES[kind]], found))[0]
    if names.rewrites:
        info.context.rewrites += [one for one in names.rewrites if one not in info.context.rewrites]
    return thing


async def looked_up(info: Asked, kind: Kind, names: Sequence[str]) -> list[Any]:
    """Things by name, None for a name that leads to none or to several. Raises `BadPage` for too many names."""
    most = info.context.settings.page_most
    if len(names) > most:
        raise BadPage(f"`ids` may hold {most} at most, not {len(names)}")
    iris = await info.context.ask(_all, info.context.names(), kind, names)
    found = iter(await read_whole(info, KINDS[TYPES[kind]], [iri for iri in iris if iri]))
    return [next(found) if iri else None for iri in iris]


def _all(names: find.Names, kind: Kind, spellings: Sequence[str]) -> list[str | None]:
    """The one thing of each name, looked up at once; None for what cannot be a name, or is none of one thing."""
    names.look_up(kind, [one for one in spellings if is_name(one)])
    return [names.one(kind, one) if is_name(one) else None for one in spellings]


async def _like(info: Asked, kind: Kind, name: str) -> list[str]:
    found = await info.context.ask(_resolved, info.context.lexicon, kind, name)
    return [one.curie for one in found.suggestions[:_MOST]]


def _resolved(lexicon: Callable[[], Lexicon], kind: Kind, name: str) -> Resolution:
    return lexicon().resolve(name, kind)


async def node_of(info: Asked, ids: Sequence[str]) -> list[Node | None]:
    """Things of any type by IRI or short name; None for what is no such name and for what nothing is said of."""
    iris = {one: iri for one in ids if (iri := iri_of(one))}
    types = dict(zip(iris.values(), await info.context.types.load_many(list(iris.values())), strict=True))
    kinds = {iri: kind for iri, classes in types.items() if (kind := node_type(classes))}
    by_kind = {kind: [iri for iri, other in kinds.items() if other is kind] for kind in kinds.values()}
    read = await asyncio.gather(*(info.context.read(kind, named) for kind, named in by_kind.items()))
    found = {one.iri: one for things in read for one in things if one is not None}
    return [found.get(iris.get(one, "")) for one in ids]


def node_type(classes: Iterable[str]) -> type[Thing] | None:
    """The type of the schema for a thing of some classes; None where no type claims one of them."""
    stated = set(classes)
    return next((kind for name, kind in _by_class().items() if name in stated), None)


@cache
def _by_class() -> dict[str, type[Thing]]:
    """Types by the classes they claim, the narrower first, as they are defined (a genotype is a mention too)."""
    split = ((*name.partition(":"), kind) for kind in KINDS.values() for name in kind.classes)
    return {PREFIXES[prefix] + local: kind for prefix, _, local, kind in split}


class Anything(Thing):
    """A thing of whatever type: where a field leads to things of several."""

    told_apart = True

    @classmethod
    def reads(cls, asked: frozenset[str] | None = None) -> frozenset[str]:
        """What any type would read."""
        return Thing.reads(asked)

    @classmethod
    def picked(cls, said: Said) -> Thing | None:
        """As the type it is of."""
        kind = node_type(said.texts("rdf:type"))
        return kind.picked(said) if kind else None


KINDS["Thing"] = Anything
