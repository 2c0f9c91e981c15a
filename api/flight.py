"""Running a query for those who wait for it, for as long as one of them is there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

from starlette.types import Receive

from kg.engine import Answer

T = TypeVar("T")


class Left(Exception):
    """The client has gone; nobody reads an answer."""


@dataclass(slots=True)
class _Flight:
    task: asyncio.Task[Answer]
    waiting: int = 0


@dataclass(slots=True)
class Flights:
    """One run for all who ask the same at the same time; it is stopped when the last of them has left."""

    _flights: dict[Hashable, _Flight] = field(default_factory=dict)

    async def join(self, key: Hashable, start: Callable[[], Awaitable[Answer]]) -> Answer:
        """The answer of the run under way for `key`, or of one started now."""
        flight = self._flights.get(key)
        if flight is None:
            flight = self._flights[key] = _Flight(asyncio.create_task(_run(start)))
            flight.task.add_done_callback(lambda task: self._landed(key, task))
        flight.waiting += 1
        try:
            return await asyncio.shield(flight.task)
        finally:
            flight.waiting -= 1
            if not flight.waiting and not flight.task.done():
                self._landed(key, flight.task)
                flight.task.cancel()

    def _landed(self, key: Hashable, task: asyncio.Task[Answer]) -> None:
        flight = self._flights.get(key)
        if flight is not None and flight.task is task:
            del self._flights[key]
        if task.done() and not task.cancelled():
            # Looked at here, since those who wanted it may be gone.
            task.exception()


async def _run(start: Callable[[], Awaitable[Answer]]) -> Answer:
    return await start()


async def unless_left(work: Awaitable[T], receive: Receive) -> T:
    """The result of `work`, which is cancelled when the client goes; raises `Left` then."""
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_left(receive))
    try:
        await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        raise Left
    finally:
        for one in (working, leaving):
            if not one.done():
                one.cancel()
                with suppress(asyncio.CancelledError):
                    await one


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
