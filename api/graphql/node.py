"""What every type has: an IRI with its short form and label, and fields that read what is stated about it.

A type is a table: each plain field names the property it reads (`fields.py`), so that one query reads all fields of
many things, and a test can hold the fields against the ontology.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, ClassVar, Final, Self, TypeVar, cast

import strawberry
from strawberry import Info

from api.graphql.context import Context
from api.graphql.inside import fragments_of, metadata, nodes_of, to_camel_case
from api.graphql.kinds import KEYS, KINDS
from api.graphql.selection import fields_of, names_of
from kg.find import Links, Ref, Said
from kg.names import PREFIXES, contract

R = TypeVar("R", bound=Callable[..., object])
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


def reached(info: Asked, kind: str, refs: Sequence[Ref], mixed: bool = False) -> Any:
    """Things by their IRIs, now or to be awaited: read only when more than their names is asked for.

    What is no thing of that kind is left out; `mixed` where there may be such.
    """
    wanted = KINDS[kind]
    if not refs:
        return []
    asked = asked_fields(info)
    if not mixed and wanted.classes and asked <= NAMING:
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


class Stated:
    """Built from what is stated about it, without a call of `__init__`; a plain field is read when it is asked for."""

    facts: Said

    @classmethod
    def of(cls, said: Said) -> Self:
        """Something of which everything asked is known."""
        made = object.__new__(cls)
        made.__dict__ = {"facts": said, "iri": said.iri, "id": said.iri}
        return made

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
        """A plain field."""
        try:
            return _readers(cast(Any, type(self)))[name](self.__dict__["facts"])
        except KeyError:
            raise AttributeError(name) from None


@strawberry.interface(description="Anything of the graph: its one name, and what a reader calls it.")
class Thing(Stated, Node):
    """What has an IRI."""

    iri: str = strawberry.field(description="The IRI: what SPARQL answers, too.")
    curie: str = strawberry.field(description="The IRI in short, as prefix:name; the IRI where no prefix fits.")
    label: str = strawberry.field(description="What a reader sees.")

    classes: ClassVar[tuple[str, ...]] = ()
    """The classes of the graph whose instances are of this type; a type without must be read to be told apart."""

    @classmethod
    def named(cls, ref: Ref) -> Self:
        """A thing of which no more than the name will be asked."""
        made = object.__new__(cls)
        made.__dict__ = {"iri": ref.iri, "id": ref.iri, "label": ref.label or contract(ref.iri)}
        return made

    @classmethod
    def picked(cls, said: Said) -> Thing | None:
        """The thing as the type it is of; None where that is neither this one nor below it."""
        kind = cls.claimed(said.texts("rdf:type"))
        return kind.of(said) if kind else None

    @classmethod
    def claimed(cls, classes: Iterable[str]) -> type[Thing] | None:
        """The type for a thing of some classes, this one or one below it; None where none claims one of them."""
        kind: Any = cls
        stated = frozenset(classes)
        return next((found for name, found in _claims(kind).items() if name in stated), None)

    @classmethod
    def reads(cls, asked: frozenset[str] | None = None) -> frozenset[str]:
        """The properties that fields of this type read, and of the types it may turn out to be; of all if None.

        `asked` holds names of the schema (`ageAtOnset`).
        """
        kind: Any = cls
        return _reads(kind, asked)

    def __getattr__(self, name: str) -> Any:
        """A plain field; its short name is known without being read."""
        return contract(self.iri) if name == "curie" else Stated.__getattr__(self, name)


@cache
def _claims(kind: Any) -> dict[str, type[Thing]]:
    """The types by the classes they claim, the narrower first, as they are defined (a genotype is a mention too)."""
    below = ((*name.partition(":"), one) for one in KINDS.values() if issubclass(one, kind) for name in one.classes)
    return {PREFIXES[prefix] + local: one for prefix, _, local, one in below}


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
