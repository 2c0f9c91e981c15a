"""Closed lists as enums of the schema, each value with its meaning. The words are those of `kg.model.words`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from inspect import getdoc
from typing import Any, TypeVar

import strawberry

from api.graphql.inside import describe, is_type
from kg.find.groups import Group
from kg.lexicon import SearchKind
from kg.model.words import Choice

E = TypeVar("E", bound=type[Enum])


def described(kind: E, description: str, name: str | None = None, **values: str) -> E:
    """The enum as one of the schema; `values` says what each value means."""
    made = strawberry.enum(kind, name=name, description=description)
    describe(made, values)
    return made


def says(kind: type) -> str:
    """What a class says of itself first, in one line."""
    return " ".join((getdoc(kind) or "").partition("\n\n")[0].split())


def closed(name: str, description: str, meanings: Mapping[str, str], values: Mapping[str, str] | None = None) -> Any:
    """An enum of the schema from its words; `values` are their own names where none are given."""
    make: Any = Enum
    return described(make(name, values or {one: one for one in meanings}), description, **meanings)


def worded(kind: Any) -> Any:
    """A type as the schema has it: a closed list that it has not yet is made one of its own."""
    if isinstance(kind, type) and issubclass(kind, Enum) and not is_type(kind):
        meanings: Any = kind
        return described(kind, says(kind), **{one.name: one.meaning for one in meanings})
    return kind


for _list in Choice.__subclasses__():
    described(_list, _list.says(), _list.called, **{word.name: word.meaning for word in _list})
for _kind, _called in ((Group, "FrequencyGroup"), (SearchKind, "SearchKind")):
    described(_kind, says(_kind), _called, **{one.name: one.meaning for one in _kind})
