"""`/resolve?q=`: what any name stands for, in JSON; a browser is led to the thing.

200 with `thing` where it is one thing. 200 with `thing: null` and `candidates` where several are called so alike: the
question was answered, and the answer is that the name does not decide. 404 with `suggestions` where nothing is called
so, 400 where nothing or too much is asked. For who prefers HTML: 303 to the thing's page, or the pages of `/find`.
"""

from __future__ import annotations

from functools import partial

from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from api.addresses import address, term_address
from api.desk import Caller, Desk
from api.errors import Refusal, problem
from api.negotiate import HTML, ranked
from api.pages.thing import choice_page, missing_page, read_address, refs
from api.reply import KEPT
from api.site import root
from kg.lexicon import LONGEST, Lexicon, Resolution
from kg.names import KG

JSON = "application/json"


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
        return choice_page(base, found.asked, refs(found.candidates))
    if found.thing is None:
        return missing_page(base, found.asked, refs(found.suggestions), "; ".join(found.rewrites))
    at = term_address(found.thing.iri) if found.thing.iri.startswith(KG) else address(found.thing.iri)
    own = found.asked.strip() in (found.thing.iri, found.thing.curie)
    return RedirectResponse(at if own else read_address(at, found.asked), 303, {"vary": "Accept"})


def routes(desk: Desk) -> list[Route]:
    """The address of this module."""
    return [Route("/resolve", desk.door("resolve", partial(resolve, desk)), methods=["GET"])]
