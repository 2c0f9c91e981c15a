"""What a document may be at the most, found before it is checked: a walk that no fragment can make endless.

Checking a document may itself cost more than the document is worth, so its bounds come first.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    print_ast,
)

MOST_TOKENS: Final = 5_000
"""Tokens of a document, refused while it is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How deep, how often renamed, how wide and how long a document may be, with its fragments unfolded."""

    depth: int = 20
    aliases: int = 60
    selections: int = 1_000
    fragments: int = 100
    directives: int = 100
    operations: int = 50
    values: int = 2_000
    objects: int = 200
    nesting: int = 20


@dataclass(slots=True)
class _Walk:
    limits: Limits
    fragments: Mapping[str, FragmentDefinitionNode]
    aliases: int = 0
    typenames: set[str] = field(default_factory=set)
    selections: int = 0
    directives: int = 0
    given: list[ValueNode] = field(default_factory=list)
    named: list[ValueNode] = field(default_factory=list)

    def enter(self, chosen: SelectionSetNode, depth: int, path: tuple[str, ...], spread: frozenset[str]) -> None:
        """Count what a selection holds; raises `GraphQLError` at the first bound that is passed."""
        if depth > self.limits.depth:
            raise _refusal("DEPTH_LIMIT_EXCEEDED", "levels", self.limits.depth, "ask for less inside it", path)
        for one in chosen.selections:
            self.selections += 1
            self.directives += len(one.directives or ())
            if self.selections > self.limits.selections:
                raise _refusal(
                    "SELECTION_LIMIT_EXCEEDED", "fields", self.limits.selections, "ask in several requests", path
                )
            if self.directives > self.limits.directives:
                raise _refusal("DIRECTIVE_LIMIT_EXCEEDED", "directives", self.limits.directives, "leave some out", path)
            if isinstance(one, FieldNode):
                self._field(one, depth, path, spread)
            elif isinstance(one, FragmentSpreadNode):
                self._spread(one.name.value, depth, path, spread)
            elif one.selection_set:  # type: ignore[attr-defined]
                self.enter(one.selection_set, depth, path, spread)  # type: ignore[attr-defined]

    def _field(self, node: FieldNode, depth: int, path: tuple[str, ...], spread: frozenset[str]) -> None:
        name = (node.alias or node.name).value
        for one in node.arguments or ():
            (self.named if one.name.value == "representations" else self.given).append(one.value)
        if node.alias and node.name.value == "__typename":
            # Runs nothing; Relay's compiler writes `__isX: __typename` in each fragment on an interface: once a name.
            self.typenames.add(name)
        else:
            self.aliases += node.alias is not None
        if max(self.aliases, len(self.typenames)) > self.limits.aliases:
            hint = "use a list, or several requests"
            raise _refusal("ALIAS_LIMIT_EXCEEDED", "aliases", self.limits.aliases, hint, (*path, name))
        if node.selection_set:
            self.enter(node.selection_set, depth + 1, (*path, name), spread)

    def _spread(self, name: str, depth: int, path: tuple[str, ...], spread: frozenset[str]) -> None:
        if name in spread:
            raise GraphQLError(
                f"fragment {name!r} holds itself",
                extensions={"code": "MAX_RECURSIVE_SELECTIONS_EXCEEDED", "fragment": name},
            )
        fragment = self.fragments.get(name)
        if fragment is not None:
            self.enter(fragment.selection_set, depth, path, spread | {name})


def bounded(document: DocumentNode, limits: Limits) -> None:
    """Raise `GraphQLError` for a document that is larger than any may be; its code says in what."""
    fragments = {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}
    operations = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
    if len(fragments) > limits.fragments:
        raise _refusal("FRAGMENT_LIMIT_EXCEEDED", "fragments", limits.fragments, "use fewer")
    if len(operations) > limits.operations:
        raise _refusal("OPERATION_LIMIT_EXCEEDED", "operations", limits.operations, "send fewer at once")
    for definition in (*operations, *fragments.values()):
        # Each on its own: of several operations one runs, and a fragment that nobody uses is checked as well.
        walk = _Walk(limits, fragments, directives=len(definition.directives or ()))
        own = frozenset({definition.name.value}) if isinstance(definition, FragmentDefinitionNode) else frozenset()
        walk.enter(definition.selection_set, 1, (), own)
        bounded_values(walk.given, limits)
        bounded_values(walk.named, _uncounted(limits))


def bounded_variables(operation: OperationDefinitionNode, variables: Mapping[str, Any], limits: Limits) -> None:
    """Raise `GraphQLError` for variables that hold more than any may."""
    types = {one.variable.name.value: print_ast(one.type).strip("[]!") for one in operation.variable_definitions or ()}
    named = [value for name, value in variables.items() if types.get(name) == "_Any"]
    bounded_values(named, _uncounted(limits))
    bounded_values((value for name, value in variables.items() if types.get(name) != "_Any"), limits)


def _uncounted(limits: Limits) -> Limits:
    """For things that another subgraph names: `_entities` says itself how many it takes, and the cost counts them."""
    return replace(limits, values=sys.maxsize, objects=sys.maxsize)


def bounded_values(given: Iterable[Any], limits: Limits) -> None:
    """Raise `GraphQLError` for arguments or variables that hold more, or are nested deeper, than any may.

    A filter is an object; hundreds of them side by side make a query that an engine works at for seconds.
    """
    values, objects, waiting = 0, 0, [(value, 1) for value in given]
    while waiting:
        value, depth = waiting.pop()
        inner = _inner(value)
        values, objects = values + 1, objects + isinstance(value, dict | ObjectValueNode)
        if depth > limits.nesting or values + len(inner) > limits.values or objects > limits.objects:
            what = f"{limits.objects} objects and {limits.values:,} values, nested {limits.nesting} deep"
            told = {"code": "BAD_USER_INPUT"}
            raise GraphQLError(f"arguments may hold {what} at most, and these hold more", extensions=told)
        waiting += [(one, depth + 1) for one in inner]


def _inner(value: Any) -> Collection[Any]:
    """What a value holds, as JSON or as it is written in a document."""
    if isinstance(value, dict):
        return value.values()
    if isinstance(value, ListValueNode):
        return value.values
    if isinstance(value, ObjectValueNode):
        return [field.value for field in value.fields]
    return value if isinstance(value, list) else ()


def _refusal(code: str, what: str, limit: int, hint: str, path: tuple[str, ...] = ()) -> GraphQLError:
    place = ".".join(path[:8]) or None
    where = f" at `{place}`" if place else ""
    told = {"code": code, "limit": limit, **({"field": place} if place else {})}
    return GraphQLError(f"a query may have {limit} {what}, and this one has more{where}: {hint}", extensions=told)
