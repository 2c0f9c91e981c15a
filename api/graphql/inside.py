"""What is used of strawberry that it does not promise to keep, so that a newer one is met in this file alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from inspect import Parameter, Signature, iscoroutinefunction
from typing import Any, Final

from graphql import FieldNode, FragmentDefinitionNode, GraphQLField, GraphQLSchema
from strawberry import Info, Schema
from strawberry.federation.schema import FederationAny
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types import ExecutionContext
from strawberry.types.execution import PreExecutionError
from strawberry.types.field import StrawberryField
from strawberry.types.lazy_type import LazyType
from strawberry.utils.str_converters import to_camel_case, to_snake_case

from api.graphql.kinds import KINDS

__all__ = [
    "ExecutionContext",  # what `Schema.process_errors` is given
    "FederationAny",  # what `Schema.entities_resolver` is given and gives
    "PreExecutionError",  # the result of what never ran
    "StrawberryGraphQLCoreExecutionContext",  # the execution that ours takes shorter ways in
    "to_camel_case",  # names as the schema has them, from names of Python
    "to_snake_case",  # and back
]
_FIRST: Final = {"root": Any, "info": Info[Any, Any]}
_DEFINITION: Final = "__strawberry_definition__"
"""Where a class keeps what it is in the schema."""


class TypeNamed(LazyType[Any, Any]):
    """A type by its name in `KINDS`; strawberry's own lazy types name a module, so that each is declared twice."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "")

    def resolve_type(self) -> type[Any]:
        """The type; of a class that only chooses among the things of another, that other."""
        return next(kind for kind in KINDS[self.type_name].__mro__ if is_type(kind))


def is_type(kind: type[Any]) -> bool:
    """Whether a class is itself a type of the schema, rather than heir of one."""
    return _DEFINITION in vars(kind)


@cache
def metadata(kind: Any) -> dict[str, Mapping[Any, Any]]:
    """What we noted of the fields of a type, by their names in Python."""
    return {one.python_name: one.metadata for one in getattr(kind, _DEFINITION).fields}


def describe(kind: Any, values: Mapping[str, str]) -> None:
    """Say what the values of an enum mean, which strawberry lets be said only inside the enum."""
    for value in getattr(kind, _DEFINITION).values:
        value.description = values[value.name]


def taking(resolve: Any, arguments: Sequence[Parameter]) -> None:
    """Give a resolver of `root`, `info` and whatever else the arguments that the schema is to have."""
    first = [Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, annotation=of) for name, of in _FIRST.items()]
    resolve.__signature__ = Signature([*first, *arguments])
    resolve.__annotations__ = {one.name: one.annotation for one in (*first, *arguments)}


def nodes_of(info: Info[Any, Any]) -> Sequence[FieldNode]:
    """A field as the document has it: strawberry's own `selected_fields` unfolds everything below."""
    return info._raw_info.field_nodes


def fragments_of(info: Info[Any, Any]) -> Mapping[str, FragmentDefinitionNode]:
    """The fragments of the document."""
    return info._raw_info.fragments


def core_of(schema: Schema) -> GraphQLSchema:
    """The schema as graphql-core knows it."""
    return schema._schema


def noted(field: GraphQLField) -> Mapping[Any, Any]:
    """What we noted of a field of graphql-core's schema."""
    return told.metadata if (told := _told(field)) else {}


def attribute(field: GraphQLField) -> str | None:
    """The attribute that a field shows; None where it has a resolver."""
    told = _told(field)
    return told.python_name if told and told.base_resolver is None else None


def resolver(field: GraphQLField) -> Callable[..., Any] | None:
    """A field's own resolver, without what strawberry does for arguments; None where it has none."""
    told = _told(field)
    if told is None or told.base_resolver is None:
        return None
    call: Any = told.base_resolver.wrapped_func
    return None if iscoroutinefunction(call) else lambda source, info: call(source, Info(_raw_info=info, _field=told))


def _told(field: GraphQLField) -> StrawberryField | None:
    found = field.extensions.get("strawberry-definition")
    return found if isinstance(found, StrawberryField) else None
