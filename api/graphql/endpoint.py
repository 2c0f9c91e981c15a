"""GraphQL over HTTP (graphql-over-http, stage 2): POST with JSON, GET for queries, no subscriptions, no batches."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from api.about import About
from api.body import media_type, parameters, read_body, text_of
from api.errors import Refusal
from api.graphql.context import Context
from api.graphql.schema import INTERNAL, UNRESOLVED, PreExecutionError, resolution_fault, schema, told
from api.negotiate import HTML, ranked
from api.pages.graphql import graphql_page
from api.settings import Settings
from kg.engine import Engine

RESPONSE = "application/graphql-response+json"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of GraphQL over HTTP."""

    query: str
    variables: dict[str, Any] | None
    operation: str | None


@dataclass(frozen=True, slots=True)
class GraphQL:
    """The endpoint over an engine."""

    engine: Engine
    settings: Settings
    about: About

    async def respond(self, request: Request) -> Response:
        """Answer a request; a browser without a query gets a page that says how to ask."""
        get = request.method in ("GET", "HEAD")
        accepted = ranked(", ".join(request.headers.getlist("accept")), [JSON, RESPONSE, *([HTML] if get else [])])
        if get and accepted[:1] == [HTML] and not request.query_params.get("query"):
            return graphql_page()
        accepted = [one for one in accepted if one != HTML] or ([JSON] if accepted else [])
        if not accepted:
            raise Refusal(406, "the types given here are in `supported`", supported=[RESPONSE, JSON])
        try:
            asked = _of_url(request) if get else await _of_body(request, self.settings.body_most)
        except Refusal as error:
            body = {"errors": [{"message": error.detail, "extensions": {"code": "BAD_REQUEST"}}]}
            return _sent(body, accepted[0], error.status)
        return await self._answer(asked, accepted[0])

    async def _answer(self, asked: Asked, kind: str) -> Response:
        """A request that never ran has no `data`; only the newer media type tells a failure by its status."""
        body = await self._result(asked)
        if kind == JSON or body.get("data") is not None:
            return _sent(body, kind, 200)
        ours = any(error["extensions"]["code"] == INTERNAL for error in body["errors"])
        return _sent(body, kind, 500 if ours else 400)

    async def _result(self, asked: Asked) -> dict[str, Any]:
        try:
            unresolved = resolution_fault(asked.query, asked.operation)
        except GraphQLError as error:
            return {"errors": [told(error, before=True)]}
        if unresolved:
            return {"errors": [{"message": unresolved.message, "extensions": {"code": UNRESOLVED}}]}
        result = await schema.execute(
            asked.query,
            variable_values=asked.variables,
            operation_name=asked.operation,
            context_value=Context.of(self.engine, self.settings, self.about),
        )
        body: dict[str, Any] = {}
        if result.errors:
            body["errors"] = [told(error, isinstance(result, PreExecutionError)) for error in result.errors]
        if result.data is not None or any(error.path for error in result.errors or ()):
            body["data"] = result.data
        return body


async def sdl(_: Request) -> Response:
    """The schema as text."""
    return PlainTextResponse(schema.as_str())


def _of_url(request: Request) -> Asked:
    given = {name: values[-1] for name, values in parameters(request.url.query).items() if values[-1]}
    return _asked({**given, "variables": _parsed(given["variables"]) if "variables" in given else None})


async def _of_body(request: Request, most: int) -> Asked:
    kind, charset = media_type(request)
    if kind != JSON or charset not in (None, "utf-8"):
        raise Refusal(415, f"a POST carries {JSON} in UTF-8")
    given = _parsed(text_of(await read_body(request, most)))
    if not isinstance(given, dict):
        raise Refusal(400, "the body must be one JSON object; batches are not taken")
    return _asked(given)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "that is not JSON") from error


def _asked(given: dict[str, Any]) -> Asked:
    query, variables, operation = given.get("query"), given.get("variables"), given.get("operationName")
    if not isinstance(query, str) or not query:
        raise Refusal(400, "`query` must be a text that is not empty")
    if not isinstance(variables, dict | None):
        raise Refusal(400, "`variables` must be an object")
    if not isinstance(operation, str | None):
        raise Refusal(400, "`operationName` must be a text")
    if not isinstance(given.get("extensions"), dict | str | None):
        raise Refusal(400, "`extensions` must be an object")
    return Asked(query, variables, operation or None)


def _sent(body: dict[str, Any], kind: str, status: int) -> Response:
    text = json.dumps(body, ensure_ascii=False).encode("utf-8", errors="backslashreplace")
    return Response(text, status, {"content-type": f"{kind}; charset=utf-8", "vary": "Accept"})
