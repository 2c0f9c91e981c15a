"""Whether this server answers, and what it serves."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.about import About
from kg.engine import Engine


@dataclass(frozen=True, slots=True)
class Health:
    """Asks the engine for one triple, so that `ok` means it can answer."""

    engine: Engine
    about: About

    async def respond(self, _: Request) -> Response:
        """`status`, `release`, `version` and `triples`."""
        rows = await run_in_threadpool(self.engine.rows, "SELECT ?s WHERE { ?s ?p ?o } LIMIT 1")
        body = {
            "status": "ok" if rows else "empty",
            "release": self.about.issued,
            "version": self.about.version,
            "triples": self.about.triples,
        }
        return JSONResponse(body, 200 if rows else 503, {"cache-control": "no-store"})
