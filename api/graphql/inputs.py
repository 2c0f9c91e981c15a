"""Filters and orders as GraphQL inputs: the same fields as those of kg.find, each with its words.

Everything given must hold; of a list of values any may fit. `and`, `or` and `not` combine filters of the same kind.
"""

from __future__ import annotations

from dataclasses import fields
from enum import Enum
from inspect import getdoc
from types import GenericAlias
from typing import Any, Final, TypeVar, cast, get_args, get_origin, get_type_hints

import strawberry
from strawberry import field

from kg import find
from kg.find.filters import asked

F = TypeVar("F")
_NAMES: Final = {"all_of": "and", "any_of": "or", "none_of": "not"}
_WHOLE: Final = ("year", "residue", "members")
"""The spans of whole numbers."""


@strawberry.enum(description="From low to high, or from high to low.")
class Direction(Enum):
    """Which way a list runs."""

    ASC = strawberry.enum_value("asc", description="From low to high.")
    DESC = strawberry.enum_value("desc", description="From high to low.")


def _range(name: str, of: object) -> type[Any]:
    ends = {"min": "The lowest that fits.", "max": "The highest that fits."}
    members = {end: field(default=None, description=says, graphql_type=of) for end, says in ends.items()}
    return strawberry.input(
        type(name, (), members), description="From `min` to `max`, both included; either may be left out."
    )


_SPANS: Final = {True: _range("IntRange", int | None), False: _range("FloatRange", float | None)}
INPUTS: Final[dict[type, type[Any]]] = {
    kind: type(kind.__name__, (), {}) for kind in (*get_args(find.Filter), find.GenotypeFilter)
}
"""The inputs by the filters they are of."""


def _type(of: Any, whole: bool) -> Any:
    """The type of a filter's field as the schema has it: a tuple is a list, and every list may be left out."""
    if get_origin(of) is tuple:
        return GenericAlias(list, _type(get_args(of)[0], whole)) | None
    if get_args(of):
        return _type(get_args(of)[0], whole) | None
    return _SPANS[whole] if of is find.Span else INPUTS.get(of, of)


for _kind, _input in INPUTS.items():
    _types, _usual = get_type_hints(_kind), {one.name: one.default for one in fields(_kind)}
    for _name, _asks in asked(_kind).items():
        _of, _default = _type(_types[_name], _name in _WHOLE), None if _usual[_name] == () else _usual[_name]
        _made = field(default=_default, description=_asks, name=_NAMES.get(_name), graphql_type=_of)
        setattr(_input, _name, _made)
    strawberry.input(_input, description=" ".join((getdoc(_kind) or "").partition("\n\n")[0].split()))
_MEANT: Final = {**{made: kind for kind, made in INPUTS.items()}, **dict.fromkeys(_SPANS.values(), find.Span)}
_RENAMED: Final = {"low": "min", "high": "max"}


def meant(given: Any) -> Any:
    """An input as kg.find wants it: lists are tuples, and what was left out or null is nothing asked."""
    if isinstance(given, list):
        return tuple(meant(one) for one in given)
    kind = _MEANT.get(type(given))
    if kind is None:
        return given
    asked = {}
    for one in fields(kind):
        value = meant(getattr(given, _RENAMED.get(one.name, one.name)))
        if value is not None or one.name == "obsolete":
            asked[one.name] = value
    return kind(**asked)


def wanted(kind: type[F], given: object) -> F:
    """The filter of an input that may have been left out."""
    return kind() if given is None else cast(F, meant(given))
