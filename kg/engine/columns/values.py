"""Expressions over rows: each different combination of terms is asked about once, and answers laid over the rows."""

from __future__ import annotations

from typing import Final

import numpy as np

from kg.engine.columns.algebra import Tree, ValueExpression
from kg.engine.columns.meaning import asked
from kg.engine.columns.meaning.tables import combinations
from kg.engine.columns.meaning.trees import truth
from kg.engine.columns.rows import UNBOUND, Ids, Mask, Rows
from kg.engine.columns.terms import QueryTerms

TRUE: Final = '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'
FALSE: Final = '"false"^^<http://www.w3.org/2001/XMLSchema#boolean>'


def made(expression: ValueExpression, rows: Rows, terms: QueryTerms) -> Ids:
    """The term that an expression makes of each row; unbound where it errs. A variable alone keeps its numbers."""
    alone = variable(expression)
    if alone is not None:
        return rows.column(alone)
    if rows.length == 0:
        return np.empty(0, np.int32)
    if expression.tree is not None and expression.tree[0] == "if":
        return _either(expression.tree, rows, terms)
    if expression.tree is not None and expression.tree[0] != "ask":
        numbers = np.array([terms.number(FALSE), terms.number(TRUE), UNBOUND], np.int32)
        return numbers[truth(expression.tree, rows, terms)]
    table, row = combinations(rows, expression.variables, terms)
    return terms.numbers(asked.results(expression.text, table))[row]


def _either(tree: Tree, rows: Rows, terms: QueryTerms) -> Ids:
    """IF, between two variables or terms: these keep their numbers."""
    _, condition, *sides = tree
    this, that = (rows.column(side) if side[0] == "?" else terms.number(side) for side in sides)
    holds = truth(condition, rows, terms)
    found: Ids = np.where(holds == 1, this, np.where(holds == 0, that, UNBOUND)).astype(np.int32)
    return found


def holds(expression: ValueExpression, rows: Rows, terms: QueryTerms) -> Mask:
    """Where the effective boolean value of an expression is true; an error is not."""
    tree = expression.tree
    if tree is None or tree[0] == "if":
        tree = ("ask", expression.text, tuple(expression.variables))
    found: Mask = truth(tree, rows, terms) == 1
    return found


def variable(expression: ValueExpression) -> str | None:
    """The variable that an expression is, and nothing more."""
    text = expression.text.strip("( )")
    return text if text in expression.variables else None
