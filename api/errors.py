"""Errors as problem details (RFC 9457) or plain text, one table from the families of errors to status codes."""

from __future__ import annotations

import json
import logging
import uuid
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.negotiate import ranked
from kg.engine import BadQuery
from kg.engine.federation import Refused
from kg.engine.serving import (
    Busy,
    CutThere,
    Declined,
    Ended,
    EngineFailure,
    NotYet,
    OutOfMemory,
    Overdue,
    TooLarge,
    TooWide,
    Unreachable,
    Unwritable,
)
from kg.errors import KgError, UnknownName
from kg.find import BadPage, NotAName
from kg.lexicon.slips import undeclared

PROBLEM: Final = "application/problem+json"
PLAIN: Final = "text/plain"
STATUS: Final[tuple[tuple[type[Exception], int, str], ...]] = (
    (Refused, 403, "That is not allowed here"),
    (BadQuery, 400, "The query cannot be read"),
    (Overdue, 504, "The query took too long"),
    (TooLarge, 422, "The answer is too large"),
    (TooWide, 422, "The query would not end"),
    (CutThere, 422, "The answer is too large"),
    (Unwritable, 406, "None of the accepted types fits"),
    (OutOfMemory, 503, "The query needs too much memory"),
    (Ended, 503, "The process that ran the query ended"),
    (Busy, 503, "Too many queries are waiting"),
    (NotYet, 503, "Still starting"),
    (Unreachable, 502, "The endpoint behind this one does not answer"),
    (Declined, 502, "The endpoint behind this one refuses the query"),
    (NotAName, 400, "That is no name"),
    (BadPage, 400, "There is no such page"),
    (UnknownName, 404, "Nothing is called so"),
)
TITLES: Final = {
    400: "The request cannot be read",
    403: "That is not allowed here",
    404: "There is nothing here",
    405: "That is not done here",
    406: "None of the accepted types fits",
    408: "The request did not come in time",
    413: "The request is too large",
    414: "The address is too long",
    415: "That type of body is not read here",
    429: "Too many queries at once",
    431: "The headers are too large",
}
HINTS: Final[dict[type[Exception], str]] = {
    Overdue: "name what you look for (a class, a paper, a graph), add LIMIT, or give more time by timeout=SECONDS",
    TooLarge: "add LIMIT and OFFSET with ORDER BY, or download the whole release",
    TooWide: "give patterns a variable in common, name one of what many things share (a class, a paper, a term), "
    "or count one side in a sub-select: { SELECT ?term (COUNT(*) AS ?n) { ... } GROUP BY ?term }",
    OutOfMemory: "make the query smaller: fewer open patterns, no product of unrelated ones, LIMIT inside sub-selects",
}
log = logging.getLogger("api")


class Refusal(KgError):
    """A request that is answered with a problem. `more` are members of the problem, `headers` go with it."""

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None, **more: Any) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers, self.more = status, detail, headers or {}, more


def problem(
    status: int,
    title: str,
    detail: str,
    headers: dict[str, str] | None = None,
    accept: str = "",
    **more: object,
) -> Response:
    """A problem, as plain text for who asks for that; members that are None are left out."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    told = {name: value for name, value in body.items() if value is not None}
    all_headers = {"cache-control": "no-store", "vary": "Accept", **(headers or {})}
    if PLAIN in accept and ranked(accept, (PROBLEM, PLAIN, "application/json"))[:1] == [PLAIN]:
        return Response(_plain(told), status, all_headers, PLAIN)
    return Response(json.dumps(told, ensure_ascii=False).encode(errors="replace"), status, all_headers, PROBLEM)


def _plain(told: dict[str, Any]) -> bytes:
    """For a terminal: what, why, where with the marker below the line, and the rest by name."""
    rest = [name for name in told if name not in ("type", "title", "status", "detail", "excerpt")]
    lines = [f"{told['status']} {told['title']}: {told['detail']}"]
    lines += [str(told["excerpt"])] if "excerpt" in told else []
    for name in rest:
        value = told[name]
        lines.append(f"{name}: {', '.join(map(str, value)) if isinstance(value, list) else value}")
    return ("\n".join(lines) + "\n").encode(errors="replace")


def refused(error: Refusal, accept: str = "", **more: object) -> Response:
    """The problem of a refusal."""
    title = TITLES.get(error.status, "Refused")
    return problem(error.status, title, error.detail, error.headers, accept, **{**error.more, **more})


def status_of(error: Exception) -> tuple[int, str]:
    """The status and the title of a known error; 500 for any other."""
    return next(
        ((status, title) for kind, status, title in STATUS if isinstance(error, kind)), (500, "A fault of ours")
    )


def failure_problem(error: EngineFailure, accept: str = "", **more: object) -> Response:
    """The problem of a query that was good and came to nothing."""
    status, title = status_of(error)
    retry = getattr(error, "retry_after", None)
    if isinstance(error, Unreachable) and isinstance(error.__cause__, TimeoutError):
        status = 504
    headers = {} if retry is None else {"retry-after": str(retry)}
    told: dict[str, Any] = {"timeout": error.seconds} if isinstance(error, Overdue) else {}
    if isinstance(error, Unwritable):
        told["supported"] = list(error.others)
    return problem(status, title, str(error), headers, accept, hint=HINTS.get(type(error)), **told, **more)


def query_problem(error: BadQuery, query: str) -> dict[str, Any]:
    """Where a query went wrong: line, column, that line with a marker below it, and what may help."""
    lines = query.splitlines()
    marked = None
    if error.line and error.column and error.line <= len(lines):
        marked = f"{lines[error.line - 1][:500]}\n{' ' * (error.column - 1)}^"
    return {"line": error.line, "column": error.column, "excerpt": marked, "hint": hint(str(error), query)}


def hint(message: str, query: str) -> str | None:
    """What may help, for mistakes that are often made."""
    told, asked, slip = message.lower(), query.lower(), undeclared(query)
    if slip:
        return slip
    if "service" in told:
        return "federated queries are closed here; ask the other endpoint and use this one in its SERVICE clause"
    if any(word in asked.split() for word in ("insert", "delete", "load", "clear", "drop", "create")):
        return "this endpoint answers queries only; it takes no updates"
    if "from <" in asked and "graph" in told:
        return "the named graphs are listed by SELECT ?g { ?g a kg:Graph }"
    return None


def told(error: Exception, accept: str = "", name: str | None = None, **more: object) -> Response:
    """What a client is told of any failure: the problem of a known one, whose text is meant for a person."""
    if isinstance(error, Refusal):
        return refused(error, accept, queryId=name)
    if isinstance(error, EngineFailure):
        return failure_problem(error, accept, queryId=name)
    status, title = status_of(error)
    if status == 500:
        return fault(name or uuid.uuid4().hex[:12], error)
    return problem(status, title, str(error), None, accept, **more, queryId=name)


async def on_known(_: Request, error: Exception) -> Response:
    """Answer an error of the graph's family, a refusal of ours among them, or a fault."""
    return told(error)


async def on_http(_: Request, error: Exception) -> Response:
    """Answer what the framework refused: an unknown address, a method that is not done."""
    if not isinstance(error, HTTPException):
        return told(error)
    return problem(error.status_code, TITLES.get(error.status_code, "Refused"), error.detail, dict(error.headers or {}))


def fault(name: str, error: Exception) -> Response:
    """The answer for a fault of ours, without its text; the log has it under `name`."""
    log.error("fault %s", name, exc_info=error)
    headers = {"access-control-allow-origin": "*"}
    return problem(500, "A fault of ours", f"it is written down as {name}", headers, queryId=name)
