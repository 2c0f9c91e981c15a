"""The stylesheet and the scripts of the pages, as they lie in `pages/static/`: nothing bundles them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

_FOLDER: Final = Path(__file__).parent / "pages" / "static"
_SHEET: Final = "site.css"
_TYPES: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@cache
def _files() -> Mapping[str, bytes]:
    """The files as they lie there; the styles of single pages come with those of all, in one sheet."""
    found = {file.name: file.read_bytes() for file in sorted(_FOLDER.iterdir()) if file.suffix in _TYPES}
    sheets = [_SHEET, *(name for name in found if name.endswith(".css") and name != _SHEET)]
    scripts = {name: body for name, body in found.items() if name not in sheets}
    return {_SHEET: b"".join(found[name] for name in sheets), **scripts}


@cache
def assets() -> Mapping[str, str]:
    """For each file the address to load it from, with a digest of what it holds, so that it may be kept for ever."""
    return {name: f"/assets/{name}?v={sha256(body).hexdigest()[:12]}" for name, body in _files().items()}


async def asset(request: Request) -> Response:
    """One of the files."""
    name = request.path_params["name"]
    body = _files().get(name)
    if body is None:
        return PlainTextResponse("there is no such file", 404)
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(body, headers=headers, media_type=_TYPES[Path(name).suffix])


def routes() -> list[Route]:
    """The addresses of this module."""
    return [Route("/assets/{name}", asset, methods=["GET"])]
