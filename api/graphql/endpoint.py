"""GraphQL over HTTP: what is asked, in which type it is answered, with which status, and what is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response

from api.cache import Cache
from api.compress import packed
from api.desk import Caller, Desk
from api.errors import Refusal
from api.graphql.asked import JSON, READ, RESPONSE, Asked, asked
from api.graphql.execution import Execution
from api.graphql.failures import status_of
from api.graphql.persisted import NotPersisted, Persisted
from api.graphql.request import read
from api.graphql.schema import sdl
from api.negotiate import HTML, ranked
from api.pages.graphql import Example, graphql_page
from api.reply import KEPT, matches
from api.site import root
from kg.release.about import About

SHORT: Final = 2_000
"""Characters of a document that is checked at once."""


@dataclass(slots=True)
class GraphQL:
    """The endpoint at a desk."""

    desk: Desk
    about: About
    examples: Sequence[Example] = ()
    answers: Cache[tuple[bytes, int]] = field(init=False)
    persisted: Persisted = field(init=False)
    execution: Execution = field(init=False)

    def __post_init__(self) -> None:
        self.answers = self.desk.keeping("graphql", 4)
        self.persisted = Persisted(one.query for one in self.examples)
        self.execution = Execution(self.desk, self.about)

    async def respond(self, call: Caller) -> Response:
        """Answer a request; a browser without a query gets GraphiQL."""
        request, get = call.request, call.request.method in READ
        accepted = ranked(call.header("accept"), [JSON, RESPONSE, *([HTML] if get else [])])
        bare = get and not {"query", "extensions"} & request.query_params.keys()
        if bare and accepted[:1] == [HTML]:
            return graphql_page(self.examples, base=root(request))
        kinds = [one for one in accepted if one != HTML] or ([JSON] if accepted else [])
        if not kinds:
            raise Refusal(406, "the types given here are in `supported`", supported=[RESPONSE, JSON])
        try:
            wanted = await asked(request, self.desk.settings)
            call.text = wanted.query
            return await self._answered(call, wanted, kinds[0])
        except Refusal as error:
            code = "TOO_MANY_REQUESTS" if error.status == 429 else "BAD_REQUEST"
            return _refused(error.detail, code, kinds[0], error.status, error.headers, error.more.get("requests"))

    async def _answered(self, call: Caller, wanted: Asked, kind: str) -> Response:
        try:
            text = self.persisted.text(wanted.query, wanted.extensions)
        except NotPersisted:
            # Apollo's clients read the code; with the older type they want it as a success, as from its server.
            status = 200 if kind == JSON else 400
            return _refused("PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND", kind, status)
        # What is long takes long to check; meanwhile others are answered.
        document = read(text) if len(text) <= SHORT else await run_in_threadpool(read, text)
        key = _key(self.desk.release, text, wanted, kind)
        etag = self._etag(call, wanted, key)
        held = call.header("if-none-match").encode()
        if etag and b"*" not in held and matches(held, etag.encode()) and not document.faults:
            call.outcome = "unchanged"
            return Response(status_code=304, headers={"etag": etag, "cache-control": KEPT, "vary": "Accept"})
        known = self.answers.get(key)
        if known is not None:
            call.outcome = "cached"
            return await _packed(call, known[0], kind, 200, known[1], etag)
        found = await self.execution.result(call, text, document, wanted)
        fine = kind == JSON or found.body.get("data") is not None
        status, body = 200 if fine else status_of(found.body["errors"]), _written(found.body)
        if found.whole and found.cost is not None:
            self.answers.put(key, (body, found.cost), len(body))
        return await _packed(call, body, kind, status, found.cost, etag if found.whole else "")

    def _etag(self, call: Caller, wanted: Asked, key: str) -> str:
        """Of an answer that may be kept by whoever gets it; weak, since codings of it differ in bytes."""
        keeps = call.request.method in READ and not self.desk.settings.engine and not wanted.shows_sparql
        return f'W/"{key[:24]}"' if keeps else ""


async def schema_text(_: object) -> Response:
    """The schema as text."""
    return PlainTextResponse(sdl(), headers={"cache-control": KEPT})


def _key(release: str, text: str, wanted: Asked, kind: str) -> str:
    """The name of an answer: the release and everything that decides it."""
    variables = json.dumps(wanted.variables, sort_keys=True)
    whole = repr((release, text, variables, wanted.operation, wanted.dry, wanted.shows_sparql, kind))
    return sha256(whole.encode(errors="surrogatepass")).hexdigest()


def _written(body: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """As JSON; half a surrogate pair, which a client may have sent, is no text."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", errors="backslashreplace")


async def _packed(call: Caller, body: bytes, kind: str, status: int, cost: int | None, etag: str) -> Response:
    headers = {"etag": etag, "cache-control": KEPT} if etag else {"cache-control": "no-store"}
    if cost is not None:
        headers["x-query-cost"] = str(cost)
    return await packed(body, _typed(kind) | headers, call.header("accept-encoding"), status)


def _refused(
    message: str,
    code: str,
    kind: str,
    status: int,
    headers: Mapping[str, str] | None = None,
    requests: int | None = None,
) -> Response:
    """`requests`: of how many sent together, each of which is told."""
    body = {"errors": [{"message": message, "extensions": {"code": code}}]}
    return Response(
        _written([body] * requests if requests else body),
        status,
        {**_typed(kind), "cache-control": "no-store", **(headers or {})},
    )


def _typed(kind: str) -> dict[str, str]:
    return {"content-type": f"{kind}; charset=utf-8", "vary": "Accept, Accept-Encoding"}
