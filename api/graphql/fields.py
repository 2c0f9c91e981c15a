"""Fields that show what is stated: each names the property it reads, and what it means."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from types import GenericAlias
from typing import Any, TypeVar

import strawberry

from api.graphql.inside import TypeNamed
from api.graphql.node import LINK, READS, Asked, Thing, first, reached
from kg.find import Said
from kg.names import KG

E = TypeVar("E", bound=Enum)


def told(of: object, read: Callable[[Said], object], description: str, *reads: str) -> Any:
    """A plain field of a type: `read` takes its value from what is stated with the properties `reads`."""
    return strawberry.field(description=description, graphql_type=of, metadata={READS: reads, "read": read})


def _reading(of: object, read: Callable[[Said, str], object]) -> Callable[[str, str], Any]:
    """A maker of plain fields that show one property, such as `text("kg:journal", "Journal.")`."""
    return lambda name, description: told(of, lambda said: read(said, name), description, name)


text = _reading(str | None, Said.text)
"""A text, or the first of several."""
certain = _reading(str, Said.text)
"""A text that everything of the type has."""
texts = _reading(list[str], lambda said, name: list(said.texts(name)))
"""Every text, sorted."""
number = _reading(float | None, Said.number)
numbers = _reading(list[float], lambda said, name: sorted(map(float, said.texts(name))))
"""Every number, from low to high."""
whole = _reading(int | None, lambda said, name: None if (found := said.number(name)) is None else int(found))
wholes = _reading(list[int], lambda said, name: sorted(map(int, said.texts(name))))
flag = _reading(bool | None, Said.flag)
"""True or false; null where nothing is said."""
sure = _reading(bool, lambda said, name: bool(said.flag(name)))
"""True where it is said, else false: for what papers say only of those to whom it applies."""


def word(kind: type[E], name: str, description: str) -> Any:
    """A value of a closed list."""
    return told(kind | None, lambda said: kind(found) if (found := said.word(name)) else None, description, name)


def words(kind: type[E], name: str, description: str) -> Any:
    """Every value of a closed list, sorted."""
    of = GenericAlias(list, kind)
    return told(of, lambda said: [kind(one.removeprefix(KG)) for one in said.texts(name)], description, name)


def one(kind: str, name: str, description: str) -> Any:
    """The thing that a property leads to, or the first of several; `kind` is the name of its type."""

    def resolve(self: Thing, info: Asked) -> Any:
        return first(info, kind, self.said.refs(name))

    return _leading(resolve, kind, TypeNamed(kind) | None, (name,), description)


def many(kind: str, *names: str, description: str) -> Any:
    """The things of a kind that properties lead to, by IRI; what is of another kind is left out."""
    mixed = any(name.startswith("^") for name in names)

    def resolve(self: Thing, info: Asked) -> Any:
        return reached(info, kind, self.led(names), mixed)

    return _leading(resolve, kind, things(kind), names, description)


def things(kind: str) -> Any:
    """The type of a list of things, by the name of theirs."""
    return GenericAlias(list, TypeNamed(kind))


def _leading(resolve: Callable[..., Any], kind: str, of: object, reads: tuple[str, ...], description: str) -> Any:
    noted = {READS: reads, LINK: kind}
    return strawberry.field(resolver=resolve, description=description, graphql_type=of, metadata=noted)
