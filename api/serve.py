"""Running the server: `kg serve` comes here."""

from __future__ import annotations

import signal
import sys
from dataclasses import replace
from typing import Any

import uvicorn

from api import logs
from api.app import make_app
from api.settings import Settings
from api.wire import wire
from kg.engine.memory import MemoryEngine
from kg.engine.questions import catalogue
from kg.engine.remote import RemoteEngine
from kg.engine.serving import ServingEngine
from kg.engine.workers import WorkerEngine
from kg.errors import KgError
from kg.release import Release


def run(release: Release | None, settings: Settings) -> None:
    """Serve until told to stop; requests that are running are let finish for `settings.grace` seconds.

    Only an endpoint elsewhere, `settings.engine`, can be served without a release.
    """
    engine = engine_of(release, settings)
    logs.configure()
    # Once it has stopped, uvicorn raises the signal again, which would end us before the engine is closed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        uvicorn.run(
            make_app(
                engine, settings, release.manifest if release else {}, catalogue(), release.folder if release else None
            ),
            host=settings.host,
            port=settings.port,
            http=wire(settings),
            timeout_graceful_shutdown=settings.grace,
            server_header=False,
            proxy_headers=False,
            log_config=None,
            access_log=False,
        )
    finally:
        engine.close()


def engine_of(release: Release | None, settings: Settings) -> ServingEngine:
    """What answers: the endpoint at `settings.engine`, else workers over the release, else this very process."""
    if settings.engine:
        return RemoteEngine(
            settings.engine,
            waiting_most=settings.waiting_most,
            answer_most=settings.answer_most,
            default_deadline=settings.deadline,
            federation=settings.federation,
        )
    if release is None:
        raise KgError("there is no release to serve; `kg build` makes one, and --engine serves another endpoint")
    # Elsewhere than on Linux a worker cannot be kept from reaching out, nor its memory be bounded.
    if settings.workers == 0 or sys.platform != "linux":
        return MemoryEngine.of_file(release.dataset, settings.federation)
    return WorkerEngine(
        release.dataset,
        workers=settings.workers,
        memory=settings.memory_most,
        waiting_most=settings.waiting_most,
        answer_most=settings.answer_most,
        default_deadline=settings.deadline,
        federation=settings.federation,
    )


def chosen(host: str | None, port: int | None, engine: str | None, workers: int | None) -> Settings:
    """The settings of the environment, with what was said on the command line before them."""
    said: dict[str, Any] = {"host": host, "port": port, "engine": engine, "workers": workers}
    return replace(Settings.of_environment(), **{name: value for name, value in said.items() if value is not None})
