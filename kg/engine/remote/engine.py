"""Any SPARQL 1.1 endpoint behind our own, or several that hold the same: for those who outgrow one machine.

The same promises as the other engines, kept from outside: an overdue answer is given up by closing the connection,
which is all that the protocol offers; whether the other side stops too is its own matter.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from typing import Final

from kg.engine.answer import Answer, Question, Row
from kg.engine.dialects import Dialect
from kg.engine.federation import refuse
from kg.engine.remote.endpoint import EndpointClient
from kg.engine.remote.keys import Keys
from kg.engine.remote.replica import Replica
from kg.engine.rows import JSON, rows_of
from kg.engine.serving import Busy, EngineState, Unreachable

_LOOK: Final = 5.0
"""Seconds between two looks at the replicas: whether those left out are back, and which release each holds."""


class RemoteEngine:
    """The endpoints at `urls`, each with its own parameters kept: Fuseki is asked for the union of its graphs by
    `?default-graph-uri=urn:x-arq:UnionGraph`; an Oxigraph server is asked for it always.

    A query goes to the replica with the fewest; where that gives no usable answer it is left out, and the next is
    asked within what is left of the deadline, since reading twice changes nothing. One that has let a deadline pass
    comes last until it has answered a probe. Where `release`, an IRI, is given, only replicas that say that they hold
    it are asked.

    `running_most` queries are sent to each at a time, `waiting_most` more wait; `answer_most` is in bytes;
    `default_deadline`, in seconds, is that of `answer` and `rows`; the `dialect` of each is found out unless it is
    given. All of it runs on an event loop in a thread of its own, so that coroutines and threads may ask side by side.
    """

    def __init__(
        self,
        urls: str | Sequence[str],
        running_most: int = 8,
        waiting_most: int = 64,
        answer_most: int = 50_000_000,
        default_deadline: float = 30,
        federation: Collection[str] = (),
        keys: Keys = Keys(),  # noqa: B008 - frozen, and empty
        release: str = "",
        dialect: Dialect | None = None,
    ) -> None:
        told = dict.fromkeys([urls] if isinstance(urls, str) else urls)
        self._replicas = [Replica(url, EndpointClient(url, keys, answer_most, dialect), release) for url in told]
        self._running_most, self._waiting_most = running_most * len(self._replicas), waiting_most
        self._default_deadline = default_deadline
        self._federation = tuple(federation)
        self._running = 0
        self._waiting = 0
        self._turns = asyncio.Semaphore(self._running_most)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="kg-remote", daemon=True)
        self._thread.start()
        self._watching = asyncio.run_coroutine_threadsafe(self._watch(), self._loop)

    async def ask(self, question: Question, deadline: float) -> Answer:
        """See `ServingEngine.ask`; raises `Unreachable` when no endpoint gives a usable answer."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._ask(question, deadline), self._loop))

    def answer(self, question: Question) -> Answer:
        """See `Engine.answer`; raises the failures of `ask` as well."""
        asked = self._ask(question, self._default_deadline)
        return asyncio.run_coroutine_threadsafe(asked, self._loop).result()

    def rows(self, query: str) -> list[Row]:
        """See `Engine.rows`."""
        return rows_of(self.answer(Question(query, [JSON])))

    def look(self) -> None:
        """Probe every replica now; what was found is in `state`."""
        asyncio.run_coroutine_threadsafe(self._look(self._replicas), self._loop).result()

    def state(self) -> EngineState:
        """See `ServingEngine.state`; ready as long as one replica is."""
        told = tuple(one.state() for one in self._replicas)
        ready = any(one.ready for one in told)
        return EngineState("remote", ready, self._running_most, self._running, self._waiting, replicas=told)

    def close(self) -> None:
        """Close every connection; queries that run end with them."""
        if self._loop.is_closed():
            return
        asyncio.run_coroutine_threadsafe(self._shut(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _shut(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for one in self._replicas:
            await one.close()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_LOOK)
            await self._look(self._replicas)

    async def _look(self, replicas: Sequence[Replica]) -> None:
        await asyncio.gather(*(one.probe() for one in replicas))

    async def _ask(self, question: Question, deadline: float) -> Answer:
        refuse(question.query, self._federation)
        async with self._turn(deadline):
            return await self._of_any(question, deadline)

    async def _of_any(self, question: Question, deadline: float) -> Answer:
        end = asyncio.get_running_loop().time() + deadline
        failed: Unreachable | None = None
        if not any(one.ready and not one.unseen for one in self._replicas):
            await self._look([one for one in self._replicas if one.unseen])
        for replica in self._in_turn():
            try:
                return await replica.answer(question, deadline, end)
            except Unreachable as error:
                failed = failed or error
        raise failed or Unreachable(self._none())

    def _in_turn(self) -> list[Replica]:
        """Those to ask, first that which does best. Where all are left out each is tried: one may be back."""
        fit = [one for one in self._replicas if not one.another and not one.unseen]
        ready = [one for one in fit if one.ready] or fit
        return sorted(ready, key=lambda one: (one.doubted, one.running, one.asked))

    def _none(self) -> str:
        told = "; ".join(f"{one.place}: {one.why}" for one in self._replicas)
        return f"no endpoint behind this server can be asked; {told}"

    @asynccontextmanager
    async def _turn(self, deadline: float) -> AsyncIterator[None]:
        """Wait for one of the places; raises `Busy` when too many wait, or for longer than the deadline."""
        if self._turns.locked() and self._waiting >= self._waiting_most:
            raise Busy(self._waiting)
        self._waiting += 1
        try:
            await asyncio.wait_for(self._turns.acquire(), deadline)
        except TimeoutError as error:
            raise Busy(self._waiting) from error
        finally:
            self._waiting -= 1
        self._running += 1
        try:
            yield
        finally:
            self._running -= 1
            self._turns.release()
