"""The near side of look-ups: many in one message to a worker of their own, whose cost is shared by all of them.

A look-up cannot run away (`walk.py` counts its steps), so that it needs no worker to itself and no thread that waits.
Whatever goes wrong here only means that a question is asked like any other: no answer, no failure and no promise is
the lane's own. The worker is a fork as all are: it shares the copy in memory, and can reach nothing outside.
"""

from __future__ import annotations

import asyncio
import os
import socket
import struct
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from typing import Final, TypeAlias, cast

from kg.engine.holder import Holder, kill
from kg.engine.said import read_found, told_lookups
from kg.engine.serving import Told, Unreachable

TOGETHER: Final = 12
"""Look-ups in one message, whose cost they share."""
AHEAD: Final = 3
"""Messages under way at once: the worker has always its next, and what comes meanwhile goes together."""
WAITING_MOST: Final = 512
"""Look-ups that may wait in the lane."""
PATIENCE: Final = 0.5
"""Seconds in which the worker must have said something; a look-up takes a thousandth of that."""
PAUSE: Final = 1.0
"""Seconds after a failure in which the lane stays shut."""
_KNOWN_MOST: Final = 10_000
_SIZE: Final = struct.Struct("!i")
"""How `multiprocessing.connection` writes the length of a message that stands before it."""


_Asked: TypeAlias = tuple[str, Told]


class Lane:
    """The way to one worker of a holder, opened when it is first wanted; used from an event loop."""

    def __init__(self, holder: Holder) -> None:
        self._holder = holder
        self._way: _Way | None = None
        self._opening: asyncio.Task[None] | None = None
        self._shut_until = 0.0
        self._closed = False
        self._long: set[str] = set()

    def ask(self, text: str, told: Told) -> bool:
        """See `LookingUp.look_up`."""
        loop = asyncio.get_running_loop()
        if self._way is None or self._way.loop is not loop:
            self._open(loop)
            return False
        if text in self._long or self._way.waiting >= WAITING_MOST:
            return False
        self._way.ask(text, told)
        return True

    def close(self) -> None:
        """Use it no more; the worker ends with its holder. May be called from any thread."""
        self._closed = True
        if self._way:
            with suppress(RuntimeError):  # the loop has ended before
                self._way.loop.call_soon_threadsafe(self._way.shut)

    def _open(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._closed or loop.time() < self._shut_until or (self._opening and not self._opening.done()):
            return
        self._opening = loop.create_task(self._opened(loop))

    async def _opened(self, loop: asyncio.AbstractEventLoop) -> None:
        self._shut_until = loop.time() + PAUSE
        with suppress(Unreachable, OSError):
            pid, channel = await asyncio.to_thread(self._holder.fork)
            way = _Way(self, pid, loop)
            with channel:
                await loop.create_unix_connection(lambda: way, sock=socket.socket(fileno=os.dup(channel.fileno())))
            if self._closed:
                way.shut()
            else:
                self._way = way

    def too_long(self, texts: Sequence[str]) -> None:
        """Remember what is not for the lane."""
        if len(self._long) > _KNOWN_MOST:
            self._long.clear()
        self._long.update(texts)

    def ended(self, way: _Way) -> None:
        """A way has no worker any more."""
        if self._way is way:
            self._way = None
        self._shut_until = way.loop.time() + PAUSE
        with suppress(RuntimeError):
            way.loop.run_in_executor(None, self._holder.end, way.pid)


class _Way(asyncio.Protocol):
    """A worker, what was sent to it, and what waits to be."""

    def __init__(self, lane: Lane, pid: int, loop: asyncio.AbstractEventLoop) -> None:
        self.pid, self.loop = pid, loop
        self._lane = lane
        self._next: list[_Asked] = []
        self._sent: deque[list[_Asked]] = deque()
        self._read = bytearray()
        self._watch: asyncio.TimerHandle | None = None

    @property
    def waiting(self) -> int:
        """How many look-ups wait for an answer, at most."""
        return len(self._next) + TOGETHER * len(self._sent)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It is there."""
        self._transport = cast("asyncio.Transport", transport)

    def ask(self, text: str, told: Told) -> None:
        """Send a look-up with all that come at the same moment."""
        if not self._next and len(self._sent) < AHEAD:
            self.loop.call_soon(self._send)
        self._next.append((text, told))

    def _send(self) -> None:
        while self._next and len(self._sent) < AHEAD:
            some, self._next = self._next[:TOGETHER], self._next[TOGETHER:]
            message = told_lookups([text for text, _ in some])
            self._transport.write(_SIZE.pack(len(message)) + message)
            self._sent.append(some)
        if self._watch is None and self._sent:
            self._watch = self.loop.call_later(PATIENCE, self._look, self._sent[0])

    def data_received(self, data: bytes) -> None:
        """A part of what the worker says."""
        self._read += data
        at, size = 0, _SIZE.size
        while len(self._read) >= at + size:
            end = at + size + _SIZE.unpack_from(self._read, at)[0]
            if len(self._read) < end:
                break
            self._answered(self._sent.popleft(), bytes(self._read[at + size : end]))
            at = end
        del self._read[:at]
        self._send()

    def _answered(self, some: list[_Asked], message: bytes) -> None:
        for (text, told), body in zip(some, read_found(message, len(some)), strict=True):
            if body is None:
                self._lane.too_long([text])
            told(body)

    def _look(self, first: list[_Asked]) -> None:
        """See whether the worker has got on since it was last looked at."""
        self._watch = None
        if self._sent and self._sent[0] is first:
            self._lane.too_long([text for text, _ in first])
            kill(self.pid)
        elif self._sent:
            self._watch = self.loop.call_later(PATIENCE, self._look, self._sent[0])

    def connection_lost(self, exc: Exception | None) -> None:
        """The worker has ended; what waits is asked elsewhere."""
        if self._watch:
            self._watch.cancel()
        self._lane.ended(self)
        left = [*(one for some in self._sent for one in some), *self._next]
        self._sent.clear()
        self._next = []
        for _, told in left:
            told(None)

    def shut(self) -> None:
        """Hang up."""
        self._transport.abort()
