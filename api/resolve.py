"""`/resolve?q=`: what any name stands for, in JSON; a browser is led there. `/suggest?q=`: what may be meant so far.

200 with `thing` where it is one thing. 200 with `thing: null` and `candidates` where several are called so alike: the
question was answered, and the answer is that the name does not decide. 404 with `suggestions` where nothing is called
so, 400 where nothing or too much is asked. For who prefers HTML: 303 to the thing's page, or the pages of `/find`.
Suggestions are for who is typing: a few things, the likeliest first, none where there is nothing to go by.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from api.addresses import address, term_address
from api.desk import Caller, Desk
from api.errors import Refusal, problem
from api.negotiate import HTML, ranked
from api.pages.thing import choice_page, missing_page, read_address
from api.reply import KEPT
from api.site import root
from kg.find.suggested import Sought, suggested
from kg.lexicon import LONGEST, Lexicon, Resolution
from kg.names import KG

JSON = "application/json"
SHORTEST: Final = 2
"""Characters without which everything would be suggested."""
MOST: Final = 8


async def resolve(desk: Desk, call: Caller) -> Response:
    """Answer `?q=`."""
    given = call.request.query_params.getlist("q")
    if len(given) != 1 or not given[0].strip():
        raise Refusal(400, "`q` is what is to be resolved, once: /resolve?q=HDLS")
    if len(given[0]) > LONGEST:
        raise Refusal(400, f"`q` may have {LONGEST} characters")
    accepted = ranked(call.header("accept"), [JSON, HTML])
    if not accepted:
        raise Refusal(406, "the types given here are in `supported`", {"vary": "Accept"}, supported=[JSON, HTML])
    found = await desk.read(call, lambda engine: Lexicon.of(engine).resolve(given[0]))
    return _page(root(call.request), found) if accepted[0] == HTML else _json(found)


def _json(found: Resolution) -> Response:
    if found.thing or found.ambiguous:
        return JSONResponse(found.told(), headers={"vary": "Accept", "cache-control": KEPT})
    told = f"nothing in this release is called {found.asked[:200]!r}"
    more = {name: found.told()[name] for name in ("rewrites", "suggestions")}
    return problem(404, "Nothing is called so", told, **more)


def _page(base: str, found: Resolution) -> Response:
    if found.ambiguous:
        return choice_page(base, found.asked, found.candidates)
    if found.thing is None:
        return missing_page(base, found.asked, found.suggestions, "; ".join(found.rewrites))
    at = term_address(found.thing.iri) if found.thing.iri.startswith(KG) else address(found.thing.iri)
    own = found.asked.strip() in (found.thing.iri, found.thing.curie)
    return RedirectResponse(at if own else read_address(at, found.asked), 303, {"vary": "Accept"})


async def suggest(desk: Desk, call: Caller) -> Response:
    """Things that `?q=` may become, each with its address here."""
    given = call.request.query_params.get("q", "").strip()
    if len(given) > LONGEST:
        raise Refusal(400, f"`q` may have {LONGEST} characters")
    found = await desk.read(call, lambda engine: suggested(engine, given, MOST)) if len(given) >= SHORTEST else ()
    return JSONResponse({"asked": given, "items": [_item(one) for one in found]}, headers={"cache-control": KEPT})


def _item(one: Sought) -> dict[str, str]:
    at = term_address(one.iri) if one.iri.startswith(KG) else address(one.iri)
    return {"label": one.label, "kind": one.kind, "found": one.found, "iri": one.iri, "at": at}


def routes(desk: Desk) -> list[Route]:
    """The addresses of this module."""
    doors = {"resolve": resolve, "suggest": suggest}
    return [
        Route(f"/{name}", desk.door(name, partial(answer, desk)), methods=["GET"]) for name, answer in doors.items()
    ]
