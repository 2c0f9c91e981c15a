"""Which variables a node binds, and whether EXISTS and GRAPH mean the same apart from what is around them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from kg.engine.columns.algebra import (
    Bgp,
    Bound,
    Distinct,
    Expression,
    Extend,
    Filter,
    Group,
    InGraph,
    Join,
    LeftJoin,
    Minus,
    Node,
    Order,
    Project,
    Slice,
    Union,
    Unsupported,
    Values,
)


def bound(node: Node) -> Bound:
    """The variables that a node may bind, and whether each always is."""
    match node:
        case Bgp(patterns):
            names = (term for one in patterns for term in (one.subject, one.predicate, one.object))
            return {name: True for name in names if isinstance(name, str) and name.startswith("?")}
        case Join(left, right):
            return _either(bound(left), bound(right))
        case LeftJoin(left, right):
            return _either(bound(left), dict.fromkeys(bound(right), False))
        case Union(left, right):
            one, other = bound(left), bound(right)
            return {name: one.get(name, False) and other.get(name, False) for name in {**one, **other}}
        case Minus(left, _):
            return bound(left)
        case Filter(_, inner) | Distinct(inner) | Slice(inner) | Order(inner):
            return bound(inner)
        case Extend(inner, variable, made):
            within = bound(inner)
            return {**within, variable: within.get(made.text, False) or _is_term(made.text)}
        case Values(variables, rows):
            return {name: all(row[at] is not None for row in rows) for at, name in enumerate(variables)}
        case InGraph(graph, inner):
            return {**bound(inner), graph: True} if graph.startswith("?") else bound(inner)
        case Group(inner, keys, aggregates):
            within = bound(inner)
            counted = {one.variable: one.function == "COUNT" for one in aggregates}
            return {**{key: within.get(key, False) for key in keys}, **counted}
        case Project(inner, variables):
            within = bound(inner)
            return {name: within[name] for name in variables if name in within}


def visible(node: Node) -> list[str]:
    """What `SELECT *` gives, in its order."""
    return sorted(name for name in bound(node) if not name.startswith("?."))


def check_exists(condition: Expression, node: Node) -> None:
    """Raise `Unsupported` where a pattern of EXISTS means another thing beside a solution of `node` than alone."""
    for one in condition.exists:
        _apart(one.pattern, frozenset(bound(node)))


def check_graph(graph: str, node: Node) -> None:
    """Raise `Unsupported` where the variable of GRAPH may be seen, or missed, within it."""
    if graph.startswith("?"):
        if graph in _expressed(node):
            raise Unsupported("the variable of GRAPH in an expression within it")
        if not _in_quads(node):
            raise Unsupported("GRAPH with a variable around more than patterns")


def _is_term(text: str) -> bool:
    return text[0] in ("<", '"') and text[-1] != ")"


def _either(left: Bound, right: Bound) -> Bound:
    return {name: left.get(name, False) or right.get(name, False) for name in {**left, **right}}


def _apart(node: Node, outer: frozenset[str]) -> None:
    """Solutions of `node` that agree with an outer one must be those of `node` with its variables replaced."""
    match node:
        case Bgp() | Values():
            return
        case Join(left, right) | Union(left, right):
            _apart(left, outer)
            _apart(right, outer)
        case LeftJoin(left, right, condition):
            _apart(left, outer)
            _apart(right, outer)
            always = bound(left)
            if any(not always.get(name) for name in outer & bound(right).keys()):
                raise Unsupported("EXISTS with an OPTIONAL about what is bound outside")
            if condition:
                _within(condition, Join(left, right), outer)
        case Minus(left, right):
            _apart(left, outer)
            always = bound(left)
            if any(not always.get(name) for name in outer & bound(right).keys()):
                raise Unsupported("EXISTS with a MINUS about what is bound outside")
        case Filter(condition, inner):
            _apart(inner, outer)
            _within(condition, inner, outer)
        case Extend(inner, variable, made):
            _apart(inner, outer)
            _within(made, inner, outer)
            if variable in outer:
                raise Unsupported("EXISTS that binds what is bound outside")
        case InGraph(_, inner):
            _apart(inner, outer)
        case _:
            if outer & bound(node).keys() or outer & _expressed(node):
                raise Unsupported("EXISTS with a SELECT within about what is bound outside")


def _within(condition: Expression, node: Node, outer: frozenset[str]) -> None:
    always = bound(node)
    used = condition.variables | frozenset().union(*(frozenset(_named(one.pattern)) for one in condition.exists))
    if any(not always.get(name) for name in used & outer):
        raise Unsupported("EXISTS with a condition on what is bound outside alone")


def _named(node: Node) -> Iterator[str]:
    """Every variable in a node."""
    yield from bound(node)
    yield from _expressed(node)
    for inner in _below(node):
        yield from _named(inner)


def _expressed(node: Node) -> frozenset[str]:
    """The variables of all expressions in a node, and of the patterns of their EXISTS."""
    found: set[str] = set()
    for one in _expressions(node):
        found |= one.variables
        for inner in one.exists:
            found.update(_named(inner.pattern))
    return reduce(frozenset.union, map(_expressed, _below(node)), frozenset(found))


def _expressions(node: Node) -> Iterator[Expression]:
    match node:
        case Filter(condition, _):
            yield condition
        case LeftJoin(_, _, Expression() as condition):
            yield condition
        case Extend(_, _, made):
            yield made
        case Group(_, _, aggregates):
            yield from (one.expression for one in aggregates if one.expression)
        case Order(_, by):
            yield from (one for one, _ in by)


def _below(node: Node) -> Iterator[Node]:
    for name in node.__slots__:
        value = getattr(node, name)
        if isinstance(value, Node):
            yield value


def _in_quads(node: Node) -> bool:
    """Whether every solution comes of a pattern, so that the engine binds the graph along with it."""
    match node:
        case Bgp(patterns):
            return bool(patterns)
        case Join(left, right):
            return _plain(node) and (_in_quads(left) or _in_quads(right))
        case LeftJoin(left, right):
            return _in_quads(left) and _in_quads(right)
        case Union(left, right):
            return _in_quads(left) and _in_quads(right)
        case Minus(left, right):
            return _in_quads(left) and _in_quads(right) and bool(bound(left).keys() & bound(right).keys())
        case Filter(_, inner) | Extend(inner, _, _):
            return _in_quads(inner)
    return False


def _plain(node: Node) -> bool:
    """Whether nothing but patterns and values is within."""
    match node:
        case Values():
            return True
        case Join(left, right):
            return _plain(left) and _plain(right)
    return _in_quads(node)
