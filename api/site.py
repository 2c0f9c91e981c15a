"""The path below which the world reaches this server: `/csf1r` where `KG_BASE_URL` is https://example.org/csf1r.

Within, every address begins at the root. A request comes with that path or, where a proxy took it away, without; what
an answer leads to lies below it, in headers by what stands here, on pages as their templates write links. Only a path
that begins with a word of ours, such as `/graph`, must be passed on: without it nobody could tell the two apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final, Self
from urllib.parse import quote, unquote, urlsplit

from starlette.requests import Request
from starlette.types import Message, Scope, Send

_LEADING: Final = (b"location", b"content-location")


@dataclass(frozen=True, slots=True)
class Site:
    """A path without a slash at its end; empty where the world asks at the root."""

    path: str

    @classmethod
    def of(cls, base_url: str) -> Self:
        """From the setting.

        >>> Site.of("https://example.org/csf1r/")
        Site(path='/csf1r')
        """
        return cls(quote(urlsplit(base_url).path.rstrip("/"), safe="/%:@!$&'()*+,;="))

    def within(self, scope: Scope, send: Send) -> tuple[Scope, Send]:
        """A request as the app answers it, and where its answer goes.

        An app that this one is mounted in says in `root_path` where; the setting knows better.
        """
        root = self.path or scope.get("root_path", "")
        if not root:
            return scope, send
        return {**scope, "root_path": root, **_below(scope, root)}, partial(_sent, send, root.encode())


def root(request: Request) -> str:
    """What stands before every address of ours: a path without a slash at its end, or nothing."""
    return str(request.scope.get("root_path", ""))


def _below(scope: Scope, root: str) -> Scope:
    """The path of a request without that of the place, if it has it."""
    path, known = scope["path"], unquote(root)
    if path != known and not path.startswith(known + "/"):
        return {}
    # However a client encodes a path, its parts are these.
    parts = scope["raw_path"].split(b"/")[root.count("/") + 1 :]
    return {"path": path.removeprefix(known) or "/", "raw_path": b"".join(b"/" + part for part in parts) or b"/"}


async def _sent(send: Send, root: bytes, message: Message) -> None:
    if message["type"] == "http.response.start":
        headers = [(name, _led(name.lower(), value, root)) for name, value in message["headers"]]
        message = {**message, "headers": headers}
    await send(message)


def _led(name: bytes, value: bytes, root: bytes) -> bytes:
    if name == b"link":
        return value.replace(b"</", b"<" + root + b"/")
    return root + value if name in _LEADING and value.startswith(b"/") else value
