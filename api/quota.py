"""How many queries one client may have running, so that no client holds the house."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from api.errors import Refusal

PATIENCE: Final = 1.0
"""Seconds that a query waits for another of the same client to end, before it is refused."""
WAITING: Final = 64
"""Queries of one client that may wait so."""


@dataclass(slots=True)
class _Line:
    turns: asyncio.Semaphore
    present: int = 0


@dataclass(slots=True)
class Quota:
    """At most `most` queries run for a client; short ones take turns, so only slow ones ever see a refusal."""

    most: int
    _lines: dict[str, _Line] = field(default_factory=dict)

    @asynccontextmanager
    async def turn(self, client: str) -> AsyncIterator[None]:
        """Hold one of the client's turns; refused with 429 when none comes free in time."""
        line = self._lines.setdefault(client, _Line(asyncio.Semaphore(self.most)))
        if line.present >= self.most + WAITING:
            raise self._refusal()
        line.present += 1
        try:
            await self._take(line)
            try:
                yield
            finally:
                line.turns.release()
        finally:
            line.present -= 1
            if not line.present:
                self._lines.pop(client, None)

    async def _take(self, line: _Line) -> None:
        if not line.turns.locked():
            await line.turns.acquire()
            return
        try:
            await asyncio.wait_for(line.turns.acquire(), PATIENCE)
        except TimeoutError as error:
            raise self._refusal() from error

    def _refusal(self) -> Refusal:
        detail = f"you have as many queries running as one client may have, which is {self.most}"
        return Refusal(429, detail, {"retry-after": "5"}, hint="ask one after the other, or make the query cheaper")


def client_of(address: str, forwarded: str, trusted: Collection[str]) -> str:
    """Who asks: the address, or, where that is a proxy we trust, the last address before our proxies.

    >>> client_of("10.0.0.1", "6.6.6.6, 192.0.2.7", ["10.0.0.1"])
    '192.0.2.7'
    >>> client_of("192.0.2.9", "6.6.6.6", ["10.0.0.1"])
    '192.0.2.9'
    """
    if address not in trusted:
        return _household(address)
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    return _household(next((hop for hop in reversed(hops) if hop not in trusted), address))


@lru_cache(1024)
def _household(address: str) -> str:
    """An address; for IPv6 its network, since one house has 2^64 of them."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:100]
    if found.version == 4:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False))
