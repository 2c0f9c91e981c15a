"""Answers to analyses for who looks: a page with its form, and its picture as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.addresses import PICTURED
from api.asking import asking, worked_out
from api.desk import Caller, Desk
from api.errors import Refusal, status_of
from api.linked import MOST
from api.negotiate import HTML
from api.pages.analyses import FROM, answer_view, form_page, given_by
from api.pages.thing import with_statements
from api.site import root
from api.view import View
from api.views import sent, written
from kg.analysis import Inquiry
from kg.analysis.answers import Answered
from kg.analysis.parameters import FaultyQuestion, parameters, question
from kg.engine import Engine
from kg.errors import UnknownName
from kg.find import BadPage
from kg.find.things import thing
from kg.names import BASE
from kg.release.about import About

PAGED: Final = {"html": HTML, **{suffix.removeprefix("."): PICTURED[suffix] for suffix in (".svg", ".png")}}
"""The forms of an answer that are made of its page, by the ends of addresses."""


@dataclass(frozen=True, slots=True)
class AnswerPages:
    """The pages of one desk."""

    desk: Desk
    about: About

    async def asked(self, call: Caller, kind: str, given: Mapping[str, Sequence[str]], form: str) -> Response:
        """The page of any question. Who asks nothing of a kind that must be told something gets its form."""
        told = {name: texts for name, texts in given.items() if name != FROM}
        first = _number(given.get(FROM, ()))
        if form == HTML and not any(map(any, told.values())) and any(one.required for one in parameters(kind)):
            return form_page(root(call.request), kind, {}, (), 200)
        try:
            asked = question(kind, told)
            found = await self._answered(call, asked)
        except (FaultyQuestion, UnknownName, BadPage) as error:
            faults = error.faults if isinstance(error, FaultyQuestion) else (str(error),)
            status = 400 if isinstance(error, FaultyQuestion) else status_of(error)[0]
            if form != HTML:
                raise Refusal(status, str(error), None, faults=list(faults)) from error
            return form_page(root(call.request), kind, told, faults, status)
        return await self._sent(call, partial(answer_view, found, asking(asked), told, first), form)

    async def known(self, call: Caller, asked: Inquiry, form: str) -> Response:
        """The page of an answer of every release, at its own address, with all that is said of it."""
        found, path = await self._answered(call, asked), "/" + asked.iri.removeprefix(BASE)
        given = call.request.query_params

        def made(engine: Engine) -> View:
            view = answer_view(found, path, given_by(asked), _number(given.getlist(FROM)))
            said = thing(engine, asked.iri, MOST, _number(given.getlist("offset")))
            return with_statements(view, said, path, found.rewrites, MOST) if said else view

        view = await self.desk.read(call, made, turn=False)
        return await self._sent(call, lambda: view, form)

    async def _answered(self, call: Caller, asked: Inquiry) -> Answered:
        call.outcome = "cached" if asked in self.desk.analyses else ""
        return await worked_out(self.desk.analyses, asked, partial(self.desk.read, call))

    async def _sent(self, call: Caller, made: Callable[[], View], form: str) -> Response:
        base = root(call.request)
        found = await run_in_threadpool(lambda: written(made(), self.about, base, form))
        return await sent(found, call)


def _number(given: Sequence[str]) -> int:
    """From which row on; raises `Refusal`."""
    text = given[0] if given and given[0] else "0"
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Refusal(400, f"`{FROM}` is the number of a row")
    return int(text)
