"""What an expression says, as SPARQL text that says the same anywhere, and as a tree where numbers can decide it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, cast

from kg.engine.columns.algebra import EXISTS, Exists, Tree, Unsupported, ValueExpression

_DECIDED: Final = {"&&": "and", "||": "or", "=": "=", "!=": "!=", "IN": "in", "NOT IN": "notin", "!": "not"}


def expression(said: Any) -> ValueExpression:
    """An expression of what was read."""
    exists: list[Exists] = []
    text = _text(said, exists)
    variables = frozenset(_variables(said)) | {f"{EXISTS}{number}" for number in range(len(exists))}
    tree = _made(said, exists)
    return ValueExpression(text, variables, tuple(exists), None if tree[0] == "ask" else tree)


def parts(said: Any) -> Iterator[Any]:
    """The conditions that must all be true for one to be."""
    if isinstance(said, tuple) and said[0] == "&&":
        yield from parts(said[1])
        yield from parts(said[2])
    else:
        yield said


def all_of(conditions: list[ValueExpression]) -> ValueExpression | None:
    """One condition of several that must all be true, none of which has an EXISTS if there is more than one."""
    if len(conditions) <= 1:
        return conditions[0] if conditions else None
    if any(one.exists for one in conditions):
        raise Unsupported("an OPTIONAL with several conditions, of which one has EXISTS")
    tree = conditions[0].tree or _asked(conditions[0])
    for one in conditions[1:]:
        tree = ("and", tree, one.tree or _asked(one))
    text = " && ".join(f"({one.text})" for one in conditions)
    return ValueExpression(text, frozenset().union(*(one.variables for one in conditions)), tree=tree)


def _text(said: Any, exists: list[Exists]) -> str:
    """Written in full; each EXISTS becomes a variable and goes to the list."""
    if isinstance(said, str):
        return said
    match said:
        case ("exists", Exists() as one):
            if one not in exists:
                exists.append(one)
            return f"{EXISTS}{exists.index(one)}"
        case ("call", str(name), inner):
            return f"{name}({', '.join(_text(one, exists) for one in inner)})"
        case ("!" | "minus" | "plus" as word, inner):
            return f"({'!' if word == '!' else '-' if word == 'minus' else '+'}{_text(inner, exists)})"
        case ("IN" | "NOT IN" as word, left, items):
            return f"({_text(left, exists)} {word} ({', '.join(_text(one, exists) for one in items)}))"
        case (sign, left, right):
            return f"({_text(left, exists)} {sign} {_text(right, exists)})"
    raise Unsupported(f"the expression {said}")


def _variables(said: Any) -> Iterator[str]:
    """The variables of an expression, those within EXISTS aside."""
    if isinstance(said, str):
        if said.startswith("?"):
            yield said
    elif isinstance(said, tuple):
        for one in said:
            yield from _variables(one)


def _made(said: Any, exists: list[Exists]) -> Tree:
    match said:
        case ("call", "IF", (condition, str(this), str(that))):
            return ("if", _tree(condition, exists), this, that)
    return _tree(said, exists)


def _tree(said: Any, exists: list[Exists]) -> Tree:
    match said:
        case ("&&" | "||" as sign, left, right):
            return (_DECIDED[sign], _tree(left, exists), _tree(right, exists))
        case ("!", inner):
            return ("not", _tree(inner, exists))
        case ("=" | "!=" | "<" | ">" | "<=" | ">=" as sign, left, right):
            sides = _side(left), _side(right)
            if None not in sides and any(_variables(said)):
                return (sign, *sides)
        case ("call", "SAMETERM", (str(left), str(right))):
            return ("sameTerm", left, right)
        case ("call", "BOUND", (str(name),)):
            return ("bound", name)
        case ("IN" | "NOT IN" as sign, str(left), items) if left.startswith("?") and all(map(_is_iri, items)):
            return (_DECIDED[sign], left, tuple(items))
    return _asked(expression_of(said, exists))


def _side(said: Any) -> Any:
    """What a tree compares: a variable, a term, or the text of a variable's term."""
    match said:
        case str():
            return said
        case ("call", "STR", (str(name),)) if name.startswith("?"):
            return ("str", name)
    return None


def expression_of(said: Any, exists: list[Exists]) -> ValueExpression:
    """A part of an expression, whose EXISTS are numbered in the list."""
    text = _text(said, exists)
    inner = {f"{EXISTS}{exists.index(one)}" for one in _exists_in(said)}
    return ValueExpression(text, frozenset(_variables(said)) | inner)


def _exists_in(said: Any) -> Iterator[Exists]:
    if isinstance(said, Exists):
        yield said
    elif isinstance(said, tuple):
        for one in said:
            yield from _exists_in(one)


def _asked(one: ValueExpression) -> Tree:
    return cast(Tree, ("ask", one.text, tuple(sorted(one.variables))))


def _is_iri(said: Any) -> bool:
    return isinstance(said, str) and said.startswith("<")
