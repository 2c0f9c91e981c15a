"""HTTP as it comes in: uvicorn's reader, whose own refusals are problems as all others are (RFC 9457).

Its parser knows no address beyond 65,535 bytes and keeps headers of any size. What is too long never reaches the app,
so it is refused here: 414 and 431 (RFC 9110, 15.5.15; RFC 6585, 5), and 400 for what is no HTTP.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from api.errors import Refusal, refused
from api.logs import new_id, note_query
from api.reply import Reply, header

TARGET_MOST: Final = 65_535
"""Bytes of the longest address with its query; the parser has no larger number."""
HEADERS_MOST: Final = 65_536
"""Bytes of a request's headers together: a browser sends one or two thousand."""


class Wire(HttpToolsProtocol):
    """A connection. The limits are those of one request."""

    _room: int = HEADERS_MOST
    _running: RequestResponseCycle | None = None
    """The request that is being answered; `cycle` is the last that came, where several were sent at once."""

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone; the app is told, also where more had been asked after."""
        if self._running is not None and not self._running.response_complete:
            self._running.disconnected = True
            self._running.message_event.set()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """An answer is out, and the next request in line gets its own."""
        self._running = self.pipeline[-1][0] if self.pipeline else None
        super().on_response_complete()

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._room = HEADERS_MOST

    def on_url(self, url: bytes) -> None:
        """A part of the address; one byte too many is kept as the sign that there were more."""
        self.url += url[: TARGET_MOST + 1 - len(self.url)]

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header, as long as there is room."""
        self._room -= len(name) + len(value) + len(": \r\n")
        if self._room >= 0:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Pass the request on to the app, or to its refusal."""
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
        if not self.pipeline:
            self._running = self.cycle

    def _refusal(self) -> RefusingApp | None:
        if len(self.url) > TARGET_MOST:
            return RefusingApp(
                414, f"an address has {TARGET_MOST} bytes at most; send what is longer by POST, in the body"
            )
        if self._room < 0:
            return RefusingApp(431, f"the headers of a request have {HEADERS_MOST} bytes at most")
        return None

    def send_400_response(self, msg: str) -> None:
        """Answer what the parser cannot read, and hang up."""
        reply, name = _reply(400, "this is no HTTP/1.1 request; the parser cannot read it", b"")
        headers = [*reply.headers, (b"x-query-id", name.encode()), (b"connection", b"close")]
        lines = [f"HTTP/1.1 400 {HTTPStatus(400).phrase}".encode(), *(b": ".join(one) for one in headers), b""]
        self.transport.write(b"\r\n".join([*lines, reply.body]))
        self.transport.close()


@dataclass(frozen=True, slots=True)
class RefusingApp:
    """An app that refuses one request, whatever it is."""

    status: int
    detail: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the problem."""
        reply, name = _reply(self.status, self.detail, header(scope, b"accept")[0])
        await reply.send(send, name, scope["method"] == "HEAD")


def _reply(status: int, detail: str, accept: bytes) -> tuple[Reply, str]:
    """The problem and its id, which is written down."""
    name = new_id()
    reply = Reply.of(refused(Refusal(status, detail), accept.decode("latin-1"), queryId=name))
    note_query(name, "refused", status, 0, len(reply.body), None)
    return reply, name
