"""The app of `kg curate`: its pages show, and only a form of theirs decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from api.assets import routes as asset_routes
from api.body import Parameters, parameters, read_body, text_of
from api.curate.asked import Shown
from api.curate.deeds import PREFIX, Decision, Stale, WhichTerm
from api.curate.guard import NotFromHere, check_token, look
from api.curate.opened import Curating, OpenFile
from api.curate.page import HEADERS, STATIC, candidate_page, page, trouble_page
from api.errors import Refusal
from api.settings import Settings
from kg.errors import KgError

_FORM_MOST: Final = Settings(body_most=100_000, body_deadline=10)
_TYPES: Final = {".css": "text/css", ".js": "text/javascript"}
_KEPT_OUT: Final = ("token", "deed", f"{PREFIX}hpo")


@dataclass(frozen=True, slots=True)
class Guarded:
    """The app behind its guard."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it before anything of it is read."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            look(scope["method"], Request(scope).headers)
        except NotFromHere as error:
            await trouble_page(403, "Not for this page", str(error))(scope, receive, send)
            return
        await self.app(scope, receive, send)


def make_curate_app(curating: Curating) -> Guarded:
    """The app over files that are open."""
    desk = _Pages(curating)
    routes = [
        Route("/", _home, methods=["GET"]),
        Route("/curate", desk.first, methods=["GET"]),
        Route("/curate/terms", desk.terms, methods=["GET"]),
        Route("/curate/static/{name}", _static, methods=["GET"]),
        Route("/curate/{number:int}", desk.shown, methods=["GET"]),
        Route("/curate/{number:int}", desk.decided, methods=["POST"]),
        *asset_routes(),
    ]
    troubles = {HTTPException: _on_http, KgError: _on_known, OSError: _on_known}
    return Guarded(Starlette(routes=routes, exception_handlers=troubles))


@dataclass(frozen=True, slots=True)
class _Pages:
    curating: Curating

    async def first(self, _: Request) -> Response:
        """The list of files; the page of the only one."""
        if len(self.curating.files) == 1:
            return RedirectResponse("/curate/1", 303, HEADERS)
        told = [(one, one.desk.progress()) for one in self.curating.files]
        return page("files.html", curating=self.curating, told=told)

    async def shown(self, request: Request) -> Response:
        """A candidate."""
        file = self._file(request)
        shown = Shown.of(file.number, parameters(request.url.query))
        return await run_in_threadpool(candidate_page, self.curating, file, shown)

    async def decided(self, request: Request) -> Response:
        """A decision; then the next that is open."""
        file = self._file(request)
        form = parameters(text_of(await read_body(request, _FORM_MOST)))
        check_token(form.get("token", [""])[-1], self.curating.token)
        shown = Shown.of(file.number, form)
        try:
            following = await run_in_threadpool(Decision(file, self.curating.terms, shown, form).make)
        except WhichTerm as error:
            return self._which(error, shown, form)
        except Stale as error:
            detail = f"{error}; nothing was decided; right would be: to look at it as it is now"
            return trouble_page(409, "This is another by now", detail, shown.address)
        except KgError as error:
            return trouble_page(422, "That cannot be decided so", str(error), shown.address)
        return RedirectResponse(following.address, 303, HEADERS)

    async def terms(self, request: Request) -> Response:
        """Terms by words, for the search box."""
        words = parameters(request.url.query).get("q", [""])[0]
        found = await run_in_threadpool(self.curating.terms.find, words)
        told = [{"id": one.id, "label": one.label, "matched": one.matched, "used": one.used} for one in found]
        return JSONResponse(told, headers=HEADERS)

    def _file(self, request: Request) -> OpenFile:
        file = self.curating.file(request.path_params["number"])
        if file is None:
            raise HTTPException(404)
        return file

    def _which(self, error: WhichTerm, shown: Shown, form: Parameters) -> Response:
        kept = [(name, value) for name, given in form.items() if name not in _KEPT_OUT for value in given[-1:]]
        return page("terms.html", curating=self.curating, words=error.words, found=error.found, kept=kept, shown=shown)


async def _home(_: Request) -> Response:
    return RedirectResponse("/curate", 303, HEADERS)


async def _static(request: Request) -> Response:
    file = next((one for one in STATIC.iterdir() if one.name == request.path_params["name"]), None)
    if file is None:
        return PlainTextResponse("there is no such file", 404)
    headers = {**HEADERS, "cache-control": "public, max-age=31536000, immutable"}
    return Response(file.read_bytes(), headers=headers, media_type=_TYPES[file.suffix])


async def _on_http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    told = "no page stands here" if status == 404 else "this address is not asked in this way"
    return trouble_page(status, "Nothing here", f"{told}; right would be the list of what is open")


async def _on_known(request: Request, error: Exception) -> Response:
    if isinstance(error, NotFromHere):
        return trouble_page(403, "Not for this page", str(error), request.url.path)
    if isinstance(error, Refusal):
        return trouble_page(error.status, "That was not understood", error.detail)
    return trouble_page(422, "The file cannot be read", str(error), request.url.path)
