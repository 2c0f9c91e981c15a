"""What analyses answer, as types of the schema: a row of each kind, made of its fields and their words."""

from __future__ import annotations

from types import GenericAlias
from typing import Any, Final, get_type_hints

import strawberry

from api.graphql.inside import TypeNamed
from api.graphql.lists import After, First, listed_by_iri
from api.graphql.node import Asked, first, resolved
from api.graphql.paging import Window
from api.graphql.words import says
from kg.analysis import result
from kg.analysis.answers import types
from kg.analysis.given import bare, many
from kg.analysis.result import Row, words
from kg.find.facts import Ref

_TYPES: Final = {
    "term": "OntologyTerm",
    "disease": "OntologyTerm",
    "paper": "Paper",
    "case": "Case",
    "statistic": "CohortStatistic",
}
"""The types of the things that fields of rows name; others are named as whatever they are."""
_LISTS: Final = {
    "papers": "papers",
    **dict.fromkeys(("present_in", "absent_in", "event_in", "censored_in", "counted"), "cases"),
    **dict.fromkeys(("for_terms", "against_terms", "against_frequent"), "terms"),
}
"""The lists, by what they are of, that fields of rows lead to; other fields name each thing."""


@strawberry.type(description="A figure with its 95 % interval, worked out by us.")
class Estimate:
    """Shows kg.analysis.Estimate."""

    value: float = strawberry.field(description="The figure.")
    low: float | None = strawberry.field(description="The lower end; null where no interval can be had.")
    high: float | None = strawberry.field(description="The upper end; null where no interval can be had.")


@strawberry.type(description="How figures were worked out.")
class AnalysisMethod:
    """Shows kg.analysis.Method."""

    name: str = strawberry.field(description="Its name.")
    source: str = strawberry.field(description="Where it is published.")
    software: list[str] = strawberry.field(description="What did the arithmetic, if not we.")


@strawberry.type(description="A thing by its name: a group, a word of a closed list, or anything else of the graph.")
class NamedThing:
    """Shows kg.find.Ref."""

    iri: str = strawberry.field(description="Its IRI: what SPARQL answers, too.")
    label: str = strawberry.field(description="What a reader sees.")

    @resolved("The thing; null for a word of a closed list.", of=TypeNamed("Thing") | None)
    def thing(self, info: Asked) -> Any:
        """Of whatever type it is."""
        named: Any = self
        return first(info, "Thing", [named])


@strawberry.type(description="Somebody or something that does not count in an answer.")
class AnalysisLeftOut:
    """Shows kg.analysis.LeftOut."""

    what: NamedThing = strawberry.field(description="Who or what.")
    why: str = strawberry.field(description="Why.")
    instead: NamedThing | None = strawberry.field(description="What counts instead.")


def row_type(row: type[Row]) -> type[Any]:
    """The type of a row."""
    told, hints = words(row), get_type_hints(row)
    shown = {name: _shown(name, hints[name], told[name]) for name in types(row)}
    return strawberry.type(type(row.__name__, (), shown), description=says(row))


def _shown(name: str, of: Any, told: str) -> Any:
    if many(of) is Ref:
        return _several(name, told)
    if bare(of) is Ref:
        return _one(name, told)
    kind: Any = Estimate | None if bare(of) is result.Estimate else of
    return strawberry.field(description=told, graphql_type=kind)


def _one(name: str, told: str) -> Any:
    """A thing, of its type where all that a field names are of one."""
    kind = _TYPES.get(name)
    if kind is None:
        return strawberry.field(description=told, graphql_type=NamedThing | None)

    def resolve(root: Any, info: Asked) -> Any:
        ref = getattr(root, name)
        return first(info, kind, [ref] if ref else [])

    return strawberry.field(resolver=resolve, description=told, graphql_type=TypeNamed(kind) | None)


def _several(name: str, told: str) -> Any:
    """Things, as the list of their kind where they are all of one."""
    if name not in _LISTS:
        return strawberry.field(description=told, graphql_type=GenericAlias(list, NamedThing))
    made = listed_by_iri(_LISTS[name])

    def resolve(root: Any, info: Asked, first: First = None, after: After = None) -> Any:
        return made.of_iris(info, [one.iri for one in getattr(root, name)], Window(first=first, after=after))

    return strawberry.field(resolver=resolve, description=told, graphql_type=made, metadata={"list": True})
