"""What a query costs, known before it runs: things that may be read, pages multiplied, variables included.

A thing costs 1 and its plain fields nothing. A page costs what its things cost, times its size, or times as many as its
list can hold where that is less; a plain list counts as the longest of its kind. `edges`, `node` and `nodes` are free:
they are how a page is written, not what is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, cast

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLOutputType,
    GraphQLSchema,
    InlineFragmentNode,
    ListValueNode,
    OperationDefinitionNode,
    SchemaMetaFieldDef,
    SelectionSetNode,
    TypeMetaFieldDef,
    ValueNode,
    VariableNode,
    get_named_type,
    is_composite_type,
    is_object_type,
)
from graphql.utilities import value_from_ast_untyped

from api.graphql.inside import noted
from api.graphql.node import HOLDS, LINK, links_of
from kg.find import Bounds, Links

LIST: Final = 4
"""Things that a plain list is taken to hold where nobody knows; in the graph most hold one to four."""
TYPES: Final = 50
"""Things that the list of all types is taken to hold, in an introspection."""
META: Final = {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef}
HEAVY: Final = {"facets": 10, "findingFrequencies": 10, "search": 10, "totalCount": 1, "counts": 10}
"""What is asked of the whole graph, whatever of it is shown."""


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of an operation. `dearest` are the paths of its pages, each with what it adds, the dearest first."""

    total: int
    dearest: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Sizes:
    """The size of a page that names none, the largest that may be asked for, and what lists can hold."""

    usual: int
    most: int
    bounds: Bounds


@dataclass(slots=True)
class _Pricing:
    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]
    sizes: Sizes
    pages: list[tuple[str, int, int]] = field(default_factory=list)

    def of(
        self, chosen: SelectionSetNode | None, kind: GraphQLNamedType, page: int, times: int, path: tuple[str, ...]
    ) -> int:
        """The cost of a selection for one thing of a type; `page` is the size of the connection it stands in."""
        return sum(self._field(one, on, page, times, path) for one, on in self._fields(chosen, kind))

    def _fields(
        self, chosen: SelectionSetNode | None, kind: GraphQLNamedType
    ) -> Iterator[tuple[FieldNode, GraphQLNamedType]]:
        """The fields with the types they are asked of, fragments unfolded."""
        for one in chosen.selections if chosen else ():
            if isinstance(one, FieldNode):
                yield one, kind
            elif isinstance(one, InlineFragmentNode):
                narrowed = self.schema.get_type(one.type_condition.name.value) if one.type_condition else kind
                yield from self._fields(one.selection_set, narrowed or kind)
            elif isinstance(one, FragmentSpreadNode):
                fragment = self.fragments[one.name.value]
                yield from self._fields(
                    fragment.selection_set, self.schema.get_type(fragment.type_condition.name.value) or kind
                )

    def _field(self, node: FieldNode, kind: GraphQLNamedType, page: int, times: int, path: tuple[str, ...]) -> int:
        name = node.name.value
        found: GraphQLField | None = getattr(kind, "fields", {}).get(name) or META.get(name)
        if found is None:  # __typename
            return 0
        inner = get_named_type(found.type)
        told = noted(found)
        own = HEAVY.get(name, told.get("heavy", 0))
        if not is_composite_type(inner) or node.selection_set is None:
            return own
        here = (*path, (node.alias or node.name).value)
        if told.get("page"):
            thing = 1 if name == "nodes" else 0  # of an edge, its node counts
            return page * (thing + self.of(node.selection_set, inner, page, times * page, here))
        if told.get("list"):
            return self._page(node, found, inner, told, times, here)
        if name in ("node", "pageInfo") and kind.name.endswith(("Edge", "Connection")):
            return (1 if name == "node" else 0) + self.of(node.selection_set, inner, page, times, here)
        size = self._size(node, told, found)
        return own + size * (1 + self.of(node.selection_set, inner, self.sizes.usual, times * size, here))

    def _page(
        self,
        node: FieldNode,
        found: GraphQLField,
        inner: GraphQLNamedType,
        told: Mapping[str, Any],
        times: int,
        path: tuple[str, ...],
    ) -> int:
        own = HEAVY.get(node.name.value, told.get("heavy", 0))
        size = self._asked(node)
        if HOLDS in told and (there := self.sizes.bounds.most(*told[HOLDS])) is not None:
            size = min(size, there)
        if isinstance(_bare(found.type), GraphQLList):
            cost = own + size * (1 + self.of(node.selection_set, inner, size, times * size, path))
        else:
            cost = 1 + own + self.of(node.selection_set, inner, size, times, path)
        self.pages.append((".".join(path), cost * times, size))
        return cost

    def _asked(self, node: FieldNode) -> int:
        """The size of a page: `first` or `last`, a variable's value included."""
        sizes = [self._value(one.value) for one in node.arguments or () if one.name.value in ("first", "last")]
        given = [int(size) for size in sizes if _whole(size)]
        for size in given:
            if not 0 <= size <= self.sizes.most:
                told = {"code": "BAD_USER_INPUT", "field": node.name.value}
                what = f"a page of `{node.name.value}` may have 0 to {self.sizes.most}, not {size}"
                raise GraphQLError(f"{what}; take the next page by `after: endCursor`", node, extensions=told)
        return max(0, *given) if given else self.sizes.usual

    def _size(self, node: FieldNode, told: Mapping[str, Any], found: GraphQLField) -> int:
        if "size" in told or node.name.value == "_entities":
            named = str(told.get("size", "representations"))
            value = next((self._value(one.value) for one in node.arguments or () if one.name.value == named), None)
            return len(value) if isinstance(value, list) else 1
        if node.name.value == "types":
            return TYPES
        if not isinstance(_bare(found.type), GraphQLList):
            return 1
        return self.sizes.bounds.links.get(links_of(told), LIST) if LINK in told else LIST

    def _value(self, node: ValueNode) -> Any:
        if isinstance(node, VariableNode):
            return self.variables.get(node.name.value)
        if isinstance(node, ListValueNode):
            return list(node.values)
        return value_from_ast_untyped(node)


@cache
def links(schema: GraphQLSchema) -> frozenset[Links]:
    """What plain lists of a schema follow, each of which has a bound of its own."""
    kinds = [kind for kind in schema.type_map.values() if is_object_type(kind)]
    fields = [one for kind in kinds for one in kind.fields.values() if isinstance(_bare(one.type), GraphQLList)]
    return frozenset(links_of(told) for one in fields if LINK in (told := noted(one)))


def _whole(size: object) -> bool:
    """Whether a value is a size: as a variable, 500.0 is one too."""
    return (isinstance(size, int) and not isinstance(size, bool)) or (isinstance(size, float) and size.is_integer())


def _bare(kind: GraphQLOutputType) -> GraphQLOutputType:
    return kind.of_type if isinstance(kind, GraphQLNonNull) else kind


def price(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    variables: Mapping[str, Any],
    sizes: Sizes,
) -> Cost:
    """The cost of an operation of a valid document. Raises `GraphQLError` for a page that cannot be."""
    defaults = {
        one.variable.name.value: value_from_ast_untyped(one.default_value)
        for one in operation.variable_definitions or ()
        if one.default_value is not None
    }
    pricing = _Pricing(schema, fragments, {**defaults, **variables}, sizes)
    root = cast(GraphQLNamedType, schema.query_type)
    total = pricing.of(operation.selection_set, root, sizes.usual, 1, ())
    return Cost(total, tuple(sorted(pricing.pages, key=lambda one: -one[1])))
