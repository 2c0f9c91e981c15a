"""The schema, and what of an error reaches a client: its own mistakes in full, faults of ours by a number."""

from __future__ import annotations

import logging
import uuid
from typing import Any, Final

import strawberry
from graphql import GraphQLError, GraphQLSyntaxError, OperationDefinitionNode, OperationType, parse
from strawberry.types import ExecutionContext
from strawberry.types.execution import PreExecutionError

from api.graphql.query import Query
from kg.engine.serving import EngineFailure, Overdue, TooLarge
from kg.errors import KgError

MOST_TOKENS: Final = 10_000
INTERNAL: Final = "INTERNAL_SERVER_ERROR"
UNRESOLVED: Final = "OPERATION_RESOLUTION_FAILURE"
log = logging.getLogger("api.graphql")


class Schema(strawberry.Schema):
    """Writes nothing into the log for a client's mistakes."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Leave the log to `told`, which knows whose mistake it was."""


schema = Schema(query=Query)


def resolution_fault(query: str, operation: str | None) -> GraphQLError | None:
    """Why no single query can be picked from a document. Strawberry would take the first of several.

    Raises GraphQLError for a document that cannot be read.
    """
    try:
        document = parse(query, no_location=True, max_tokens=MOST_TOKENS)
    except RecursionError:
        return GraphQLError("the query is nested too deeply")
    defined = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
    chosen = [one for one in defined if operation is None or (one.name and one.name.value == operation)]
    if len(chosen) != 1:
        named = [one.name.value for one in defined if one.name]
        listed = ", ".join(named) or "it names none"
        return GraphQLError(f"operationName must name one operation of the document: {listed}")
    if chosen[0].operation is not OperationType.QUERY:
        return GraphQLError("this graph is read-only: only queries are answered")
    return None


FAILURES: Final = ((Overdue, "QUERY_TIMEOUT"), (TooLarge, "ANSWER_TOO_LARGE"))
"""The request was good, but the engine gave no answer; what is not named here is a passing trouble."""


def told(error: GraphQLError, before: bool) -> dict[str, Any]:
    """An error as the client gets it. `before`: it was found before execution began."""
    cause: Exception | None = error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    found = dict(error.formatted)
    if isinstance(error, GraphQLSyntaxError):
        code = "GRAPHQL_PARSE_FAILED"
    elif isinstance(cause, EngineFailure):
        code = next((name for kind, name in FAILURES if isinstance(cause, kind)), "SERVICE_UNAVAILABLE")
    elif isinstance(cause, KgError) or (cause is None and not before):
        code = "BAD_USER_INPUT"
    elif before:
        code = "GRAPHQL_VALIDATION_FAILED"
    else:
        fault = uuid.uuid4().hex[:12]
        log.error("fault %s", fault, exc_info=cause)
        return {**found, "message": f"a fault of ours, written down as {fault}", "extensions": {"code": INTERNAL}}
    return {**found, "extensions": {**(error.extensions or {}), "code": code}}


__all__ = ["INTERNAL", "UNRESOLVED", "PreExecutionError", "resolution_fault", "schema", "told"]
