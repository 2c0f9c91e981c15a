"""The connections, each with the facets that its things can be counted by."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Annotated, Any, Final

import strawberry
from strawberry import argument

from api.graphql.facets import CaseFacet, ObservationFacet, PaperFacet, StatisticFacet, TermFacet, VariantFacet
from api.graphql.node import Asked, Thing, resolved
from api.graphql.paging import Connection
from api.graphql.types.case import Case
from api.graphql.types.observation import Observation
from api.graphql.types.paper import Paper
from api.graphql.types.statistic import CohortStatistic
from api.graphql.types.term import OntologyTerm
from api.graphql.types.variant import Variant
from kg import find


@strawberry.type(description="A value with how many things of the whole list have it.")
class FacetValue:
    """See kg.find.facets.Tally."""

    iri: str | None = strawberry.field(description="What it is; null for a plain value such as a year.")
    label: str = strawberry.field(description="What a reader sees.")
    count: int = strawberry.field(description="How many things have it; one may have several values.")


@strawberry.type(description="The values of one property over a whole list, whatever page of it is shown.")
class Facet:
    """A facet with its name."""

    name: str = strawberry.field(description="The name it was asked by.")
    values: list[FacetValue] = strawberry.field(description="Its values, most frequent first.")


@strawberry.type(description="A page of cases.")
class CaseConnection(Connection[Case]):
    """Cases."""

    @resolved("Counts of the whole list by properties.")
    async def facets(
        self, info: Asked, by: Annotated[list[CaseFacet], argument(description="Which properties.")]
    ) -> list[Facet]:
        """In one query."""
        return await _facets(info, self, by)


@strawberry.type(description="A page of variants.")
class VariantConnection(Connection[Variant]):
    """Variants."""

    @resolved("Counts of the whole list by properties.")
    async def facets(
        self, info: Asked, by: Annotated[list[VariantFacet], argument(description="Which properties.")]
    ) -> list[Facet]:
        """In one query."""
        return await _facets(info, self, by)


@strawberry.type(description="A page of papers.")
class PaperConnection(Connection[Paper]):
    """Papers."""

    @resolved("Counts of the whole list by properties.")
    async def facets(
        self, info: Asked, by: Annotated[list[PaperFacet], argument(description="Which properties.")]
    ) -> list[Facet]:
        """In one query."""
        return await _facets(info, self, by)


@strawberry.type(description="A page of observations.")
class ObservationConnection(Connection[Observation]):
    """Observations."""

    @resolved("Counts of the whole list by properties.")
    async def facets(
        self, info: Asked, by: Annotated[list[ObservationFacet], argument(description="Which properties.")]
    ) -> list[Facet]:
        """In one query."""
        return await _facets(info, self, by)


@strawberry.type(description="A page of figures.")
class StatisticConnection(Connection[CohortStatistic]):
    """Figures."""

    @resolved("Counts of the whole list by properties.")
    async def facets(
        self, info: Asked, by: Annotated[list[StatisticFacet], argument(description="Which properties.")]
    ) -> list[Facet]:
        """In one query."""
        return await _facets(info, self, by)


@strawberry.type(description="A page of terms.")
class TermConnection(Connection[OntologyTerm]):
    """Terms."""

    @resolved("Counts of the whole list by properties.")
    async def facets(
        self, info: Asked, by: Annotated[list[TermFacet], argument(description="Which properties.")]
    ) -> list[Facet]:
        """In one query."""
        return await _facets(info, self, by)


async def _facets(info: Asked, connection: Connection[Any], by: Sequence[Enum]) -> list[Facet]:
    keys = [(connection.listing, connection.owner, str(one.value)) for one in by]
    found = await info.context.facets.load_many(keys)
    return [
        Facet(name=name, values=[FacetValue(iri=one.iri, label=one.label, count=one.count) for one in tallies])
        for (_, _, name), tallies in zip(keys, found, strict=True)
    ]


CONNECTIONS: Final[dict[type[find.Filter], tuple[type[Connection[Any]], type[Thing]]]] = {
    find.CaseFilter: (CaseConnection, Case),
    find.VariantFilter: (VariantConnection, Variant),
    find.PaperFilter: (PaperConnection, Paper),
    find.ObservationFilter: (ObservationConnection, Observation),
    find.StatisticFilter: (StatisticConnection, CohortStatistic),
    find.TermFilter: (TermConnection, OntologyTerm),
}
"""For each kind of filter, the connection of its things and their type."""
