"""What the resolvers of one request share: the engine, the limits, and loaders that ask once for many things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ParamSpec, Protocol, TypeVar

from graphql import DocumentNode
from strawberry.dataloader import DataLoader

from api.desk import Visit
from api.settings import Settings
from kg import find
from kg.find import Frequency, Listing, Owned, Ref, Said
from kg.find.facets import FacetValue, Wanted, facets
from kg.find.statements import Properties
from kg.lexicon import Lexicon
from kg.release.about import About

T = TypeVar("T")
K = TypeVar("K")
P = ParamSpec("P")
Table = tuple[find.CaseFilter, find.Group, tuple[str, ...], bool, str | None]
"""Which persons, by what, which terms, with their descendants or not; and the one group wanted, all if None."""
Group = tuple[tuple[str, ...], Properties]
"""Things that are read together, and the properties asked of them: one key, since each key costs time of its own."""
Ready = dict[tuple[str, Properties], Said]
"""What was read, by thing and properties."""
BATCH = 1000
S = TypeVar("S", covariant=True)


class Readable(Protocol[S]):
    """A type of things: which properties its fields read, and what it makes of what is stated."""

    def reads(self, asked: frozenset[str] | None = None) -> frozenset[str]:
        """The properties that the fields `asked` read; of all fields if None."""

    def picked(self, said: Said) -> S | None:
        """The thing; None where it is none of that type."""


@dataclass(slots=True)
class Context:
    """Made anew for every request, since loaders remember what they read."""

    engine: Visit
    settings: Settings
    about: About
    lexicon: Callable[[], Lexicon]
    known: find.Known
    rewrites: list[str]
    suggestions: list[dict[str, Any]]
    things: int
    document: DocumentNode | None
    selections: dict[tuple[int, ...], frozenset[str]]
    ready: Ready
    statements: DataLoader[Group, list[Said]]
    owned: DataLoader[tuple[Listing, str], Owned]
    facets: DataLoader[Wanted, tuple[FacetValue, ...]]
    frequencies: DataLoader[Table, tuple[Frequency, ...]]
    categories: DataLoader[str, tuple[Ref, ...]]
    types: DataLoader[str, tuple[str, ...]]

    @classmethod
    def of(
        cls,
        engine: Visit,
        settings: Settings,
        about: About,
        document: DocumentNode | None,
    ) -> Context:
        """The context of a new request."""
        lexicon = partial(Lexicon.of, engine)
        known: find.Known = {}
        ready: Ready = {}
        names = partial(find.Names, engine, known)
        return cls(
            engine=engine,
            settings=settings,
            about=about,
            lexicon=lexicon,
            known=known,
            rewrites=[],
            suggestions=[],
            things=0,
            document=document,
            selections={},
            ready=ready,
            statements=_loader(engine, lambda wanted: _stated(engine, wanted, ready)),
            owned=_loader(engine, lambda wanted: find.owned(names(), wanted)),
            facets=_loader(engine, lambda wanted: facets(names(), wanted)),
            frequencies=_loader(engine, lambda wanted: _tables(names, wanted)),
            categories=_loader(engine, lambda wanted: find.categories(engine, wanted)),
            types=_loader(engine, lambda wanted: find.types(engine, wanted)),
        )

    def names(self) -> find.Names:
        """Names for one question; what others of this request looked up is known already."""
        return find.Names(self.engine, self.known)

    def ask(self, read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Awaitable[T]:
        """A read of kg.find in a thread of its own: it blocks, and the event loop must not."""
        return self.engine.read(read, *args, **kwargs)

    async def read(self, kind: Readable[T], iris: Sequence[str], asked: frozenset[str] | None = None) -> list[T | None]:
        """Things with what the fields `asked` show (all if None), together with whatever else is wanted now.

        None for what is no thing of that kind.
        """
        found = await self.statements.load((tuple(iris), kind.reads(asked)))
        return [kind.picked(said) for said in found]


def _loader(engine: Visit, read: Callable[[list[K]], Any]) -> DataLoader[K, Any]:
    """A loader over a batched read."""

    async def load(wanted: list[K]) -> list[Any]:
        found = await engine.read(read, wanted)
        return [found[key] for key in wanted]

    return DataLoader(load_fn=load, max_batch_size=BATCH)


def _stated(engine: Visit, wanted: list[Group], ready: Ready) -> dict[Group, list[Said]]:
    """What is stated of all groups, and kept where fields find it without waiting."""
    said = find.stated(engine, ((iri, properties) for iris, properties in wanted for iri in iris))
    ready |= {(iri, properties): said[iri] for iris, properties in wanted for iri in iris}
    return {(iris, properties): [said[iri] for iri in iris] for iris, properties in wanted}


def _tables(names: Callable[[], find.Names], wanted: Iterable[Table]) -> dict[Table, tuple[Frequency, ...]]:
    """One query for each table, with the rows of every group that is wanted of it."""
    owners: dict[tuple[Any, ...], set[str | None]] = defaultdict(set)
    for *table, owner in wanted:
        owners[tuple(table)].add(owner)
    found: dict[Table, tuple[Frequency, ...]] = {}
    for (where, by, terms, descendants), named in owners.items():
        groups = None if None in named else sorted(one for one in named if one)
        rows = find.frequencies(names(), where, by, terms, groups, descendants)
        for owner in named:
            mine = rows if owner is None else tuple(one for one in rows if one.group and one.group.iri == owner)
            found[where, by, terms, descendants, owner] = mine
    return found
