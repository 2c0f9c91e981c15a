"""Fields that lead to many things, as Relay connections: the same arguments at the root and on every type."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from types import GenericAlias, new_class
from typing import Annotated, Any, Final

import strawberry
from strawberry import argument

from api.graphql.inputs import INPUTS, Direction
from api.graphql.inside import TypeNamed
from api.graphql.listed import LISTS, Listed
from api.graphql.node import HOLDS, LINK, READS, Asked, Thing, resolved
from api.graphql.paging import Connection, Window, connect
from api.graphql.words import closed
from kg.find import Relation
from kg.find.facets import FACETS
from kg.find.orders import ORDERS

First = Annotated[
    int | None, argument(description="How many from the start, or after `after`; a server limit applies.")
]
After = Annotated[str | None, argument(description="The cursor of the edge before the first one wanted.")]
Last = Annotated[int | None, argument(description="How many from the end, or before `before`; not with `first`.")]
Before = Annotated[str | None, argument(description="The cursor of the edge after the last one wanted.")]
_ORDER: Final = "In which order; by IRI when left out. Things without a value come last."


@strawberry.type(description="A value with how many things of the whole list have it.")
class FacetValue:
    """Shows kg.find.facets.FacetValue."""

    iri: str | None = strawberry.field(description="What it is; null for a plain value such as a year.")
    label: str = strawberry.field(description="What a reader sees.")
    count: int = strawberry.field(description="How many things have it; one may have several values.")


@strawberry.type(description="The values of one property over a whole list, whatever page of it is shown.")
class Facet:
    """A facet with its name."""

    name: str = strawberry.field(description="The name it was asked by.")
    values: Any = strawberry.field(description="Its values, most frequent first.", graphql_type=list[FacetValue])


def _connection(row: Listed, called: str) -> type[Connection[Any]]:
    """A page of things, with the facets that they can be counted by."""
    meanings = {name: says for name, (_, says) in FACETS[row.where].items()}
    names = closed(f"{row.prefix}Facet", f"What {called} can be counted by.", meanings)

    async def facets(self: Connection[Any], info: Asked, by: Sequence[Enum]) -> list[Facet]:
        keys = [(self.listing, self.owner, str(one.value)) for one in by]
        found = await info.context.facets.load_many(keys)
        return [Facet(name=name, values=tallies) for (_, _, name), tallies in zip(keys, found, strict=True)]

    facets.__annotations__["by"] = Annotated[GenericAlias(list, names), argument(description="Which properties.")]
    field = resolved("Counts of the whole list by properties.")(facets)
    members = {"facets": field, "where": row.where, "kind": row.kind}
    page: Any = Connection
    made = new_class(
        f"{row.prefix}Connection", (page[TypeNamed(row.kind)],), exec_body=lambda space: space.update(members)
    )
    return strawberry.type(made, description=f"A page of {called}.")


def _order(row: Listed, name: str) -> type[Any]:
    """By what a list is ordered, and which way."""
    meanings = {one: says for one, (_, says) in ORDERS[row.where].items()}
    values = {one: order.name for one, (order, _) in ORDERS[row.where].items()}
    by = closed(f"{row.prefix}OrderField", f"What {name} are ordered by.", meanings, values)
    members = {
        "field": strawberry.field(description="What they are ordered by.", graphql_type=by),
        "direction": strawberry.field(default=Direction.ASC, description="Which way.", graphql_type=Direction),
    }
    description = f"The order of {name}; those without a value come last, and equals go by IRI."
    return strawberry.input(type(f"{row.prefix}Order", (), members), description=description)


_MADE: Final = {name: (_connection(row, row.words or name), _order(row, name)) for name, row in LISTS.items()}


def listed_by_iri(name: str) -> type[Connection[Any]]:
    """The pages of a list of `LISTS`, for who knows the IRIs of its things."""
    return _MADE[name][0]


def listed(name: str, relation: Relation | None, description: str, local: tuple[str, ...] = ()) -> Any:
    """A field with a list of `LISTS`: it follows a relation from its owner, or lists everything where there is none.

    Where `local` names properties of the owner that lead to the same things, a plain list needs no query.
    """
    row, (connection, order) = LISTS[name], _MADE[name]

    def resolve(
        self: Thing,
        info: Asked,
        where: Any = None,
        order_by: Any = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Any:
        window = Window(first, after, last, before)
        return connect(info, connection, where, order_by, window, relation, self, local)

    which = f"Which {row.words or name}; {row.usual} when left out."
    resolve.__annotations__ |= {
        "where": Annotated[INPUTS[row.where] | None, argument(description=which)],
        "order_by": Annotated[order | None, argument(description=_ORDER)],
        "return": connection,
    }
    told = {READS: local, "list": True, HOLDS: (row.where, relation), **({LINK: row.kind} if local else {})}
    return strawberry.field(resolver=resolve, description=description, metadata=told)
