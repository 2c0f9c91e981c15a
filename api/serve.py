"""Running the server: `kg serve` comes here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import uvicorn

from api import logs
from api.app import make_app
from api.settings import Settings
from kg.ask import catalogue
from kg.engine.serving import ServingEngine


def run(
    engine: ServingEngine,
    manifest: Mapping[str, Any],
    host: str | None = None,
    port: int | None = None,
    settings: Settings | None = None,
) -> None:
    """Serve until told to stop; requests that are running are let finish for `settings.grace` seconds.

    `host` and `port` come before the settings, which come from the environment when not given.
    """
    chosen = settings or Settings.of_environment()
    chosen = replace(chosen, host=host or chosen.host, port=chosen.port if port is None else port)
    logs.configure()
    uvicorn.run(
        make_app(engine, chosen, manifest, catalogue()),
        host=chosen.host,
        port=chosen.port,
        timeout_graceful_shutdown=chosen.grace,
        server_header=False,
        proxy_headers=False,
        log_config=None,
        access_log=False,
    )
