"""A file from an address that the user gave. The only place of this room that speaks to others."""

from __future__ import annotations

import time
from typing import Final
from urllib.parse import urlsplit, urlunsplit

import httpx

from kg.errors import KgError

LARGEST: Final = 1_000_000_000
"""Bytes that are taken at most: mondo.owl, the largest, has a few hundred million."""
HOPS: Final = 10
_SILENCE: Final = httpx.Timeout(30.0, connect=15.0)
_WHOLE: Final = 1800.0
"""Seconds that the whole file may take."""


class NotFetched(KgError, OSError):
    """An address that gave no file; the message says why."""


def fetch(address: str, largest: int = LARGEST) -> bytes:
    """What stands at an http or https address, redirects followed; raises `NotFetched`."""
    until = time.monotonic() + _WHOLE
    try:
        with httpx.Client(timeout=_SILENCE) as client:
            request = client.build_request("GET", _allowed(address))
            for _ in range(HOPS):
                response = client.send(request, stream=True)
                try:
                    if not response.has_redirect_location:
                        return _body(response, address, largest, until)
                    following = response.headers["location"]
                    request = client.build_request("GET", _allowed(str(request.url.join(following))))
                finally:
                    response.close()
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise NotFetched(f"{shown(address)} could not be fetched: {error or type(error).__name__}") from None
    raise NotFetched(f"{shown(address)} leads on more than {HOPS} times; right would be the address of the file itself")


def _allowed(address: str) -> str:
    if urlsplit(address).scheme not in ("http", "https"):
        raise NotFetched(f"{shown(address)} is no web address; right would be http:// or https://, or a file")
    return address


def _body(response: httpx.Response, address: str, largest: int, until: float) -> bytes:
    if response.status_code != httpx.codes.OK:
        raise NotFetched(f"{shown(address)} answers {response.status_code} {response.reason_phrase}")
    parts, size = [], 0
    for part in response.iter_bytes():
        size += len(part)
        if size > largest:
            raise NotFetched(f"{shown(address)} is larger than {largest:,} bytes; right would be the release itself")
        if time.monotonic() > until:
            what = f"{shown(address)} takes longer than {_WHOLE:.0f} seconds"
            raise NotFetched(f"{what}; fetch it yourself, give the file")
        parts.append(part)
    told = response.headers.get("content-length", "")
    if told.isdecimal() and "content-encoding" not in response.headers and int(told) != size:
        raise NotFetched(f"{shown(address)} breaks off after {size:,} of {int(told):,} bytes")
    return b"".join(parts)


def shown(address: str) -> str:
    """An address without name and password, for messages and for the table.

    >>> shown("https://me:secret@example.org/hp.obo")
    'https://example.org/hp.obo'
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
