"""Expressions, read into nested tuples: a word for what is done, then what it is done to.

An atom is a variable, or a term as Oxigraph holds it. Else:

    ("||", x, y)  and so "&&", "=", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/"
    ("!", x)  ("minus", x)  ("IN", x, (y, ...))  ("NOT IN", x, (y, ...))
    ("call", "STRLEN", (x, ...))  ("exists", Exists(...))
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Final, TypeAlias

from kg.engine.columns.algebra import Aggregate, Exists, Node, Unsupported
from kg.engine.columns.reading.spelled import expression
from kg.engine.columns.reading.terms import AGGREGATE
from kg.engine.columns.reading.triples import TripleReader
from kg.names import XSD

Said: TypeAlias = "str | tuple[object, ...]"
AGGREGATES: Final = frozenset(("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"))
BUILTINS: Final = frozenset(
    (
        *("STR", "LANG", "LANGMATCHES", "DATATYPE", "IRI", "URI", "ABS", "CEIL", "FLOOR", "ROUND", "CONCAT"),
        *("STRLEN", "UCASE", "LCASE", "ENCODE_FOR_URI", "CONTAINS", "STRSTARTS", "STRENDS", "STRBEFORE", "STRAFTER"),
        *("YEAR", "MONTH", "DAY", "HOURS", "MINUTES", "SECONDS", "TIMEZONE", "TZ", "MD5", "SHA1", "SHA256"),
        *("SHA384", "SHA512", "COALESCE", "IF", "STRLANG", "STRDT", "SAMETERM", "ISIRI", "ISURI", "ISBLANK"),
        *("ISLITERAL", "ISNUMERIC", "REGEX", "SUBSTR", "REPLACE", "BOUND"),
    )
)
"""Functions that give the same for the same values; RAND, NOW, UUID, STRUUID and BNODE do not."""
_COMPARED: Final = ("=", "!=", "<", ">", "<=", ">=")


class ExpressionReader(TripleReader):
    """Reads expressions. `aggregates` are those of the SELECT read now, by what they are; None where none may be."""

    aggregates: dict[tuple[object, ...], Aggregate] | None = None

    @abstractmethod
    def group(self) -> Node:
        """A group graph pattern in its braces."""

    def said(self) -> Said:
        """An expression, which must be here."""
        return self._left_to_right(self._all_of, "||")

    def bracketed(self) -> Said:
        """What ORDER BY, FILTER and HAVING take: an expression in brackets, or a call."""
        return self._primary()

    def _all_of(self) -> Said:
        return self._left_to_right(self._relation, "&&")

    def _left_to_right(self, part: Callable[[], Said], *signs: str) -> Said:
        found = part()
        while sign := self.accept(*signs):
            found = (sign, found, part())
        return found

    def _relation(self) -> Said:
        left = self._sum()
        if sign := self.accept(*_COMPARED):
            return (sign, left, self._sum())
        if self.accept("IN"):
            return ("IN", left, self._arguments())
        if self.accept("NOT"):
            self.expect("IN")
            return ("NOT IN", left, self._arguments())
        return left

    def _sum(self) -> Said:
        return self._left_to_right(self._product, "+", "-")

    def _product(self) -> Said:
        return self._left_to_right(self._unary, "*", "/")

    def _unary(self) -> Said:
        if self.accept("!"):
            return ("!", self._unary())
        if self.sees("-", "+"):
            if self.peek(1).kind == "number":
                return self.term()
            return ("minus", self._unary()) if self.next().text == "-" else ("plus", self._unary())
        return self._primary()

    def _primary(self) -> Said:
        if self.accept("("):
            found = self.said()
            self.expect(")")
            return found
        kind, text = self.peek()
        if kind == "variable":
            return self.variable()
        if kind == "word" and text not in ("TRUE", "FALSE"):
            return self._called()
        if kind in ("iri", "name"):
            name = self.iri()
            return self._cast(name) if self.sees("(") else name
        return self.term()

    def _called(self) -> Said:
        word = self.next().text
        if word == "NOT":
            self.expect("EXISTS")
            return ("!", ("exists", Exists(self._inner())))
        if word == "EXISTS":
            return ("exists", Exists(self._inner()))
        if word in AGGREGATES:
            return self._aggregate(word)
        if word not in BUILTINS:
            raise Unsupported(word)
        return ("call", word, self._arguments())

    def _cast(self, name: str) -> Said:
        if not name.startswith(f"<{XSD}"):
            raise Unsupported(f"the function {name}")
        return ("call", name, self._arguments())

    def _arguments(self) -> tuple[Said, ...]:
        self.expect("(")
        found: list[Said] = []
        while not self.accept(")"):
            found.append(self.said())
            self.accept(",")
        return tuple(found)

    def _inner(self) -> Node:
        """The pattern of EXISTS: what is an aggregate there is none of the SELECT around."""
        outer, self.aggregates = self.aggregates, None
        try:
            return self.group()
        finally:
            self.aggregates = outer

    def _aggregate(self, function: str) -> Said:
        if self.aggregates is None:
            raise Unsupported(f"{function} where it stands")
        self.expect("(")
        distinct = self.accept("DISTINCT") is not None
        inner = None if function == "COUNT" and self.accept("*") else self.said()
        separator = " "
        if self.accept(";"):
            self.expect("SEPARATOR")
            self.expect("=")
            separator = self.string()
        self.expect(")")
        key = (function, inner, distinct, separator)
        if key not in self.aggregates:
            name = f"{AGGREGATE}{len(self.aggregates)}"
            of = None if inner is None else expression(inner)
            self.aggregates[key] = Aggregate(name, function, of, distinct, separator)
        return self.aggregates[key].variable
