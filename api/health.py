"""Whether this server lives, whether it can answer, and what it serves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.engine.serving import EngineFailure, ReplicaState, ServingEngine
from kg.release.about import About

NO_STORE = {"cache-control": "no-store"}


@dataclass(slots=True)
class Health:
    """Asks the engine for one triple at first; a release does not lose it, so later only whether the engine is ready.

    So a probe never stands in line behind the queries of others.
    """

    engine: ServingEngine
    about: About
    _seen: bool = field(default=False)

    async def live(self, _: Request) -> Response:
        """This process answers."""
        return JSONResponse({"status": "ok"}, headers=NO_STORE)

    async def respond(self, _: Request) -> Response:
        """`status`, `release`, `version`, `triples`, and the endpoints behind; 503 while no query could be answered."""
        status, about = await self._status(), self.about
        body: dict[str, Any] = {
            "status": status,
            "release": about.issued,
            "version": about.version,
            "triples": about.triples,
        }
        behind = [_told(one) for one in self.engine.state().replicas]
        body |= {"endpoints": behind} if behind else {}
        return JSONResponse(body, 200 if status == "ok" else 503, NO_STORE)

    async def _status(self) -> str:
        if not self.engine.state().ready:
            return "not ready"
        try:
            self._seen = self._seen or bool(
                await run_in_threadpool(self.engine.rows, "SELECT ?s WHERE { ?s ?p ?o } LIMIT 1")
            )
        except EngineFailure:
            return "not ready"
        return "ok" if self._seen else "empty"


def _told(replica: ReplicaState) -> dict[str, Any]:
    """An endpoint behind this server: whether it is asked, which release it says it holds, and why it is left out."""
    told = {"address": replica.address, "ready": replica.ready, "release": replica.release, "why": replica.why}
    return {name: value for name, value in told.items() if value != ""}
