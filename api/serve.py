"""Running the server: `kg serve` comes here."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import socket
import sys
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import Any, Final

import uvicorn

from api import logs
from api.app import Front, make_app
from api.edition import Edition
from api.port import taken
from api.settings import Settings
from api.takeup import Newest
from api.warm import warm_up
from api.wire import wire
from kg.engine.memory import MemoryEngine
from kg.engine.questions import catalogue
from kg.engine.remote import Keys, RemoteEngine
from kg.engine.serving import ServingEngine
from kg.engine.workers import WorkerEngine
from kg.errors import KgError
from kg.release import NoRelease, Release, current

log: Final = logging.getLogger("api.serve")
LARGE: Final = 20_000_000
"""Quads of a release from which on a store of its own holds it better: see SCALING.md."""
_QUAD: Final = 450
"""Bytes of memory that a quad takes here, in the image and in Oxigraph's store."""


def run(releases: Path, settings: Settings) -> None:
    """Serve the newest release of a folder until told to stop, when requests get `settings.grace` seconds to end.

    Only endpoints elsewhere, `settings.engine`, can be served without a release.
    """
    with ExitStack() as held:
        # What is wrong with the port is told at once, and the graph is loaded after that.
        sockets = [held.enter_context(one) for one in taken(settings.host, settings.port)]
        # Once it has stopped, uvicorn raises the signal again, which would end us before the engine is closed.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        called = asyncio.Event()
        _heed(called)
        opened = partial(edition, settings)
        app = Newest(opened(_present(releases, settings)), releases, settings, opened, called)
        held.callback(app.close)
        logs.configure()
        gc.set_threshold(50_000, 20, 20)  # an answer may have a hundred thousand rows, none of them rubbish
        config = uvicorn.Config(
            app,
            http=wire(settings, app.short),
            lifespan="on",
            timeout_graceful_shutdown=settings.grace,
            server_header=False,
            proxy_headers=False,
            log_config=None,
            access_log=False,
        )
        for one in sockets:
            one.listen(config.backlog)
        log.info("running on %s", " and ".join(map(_address, sockets)))
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets)


def edition(settings: Settings, release: Release | None, before: Front | None = None) -> Edition:
    """A release at work, for the clients of the app `before` it, with what is counted of them."""
    if release and not settings.engine and (advice := better(release.manifest["quads"])):
        log.warning(advice)
    engine = engine_of(release, settings)
    manifest, folder = (release.manifest, release.folder) if release else ({}, None)
    known = (before.desk.metrics, before.desk.quota) if before else (None, None)
    try:
        app = make_app(engine, settings, manifest, catalogue(), folder, *known)
    except BaseException:
        engine.close()
        raise
    warm_up(engine)
    _say_behind(engine)
    return Edition(app, release)


def better(quads: int) -> str | None:
    """What to do with a release of so many quads, where this is not the best way to serve it."""
    if quads < LARGE:
        return None
    here = f"a release of {quads:,} quads takes about {quads * _QUAD / 1e9:.0f} GB of memory here"
    way = "`kg load --to URL`, then `kg serve --engine URL`, with Virtuoso 7 or QLever at that address"
    return f"{here}; better would be a store of its own: {way} (kg/load/README.md)"


def _say_behind(engine: ServingEngine) -> None:
    """Tell the log which release each endpoint elsewhere holds, and which of them are left out."""
    if isinstance(engine, RemoteEngine):
        engine.look()
    for one in engine.state().replicas:
        log.log(
            logging.INFO if one.ready else logging.WARNING,
            "the endpoint %s %s",
            one.address,
            f"holds release {one.release or 'none'}" if one.ready else f"is left out: {one.why}",
        )


def _present(releases: Path, settings: Settings) -> Release | None:
    try:
        return current(releases)
    except NoRelease:
        if not settings.engine:
            raise
        return None


def engine_of(release: Release | None, settings: Settings) -> ServingEngine:
    """What answers: the endpoints of `settings.engine`, else workers over the release, else this very process."""
    bounds: dict[str, Any] = {
        "waiting_most": settings.waiting_most,
        "answer_most": settings.answer_most,
        "default_deadline": settings.deadline,
        "federation": settings.federation,
    }
    if settings.engine:
        keys = Keys.of_environment("ENGINE")
        return RemoteEngine(settings.engine, **bounds, keys=keys, release=release.iri if release else "")
    if release is None:
        raise KgError("there is no release to serve; `kg build` makes one, and --engine serves another endpoint")
    # Elsewhere than on Linux a worker cannot be kept from reaching out, nor its memory be bounded.
    if settings.workers == 0 or sys.platform != "linux":
        return MemoryEngine.of_file(release.dataset, settings.federation)
    return WorkerEngine(release.dataset, workers=settings.workers, memory=settings.memory_most, **bounds)


def chosen(host: str | None, port: int | None, engine: str | None, workers: int | None) -> Settings:
    """The settings of the environment, with what was said on the command line before them."""
    said: dict[str, Any] = {"host": host, "port": port, "engine": engine, "workers": workers}
    return Settings.of_environment(said={name: value for name, value in said.items() if value is not None})


def _address(one: socket.socket) -> str:
    host, port = one.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _heed(called: asyncio.Event) -> None:
    """Have SIGHUP call for a new release; where it says that our terminal is gone, we end as without this."""
    if sys.platform == "win32":
        return
    # Who started us with `nohup` wants us to outlive it.
    attached = signal.getsignal(signal.SIGHUP) is signal.SIG_DFL and _terminal()

    def heard(*_: object) -> None:
        if attached and not _terminal():
            signal.raise_signal(signal.SIGTERM)
        else:
            called.set()

    signal.signal(signal.SIGHUP, heard)


def _terminal() -> bool:
    try:
        os.close(os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY))
    except OSError:
        return False
    return True
