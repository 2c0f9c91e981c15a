"""Any SPARQL 1.1 endpoint behind our own: for those who outgrow one machine.

The same promises as the other engines, kept from outside: an overdue answer is given up by closing the connection,
which is all that the protocol offers; whether the other side stops too is its own matter.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from typing import Final

import httpx

from kg.engine.answer import Answer, Question, Row
from kg.engine.dialects import PLAIN, AnswerWanted, Dialect, Heard, spoken
from kg.engine.federation import has_dataset, refuse
from kg.engine.remote_text import Sent, form_of, refusal
from kg.engine.rows import JSON, rows_of
from kg.engine.serving import Busy, EngineState, Overdue, TooLarge, Unreachable

_CONNECT: Final = 5.0
"""Seconds after which an address that does not even take a connection counts as dead."""
_NOT_THERE: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol)


class RemoteEngine:
    """The endpoint at `url`, whose own parameters are kept: Fuseki is asked for the union of its graphs by
    `?default-graph-uri=urn:x-arq:UnionGraph`; an Oxigraph server is asked for it always.

    `running_most` queries are sent at a time, `waiting_most` more wait; `answer_most` is in bytes; `default_deadline`,
    in seconds, is that of `answer` and `rows`. The `dialect` that it speaks is found out unless it is given. All of it
    runs on an event loop in a thread of its own, so that coroutines and threads may ask side by side.
    """

    def __init__(
        self,
        url: str,
        running_most: int = 8,
        waiting_most: int = 64,
        answer_most: int = 50_000_000,
        default_deadline: float = 30,
        federation: Collection[str] = (),
        dialect: Dialect | None = None,
    ) -> None:
        self._url = url
        self._named, self._dialect = dialect, dialect or PLAIN
        self._limits = (running_most, waiting_most, answer_most)
        self._default_deadline = default_deadline
        self._federation = tuple(federation)
        self._ready = True
        self._running = 0
        self._waiting = 0
        self._turns = asyncio.Semaphore(running_most)
        self._client = httpx.AsyncClient(timeout=httpx.Timeout(None, connect=_CONNECT), follow_redirects=False)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="kg-remote", daemon=True)
        self._thread.start()

    async def ask(self, question: Question, deadline: float) -> Answer:
        """See `ServingEngine.ask`; raises `Unreachable` when the endpoint gives no usable answer."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._ask(question, deadline), self._loop))

    def answer(self, question: Question) -> Answer:
        """See `Engine.answer`; raises the failures of `ask` as well."""
        asked = self._ask(question, self._default_deadline)
        return asyncio.run_coroutine_threadsafe(asked, self._loop).result()

    def rows(self, query: str) -> list[Row]:
        """See `Engine.rows`."""
        return rows_of(self.answer(Question(query, [JSON])))

    def state(self) -> EngineState:
        """See `ServingEngine.state`; ready as long as the last query found the endpoint there."""
        return EngineState("remote", self._ready, self._limits[0], self._running, self._waiting)

    def close(self) -> None:
        """Close every connection; queries that run end with them."""
        if self._loop.is_closed():
            return
        asyncio.run_coroutine_threadsafe(self._shut(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _shut(self) -> None:
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await self._client.aclose()

    async def _ask(self, question: Question, deadline: float) -> Answer:
        refuse(question.query, self._federation)
        async with self._turn(deadline):
            try:
                async with asyncio.timeout(deadline):
                    answer = await self._fetch(question, deadline)
            except TimeoutError as error:
                raise Overdue(deadline) from error
            except httpx.TransportError as error:
                self._ready = False
                what = "cannot be reached" if isinstance(error, _NOT_THERE) else "broke off its answer"
                raise Unreachable(f"the endpoint behind this server {what}") from error
            except httpx.HTTPError as error:
                raise Unreachable("the endpoint behind this server sent what cannot be read") from error
            except Unreachable:
                self._ready = False
                raise
        self._ready = True
        return answer

    @asynccontextmanager
    async def _turn(self, deadline: float) -> AsyncIterator[None]:
        """Wait for one of the places; raises `Busy` when too many wait, or for longer than the deadline."""
        if self._turns.locked() and self._waiting >= self._limits[1]:
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

    async def _fetch(self, question: Question, deadline: float) -> Answer:
        sent, wanted = (
            Sent.of(question.query),
            AnswerWanted.of(question.query, form_of(question.query), question.accept),
        )
        heard = await self._heard(question, sent, wanted)
        met = self._named or spoken(heard, self._dialect)
        if met is not self._dialect:
            self._dialect = met
            heard = await self._heard(question, sent, wanted)
        dialect = self._dialect
        if heard.status != httpx.codes.OK:
            retry = heard.headers.get("retry-after", "")
            told = dialect.refusal(wanted, heard, deadline)
            raise told or refusal(heard.status, heard.kind, heard.body, retry, sent, deadline)
        answer = dialect.read(wanted, heard, deadline)
        control = dialect.control(wanted, heard)
        if control:
            dialect.whole_by(await self._sent({"query": control}, "text/csv"))
        return answer

    async def _heard(self, question: Question, sent: Sent, wanted: AnswerWanted) -> Heard:
        fields = _fields(question, self._dialect.sent(sent.text))
        return await self._sent(fields, self._dialect.accept(wanted))

    async def _sent(self, fields: dict[str, str | list[str]], accept: str) -> Heard:
        async with self._client.stream("POST", self._url, data=fields, headers={"accept": accept}) as reply:
            body = await self._read(reply)
        kind = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Heard(reply.status_code, kind, reply.headers, body)

    async def _read(self, reply: httpx.Response) -> bytes:
        body = bytearray()
        async for piece in reply.aiter_bytes():
            body += piece
            if len(body) > self._limits[2]:
                raise TooLarge(self._limits[2])
        return bytes(body)


def _fields(question: Question, text: str) -> dict[str, str | list[str]]:
    """The form that is sent. Oxigraph takes its own word for the union of graphs; others ignore it."""
    fields: dict[str, str | list[str]] = {"query": text}
    if question.default_graphs is None and question.named_graphs is None:
        return fields if has_dataset(question.query) else {**fields, "union-default-graph": ""}
    return {
        **fields,
        "default-graph-uri": list(question.default_graphs or ()),
        "named-graph-uri": list(question.named_graphs or ()),
    }
