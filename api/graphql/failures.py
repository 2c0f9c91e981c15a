"""What of an error reaches a client: its own mistakes in full, faults of ours by a number; and the status of each."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterable, Mapping
from typing import Any, Final

from graphql import GraphQLError, GraphQLSyntaxError

from kg.engine import BadQuery
from kg.engine.serving import CutThere, Declined, EngineFailure, Overdue, TooLarge, TooWide
from kg.errors import KgError
from kg.files import Damaged

INTERNAL: Final = "INTERNAL_SERVER_ERROR"
FAILURES: Final = (
    (Overdue, "QUERY_TIMEOUT"),
    (TooLarge, "ANSWER_TOO_LARGE"),
    (TooWide, "QUERY_TOO_WIDE"),
    (CutThere, "ANSWER_TOO_LARGE"),
    (Declined, "ENGINE_REFUSED"),
)
"""The request was good, but the engine gave no answer; what is not named here is a passing trouble."""
OURS: Final = (BadQuery, Damaged)
"""Errors that no client made, though they are told in words: queries are written here, and so are files."""
STATUSES: Final = {
    INTERNAL: 500,
    "QUERY_TIMEOUT": 504,
    "ANSWER_TOO_LARGE": 422,
    "QUERY_TOO_WIDE": 422,
    "SERVICE_UNAVAILABLE": 503,
    "ENGINE_REFUSED": 502,
}
"""The status of a response without data, for clients that take statuses; 400 for every other code."""
LONG: Final = 1000
"""Characters of a message."""
log = logging.getLogger("api.graphql")


def told(error: GraphQLError, before: bool) -> dict[str, Any]:
    """An error as the client gets it. `before`: it was found before execution began."""
    cause: Exception | None = error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    found = {**error.formatted, "message": _short(error.message)}
    more = dict(error.extensions or {})
    if "code" in more and cause is None:
        code = more["code"]
    elif isinstance(error, GraphQLSyntaxError):
        code = "GRAPHQL_PARSE_FAILED"
    elif isinstance(cause, EngineFailure):
        code = next((name for kind, name in FAILURES if isinstance(cause, kind)), "SERVICE_UNAVAILABLE")
        more |= {"retryAfter": seconds} if (seconds := getattr(cause, "retry_after", None)) is not None else {}
    elif (isinstance(cause, KgError) and not isinstance(cause, OURS)) or (cause is None and not before):
        code = "BAD_USER_INPUT"
    elif before:
        code = "GRAPHQL_VALIDATION_FAILED"
    else:
        fault = uuid.uuid4().hex[:12]
        log.error("fault %s", fault, exc_info=cause)
        return {**found, "message": f"a fault of ours, written down as {fault}", "extensions": {"code": INTERNAL}}
    return {**found, "extensions": {**more, "code": code}}


def _short(message: str) -> str:
    """A message as it is sent: a client need not read all of what it wrote again."""
    return message if len(message) <= LONG else message[:LONG] + " ..."


def status_of(errors: Iterable[Mapping[str, Any]]) -> int:
    """The status of a response that has errors and no data: the gravest of theirs."""
    return max((STATUSES.get(one["extensions"]["code"], 400) for one in errors), default=400)
