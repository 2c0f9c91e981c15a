"""`kg serve`: the current release, or another endpoint, behind the API."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.release import NoRelease, current
from kg.settings import releases_folder

Releases = Annotated[Path, typer.Option("--releases", help="the folder of releases", envvar="KG_RELEASES")]


def serve(
    host: Annotated[str | None, typer.Option(help="the address to listen on [default: 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(help="the port to listen on [default: 8000]")] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=0, help="processes that answer; 0: the server itself, which can stop no query"),
    ] = None,
    engine: Annotated[str | None, typer.Option(help="put this SPARQL endpoint behind the API instead")] = None,
    releases: Releases = releases_folder(),  # noqa: B008
) -> None:
    """Serve the current release: /sparql, /graphql, /health and a page. All settings: api/README.md."""
    # The graph never imports the web; only this command, when it is asked to serve, starts it.
    from api.serve import chosen, run  # noqa: TID251

    settings = chosen(host, port, engine, workers)
    try:
        release = current(releases)
    except NoRelease:
        if not settings.engine:
            raise
        release = None
    run(release, settings)
