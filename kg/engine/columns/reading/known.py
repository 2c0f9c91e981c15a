"""Where EXISTS and GRAPH mean the same worked out apart from what is around them, and where they do not."""

from __future__ import annotations

from functools import reduce

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
from kg.engine.columns.scope import always, children, expressions, variables


def visible(node: Node) -> list[str]:
    """What `SELECT *` gives, in its order."""
    return sorted(name for name in variables(node) if not name.startswith("?."))


def check_exists(condition: ValueExpression, node: Node) -> None:
    """Raise `Unsupported` where a pattern of EXISTS means another thing beside a solution of `node` than alone."""
    for one in condition.exists:
        _beside(one.pattern, variables(node))


def check_graph(graph: str, node: Node) -> None:
    """Raise `Unsupported` where the engine would not bind the variable of GRAPH along with each solution."""
    if graph.startswith("?") and not _in_quads(node):
        raise Unsupported("GRAPH with a variable around more than patterns")


def _beside(pattern: Node, outer: set[str]) -> None:
    """The outermost filters of a pattern may ask for what is bound outside: they are put in with it."""
    conditions = []
    while isinstance(pattern, Filter):
        conditions.append(pattern.condition)
        pattern = pattern.node
    _apart(pattern, outer)
    for condition in conditions:
        for one in condition.exists:
            _beside(one.pattern, outer | variables(pattern))


def _apart(node: Node, outer: set[str]) -> None:
    """Solutions of `node` that agree with an outer one must be those of `node` with its variables replaced."""
    match node:
        case Bgp() | Values():
            return
        case Join(left, right) | Union(left, right):
            _apart(left, outer)
            _apart(right, outer)
        case LeftJoin(left, right, condition):
            _beyond(left, right, outer, "OPTIONAL")
            if condition:
                _within(condition, Join(left, right), outer)
        case Minus(left, right):
            _beyond(left, right, outer, "MINUS")
        case Filter(condition, inner):
            _apart(inner, outer)
            _within(condition, inner, outer)
        case Extend(inner, variable, made) if variable not in outer:
            _apart(inner, outer)
            _within(made, inner, outer)
        case InGraph(_, inner):
            _apart(inner, outer)
        case _:
            if outer & (variables(node) | _expressed(node)):
                raise Unsupported("EXISTS with a SELECT or BIND within about what is bound outside")


def _beyond(left: Node, right: Node, outer: set[str], word: str) -> None:
    _apart(left, outer)
    _apart(right, outer)
    if outer & variables(right) - always(left):
        raise Unsupported(f"EXISTS with {word} within about what is bound outside")


def _within(condition: ValueExpression, node: Node, outer: set[str]) -> None:
    inner = (variables(one.pattern) | _expressed(one.pattern) for one in condition.exists)
    if reduce(set.union, inner, set(condition.variables)) & outer - always(node):
        raise Unsupported("EXISTS with a condition within on what is bound outside alone")


def _expressed(node: Node) -> set[str]:
    """The variables of all expressions in a node, and of the patterns of their EXISTS."""
    found: set[str] = set()
    for one, _ in expressions(node):
        found |= one.variables
        for inner in one.exists:
            found |= variables(inner.pattern) | _expressed(inner.pattern)
    return reduce(set.union, map(_expressed, children(node)), found)


def _in_quads(node: Node) -> bool:
    """Whether every solution comes of a pattern, so that the engine binds the graph along with it."""
    match node:
        case Bgp(patterns):
            return bool(patterns)
        case Join(left, right):
            return (_in_quads(left) or _is_data(left)) and (_in_quads(right) or _is_data(right))
        case LeftJoin(left, right) | Union(left, right):
            return _in_quads(left) and _in_quads(right)
        case Minus(left, right):
            return _in_quads(left) and _in_quads(right) and bool(always(left) & always(right))
        case Filter(_, inner) | Extend(inner, _, _):
            return _in_quads(inner)
    return False


def _is_data(node: Node) -> bool:
    return isinstance(node, Values)
