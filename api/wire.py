"""HTTP as it comes in: uvicorn's reader, whose own refusals are problems as all others are (RFC 9457).

Its parser knows no address beyond 65,535 bytes and keeps headers of any size, and it waits for ever. What is too long
or too slow never reaches the app, so it is refused here: 413, 414 and 431 (RFC 9110, 15.5.14 and 15.5.15; RFC 6585, 5),
408 for headers that do not come, and 400 for what is no HTTP. A body that does not come is `body.py`'s matter.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any, Final, TypeAlias, cast

from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from api.body import too_large
from api.errors import Refusal, refused
from api.logs import new_id, note_query
from api.lookups import Sent
from api.reply import Reply, header
from api.settings import Settings

TARGET_MOST: Final = 65_535
"""Bytes of the longest address with its query; the parser has no larger number."""
HEADERS_MOST: Final = 65_536
"""Bytes of a request's headers together: a browser sends one or two thousand."""
LINGER: Final = 5.0
"""Seconds in which a client that was answered before it had sent everything may read that and hang up."""


Short: TypeAlias = Callable[[Scope, Sent], bool]


class Wire(HttpToolsProtocol):
    """A connection. The limits are those of one request."""

    settings = Settings()
    short: Short | None = None
    """A way on which a request needs no task."""
    _room = HEADERS_MOST
    _length = b"0"
    _heading = True
    """Whether headers are awaited, or are coming."""
    _midst = False
    """Whether a request has begun and is not through."""
    _deaf = False
    """Whether what still comes is thrown away."""
    _running: RequestResponseCycle | None = None
    """The request that is being answered; `cycle` is the last that came, where several were sent at once."""
    _timer: asyncio.TimerHandle | None = None
    """Of headers that are awaited, or of the end of the connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client is there, and shall say what it wants."""
        super().connection_made(transport)
        self._await_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        """It has gone; the app is told, also where more had been asked after what it answers."""
        self._rest()
        if self._running is not None and not self._running.response_complete:
            self._running.disconnected = True
            self._running.message_event.set()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Bytes came: all of a request, or a part of it, or line ends before it, of which the parser says nothing."""
        if self._deaf:
            return
        super().data_received(data)
        if self._heading or not (self._midst or self._answering()):
            self._await_headers()

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._heading = self._midst = True
        self._room, self._length = HEADERS_MOST, b"0"

    def on_url(self, url: bytes) -> None:
        """A part of the address; one byte too many is kept as the sign that there were more."""
        self.url += url[: TARGET_MOST + 1 - len(self.url)]

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header, as long as there is room."""
        self._room -= len(name) + len(value) + len(": \r\n")
        if self._room >= 0:
            super().on_header(name, value)
        if len(name) == len(b"content-length") and name.lower() == b"content-length":
            self._length = value

    def on_headers_complete(self) -> None:
        """Pass the request on to the app, or to its refusal."""
        self._rest()
        if len(self.url) > TARGET_MOST and self.parser.get_method() == b"OPTIONS":
            # A browser asks before it sends; refused here, its page would never see the 414.
            self.url = self.url.partition(b"?")[0]
        refusal = self._refusal()
        if refusal is None:
            super().on_headers_complete()
        else:
            # The parser cannot take such an address apart; which one it is makes no difference any more.
            app, self.app, self.url = self.app, refusal, b"/"
            try:
                super().on_headers_complete()
            finally:
                self.app = app
        self._heading = False
        if self.cycle is not None:
            self.cycle.transport = _Outlet(self)
            # Whoever waits for a 100 that never comes may send its body or may not: what follows cannot be told apart.
            self.cycle.keep_alive &= not self.expect_100_continue
        if not self.pipeline:
            self._running = self.cycle

    def on_message_complete(self) -> None:
        """A request is through."""
        self._midst = False
        self._rest()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """An answer is out; if that was before its request was through, the rest is not awaited for long."""
        self._running = self.pipeline[-1][0] if self.pipeline else None
        super().on_response_complete()
        if self._midst and not self._heading and not self._answering():
            self._close_later()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        """Begin to answer a request: by the short way, if that takes it, else as uvicorn does."""
        long = partial(super()._start_asgi_task, cycle, app)

        def sent(reply: Reply | None, name: str) -> None:
            if cycle.disconnected:
                return
            if reply is None:
                long()
            else:
                self._send(cycle, reply, name)

        plain = cycle is self.cycle and cycle.scope["method"] == "GET" and not isinstance(app, RefusingApp)
        ready = plain and not (cycle.waiting_for_100_continue or self.flow.write_paused)
        if not (ready and self.short is not None and self.short(cast(Scope, cycle.scope), sent)):
            long()

    def _send(self, cycle: RequestResponseCycle, reply: Reply, name: str) -> None:
        """Write a whole answer, as the cycle would."""
        cycle.response_started = cycle.response_complete = True
        headers = (*cycle.default_headers, *reply.headers, (b"x-query-id", name.encode()))
        last = b"" if cycle.keep_alive else b"connection: close\r\n"
        lines = b"".join([b"%b: %b\r\n" % one for one in headers])
        cycle.transport.write(b"".join((STATUS_LINE[reply.status], lines, last, b"\r\n", reply.body)))
        if not cycle.keep_alive:
            cycle.transport.close()
        cycle.on_response()

    def hang_up(self) -> None:
        """Close; whoever is still sending is let read first, since a reset would cost it the answer."""
        if not self._midst:
            self.transport.close()
            return
        self._deaf = True
        self.pipeline.clear()
        if not self.transport.is_closing():
            self.transport.write_eof()
            self.flow.resume_reading()
            self._close_later()

    def send_400_response(self, msg: str) -> None:
        """Answer what the parser cannot read, in its words, and hang up."""
        error = sys.exception()
        why = str((error and error.__context__) or error or msg)
        self._midst = True
        self._turn_away(400, f"this is no HTTP/1.1 request: {why[:200]}")

    def _refusal(self) -> RefusingApp | None:
        if len(self.url) > TARGET_MOST:
            return RefusingApp(
                Refusal(414, f"an address has {TARGET_MOST} bytes at most; send what is longer by POST, in the body")
            )
        if self._room < 0:
            return RefusingApp(Refusal(431, f"the headers of a request have {HEADERS_MOST} bytes at most"))
        if int(self._length) > self.settings.body_most:
            return RefusingApp(too_large(self.settings.body_most))
        return None

    def _answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _await_headers(self) -> None:
        if self._timer is None:
            self._timer = self.loop.call_later(self.settings.header_deadline, self._overdue)

    def _overdue(self) -> None:
        self._timer = None
        if self._answering():
            # It may have asked for more meanwhile, which nobody reads yet.
            self._await_headers()
        elif self._midst:
            self._turn_away(408, f"the headers of a request must come within {self.settings.header_deadline:g} seconds")
        else:
            self.transport.close()

    def _turn_away(self, status: int, detail: str) -> None:
        """Answer past the app, and hang up; where another answer is under way, that is the last one."""
        if self._answering():
            if self._heading or self.pipeline or self.cycle.response_started:
                self._deaf, self.cycle.keep_alive = True, False
                return
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        reply, name = _reply(Refusal(status, detail), b"")
        headers = [*reply.headers, (b"x-query-id", name.encode()), (b"connection", b"close")]
        lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}".encode(), *(b": ".join(one) for one in headers), b""]
        self.transport.write(b"\r\n".join([*lines, reply.body]))
        self.hang_up()

    def _close_later(self) -> None:
        self._rest()
        self._timer = self.loop.call_later(LINGER, self.transport.close)

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class _Outlet(asyncio.Transport):
    """Where an answer is written; closing it hangs up as `Wire` does."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self._wire.transport.write(data)

    def close(self) -> None:
        self._wire.hang_up()

    def is_closing(self) -> bool:
        return self._wire.transport.is_closing()


@dataclass(frozen=True, slots=True)
class RefusingApp:
    """An app that refuses one request, whatever it is."""

    refusal: Refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the problem."""
        reply, name = _reply(self.refusal, header(scope, b"accept")[0])
        await reply.send(send, name, scope["method"] == "HEAD")


def wire(chosen: Settings, way: Short | None = None) -> type[Wire]:
    """The connections of a server with these settings."""

    class Set(Wire):
        settings = chosen
        short = staticmethod(way) if way else None

    return Set


def _reply(refusal: Refusal, accept: bytes) -> tuple[Reply, str]:
    """The problem and its id, which is written down."""
    name = new_id()
    reply = Reply.of(refused(refusal, accept.decode("latin-1"), queryId=name))
    note_query(name, "refused", refusal.status, 0, len(reply.body), None)
    return reply, name
