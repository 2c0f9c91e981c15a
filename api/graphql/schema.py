"""The schema: one for clients, and the same as a subgraph of a federation."""

from __future__ import annotations

from functools import cache
from typing import cast

from graphql import GraphQLError, GraphQLSchema, print_schema, specified_directives
from strawberry import Info
from strawberry.federation import Schema as FederationSchema

from api.graphql import types as _types
from api.graphql import words as _words
from api.graphql.analyses import TYPES as ANALYSES
from api.graphql.federation import entities
from api.graphql.inside import ExecutionContext, FederationAny, core_of, is_type
from api.graphql.kinds import KINDS
from api.graphql.node import Thing
from api.graphql.plain import executor
from api.graphql.prepared import Prepared
from api.graphql.query import Query

_LOADED = (_types, _words)


class Schema(FederationSchema):
    """Writes nothing into the log for a client's mistakes, and reads the things of other subgraphs at once."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Leave the log to `told`, which knows whose mistake it was."""

    async def entities_resolver(self, info: Info, representations: list[FederationAny]) -> list[FederationAny]:  # type: ignore[override]
        """The things that another subgraph names by one of their keys."""
        return cast("list[FederationAny]", await entities(info, representations))


TYPES = [kind for kind in dict.fromkeys(KINDS.values()) if is_type(kind) and kind is not Thing]
TYPES += ANALYSES.values()
# The lowest version that has what is used: composers know no version younger than themselves.
schema = Schema(query=Query, types=TYPES, extensions=[Prepared], federation_version="2.0")
schema.execution_context_class = executor(core_of(schema))


@cache
def core() -> GraphQLSchema:
    """The schema as graphql-core knows it: for checking documents, for their cost, and for who asks it of itself."""
    return core_of(schema)


@cache
def sdl() -> str:
    """The schema as clients see it, which is what introspection tells."""
    return print_schema(core()) + "\n"


def _for_clients(known: GraphQLSchema) -> None:
    """Leave out what stands in `_service { sdl }` alone, for who composes a federation: no client can use it."""
    known.directives = tuple(specified_directives)
    for name in [name for name in known.type_map if name.startswith(("link__", "_FieldSet"))]:
        del known.type_map[name]


_for_clients(core())
