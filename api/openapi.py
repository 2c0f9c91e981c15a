"""The endpoint described for programs that read OpenAPI: written by hand, since the protocol is a standard."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.asked import FORM, QUERY, VERSIONS
from api.errors import PLAIN, PROBLEM, TITLES
from api.negotiate import ALIASES, FORMATS, GRAPHS, HTML, RESULTS
from api.site import root
from kg import __version__
from kg.analysis.parameters import Parameter, asks, parameters
from kg.analysis.questions import KINDS

REFUSALS: Final = {
    **{str(status): TITLES[status] for status in (400, 403, 405, 406, 408, 413, 414, 415, 429, 431)},
    "422": "The answer is larger than the server sends; nothing of it was sent",
    "502": "The endpoint behind this one gives no usable answer",
    "503": "Too many queries wait, the query needs too much memory, or its process was ended twice",
    "504": "The query was stopped at its deadline",
}
TEXT: Final = {"type": "string"}
QUERIES: Final = {"type": "string", "example": "SELECT * WHERE { ?case a kg:Case } LIMIT 10"}


async def openapi(request: Request) -> Response:
    """The description, and where the server is if that is not the root of its host."""
    below = root(request)
    return JSONResponse({**description(), **({"servers": [{"url": below}]} if below else {})})


@cache
def description() -> dict[str, Any]:
    """The document; a client may ask other things too, which are answered as unknown addresses are."""
    problem = {"description": "A problem (RFC 9457)", "content": {PROBLEM: {"schema": _problem()}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "CSF1R knowledge graph", "version": __version__, "license": {"name": "CC-BY-4.0"}},
        "paths": {
            "/sparql": {"get": _get(), "post": _post()},
            "/resolve": {"get": _resolve()},
            "/analysis/": {"get": _plain("What can be analysed, and what every release answers", "application/json")},
            **{f"/analysis/{kind}": {"get": _analysis(kind)} for kind in KINDS},
            "/analysis/{kind}/{digest}": {"get": _known()},
            "/health": {"get": _plain("Whether queries are answered; all triples", "application/json", "503")},
            "/health/live": {"get": _plain("Whether the process answers", "application/json")},
            "/health/ready": {"get": _plain("As /health", "application/json", "503")},
            "/metrics": {"get": _plain("Counters for Prometheus", "text/plain")},
            "/schema.graphql": {"get": _plain("The schema of /graphql", "text/plain")},
        },
        "components": {"responses": {"Problem": problem}},
    }


def _problem() -> dict[str, Any]:
    members: dict[str, Any] = dict.fromkeys(("type", "title", "detail", "queryId", "hint", "excerpt"), TEXT)
    numbers: dict[str, Any] = {name: {"type": "integer"} for name in ("status", "line", "column")}
    return {"type": "object", "required": ["type", "title", "status", "detail"], "properties": {**members, **numbers}}


def _plain(summary: str, kind: str, *refusals: str) -> dict[str, Any]:
    responses: dict[str, Any] = {"200": {"description": summary, "content": {kind: {}}}}
    responses |= {status: {"description": "Not ready", "content": {kind: {}, PROBLEM: {}}} for status in refusals}
    return {"summary": summary, "responses": responses}


def _resolve() -> dict[str, Any]:
    """A name that several things have is answered too, with `thing: null`."""
    asked = {**_parameter("q", "any spelling of an identifier, a name or a link", TEXT), "required": True}
    told: dict[str, Any] = {"content": {PROBLEM: {"schema": _problem()}}}
    responses: dict[str, Any] = {
        "200": {"description": "The thing, or the candidates", "content": {"application/json": {}}},
        "303": {"description": "For a browser: the page of the thing"},
        "404": {"description": "Nothing is called so; `suggestions` are alike", **told},
        **{status: {"description": REFUSALS[status], **told} for status in ("400", "406", "429", "503", "504")},
    }
    return {"summary": "What a name stands for", "parameters": [asked], "responses": responses}


def _analysis(kind: str) -> dict[str, Any]:
    """A kind of analysis, with all that its question can be told."""
    asked = [_parameter(one.name, one.says, _schema(one)) | {"required": one.required} for one in parameters(kind)]
    form = _parameter("format", "for browsers, which cannot set Accept", {"enum": ["json", "csv"]})
    return {"summary": asks(kind), "parameters": [*asked, form], "responses": _answers()}


def _schema(one: Parameter) -> dict[str, Any]:
    each = {"enum": list(one.choices)} if one.choices else TEXT
    return {"type": "array", "items": each} if one.several else each


def _known() -> dict[str, Any]:
    """An answer by its IRI."""
    asked = [{"name": name, "in": "path", "required": True, "schema": TEXT} for name in ("kind", "digest")]
    return {"summary": "An answer that every release has", "parameters": asked, "responses": _answers()}


def _answers() -> dict[str, Any]:
    told: dict[str, Any] = {"content": {PROBLEM: {"schema": _problem()}}}
    answer: dict[str, Any] = {"application/json": {}, "text/csv": {}}
    refusals = {status: {"description": REFUSALS.get(status, "Nothing is called so"), **told} for status in _REFUSED}
    return {"200": {"description": "Rows of figures, and how they were worked out", "content": answer}, **refusals}


_REFUSED: Final = ("400", "404", "406", "429", "503", "504")


def _responses() -> dict[str, Any]:
    kinds = (*RESULTS, *GRAPHS, *ALIASES, HTML)
    told: dict[str, Any] = {"schema": _problem()}
    refusals = {
        status: {"description": title, "content": {PROBLEM: told, PLAIN: {}, HTML: {}}}
        for status, title in REFUSALS.items()
    }
    return {"200": {"description": "The answer", "content": {kind: {} for kind in kinds}}, **refusals}


def _parameter(name: str, what: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": what, "schema": schema}


def _parameters() -> list[dict[str, Any]]:
    graphs = {"type": "array", "items": {"type": "string", "format": "uri"}}
    return [
        _parameter("default-graph-uri", "graphs whose union is asked; overrides FROM", graphs),
        _parameter("named-graph-uri", "graphs that GRAPH reaches; overrides FROM NAMED", graphs),
        _parameter("timeout", "seconds, up to the server's most", {"type": "number", "minimum": 0}),
        _parameter("format", "for browsers, which cannot set Accept", {"enum": list(FORMATS)}),
        _parameter("version", "version of SPARQL", {"enum": list(VERSIONS)}),
    ]


def _get() -> dict[str, Any]:
    query = _parameter("query", "a query; without one, the service description is answered", QUERIES)
    return {"summary": "Ask in SPARQL", "parameters": [query, *_parameters()], "responses": _responses()}


def _post() -> dict[str, Any]:
    form = {"type": "object", "required": ["query"], "properties": {"query": QUERIES}}
    body = {"required": True, "content": {QUERY: {"schema": QUERIES}, FORM: {"schema": form}}}
    return {"summary": "Ask in SPARQL", "parameters": _parameters(), "requestBody": body, "responses": _responses()}
