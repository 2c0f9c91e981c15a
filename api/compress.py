"""Compression where it pays: a body of more than a kilobyte, for a client that reads it."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

import brotli
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.negotiate import ranges

WORTH: Final = 1024
"""Bytes below which a body is sent as it is."""
LARGE: Final = 200_000
"""Bytes above which compressing goes to a thread, so that nobody else waits for it."""


HUGE: Final = 10_000_000
"""Bytes above which a quick packing is chosen: brotli's is smaller than gzip's middle, in a fifth of the time."""


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=5 if len(body) < HUGE else 3, mtime=0)


def _brotli(body: bytes) -> bytes:
    return bytes(brotli.compress(body, quality=4 if len(body) < HUGE else 1))


CODINGS: Final[dict[str, Callable[[bytes], bytes]]] = {"br": _brotli, "gzip": _gzip}
"""Ours, the denser first."""


@lru_cache(256)
def coding(accept_encoding: str) -> str | None:
    """The coding to use for an Accept-Encoding header (RFC 9110, section 12.5.3); None for none.

    >>> coding("gzip, deflate, br"), coding("gzip;q=1, br;q=0"), coding("identity"), coding("")
    ('br', 'gzip', None, None)
    """
    # The grammar is that of Accept, but for the slash.
    given = {one.type.removeprefix("x/"): one.quality for one in ranges(_slashed(accept_encoding))}
    rated = [(given.get(name, given.get("*", 0.0)), name) for name in CODINGS]
    best = max(rated, key=lambda one: one[0])
    return best[1] if best[0] > 0 else None


def _slashed(accept_encoding: str) -> str:
    return ",".join("x/" + one.strip() for one in accept_encoding.split(",") if one.strip())


async def packed(body: bytes, headers: Mapping[str, str], accept_encoding: str, status: int = 200) -> Response:
    """An answer in the coding that its client reads best."""
    name = coding(accept_encoding) if len(body) > WORTH else None
    if name is None:
        return Response(body, status, headers)
    body = await run_in_threadpool(CODINGS[name], body) if len(body) > LARGE else CODINGS[name](body)
    return Response(body, status, {**headers, "content-encoding": name})
