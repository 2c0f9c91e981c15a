"""A basic graph pattern: its triples in the order that keeps rows few, and filters as soon as they can be asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.engine.columns import scan
from kg.engine.columns.algebra import Expression, Link, Pattern
from kg.engine.columns.joins import TooManyRows, joined, MOST
from kg.engine.columns.paths import pairs_of
from kg.engine.columns.rows import Rows, distinct
from kg.engine.columns.scan import Run

Keep = Callable[[Rows, Expression], Rows]


def solutions(
    patterns: Sequence[Pattern], run: Run, seeds: Rows | None, filters: Sequence[Expression], keep: Keep
) -> Rows:
    """The solutions of a pattern that are compatible with some row of `seeds`, and pass all `filters`.

    Rows of `seeds` bind all their columns.
    """
    left = [_plain(one) for one in patterns]
    waiting = list(filters)
    mine = {name for one in left for name in scan.variables(one, run)}
    rows = _begun(left, run, seeds, mine)
    while True:
        ready = [one for one in waiting if one.variables <= set(rows.columns) and not one.exists]
        for one in ready:
            rows = keep(rows, one)
            waiting.remove(one)
        if not left:
            break
        rows = _step(left, run, rows)
    for one in waiting:
        rows = keep(rows, one)
    return rows.only(dict.fromkeys(name for one in patterns for name in scan.variables(one, run)))


def _begun(left: list[Pattern], run: Run, seeds: Rows | None, mine: set[str]) -> Rows:
    """The seeds, where they are fewer than the smallest pattern has triples."""
    names = [name for name in seeds.columns if name in mine] if seeds else []
    if seeds is None or not names:
        return Rows.one()
    least = min((scan.size(one, run) for one in left if isinstance(one.predicate, str)), default=0)
    paths = any(not isinstance(one.predicate, str) for one in left)
    return distinct(seeds.only(names)) if paths or seeds.length <= 4 * least else Rows.one()


def _step(left: list[Pattern], run: Run, rows: Rows) -> Rows:
    """Join with the pattern that makes the fewest rows."""
    bound = set(rows.columns)
    linked = [one for one in left if bound & set(scan.variables(one, run))] or left
    best = min(linked, key=lambda one: _cost(one, run, bound))
    left.remove(best)
    if isinstance(best.predicate, str):
        if rows.length * scan.fan(best, run, bound) > 50 * MOST:
            raise TooManyRows(int(rows.length * scan.fan(best, run, bound)))
        return scan.matches(best, run, rows)
    return joined(rows, pairs_of(best, run, rows))


def _cost(pattern: Pattern, run: Run, bound: set[str]) -> float:
    if isinstance(pattern.predicate, str):
        return scan.fan(pattern, run, bound)
    # A path is dear: last, unless an end of it is known.
    known = sum(not one.startswith("?") or one in bound for one in (pattern.subject, pattern.object))
    return (10.0**9, 1_000.0, 50.0)[known]


def _plain(pattern: Pattern) -> Pattern:
    """A path of one predicate is a plain pattern."""
    if isinstance(pattern.predicate, Link):
        ends = (pattern.object, pattern.subject) if pattern.predicate.inverse else (pattern.subject, pattern.object)
        return Pattern(ends[0], pattern.predicate.predicate, ends[1])
    return pattern
