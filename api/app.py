"""The app is a function of its graph and its settings; nothing happens at import."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from api.analyses import routes as analysis_routes
from api.assets import routes as asset_routes
from api.cache import Cache
from api.cors import OpenToAll
from api.desk import Caller, Desk
from api.downloads import routes as download_routes
from api.editor import routes as editor_routes
from api.errors import on_http, on_known
from api.graphql.endpoint import GraphQL, schema_text
from api.graphql.examples import examples
from api.health import Health
from api.linked import routes as linked_routes
from api.lookups import Sent
from api.metrics import Metrics
from api.openapi import openapi
from api.pages.landing import landing_page
from api.quota import Quota
from api.resolve import routes as resolve_routes
from api.settings import Settings
from api.shown import shown
from api.site import Site, root
from api.sparql import Sparql
from api.views import routes as view_routes
from kg.analysis import Held
from kg.engine.questions import ReadyQuestion
from kg.engine.serving import ServingEngine
from kg.errors import KgError
from kg.find import GraphCounts, counts
from kg.lexicon import Lexicon
from kg.release import Documents
from kg.release.about import About

log: Final = logging.getLogger("api")


async def first_page(
    desk: Desk, about: About, questions: Sequence[ReadyQuestion], kept: Cache[GraphCounts], call: Caller
) -> Response:
    """The first page; its counts are those of the release, which never changes."""
    found = kept.get("counts")
    if found is None:
        found = await desk.read(call, counts)
        kept.put("counts", found, 1000)
    else:
        call.outcome = "cached"
    return landing_page(root(call.request), about, found, questions)


def _lent(engine: ServingEngine, folder: Path) -> None:
    """Lend an engine the files of its release. Without those of analyses people are asked of the engine: told once."""
    faults = Held.faults(folder)
    for fault in faults:
        log.warning("analyses go on without a file of the release, slower at first: %s", fault)
    if not faults:
        Held.lend(engine, folder)
    Lexicon.lend(engine, folder)


SPARQL: Final = ("/sparql", "/sparql/")
"""With and without a slash: a redirect would lose the body of a POST."""


@dataclass(frozen=True, slots=True)
class Front:
    """The whole app: `/sparql` goes straight to its endpoint, which is what most requests want."""

    sparql: Sparql
    desk: Desk
    rest: ASGIApp
    site: Site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "http":
            scope, send = self.site.within(scope, send)
            send = shown(scope, send)
        if scope["type"] == "http" and scope["path"] in SPARQL:
            await self.sparql(scope, receive, send)
        else:
            await self.rest(scope, receive, send)

    def short(self, scope: Scope, sent: Sent) -> bool:
        """Whether a GET goes a way without a task; `sent` is then called with the reply."""
        plain = scope["path"] in SPARQL and not (self.site.path or scope["root_path"])
        return plain and self.sparql.short(scope, sent)


def make_app(
    engine: ServingEngine,
    settings: Settings | None = None,
    manifest: Mapping[str, Any] | None = None,
    questions: Sequence[ReadyQuestion] = (),
    folder: Path | None = None,
    metrics: Metrics | None = None,
    quota: Quota | None = None,
) -> Front:
    """The app over an engine. `manifest` is that of the engine's release, `questions` stand on the first page.

    `folder` holds the release's files; None where the graph lies behind another endpoint. `metrics` and `quota` are
    those of an app before this one, if its clients go on with this.
    """
    about = About.of(manifest or {})
    chosen = settings or Settings()
    # The stock pages for OpenAPI load scripts from elsewhere, so they are off.
    app = FastAPI(
        title=about.title,
        version=about.version or "0",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        middleware=[Middleware(OpenToAll)],
        exception_handlers={
            KgError: on_known,
            HTTPException: on_http,
            Exception: on_known,
        },
    )
    if folder:
        _lent(engine, folder)
    desk = Desk(engine, chosen, str((manifest or {}).get("inputs_digest") or uuid4()), metrics, quota)
    graphql = desk.door("graphql", GraphQL(desk, about, examples()).respond)
    health = Health(engine, about)
    documents = Documents.of(folder, (manifest or {}).get("files", ()))
    app.router.routes += [
        Route(
            "/",
            desk.door("first", partial(first_page, desk, about, questions, desk.keeping("first", 64))),
            methods=["GET"],
        ),
        Route("/health", health.respond, methods=["GET"]),
        Route("/health/live", health.live, methods=["GET"]),
        Route("/health/ready", health.respond, methods=["GET"]),
        Route("/metrics", desk.counters, methods=["GET"]),
        Route("/openapi.json", openapi, methods=["GET"]),
        *(Route(path, graphql, methods=["GET", "POST"]) for path in ("/graphql", "/graphql/")),
        *(Route(path, schema_text, methods=["GET"]) for path in ("/schema.graphql", "/graphql/schema.graphql")),
        *editor_routes(desk),
        *download_routes(folder, manifest or {}),
        *resolve_routes(desk),
        *asset_routes(),
        *view_routes(desk, about),
        *analysis_routes(desk, documents, about),
        *linked_routes(desk, documents, about),
    ]
    return Front(Sparql(desk, manifest or {}), desk, app, Site.of(chosen.base_url))
