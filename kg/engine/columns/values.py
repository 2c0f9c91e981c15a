"""Expressions over rows: each different combination of terms is asked about once, and the answers laid over the rows.

Comparisons that numbers alone decide (`Expression.tree`) are not asked at all: two terms of which one is no literal
are equal where they are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kg.engine.columns import asked
from kg.engine.columns.algebra import Expression, Tree
from kg.engine.columns.numbering import numbered
from kg.engine.columns.rows import UNBOUND, Ids, Mask, Rows, groups
from kg.engine.columns.terms import Terms

Truth: TypeAlias = NDArray[np.int8]
"""1 true, 0 false, -1 an error."""

TRUE: Final = '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'
FALSE: Final = '"false"^^<http://www.w3.org/2001/XMLSchema#boolean>'


def made(expression: Expression, rows: Rows, terms: Terms) -> Ids:
    """The term that an expression makes of each row; unbound where it errs. A variable alone keeps its numbers."""
    alone = variable(expression)
    if alone is not None:
        return rows.column(alone)
    if expression.tree is not None and expression.tree[0] != "ask":
        numbers = np.array([terms.number(FALSE), terms.number(TRUE), UNBOUND], np.int32)
        return numbers[_truth(expression.tree, rows, terms)]
    table, row = _table(rows, expression.variables, terms)
    return terms.numbers(asked.results(expression.text, table))[row] if rows.length else np.empty(0, np.int32)


def holds(expression: Expression, rows: Rows, terms: Terms) -> Mask:
    """Where the effective boolean value of an expression is true; an error is not."""
    tree = expression.tree or ("ask", expression.text, tuple(expression.variables))
    found: Mask = _truth(tree, rows, terms) == 1
    return found


def variable(expression: Expression) -> str | None:
    """The variable that an expression is, and nothing more."""
    text = expression.text.strip("( )")
    return text if text in expression.variables else None


def spelled_each(column: Ids, terms: Terms) -> list[str | None]:
    """The term of each row, every different number looked up once."""
    numbers, place = numbered(column)
    spelled = terms.spelled(numbers)
    return [spelled[at] for at in place.tolist()]


def literals(column: Ids, terms: Terms) -> Mask:
    """Which rows hold a literal."""
    numbers, place = numbered(column)
    return np.array([(term or "").startswith('"') for term in terms.spelled(numbers)], np.bool_)[place]


def _table(rows: Rows, variables: frozenset[str], terms: Terms) -> tuple[asked.Table, NDArray[np.intp]]:
    """The different combinations of these variables, spelled, and for each row the place of its own."""
    names = sorted(variables & rows.columns.keys())
    first, row = groups(rows, names)
    return [(name, spelled_each(rows.columns[name][first], terms)) for name in names], row


def _truth(tree: Tree, rows: Rows, terms: Terms) -> Truth:
    if not rows.length:
        return np.empty(0, np.int8)
    return _READ[tree[0]](tree[1:], rows, terms)


def _asked(tree: Tree, rows: Rows, terms: Terms) -> Truth:
    text, variables = tree
    table, row = _table(rows, frozenset(variables), terms)
    found: Truth = np.array(asked.truths(text, table), np.int8)[row]
    return found


def _bound(tree: Tree, rows: Rows, _: Terms) -> Truth:
    there: Truth = (rows.column(tree[0]) != UNBOUND).astype(np.int8)
    return there


def _not(tree: Tree, rows: Rows, terms: Terms) -> Truth:
    return _turned(_truth(tree[0], rows, terms))


def _and(tree: Tree, rows: Rows, terms: Terms) -> Truth:
    """False beside anything is false; else an error beside anything is one."""
    found = _truth(tree[0], rows, terms)
    open_still = np.flatnonzero(found != 0)
    second = _truth(tree[1], rows.take(open_still), terms)
    found[open_still] = np.where(second == 0, second, np.minimum(found[open_still], second))
    return found


def _or(tree: Tree, rows: Rows, terms: Terms) -> Truth:
    return _turned(_and((("not", tree[0]), ("not", tree[1])), rows, terms))


def _turned(found: Truth) -> Truth:
    turned: Truth = np.where(found < 0, found, 1 - found).astype(np.int8)
    return turned


def _same(symbol: str) -> Callable[[Tree, Rows, Terms], Truth]:
    """Two terms compared: by number, but where both are literals by value."""
    text = "sameTerm({}, {})" if symbol == "sameTerm" else "{} " + symbol + " {}"

    def compared(tree: Tree, rows: Rows, terms: Terms) -> Truth:
        left, right = (_side(side, rows, terms) for side in tree)
        found: Truth = (left == right).astype(np.int8)
        found = 1 - found if symbol == "!=" else found
        bound = (left != UNBOUND) & (right != UNBOUND)
        found[~bound] = -1
        if not any(side[0] == "<" for side in tree):
            values = np.flatnonzero(bound)
            values = values[literals(left[values], terms)]
            values = values[literals(right[values], terms)]
            if len(values):
                question = (text.format(*tree), [side for side in tree if side[0] == "?"])
                found[values] = _asked(question, rows.take(values), terms)
        return found

    return compared


def _side(side: str, rows: Rows, terms: Terms) -> Ids:
    return rows.column(side) if side[0] == "?" else np.full(rows.length, terms.number(side), np.int32)


def _in(tree: Tree, rows: Rows, terms: Terms) -> Truth:
    column, wanted = rows.column(tree[0]), _known(tree[1], terms)
    found: Truth = np.isin(column, np.array(wanted, np.int32)).astype(np.int8)
    found[column == UNBOUND] = -1
    return found


def _known(iris: Sequence[str], terms: Terms) -> list[int]:
    return [number for number in map(terms.known, iris) if number is not None]


def _not_in(tree: Tree, rows: Rows, terms: Terms) -> Truth:
    return _turned(_in(tree, rows, terms))


_READ: Final[dict[str, Callable[[Any, Rows, Terms], Truth]]] = {
    "ask": _asked,
    "bound": _bound,
    "not": _not,
    "and": _and,
    "or": _or,
    "=": _same("="),
    "!=": _same("!="),
    "sameTerm": _same("sameTerm"),
    "in": _in,
    "notin": _not_in,
}
"""How each word of a tree is read; what follows the word is handed over."""
