"""GraphQL over HTTP: what is asked, in which type it is answered, with which status, and what is kept."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from api.about import About
from api.cache import Cache
from api.compress import WORTH, coding, compressed
from api.errors import Refusal
from api.flight import Left
from api.graphql.asked import JSON, READ, RESPONSE, Asked, asked
from api.graphql.execution import Execution
from api.graphql.failures import status_of
from api.graphql.persisted import NotPersisted, Persisted
from api.graphql.request import read
from api.graphql.schema import sdl
from api.logs import new_id, note_query
from api.metrics import Metrics
from api.negotiate import HTML, ranked
from api.pages.graphql import Example, graphql_page
from api.quota import Quota
from api.reply import matches
from api.settings import Settings
from kg.engine.serving import ServingEngine

SHORT: Final = 2_000
"""Characters of a document that is checked at once."""
KEPT: Final = "public, max-age=60"
"""For how long others may keep an answer before they ask whether it still holds; a new release changes it."""


@dataclass(slots=True)
class GraphQL:
    """The endpoint over an engine. `release` names what is served, so that nothing kept outlives it."""

    engine: ServingEngine
    settings: Settings
    about: About
    quota: Callable[[], Quota]
    metrics: Metrics
    release: str
    examples: Sequence[Example] = ()
    answers: Cache[tuple[bytes, int]] = field(init=False)
    persisted: Persisted = field(init=False)
    execution: Execution = field(init=False)

    def __post_init__(self) -> None:
        # An endpoint elsewhere may change without our knowing, so nothing of it is kept.
        self.answers = Cache(0 if self.settings.engine else self.settings.cache_most // 4)
        self.persisted = Persisted(one.query for one in self.examples)
        self.execution = Execution(self.engine, self.settings, self.about, self.quota)

    async def respond(self, request: Request) -> Response:
        """Answer a request; a browser without a query gets GraphiQL."""
        get = request.method in READ
        accepted = ranked(", ".join(request.headers.getlist("accept")), [JSON, RESPONSE, *([HTML] if get else [])])
        bare = get and not {"query", "extensions"} & request.query_params.keys()
        if bare and accepted[:1] == [HTML]:
            return graphql_page(self.examples)
        kinds = [one for one in accepted if one != HTML] or ([JSON] if accepted else [])
        if not kinds:
            raise Refusal(406, "the types given here are in `supported`", supported=[RESPONSE, JSON])
        start, name, text = time.perf_counter(), new_id(), None
        try:
            wanted = await asked(request, self.settings)
            text = wanted.query
            response = await self._answered(request, wanted, kinds[0])
        except Refusal as error:
            code = "TOO_MANY_REQUESTS" if error.status == 429 else "BAD_REQUEST"
            response = _refused(error.detail, code, kinds[0], error.status, error.headers)
        except Left:
            response = Response(status_code=499)
        response.headers["x-query-id"] = name
        seconds = time.perf_counter() - start
        outcome = "graphql-answered" if response.status_code < 400 else "graphql-refused"
        self.metrics.ended(outcome, seconds)
        note_query(name, outcome, response.status_code, seconds, len(response.body), text)
        return response

    async def _answered(self, request: Request, wanted: Asked, kind: str) -> Response:
        try:
            text = self.persisted.text(wanted.query, wanted.extensions)
        except NotPersisted:
            # Apollo's clients read the code; with the older type they want it as a success, as from its server.
            status = 200 if kind == JSON else 400
            return _refused("PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND", kind, status)
        # What is long takes long to check; meanwhile others are answered.
        document = read(text) if len(text) <= SHORT else await run_in_threadpool(read, text)
        key = _key(self.release, text, wanted, kind)
        etag = self._etag(request, wanted, key)
        held = request.headers.get("if-none-match", "").encode()
        if etag and b"*" not in held and matches(held, etag.encode()) and not document.faults:
            return Response(status_code=304, headers={"etag": etag, "cache-control": KEPT, "vary": "Accept"})
        known = self.answers.get(key)
        if known is not None:
            return await _packed(request, known[0], kind, 200, known[1], etag)
        found = await self.execution.result(request, text, document, wanted)
        fine = kind == JSON or found.body.get("data") is not None
        status, body = 200 if fine else status_of(found.body["errors"]), _written(found.body)
        if found.whole and found.cost is not None:
            self.answers.put(key, (body, found.cost), len(body))
        return await _packed(request, body, kind, status, found.cost, etag if found.whole else "")

    def _etag(self, request: Request, wanted: Asked, key: str) -> str:
        """Of an answer that may be kept by whoever gets it; weak, since codings of it differ in bytes."""
        keeps = request.method in READ and not self.settings.engine and not wanted.shows_sparql
        return f'W/"{key[:24]}"' if keeps else ""


async def schema_text(_: Request) -> Response:
    """The schema as text."""
    return PlainTextResponse(sdl(), headers={"cache-control": KEPT})


def _key(release: str, text: str, wanted: Asked, kind: str) -> str:
    """The name of an answer: the release and everything that decides it."""
    variables = json.dumps(wanted.variables, sort_keys=True)
    whole = repr((release, text, variables, wanted.operation, wanted.dry, wanted.shows_sparql, kind))
    return sha256(whole.encode(errors="surrogatepass")).hexdigest()


def _written(body: Mapping[str, Any]) -> bytes:
    """As JSON; half a surrogate pair, which a client may have sent, is no text."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", errors="backslashreplace")


async def _packed(request: Request, body: bytes, kind: str, status: int, cost: int | None, etag: str) -> Response:
    headers = {"etag": etag, "cache-control": KEPT} if etag else {"cache-control": "no-store"}
    if cost is not None:
        headers["x-query-cost"] = str(cost)
    name = coding(request.headers.get("accept-encoding", "")) if len(body) > WORTH else None
    if name:
        body, headers["content-encoding"] = await compressed(body, name), name
    return _sent(body, kind, status, headers)


def _refused(message: str, code: str, kind: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    body = {"errors": [{"message": message, "extensions": {"code": code}}]}
    return _sent(_written(body), kind, status, {"cache-control": "no-store", **(headers or {})})


def _sent(body: bytes, kind: str, status: int, headers: Mapping[str, str]) -> Response:
    own = {"content-type": f"{kind}; charset=utf-8", "vary": "Accept, Accept-Encoding"}
    return Response(body, status, {**own, **headers})
