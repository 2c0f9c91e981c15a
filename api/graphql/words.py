"""The small types that the others are made of: enums, and anything that has an IRI."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from enum import Enum
from typing import Any, Final, TypeVar, cast

import strawberry
from strawberry import enum_value, field

from kg import find

T = TypeVar("T")
R = TypeVar("R", bound=Callable[..., object])


def resolved(description: str) -> Callable[[R], R]:
    """A field with a resolver: strawberry's own decorator, with a type that a checker can follow."""
    return cast(Callable[[R], R], strawberry.field(description=description))


@strawberry.enum(description="What is known of a finding in a person.")
class Status(Enum):
    """See kg.find.Status."""

    PRESENT = enum_value("present", description="It was seen.")
    ABSENT = enum_value("absent", description="It was looked for and not seen.")
    NOT_REPORTED = enum_value("notReported", description="The paper says neither; for filters only.")


@strawberry.enum(description="Sex, as the paper states it.")
class Sex(Enum):
    """See kg.find.Sex."""

    FEMALE = enum_value("female", description="Female.")
    MALE = enum_value("male", description="Male.")


@strawberry.enum(description="Whether the person was tested for a variant of the gene.")
class GeneticStatus(Enum):
    """See kg.find.GeneticStatus."""

    CONFIRMED = enum_value("confirmed", description="A variant was found in this person.")
    NOT_INDIVIDUALLY_TESTED = enum_value(
        "notIndividuallyTested", description="A relative was tested, this person was not."
    )
    NOT_READ = enum_value("notRead", description="The text read does not say.")
    NEGATIVE = enum_value("negative", description="Tested, and no variant was found.")


@strawberry.enum(description="How far a text was read, from least to most.")
class Depth(Enum):
    """See kg.find.Depth."""

    ABSTRACT = enum_value("abstract", description="The abstract only.")
    EXCERPT = enum_value("excerpt", description="The opening of the page, or a part of it.")
    FULL_TEXT = enum_value("fullText", description="The whole text.")


@strawberry.interface(description="Anything of the graph that has an IRI.")
class Thing:
    """What all types share."""

    iri: str = field(description="The IRI: its one name, also in SPARQL.")
    label: str = field(description="What a reader sees.")

    @resolved("The IRI in short, as prefix:name; the IRI itself where no prefix fits.")
    def curie(self) -> str:
        """See kg.find.Ref.curie."""
        return find.Ref(self.iri, self.label).curie


@strawberry.type(description="A term of an ontology, or another thing that is only named here.")
class Term(Thing):
    """A kg.find.Ref."""


ENUMS: Final[dict[type[Enum], Callable[[str], Enum]]] = {
    find.Status: Status,
    find.Sex: Sex,
    find.GeneticStatus: GeneticStatus,
    find.Depth: Depth,
}


def shown(value: Any) -> Any:
    """A value of kg.find as the value of a GraphQL field."""
    if isinstance(value, find.Ref):
        return Term(iri=value.iri, label=value.label)
    if isinstance(value, tuple):
        return [shown(one) for one in value]
    if isinstance(value, Enum):
        return ENUMS[type(value)](value.value)
    return value


def of_facts(kind: Callable[..., T], facts: object) -> T:
    """A type whose plain fields carry the same names as the facts it is made from."""
    names = [one.name for one in fields(kind) if one.init and one.name != "facts"]  # type: ignore[arg-type]
    return kind(facts=facts, **{name: shown(getattr(facts, name)) for name in names})
