"""Fields without arguments in few steps: a page has thousands of them, and the general way is made for what they lack.

A plain field is an attribute that becomes a leaf, or a list of leaves; one that leads to things calls its own resolver.
Whatever is not as expected goes the general way, which also words the error.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final

from graphql import GraphQLField, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLSchema, is_leaf_type

from api.graphql.inside import StrawberryGraphQLCoreExecutionContext, attribute, noted, resolver
from api.graphql.kinds import KINDS
from api.graphql.node import LINK

Step = tuple[Callable[[Any], Any], Callable[[Any], Any], bool]
"""How a field is read, how its value becomes JSON, and whether it may be null."""
Steps = dict[tuple[str, str], Step]
ROWS: Final = ("FindingFrequency", "SearchHit")
"""What is counted beside things, as the price counts it."""


def steps_of(schema: GraphQLSchema) -> Steps:
    """The plain fields of a schema, by the names of type and field."""
    found: Steps = {}
    for kind in schema.type_map.values():
        for name, field in kind.fields.items() if isinstance(kind, GraphQLObjectType) else ():
            step = _step(field)
            if step:
                found[kind.name, name] = step
    return found


def _step(field: GraphQLField) -> Step | None:
    name = attribute(field)
    if field.args or name is None:
        return None
    nullable = not isinstance(field.type, GraphQLNonNull)
    kind: Any = field.type.of_type if isinstance(field.type, GraphQLNonNull) else field.type
    if is_leaf_type(kind):
        return attrgetter(name), kind.coerce_output_value, nullable
    if (
        isinstance(kind, GraphQLList)
        and isinstance(kind.of_type, GraphQLNonNull)
        and is_leaf_type(kind.of_type.of_type)
    ):
        coerce = kind.of_type.of_type.coerce_output_value
        return attrgetter(name), lambda values: [coerce(one) for one in values], nullable
    return None


def executor(schema: GraphQLSchema) -> type[StrawberryGraphQLCoreExecutionContext]:
    """An execution of a schema that takes the short way where there is one."""
    steps, things = steps_of(schema), {*KINDS, *ROWS}
    _lead(schema)

    class Executor(StrawberryGraphQLCoreExecutionContext):
        def execute_field(
            self, parent_type: GraphQLObjectType, source: Any, field_details_list: Any, path: Any, position_context: Any
        ) -> Any:
            step = steps.get((parent_type.name, field_details_list[0].node.name.value))
            if step is not None:
                read, write, nullable = step
                try:
                    value = read(source)
                    if value is not None:
                        return write(value)
                    if nullable:
                        return None
                except Exception:  # noqa: BLE001, S110 - the general way meets it again, and says where it was
                    pass
            return super().execute_field(parent_type, source, field_details_list, path, position_context)

        def complete_object_value(self, return_type: GraphQLObjectType, *rest: Any) -> Any:
            self.context_value.things += return_type.name in things
            return super().complete_object_value(return_type, *rest)

    return Executor


def _lead(schema: GraphQLSchema) -> None:
    """Let fields that lead to things call their resolvers without strawberry's machinery for arguments."""
    for kind in schema.type_map.values():
        for field in kind.fields.values() if isinstance(kind, GraphQLObjectType) else ():
            call = resolver(field) if LINK in noted(field) and not field.args else None
            field.resolve = call or field.resolve
