"""The SPARQL endpoint as a bare ASGI app: what is cached is sent before any framework wakes."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Any, Final
from uuid import uuid4

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.asked import METHODS, READ, AskedQuery, asked, given
from api.body import Parameters
from api.cache import Cache, repeats
from api.compress import WORTH, coding, compressed
from api.cors import allowed
from api.errors import Refusal, failure_problem, fault, problem, query_problem, refused, status_of
from api.flight import Flights, Left, unless_left
from api.logs import new_id, note_query
from api.metrics import Metrics
from api.negotiate import ALIASES, FORMATS, GRAPHS, HTML, RESULTS, named_type, own_types, ranked
from api.pages.sparql import answer_page, question_page
from api.quota import Quota, client_of
from api.reply import OPEN, Reply, header, matches, noted
from api.settings import Settings
from kg.engine import Answer, BadQuery, Question
from kg.engine.serving import EngineFailure, ServingEngine
from kg.find import is_iri
from kg.lexicon import Lexicon
from kg.release import service

KEPT: Final = b"public, max-age=60"
"""For how long others may keep an answer before they ask whether it still holds; a new release changes it."""
VARY: Final = (b"vary", b"Accept, Accept-Encoding")


@dataclass(frozen=True, slots=True)
class SparqlCall:
    """One request: its id, what it accepts, and whether a person reads the answer."""

    id: str
    request: Request
    accept: str

    def accepted(self, found: Parameters) -> tuple[str, ...]:
        """The types of ours that it accepts, best first; `format=` counts where it accepts anything or a page."""
        word = found.get("format", [""])[0]
        if len(self.accept) + len(word) > 1000:
            return _accepted.__wrapped__(self.accept[:8000], word[:20], self.request.method in READ)
        return _accepted(self.accept, word, self.request.method in READ)

    @property
    def by_person(self) -> bool:
        """Whether it comes from a browser's address line."""
        return self.accepted({})[:1] == (HTML,)


