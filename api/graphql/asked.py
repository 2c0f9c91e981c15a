"""A request of GraphQL over HTTP (graphql-over-http, stage 2): POST with JSON, GET for queries, no batches."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from starlette.requests import Request

from api.body import media_type, parameters, read_body, text_of
from api.errors import Refusal
from api.settings import Settings

RESPONSE: Final = "application/graphql-response+json"
JSON: Final = "application/json"
READ: Final = ("GET", "HEAD")
SHOW: Final = "graphql-show"
"""A header that asks for more in `extensions`: `sparql`."""
BATCH: Final = 100
"""Requests of a list that are each told that lists are not taken; a client sends ten or so."""
_MEMBERS: Final = {
    "variables": (dict, "an object"),
    "operationName": (str, "a text"),
    "extensions": (dict, "an object"),
}
_NO_BATCH: Final = "batches are not taken: send each request alone (HTTP/2 has them share a connection), or use aliases"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks. `query` is None where a persisted query is named instead."""

    query: str | None
    variables: Mapping[str, Any]
    operation: str | None
    extensions: Mapping[str, Any] = field(default_factory=dict)

    @property
    def dry(self) -> bool:
        """Whether only the cost is wanted."""
        return self.extensions.get("dryRun") is True

    @property
    def shows_sparql(self) -> bool:
        """Whether the SPARQL that is run is wanted as well."""
        return self.extensions.get("sparql") is True


async def asked(request: Request, settings: Settings) -> Asked:
    """What a request asks. Raises `Refusal`."""
    found = _of_url(request) if request.method in READ else await _of_body(request, settings)
    shown = [one.strip().lower() for one in request.headers.get(SHOW, "").split(",")]
    more = {name: True for name, word in (("sparql", "sparql"), ("dryRun", "dry-run")) if word in shown}
    return Asked(found.query, found.variables, found.operation, {**found.extensions, **more})


def _of_url(request: Request) -> Asked:
    given: dict[str, Any] = {name: values[-1] for name, values in parameters(request.url.query).items() if values[-1]}
    maps = {name: _parsed(given[name]) for name in ("variables", "extensions") if name in given}
    return _checked(given | maps)


async def _of_body(request: Request, settings: Settings) -> Asked:
    kind, charset = media_type(request)
    if kind != JSON or charset not in (None, "utf-8"):
        raise Refusal(415, f"a POST carries {JSON} in UTF-8")
    given = _parsed(text_of(await read_body(request, settings)))
    if isinstance(given, list) and 0 < len(given) <= BATCH and all(isinstance(one, dict) for one in given):
        # Clients that batch look for an answer to each request, and show nothing of any other.
        raise Refusal(400, _NO_BATCH, requests=len(given))
    if not isinstance(given, dict):
        raise Refusal(400, f"the body must be one JSON object; {_NO_BATCH}")
    return _checked(given)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "that is not JSON") from error


def _checked(given: Mapping[str, Any]) -> Asked:
    for name, (kind, what) in _MEMBERS.items():
        if not isinstance(given.get(name), kind | None):
            raise Refusal(400, f"`{name}` must be {what}")
    query, extensions = given.get("query"), given.get("extensions") or {}
    if not isinstance(query, str | None) or (not query and "persistedQuery" not in extensions):
        raise Refusal(400, "`query` must be a text that is not empty")
    return Asked(query or None, given.get("variables") or {}, given.get("operationName") or None, extensions)
