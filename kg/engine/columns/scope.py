"""Which variables a part of the algebra binds, and about how many solutions it has."""

from __future__ import annotations

from collections.abc import Iterator

from kg.engine.columns import algebra as a
from kg.engine.columns import scan
from kg.engine.columns.scan import Evaluation


def variables(node: a.Node) -> set[str]:
    """All that a node may bind."""
    match node:
        case a.Bgp(patterns):
            return {name for one in patterns for name in _terms(one)}
        case a.Minus(left, _):
            return variables(left)
        case a.Join(left, right) | a.LeftJoin(left, right) | a.Union(left, right):
            return variables(left) | variables(right)
        case a.Filter(_, inner) | a.Distinct(inner) | a.Cut(inner) | a.Ordering(inner):
            return variables(inner)
        case a.Extend(inner, variable):
            return variables(inner) | {variable}
        case a.Values(names):
            return set(names)
        case a.InGraph(graph, inner):
            return variables(inner) | ({graph} if graph.startswith("?") else set())
        case a.Project(_, names):
            return set(names)
        case a.Grouping(_, keys, aggregates):
            return {*keys, *(one.variable for one in aggregates)}
    raise a.Unsupported(type(node).__name__)


def always(node: a.Node) -> set[str]:
    """All that every solution of a node binds."""
    match node:
        case a.Join(left, right):
            return always(left) | always(right)
        case a.Union(left, right):
            return always(left) & always(right)
        case a.LeftJoin(left, _) | a.Minus(left, _):
            return always(left)
        case a.Extend(inner):
            return always(inner)
        case a.Values(names, rows):
            return {name for at, name in enumerate(names) if all(row[at] is not None for row in rows)}
        case a.InGraph(graph, inner):
            return always(inner) | ({graph} if graph.startswith("?") else set())
        case a.Project(inner, names):
            return always(inner) & set(names)
        case a.Grouping(inner, keys):
            return always(inner) & set(keys)
        case a.Filter(_, inner) | a.Distinct(inner) | a.Cut(inner) | a.Ordering(inner):
            return always(inner)
    return variables(node)


def outer(node: a.Node, given: set[str]) -> bool:
    """Whether a filter or BIND within asks for one of these variables where its own group does not bind it."""
    return any(name in given for name in _asked(node))


def _asked(node: a.Node) -> Iterator[str]:
    """Variables of expressions that are not bound where they are asked."""
    for expression, bound in expressions(node):
        yield from expression.variables - bound
        for one in expression.exists:
            yield from set(_asked(one.pattern)) - bound
    for child in children(node):
        yield from _asked(child)


def expressions(node: a.Node) -> Iterator[tuple[a.ValueExpression, set[str]]]:
    """The expressions of a node itself, each with what is bound where it is asked."""
    match node:
        case a.Filter(condition, inner):
            yield condition, variables(inner)
        case a.Extend(inner, _, expression):
            yield expression, variables(inner)
        case a.LeftJoin(left, right, condition) if condition:
            yield condition, variables(left) | variables(right)
        case a.Grouping(inner, _, aggregates):
            yield from ((one.expression, variables(inner)) for one in aggregates if one.expression)
        case a.Ordering(inner, by):
            yield from ((one, variables(inner)) for one, _ in by)


def children(node: a.Node) -> tuple[a.Node, ...]:
    """The parts that a node is made of."""
    match node:
        case a.Join(left, right) | a.LeftJoin(left, right) | a.Union(left, right) | a.Minus(left, right):
            return left, right
        case a.Bgp() | a.Values():
            return ()
        case a.Filter(_, inner) | a.InGraph(_, inner):
            return (inner,)
    return (node.node,)


def size(node: a.Node, run: Evaluation) -> float:
    """About how many solutions a node has, from its smallest pattern."""
    match node:
        case a.Bgp(patterns):
            plain = [scan.size(one, run) for one in patterns if isinstance(one.predicate, str)]
            return min(plain, default=10**6 if patterns else 1)
        case a.Values(_, rows):
            return len(rows)
        case a.Join(left, right):
            return min(size(left, run), size(right, run))
        case a.Union(left, right):
            return size(left, run) + size(right, run)
        case a.InGraph(graph, inner):
            return size(inner, run.within(graph))
        case a.LeftJoin(left, _) | a.Minus(left, _):
            return size(left, run)
        case a.Grouping(_, ()):
            return 1
    return size(children(node)[0], run)


def conjuncts(expression: a.ValueExpression) -> tuple[a.ValueExpression, ...]:
    """The parts of a condition that must all hold, each by itself."""
    trees = list(_anded(expression.tree)) if expression.tree else []
    return tuple(_part(expression, tree) for tree in trees) if len(trees) > 1 else (expression,)


def asked(expression: a.ValueExpression) -> set[str]:
    """All that an expression wants to know of a row, the patterns of its EXISTS among that."""
    found = set(expression.variables)
    for one in expression.exists:
        found |= mentioned(one.pattern)
    return found


def mentioned(node: a.Node) -> set[str]:
    """Every variable that stands in a node."""
    found = variables(node)
    for expression, _ in expressions(node):
        found |= asked(expression)
    return found.union(*(mentioned(child) for child in children(node)))


def _anded(tree: a.Tree) -> Iterator[a.Tree]:
    if tree[0] == "and":
        yield from _anded(tree[1])
        yield from _anded(tree[2])
    else:
        yield tree


def _part(whole: a.ValueExpression, tree: a.Tree) -> a.ValueExpression:
    """Its text is not needed: what is told as a tree is asked as one."""
    named = frozenset(_named(tree))
    exists = whole.exists if any(name.startswith(a.EXISTS) for name in named) else ()
    return a.ValueExpression("", frozenset(name for name in named if not name.startswith(a.EXISTS)), exists, tree)


def _named(tree: a.Tree) -> Iterator[str]:
    """The variables in a tree."""
    for one in tree[1:] if tree[0] != "ask" else tree[2]:
        if isinstance(one, str):
            if one.startswith("?"):
                yield one
        elif tree[0] not in ("in", "notin"):
            yield from _named(one)


def asked_exists(expression: a.ValueExpression) -> Iterator[tuple[str, a.Node]]:
    """The columns that an expression has for its EXISTS, with the pattern of each."""
    named = frozenset(_named(expression.tree)) if expression.tree else None
    for number, one in enumerate(expression.exists):
        name = f"{a.EXISTS}{number}"
        if named is None or name in named:
            yield name, one.pattern


def _terms(pattern: a.Pattern) -> Iterator[str]:
    ends = (pattern.subject, pattern.predicate, pattern.object)
    return (one for one in ends if isinstance(one, str) and one.startswith("?"))
