"""The short way of a look-up: no turn, no task and no thread, since it cannot run away and is answered with others.

What comes of it is what the long way would give, byte for byte; whatever is not plainly so goes the long way.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from typing import Final, TypeAlias
from urllib.parse import unquote_to_bytes

from starlette.types import Scope

from api.cache import Cache, repeats
from api.compress import CODINGS, LARGE, WORTH, coding
from api.desk import Desk
from api.logs import new_id, note_lookup
from api.negotiate import HTML, RESULTS, accepted_types, named_type, own_types, typed
from api.quota import client_of
from api.reply import KEPT, OPEN, VARY, Reply, header, tag
from kg.engine.lookup import Lookup, shaped
from kg.engine.serving import LookingUp
from kg.names import KG

Sent: TypeAlias = Callable[[Reply | None, str], None]
"""Where a reply goes, with the id of its request; None where the request is to go the long way after all."""
_JSON: Final = RESULTS[0]
_ASKED: Final = b"query="


class ShortWay:
    """The way to the lane of an engine, if it has one; `named` are names that are known to be in the graph."""

    def __init__(self, desk: Desk, replies: Cache[Reply], named: set[str]) -> None:
        self._desk, self._settings, self._replies, self._named = desk, desk.settings, replies, named
        self._engine = desk.engine if isinstance(desk.engine, LookingUp) else None
        self._waiting: Counter[str] = Counter()

    def take(self, scope: Scope, sent: Sent) -> bool:
        """Whether a request goes this way, and `sent` will be called, though not before this returns."""
        if self._engine is None:
            return False
        start = time.perf_counter()
        accept, encodings, held, length, coded = header(
            scope, b"accept", b"accept-encoding", b"if-none-match", b"content-length", b"transfer-encoding"
        )
        accepted = _accepted(accept) if not (held or length or coded) else ()
        text = _text(scope["query_string"]) if accepted else None
        if text is None or not shaped(text) or not self._knows(text):
            return False
        client = self._client(scope)
        if self._waiting[client] >= self._settings.waiting_per_client:
            return False

        def told(body: bytes | None) -> None:
            self._waiting[client] -= 1
            if not self._waiting[client]:
                del self._waiting[client]
            name = new_id()
            reply = self._reply(text, accepted, body, encodings)
            if reply is not None:
                seconds = time.perf_counter() - start
                self._desk.metrics.ended("sparql", "answered", seconds)
                note_lookup(name, seconds, len(reply.body), text)
                if reply.etag:
                    key = (scope["query_string"], accept, encodings)
                    self._replies.put(key, reply, len(reply.body) + sum(map(len, key)))
            sent(reply, name)

        if not self._engine.look_up(text, told):
            return False
        self._waiting[client] += 1
        return True

    def _knows(self, text: str) -> bool:
        """Whether all that it names of our ontology is known to be there, so that there is no slip to be told."""
        if "kg:" not in text and KG not in text:
            return True
        asked = Lookup.of(text)
        return asked is not None and self._named.issuperset(asked.own_names)

    def _client(self, scope: Scope) -> str:
        """Whose it is: of one client no more may wait in the lane than in its line."""
        address, forwarded = scope["client"][0] if scope.get("client") else "", b""
        if address in self._settings.trusted_proxies:
            forwarded = header(scope, b"x-forwarded-for")[0]
        return client_of(address, forwarded.decode("latin-1"), self._settings.trusted_proxies)

    def _reply(self, text: str, accepted: tuple[str, ...], body: bytes | None, encodings: bytes) -> Reply | None:
        if body is None or len(body) > self._settings.answer_most:
            return None
        headers = {"vary": VARY, "cache-control": "no-store"}
        if self._desk.answers.most > 0 and repeats(text):
            headers |= {"etag": tag(self._desk.release, text, None, None, accepted), "cache-control": KEPT}
        headers["content-type"] = typed(named_type(_JSON, accepted) or _JSON)
        name = coding(encodings.decode("latin-1")) if encodings and len(body) > WORTH else None
        if name is not None:
            if len(body) > LARGE:
                return None  # whose packing would hold up everybody
            body, headers["content-encoding"] = CODINGS[name](body), name
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
