"""What the resolvers of one request share: the engine, the limits, and loaders that ask once for many things."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol, TypeVar

from graphql import DocumentNode
from strawberry.dataloader import DataLoader

from api.asking import Analyses
from api.desk import Visit
from api.settings import Settings
from kg import find
from kg.analysis import Held
from kg.analysis.tables import FrequencyTable, tables
from kg.find import Frequency, Listing, Owned, Ref, Said
from kg.find.facets import FacetValue, Wanted, facets
from kg.find.statements import Properties
from kg.lexicon import Lexicon
from kg.release.about import About

T = TypeVar("T")
K = TypeVar("K")
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
    document: DocumentNode | None
    analyses: Analyses
    known: find.Known = field(default_factory=dict)
    rewrites: list[str] = field(default_factory=list)
    suggestions: list[dict[str, Any]] = field(default_factory=list)
    things: int = 0
    selections: dict[tuple[int, ...], frozenset[str]] = field(default_factory=dict)
    ready: Ready = field(default_factory=dict)
    statements: DataLoader[Group, list[Said]] = field(init=False)
    owned: DataLoader[tuple[Listing, str], Owned] = field(init=False)
    facets: DataLoader[Wanted, tuple[FacetValue, ...]] = field(init=False)
    frequencies: DataLoader[FrequencyTable, tuple[Frequency, ...]] = field(init=False)
    categories: DataLoader[str, tuple[Ref, ...]] = field(init=False)
    types: DataLoader[str, tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        # No loader holds the context, so that it goes with its request and not when rubbish is looked for.
        engine, ready, names = self.engine, self.ready, partial(find.Names, self.engine, self.known)
        held = partial(Held.of, self.engine, self.known)
        self.statements = _loader(engine, lambda wanted: _stated(engine, wanted, ready))
        self.owned = _loader(engine, lambda wanted: find.owned(names(), wanted))
        self.facets = _loader(engine, lambda wanted: facets(names(), wanted))
        self.frequencies = _loader(engine, lambda wanted: tables(held, wanted))
        self.categories = _loader(engine, lambda wanted: find.categories(engine, wanted))
        self.types = _loader(engine, lambda wanted: find.types(engine, wanted))

    def lexicon(self) -> Lexicon:
        """What things are called."""
        return Lexicon.of(self.engine)

    def names(self) -> find.Names:
        """Names for one question; what others of this request looked up is known already."""
        return find.Names(self.engine, self.known)

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
