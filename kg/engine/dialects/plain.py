"""SPARQL 1.1 as it is written down: how any endpoint is asked and read that is not known to speak otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from kg.engine.answer import Answer, Form
from kg.engine.serving import Unreachable
from kg.engine.written import GRAPH_FORMATS, RESULT_FORMATS


@dataclass(frozen=True, slots=True)
class Heard:
    """What an endpoint sent: status, media type without its parameters, headers by their names in small letters."""

    status: int
    kind: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as one line of text."""
        return " ".join(self.body[:4_000].decode("utf-8", "replace").split())


@dataclass(frozen=True, slots=True)
class AnswerWanted:
    """A query of some form whose answer is to become one `kind`, a media type of ours."""

    query: str
    form: Form
    kind: str

    @classmethod
    def of(cls, query: str, form: Form, accept: Sequence[str]) -> AnswerWanted:
        """The first of the types that fits the form, else the form's default."""
        known = types(form)
        return cls(query, form, next((kind for kind in accept if kind in known), known[0]))


class Dialect:
    """How one kind of engine is asked and read. This one changes nothing."""

    name: ClassVar[str] = "sparql"

    def sent(self, query: str) -> str:
        """The query as this engine is sent it; whatever is added stands before its first line."""
        return query

    def accept(self, wanted: AnswerWanted) -> str:
        """The Accept header that goes with it."""
        best = types(wanted.form)[0]
        return wanted.kind if wanted.kind == best else f"{wanted.kind}, {best};q=0.1"

    def read(self, wanted: AnswerWanted, heard: Heard, deadline: float) -> Answer:
        """The answer. Raises `Unreachable` for what is none, and failures of the engine's own."""
        if heard.kind not in types(wanted.form):
            sent = heard.kind or "no type"
            raise Unreachable(f"the endpoint behind this server sent {sent} where {wanted.kind} was asked for")
        if not whole(heard.kind, heard.body):
            raise Unreachable("the endpoint behind this server broke off its answer")
        return Answer(wanted.form, heard.kind, heard.body)

    def control(self, wanted: AnswerWanted, heard: Heard) -> str | None:
        """A query by whose answer `whole_by` knows that nothing was cut; None where the answer itself tells."""
        return None

    def whole_by(self, control: Heard) -> None:
        """Raises a failure if the answer that was to be controlled may have been cut."""

    def refusal(self, wanted: AnswerWanted, heard: Heard, deadline: float) -> Exception | None:
        """What a status other than 200 stands for, where this engine says more than its status."""
        return None


_TYPES: Final = {True: tuple(GRAPH_FORMATS), False: tuple(RESULT_FORMATS)}


def types(form: Form) -> tuple[str, ...]:
    """The media types of an answer, the default first."""
    return _TYPES[form is Form.GRAPH]


def whole(kind: str, body: bytes) -> bool:
    """Whether the body ends as its format must; those that may end anywhere are taken at their word."""
    end = body[-200:].rstrip()
    if kind.endswith("json"):
        return end.endswith((b"}", b"]"))
    if kind.endswith("xml"):
        return end.endswith(b">")
    return True
