"""The SPARQL endpoint as a bare ASGI app: what is cached is sent before any framework wakes."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.asked import METHODS, READ, AskedQuery, asked, given
from api.body import Parameters
from api.cache import Cache, repeats
from api.compress import packed
from api.cors import allowed
from api.desk import Caller, Desk
from api.errors import Refusal, query_problem, status_of, told
from api.logs import new_id
from api.lookups import Sent, ShortWay
from api.negotiate import GRAPHS, HTML, RESULTS, accepted_types, named_type, own_types, typed
from api.pages.sparql import answer_page, question_page
from api.reply import KEPT, VARY, Reply, header, matches, noted, tag
from api.site import root
from kg.engine import Answer, BadQuery, Question
from kg.engine.serving import EngineFailure
from kg.find import is_iri
from kg.lexicon import Lexicon
from kg.lexicon.slips import own_names, undeclared
from kg.release import service

SHORT: Final = 2_000
"""Characters of a query whose names are read at once; longer ones are read beside."""


@dataclass(slots=True)
class SparqlCall(Caller):
    """A request of the protocol."""

    @property
    def reads(self) -> bool:
        """Whether its method only reads, so that what it gets may be a page, and may be kept."""
        return self.request.method in READ

    def accepted(self, found: Parameters) -> tuple[str, ...]:
        """The types of ours that it accepts, best first; `format=` counts where it accepts anything or a page."""
        return accepted_types(self.header("accept"), found.get("format", [""])[0], self.reads)


class Sparql:
    """The endpoint at a desk."""

    def __init__(self, desk: Desk, manifest: Mapping[str, Any]) -> None:
        self._desk, self._settings, self._manifest = desk, desk.settings, manifest
        self._replies: Cache[Reply] = desk.keeping("replies", 2)
        self._named: set[str] = set()
        self._short = ShortWay(desk, self._replies, self._named)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request of the protocol."""
        method = scope["method"]
        accept, encodings, held = header(scope, b"accept", b"accept-encoding", b"if-none-match")
        raw = (scope["query_string"], accept, encodings) if method in READ else None
        reply = self._replies.get(raw) if raw else None
        if reply is not None:
            self._desk.metrics.cached()
            await (reply.unchanged() if matches(held, reply.etag) else reply).send(send, new_id(), method == "HEAD")
            return
        reply, name = await self._shortly(scope) if raw else (None, "")
        if reply is None:
            call = SparqlCall("sparql", Request(scope, receive))
            reply, name = Reply.of(await self._desk.attend(call, self._answer(call), partial(_failed, call))), call.id
        if raw and reply.etag and reply.status == 200:
            self._replies.put(raw, reply, len(reply.body) + sum(map(len, raw)))
        await reply.send(send, name, method == "HEAD")

    def short(self, scope: Scope, sent: Sent) -> bool:
        """Whether a GET goes a way without a task; `sent` is then called, though not before this returns."""
        accept, encodings, held = header(scope, b"accept", b"accept-encoding", b"if-none-match")
        reply = self._replies.get((scope["query_string"], accept, encodings))
        if reply is None:
            return self._short.take(scope, sent)
        self._desk.metrics.cached()
        given = reply.unchanged() if matches(held, reply.etag) else reply
        asyncio.get_running_loop().call_soon(sent, given, new_id())
        return True

    async def _shortly(self, scope: Scope) -> tuple[Reply | None, str]:
        loop = asyncio.get_running_loop()
        told: asyncio.Future[tuple[Reply | None, str]] = loop.create_future()
        taken = self._short.take(scope, lambda reply, name: None if told.done() else told.set_result((reply, name)))
        return await told if taken else (None, "")

    async def _answer(self, call: SparqlCall) -> Response:
        if call.request.method not in METHODS:
            return self._other(call)
        found = await given(call.request, self._settings)
        call.text = found.get("query", [None])[0]
        if not found.keys() & {"query", "default-graph-uri", "named-graph-uri"} and call.reads:
            call.outcome = "described"
            return self._described(call, call.accepted(found))
        wanted = asked(found, self._settings.deadline, self._settings.deadline_most)
        return await self._answered(call, wanted, call.accepted(found))

    def _other(self, call: SparqlCall) -> Response:
        if call.request.method == "OPTIONS":
            return allowed(METHODS, call.request.headers)
        allow = {"allow": ", ".join((*METHODS, "OPTIONS"))}
        raise Refusal(405, f"{call.request.method[:20]} is not done here; ask by GET, POST or QUERY", allow)

    def _described(self, call: SparqlCall, accepted: tuple[str, ...]) -> Response:
        if accepted[:1] == (HTML,):
            return question_page(root(call.request))
        fitting = [one for one in own_types(accepted) if one in GRAPHS]
        if not fitting:
            raise Refusal(406, "the service description comes in the types in `supported`", supported=list(GRAPHS))
        limits = (
            f"A query may take {self._settings.deadline:g} s, by timeout= up to {self._settings.deadline_most:g} s; "
            f"an answer may have {self._settings.answer_most:,} bytes, and is never cut: beyond that it is refused. "
            "What a query names in our ontology that is not there is told in the header X-Query-Notes."
        )
        federates = bool(self._settings.federation)
        answer = service.answer(self._endpoint(call), self._manifest, fitting, federates=federates, limits=limits)
        kind = typed(named_type(answer.media_type, accepted) or answer.media_type)
        return Response(answer.body, headers={"content-type": kind, "vary": VARY, "cache-control": KEPT})

    def _endpoint(self, call: SparqlCall) -> str:
        """The address at which it was asked, as its description must name it."""
        base, url = self._settings.base_url.rstrip("/"), call.request.url
        below = root(call.request) + url.path
        asked_at = base + url.path if base else str(url.replace(path=below, query="", fragment=""))
        if not is_iri(asked_at):
            raise Refusal(400, "the Host header does not name a host")
        return asked_at

    async def _answered(self, call: SparqlCall, wanted: AskedQuery, accepted: tuple[str, ...]) -> Response:
        if not accepted:
            raise Refusal(406, "the types given here are in `supported`", supported=[*RESULTS, *GRAPHS])
        if accepted[0] == HTML:
            answer = await self._asked(call, wanted, (RESULTS[0], GRAPHS[0]))
            notes = (*answer.notes, *await self._slips(call, wanted.text))
            return answer_page(root(call.request), wanted.text, answer, self._settings.shown_most, notes)
        headers = {"vary": VARY, "cache-control": "no-store"}
        if call.reads and self._desk.answers.most > 0 and repeats(wanted.text):
            whole = (self._desk.release, wanted.text, wanted.default_graphs, wanted.named_graphs, accepted)
            headers |= {"etag": tag(*whole), "cache-control": KEPT}
            held = call.header("if-none-match").encode()
            if matches(held, headers["etag"].encode()) and b"*" not in held:
                call.outcome = "unchanged"
                return Response(status_code=304, headers=headers)
        answer = await self._asked(call, wanted, tuple(own_types(accepted)))
        name = named_type(answer.media_type, accepted)
        if name is None:
            supported = RESULTS if answer.media_type in RESULTS else GRAPHS
            raise Refusal(406, "this form of query is answered in the types in `supported`", supported=supported)
        headers |= {"content-type": typed(name), **noted((*answer.notes, *await self._slips(call, wanted.text)))}
        return await packed(answer.body, headers, call.header("accept-encoding"))

    async def _slips(self, call: SparqlCall, text: str) -> Sequence[str]:
        """What a query names that is not here; whoever asks an endpoint elsewhere is not told."""
        # Most queries name what others named before, and are spared the way to a thread and back.
        named = own_names(text) if len(text) <= SHORT else None
        if self._settings.engine or (named is not None and self._named.issuperset(named)):
            return ()
        slips = await self._desk.read(call, lambda engine: Lexicon.slips(engine, text), turn=False)
        self._named.update(() if slips else named or ())
        return slips

    async def _asked(self, call: SparqlCall, wanted: AskedQuery, own: tuple[str, ...]) -> Answer:
        question = Question(wanted.text, own, wanted.default_graphs, wanted.named_graphs)
        return await self._desk.ask(call, question, wanted.deadline)


def _failed(call: SparqlCall, error: Exception) -> Response:
    """The failure: for a person who asked a query a page, and a query that cannot be read with its place."""
    text = call.text or ""
    place = query_problem(error, text) if isinstance(error, BadQuery) else {}
    if isinstance(error, BadQuery) and undeclared(text):
        # What the parser says of that is a list of all that may stand there; the hint has the declaration.
        error = BadQuery("a prefix of the query is not declared", error.line, error.column)
    if text and isinstance(error, BadQuery | EngineFailure) and call.accepted({})[:1] == (HTML,):
        page = question_page(root(call.request), text, str(error), place)
        page.status_code = status_of(error)[0]
        return page
    return told(error, call.header("accept"), call.id, **place)
