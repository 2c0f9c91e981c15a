"""A new release is taken up while the server runs: loaded aside, asked, then put in the place of the former one.

Requests under way end where they began, and the former engine ends after the last of them. Until then two releases are
in memory, and never more.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from starlette.types import Message, Receive, Scope, Send

from api.app import Front
from api.settings import Settings
from kg.engine.serving import Unreachable
from kg.errors import KgError
from kg.release import CURRENT, Release, current

T = TypeVar("T")
log: Final = logging.getLogger("api.takeup")
_PROBE: Final[Scope] = {
    "type": "http",
    "method": "GET",
    "path": "/health/ready",
    "raw_path": b"/health/ready",
    "query_string": b"",
    "headers": [],
}


@dataclass(eq=False, slots=True)
class Edition:
    """An app at work, the release it is of, if it is of one, and how many requests run in it."""

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

    async def ready(self) -> bool:
        """Whether it says so itself, which it does when its engine has answered a query."""
        told: list[int] = []

        async def receive() -> Message:
            return {"type": "http.request"}

        async def send(message: Message) -> None:
            told.append(message.get("status", 0))

        await self.app(_PROBE, receive, send)
        return 200 in told

    async def end(self, patience: float) -> None:
        """End the engine after the last request, or after so many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while self.running:
                    self._through.clear()
                    await self._through.wait()
        await _aside(self.close)

    def close(self) -> None:
        """End the engine."""
        self.app.desk.engine.close()


@dataclass(eq=False, slots=True)
class Newest:
    """The app over the newest release of a folder; `opened` makes an edition of one, after an app.

    Whoever wants it to look at once sets `called`; else it looks every `settings.watch` seconds.
    """

    now: Edition
    releases: Path
    settings: Settings
    opened: Callable[[Release, Front], Edition]
    called: asyncio.Event
    _former: Edition | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request by the release of now."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            await self.now(scope, receive, send)

    def close(self) -> None:
        """End what is at work."""
        for one in filter(None, (self._former, self.now)):
            one.close()

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        watching = asyncio.create_task(self._watch())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        watching.cancel()
        await send({"type": "lifespan.shutdown.complete"})

    async def _watch(self) -> None:
        """Look when called, and at what is new and was the same a moment before: what is being copied changes still."""
        before = looked = None
        while True:
            called = await self._wait()
            seen = await _aside(lambda: _mark(self.releases))
            if called or (seen == before and seen != looked):
                looked = seen
                await self._look(called)
            before = seen

    async def _wait(self) -> bool:
        """Whether somebody called before it was time to look."""
        try:
            await asyncio.wait_for(self.called.wait(), self.settings.watch or None)
        except TimeoutError:
            return False
        self.called.clear()
        return True

    async def _look(self, called: bool) -> None:
        """Take up what is new. A release that cannot be is told, and nothing else changes."""
        served = self.now.release
        if served is None or self.settings.engine:
            if called:
                log.info("nothing to take up: the graph lies behind %s", self.settings.engine)
            return
        try:
            if await _aside(lambda: Release.read(_pointed(self.releases))) != served:
                await self._take_up(await _aside(lambda: current(self.releases)))
            elif called:
                log.info("nothing to take up: release %s is served already", served.folder.name)
        except Exception as error:
            ours = isinstance(error, KgError | OSError)
            log.error(
                "the new release is not taken up, and %s is served on: %s",
                served.folder.name,
                error if ours else type(error).__name__,
                exc_info=None if ours else error,
            )

    async def _take_up(self, release: Release) -> None:
        start = time.perf_counter()
        fresh = await _aside(lambda: self.opened(release, self.now.app))
        try:
            if not await fresh.ready():
                raise Unreachable(f"{release.folder} is loaded and answers nothing")
        except BaseException:
            await _aside(fresh.close)
            raise
        self._former, self.now = self.now, fresh
        seconds = round(time.perf_counter() - start, 1)
        about = {"release": release.folder.name, "seconds": seconds, "running": self._former.running}
        log.info("a new release is taken up", extra={"about": about})
        await self._former.end(self.settings.deadline_most + self.settings.grace)
        self._former = None
        # An app is a knot of references: its release's files are let go of when it is collected.
        gc.collect()


def _pointed(releases: Path) -> Path:
    return Path(os.path.realpath(releases / CURRENT))


def _mark(releases: Path) -> object:
    """What tells one release on disk from another, and a whole one from one that is being written."""
    folder = _pointed(releases)
    try:
        files = sorted((one.name, one.stat()) for one in os.scandir(folder))
    except OSError:
        return folder
    return folder, [(name, about.st_ino, about.st_size, about.st_mtime_ns) for name, about in files]


async def _aside(work: Callable[[], T]) -> T:
    """The result of work in a thread of its own, which keeps nobody from ending the process meanwhile."""
    loop, done = asyncio.get_running_loop(), asyncio.get_running_loop().create_future()

    def told(setter: Callable[[Any], None], value: object) -> None:
        if not done.done():
            setter(value)

    def run() -> None:
        try:
            result: tuple[Callable[[Any], None], object] = done.set_result, work()
        except Exception as error:  # noqa: BLE001 - whoever waits gets it
            result = done.set_exception, error
        if not loop.is_closed():
            loop.call_soon_threadsafe(told, *result)

    threading.Thread(target=run, daemon=True).start()
    found: T = await done
    return found
