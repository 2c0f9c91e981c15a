"""Group graph patterns into algebra, as section 18.2.2 of SPARQL 1.1 says."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, field
from typing import Final

from kg.engine.columns.algebra import (
    Bgp,
    Extend,
    Filter,
    InGraph,
    Join,
    LeftJoin,
    Minus,
    Node,
    Union,
    Unsupported,
    ValueExpression,
    Values,
)
from kg.engine.columns.reading.expressions import ExpressionReader
from kg.engine.columns.reading.known import check_exists, check_graph
from kg.engine.columns.reading.spelled import all_of, expression, parts

NOTHING: Final = Bgp(())


@dataclass(slots=True)
class _Group:
    """A group so far: its patterns, and the filters that hold over all of it."""

    node: Node = NOTHING
    filters: list[ValueExpression] = field(default_factory=list)

    def whole(self) -> Node:
        node = self.node
        for condition in self.filters:
            check_exists(condition, node)
            node = Filter(condition, node)
        return node


class GroupReader(ExpressionReader):
    """Reads groups."""

    @abstractmethod
    def sub_select(self) -> Node:
        """A SELECT within a group, its braces aside."""

    def group(self) -> Node:
        """See `ExpressionReader.group`."""
        return self._group().whole()

    def values(self) -> Values:
        """What follows VALUES."""
        if not self.accept("("):
            name = self.variable()
            self.expect("{")
            rows: list[tuple[str | None, ...]] = []
            while not self.accept("}"):
                rows.append((self._datum(),))
            return Values((name,), tuple(rows))
        names: list[str] = []
        while not self.accept(")"):
            names.append(self.variable())
        rows = []
        self.expect("{")
        while not self.accept("}"):
            self.expect("(")
            row: list[str | None] = []
            while not self.accept(")"):
                row.append(self._datum())
            rows.append(tuple(row))
        return Values(tuple(names), tuple(rows))

    def conditions(self) -> list[ValueExpression]:
        """What follows FILTER: conditions that must all be true."""
        return [expression(part) for part in parts(self.bracketed())]

    def _datum(self) -> str | None:
        return None if self.accept("UNDEF") else self.term()

    def _group(self) -> _Group:
        self.expect("{")
        if self.sees("SELECT"):
            found = _Group(self.sub_select())
            self.expect("}")
            return found
        found = _Group()
        while not self.accept("}"):
            if self.begins_triples():
                found.node = joined(found.node, Bgp(tuple(self.triples())))
            elif self.accept("FILTER"):
                found.filters += self.conditions()
            else:
                found.node = self._further(found.node)
            self.accept(".")
        return found

    def _further(self, node: Node) -> Node:
        """What a group has beside triples and filters."""
        if self.sees("{"):
            return joined(node, self._union())
        word = self.expect("OPTIONAL", "MINUS", "GRAPH", "BIND", "VALUES")
        if word == "OPTIONAL":
            return self._optional(node)
        if word == "MINUS":
            return Minus(node, self.group())
        if word == "GRAPH":
            return joined(node, self._in_graph())
        return self._bind(node) if word == "BIND" else joined(node, self.values())

    def _union(self) -> Node:
        node = self.group()
        while self.accept("UNION"):
            node = Union(node, self.group())
        return node

    def _optional(self, node: Node) -> Node:
        inner = self._group()
        for condition in inner.filters:
            check_exists(condition, joined(node, inner.node))
        return LeftJoin(node, inner.node, all_of(inner.filters))

    def _in_graph(self) -> Node:
        graph = self.variable() if self.peek().kind == "variable" else self.iri()
        inner = self.group()
        if inner == NOTHING:
            raise Unsupported("GRAPH around nothing")
        check_graph(graph, inner)
        return InGraph(graph, inner)

    def _bind(self, node: Node) -> Node:
        self.expect("(")
        made = expression(self.said())
        self.expect("AS")
        name = self.variable()
        self.expect(")")
        check_exists(made, node)
        return Extend(node, name, made)


def joined(left: Node, right: Node) -> Node:
    """Both at once; patterns beside patterns become one list of them."""
    if left == NOTHING:
        return right
    if right == NOTHING:
        return left
    if isinstance(left, Bgp) and isinstance(right, Bgp):
        return Bgp(left.patterns + right.patterns)
    if isinstance(left, Join) and isinstance(left.right, Bgp) and isinstance(right, Bgp):
        return Join(left.left, Bgp(left.right.patterns + right.patterns))
    return Join(left, right)
