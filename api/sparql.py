"""The SPARQL 1.1 protocol, queries only: GET, a form, or the query itself as the body."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.body import Parameters, media_type, parameters, read_body, text_of
from api.errors import STATUS, Refusal, problem, query_problem
from api.negotiate import ALIASES, FORMATS, GRAPHS, HTML, RESULTS, named_type, own_types, ranked
from api.pages.sparql import answer_page, question_page
from api.settings import Settings
from kg.engine import Answer, BadQuery, Engine
from kg.find import is_iri

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
VARY = {"vary": "Accept"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as the protocol carries it; a dataset given by the protocol overrides the query's own."""

    text: str
    default_graphs: list[str] | None
    named_graphs: list[str] | None


@dataclass(frozen=True, slots=True)
class Sparql:
    """The endpoint over an engine."""

    engine: Engine
    settings: Settings

    async def respond(self, request: Request) -> Response:
        """Answer a request of the protocol; a browser gets a page."""
        given = await _given(request, self.settings.body_most)
        accepted = accepted_types(request, given)
        if HTML in accepted[:1] and not given.get("query"):
            return question_page()
        asked = _asked(given)
        if not accepted:
            raise Refusal(406, "the types given here are in `supported`", supported=[*RESULTS, *GRAPHS])
        if accepted[0] == HTML:
            return await self._page(asked)
        try:
            answer = await self._answer(asked, own_types(accepted))
        except BadQuery as error:
            return problem(400, STATUS[0][2], str(error), VARY, **query_problem(error, asked.text))
        name = named_type(answer.media_type, accepted)
        if name is None:
            supported = RESULTS if answer.media_type in RESULTS else GRAPHS
            raise Refusal(406, "this form of query is answered in the types in `supported`", VARY, supported=supported)
        return Response(answer.body, headers={**VARY, "content-type": _typed(name)})

    async def _page(self, asked: Asked) -> Response:
        try:
            answer = await self._answer(asked, [RESULTS[0], GRAPHS[0]])
        except BadQuery as error:
            return question_page(asked.text, str(error), query_problem(error, asked.text))
        return answer_page(asked.text, answer, self.settings.shown_most)

    async def _answer(self, asked: Asked, accept: list[str]) -> Answer:
        """The engine's answer, from a thread of its own: it blocks, and its results may not change threads."""
        return await run_in_threadpool(self.engine.answer, asked.text, accept, asked.default_graphs, asked.named_graphs)


def accepted_types(request: Request, given: Parameters) -> list[str]:
    """What the client accepts, best first; `format=` counts where it accepts anything or a page."""
    offers = [*RESULTS, *GRAPHS, *ALIASES] + ([HTML] if request.method in ("GET", "HEAD") else [])
    accept = ", ".join(request.headers.getlist("accept"))
    found = ranked(accept, offers)
    wanted = FORMATS.get(given.get("format", [""])[0])
    loose = accept in ("", "*/*") or HTML in found[:1]
    return list(wanted) if wanted and loose else found


async def _given(request: Request, most: int) -> Parameters:
    given = parameters(request.url.query)
    if request.method in ("GET", "HEAD"):
        if "update" in given:
            raise Refusal(403, "this graph is read-only, and no update goes by GET")
        return given
    kind, charset = media_type(request)
    if charset not in (None, "utf-8"):
        raise Refusal(415, "the body must be UTF-8")
    if kind == UPDATE:
        raise Refusal(403, "this graph is read-only; a new release is the way to change it")
    if kind not in (FORM, QUERY):
        raise Refusal(415, f"a POST carries {FORM} or {QUERY}")
    body = text_of(await read_body(request, most))
    if kind == QUERY:
        return {**given, "query": [*given.get("query", []), body]}
    for name, values in parameters(body).items():
        given.setdefault(name, []).extend(values)
    if "update" in given:
        raise Refusal(403, "this graph is read-only; a new release is the way to change it")
    return given


def _asked(given: Parameters) -> Asked:
    queries = given.get("query", [])
    if len(queries) != 1:
        raise Refusal(400, f"exactly one query is needed, {len(queries)} were given", hint="/sparql?query=ASK{}")
    default, named = given.get("default-graph-uri"), given.get("named-graph-uri")
    for graph in [*(default or []), *(named or [])]:
        if not is_iri(graph):
            raise Refusal(400, f"{graph[:200]!r} is not an absolute IRI of a graph")
    # SPARQL 1.1 Protocol, section 2.1.4: what the protocol names is the whole dataset.
    chosen = default is not None or named is not None
    return Asked(queries[0], (default or []) if chosen else None, (named or []) if chosen else None)


def _typed(name: str) -> str:
    return f"{name}; charset=utf-8" if name.startswith("text/") else name
