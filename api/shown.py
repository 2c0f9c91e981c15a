"""Problems as pages, for whoever asks with a browser; programs get them as `errors.py` makes them.

It stands around the whole app, since problems come of every part of it, also of those that know no page.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from starlette.responses import Response
from starlette.types import Message, Scope, Send

from api.errors import PLAIN, PROBLEM
from api.negotiate import GRAPHS, HTML, RESULTS, ranked
from api.pages.problem import problem_page

_OFFERS: Final = (PROBLEM, "application/json", PLAIN, *RESULTS, *GRAPHS, HTML)
"""A page comes last: who takes anything, as programs say, takes a problem."""
_OF_BODY: Final = (b"content-type", b"content-length")


def shown(scope: Scope, send: Send) -> Send:
    """Where the answer to a request goes: past here, where a page would be welcome."""
    accept = b", ".join(value for name, value in scope["headers"] if name == b"accept")
    return _Shown(scope, send) if _by_person(accept.decode("latin-1")[:1000]) else send


@lru_cache(256)
def _by_person(accept: str) -> bool:
    return ranked(accept, _OFFERS)[:1] == [HTML]


@dataclass(slots=True)
class _Shown:
    """The way out of one request; a problem is held until it is whole."""

    scope: Scope
    send: Send
    _start: Message | None = None
    _body: bytearray = field(default_factory=bytearray)

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _kind(message).startswith(PROBLEM.encode()):
            self._start = message
        elif self._start is None:
            await self.send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._paged(self._start)

    async def _paged(self, start: Message) -> None:
        told = json.loads(self._body or b"{}")
        query = self.scope.get("query_string", b"").decode("latin-1")
        base, path = str(self.scope.get("root_path", "")), self.scope["path"]
        page: Response = problem_page(base, {"status": start["status"], **told}, path, query)
        kept = [pair for pair in start["headers"] if pair[0].lower() not in (*_OF_BODY, b"vary")]
        await self.send({**start, "headers": [*kept, *page.raw_headers]})
        await self.send({"type": "http.response.body", "body": b"" if self.scope["method"] == "HEAD" else page.body})


def _kind(message: Message) -> bytes:
    return next((value for name, value in message["headers"] if name.lower() == b"content-type"), b"")
