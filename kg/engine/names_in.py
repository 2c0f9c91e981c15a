"""The names in the text of a query: prefixes that it declares and uses, and what it names by IRI."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import urljoin

from kg.names import BASE, KNOWN

_NOT_CODE: Final = re.compile(
    r"'''.*?'''|\"\"\".*?\"\"\"|'(?:[^'\\\n\r]|\\.)*+'|\"(?:[^\"\\\n\r]|\\.)*+\"|(?P<iri><[^<>\"{}|^`\\\s]*>)|\#[^\n\r]*",
    re.DOTALL,
)
_DECLARED: Final = re.compile(r"\bPREFIX\s+([^\s:]*)\s*:(?:\s*<([^>]*)>)?", re.IGNORECASE)
_BASE: Final = re.compile(r"\bBASE\s*<([^>]*)>", re.IGNORECASE)
_USED: Final = re.compile(
    r"(?<![\w.:-])([A-Za-z][\w.-]*+)?:(?!//)((?:[\w:%-]|\.(?=[\w:.%\\-])|\\[-_~.!$&'()*+,;=/?\#@%])*+)"
)
ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ESCAPED: Final = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class NamesIn:
    """What a query is written with. `used` are prefixes with what follows them, without a prefix the first is empty."""

    declared: Mapping[str, str]
    used: tuple[tuple[str, str], ...]
    iris: tuple[str, ...]
    base: str

    @classmethod
    def of(cls, query: str) -> Self:
        """Read a text, which need not be right.

        >>> NamesIn.of("SELECT ?s { ?s a kg:Case }").used
        (('kg', 'Case'),)
        """
        text = _NOT_CODE.sub(lambda found: found["iri"] or " ", query)
        iris = tuple(found[0][1:-1] for found in _NOT_CODE.finditer(query) if found["iri"])
        used = ((prefix, _ESCAPED.sub(r"\1", local)) for prefix, local in _USED.findall(code(query)))
        base = _BASE.search(text)
        return cls(dict(_DECLARED.findall(text)), tuple(dict.fromkeys(used)), iris, base[1] if base else BASE)

    @property
    def undeclared(self) -> tuple[str, ...]:
        """The prefixes that it uses and does not declare, in its order."""
        return tuple(dict.fromkeys(prefix for prefix, _ in self.used if prefix not in self.declared))

    @property
    def named(self) -> tuple[str, ...]:
        """Every IRI that it names, by a prefix that is known or in full."""
        spaces = {**KNOWN, **self.declared}
        short = (self._whole(spaces[prefix]) + local for prefix, local in self.used if prefix in spaces)
        return tuple(dict.fromkeys((*short, *map(self._whole, self.iris))))

    def _whole(self, iri: str) -> str:
        try:
            return iri if ABSOLUTE.match(iri) else urljoin(self.base, iri)
        except ValueError:
            return iri  # it is none, as whoever answers will say


def code(query: str) -> str:
    """A query without its strings, comments and IRIs."""
    return _NOT_CODE.sub(" ", query)
