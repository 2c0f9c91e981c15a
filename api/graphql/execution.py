"""Running an operation: chosen and priced first, then executed under one deadline and one of its client's turns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from graphql import GraphQLError, OperationDefinitionNode
from starlette.requests import Request
from strawberry.types.execution import PreExecutionError

from api.about import About
from api.flight import unless_left
from api.graphql.asked import Asked
from api.graphql.asking import Asking
from api.graphql.context import Context
from api.graphql.failures import told
from api.graphql.limits import Limits, bounded_variables
from api.graphql.request import Document, chosen, priced, refusal
from api.graphql.schema import schema
from api.quota import Quota, client_of
from api.settings import Settings
from kg.engine.serving import ServingEngine
from kg.lexicon import Lexicon

_READING: Final = 600.0
"""Seconds in which the names of a graph without an index are read, once."""


@dataclass(frozen=True, slots=True)
class Found:
    """A response's body, what it cost (None: it could not be priced), and whether each asking gives the same."""

    body: Mapping[str, Any]
    cost: int | None = None
    whole: bool = False


@dataclass(slots=True)
class Execution:
    """What runs operations over an engine. `quota` is asked for when the first one comes."""

    engine: ServingEngine
    settings: Settings
    about: About
    quota: Callable[[], Quota]

    def lexicon(self, asking: Asking) -> Lexicon:
        """The names of the engine; where it has no index, they are read by the first request that wants them."""
        return Lexicon.of(self.engine, asking)

    async def result(self, request: Request, text: str, document: Document, wanted: Asked) -> Found:
        """The response to a request. Raises `Refusal` for a client with too many running, `Left` when it has gone."""
        if document.faults:
            return Found({"errors": [told(one, before=True) for one in document.faults]})
        try:
            operation = chosen(document, wanted.operation)
            bounded_variables(operation, wanted.variables, Limits())
            cost = priced(document, operation, wanted.variables, self.settings)
        except GraphQLError as error:
            return Found({"errors": [told(error, before=True)]})
        shown: dict[str, Any] = {"cost": {"requested": cost.total, "limit": self.settings.graphql_cost_most}}
        if wanted.dry:
            shown["cost"]["pages"] = [{"field": path, "cost": part, "size": size} for path, part, size in cost.dearest]
            return Found({"data": {}, "extensions": {"dryRun": True, **shown}}, cost.total)
        dear = refusal(cost, self.settings.graphql_cost_most)
        if dear:
            return Found({"errors": [told(dear, before=True)], "extensions": shown}, cost.total)
        body = await self._executed(request, text, document, operation, wanted, shown)
        return Found(body, cost.total, whole="errors" not in body and not wanted.shows_sparql)

    async def _executed(
        self,
        request: Request,
        text: str,
        document: Document,
        operation: OperationDefinitionNode,
        wanted: Asked,
        shown: dict[str, Any],
    ) -> dict[str, Any]:
        async with self.quota().turn(self._client(request)):
            asking = Asking(self.engine, self.settings.deadline)
            names = Asking(self.engine, _READING)
            context = Context.of(asking, self.settings, self.about, partial(self.lexicon, names), document.node)
            name = operation.name.value if operation.name else None
            try:
                running = schema.execute(text, dict(wanted.variables), context, operation_name=name)
                result = await unless_left(running, request.receive)
            finally:
                asking.close()
                names.close()
        body: dict[str, Any] = {}
        if result.errors:
            body["errors"] = [told(one, isinstance(result, PreExecutionError)) for one in result.errors]
        if result.data is not None or any(one.path for one in result.errors or ()):
            body["data"] = result.data
        if context.rewrites:
            shown["rewrites"] = context.rewrites
        if wanted.shows_sparql:
            shown["sparql"] = [{"query": one.query, "milliseconds": one.milliseconds} for one in asking.runs]
        return {**body, "extensions": shown}

    def _client(self, request: Request) -> str:
        address = request.client.host if request.client else ""
        return client_of(address, request.headers.get("x-forwarded-for", ""), self.settings.trusted_proxies)
