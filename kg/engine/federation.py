"""Which other endpoints a query would call, found in its text before any engine sees it.

A query is a stranger's text, so this errs on the side of refusing. Oxigraph parses without a lexer of its own: `<`
followed by text that looks like an IRI may also be *less than*, keywords may stick to their neighbours, and escapes
are decoded inside names and strings only, where the standard decodes the whole text first. Each of these has hidden
a SERVICE from a simpler search, so every way to read the text is followed.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from kg.engine.answer import BadQuery

_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_BLANK: Final = r"(?:\s|\#[^\n\r]*+)*+"
_IRI: Final = r"""<[^<>"{}|^`\\\x00-\x20]*>"""
# What may stand in a query and hold the letters of a keyword without being one, and the keyword itself. Possessive
# throughout: a text that is not SPARQL costs no more time than one that is.
_TOKEN: Final = re.compile(
    rf"""
      (?P<string> '''(?:'{{0,2}}(?:[^'\\]|\\.))*+''' | \"\"\"(?:"{{0,2}}(?:[^"\\]|\\.))*+\"\"\"
                | '(?:[^'\\\n\r]|\\.)*+' | "(?:[^"\\\n\r]|\\.)*+" )
    | (?P<iri> <(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*+> )
    | (?P<comment> \#[^\n\r]*+ )
    | (?P<service> SERVICE {_BLANK} (?:SILENT)? {_BLANK} (?P<called>{_IRI})? )
    | (?P<name> [?$@]\w++ | :(?:[\w.:-]|%[0-9A-Fa-f]{{2}}|\\[-_~.!$&'()*+,;=/?\#@%])*+ )
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
# No expression begins with a scheme and two slashes: such an IRI cannot be read as a comparison.
_PLAIN_IRI: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
_FROM: Final = re.compile(r"\bFROM\b", re.IGNORECASE)


class Refused(BadQuery):
    """The query calls an endpoint that is not on the list; `called` is its address where the query says one."""

    def __init__(self, message: str, called: str | None) -> None:
        super().__init__(message)
        self.called = called


def decoded(query: str) -> str:
    """The query with its codepoint escapes replaced, as SPARQL 1.1 section 19.2 does before parsing."""
    return _ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16) % 0x110000), query)


def services(query: str) -> tuple[str | None, ...]:
    """The endpoints that a query calls by SERVICE, sorted; None stands for one that it does not name as a full IRI.

    >>> services("SELECT * { { SELECT * { # here\\n service silent <http://toy.example/> { ?s ?p ?o } } } }")
    ('http://toy.example/',)
    """
    found: set[str | None] = set()
    for text in {query, decoded(query)}:
        if "service" in text.lower():
            found |= _services(text)
    return tuple(sorted(found, key=lambda called: (called is None, called or "")))


def refuse(query: str, allowed: Collection[str] = ()) -> None:
    """Raise `Refused` when a query calls an endpoint that is not in `allowed`."""
    for called in services(query):
        if not allowed:
            raise Refused("SERVICE is closed here: this endpoint sends no requests to other addresses", called)
        if called not in allowed:
            what = "an endpoint that it does not name as a full IRI" if called is None else f"<{called}>"
            raise Refused(f"SERVICE calls {what}; this endpoint sends requests to {', '.join(allowed)} only", called)


def has_dataset(query: str) -> bool:
    """Whether the query names its own dataset by FROM, which then is not the union of all graphs."""
    text = decoded(query)
    return bool(_FROM.search(text) and _FROM.search(_TOKEN.sub(_without_text, text)))


def _without_text(token: re.Match[str]) -> str:
    return token[0] if token["service"] else " "


def _services(text: str) -> set[str | None]:
    """Follow every way to read `text`; two ways that meet at a token go on as one."""
    found: set[str | None] = set()
    met: set[int] = set()
    ways = [0]
    while ways:
        token = _TOKEN.search(text, ways.pop())
        while token and token.start() not in met:
            met.add(token.start())
            if token["service"]:
                found.add(token["called"][1:-1] if token["called"] else None)
            elif token["iri"] and not _PLAIN_IRI.match(token[0]):
                ways.append(token.start() + 1)
            token = _TOKEN.search(text, token.end())
    return found
