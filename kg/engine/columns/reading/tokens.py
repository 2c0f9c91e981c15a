"""The tokens of a query, and a place among them."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kg.engine.columns.algebra import Unsupported

_TOKEN: Final = re.compile(
    r"""
      (?: \s++ | \#[^\n\r]*+ )++
    | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*+> )
    | (?P<string> '''(?:'{0,2}(?:[^'\\]|\\.))*+''' | \"\"\"(?:"{0,2}(?:[^"\\]|\\.))*+\"\"\"
                | '(?:[^'\\\n\r]|\\.)*+' | "(?:[^"\\\n\r]|\\.)*+" )
    | (?P<variable> [?$]\w++ )
    | (?P<blank> _:\w(?:[\w.-]*[\w-])? )
    | (?P<language> @[A-Za-z]++(?:-[A-Za-z0-9]++)*+ )
    | (?P<number> (?:[0-9]++\.[0-9]*+|\.[0-9]++|[0-9]++)[eE][+-]?[0-9]++ | [0-9]*+\.[0-9]++ | [0-9]++ )
    | (?P<name> (?:[^\W\d_](?:[\w.-]*[\w-])?)?:
                (?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?\#@%])
                   (?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?\#@%])*
                      (?:[\w:-]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?\#@%]))?)? )
    | (?P<word> [A-Za-z]\w*+ )
    | (?P<sign> \^\^ | && | \|\| | != | <= | >= | << | >> | \{\| | [{}()\[\].,;=<>!*+/^|?-] )
    """,
    re.VERBOSE | re.DOTALL,
)
_CASED: Final = frozenset(("a",))
"""Words that mean something in this spelling only."""


class Token(NamedTuple):
    """`kind` is a group of the pattern above; a word is in capitals, but for the "a" of `rdf:type`."""

    kind: str
    text: str


_END: Final = Token("end", "the end")


def tokens(query: str) -> list[Token]:
    """The tokens of a query in which nothing is escaped by code point. Raises `Unsupported`."""
    found: list[Token] = []
    place = 0
    while place < len(query):
        match = _TOKEN.match(query, place)
        if match is None:
            raise Unsupported(f"the character {query[place]!r} where it stands")
        place = match.end()
        kind = match.lastgroup
        if kind == "word" and match[0] not in _CASED:
            found.append(Token(kind, match[0].upper()))
        elif kind:
            found.append(Token(kind, match[0]))
    return found


class Cursor:
    """A place among tokens that moves on."""

    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._place = 0

    def peek(self, further: int = 0) -> Token:
        """The token here, or so many further on."""
        place = self._place + further
        return self._tokens[place] if place < len(self._tokens) else _END

    def next(self) -> Token:
        """The token here; move on."""
        token = self.peek()
        self._place += 1
        return token

    def sees(self, *texts: str) -> bool:
        """Whether one of these words or signs is here."""
        token = self.peek()
        return token.kind in ("word", "sign") and token.text in texts

    def accept(self, *texts: str) -> str | None:
        """Move past one of these words or signs, if it is here."""
        return self.next().text if self.sees(*texts) else None

    def expect(self, *texts: str) -> str:
        """Move past one of these, which must be here."""
        found = self.accept(*texts)
        if found is None:
            raise self.unknown()
        return found

    def unknown(self) -> Unsupported:
        """That what is here is not known there."""
        return Unsupported(f"{self.peek().text!r} where it stands")
