"""What the pages with an editor need beside their endpoint: their bundles, and names to complete."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.desk import Caller, Desk
from api.errors import Refusal
from kg.lexicon import Lexicon, Role
from kg.lexicon.complete import Suggestion

DIST: Final = Path(__file__).parent / "web" / "dist"
TYPES: Final[Mapping[str, str]] = {
    "editor.js": "text/javascript",
    "editor.css": "text/css",
    "graphiql.js": "text/javascript",
    "graphiql.css": "text/css",
}
"""The files of both bundles. A page names them with a digest of what they hold, so that they may be kept for ever."""
LONGEST: Final = 100
MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Bundle:
    """The editor of a page as `make web` leaves it: for each file the address to load it from."""

    addresses: Mapping[str, str]

    @classmethod
    def read(cls, folder: Path = DIST, page: Literal["editor", "graphiql"] = "editor") -> Bundle | None:
        """The bundle of a page in a folder; None where it was never made, or not whole."""
        files = [folder / name for name in (f"{page}.js", f"{page}.css")]
        if not all(file.is_file() for file in files):
            return None
        digests = {file.name: sha256(file.read_bytes()).hexdigest()[:12] for file in files}
        return cls({name: f"/sparql/editor/{name}?v={digest}" for name, digest in digests.items()})


@cache
def bundled(page: Literal["editor", "graphiql"]) -> Mapping[str, str]:
    """The addresses of a page's bundle, read once: what runs is what was there at the start."""
    found = Bundle.read(page=page)
    return found.addresses if found else {}


async def completions(desk: Desk, call: Caller) -> Response:
    """Names that begin as `?prefix=`; `&role=` class, property or value has these first, `&limit=`."""
    given = call.request.query_params
    written, role, limit = given.get("prefix", ""), given.get("role", ""), given.get("limit", "20")
    if len(written) > LONGEST:
        raise Refusal(400, f"`prefix` may have {LONGEST} characters")
    if role not in ("", *(one.value for one in Role)):
        raise Refusal(400, "`role` is class, property or value")
    if not (limit.isascii() and limit.isdigit() and 1 <= int(limit[:9]) <= MOST):
        raise Refusal(400, f"`limit` is a number from 1 to {MOST}")
    wanted = Role(role) if role else None
    found = await desk.read(call, lambda engine: Lexicon.of(engine).complete(written, wanted, int(limit)))
    body = json.dumps({"items": [_item(one) for one in found]}, ensure_ascii=False)
    return Response(body, headers={"cache-control": "max-age=300"}, media_type="application/json")


def _item(one: Suggestion) -> dict[str, str | int]:
    told = {"name": one.name, "iri": one.iri, "label": one.label, "role": one.role.value, "uses": one.uses}
    return {**told, "matched": one.matched} if one.matched else told


async def asset(request: Request) -> Response:
    """A file of a bundle."""
    name = request.path_params["name"]
    file = DIST / name
    if name not in TYPES or not file.is_file():
        raise Refusal(404, "there is no such file; `make web` makes the editors")
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(await run_in_threadpool(file.read_bytes), headers=headers, media_type=TYPES[name])


def routes(desk: Desk) -> list[Route]:
    """The addresses of this module."""
    return [
        Route("/sparql/completions", desk.door("completions", partial(completions, desk)), methods=["GET"]),
        Route("/sparql/editor/{name}", asset, methods=["GET"]),
    ]
