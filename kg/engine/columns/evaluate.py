"""A plan evaluated over an image: what each part of the algebra means, over whole columns.

`seeds` says what the rest of the query can use: of the solutions, those that are compatible with no row of it may be
left out. It binds all its columns, each row once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

import numpy as np

from kg.engine.columns import algebra as a
from kg.engine.columns.grouped import grouped
from kg.engine.columns.joins import has_partner, joined, merged, pairs, with_unmatched, without
from kg.engine.columns.limited import first
from kg.engine.columns.order import best, ordered
from kg.engine.columns.patterns import solutions
from kg.engine.columns.rows import Places, Rows, distinct, stacked
from kg.engine.columns.scan import Evaluation
from kg.engine.columns.scan import size as scan_size
from kg.engine.columns.scope import always, asked, asked_exists, conjuncts, outer, size, variables
from kg.engine.columns.values import holds, made

SEEDS: Final = 3_000_000
"""Rows beyond which seeds are not worth their making."""
Wanted: TypeAlias = frozenset[str] | None
"""The variables that the rest of the query asks for; others may be left out. None is all."""
_BOOLEAN = "<http://www.w3.org/2001/XMLSchema#boolean>"


def evaluate(node: a.Node, run: Evaluation, seeds: Rows | None = None, wanted: Wanted = None) -> Rows:
    """The solutions of a node; raises `Unsupported`."""
    match node:
        case a.Bgp(patterns):
            return _bgp(patterns, run, seeds, (), wanted)
        case a.Join():
            return _join(node, run, seeds, wanted)
        case a.LeftJoin(left, right, condition):
            return _optional(left, right, condition, run, seeds, wanted)
        case a.Union(left, right):
            return stacked([evaluate(left, run, seeds, wanted), evaluate(right, run, seeds, wanted)])
        case a.Minus(left, right):
            rows = evaluate(left, run, _kept(seeds, always(left)), _and(wanted, variables(right)))
            return without(rows, evaluate(right, run, seeds_of(rows, right)))
        case a.Filter(condition, inner):
            return _filter(condition, inner, run, seeds, wanted)
        case a.Extend(inner, variable, expression):
            rows = evaluate(inner, run, _kept(seeds, variables(inner) - {variable}), _and(wanted, asked(expression)))
            value = made(expression, _with_exists(rows, expression, run), run.terms)
            return rows.with_column(variable, value)
        case a.Values(names, table):
            columns = {name: run.terms.numbers(row[at] for row in table) for at, name in enumerate(names)}
            return _each_graph(Rows(columns, len(table)), run)
        case a.InGraph(graph, inner):
            return evaluate(inner, run.within(graph), seeds, wanted)
    return _modified(node, run, seeds, wanted)


def _modified(node: a.Node, run: Evaluation, seeds: Rows | None, wanted: Wanted) -> Rows:
    """What stands around the pattern of a query, or of one within it."""
    if run.graph is not None and run.graph.startswith("?"):
        raise a.Unsupported("a query inside GRAPH with a variable")
    match node:
        case a.Project(inner, names):
            return evaluate(inner, run, _kept(seeds, set(names)), frozenset(names)).only(names)
        case a.Distinct(a.Project(a.Ordering(inner, by), names)) if set().union(*(asked(one) for one, _ in by)) <= set(
            names
        ):
            # What is the same is in one place of the order: fewer are sorted when each is there once.
            single = distinct(evaluate(a.Project(inner, names), run, seeds))
            return ordered(single, by, run.terms)
        case a.Distinct(inner):
            return distinct(evaluate(inner, run, seeds))
        case a.Grouping(inner, keys, aggregates):
            counted = counted_at_once(node, run)
            if counted is not None:
                return counted
            expressions = [one.expression for one in aggregates if one.expression]
            # COUNT(DISTINCT *) is of all that is bound.
            every = any(one.distinct and not one.expression for one in aggregates)
            needed = None if every else frozenset(keys).union(*map(asked, expressions))
            rows = evaluate(inner, run, _kept(seeds, set(keys)), needed)
            rows = _with_exists_of(rows, expressions, run)
            return grouped(rows, keys, aggregates, run.terms)
        case a.Ordering(inner, by):
            return _ordered(inner, by, run, seeds, None, wanted)
        case a.Cut(inner, start, length):
            return _sliced(inner, start, length, run)
    raise a.Unsupported(type(node).__name__)


def counted_at_once(node: a.Grouping, run: Evaluation) -> Rows | None:
    """COUNT of the triples of one pattern, which need not be looked at."""
    match node:
        case a.Grouping(a.Bgp((pattern,)), (), aggregates) if run.chosen is None and run.graph is None:
            ends = [one for one in (pattern.subject, pattern.predicate, pattern.object) if isinstance(one, str)]
            free = [one for one in ends if one.startswith("?")]
            plain = len(ends) == 3 and len(set(free)) == len(free)
            for one in aggregates:
                named = one.expression.text if one.expression else None
                plain &= one.function == "COUNT" and not one.distinct and (named is None or named in free)
            if plain and not (ends[0] not in free and ends[2] not in free):
                number = run.terms.number(f'"{scan_size(pattern, run)}"^^<http://www.w3.org/2001/XMLSchema#integer>')
                return Rows({one.variable: np.array([number], np.int32) for one in aggregates}, 1)
    return None


def _sliced(inner: a.Node, start: int, length: int | None, run: Evaluation) -> Rows:
    most = None if length is None else start + length
    match inner:
        case a.Ordering(within, by):
            rows = _ordered(within, by, run, None, most, None)
        case a.Project(a.Ordering(within, by), names):
            rows = _ordered(within, by, run, None, most, frozenset(names)).only(names)
        case _:
            rows = evaluate(inner, run) if most is None else first(inner, run, most, evaluate)
    return rows.part(start, most)


def _ordered(
    inner: a.Node,
    by: Sequence[tuple[a.ValueExpression, bool]],
    run: Evaluation,
    seeds: Rows | None,
    most: int | None,
    wanted: Wanted,
) -> Rows:
    rows = evaluate(inner, run, seeds, _and(wanted, *(asked(one) for one, _ in by)))
    rows = _with_exists_of(rows, [expression for expression, _ in by], run)
    return ordered(rows, by, run.terms) if most is None else best(rows, by, run.terms, most)


def _bgp(
    patterns: Sequence[a.Pattern],
    run: Evaluation,
    seeds: Rows | None,
    filters: Sequence[a.ValueExpression],
    wanted: Wanted,
) -> Rows:
    if patterns:
        return solutions(patterns, run, seeds, filters, lambda rows, one: _keep(rows, one, run), wanted)
    rows = _each_graph(Rows.one(), run)
    for one in filters:
        rows = _keep(rows, one, run)
    return rows


def _each_graph(rows: Rows, run: Evaluation) -> Rows:
    """What no triple binds: inside GRAPH with a variable, once for each named graph."""
    if run.graph is None or not run.graph.startswith("?"):
        return rows
    chosen = run.image.graphs if run.chosen is None else np.intersect1d(run.chosen, run.image.graphs)
    return joined(rows, Rows({run.graph: chosen.astype(np.int32)}, len(chosen)))


def _join(node: a.Join, run: Evaluation, seeds: Rows | None, wanted: Wanted) -> Rows:
    """The part with the fewest solutions first, then what has variables in common with those, narrowed by them."""
    waiting = _parts(node)
    needed = _and(
        wanted, *(variables(one) & variables(other) for one in waiting for other in waiting if one is not other)
    )
    rows = Rows.one()
    while waiting:
        linked = [one for one in waiting if variables(one) & rows.columns.keys()] or waiting
        part = min(linked, key=lambda one: size(one, run))
        waiting = [one for one in waiting if one is not part]
        rows = joined(rows, evaluate(part, run, (seeds_of(rows, part) if rows.columns else None) or seeds, needed))
        if rows.length == 0:
            return Rows.none(dict.fromkeys([*rows.columns, *variables(node)]))
    return rows


def _parts(node: a.Node) -> list[a.Node]:
    """What is joined, basic patterns as one: the order of joins says nothing."""
    every = [*_joined_parts(node)]
    patterns = tuple(pattern for one in every if isinstance(one, a.Bgp) for pattern in one.patterns)
    others: list[a.Node] = [one for one in every if not isinstance(one, a.Bgp)]
    return [a.Bgp(patterns), *others] if patterns or not others else others


def _joined_parts(node: a.Node) -> Iterator[a.Node]:
    if isinstance(node, a.Join):
        yield from _joined_parts(node.left)
        yield from _joined_parts(node.right)
    else:
        yield node


def _optional(
    left: a.Node,
    right: a.Node,
    condition: a.ValueExpression | None,
    run: Evaluation,
    seeds: Rows | None,
    wanted: Wanted,
) -> Rows:
    both = variables(left) & variables(right)
    needed = _and(wanted, both, asked(condition) if condition else ())
    rows = evaluate(left, run, _kept(seeds, always(left)), needed)
    others = evaluate(right, run, seeds_of(rows, right), needed)
    owner, at = pairs(rows, others)
    matched = merged(rows, others, owner, at)
    if condition:
        kept = _passing(matched, condition, run)
        matched, owner = matched.take(kept), owner[kept]
    return with_unmatched(rows, matched, owner, list(matched.columns))


def _filter(condition: a.ValueExpression, inner: a.Node, run: Evaluation, seeds: Rows | None, wanted: Wanted) -> Rows:
    """Parts of a condition are asked of the rows of a basic pattern while these are made."""
    parts = [condition]
    while isinstance(inner, a.Filter):
        parts.append(inner.condition)
        inner = inner.node
    parts = [one for part in parts for one in conjuncts(part)]
    if isinstance(inner, a.Bgp):
        return _bgp(inner.patterns, run, seeds, parts, wanted)
    inner, parts = _pushed(inner, parts)
    rows = evaluate(inner, run, seeds, _and(wanted, *map(asked, parts)))
    for one in parts:
        rows = _keep(rows, one, run)
    return rows


def _pushed(inner: a.Node, parts: list[a.ValueExpression]) -> tuple[a.Node, list[a.ValueExpression]]:
    """A condition on what one side of a join always binds is asked of that side."""
    if not isinstance(inner, a.Join | a.LeftJoin | a.Minus):
        return inner, parts
    sides, left = [inner.left, inner.right], []
    for part in parts:
        both = isinstance(inner, a.Join)
        side = next(
            (at for at in range(2 if both else 1) if part.variables <= always(sides[at]) and not part.exists), None
        )
        if side is None:
            left.append(part)
        else:
            sides[side] = a.Filter(part, sides[side])
    if isinstance(inner, a.Join):
        return a.Join(*sides), left
    if isinstance(inner, a.Minus):
        return a.Minus(*sides), left
    return a.LeftJoin(sides[0], sides[1], inner.condition), left


def _keep(rows: Rows, condition: a.ValueExpression, run: Evaluation) -> Rows:
    return rows.take(_passing(rows, condition, run))


def _passing(rows: Rows, condition: a.ValueExpression, run: Evaluation) -> Places:
    return holds(condition, _with_exists(rows, condition, run), run.terms)  # type: ignore[return-value]


def _with_exists_of(rows: Rows, expressions: Sequence[a.ValueExpression], run: Evaluation) -> Rows:
    """The same for several that are asked at once: each counts its own from 0, so only one may have any."""
    having = [one for one in expressions if one.exists]
    if len(having) > 1:
        raise a.Unsupported("EXISTS in several expressions of one GROUP BY or ORDER BY")
    return _with_exists(rows, having[0], run) if having else rows


def _with_exists(rows: Rows, expression: a.ValueExpression, run: Evaluation) -> Rows:
    """The rows with a column for each EXISTS of an expression, true or false."""
    for name, pattern in asked_exists(expression):
        truth = run.terms.numbers([f'"false"^^{_BOOLEAN}', f'"true"^^{_BOOLEAN}'])
        rows = rows.with_column(name, truth[exists(rows, pattern, run).astype(int)])
    return rows


def exists(rows: Rows, pattern: a.Node, run: Evaluation) -> Places:
    """Which rows have a solution of the pattern beside them. What its outermost filters ask of the row is put in."""
    conditions = []
    while isinstance(pattern, a.Filter):
        conditions.append(pattern.condition)
        pattern = pattern.node
    if outer(pattern, set(rows.columns)):
        raise a.Unsupported("EXISTS with a filter or BIND within, which asks for a variable from outside")
    needed = {name for one in conditions for name in one.variables} | variables(pattern)
    needed |= {name for one in conditions for inner in one.exists for name in variables(inner.pattern)}
    mine = rows.only([name for name in rows.columns if name in needed])
    found = evaluate(pattern, run, seeds_of(mine, pattern))
    if not conditions:
        return has_partner(mine, found)  # type: ignore[return-value]
    single = distinct(mine)
    both = joined(single, found)
    for one in conditions:
        both = _keep(both, one, run)
    return has_partner(mine, both)  # type: ignore[return-value]


def seeds_of(rows: Rows, node: a.Node) -> Rows | None:
    """What rows bind always and a node binds too, each once."""
    bound = variables(node)
    names = [name for name in rows.columns if name in bound and rows.always(name)]
    if not names or rows.length > SEEDS:
        return None
    return distinct(rows.only(names))


def _kept(seeds: Rows | None, names: set[str]) -> Rows | None:
    kept = [name for name in seeds.columns if name in names] if seeds else []
    return distinct(seeds.only(kept)) if seeds and kept else None


def _and(wanted: Wanted, *more: Iterable[str]) -> Wanted:
    return None if wanted is None else wanted.union(*more)


def _named(by: Sequence[tuple[a.ValueExpression, bool]]) -> set[str]:
    """The variables that an order asks for."""
    return {name for one, _ in by for name in asked(one)}
