"""One desk for every question, by whatever door it comes: its turn, its deadline, and an end when its client leaves.

What is kept is given at once. Everything else takes one of its client's turns, and is counted and written down.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, TypeAlias, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from api.asking import Analyses
from api.cache import Cache, repeats
from api.errors import told
from api.flight import Flights, Left, unless_left
from api.logs import new_id, note_query
from api.metrics import Metrics, Standing
from api.quota import Quota, client_of
from api.settings import Settings
from kg.engine import Answer, Question
from kg.engine.asking import Asking
from kg.engine.federation import services
from kg.engine.serving import Overdue, ServingEngine

T = TypeVar("T")
Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]
THREADS: Final = 2
"""Reads of one request at a time: its queries run one after the other, and somebody else wants threads too."""
READS: Final = 32
"""Reads of all that hold turns: of the framework's 40 threads some are left to files, and to answers that are there."""


@dataclass(slots=True)
class Caller:
    """A request at a door. `text` is the query it brings; `outcome`, where it is not seen from the status."""

    door: str
    request: Request
    id: str = field(default_factory=new_id)
    start: float = field(default_factory=time.perf_counter)
    text: str | None = None
    outcome: str = ""

    def header(self, name: str) -> str:
        """A header, whose parts may have been sent one by one; empty where it was not."""
        return ", ".join(self.request.headers.getlist(name))


@dataclass(slots=True, eq=False)
class Visit(Asking):
    """An engine whose reads run in threads; `ended` is called when the last has come back from its thread."""

    ended: Callable[[], None] = lambda: None
    room: AbstractAsyncContextManager[Any] = field(default_factory=nullcontext)
    _threads: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(THREADS))
    _reads: set[asyncio.Future[Any]] = field(default_factory=set)

    async def read(self, read: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """What a read of kg.find gives: it blocks, and the event loop must not. Raises `Overdue`.

        No thread can be stopped; one that nobody waits for any more ends when it asks the engine again.
        """
        async with self._threads:
            work = asyncio.ensure_future(self._threaded(partial(read, *args, **kwargs)))
            self._reads.add(work)
            work.add_done_callback(self._back)
            while not work.done():
                if self.left <= 0:
                    raise Overdue(self.deadline)
                await asyncio.wait({work}, timeout=self.left)
            return work.result()

    def close(self) -> None:
        """See `Asking.close`."""
        Asking.close(self)
        if not self._reads:
            self.ended()

    async def _threaded(self, read: Callable[[], T]) -> T:
        async with self.room:
            return await run_in_threadpool(read)

    def _back(self, work: asyncio.Future[Any]) -> None:
        self._reads.discard(work)
        if not work.cancelled():
            work.exception()  # looked at, since nobody else may
        if self.closed and not self._reads:
            self.ended()


class Desk:
    """The service of one engine. `release` names what is served, so that nothing kept outlives it.

    `metrics` and `quota` may be those of a desk before it, whose clients go on with this one.
    """

    def __init__(
        self,
        engine: ServingEngine,
        settings: Settings,
        release: str,
        metrics: Metrics | None = None,
        quota: Quota | None = None,
    ) -> None:
        self.engine, self.settings, self.release = engine, settings, release
        # Never all workers for one client, so that somebody else's query is always next.
        workers, most = engine.state().workers, settings.running_per_client
        most = min(most, max(workers - 1, 1)) if workers else most
        self.quota = quota or Quota(most, settings.waiting_per_client, settings.patience)
        # Those that may call other endpoints are two, whatever there is of others.
        self._calls = Quota(1, settings.waiting_per_client, settings.patience)
        self.metrics, self._caches = metrics or Metrics(), dict[str, Cache[Any]]()
        self.answers: Cache[Answer] = self.keeping("answers", 2)
        self.analyses: Analyses = self.keeping("analyses", 4)
        self._flights = Flights()
        self._room = asyncio.Semaphore(READS)

    async def counters(self, _: Request) -> Response:
        """What was counted, and how things stand at this desk."""
        waiting = self.quota.waiting + self._calls.waiting
        return self.metrics.told(Standing(self.engine.state(), waiting, self._caches))

    def keeping(self, name: str, share: int) -> Cache[Any]:
        """A cache of so many parts of the room; of an endpoint elsewhere, which may change unseen, nothing is kept."""
        cache = Cache[Any](0 if self.settings.engine else self.settings.cache_most // share)
        self._caches[name] = cache
        return cache

    def client(self, call: Caller) -> str:
        """Whose turn a request takes."""
        address = call.request.client.host if call.request.client else ""
        return client_of(address, call.header("x-forwarded-for"), self.settings.trusted_proxies)

    async def ask(self, call: Caller, question: Question, deadline: float) -> Answer:
        """The answer to one query, together with whoever asks the same. Raises `Left`, `Refusal`, or as engines."""
        key = (question.query, question.default_graphs, question.named_graphs, question.accept)
        kept = self.answers.get(key)
        if kept is not None:
            call.outcome = "cached"
            return kept
        same = repeats(question.query)
        # An answer by chance, or of the moment, is nobody else's.
        flight: Hashable = (key, deadline, "" if same else call.id)
        client, calls = self.client(call), self.settings.federation and services(question.query)

        async def turn() -> Answer:
            async with self._calls.turn(client) if calls else nullcontext(), self.quota.turn(client):
                return await self._flights.join(flight, partial(self.engine.ask, question, deadline))

        # Each client waits for a turn of its own, so that nobody stands in the line of another.
        answer = await unless_left(self._flights.join((client, flight), turn), call.request.receive)
        if same:
            self.answers.put(key, answer, len(answer.body) + len(question.query))
        return answer

    @asynccontextmanager
    async def visit(self, call: Caller, turn: bool = True) -> AsyncIterator[Visit]:
        """One turn and one deadline for all that a request reads; the turn ends with the last read."""
        end = await self.quota.take(self.client(call)) if turn else lambda: None
        visit = Visit(self.engine, self.settings.deadline, ended=end, room=self._room if turn else nullcontext())
        try:
            yield visit
        finally:
            visit.close()

    async def read(self, call: Caller, read: Callable[[Visit], T], turn: bool = True) -> T:
        """What one read gives that is handed the engine, for as long as its client is there.

        Without a `turn` goes what comes after one, so that no answer waits twice, and reads only names.
        """

        async def run() -> T:
            async with self.visit(call, turn) as visit:
                return await visit.read(read, visit)

        return await unless_left(run(), call.request.receive)

    def door(self, name: str, answer: Callable[[Caller], Awaitable[Response]]) -> Endpoint:
        """A way in, for the router."""

        async def respond(request: Request) -> Response:
            call = Caller(name, request)
            return await self.attend(call, answer(call))

        return respond

    async def attend(
        self, call: Caller, answer: Awaitable[Response], failed: Callable[[Exception], Response] | None = None
    ) -> Response:
        """The answer, or what is told of its failure; either is counted, and written down under the call's id."""
        try:
            response = await answer
            outcome = call.outcome or ("answered" if response.status_code < 400 else "refused")
        except (Left, ClientDisconnect):
            response, outcome = Response(status_code=499), "left"
        except Exception as error:  # noqa: BLE001 - the last line: a fault of ours is an answer too
            response = failed(error) if failed else told(error, call.header("accept"), call.id)
            outcome = type(error).__name__.lower() if response.status_code != 500 else "fault"
        response.headers["x-query-id"] = call.id
        seconds, sent = time.perf_counter() - call.start, len(response.body)
        self.metrics.ended(call.door, outcome, seconds)
        note_query(call.id, outcome, response.status_code, seconds, sent, call.text, call.door)
        return response
