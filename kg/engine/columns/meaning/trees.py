"""Conditions read as trees (`ValueExpression.tree`): what numbers decide is not asked, the rest is asked part by part.

Two terms of which one is no literal are equal where they are the same, and so are two strings. Strings, and what STR
makes of IRIs, are compared by their letters, integers and decimals by value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kg.engine.columns.algebra import Tree
from kg.engine.columns.meaning import asked, plain
from kg.engine.columns.meaning.tables import combinations
from kg.engine.columns.numbering import numbered
from kg.engine.columns.rows import UNBOUND, Ids, Rows
from kg.engine.columns.terms import QueryTerms

Truth: TypeAlias = NDArray[np.int8]
"""1 true, 0 false, -1 an error."""
Reading: TypeAlias = Callable[[Any, Rows, QueryTerms], Truth]

_COMPARED: Final[dict[str, np.ufunc]] = {
    "=": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    ">": np.greater,
    "<=": np.less_equal,
    ">=": np.greater_equal,
}


def truth(tree: Tree, rows: Rows, terms: QueryTerms) -> Truth:
    """Whether a condition holds of each row."""
    return _READ[tree[0]](tree[1:], rows, terms) if rows.length else np.empty(0, np.int8)


def _asked(tree: Tree, rows: Rows, terms: QueryTerms) -> Truth:
    text, variables = tree
    table, row = combinations(rows, variables, terms)
    found: Truth = np.array(asked.truths(text, table), np.int8)[row]
    return found


def _bound(tree: Tree, rows: Rows, _: QueryTerms) -> Truth:
    there: Truth = (rows.column(tree[0]) != UNBOUND).astype(np.int8)
    return there


def _not(tree: Tree, rows: Rows, terms: QueryTerms) -> Truth:
    return _turned(truth(tree[0], rows, terms))


def _and(tree: Tree, rows: Rows, terms: QueryTerms) -> Truth:
    """False beside anything is false; else an error beside anything is one."""
    found = truth(tree[0], rows, terms)
    open_still = np.flatnonzero(found != 0)
    second = truth(tree[1], rows if len(open_still) == rows.length else rows.take(open_still), terms)
    found[open_still] = np.where(second == 0, second, np.minimum(found[open_still], second))
    return found


def _or(tree: Tree, rows: Rows, terms: QueryTerms) -> Truth:
    return _turned(_and((("not", tree[0]), ("not", tree[1])), rows, terms))


def _turned(found: Truth) -> Truth:
    turned: Truth = np.where(found < 0, found, 1 - found).astype(np.int8)
    return turned


def _equal(symbol: str) -> Reading:
    """Two terms compared by number, but where both are literals, and not both strings, by value."""
    by_value = _compared(symbol)

    def compared(tree: Tree, rows: Rows, terms: QueryTerms) -> Truth:
        if any(isinstance(side, tuple) for side in tree):
            return by_value(tree, rows, terms)
        left, right = (_side(side, rows, terms) for side in tree)
        found: Truth = ((left == right) != (symbol == "!=")).astype(np.int8)
        bound = (left != UNBOUND) & (right != UNBOUND)
        found[~bound] = -1
        if not any(side[0] == "<" for side in tree):
            values = np.flatnonzero(bound)
            kinds = [_literal(side[values], terms) for side in (left, right)]
            values = values[(np.minimum(*kinds) > 0) & (np.maximum(*kinds) > 1)]
            if len(values):
                found[values] = by_value(tree, rows.only(_names(tree)).take(values), terms)
        return found

    return compared


def _literal(column: Ids, terms: QueryTerms) -> NDArray[np.int8]:
    """Of each row 0 where it holds no literal, 1 for a string, 2 for any other literal."""
    found = terms.literal(column).astype(np.int8)
    literals = np.flatnonzero(found)
    numbers, place = numbered(column[literals])
    found[literals] = np.array([1 if str(term)[-1] == '"' else 2 for term in terms.spelled(numbers)], np.int8)[place]
    return found


def _compared(symbol: str) -> Reading:
    """Two values compared by rank where their order is plain, else by asking."""
    text = "sameTerm({}, {})" if symbol == "sameTerm" else "{} " + symbol + " {}"

    def compared(tree: Tree, rows: Rows, terms: QueryTerms) -> Truth:
        ranks = _ranks(tree, rows, terms) if symbol in _COMPARED else None
        if ranks is None:
            said = [f"STR({side[1]})" if isinstance(side, tuple) else side for side in tree]
            return _asked((text.format(*said), _names(tree)), rows, terms)
        found: Truth = np.broadcast_to(_COMPARED[symbol](*ranks), rows.length).astype(np.int8)
        found[np.broadcast_to(np.minimum(*ranks) < 0, rows.length)] = -1
        return found

    return compared


def _ranks(tree: Tree, rows: Rows, terms: QueryTerms) -> list[plain.Ranks] | None:
    """The rank of either side in each row (of a term but once), -1 for unbound; None where order is not plain."""
    letters = [isinstance(side, tuple) or side[0] + side[-1] == '""' for side in tree]
    if not all(letters) and any(isinstance(side, tuple) for side in tree):
        return None
    parts = [numbered(_once(side[1] if isinstance(side, tuple) else side, rows, terms)) for side in tree]
    numbers = np.union1d(*(part for part, _ in parts))
    numbers = numbers[numbers != UNBOUND]
    spelled = [term or "" for term in terms.spelled(numbers)]
    values = plain.letters(spelled) if all(letters) else plain.literals(spelled)
    if values is None or not len(numbers):
        return None
    rank = plain.ranked(values)
    return [
        np.where(part == UNBOUND, -1, rank[np.minimum(np.searchsorted(numbers, part), len(rank) - 1)])[place]
        for part, place in parts
    ]


def _once(side: str, rows: Rows, terms: QueryTerms) -> Ids:
    """A column, or a term but once."""
    return rows.column(side) if side[0] == "?" else np.array([terms.number(side)], np.int32)


def _names(tree: Tree) -> list[str]:
    sides = [side[1] if isinstance(side, tuple) else side for side in tree]
    return [side for side in sides if side[0] == "?"]


def _side(side: str, rows: Rows, terms: QueryTerms) -> Ids:
    return rows.column(side) if side[0] == "?" else np.full(rows.length, terms.number(side), np.int32)


def _in(tree: Tree, rows: Rows, terms: QueryTerms) -> Truth:
    column, wanted = rows.column(tree[0]), _known(tree[1], terms)
    found: Truth = np.isin(column, np.array(wanted, np.int32)).astype(np.int8)
    found[column == UNBOUND] = -1
    return found


def _known(iris: Sequence[str], terms: QueryTerms) -> list[int]:
    return [number for number in map(terms.known, iris) if number is not None]


def _not_in(tree: Tree, rows: Rows, terms: QueryTerms) -> Truth:
    return _turned(_in(tree, rows, terms))


_READ: Final[dict[str, Reading]] = {
    "ask": _asked,
    "bound": _bound,
    "not": _not,
    "and": _and,
    "or": _or,
    "=": _equal("="),
    "!=": _equal("!="),
    "sameTerm": _equal("sameTerm"),
    **{symbol: _compared(symbol) for symbol in ("<", ">", "<=", ">=")},
    "in": _in,
    "notin": _not_in,
}
"""How each word of a tree is read; what follows the word is handed over."""
