"""How many queries one client may have running, so that no client holds the house; its others wait their turn."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import lru_cache

from api.errors import Refusal


@dataclass(slots=True)
class _Line:
    turns: asyncio.Semaphore
    present: int = 0
    running: int = 0


@dataclass(slots=True)
class Quota:
    """At most `most` queries run for a client; `waiting_most` more wait in their order, each for `patience` seconds."""

    most: int
    waiting_most: int
    patience: float
    lines: dict[str, _Line] = field(default_factory=dict)

    @property
    def waiting(self) -> int:
        """How many wait for a turn of their client."""
        return sum(line.present - line.running for line in self.lines.values())

    @asynccontextmanager
    async def turn(self, client: str) -> AsyncIterator[None]:
        """Hold one of the client's turns. Raises `Refusal` (429), at once where too many wait."""
        end = await self.take(client)
        try:
            yield
        finally:
            end()

    async def take(self, client: str) -> Callable[[], None]:
        """Take one of the client's turns, as `turn` does; who calls what comes back ends it."""
        line = self.lines.setdefault(client, _Line(asyncio.Semaphore(self.most)))
        if line.present >= self.most + self.waiting_most:
            raise self._refusal(f"{self.waiting_most} more wait already, which is as many as may")
        line.present += 1
        try:
            async with asyncio.timeout(self.patience):
                await line.turns.acquire()
        except TimeoutError as error:
            self._leave(client, line)
            raise self._refusal(f"none of them ended within {self.patience:g} s") from error
        except BaseException:
            self._leave(client, line)
            raise
        line.running += 1
        return lambda: self._end(client, line)

    def _end(self, client: str, line: _Line) -> None:
        line.running -= 1
        line.turns.release()
        self._leave(client, line)

    def _leave(self, client: str, line: _Line) -> None:
        line.present -= 1
        if not line.present:
            self.lines.pop(client, None)

    def _refusal(self, why: str) -> Refusal:
        detail = f"you have as many queries running as one client may have, which is {self.most}, and {why}"
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
