"""A basic graph pattern: its triples in the order that keeps rows few, and filters as soon as they can be asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Final

from kg.engine.columns import scan
from kg.engine.columns.algebra import Link, Pattern, ValueExpression
from kg.engine.columns.joins import bounded, joined
from kg.engine.columns.paths import pairs_of
from kg.engine.columns.rows import Rows, distinct
from kg.engine.columns.scan import Evaluation
from kg.engine.columns.scope import asked

Keep = Callable[[Rows, ValueExpression], Rows]
_FEW: Final = 1_000
"""Rows of seeds that are not worth a look at their columns one by one."""


def solutions(
    patterns: Sequence[Pattern],
    run: Evaluation,
    seeds: Rows | None,
    filters: Sequence[ValueExpression],
    keep: Keep,
    wanted: Collection[str] | None = None,
) -> Rows:
    """The solutions of a pattern that are compatible with some row of `seeds`, and pass all `filters`.

    Rows of `seeds` bind all their columns. Variables that are not `wanted` may be left out; None wants all.
    """
    left = [_plain(one) for one in patterns]
    waiting = list(filters)
    mine = list(dict.fromkeys(name for one in left for name in scan.variables(one, run)))
    kept = set(mine if wanted is None else wanted)
    rows = _begun(left, run, seeds, mine)
    while True:
        for one in [one for one in waiting if one.variables <= set(rows.columns) and not one.exists]:
            rows = keep(rows, one)
            waiting.remove(one)
        if not left:
            break
        best = _next(left, run, set(rows.columns))
        left.remove(best)
        needed = kept.union(*(scan.variables(one, run) for one in left), *(asked(one) for one in waiting))
        rows = _joined(best, run, rows, needed)
        rows = rows.only([name for name in rows.columns if name in needed])
    for one in waiting:
        rows = keep(rows, one)
    return rows.only([name for name in mine if name in kept])


def _begun(left: list[Pattern], run: Evaluation, seeds: Rows | None, mine: Sequence[str]) -> Rows:
    """What to begin with: nothing, the seeds, or one column of them, by the rows that are likely on the way."""
    names = [name for name in seeds.columns if name in mine] if seeds else []
    if seeds is None or not names:
        return Rows.one()
    ways = [Rows.one(), distinct(seeds.only(names))]
    if len(names) > 1 and seeds.length > _FEW:
        ways += [distinct(seeds.only([name])) for name in names]
    return min(ways, key=lambda rows: _likely(left, run, rows))


def _likely(left: Sequence[Pattern], run: Evaluation, rows: Rows) -> float:
    """About how many rows all steps look at together, beginning with these."""
    waiting, bound, many, looked = list(left), set(rows.columns), float(rows.length), float(rows.length)
    while waiting:
        best = _next(waiting, run, bound)
        waiting.remove(best)
        looked += many * scan.fan(best, run, bound, met=True)
        many *= scan.fan(best, run, bound)
        bound |= set(scan.variables(best, run))
    return looked


def _next(left: Sequence[Pattern], run: Evaluation, bound: set[str]) -> Pattern:
    """The pattern that makes the fewest rows of those that have a variable in common with what is there."""
    linked = [one for one in left if bound & set(scan.variables(one, run))] or left
    return min(linked, key=lambda one: scan.fan(one, run, bound))


def _joined(pattern: Pattern, run: Evaluation, rows: Rows, needed: Collection[str]) -> Rows:
    if not isinstance(pattern.predicate, str):
        return joined(rows, pairs_of(pattern, run, rows))
    bounded(int(rows.length * scan.fan(pattern, run, set(rows.columns))))
    return scan.matches(pattern, run, rows, needed)


def _plain(pattern: Pattern) -> Pattern:
    """A path of one predicate is a plain pattern."""
    if isinstance(pattern.predicate, Link):
        ends = (pattern.object, pattern.subject) if pattern.predicate.inverse else (pattern.subject, pattern.object)
        return Pattern(ends[0], pattern.predicate.predicate, ends[1])
    return pattern
