"""Open to every origin, without credentials: everything here is public (Fetch standard, CORS protocol).

What a page may reach in a private network its browser asks the person in front of it; no word of ours decides that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ORIGIN: Final = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, Retry-After, X-Query-Cost, X-Query-Id, X-Query-Notes",
    "x-content-type-options": "nosniff",
}
USUAL: Final = ("Accept", "Content-Type", "GraphQL-Show", "If-None-Match")
"""What a page may send though it did not ask."""
ASKED_MOST: Final = 4000
"""Characters of the names that a page may ask for."""
_TOKEN: Final = re.compile(r"[\w!#$%&'*+.^`|~-]+", re.ASCII)


class OpenToAll:
    """Says so on every answer, errors too, whether or not an Origin was sent; and answers OPTIONS itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it when it only asks what is allowed."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["method"] == "OPTIONS":
            methods, asked = methods_of(scope), Headers(scope=scope)
            # A page that asks for what is not here shall see the 404, for which it must be let ask. `*` is the server.
            if methods or "access-control-request-method" in asked or scope["path"] == "*":
                await allowed(methods, asked)(scope, receive, send)
                return

        async def open_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(ORIGIN)
                if message["status"] == 405:
                    headers["allow"] = _listed(methods_of(scope))
            await send(message)

        await self._app(scope, receive, open_send)


def methods_of(scope: Scope) -> set[str]:
    """What an address does, as the routes say; nothing where there is none."""
    routes = [one for one in scope["app"].routes if isinstance(one, Route)]
    return {name for one in routes if one.matches(scope)[0] is not Match.NONE for name in one.methods or ()}


def allowed(methods: Iterable[str], asked: Headers) -> Response:
    """The answer to OPTIONS at an address that does these, a preflight or not.

    Whatever headers a page wants to send, it may: nothing here depends on them, and there are no credentials.
    """
    names = [one.strip() for one in ",".join(asked.getlist("access-control-request-headers")).split(",")]
    listed = len(",".join(names)) <= ASKED_MOST and all(map(_TOKEN.fullmatch, filter(None, names)))
    given = {one.lower(): one for one in (*(filter(None, names) if listed else ()), *USUAL)}
    headers = {
        **ORIGIN,
        "allow": _listed(methods),
        "access-control-allow-methods": _listed(methods),
        "access-control-allow-headers": ", ".join(given.values()),
        "access-control-max-age": "86400",
        "vary": "Access-Control-Request-Headers",
    }
    if "QUERY" in methods:
        headers["accept-query"] = "application/sparql-query, application/x-www-form-urlencoded"
    return Response(status_code=204, headers=headers)


def _listed(methods: Iterable[str]) -> str:
    return ", ".join(sorted({*methods, "OPTIONS"}))
