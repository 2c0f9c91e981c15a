"""Virtuoso 7, as it was found to be (7.2.5); the table in the README has each thing that was tried.

Its JSON and its N-Triples are right but for small things, its other formats are not: CSV and TSV lose types, Turtle
makes integers of decimals, JSON-LD loses languages. So it is asked for these two, and the rest is written here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import ClassVar, Final

from kg.engine.answer import Answer, Form, RefusedThere
from kg.engine.dialects.plain import AnswerWanted, Dialect, Heard
from kg.engine.dialects.shapes import told
from kg.engine.names_in import code
from kg.engine.serving import CutThere, StoppedThere, Unreachable
from kg.engine.written import rewritten

_CONCISE: Final = 'define sql:describe-mode "CBD" '
"""Without it whatever points to a thing is described with it."""
_JSON, _TRIPLES = "application/sparql-results+json", "application/n-triples"
_ASKED: Final = b'"__ASK_RETVAL"'
_YES: Final = re.compile(rb'"__ASK_RETVAL":\s*\{')
_TRUTHS: Final = {b"1": b'"true"', b"0": b'"false"'}
_XSD: Final = rb'"datatype":\s*"http://www.w3.org/2001/XMLSchema#'
_MENDED: Final[tuple[tuple[re.Pattern[bytes], bytes | Callable[[re.Match[bytes]], bytes]], ...]] = (
    (re.compile(rb"(" + _XSD + rb'boolean",\s*"value":\s*)"([01])"'), lambda found: found[1] + _TRUTHS[found[2]]),
    (re.compile(_XSD + rb'string",\s*'), b""),
    (re.compile(rb'("type":\s*)"typed-literal"'), rb'\1"literal"'),
    (re.compile(rb'("type":\s*"bnode",\s*"value":\s*)"nodeID://'), rb'\1"'),
)
"""Mended in JSON as it stands: inside a string a quotation mark has a backslash, so that none of these is met there."""
_ERROR: Final = re.compile(r"Virtuoso (\w{5}) Error (.*?)(?: SPARQL query: .*)?$", re.DOTALL)
_DESCRIBES: Final = re.compile(r"\bDESCRIBE\b", re.IGNORECASE)
_LINE: Final = re.compile(r"line (\d+)")
_LIMIT: Final = re.compile(r"\bLIMIT\s+(\d+)(?:\s+OFFSET\s+\d+)?\s*$", re.IGNORECASE)
_NAME: Final = "Virtuoso, the engine behind this server,"


class Virtuoso(Dialect):
    """OpenLink Virtuoso, open source edition 7."""

    name: ClassVar[str] = "virtuoso"

    def sounds(self, heard: Heard) -> bool:
        """Whether this was sent by one, as its name says, its errors or the table it makes of a yes."""
        named = heard.headers.get("server", "").startswith("Virtuoso")
        return named or heard.body.startswith(b"Virtuoso ") or _ASKED in heard.body[:200]

    def sent(self, query: str) -> str:
        """See `Dialect.sent`: a description is asked for in the form that other engines give."""
        return _CONCISE + query if _DESCRIBES.search(code(query)) else query

    def accept(self, wanted: AnswerWanted) -> str:
        """See `Dialect.accept`."""
        return _TRIPLES if wanted.form is Form.GRAPH else _JSON

    def read(self, wanted: AnswerWanted, heard: Heard, deadline: float) -> Answer:
        """See `Dialect.read`; a part of an answer has status 200, and is `StoppedThere` or `CutThere`."""
        if state := heard.headers.get("x-sql-state"):
            said = heard.headers.get("x-sql-message", state).partition("Activity:")[0].strip()
            raise StoppedThere(f"{_NAME} sent a part of the answer only: {said}", deadline)
        read = Dialect.read(self, wanted, heard, deadline)
        if wanted.form is Form.SELECT and (most := heard.headers.get("x-sparql-maxrows")):
            _uncut(wanted.query, most)
        body = read.body if wanted.form is Form.GRAPH else _mended(read.body, wanted.form)
        try:
            plain = wanted.kind == _JSON
            told_as = body if plain else rewritten(body, wanted.form, wanted.kind)
        except SyntaxError as error:
            raise Unreachable("the endpoint behind this server sent what cannot be read") from error
        return Answer(wanted.form, wanted.kind, told_as, told(wanted.query))

    def control(self, wanted: AnswerWanted, heard: Heard) -> str | None:
        """See `Dialect.control`: as many rows as the graph has triples, since of rows it tells whether it cut them."""
        if wanted.form is not Form.GRAPH or not (triples := heard.body.count(b" .\n")):
            return None
        return f"SELECT (1 AS ?one) {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {triples}"

    def whole_by(self, control: Heard) -> None:
        """See `Dialect.whole_by`."""
        if most := control.headers.get("x-sparql-maxrows"):
            raise CutThere(_cut(most, "triples"))

    def refusal(self, wanted: AnswerWanted, heard: Heard, deadline: float) -> Exception | None:
        """See `Dialect.refusal`: by the state of SQL that it gives, for all but a syntax error comes as 500."""
        found = _ERROR.match(heard.text)
        if not found:
            return None
        state, said = found[1], f"{_NAME} refuses the query: {found[2].strip()}"
        if state == "S1T00":
            return StoppedThere(f"{_NAME} stopped the query at a limit of its own: {found[2].strip()}", deadline)
        if state.startswith(("37", "22", "42")):
            line = _LINE.search(said)
            return RefusedThere(said, int(line[1]) if line else None)
        return None


def _mended(body: bytes, form: Form) -> bytes:
    if form is Form.ASK and _ASKED in body:
        return b'{"head": {}, "boolean": %s}' % (b"true" if _YES.search(body) else b"false")
    for pattern, right in _MENDED:
        body = pattern.sub(right, body)
    return body


def _uncut(query: str, most: str) -> None:
    """Raises `CutThere` unless the query itself wants no more than the rows that came."""
    own = _LIMIT.search(code(query).rstrip())
    if not own or int(own[1]) > int(most):
        raise CutThere(_cut(most, "rows"))


def _cut(most: str, what: str) -> str:
    return (
        f"{_NAME} cut the answer at {int(most):,} {what}, the most that it sends (ResultSetMaxRows, never above "
        "1,048,576), and nothing of it is passed on; ask page by page: ORDER BY, LIMIT, and a FILTER beyond the last"
    )
