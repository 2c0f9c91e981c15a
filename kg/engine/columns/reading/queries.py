"""Whole queries: SELECT with all that modifies it, ASK, CONSTRUCT, DESCRIBE; section 18.2.4 of SPARQL 1.1."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from typing import Final

from kg.engine.columns.algebra import (
    Aggregate,
    Bgp,
    Cut,
    Distinct,
    Extend,
    Filter,
    GraphChoice,
    Grouping,
    Node,
    Ordering,
    Pattern,
    Plan,
    Project,
    Union,
    Unsupported,
    ValueExpression,
)
from kg.engine.columns.reading.groups import NOTHING, GroupReader, joined
from kg.engine.columns.reading.known import check_exists, visible
from kg.engine.columns.reading.spelled import expression, parts
from kg.engine.columns.scope import variables

_SUBJECT: Final = "?.subject"
_PREDICATE: Final = "?.predicate"
_OBJECT: Final = "?.object"


@dataclass(slots=True)
class _Select:
    """The clause of a SELECT: what it gives, an expression where it makes it; `*` gives nothing by name."""

    distinct: bool = False
    given: list[tuple[str, ValueExpression | None]] = field(default_factory=list)
    aggregates: dict[tuple[object, ...], Aggregate] = field(default_factory=dict)


class QueryReader(GroupReader):
    """Reads a whole query."""

    def query(self) -> Plan:
        """The plan of the query."""
        self.prologue()
        form = self.expect("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
        readers = {"SELECT": self._select, "ASK": self._ask, "CONSTRUCT": self._construct, "DESCRIBE": self._describe}
        plan = readers[form]()
        if self.peek().kind != "end":
            raise self.unknown()
        return plan

    def sub_select(self) -> Node:
        """See `GroupReader.sub_select`."""
        self.expect("SELECT")
        outer = self.aggregates
        clause = self._clause()
        node, _ = self._selected(clause)
        self.aggregates = outer
        return node

    def _select(self) -> Plan:
        clause = self._clause()
        dataset = self._dataset()
        node, names = self._selected(clause)
        return Plan("select", node, names, dataset=dataset)

    def _ask(self) -> Plan:
        dataset = self._dataset()
        return Plan("ask", self._modified(_Select(), self._where()), dataset=dataset)

    def _construct(self) -> Plan:
        if self.sees("{"):
            template = self.template()
            dataset = self._dataset()
            node = self._where()
        else:
            dataset = self._dataset()
            self.expect("WHERE")
            template = self.template()
            node = Bgp(template)
        return Plan("construct", self._modified(_Select(), node), template=template, dataset=dataset)

    def _describe(self) -> Plan:
        """The triples about each resource; what has blank nodes is not told here."""
        described: list[str] = []
        everything = self.accept("*") is not None
        while not everything and self.peek().kind in ("iri", "name", "variable"):
            described.append(self.variable() if self.peek().kind == "variable" else self.iri())
        dataset = self._dataset()
        node = self._modified(_Select(), self._where() if self.sees("WHERE", "{") else NOTHING)
        told = [self._about(node, one) for one in (visible(node) if everything else described)]
        if not told:
            raise Unsupported("DESCRIBE of nothing")
        template = (Pattern(_SUBJECT, _PREDICATE, _OBJECT),)
        return Plan("describe", reduce(Union, told), template=template, described=tuple(described), dataset=dataset)

    def _about(self, node: Node, described: str) -> Node:
        """What has a resource, or each that a variable stands for, as its subject."""
        if described.startswith("?"):
            each = Distinct(Project(node, (described,)))
            subjects = Project(Extend(each, _SUBJECT, expression(described)), (_SUBJECT,))
            return joined(subjects, Bgp((Pattern(_SUBJECT, _PREDICATE, _OBJECT),)))
        return Extend(Bgp((Pattern(described, _PREDICATE, _OBJECT),)), _SUBJECT, expression(described))

    def _dataset(self) -> GraphChoice | None:
        default: set[str] = set()
        named: set[str] = set()
        found = False
        while self.accept("FROM"):
            found = True
            (named if self.accept("NAMED") else default).add(self.iri())
        return GraphChoice(frozenset(default), frozenset(named)) if found else None

    def _where(self) -> Node:
        self.accept("WHERE")
        return self.group()

    def _clause(self) -> _Select:
        clause = _Select(distinct=self.accept("DISTINCT", "REDUCED") is not None)
        self.aggregates = clause.aggregates
        if self.accept("*"):
            return clause
        while True:
            if self.peek().kind == "variable":
                clause.given.append((self.variable(), None))
            elif self.accept("("):
                made = expression(self.said())
                self.expect("AS")
                clause.given.append((self.variable(), made))
                self.expect(")")
            else:
                return clause

    def _selected(self, clause: _Select) -> tuple[Node, tuple[str, ...]]:
        self.aggregates = None
        where = self._where()
        self.aggregates = clause.aggregates
        names = tuple(name for name, _ in clause.given)
        node = self._modified(clause, where, names or None)
        return node, names or tuple(visible(where))

    def _modified(self, clause: _Select, node: Node, names: tuple[str, ...] | None = ()) -> Node:
        """All that follows WHERE, in its order; `names` are those to give, None all that are seen, empty any."""
        seen = tuple(visible(node)) if names is None else names
        self.aggregates = clause.aggregates
        node, keys = self._keys(node)
        having = self._having()
        orders = self._orders()
        if keys or clause.aggregates or having:
            node = Grouping(node, tuple(keys), tuple(clause.aggregates.values()))
            _check_counted(node)
        for condition in having:
            check_exists(condition, node)
            node = Filter(condition, node)
        start, length = self._slice()
        if self.accept("VALUES"):
            node = joined(node, self.values())
        for name, made in clause.given:
            if made is not None:
                check_exists(made, node)
                node = Extend(node, name, made)
        for one, _ in orders:
            check_exists(one, node)
        node = Ordering(node, orders) if orders else node
        node = Project(node, seen) if seen or names is None else node
        node = Distinct(node) if clause.distinct else node
        return node if start == 0 and length is None else Cut(node, start, length)

    def _keys(self, node: Node) -> tuple[Node, list[str]]:
        keys: list[str] = []
        if not self.accept("GROUP"):
            return node, keys
        self.expect("BY")
        while self.peek().kind in ("variable", "iri", "name") or self._sees_call() or self.sees("("):
            if self.peek().kind == "variable":
                keys.append(self.variable())
                continue
            bracket = self.accept("(")
            made = expression(self.said() if bracket else self.bracketed())
            name = self.variable() if bracket and self.accept("AS") else self.hidden()
            if bracket:
                self.expect(")")
            check_exists(made, node)
            node = Extend(node, name, made)
            keys.append(name)
        return node, keys

    def _sees_call(self) -> bool:
        return self.peek().kind == "word" and not self.sees("HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")

    def _having(self) -> list[ValueExpression]:
        found: list[ValueExpression] = []
        if self.accept("HAVING"):
            while self.sees("(") or self.peek().kind in ("iri", "name") or self._sees_call():
                found += [expression(part) for part in parts(self.bracketed())]
        return found

    def _orders(self) -> tuple[tuple[ValueExpression, bool], ...]:
        found: list[tuple[ValueExpression, bool]] = []
        if self.accept("ORDER"):
            self.expect("BY")
            while self.sees("(") or self.peek().kind in ("iri", "name", "variable") or self._sees_call():
                descends = self.accept("ASC", "DESC") == "DESC"
                found.append((expression(self.bracketed()), descends))
        return tuple(found)

    def _slice(self) -> tuple[int, int | None]:
        start, length = 0, None
        while word := self.accept("LIMIT", "OFFSET"):
            number = int(self.next().text)
            start, length = (start, number) if word == "LIMIT" else (number, length)
        return start, length


def _check_counted(node: Grouping) -> None:
    whole = any(one.expression is None and one.distinct for one in node.aggregates)
    if whole and any(name.startswith("?.") for name in variables(node.node)):
        raise Unsupported("COUNT(DISTINCT *) over blank nodes or paths")
