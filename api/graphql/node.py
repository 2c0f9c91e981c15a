"""What every type has: an IRI with its short form and label, and fields that read what is stated about it.

A type is a table: each plain field names the property it reads, so that one query reads all fields of many things, and
a test can hold the fields against the ontology.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from enum import Enum
from functools import cache, lru_cache
from types import GenericAlias
from typing import Any, ClassVar, Final, Self, TypeVar, cast

import strawberry
from strawberry import Info

from api.graphql.context import Context
from api.graphql.inside import TypeNamed, fragments_of, metadata, nodes_of, to_camel_case
from api.graphql.kinds import KEYS, KINDS
from api.graphql.selection import fields_of, names_of
from kg.find import Links, Ref, Said
from kg.names import KG, PREFIXES, contract

R = TypeVar("R", bound=Callable[..., object])
E = TypeVar("E", bound=Enum)
Asked = Info[Context, None]
READS: Final = "reads"
LINK: Final = "link"
HOLDS: Final = "holds"
"""The metadata of a field: the properties it reads (`^` stands before one that is followed backwards), the type of the
things that they lead to, and of a list the kind of its things and the way to them."""
NAMING: Final = frozenset({"id", "iri", "curie", "label", "__typename"})
"""Fields that need nothing but the IRI and the label, which whoever leads to a thing knows already."""


def resolved(description: str, *reads: str, of: object = None, **noted: Any) -> Callable[[R], R]:
    """A field with a resolver: strawberry's own decorator, with a type that a checker can follow.

    `of` is the type it answers with, where its signature cannot say it.
    """
    told = strawberry.field(description=description, graphql_type=of, metadata={READS: reads, **noted})
    return cast(Callable[[R], R], told)


def told(of: object, read: Callable[[Said], object], description: str, *reads: str) -> Any:
    """A plain field of a type: `read` takes its value from what is stated with the properties `reads`."""
    return strawberry.field(description=description, graphql_type=of, metadata={READS: reads, "read": read})


def text(name: str, description: str) -> Any:
    """A text, or the first of several."""
    return told(str | None, lambda said: said.text(name), description, name)


def certain(name: str, description: str) -> Any:
    """A text that everything of the type has."""
    return told(str, lambda said: said.text(name), description, name)


def texts(name: str, description: str) -> Any:
    """Every text, sorted."""
    return told(list[str], lambda said: list(said.texts(name)), description, name)


def number(name: str, description: str) -> Any:
    """A number."""
    return told(float | None, lambda said: said.number(name), description, name)


def numbers(name: str, description: str) -> Any:
    """Every number, from low to high."""
    return told(list[float], lambda said: sorted(map(float, said.texts(name))), description, name)


def wholes(name: str, description: str) -> Any:
    """Every whole number, from low to high."""
    return told(list[int], lambda said: sorted(map(int, said.texts(name))), description, name)


def whole(name: str, description: str) -> Any:
    """A whole number."""
    return told(
        int | None, lambda said: None if (found := said.number(name)) is None else int(found), description, name
    )


def flag(name: str, description: str) -> Any:
    """True or false; null where nothing is said."""
    return told(bool | None, lambda said: said.flag(name), description, name)


def sure(name: str, description: str) -> Any:
    """True where it is said, else false: for what papers say only of those to whom it applies."""
    return told(bool, lambda said: bool(said.flag(name)), description, name)


def word(kind: type[E], name: str, description: str) -> Any:
    """A value of a closed list."""
    return told(kind | None, lambda said: kind(found) if (found := said.word(name)) else None, description, name)


def words(kind: type[E], name: str, description: str) -> Any:
    """Every value of a closed list, sorted."""
    return told(
        GenericAlias(list, kind),
        lambda said: [kind(one.removeprefix(KG)) for one in said.texts(name)],
        description,
        name,
    )


def one(kind: str, name: str, description: str) -> Any:
    """The thing that a property leads to, or the first of several; `kind` is the name of its type."""

    def resolve(self: Thing, info: Asked) -> Any:
        return first(info, kind, self.said.refs(name))

    return _leading(resolve, kind, TypeNamed(kind) | None, (name,), description)


def many(kind: str, *names: str, description: str) -> Any:
    """The things of a kind that properties lead to, by IRI; what is of another kind is left out."""
    mixed = any(name.startswith("^") for name in names)

    def resolve(self: Thing, info: Asked) -> Any:
        return reached(info, kind, self.led(names), mixed)

    return _leading(resolve, kind, things(kind), names, description)


def things(kind: str) -> Any:
    """The type of a list of things, by the name of theirs."""
    return GenericAlias(list, TypeNamed(kind))


def _leading(resolve: Callable[..., Any], kind: str, of: object, reads: tuple[str, ...], description: str) -> Any:
    noted = {READS: reads, LINK: kind}
    return strawberry.field(resolver=resolve, description=description, graphql_type=of, metadata=noted)


def reached(info: Asked, kind: str, refs: Sequence[Ref], mixed: bool = False) -> Any:
    """Things by their IRIs, now or to be awaited: read only when more than their names is asked for.

    What is no thing of that kind is left out; `mixed` where there may be such.
    """
    wanted = KINDS[kind]
    if not refs:
        return []
    asked = asked_fields(info)
    if not mixed and not wanted.told_apart and asked <= NAMING:
        return [wanted.named(ref) for ref in refs]
    properties, ready = wanted.reads(asked), info.context.ready
    known = [ready.get((ref.iri, properties)) for ref in refs]
    if all(known):
        return [one for said in known if said and (one := wanted.picked(said)) is not None]
    return _read(info, wanted, refs, asked)


def first(info: Asked, kind: str, refs: Sequence[Ref]) -> Any:
    """The first of some things, now or to be awaited; None where there are none."""
    found = reached(info, kind, refs[:1])
    return next(iter(found), None) if isinstance(found, list) else _first(found)


async def _read(info: Asked, kind: type[Thing], refs: Sequence[Ref], asked: frozenset[str]) -> list[Thing]:
    found = await info.context.read(kind, [ref.iri for ref in refs], asked)
    return [one for one in found if one is not None]


async def _first(found: Awaitable[list[Thing]]) -> Thing | None:
    return next(iter(await found), None)


def links_of(told: Mapping[str, Any]) -> Links:
    """The links that a field follows to things, by what was noted of it; see `find.bounds`."""
    reads, kind = tuple(told[READS]), KINDS[told[LINK]]
    if not any(name.startswith("^") for name in reads) or issubclass(kind, KINDS["OntologyTerm"]):
        return reads, ()
    # What is led to backwards may be of other kinds, which are left out.
    kinds = (other for other in KINDS.values() if issubclass(other, kind))
    return reads, tuple(sorted({name for other in kinds for name in other.classes}))


def asked_fields(info: Asked) -> frozenset[str]:
    """The names of all fields that are asked of the things of a field, on whatever type."""
    asked, known = nodes_of(info), info.context.selections
    key = tuple(map(id, asked))
    if key not in known:
        known[key] = names_of(fields_of(asked, fragments_of(info)))
    return known[key]


@strawberry.interface(description="Anything that has an id; `node(id:)` finds it again.")
class Node:
    """Relay's interface."""

    id: strawberry.ID = strawberry.field(description="Its IRI: the one name it has here, in SPARQL and on the web.")


