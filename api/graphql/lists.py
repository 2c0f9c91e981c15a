"""Fields that lead to many things, as Relay connections: the same arguments at the root and on every type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final

import strawberry
from strawberry import argument

from api.graphql import inputs, orders
from api.graphql.node import HOLDS, LINK, READS, Asked, Thing
from api.graphql.paging import Window, connect
from api.graphql.refs import (
    CaseConnectionRef,
    ObservationConnectionRef,
    PaperConnectionRef,
    StatisticConnectionRef,
    TermConnectionRef,
    VariantConnectionRef,
)
from kg import find
from kg.find import Relation

First = Annotated[
    int | None, argument(description="How many from the start, or after `after`; a server limit applies.")
]
After = Annotated[str | None, argument(description="The cursor of the edge before the first one wanted.")]
Last = Annotated[int | None, argument(description="How many from the end, or before `before`; not with `first`.")]
Before = Annotated[str | None, argument(description="The cursor of the edge after the last one wanted.")]
_ORDER: Final = "In which order; by IRI when left out. Things without a value come last."


def _listed(
    kind: type[find.Filter], where_is: Any, order_is: Any, connection: Any, which: str, linked: str = ""
) -> Callable[..., Any]:
    """A maker of fields: each follows a relation from its owner, or lists everything where there is none.

    Where `local` names properties of the owner that lead to the same things, a plain list needs no query.
    """

    def of(relation: Relation | None, description: str, local: tuple[str, ...] = ()) -> Any:
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
            return connect(info, kind, where, order_by, window, relation, self, local)

        resolve.__annotations__ |= {
            "where": Annotated[where_is | None, argument(description=which)],
            "order_by": Annotated[order_is | None, argument(description=_ORDER)],
            "return": connection,
        }
        told = {READS: local, "list": True, HOLDS: (kind, relation), **({LINK: linked} if local else {})}
        return strawberry.field(resolver=resolve, description=description, metadata=told)

    return of


cases_of = _listed(
    find.CaseFilter, inputs.CaseFilter, orders.CaseOrder, CaseConnectionRef, "Which cases; all when left out."
)
variants_of = _listed(
    find.VariantFilter,
    inputs.VariantFilter,
    orders.VariantOrder,
    VariantConnectionRef,
    "Which variants; all when left out.",
)
papers_of = _listed(
    find.PaperFilter, inputs.PaperFilter, orders.PaperOrder, PaperConnectionRef, "Which papers; all when left out."
)
observations_of = _listed(
    find.ObservationFilter,
    inputs.ObservationFilter,
    orders.ObservationOrder,
    ObservationConnectionRef,
    "Which observations; all of persons when left out.",
    "Observation",
)
statistics_of = _listed(
    find.StatisticFilter,
    inputs.StatisticFilter,
    orders.StatisticOrder,
    StatisticConnectionRef,
    "Which figures; all when left out.",
)
terms_of = _listed(
    find.TermFilter,
    inputs.TermFilter,
    orders.TermOrder,
    TermConnectionRef,
    "Which terms; all that are not obsolete when left out.",
)
