"""Every view by its address, in the form its suffix names: a page, its table as CSV, its picture as SVG or PNG."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Final, TypeAlias

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.addresses import PICTURED
from api.cache import Cache
from api.compress import packed
from api.desk import Caller, Desk
from api.errors import Refusal
from api.negotiate import HTML, typed
from api.pages.about import about_view
from api.pages.analyses import analyses_view
from api.pages.brain import brain_view
from api.pages.compare import compare_view
from api.pages.differential import differential_view
from api.pages.findings import findings_view
from api.pages.frame import drawn, view_page
from api.pages.matrix import matrix
from api.pages.model import model_view
from api.pages.papers import papers_view
from api.pages.people import people
from api.pages.seen import seen_view
from api.pages.variants import variants_view
from api.pages.wanted import Wanted
from api.png import png
from api.reply import KEPT, matches
from api.site import root
from api.view import View
from kg.engine import Engine
from kg.release.about import About

Make: TypeAlias = Callable[[Wanted], View]
VIEWS: Final[Mapping[str, Make]] = {
    "/about": about_view,
    "/analyses": analyses_view,
    "/differential": differential_view,
    "/findings": findings_view,
    "/findings/brain": brain_view,
    "/findings/compare": compare_view,
    "/findings/seen": seen_view,
    "/model": model_view,
    "/papers": papers_view,
    "/people": people,
    "/people/matrix": matrix,
    "/variants": variants_view,
}
"""The views that are no thing's page, by their addresses."""


@dataclass(frozen=True, slots=True)
class WrittenView:
    """A view in one form."""

    kind: str
    body: bytes
    headers: Mapping[str, str]


Views: TypeAlias = Cache[WrittenView]


def parameters_of(request: Request) -> dict[str, list[str]]:
    """The parameters of an address, each with its values in their order."""
    given: dict[str, list[str]] = {}
    for name, text in request.query_params.multi_items():
        given.setdefault(name, []).append(text)
    return given


def wanted(engine: Engine, about: About, request: Request, path: str) -> Wanted:
    """What an address asks of a view; `path` is without suffix."""
    return Wanted(engine, about, path, parameters_of(request))


def written(view: View, about: About, base: str, form: str) -> WrittenView:
    """A view in the form of a media type. Raises `Refusal` where it has no picture."""
    if form == PICTURED[".csv"]:
        return WrittenView(form, view.sheet.csv(), {})
    if form == HTML:
        page = view_page(view, about, base)
        return WrittenView(
            form, bytes(page.body), {name: page.headers[name] for name in _OF_PAGES if name in page.headers}
        )
    if view.drawing is None:
        raise Refusal(404, "this view has no picture; its table is there as .csv")
    svg = drawn(view.drawing)
    # A picture that is opened by itself may do nothing either.
    headers = {"content-security-policy": "default-src 'none'; frame-ancestors 'none'"}
    return WrittenView(form, png(svg) if form == PICTURED[".png"] else svg.encode(), headers)


_OF_PAGES: Final = ("content-security-policy", "referrer-policy")


async def sent(found: WrittenView, call: Caller) -> Response:
    """A view as it goes out, with a tag of its content; 304 for who has it already."""
    etag = f'W/"{sha256(found.body).hexdigest()[:20]}"'  # weak, since codings of it differ in bytes
    headers = {"etag": etag, "cache-control": KEPT, "vary": "Accept, Accept-Encoding", **found.headers}
    if matches(call.header("if-none-match").encode(), etag.encode()):
        return Response(status_code=304, headers=headers)
    return await packed(found.body, {**headers, "content-type": typed(found.kind)}, call.header("accept-encoding"), 200)


async def view(desk: Desk, about: About, kept: Views, make: Make, path: str, call: Caller) -> Response:
    """Answer with a view, kept or made."""
    base, suffix = root(call.request), call.request.path_params.get("form", "html")
    form = {**PICTURED, ".html": HTML}.get(f".{suffix}")
    if form is None:
        raise Refusal(404, f"there is no format {suffix[:20]!r} of this view; right would be: csv, svg, png")
    key = (base, path, form, tuple(sorted(call.request.query_params.multi_items())))
    found = kept.get(key)
    call.outcome = "cached" if found else ""
    if found is None:
        # Written while the engine may be asked: the rows of a table are read as they are written.
        found = await desk.read(
            call, lambda engine: written(make(wanted(engine, about, call.request, path)), about, base, form)
        )
        kept.put(key, found, len(found.body))
    return await sent(found, call)


def routes(desk: Desk, about: About) -> list[Route]:
    """The addresses of this module, each also with a suffix."""
    kept: Views = desk.keeping("views", 8)
    doors = {path: desk.door("view", partial(view, desk, about, kept, make, path)) for path, make in VIEWS.items()}
    return [
        Route(address, door, methods=["GET"]) for path, door in doors.items() for address in (path, f"{path}.{{form}}")
    ]
