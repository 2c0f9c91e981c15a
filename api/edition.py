"""One release at work: its app, and the requests that run in it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final, TypeVar

from starlette.types import Message, Receive, Scope, Send

from api.app import Front
from api.lookups import Sent
from api.reply import Reply
from kg.release import Release

T = TypeVar("T")
_READY: Final = "/health/ready"


@dataclass(eq=False, slots=True)
class Edition:
    """An app, the release it is of, if it is of one, and how many requests run in it."""

    app: Front
    release: Release | None
    running: int = 0
    _through: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, and count it until it is through."""
        self.running += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.running -= 1
            self._through.set()

    def short(self, scope: Scope, sent: Sent) -> bool:
        """See `Front.short`; counted as any other."""

        def through(reply: Reply | None, name: str) -> None:
            self.running -= 1
            self._through.set()
            sent(reply, name)

        taken = self.app.short(scope, through)
        self.running += taken
        return taken

    async def ready(self) -> bool:
        """Whether it says so itself, which it does when its engine has answered a query."""
        told: list[int] = []

        async def receive() -> Message:
            return {"type": "http.request"}

        async def send(message: Message) -> None:
            told.append(message.get("status", 0))

        asked = {"type": "http", "method": "GET", "path": _READY, "raw_path": _READY.encode(), "query_string": b""}
        await self.app({**asked, "headers": []}, receive, send)
        return 200 in told

    async def end(self, patience: float) -> None:
        """End the engine after the last request, or after so many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while self.running:
                    self._through.clear()
                    await self._through.wait()
        await aside(self.close)

    def close(self) -> None:
        """End the engine."""
        self.app.desk.engine.close()


async def aside(work: Callable[[], T]) -> T:
    """The result of work in a thread of its own, which keeps nobody from ending the process meanwhile."""
    done: Future[T] = Future()
    done.set_running_or_notify_cancel()

    def run() -> None:
        try:
            done.set_result(work())
        except Exception as error:  # noqa: BLE001 - whoever waits gets it
            done.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return await asyncio.wrap_future(done)