class Sparql:
    """The endpoint over an engine."""

    def __init__(self, engine: ServingEngine, settings: Settings, manifest: Mapping[str, Any]) -> None:
        self._engine, self._settings, self._manifest = engine, settings, manifest
        # A remote endpoint may change without our knowing, so nothing of it is kept.
        room = 0 if settings.engine else settings.cache_most // 2
        self.release = str(manifest.get("inputs_digest") or uuid4())
        self.answers: Cache[Answer] = Cache(room)
        self.replies: Cache[Reply] = Cache(room)
        self.metrics = Metrics(lambda: engine.state(), {"answers": self.answers, "replies": self.replies})
        self._flights = Flights()

    @cached_property
    def quota(self) -> Quota:
        """Never all workers for one client, so that somebody else's query is always next."""
        workers, most = self._engine.state().workers, self._settings.running_per_client
        return Quota(min(most, max(workers - 1, 1)) if workers else most)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request of the protocol."""
        method = scope["method"]
        names = (b"accept", b"accept-encoding", b"if-none-match")
        accept, encodings, held = header(scope, *names)
        raw = (scope["query_string"], accept, encodings) if method in READ else None
        reply = self.replies.get(raw) if raw else None
        if reply is not None:
            self.metrics.cached()
            await (reply.unchanged() if matches(held, reply.etag) else reply).send(send, new_id(), method == "HEAD")
            return
        start, call = time.perf_counter(), SparqlCall(new_id(), Request(scope, receive), accept.decode("latin-1"))
        try:
            reply, outcome, text = await self._reply(call, encodings.decode("latin-1"), held)
        except Left:
            self._note(call, "left", 499, start, 0, None)
            return
        if raw and reply.etag and reply.status == 200:
            self.replies.put(raw, reply, len(reply.body) + sum(map(len, raw)))
        await reply.send(send, call.id, method == "HEAD")
        self._note(call, outcome, reply.status, start, len(reply.body), text)

    def _note(self, call: SparqlCall, outcome: str, status: int, start: float, sent: int, text: str | None) -> None:
        seconds = time.perf_counter() - start
        self.metrics.ended(outcome, seconds)
        note_query(call.id, outcome, status, seconds, sent, text)

    async def _reply(self, call: SparqlCall, encodings: str, held: bytes) -> tuple[Reply, str, str | None]:
        """The reply, in a word what became of the query, and its text as far as it was read."""
        text = None
        try:
            if call.request.method not in METHODS:
                return self._other(call.request), "refused", None
            found = await given(call.request, self._settings)
            text = found.get("query", [None])[0]
            if not found.keys() & {"query", "default-graph-uri", "named-graph-uri"} and call.request.method in READ:
                return await self._described(call, found), "described", None
            wanted = asked(found, self._settings.deadline, self._settings.deadline_most)
            return await self._answered(call, wanted, call.accepted(found), encodings, held)
        except (BadQuery, EngineFailure, Refusal) as error:
            return Reply.of(_told(error, call, text or "")), type(error).__name__.lower(), text
        except Left:
            raise
        except Exception as error:  # noqa: BLE001 - the last line: a fault of ours is an answer too
            return Reply.of(fault(call.id, error)), "fault", text

    def _other(self, request: Request) -> Reply:
        method = request.method
        if method == "OPTIONS":
            return Reply.of(allowed(METHODS, request.headers))
        allow = {"allow": ", ".join((*METHODS, "OPTIONS"))}
        raise Refusal(405, f"{method[:20]} is not done here; ask by GET, POST or QUERY", allow)

    async def _described(self, call: SparqlCall, found: Parameters) -> Reply:
        accepted = call.accepted(found)
        if accepted[:1] == (HTML,):
            return Reply.of(question_page())
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
        kind = _typed(named_type(answer.media_type, accepted) or answer.media_type)
        return Reply(200, ((b"content-type", kind), VARY, (b"cache-control", KEPT), *OPEN), answer.body)

    def _endpoint(self, call: SparqlCall) -> str:
        """The address at which it was asked, as its description must name it."""
        base = self._settings.base_url.rstrip("/")
        asked_at = base + call.request.url.path if base else str(call.request.url.replace(query="", fragment=""))
        if not is_iri(asked_at):
            raise Refusal(400, "the Host header does not name a host")
        return asked_at

    async def _answered(
        self, call: SparqlCall, wanted: AskedQuery, accepted: tuple[str, ...], encodings: str, held: bytes
    ) -> tuple[Reply, str, str]:
        if not accepted:
            raise Refusal(406, "the types given here are in `supported`", supported=[*RESULTS, *GRAPHS])
        if accepted[0] == HTML:
            answer, outcome = await self._answer(call, wanted, (RESULTS[0], GRAPHS[0]))
            slips = await self._slips(wanted.text)
            return Reply.of(answer_page(wanted.text, answer, self._settings.shown_most, slips)), outcome, wanted.text
        own = tuple(own_types(accepted))
        kept = call.request.method in READ and self.answers.most > 0 and repeats(wanted.text)
        etag = self._etag(wanted, accepted) if kept else b""
        if matches(held, etag) and b"*" not in held:
            headers = ((b"etag", etag), (b"cache-control", KEPT), VARY)
            return Reply(304, (*headers, *OPEN), b"", etag), "unchanged", wanted.text
        answer, outcome = await self._answer(call, wanted, own)
        name = named_type(answer.media_type, accepted)
        if name is None:
            supported = RESULTS if answer.media_type in RESULTS else GRAPHS
            raise Refusal(406, "this form of query is answered in the types in `supported`", supported=supported)
        slips = await self._slips(wanted.text)
        return await _packed(answer.body, name, encodings, etag, noted(slips)), outcome, wanted.text

    async def _slips(self, text: str) -> Sequence[str]:
        """What a query names that is not here; whoever asks an endpoint elsewhere is not told."""
        return () if self._settings.engine else await run_in_threadpool(Lexicon.slips, self._engine, text)

    def _etag(self, wanted: AskedQuery, accepted: tuple[str, ...]) -> bytes:
        """Of the release and everything that decides the answer; weak, since codings of it differ in bytes."""
        whole = (self.release, wanted.text, wanted.default_graphs, wanted.named_graphs, accepted)
        return f'W/"{sha256(repr(whole).encode()).hexdigest()[:24]}"'.encode()

    async def _answer(self, call: SparqlCall, wanted: AskedQuery, own: tuple[str, ...]) -> tuple[Answer, str]:
        """The answer, and whether it was kept or is new."""
        key = (wanted.text, wanted.default_graphs, wanted.named_graphs, own)
        kept = self.answers.get(key)
        if kept is not None:
            return kept, "cached"
        request, settings = call.request, self._settings
        address = request.client.host if request.client else ""
        client = client_of(address, request.headers.get("x-forwarded-for", ""), settings.trusted_proxies)

        async def run() -> Answer:
            async with self.quota.turn(client):
                question = Question(wanted.text, own, wanted.default_graphs, wanted.named_graphs)
                return await self._engine.ask(question, wanted.deadline)

        same = repeats(wanted.text)
        # An answer by chance, or of the moment, is nobody else's.
        flight = self._flights.join((*key, wanted.deadline, "" if same else call.id), run)
        answer = await unless_left(flight, request.receive)
        if same:
            self.answers.put(key, answer, len(answer.body) + len(wanted.text))
        return answer, "answered"


@lru_cache(256)
def _accepted(accept: str, word: str, page: bool) -> tuple[str, ...]:
    offers = (*RESULTS, *GRAPHS, *ALIASES, *([HTML] if page else []))
    found = ranked(accept, offers)
    # A form may also be named by its type; where nobody encoded its plus, it came as a space.
    wanted = FORMATS.get(word) or tuple(ranked(word.replace(" ", "+"), offers) if "/" in word else ())
    loose = accept in ("", "*/*") or HTML in found[:1]
    return wanted if wanted and loose else tuple(found)


async def _packed(body: bytes, name: str, encodings: str, etag: bytes, notes: Mapping[str, str]) -> Reply:
    headers = [(b"content-type", _typed(name)), VARY, *((one.encode(), text.encode()) for one, text in notes.items())]
    headers += [(b"etag", etag), (b"cache-control", KEPT)] if etag else [(b"cache-control", b"no-store")]
    chosen = coding(encodings) if len(body) > WORTH else None
    if chosen:
        body = await compressed(body, chosen)
        headers.append((b"content-encoding", chosen.encode()))
    headers.append((b"content-length", str(len(body)).encode()))
    return Reply(200, (*headers, *OPEN), body, etag)


def _typed(name: str) -> bytes:
    return (f"{name}; charset=utf-8" if name.startswith("text/") else name).encode()


def _told(error: BadQuery | EngineFailure | Refusal, call: SparqlCall, text: str) -> Response:
    """The failure, as a page for a person who asked a query and as a problem for everybody else."""
    place = query_problem(error, text) if isinstance(error, BadQuery) else {}
    if isinstance(error, Refusal):
        return refused(error, call.accept, queryId=call.id)
    if text and call.by_person:
        page = question_page(text, str(error), place)
        page.status_code = status_of(error)[0]
        return page
    if isinstance(error, EngineFailure):
        return failure_problem(error, call.accept, queryId=call.id)
    status, title = status_of(error)
    return problem(status, title, str(error), None, call.accept, **place, queryId=call.id)
