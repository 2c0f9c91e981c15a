"""An answer as it goes over the wire, so that a cached one is sent without being made again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from urllib.parse import quote

from starlette.responses import Response
from starlette.types import Scope, Send

from api.cors import ORIGIN

Headers = tuple[tuple[bytes, bytes], ...]
OPEN: Final[Headers] = tuple((name.encode(), value.encode()) for name, value in ORIGIN.items())
VARY: Final = "Accept, Accept-Encoding"
KEPT: Final = "public, max-age=60"
"""For how long others may keep an answer before they ask whether it still holds; a new release changes it."""
_PRINTED: Final = "".join(map(chr, range(0x20, 0x7F)))


@dataclass(frozen=True, slots=True)
class Reply:
    """Status, headers and body. `etag` is that of the answer, empty where it may not be kept."""

    status: int
    headers: Headers
    body: bytes
    etag: bytes = b""

    @classmethod
    def of(cls, response: Response) -> Reply:
        """What a response would send, open to every origin; an id is that of one asking."""
        left = (*dict(OPEN), b"x-query-id")
        own = tuple((name, value) for name, value in response.raw_headers if name not in left)
        return cls(response.status_code, own + OPEN, bytes(response.body), dict(own).get(b"etag", b""))

    async def send(self, send: Send, query_id: str, bodiless: bool = False) -> None:
        """Send it; a HEAD gets the same headers without the body."""
        headers = [*self.headers, (b"x-query-id", query_id.encode())]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if bodiless else self.body})

    def unchanged(self) -> Reply:
        """304, with the headers that a 304 has (RFC 9110, section 15.4.5)."""
        kept = (b"etag", b"cache-control", b"vary")
        return Reply(304, tuple(one for one in self.headers if one[0] in kept) + OPEN, b"", self.etag)


def header(scope: Scope, *names: bytes) -> list[bytes]:
    """The values of some headers of a request, each empty where it was not sent; lists are joined by commas."""
    found = dict.fromkeys(names, b"")
    for name, value in scope["headers"]:
        if name in found:
            found[name] = found[name] + b", " + value if found[name] else value
    return [found[name] for name in names]


def tag(*whole: object) -> str:
    """The ETag of an answer, of the release and everything that decides it; weak, since codings differ in bytes."""
    return f'W/"{sha256(repr(whole).encode()).hexdigest()[:24]}"'


def noted(notes: Sequence[str]) -> dict[str, str]:
    """The header that tells what is to be known beside an answer; what is not ASCII is written as in an IRI."""
    told = quote("; ".join(notes), safe=_PRINTED, errors="replace")
    return {"x-query-notes": told} if told else {}


def matches(if_none_match: bytes, etag: bytes) -> bool:
    """Whether the client holds this answer already (RFC 9110, section 13.1.2: the comparison is weak)."""
    if not if_none_match or not etag:
        return False
    held = [one.strip().removeprefix(b"W/") for one in if_none_match.split(b",")]
    return b"*" in held or etag.removeprefix(b"W/") in held
