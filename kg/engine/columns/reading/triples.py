"""Blocks of triples: `;` and `,`, blank nodes with properties, lists."""

from __future__ import annotations

from typing import Final

from kg.engine.columns.algebra import Pattern, Unsupported
from kg.engine.columns.reading.paths import PathReader
from kg.names import RDF

_FIRST: Final = f"<{RDF}first>"
_REST: Final = f"<{RDF}rest>"
_NIL: Final = f"<{RDF}nil>"
_BEGINS: Final = frozenset(("iri", "name", "string", "variable", "blank", "number"))


class TripleReader(PathReader):
    """Reads blocks of triples as patterns."""

    def begins_triples(self) -> bool:
        """Whether a subject is here."""
        return self.peek().kind in _BEGINS or self.sees("(", "[")

    def triples(self) -> list[Pattern]:
        """Triples, as many as there are, and the full stops between."""
        found: list[Pattern] = []
        while self.begins_triples():
            subject = self._node(found)
            if self._begins_verb():
                self._properties(subject, found)
            if not self.accept("."):
                break
        return found

    def template(self) -> tuple[Pattern, ...]:
        """The triples of CONSTRUCT, in their braces. Raises `Unsupported` for blank nodes."""
        self.expect("{")
        found = tuple(self.triples())
        self.expect("}")
        if any(name.startswith("?.") for one in found for name in (one.subject, one.object)):
            raise Unsupported("CONSTRUCT with blank nodes")
        return found

    def _begins_verb(self) -> bool:
        return self.peek().kind in ("iri", "name", "variable") or self.sees("a", "^", "(", "!")

    def _node(self, found: list[Pattern]) -> str:
        if self.accept("("):
            return self._list(found)
        if not self.accept("["):
            return self.node()
        name = self.hidden()
        if not self.sees("]"):
            self._properties(name, found)
        self.expect("]")
        return name

    def _list(self, found: list[Pattern]) -> str:
        items: list[str] = []
        while not self.accept(")"):
            items.append(self._node(found))
        places = [*(self.hidden() for _ in items), _NIL]
        for item, here, rest in zip(items, places, places[1:], strict=False):
            found += (Pattern(here, _FIRST, item), Pattern(here, _REST, rest))
        return places[0]

    def _properties(self, subject: str, found: list[Pattern]) -> None:
        while True:
            variable = self.variable() if self.peek().kind == "variable" else None
            path = None if variable else self.path()
            while True:
                value = self._node(found)
                if variable:
                    found.append(Pattern(subject, variable, value))
                elif path:
                    found += self.patterns(subject, path, value)
                if not self.accept(","):
                    break
            if not self.accept(";"):
                return
            while self.accept(";"):
                pass
            if not self._begins_verb():
                return
