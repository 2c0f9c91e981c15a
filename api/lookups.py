"""The short way of a look-up: no turn, no task and no thread, since it cannot run away and is answered with others.

What comes of it is what the long way would give, byte for byte; whatever is not plainly so goes the long way.
"""

from __future__ import annotations

import time
from collections import Counter
from functools import lru_cache
from typing import Final
from urllib.parse import unquote_to_bytes

from starlette.types import Scope

from api.cache import repeats
from api.compress import WORTH, packed
from api.desk import Desk
from api.logs import note_query
from api.negotiate import HTML, RESULTS, accepted_types, named_type, own_types, typed
from api.quota import client_of
from api.reply import KEPT, OPEN, VARY, Reply, header, tag
from kg.engine.lookup import Lookup
from kg.engine.serving import LookingUp

_JSON: Final = RESULTS[0]
_ASKED: Final = b"query="


class ShortWay:
    """The way to the lane of an engine, if it has one; `named` are names that are known to be in the graph."""

    def __init__(self, desk: Desk, named: set[str]) -> None:
        self._desk, self._settings, self._named = desk, desk.settings, named
        self._engine = desk.engine if isinstance(desk.engine, LookingUp) else None
        self._waiting: Counter[str] = Counter()

    async def reply(self, scope: Scope, accept: bytes, encodings: bytes, name: str) -> Reply | None:
        """The reply to a request that reads, whose id is `name`; None where it is to go the long way."""
        if self._engine is None:
            return None
        start = time.perf_counter()
        accepted = _accepted(accept)
        text = _text(scope["query_string"]) if accepted else None
        asked = Lookup.of(text) if text else None
        if text is None or asked is None or not self._named.issuperset(asked.own_names):
            return None
        body = await self._body(scope, text, self._engine)
        if body is None or len(body) > self._settings.answer_most:
            return None
        reply = await self._replied(text, accepted, body, encodings)
        seconds = time.perf_counter() - start
        self._desk.metrics.ended("sparql", "answered", seconds)
        note_query(name, "answered", 200, seconds, len(reply.body), text)
        return reply

    async def _body(self, scope: Scope, text: str, engine: LookingUp) -> bytes | None:
        """What the lane says, in which one client has no more waiting than may stand in its line."""
        address, forwarded = scope["client"][0] if scope.get("client") else "", b""
        if address in self._settings.trusted_proxies:
            forwarded = header(scope, b"x-forwarded-for")[0]
        client = client_of(address, forwarded.decode("latin-1"), self._settings.trusted_proxies)
        if self._waiting[client] >= self._settings.waiting_per_client:
            return None
        answer = engine.look_up(text)
        if answer is None:
            return None
        self._waiting[client] += 1
        try:
            return await answer
        finally:
            self._waiting[client] -= 1
            if not self._waiting[client]:
                del self._waiting[client]

    async def _replied(self, text: str, accepted: tuple[str, ...], body: bytes, encodings: bytes) -> Reply:
        headers = {"vary": VARY, "cache-control": "no-store"}
        if self._desk.answers.most > 0 and repeats(text):
            headers |= {"etag": tag(self._desk.release, text, None, None, accepted), "cache-control": KEPT}
        headers["content-type"] = typed(named_type(_JSON, accepted) or _JSON)
        if len(body) > WORTH and encodings:
            return Reply.of(await packed(body, headers, encodings.decode("latin-1")))
        headers["content-length"] = str(len(body))
        own = tuple((key.encode(), value.encode()) for key, value in headers.items())
        return Reply(200, own + OPEN, body, headers.get("etag", "").encode())


@lru_cache(256)
def _accepted(accept: bytes) -> tuple[str, ...]:
    """The types that a client accepts, where the results in JSON are what it wants most; else nothing."""
    accepted = accepted_types(accept.decode("latin-1"), "", page=True) if len(accept) <= 1000 else ()
    if accepted[:1] == (HTML,):
        return ()
    return accepted if next((one for one in own_types(accepted) if one in RESULTS), "") == _JSON else ()


def _text(query_string: bytes) -> str | None:
    """The query of an address that says nothing else."""
    if not query_string.startswith(_ASKED) or b"&" in query_string or not query_string.isascii():
        return None
    try:
        return unquote_to_bytes(query_string[len(_ASKED) :].replace(b"+", b" ")).decode()
    except UnicodeDecodeError:
        return None
