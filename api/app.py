"""The app is a function of its graph and its settings; nothing happens at import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.about import About
from api.cors import OpenToAll
from api.editor import routes as editor_routes
from api.errors import Refusal, on_http, on_known, on_refusal, on_unexpected
from api.graphql.endpoint import GraphQL, sdl
from api.health import Health
from api.pages.landing import landing_page
from api.settings import Settings
from api.sparql import Sparql
from kg.ask import Question
from kg.engine import Engine
from kg.errors import KgError
from kg.find import counts


@dataclass(frozen=True, slots=True)
class Landing:
    """The first page."""

    engine: Engine
    about: About
    questions: Sequence[Question]

    async def respond(self, _: Request) -> Response:
        """The page, with the counts of now."""
        return landing_page(self.about, await run_in_threadpool(counts, self.engine), self.questions)


def make_app(
    engine: Engine,
    settings: Settings | None = None,
    manifest: Mapping[str, Any] | None = None,
    questions: Sequence[Question] = (),
) -> FastAPI:
    """The app over an engine. `manifest` is that of the engine's release, `questions` stand on the first page."""
    about = About.of(manifest or {})
    chosen = settings or Settings()
    # The stock pages for OpenAPI load scripts from elsewhere, so they are off.
    app = FastAPI(
        title=about.title,
        version=about.version or "0",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        middleware=[Middleware(OpenToAll)],
        exception_handlers={
            Refusal: on_refusal,
            KgError: on_known,
            HTTPException: on_http,
            Exception: on_unexpected,
        },
    )
    sparql, graphql = Sparql(engine, chosen), GraphQL(engine, chosen, about)
    app.router.routes += [
        Route("/", Landing(engine, about, questions).respond, methods=["GET"]),
        Route("/health", Health(engine, about).respond, methods=["GET"]),
        # With and without a slash: a redirect would lose the body of a POST.
        *(Route(path, sparql.respond, methods=["GET", "POST"]) for path in ("/sparql", "/sparql/")),
        *(Route(path, graphql.respond, methods=["GET", "POST"]) for path in ("/graphql", "/graphql/")),
        Route("/graphql/schema.graphql", sdl, methods=["GET"]),
        *editor_routes(engine),
    ]
    return app
