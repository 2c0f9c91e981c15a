"""QueryTerms and variables of a query: prefixes and relative IRIs made whole, literals as Oxigraph holds them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from kg.engine.columns.algebra import Unsupported
from kg.engine.columns.reading.canonical import canonical
from kg.engine.columns.reading.tokens import Cursor, Token
from kg.names import RDF, XSD

HIDDEN: Final = "?."
"""Variables of our own (blank nodes, steps of paths) begin so, as none in a query can."""
AGGREGATE: Final = "?_aggregate"
"""What stands in an expression for the n-th aggregate of its SELECT. What begins with `?_` is ours."""
TYPE: Final = f"<{RDF}type>"
_WHOLE: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:(?!.*/\.)")
"""An IRI that resolves to itself: with a scheme, and no segment that begins with a dot."""
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_MEANT: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class TermReader(Cursor):
    """Reads variables, IRIs, literals and blank nodes."""

    def __init__(self, found: list[Token], base: str, prefixes: Mapping[str, str]) -> None:
        super().__init__(found)
        self.base = base
        self.prefixes = dict(prefixes)
        self._hidden = 0
        self._blank: dict[str, str] = {}

    def hidden(self) -> str:
        """A variable that nothing else is named by."""
        self._hidden += 1
        return f"{HIDDEN}{self._hidden}"

    def prologue(self) -> None:
        """BASE and PREFIX."""
        while word := self.accept("BASE", "PREFIX"):
            name = self.next().text if word == "PREFIX" else ""
            iri = self.iri()[1:-1]
            if word == "BASE":
                self.base = iri
            else:
                self.prefixes[name[:-1]] = iri

    def variable(self) -> str:
        """A variable, which must be here."""
        token = self.next()
        if token.kind != "variable" or token.text[1] == "_":
            raise Unsupported(f"{token.text!r} where it stands")
        return "?" + token.text[1:]

    def iri(self) -> str:
        """An IRI or prefixed name, which must be here, in angle brackets."""
        kind, text = self.next()
        if kind == "iri":
            return text if _WHOLE.match(text) else canonical(text, self.base)
        if kind == "name":
            prefix, _, local = text.partition(":")
            if prefix in self.prefixes:
                return f"<{self.prefixes[prefix]}{_ESCAPED.sub(lambda found: found[1], local)}>"
        raise Unsupported(f"{text!r} where it stands")

    def literal(self) -> str:
        """A literal as it is written, whole IRI and all; it must be here."""
        sign = self.accept("+", "-") or ""
        kind, text = self.next()
        if kind == "number":
            return f'"{sign}{text}"^^<{XSD}{_number_type(text)}>'
        if kind == "word" and text in ("TRUE", "FALSE"):
            return f'"{text.lower()}"^^<{XSD}boolean>'
        if kind != "string" or sign:
            raise Unsupported(f"{text!r} where it stands")
        quoted = _quoted(text)
        if self.peek().kind == "language":
            return quoted + self.next().text
        return f"{quoted}^^{self.iri()}" if self.accept("^^") else quoted

    def string(self) -> str:
        """The value of a string, which must be here."""
        kind, text = self.next()
        if kind != "string":
            raise Unsupported(f"{text!r} where it stands")
        return _value(text)

    def term(self) -> str:
        """An IRI or literal, as Oxigraph holds it."""
        return self.iri() if self.peek().kind in ("iri", "name") else canonical(self.literal())

    def node(self) -> str:
        """A variable, term or blank node; a blank node is a hidden variable."""
        kind, text = self.peek()
        if kind == "variable":
            return self.variable()
        if kind == "blank":
            self.next()
            return self._blank.setdefault(text, self.hidden())
        return self.term()


def _number_type(text: str) -> str:
    if "e" in text.lower():
        return "double"
    return "decimal" if "." in text else "integer"


def _value(text: str) -> str:
    """What a string says, in any of its four quotations."""
    inner = text[3:-3] if text[:3] in ("'''", '"""') and len(text) >= 6 else text[1:-1]
    return _ESCAPED.sub(lambda found: _MEANT.get(found[1], found[1]), inner)


def _quoted(text: str) -> str:
    """A string in the quotation of N-Triples."""
    escaped = _value(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'
