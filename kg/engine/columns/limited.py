"""The first rows of a pattern, without all of it: what some values of one variable give, then what more of them do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np

from kg.engine.columns import algebra as a
from kg.engine.columns import scan
from kg.engine.columns.rows import Ids, Rows, distinct, stacked
from kg.engine.columns.scan import Evaluation
from kg.engine.columns.scope import always

Evaluate = Callable[[a.Node, Evaluation, Rows | None], Rows]
_FIRST: Final = 512
"""Values tried at first; then eight times as many, and so on."""
_GROWS: Final = 8


def first(node: a.Node, run: Evaluation, most: int, evaluate: Evaluate) -> Rows:
    """At least `most` solutions, where there are so many; whole or not, each is a solution."""
    match node:
        case a.Project(inner, names):
            return first(inner, run, most, evaluate).only(names)
        case a.Distinct(a.Project(inner, names)):
            return _gathered(inner, run, most, evaluate, lambda rows: distinct(rows.only(names)))
        case a.Distinct(inner):
            return _gathered(inner, run, most, evaluate, distinct)
    return _gathered(node, run, most, evaluate, lambda rows: rows)


def _gathered(node: a.Node, run: Evaluation, most: int, evaluate: Evaluate, shaped: Callable[[Rows], Rows]) -> Rows:
    driver = _driver(node, run)
    if driver is None:
        return shaped(evaluate(node, run, None))
    name, values = driver
    found: list[Rows] = []
    for part in _parts(values, max(_FIRST, most)):
        rows = evaluate(node, run, Rows({name: part}, len(part)))
        # Seeds may be ignored: what is compatible with other values comes with those.
        found.append(rows.take(np.isin(rows.column(name), part)))
        kept = shaped(stacked(found))
        if kept.length >= most:
            return kept
        found = [kept]
    return shaped(stacked(found)) if found else shaped(evaluate(node, run, None))


def _parts(values: Ids, size: int) -> Iterator[Ids]:
    start = 0
    while start < len(values):
        yield values[start : start + size]
        start, size = start + size, size * _GROWS


def _driver(node: a.Node, run: Evaluation) -> tuple[str, Ids] | None:
    """A variable that every solution binds, and all values it may have."""
    bgp, run = _leftmost(node, run)
    plain = [one for one in bgp.patterns if isinstance(one.predicate, str)] if bgp else []
    if not plain or (run.graph is not None and run.graph.startswith("?")):
        return None
    least = min(plain, key=lambda one: scan.size(one, run))
    name = next((one for one in (least.subject, least.object) if one.startswith("?")), None)
    if name is None or name not in always(node):
        return None
    if all(one.startswith("?") for one in (least.subject, str(least.predicate), least.object)):
        return name, np.flatnonzero(np.diff(run.image.orders["spo"].starts)).astype(np.int32)
    return name, np.unique(scan.matches(least, run, Rows.one()).columns[name])


def _leftmost(node: a.Node, run: Evaluation) -> tuple[a.Bgp | None, Evaluation]:
    """The basic pattern from which the solutions of a node come."""
    match node:
        case a.Bgp(patterns):
            return (node if patterns else None), run
        case a.Filter(_, inner) | a.Extend(inner):
            return _leftmost(inner, run)
        case a.InGraph(graph, inner):
            return _leftmost(inner, run.within(graph))
        case a.Join(left, right):
            found, within = _leftmost(left, run)
            return (found, within) if found else _leftmost(right, run)
        case a.LeftJoin(left) | a.Minus(left):
            return _leftmost(left, run)
    return None, run
