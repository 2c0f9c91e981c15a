"""`/analysis/`: what can be analysed; `/analysis/KIND?...`: any question of a kind, as JSON, CSV or a page.

An answer has an IRI of ours, `/analysis/KIND/DIGEST`: those that every release answers are JSON and CSV there as well,
and a page, beside the RDF that any thing has. Answers are kept for as long as their release is served.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from api.addresses import SUFFIXES, own_iri
from api.answer_pages import PAGED, AnswerPages
from api.asking import asking, worked_out
from api.desk import Caller, Desk
from api.errors import Refusal
from api.linked import AskedAddress, Linked
from api.negotiate import HTML, ranked
from api.reply import KEPT, noted
from api.views import WrittenView, parameters_of, sent
from kg.analysis.answers import Answered, as_csv, columns, question_json
from kg.analysis.bodies import body
from kg.analysis.parameters import FaultyQuestion, Parameter, asks, parameters, question
from kg.analysis.questions import KINDS
from kg.analysis.result import Inquiry, words
from kg.analysis.standard import STANDARD
from kg.release import Documents
from kg.release.about import About
from kg.triples.terms import camel

JSON: Final = "application/json"
CSV: Final = "text/csv"
_FORMS: Final = {"json": JSON, "csv": CSV}
_OFFERED: Final = (*(kind for kind in SUFFIXES.values() if kind != HTML), JSON, CSV, HTML)
_STANDARD: Final = {one.iri: one for one in STANDARD}


async def listing(request: Request) -> Response:
    """What can be asked, with every parameter, and what every release answers."""
    return JSONResponse(
        {"kinds": [_kind(kind) for kind in KINDS], "standard": [_standard(one) for one in STANDARD]},
        headers={"cache-control": KEPT},
    )


def _kind(kind: str) -> dict[str, Any]:
    one = KINDS[kind]
    return {
        "kind": kind,
        "asks": asks(kind),
        "address": f"/analysis/{kind}",
        "parameters": [_parameter(each) for each in parameters(kind)],
        "rows": {camel(name): says for name, says in words(one.row).items()},
        "columns": columns(one.row),
    }


def _parameter(one: Parameter) -> dict[str, Any]:
    told = {"name": one.name, "says": one.says, "several": one.several, "required": one.required}
    return {**told, "choices": list(one.choices)} if one.choices else told


def _standard(one: Inquiry) -> dict[str, Any]:
    return {"id": one.iri, "kind": one.kind, "question": question_json(one), "address": asking(one)}


async def analysis(desk: Desk, pages: AnswerPages, call: Caller) -> Response:
    """Answer what the address asks."""
    kind, form = _form(call.request.path_params["kind"])
    given = parameters_of(call.request)
    form = form or _named(given.pop("format", []))
    accepted = [form] if form else ranked(call.header("accept"), [*_FORMS.values(), HTML])
    if accepted and accepted[0] in PAGED.values() and kind in KINDS:
        return await pages.asked(call, kind, given, accepted[0])
    if not accepted:
        raise Refusal(406, "the types given here are in `supported`", {"vary": "Accept"}, supported=[*_FORMS.values()])
    return await _answer(desk, call, _question(kind, given), accepted[0])


def _form(name: str) -> tuple[str, str]:
    """A name without the suffix that names a format, and the type named."""
    found, dot, form = name.rpartition(".")
    forms = {**_FORMS, **PAGED}
    return (found, forms[form]) if dot and form in forms else (name, "")


def _named(given: list[str]) -> str:
    word = given[0] if given else ""
    if word and word not in _FORMS and word not in _FORMS.values():
        raise Refusal(400, f"there is no format {word[:40]!r}; right would be: {', '.join(_FORMS)}")
    return _FORMS.get(word, word)


def _question(kind: str, given: dict[str, list[str]]) -> Inquiry:
    try:
        return question(kind, given)
    except FaultyQuestion as error:
        status = 400 if kind in KINDS else 404
        raise Refusal(status, str(error), None, faults=list(error.faults)) from error


async def _answer(desk: Desk, call: Caller, asked: Inquiry, kind: str) -> Response:
    call.outcome = "cached" if asked in desk.analyses else ""
    found = await worked_out(desk.analyses, asked, partial(desk.read, call))
    told = await run_in_threadpool(_written, found, kind, desk.release)  # of ten thousand rows it takes a second
    headers = {"link": f'<{asking(asked)}>; rel="canonical"', **noted(found.rewrites)}
    return await sent(WrittenView(kind, told, headers), call)


def _written(found: Answered, kind: str, release: str) -> bytes:
    if kind == CSV:
        return as_csv(found.analysis, KINDS[found.analysis.question.kind].row).encode()
    return body(found, release)


async def known(desk: Desk, documents: Documents, pages: AnswerPages, call: Caller) -> Response:
    """An answer by its IRI: JSON, CSV and a page of those that every release answers, else what any thing has."""
    name, form = _form(call.request.path_params["digest"])
    form = form or _named(call.request.query_params.getlist("format"))
    one = _STANDARD.get(own_iri(f"/analysis/{call.request.path_params['kind']}/{name}"))
    kind = form or next(iter(ranked(call.header("accept"), _OFFERED)), "")
    if one and kind in _FORMS.values():
        return await _answer(desk, call, one, kind)
    if one and kind in PAGED.values():
        return await pages.known(call, one, kind)
    if form and form not in PAGED.values():
        raise Refusal(404, "no release answers that beforehand; /analysis/ tells which it does, and how to ask others")
    asked = AskedAddress.of(call.request)
    response = await desk.read(call, lambda engine: Linked(engine, documents, pages.about).own(asked))
    if one and "link" in response.headers:
        others = (f'<{asked.path}.{end}>; rel="alternate"; type="{name}"' for end, name in _FORMS.items())
        response.headers["link"] = ", ".join((response.headers["link"], *others))
    return response


def routes(desk: Desk, documents: Documents, about: About) -> list[Route]:
    """The addresses of this module."""
    pages = AnswerPages(desk, about)
    doors: dict[str, Callable[[Caller], Any]] = {
        "/analysis/{kind}": partial(analysis, desk, pages),
        "/analysis/{kind}/{digest}": partial(known, desk, documents, pages),
    }
    return [
        *(Route(path, listing, methods=["GET"]) for path in ("/analysis", "/analysis/")),
        *(Route(path, desk.door("analysis", answer), methods=["GET"]) for path, answer in doors.items()),
    ]