@strawberry.interface(description="Anything of the graph: its one name, and what a reader calls it.")
class Thing(Node):
    """Built from what is stated about it, without a call of `__init__`."""

    iri: str = strawberry.field(description="The IRI: what SPARQL answers, too.")
    curie: str = strawberry.field(description="The IRI in short, as prefix:name; the IRI where no prefix fits.")
    label: str = strawberry.field(description="What a reader sees.")
    facts: strawberry.Private[Said]

    told_apart: ClassVar[bool] = False
    """Whether it must be read before it is known of which type it is."""
    classes: ClassVar[tuple[str, ...]] = ()
    """The classes of the graph whose instances are of this type."""

    @classmethod
    def of(cls, said: Said) -> Self:
        """A thing of which everything asked is known."""
        made = object.__new__(cls)
        made.__dict__ = {"facts": said, "iri": said.iri, "id": said.iri}
        return made

    @classmethod
    def named(cls, ref: Ref) -> Self:
        """A thing of which no more than the name will be asked."""
        made = object.__new__(cls)
        made.__dict__ = {"iri": ref.iri, "id": ref.iri, "label": ref.label or contract(ref.iri)}
        return made

    @classmethod
    def picked(cls, said: Said) -> Thing | None:
        """The thing as the type it is of; None where it is of none of this type's classes."""
        return cls.of(said) if _classes(cast(Any, cls)).intersection(said.texts("rdf:type")) else None

    @classmethod
    def reads(cls, asked: frozenset[str] | None = None) -> frozenset[str]:
        """The properties that fields of this type read, and of the types it may turn out to be; of all if None.

        `asked` holds names of the schema (`ageAtOnset`).
        """
        kind: Any = cls
        return _reads(kind, asked)

    @property
    def said(self) -> Said:
        """What is stated about it."""
        return self.facts

    def led(self, names: Sequence[str]) -> Sequence[Ref]:
        """What some properties lead to, by IRI."""
        if len(names) == 1:
            return self.said.refs(names[0])
        refs = {ref.iri: ref for name in names for ref in self.said.refs(name)}
        return [refs[iri] for iri in sorted(refs)]

    def __getattr__(self, name: str) -> Any:
        """A plain field, read when it is asked for."""
        if name == "curie":
            return contract(self.iri)
        try:
            return _readers(cast(Any, type(self)))[name](self.__dict__["facts"])
        except KeyError:
            raise AttributeError(name) from None


@cache
def _classes(kind: Any) -> frozenset[str]:
    split = (name.partition(":") for name in kind.classes)
    return frozenset(PREFIXES[prefix] + local for prefix, _, local in split)


@cache
def _readers(kind: Any) -> dict[str, Callable[[Said], Any]]:
    read = {name: noted["read"] for name, noted in metadata(kind).items() if "read" in noted}
    return {"label": lambda said: said.label, **read}


@lru_cache(4096)
def _reads(kind: Any, asked: frozenset[str] | None) -> frozenset[str]:
    found = {"rdf:type"} if asked is not None and "label" not in asked else {"rdf:type", "rdfs:label"}
    for each in [kind, *(other for other in KINDS.values() if issubclass(other, kind))]:
        for name, noted in metadata(each).items():
            if asked is None or to_camel_case(name) in asked:
                found.update(noted.get(READS, ()))
    return frozenset(found)


T = TypeVar("T", bound=type[Thing])


def thing(*classes: str, description: str, keys: tuple[str, ...] = ()) -> Callable[[T], T]:
    """A type of the schema with the classes (`kg:Paper`) of its things, and `keys` beside those that each type has."""

    def decorate(kind: T) -> T:
        KEYS[kind.__name__] = ("id", "curie", *keys)
        made = strawberry.federation.type(kind, description=description, keys=KEYS[kind.__name__])
        made.classes = classes
        KINDS[made.__name__] = made
        return made

    return decorate
