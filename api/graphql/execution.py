"""Running an operation: chosen and priced first, then executed under one deadline and one of its client's turns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from graphql import GraphQLError, OperationDefinitionNode

from api.desk import Caller, Desk
from api.flight import unless_left
from api.graphql.asked import Asked
from api.graphql.context import Context
from api.graphql.cost import links
from api.graphql.failures import told
from api.graphql.inside import PreExecutionError
from api.graphql.limits import Limits, bounded_variables
from api.graphql.request import Document, chosen, priced, refusal
from api.graphql.schema import core, schema
from kg import find
from kg.engine.serving import EngineFailure
from kg.find import Bounds
from kg.release.about import About


@dataclass(frozen=True, slots=True)
class Found:
    """A response's body, what it cost (None: it could not be priced), and whether each asking gives the same."""

    body: Mapping[str, Any]
    cost: int | None = None
    whole: bool = False


@dataclass(slots=True)
class Execution:
    """What runs operations at a desk."""

    desk: Desk
    about: About
    _bounds: Bounds | None = None

    async def result(self, call: Caller, text: str, document: Document, wanted: Asked) -> Found:
        """The response to a request. Raises `Refusal` for a client with too many running, `Left` when it has gone."""
        if document.faults:
            return Found({"errors": [told(one, before=True) for one in document.faults]})
        settings = self.desk.settings
        try:
            operation = chosen(document, wanted.operation)
            bounded_variables(operation, wanted.variables, Limits())
            cost = priced(document, operation, wanted.variables, settings, await self._there(call))
        except GraphQLError as error:
            return Found({"errors": [told(error, before=True)]})
        shown: dict[str, Any] = {"cost": {"requested": cost.total, "limit": settings.graphql_cost_most}}
        if wanted.dry:
            shown["cost"]["pages"] = [{"field": path, "cost": part, "size": size} for path, part, size in cost.dearest]
            return Found({"data": {}, "extensions": {"dryRun": True, **shown}}, cost.total)
        dear = refusal(cost, settings.graphql_cost_most)
        if dear:
            return Found({"errors": [told(dear, before=True)], "extensions": shown}, cost.total)
        body = await unless_left(self._executed(call, text, document, operation, wanted, shown), call.request.receive)
        return Found(body, cost.total, whole="errors" not in body and not wanted.shows_sparql)

    async def _there(self, call: Caller) -> Bounds:
        """How much the release holds, counted once; nobody knows that of an endpoint elsewhere, which may change."""
        if self._bounds is None and self.about.digest and not self.desk.settings.engine:
            try:
                self._bounds = await self.desk.read(call, partial(find.bounds, links=links(core())))
            except EngineFailure:
                return Bounds()  # the next request counts; this one is priced by what it asks
        return self._bounds or Bounds()

    async def _executed(
        self,
        call: Caller,
        text: str,
        document: Document,
        operation: OperationDefinitionNode,
        wanted: Asked,
        shown: dict[str, Any],
    ) -> dict[str, Any]:
        name = operation.name.value if operation.name else None
        async with self.desk.visit(call) as visit:
            context = Context(visit, self.desk.settings, self.about, document.node, self.desk.analyses)
            result = await schema.execute(text, dict(wanted.variables), context, operation_name=name)
        body: dict[str, Any] = {}
        if result.errors:
            body["errors"] = [told(one, isinstance(result, PreExecutionError)) for one in result.errors]
        if result.data is not None or any(one.path for one in result.errors or ()):
            body["data"] = result.data
        shown["cost"]["actual"] = context.things
        if context.rewrites:
            shown["rewrites"] = context.rewrites
        if context.suggestions:
            shown["suggestions"] = context.suggestions
        if wanted.shows_sparql:
            shown["sparql"] = [{"query": one.query, "milliseconds": one.milliseconds} for one in visit.runs]
        return {**body, "extensions": shown}
