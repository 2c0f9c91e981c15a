"""A new release is taken up while the server runs: loaded aside, asked, then put in the place of the former one.

Requests under way end where they began, and the former engine ends after the last of them. Until then two releases are
in memory, and never more.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.types import Receive, Scope, Send

from api.app import Front
from api.edition import Edition, aside
from api.lookups import Sent
from api.settings import Settings
from kg.engine.remote.held import named
from kg.engine.serving import Unreachable
from kg.errors import KgError
from kg.release import CURRENT, Release, current
from kg.settings import shown

log: Final = logging.getLogger("api.takeup")


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
    _waits_for: Path | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request by the release of now."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            await self.now(scope, receive, send)

    def short(self, scope: Scope, sent: Sent) -> bool:
        """See `Front.short`."""
        return self.now.short(scope, sent)

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
            seen = await aside(lambda: _mark(self.releases))
            if called or (seen == before and seen != looked):
                looked = seen if await self._look(called) else None
            before = seen

    async def _wait(self) -> bool:
        """Whether somebody called before it was time to look."""
        try:
            await asyncio.wait_for(self.called.wait(), self.settings.watch or None)
        except TimeoutError:
            return False
        self.called.clear()
        return True

    async def _look(self, called: bool) -> bool:
        """Take up what is new. A release that cannot be is told, and nothing else changes.

        False where it has to be looked at again: no endpoint behind this server holds the release as yet.
        """
        served = self.now.release
        if served is None:
            if called:
                log.info("nothing to take up: the graph lies behind %s", ", ".join(map(shown, self.settings.engine)))
            return True
        try:
            found = await aside(lambda: Release.read(_pointed(self.releases)))
            if found != served and self._awaited(found):
                return False
            if found != served:
                await self._take_up(await aside(lambda: current(self.releases)))
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
        return True

    def _awaited(self, release: Release) -> bool:
        """Whether no endpoint behind this server says that it holds a release; said once of each."""
        replicas = self.now.app.desk.engine.state().replicas
        if not replicas or any(one.release == named(release.iri) for one in replicas):
            return False
        if self._waits_for != release.folder:
            self._waits_for = release.folder
            log.info("release %s is taken up once an endpoint holds it; `kg load` puts it there", release.folder.name)
        return True

    async def _take_up(self, release: Release) -> None:
        start = time.perf_counter()
        fresh = await aside(lambda: self.opened(release, self.now.app))
        try:
            if not await fresh.ready():
                raise Unreachable(f"{release.folder} is loaded and answers nothing")
        except BaseException:
            await aside(fresh.close)
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
