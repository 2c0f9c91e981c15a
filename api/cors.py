"""Open to every origin, without credentials: everything here is public (Fetch standard, CORS protocol)."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS: Final = "GET, HEAD, POST, QUERY, OPTIONS"
ORIGIN: Final = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, Retry-After, X-Query-Cost, X-Query-Id",
    "x-content-type-options": "nosniff",
}


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
            await allowed()(scope, receive, send)
            return

        async def open_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(ORIGIN)
            await send(message)

        await self._app(scope, receive, open_send)


def allowed() -> Response:
    """The answer to OPTIONS, a preflight or not."""
    headers = {
        **ORIGIN,
        "allow": METHODS,
        "access-control-allow-methods": METHODS,
        "access-control-allow-headers": "Accept, Content-Type, GraphQL-Show, If-None-Match",
        "accept-query": "application/sparql-query, application/x-www-form-urlencoded",
        "access-control-max-age": "86400",
    }
    return Response(status_code=204, headers=headers)
