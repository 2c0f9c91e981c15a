"""Which shapes of a query give another answer on another engine: where SPARQL leaves it open, or an engine errs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import rdflib
from rdflib.paths import AlternativePath, MulPath, Path
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Identifier, Variable

_OVER: Final = {"Avg", "Sum", "Min", "Max", "GroupConcat", "Count"}
_CALLS: Final = {
    r'"(true|false)"(?!\^\^)': "a truth compared as text: some engines spell it 1",
    r"(?i)\bSAMPLE\s*\(": "SAMPLE: any value may come",
    r"(?i)\bRAND\s*\(|\bUUID\s*\(|\bNOW\s*\(": "another answer every time",
}


def faults(text: str) -> Iterator[str]:
    """Every shape of this query on which engines are known to differ, in words."""
    bare = re.sub(r"(?m)(^|\s)#.*$", " ", text)
    for pattern, why in _CALLS.items():
        if re.search(pattern, bare):
            yield why
    for node in _nodes(prepareQuery(text).algebra):
        if node.name == "AggregateJoin":
            yield from _aggregates(node)
        elif node.name == "Slice" and not _ordered(node.p):
            yield "LIMIT or OFFSET without ORDER BY: any rows may come"
        elif node.name == "MultiplicativeExpression" and "/" in node.op and not _decimal(node):
            yield "a division of integers: write 100.0 * ?a / ?b"
        elif node.name == "BGP":
            yield from (f"a path of length zero: {p.n3()}" for _, p, _ in node.triples if _zero(p))
            yield from (f"several ways repeated: {p.n3()}" for _, p, _ in node.triples if _many(p))


def _aggregates(node: CompValue) -> Iterator[str]:
    bound = certain(node.p)
    for one in node.A:
        kind = one.name.removeprefix("Aggregate_")
        if kind == "GroupConcat" and not (isinstance(one.vars, CompValue) and one.vars.name == "Builtin_STR"):
            yield "GROUP_CONCAT of what may be no string: write STR(...)"
        counts = kind == "Count" and (one.vars == "*" or one.distinct)
        if kind in _OVER and not counts and not _surely(one.vars, bound):
            yield f"{kind.upper()} over what may be unbound: {_shown(one.vars)}"


def certain(node: Any) -> set[Variable]:
    """The variables that have a value in every solution of a pattern."""
    match getattr(node, "name", None):
        case "BGP":
            return {term for triple in node.triples for term in triple if isinstance(term, Variable)}
        case "Join":
            return certain(node.p1) | certain(node.p2)
        case "Union":
            return certain(node.p1) & certain(node.p2)
        case "LeftJoin" | "Minus":
            return certain(node.p1)
        case "Graph":
            return certain(node.p) | ({node.term} if isinstance(node.term, Variable) else set())
        case "Extend":
            found = certain(node.p)
            return found | ({node.var} if _surely(node.expr, found) else set())
        case "Project":
            return certain(node.p) & set(node.PV)
        case "AggregateJoin":
            found = certain(node.p)
            return {one.res for one in node.A if one.name == "Aggregate_Count" or _surely(one.vars, found)}
        case "values":
            return set.intersection(*({key for key, value in row.items() if value != "UNDEF"} for row in node.res))
        case None:
            return set()
        case _:
            return certain(node.get("p"))


def _surely(expression: Any, bound: set[Variable]) -> bool:
    """Whether an expression has a value wherever these variables have one."""
    if isinstance(expression, Variable):
        return expression in bound
    if isinstance(expression, list):
        return all(_surely(one, bound) for one in expression)
    if not isinstance(expression, CompValue):
        return True
    if expression.name in ("Builtin_BOUND", "Builtin_EXISTS", "Builtin_NOTEXISTS"):
        return True
    if expression.name == "ConditionalAndExpression":  # false && an error is false
        parts = [expression.expr, *expression.other]
        guarded = {one.arg for one in parts if getattr(one, "name", "") == "Builtin_BOUND"}
        return all(_surely(one, bound | guarded) for one in parts)
    if expression.name == "Builtin_COALESCE":
        return any(_surely(one, bound) for one in expression.arg)
    return all(_surely(one, bound) for one in expression.values())


def _nodes(value: Any) -> Iterator[CompValue]:
    if isinstance(value, CompValue):
        yield value
        for one in value.values():
            yield from _nodes(one)
    elif isinstance(value, list):
        for one in value:
            yield from _nodes(one)


def _ordered(node: Any) -> bool:
    while isinstance(node, CompValue) and node.name in ("Project", "Distinct", "Reduced"):
        node = node.p
    return isinstance(node, CompValue) and node.name == "OrderBy"


def _decimal(value: Any) -> bool:
    """Whether some part of an expression is a literal with a point, which makes the whole a decimal."""
    if isinstance(value, rdflib.Literal):
        return value.datatype in (rdflib.XSD.decimal, rdflib.XSD.double)
    if isinstance(value, CompValue):
        return any(_decimal(one) for one in value.values())
    return isinstance(value, list) and any(map(_decimal, value))


def _zero(path: Identifier | Path) -> bool:
    if isinstance(path, MulPath):
        return path.zero or _zero(path.path)
    return any(_zero(one) for one in getattr(path, "args", ()))


def _many(path: Identifier | Path) -> bool:
    repeated = isinstance(path, MulPath) and isinstance(path.path, AlternativePath)
    return repeated or any(map(_many, getattr(path, "args", ())))


def _shown(expression: Any) -> str:
    return expression.n3() if isinstance(expression, Variable) else "an expression"
