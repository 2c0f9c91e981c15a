"""What a query asks, as frozen values: the algebra of SPARQL 1.1 (section 18.2), in the shapes that columns answer.

A variable is written "?name", a term as N-Triples spells it: `<http://...>`, `"text"@en`, `"5"^^<http://...integer>`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from kg.errors import KgError

EXISTS: Final = "?_exists"
"""What stands in an expression for the n-th EXISTS within it: a variable of this name and its number."""


Tree: TypeAlias = tuple[Any, ...]
"""A plain condition, see `ValueExpression.tree`."""


class Unsupported(KgError):
    """A shape that columns do not answer; `what` names it in the words of SPARQL."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Link:
    """One predicate, or with `inverse` the same backwards."""

    predicate: str
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """Paths one after the other (`a/b`)."""

    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of several paths (`a|b`)."""

    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A path over and over: `least` 0 or 1 times at the least, once at the most where not `many`."""

    path: Path
    least: int
    many: bool


@dataclass(frozen=True, slots=True)
class NoneOf:
    """Any predicate but these (`!(a|^b)`)."""

    forward: tuple[str, ...]
    backward: tuple[str, ...]


Path: TypeAlias = Link | Sequence | AnyOf | Repeat | NoneOf


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern; its predicate is a term, a variable, or a path that is no plain predicate."""

    subject: str
    predicate: str | Path
    object: str


@dataclass(frozen=True, slots=True)
class ValueExpression:
    """An expression as SPARQL text with absolute IRIs; `exists` are the patterns behind the variables `?_exists0` ...

    `tree` says the same where a part of it is plain enough to need no engine, and is None for anything else:

        ("=", "?a", "?b")      also "!=", "<", ">", "<=", ">=" and "sameTerm"; either side a variable or a term,
                               or but in the last ("str", "?a")
        ("in", "?a", ("<x>", "<y>"))    and "notin"
        ("bound", "?a")
        ("not", tree)    ("and", tree, tree)    ("or", tree, tree)
        ("if", tree, "?a", "?b")    what is made, not a condition; either side a variable or a term
        ("ask", "CONTAINS(?l, 'x')", ("?l",))    text and variables of a part that needs the engine
    """

    text: str
    variables: frozenset[str]
    exists: tuple[Exists, ...] = ()
    tree: Tree | None = None


@dataclass(frozen=True, slots=True)
class Exists:
    """Whether a pattern has a solution beside those bound already; NOT EXISTS is said by the text around it."""

    pattern: Node


@dataclass(frozen=True, slots=True)
class Bgp:
    """A basic graph pattern; without patterns, one empty solution."""

    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Join:
    """Compatible pairs of solutions."""

    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class LeftJoin:
    """OPTIONAL, with the filter of its group."""

    left: Node
    right: Node
    condition: ValueExpression | None = None


@dataclass(frozen=True, slots=True)
class Union:
    """The solutions of both."""

    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Minus:
    """Solutions without a compatible one that shares a variable."""

    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Filter:
    """Solutions for which a condition is true."""

    condition: ValueExpression
    node: Node


@dataclass(frozen=True, slots=True)
class Extend:
    """BIND, and `(expression AS ?variable)`; an error leaves it unbound."""

    node: Node
    variable: str
    expression: ValueExpression


@dataclass(frozen=True, slots=True)
class Values:
    """Rows of terms; None is UNDEF."""

    variables: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True, slots=True)
class InGraph:
    """GRAPH, by name or variable."""

    graph: str
    node: Node


@dataclass(frozen=True, slots=True)
class Aggregate:
    """`function` is COUNT, SUM, MIN, MAX, AVG, SAMPLE or GROUP_CONCAT; COUNT(*) has no expression."""

    variable: str
    function: str
    expression: ValueExpression | None
    distinct: bool = False
    separator: str = " "


@dataclass(frozen=True, slots=True)
class Grouping:
    """GROUP BY variables (expressions in it are extended before); without keys one group, even over nothing."""

    node: Node
    keys: tuple[str, ...]
    aggregates: tuple[Aggregate, ...]


@dataclass(frozen=True, slots=True)
class Ordering:
    """ORDER BY; each expression with whether it descends."""

    node: Node
    by: tuple[tuple[ValueExpression, bool], ...]


@dataclass(frozen=True, slots=True)
class Project:
    """Some variables alone."""

    node: Node
    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Distinct:
    """Each solution once."""

    node: Node


@dataclass(frozen=True, slots=True)
class Cut:
    """OFFSET and LIMIT."""

    node: Node
    start: int
    length: int | None


Node: TypeAlias = (
    Bgp
    | Join
    | LeftJoin
    | Union
    | Minus
    | Filter
    | Extend
    | Values
    | InGraph
    | Grouping
    | Ordering
    | Project
    | Distinct
    | Cut
)


@dataclass(frozen=True, slots=True)
class GraphChoice:
    """Which graphs make the default graph, and which are named; None stands for all of the release."""

    default: frozenset[str] | None = None
    named: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole query. `form` is "select", "ask", "construct" or "describe".

    `variables` are those of a SELECT in their order; `template` is that of a CONSTRUCT; `described` the terms and
    variables of a DESCRIBE. `dataset` is what FROM says.
    """

    form: str
    node: Node
    variables: tuple[str, ...] = ()
    template: tuple[Pattern, ...] = ()
    described: tuple[str, ...] = ()
    dataset: GraphChoice | None = None
