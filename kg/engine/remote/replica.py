"""One endpoint of those that hold the same: what it is asked, and how it has done of late."""

from __future__ import annotations

import asyncio
from typing import Final

import httpx

from kg.engine.answer import Answer, BadQuery, Form, Question
from kg.engine.federation import has_dataset
from kg.engine.memory import GRAPH_FORMATS, RESULT_FORMATS
from kg.engine.remote.held import ASKED, HeldRelease, named
from kg.engine.remote.keys import Keys, shown
from kg.engine.remote.text import Sent, form_of, refusal, whole
from kg.engine.rows import JSON, rows_of
from kg.engine.serving import EngineFailure, Overdue, ReplicaState, TooLarge, Unreachable

CONNECT: Final = 5.0
"""Seconds after which an address that does not even take a connection counts as dead."""
_PROBE: Final = 3.0
"""Seconds in which a probe must be answered: it asks for a handful of triples by name."""
_NOT_THERE: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol)


class Replica:
    """The endpoint at `url`. `release` is the IRI of that which it must hold; any will do where it is empty."""

    def __init__(self, url: str, keys: Keys, answer_most: int, release: str) -> None:
        self.url, self._answer_most, self._release = url, answer_most, release
        self.place = shown(url)
        self.held: HeldRelease | None = None
        self.why = ""
        self.doubted = False
        self.running = self.asked = self._failed = 0
        timeout = httpx.Timeout(None, connect=CONNECT)
        self._client = httpx.AsyncClient(timeout=timeout, follow_redirects=False, auth=keys.auth())

    @property
    def ready(self) -> bool:
        """Whether the last query or probe found it there, with the release that it must hold."""
        return not self.why

    @property
    def unseen(self) -> bool:
        """Whether it has yet to say which release it holds, where that matters."""
        return bool(self._release) and self.held is None

    @property
    def another(self) -> bool:
        """Whether it holds another release than it must, or none."""
        return self.held is not None and bool(self._release) and self.held.whole != self._release

    def state(self) -> ReplicaState:
        """For health and metrics."""
        release = named(self.held.whole) if self.held else ""
        return ReplicaState(self.place, self.ready, release, self.why, self.asked, self._failed)

    async def close(self) -> None:
        """Close every connection."""
        await self._client.aclose()

    async def probe(self) -> None:
        """See whether it answers, and which release it holds. Raises nothing: what was seen is in `why`."""
        try:
            async with asyncio.timeout(_PROBE):
                found = await self._fetch(Question(ASKED, [JSON]), _PROBE)
            self.held = HeldRelease.of(rows_of(found))
        except TimeoutError:
            self.why = f"it did not answer a probe in {_PROBE:g} seconds"
        except (httpx.HTTPError, EngineFailure, BadQuery) as error:
            self.why = _said(self.place, error)
        else:
            self.doubted = False
            self.why = f"it holds {self.held}, not {named(self._release)}" if self.another else ""

    async def answer(self, question: Question, deadline: float, end: float) -> Answer:
        """Answer by `end`, of the loop's clock; raises `Unreachable` where another replica may do better.

        One that lets the deadline pass is doubted until a probe has been answered: query or endpoint may be slow.
        """
        self.asked, self.running = self.asked + 1, self.running + 1
        try:
            async with asyncio.timeout_at(end):
                found = await self._fetch(question, deadline)
        except TimeoutError as error:
            self.doubted = True
            self._failed += 1
            raise Overdue(deadline) from error
        except (httpx.HTTPError, Unreachable) as error:
            self._failed += 1
            self.why = _said(self.place, error)
            raise _unreachable(error) from error
        finally:
            self.running -= 1
        self.why, self.doubted = "" if not self.another else self.why, False
        return found

    async def _fetch(self, question: Question, deadline: float) -> Answer:
        form = form_of(question.query)
        known = [*(GRAPH_FORMATS if form is Form.GRAPH else RESULT_FORMATS)]
        wanted = next((kind for kind in question.accept if kind in known), known[0])
        sent = Sent.of(question.query)
        headers = {"accept": wanted if wanted == known[0] else f"{wanted}, {known[0]};q=0.1"}
        async with self._client.stream("POST", self.url, data=_fields(sent, question), headers=headers) as reply:
            body = await self._read(reply)
        kind = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
        if reply.status_code != httpx.codes.OK:
            raise refusal(reply.status_code, kind, body, reply.headers.get("retry-after", ""), sent, deadline)
        if kind not in known:
            raise Unreachable(f"the endpoint behind this server sent {kind or 'no type'} where {wanted} was asked for")
        if not whole(kind, body):
            raise Unreachable("the endpoint behind this server broke off its answer")
        return Answer(form, kind, body)

    async def _read(self, reply: httpx.Response) -> bytes:
        body = bytearray()
        async for piece in reply.aiter_bytes():
            body += piece
            if len(body) > self._answer_most:
                raise TooLarge(self._answer_most)
        return bytes(body)


def _unreachable(error: Exception) -> Unreachable:
    if isinstance(error, Unreachable):
        return error
    if isinstance(error, _NOT_THERE):
        return Unreachable("the endpoint behind this server cannot be reached")
    what = "broke off its answer" if isinstance(error, httpx.TransportError) else "sent what cannot be read"
    return Unreachable(f"the endpoint behind this server {what}")


def _said(place: str, error: Exception) -> str:
    """Why it is left out, of itself: `kg load` and people who look at `/health` know more than one."""
    told = str(_unreachable(error) if isinstance(error, httpx.HTTPError) else error)
    return told.replace("the endpoint behind this server", "it")


def _fields(sent: Sent, question: Question) -> dict[str, str | list[str]]:
    """The form that is sent. Oxigraph takes its own word for the union of graphs; others ignore it."""
    fields: dict[str, str | list[str]] = {"query": sent.text}
    if question.default_graphs is None and question.named_graphs is None:
        return fields if has_dataset(question.query) else {**fields, "union-default-graph": ""}
    return {
        **fields,
        "default-graph-uri": list(question.default_graphs or ()),
        "named-graph-uri": list(question.named_graphs or ()),
    }
